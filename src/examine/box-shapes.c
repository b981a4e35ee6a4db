/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes that may be check boxes: see box-shapes.h. */
#include "box-shapes.h"

#include <stdbool.h>

#include <leptonica/allheaders.h>

/* The share of a rectangle that is paper, a pixel inside its ragged edge and
 * in all; the holes of D and O have less. */
#define HOLE_FILLED 0.96
#define HOLE_FILLED_RAGGED 0.86
/* The share of a frame with its cross that is ink; a black square has more. */
#define ALONE_FILLED 0.9
/* A frame's side with the bar of a letter that it runs into, in lengths of
 * the side; a table's rules are longer. */
#define SIDE_RUNS_MAX 2.7

static bool
is_between(int value, int least, int most)
{
	return value >= least && value <= most;
}

/* The places of what hangs together, by the pixels that count as touching. */
static BOXA *
connected(PIX *pix, int connectivity, int shortest, int longest)
{
	BOXA *all = pixConnCompBB(pix, connectivity);
	BOXA *sized = all != NULL ? boxaCreate(0) : NULL;

	for (int i = 0; sized != NULL && i < boxaGetCount(all); i++) {
		l_int32 x = 0, y = 0, width = 0, height = 0;

		boxaGetBoxGeometry(all, i, &x, &y, &width, &height);
		if (is_between(width, shortest, longest) &&
		    is_between(height, shortest, longest))
			boxaAddBox(sized, boxCreate(x, y, width, height),
			    L_INSERT);
	}
	boxaDestroy(&all);
	return sized;
}

/* The share of the box's pixels that are set. */
static double
filled(PIX *pix, BOX *box)
{
	l_int32 count = 0;

	pixCountPixelsInRect(pix, box, &count, NULL);
	return (double)count / (box->w * box->h);
}

BOXA *
box_shapes_alone(PIX *ink, int shortest, int longest)
{
	BOXA *all = connected(ink, 8, shortest, longest);

	for (int i = all != NULL ? boxaGetCount(all) : 0; i-- > 0;) {
		BOX *box = boxaGetBox(all, i, L_CLONE);

		if (filled(ink, box) > ALONE_FILLED)
			boxaRemoveBox(all, i);
		boxDestroy(&box);
	}
	return all;
}

static bool
inked(PIX *ink, int x, int y)
{
	l_uint32 value = 0;

	return pixGetPixel(ink, x, y, &value) == 0 && value != 0;
}

/* The pixels in a straight line through x, y that have ink. */
static int
run_through(PIX *ink, int x, int y, int dx, int dy)
{
	int count = 1;

	for (int i = 1; inked(ink, x + i * dx, y + i * dy); i++)
		count++;
	for (int i = 1; inked(ink, x - i * dx, y - i * dy); i++)
		count++;
	return count;
}

/* True when no side of the frame goes on like a table's rule. */
static bool
ends(PIX *ink, const BOX *frame)
{
	int right = frame->x + frame->w - 1, below = frame->y + frame->h - 1;
	int x = frame->x + frame->w / 2, y = frame->y + frame->h / 2;
	double wide = SIDE_RUNS_MAX * frame->w, tall = SIDE_RUNS_MAX * frame->h;

	return run_through(ink, x, frame->y, 1, 0) <= wide &&
	    run_through(ink, x, below, 1, 0) <= wide &&
	    run_through(ink, frame->x, y, 0, 1) <= tall &&
	    run_through(ink, right, y, 0, 1) <= tall;
}

static bool
is_rectangle(PIX *paper, BOX *hole)
{
	BOX *inside = boxAdjustSides(NULL, hole, 1, -1, 1, -1);
	bool is = inside != NULL && filled(paper, inside) >= HOLE_FILLED &&
	    filled(paper, hole) >= HOLE_FILLED_RAGGED;

	boxDestroy(&inside);
	return is;
}

/* The frame of a hole, if it is one; the caller destroys it. */
static BOX *
frame_of(PIX *ink, PIX *paper, BOX *hole)
{
	BOX *frame = is_rectangle(paper, hole) ?
	    boxAdjustSides(NULL, hole, -1, 1, -1, 1) : NULL;

	if (frame != NULL && !ends(ink, frame))
		boxDestroy(&frame);
	return frame;
}

BOXA *
box_shapes_holes(PIX *ink, int shortest, int longest)
{
	PIX *paper = pixInvert(NULL, ink);
	BOXA *holes = NULL, *frames = NULL;

	if (paper != NULL)
		holes = connected(paper, 4, shortest - 2, longest - 2);
	if (holes != NULL)
		frames = boxaCreate(0);
	for (int i = 0; frames != NULL && i < boxaGetCount(holes); i++) {
		BOX *hole = boxaGetBox(holes, i, L_CLONE);
		BOX *frame = frame_of(ink, paper, hole);

		if (frame != NULL)
			boxaAddBox(frames, frame, L_INSERT);
		boxDestroy(&hole);
	}
	boxaDestroy(&holes);
	pixDestroy(&paper);
	return frames;
}
