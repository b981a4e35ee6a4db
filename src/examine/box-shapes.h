/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shapes in a picture that may be check boxes whose frame's strokes run into
 * something else: a frame that stands alone, with the cross that hangs
 * together with it, and the hole of an empty frame that a letter touches.
 */
#ifndef ASR_BOX_SHAPES_H
#define ASR_BOX_SHAPES_H

struct Boxa;
struct Pix;

/*
 * What hangs together in ink (1 bit a pixel) and is, on both sides, from
 * shortest to longest pixels.  The caller destroys it; NULL: no memory.
 */
struct Boxa *box_shapes_alone(struct Pix *ink, int shortest, int longest);

/*
 * The rectangles of paper that ink shuts in, on both sides from shortest to
 * longest pixels: each with a pixel of its frame all around.  The caller
 * destroys it; NULL: no memory.
 */
struct Boxa *box_shapes_holes(struct Pix *ink, int shortest, int longest);

#endif
