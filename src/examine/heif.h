/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telephone photos in HEIC, by libheif where there is one. */
#ifndef ASR_HEIF_H
#define ASR_HEIF_H

#include <glib.h>

#include "words.h"

/*
 * The main picture as 8 bits of grey, turned as its file says.  NULL with
 * a reason: REASON_TOO_LARGE past IMAGE_PIXELS_MAX of image.h,
 * REASON_DAMAGED, or REASON_UNSUPPORTED without libheif.  The caller
 * destroys it.
 */
struct Pix;
struct Pix *heif_picture(GBytes *bytes, enum part_reason *reason_r);

#endif
