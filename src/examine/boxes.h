/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Check boxes in pictures: printed forms, scans, and documents that draw
 * their boxes as lines.  Their state is only in the pixels.
 */
#ifndef ASR_BOXES_H
#define ASR_BOXES_H

#include <stdbool.h>

#include <glib.h>

/*
 * Level strokes of a page that are looked at, from its top: each is held
 * against those a box's side below it.  Print has up to 4 000; more are
 * hatching or noise.
 */
#define BOXES_STROKES_MAX 20000

enum box_state {
	BOX_UNKNOWN, /* cannot be told: "[?]" */
	BOX_EMPTY,   /* "[ ]" */
	BOX_TICKED,  /* "[x]" */
};

/* Its frame, in pixels from the top left. */
struct box {
	int x, y, width, height;
	enum box_state state;
};

/*
 * The boxes of a picture of 1 bit a pixel (ink is 1), upright, in reading
 * order: top to bottom, then left to right.  Frames of 2.2 to 7.5 mm, also
 * those a pen cross overshoots.  grey: the same picture in 8 bits, in which
 * boxes without ink are looked at again; NULL where ink is all there is.
 * *cut_r: whether there were more strokes than are looked at.  The caller
 * unrefs the array of struct box.
 */
struct Pix;
GArray *boxes_find(struct Pix *binary, struct Pix *grey,
    double pixels_per_mm, bool *cut_r);

/* "[?]", "[ ]" or "[x]". */
const char *box_state_text(enum box_state state);

#endif
