/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picture files: the limits of their reader (image_read in readers.h). */
#ifndef ASR_IMAGE_H
#define ASR_IMAGE_H

#include <stddef.h>

/*
 * The largest telephone cameras make 200 million pixels; they are read at
 * a fraction.  What must be unpacked whole may take IMAGE_BYTES_MAX, a
 * quarter of the memory that the examiner has: A4 in colour at 600 dots an
 * inch takes 140 MB.
 */
#define IMAGE_PIXELS_MAX 220e6
#define IMAGE_BYTES_MAX 256e6

/* A longer side than this, A4 at 220 dots an inch, shows nothing more. */
#define IMAGE_SIDE_ENOUGH 2600

/*
 * Pixels per millimetre of a picture of width by height pixels that says
 * it has dpi dots per inch (0: says nothing).  What cannot be the size of
 * a sheet of paper (cameras say 72) is taken for A4, unless so few pixels
 * would show letters smaller than a screen's.
 */
double image_scale(int width, int height, int dpi);

#endif
