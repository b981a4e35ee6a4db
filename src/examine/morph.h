/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Openings of black-and-white pictures in few steps.  Leptonica shifts the
 * picture once for each pixel of the brick; doubling the step gives the
 * same bits in the logarithm of that.
 */
#ifndef ASR_MORPH_H
#define ASR_MORPH_H

struct Pix;

/* As pixOpenBrick(NULL, pix, wide, tall); NULL when there is no memory. */
struct Pix *morph_open(struct Pix *pix, int wide, int tall);

#endif
