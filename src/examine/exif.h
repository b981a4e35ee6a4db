/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way a camera was held: the one field of EXIF that matters here. */
#ifndef ASR_EXIF_H
#define ASR_EXIF_H

#include <glib.h>

/*
 * The orientation of a JPEG file (tag 0x0112 of its first IFD, EXIF 2.3
 * §4.6.4), 1 to 8; 1, upright, when there is none or it makes no sense.
 */
unsigned exif_orientation(const guint8 *jpeg, gsize length);

/*
 * Sets picture upright as orientation says: 3, 6 and 8 turn it, the others
 * mirror it besides.  Takes picture; returns what stands in its place,
 * NULL when there is no memory.
 */
struct Pix;
struct Pix *exif_upright(struct Pix *picture, unsigned orientation);

#endif
