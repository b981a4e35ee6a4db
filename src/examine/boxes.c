/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Check boxes in pictures: see boxes.h.
 *
 * A box is sought as its frame: two level strokes of one length, one above
 * the other, joined by ink at both ends.  Connected components would be
 * simpler, but a pen's cross that overshoots the frame, or a label that
 * touches it, makes them anything but square.  They are what is left where
 * the strokes of a small box run into its cross or into a letter: then what
 * is square tells, or the hole in it.
 */
#include "boxes.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "box-shapes.h"
#include "morph.h"

/* Sides of boxes met on forms, printed and scanned. */
#define SIDE_MIN_MM 2.2
#define SIDE_MAX_MM 7.5
/* The least of a hole with its frame's inner pixels; those in D, O and B are
 * smaller in print of up to 14 points. */
#define HOLE_MIN_MM 1.8
#define ASPECT_MAX 1.45
/* A frame's stroke is thinner. */
#define STROKE_MAX_MM 1.2
/* How far a side may stray from where the strokes say it is. */
#define STRAY_MM 0.55
/* The share of a side that must be inked; scans lose some. */
#define SIDE_INKED 0.75
/* The same for a shape, whose sides are just where it ends. */
#define SHAPE_SIDE_INKED 0.84
/* From a frame's inner edge to where its ink has surely ended. */
#define EDGE_MM 0.2
/* The share of the inside that is inked: up to, from, and up to. */
#define EMPTY_MAX 0.015
#define TICKED_MIN 0.05
#define TICKED_MAX 0.95
/* How far from a diagonal, in sides, the pixels of a cross lie. */
#define DIAGONAL 0.12
/* Grey levels that a cross in hairlines, too pale for ink, is darker than the
 * paper between its arms: what it surely is, and what grain never makes. */
#define PALE_CROSS 9.0
#define PALE_NOTHING 6.0

/* What a search knows of its picture. */
struct search {
	PIX *ink;    /* small gaps closed */
	PIX *grey;   /* the same picture; NULL: there is none */
	double mm;   /* pixels */
	int stray;   /* STRAY_MM in pixels, at least 2; of a shape none */
	double inked; /* share of a side, at least */
	GArray *boxes;
};

const char *
box_state_text(enum box_state state)
{
	switch (state) {
	case BOX_EMPTY:
		return "[ ]";
	case BOX_TICKED:
		return "[x]";
	case BOX_UNKNOWN:
		break;
	}
	return "[?]";
}

static bool
inked(PIX *pix, int x, int y)
{
	if (x < 0 || y < 0 || x >= pixGetWidth(pix) || y >= pixGetHeight(pix))
		return false;
	return GET_DATA_BIT(pixGetData(pix) + y * pixGetWpl(pix), x) != 0;
}

/*
 * The share of a straight side that has ink: length pixels from x, y, level
 * or upright, whose ink may lie a pixel beside it.
 */
static double
side_inked(const struct search *s, int x, int y, int length, bool level)
{
	int covered = 0;

	for (int i = 0; i < length; i++) {
		bool hit = false;

		for (int d = -1; d <= 1 && !hit; d++)
			hit = level ? inked(s->ink, x + i, y + d) :
				      inked(s->ink, x + d, y + i);
		covered += hit;
	}
	return (double)covered / length;
}

/* True when there is a side no further than stray from where it is due. */
static bool
has_side(const struct search *s, int x, int y, int length, bool level)
{
	for (int d = -s->stray; d <= s->stray; d++) {
		if (side_inked(s, level ? x : x + d, level ? y + d : y,
			length, level) > s->inked)
			return true;
	}
	return false;
}

static bool
is_framed(const struct search *s, const struct box *b)
{
	int right = b->x + b->width - 1, below = b->y + b->height - 1;

	return has_side(s, b->x, b->y, b->height, false) &&
	    has_side(s, right, b->y, b->height, false) &&
	    has_side(s, b->x, b->y, b->width, true) &&
	    has_side(s, b->x, below, b->width, true);
}

/*
 * The share of a row or column of the box that has ink, in the middle
 * half: near the corners are a cross's ends, and the other sides.
 */
static double
line_inked(const struct search *s, const struct box *b, bool level, int at)
{
	int length = level ? b->width : b->height, count = 0;
	int begin = length / 4, end = length - length / 4;

	for (int i = begin; i < end; i++)
		count += level ? inked(s->ink, b->x + i, b->y + at) :
				 inked(s->ink, b->x + at, b->y + i);
	return (double)count / (end - begin);
}

/*
 * How thick the frame is on one side, seen from its outer edge: dense lines
 * next to each other, the first no further in than ink may stray.
 */
static int
thickness(const struct search *s, const struct box *b, bool level, bool end)
{
	int extent = level ? b->height : b->width;
	int limit = extent / 3, last = -1;

	for (int i = 0; i < limit; i++) {
		int at = end ? extent - 1 - i : i;

		if (line_inked(s, b, level, at) > 0.5)
			last = i;
		else if (last >= 0 || i > s->stray)
			break;
	}
	return last + 1 + (int)(EDGE_MM * s->mm + 0.5);
}

/* The mean grey of an area's pixels by where they lie in it. */
struct means {
	double falling, rising, rest; /* «\», «/», neither */
};

static struct means
measure_means(PIX *grey, int x0, int y0, int x1, int y1)
{
	double sum[3] = { 0 }, count[3] = { 1e-9, 1e-9, 1e-9 };

	for (int y = y0; y < y1; y++) {
		l_uint32 *line = pixGetData(grey) + y * pixGetWpl(grey);
		double v = (y - y0 + 0.5) / (y1 - y0);

		for (int x = x0; x < x1; x++) {
			double u = (x - x0 + 0.5) / (x1 - x0);
			int where = fabs(u - v) < DIAGONAL ? 0 :
			    fabs(u + v - 1) < DIAGONAL ? 1 : 2;

			sum[where] += GET_DATA_BYTE(line, x);
			count[where]++;
		}
	}
	return (struct means){ sum[0] / count[0], sum[1] / count[1],
		sum[2] / count[2] };
}

/*
 * A box without ink, looked at in grey: office programs draw their cross in
 * lines so fine that a scan leaves a shadow of them.
 */
static enum box_state
pale_state(const struct search *s, int x0, int y0, int x1, int y1)
{
	struct means means;
	double contrast;

	if (s->grey == NULL || x0 < 0 || y0 < 0 ||
	    x1 > pixGetWidth(s->grey) || y1 > pixGetHeight(s->grey))
		return BOX_EMPTY;
	means = measure_means(s->grey, x0, y0, x1, y1);
	contrast = means.rest - MAX(means.falling, means.rising);
	if (contrast < PALE_NOTHING)
		return BOX_EMPTY;
	return contrast < PALE_CROSS ? BOX_UNKNOWN : BOX_TICKED;
}

static enum box_state
state_of(const struct search *s, const struct box *b)
{
	int x0 = b->x + thickness(s, b, false, false);
	int x1 = b->x + b->width - thickness(s, b, false, true);
	int y0 = b->y + thickness(s, b, true, false);
	int y1 = b->y + b->height - thickness(s, b, true, true);
	int count = 0;
	double share;

	if (x1 - x0 < 3 || y1 - y0 < 3)
		return BOX_UNKNOWN;
	for (int y = y0; y < y1; y++)
		for (int x = x0; x < x1; x++)
			count += inked(s->ink, x, y);
	share = (double)count / ((x1 - x0) * (y1 - y0));
	if (share <= EMPTY_MAX)
		return pale_state(s, x0, y0, x1, y1);
	return share >= TICKED_MIN && share <= TICKED_MAX ? BOX_TICKED :
							    BOX_UNKNOWN;
}

/* Level strokes as long as a box's side, sorted from top to bottom. */
static BOXA *
find_strokes(const struct search *s)
{
	int shortest = (int)(SIDE_MIN_MM * s->mm * 0.6);
	PIX *opened = morph_open(s->ink, MAX(shortest, 3), 1);
	BOXA *all = opened != NULL ? pixConnCompBB(opened, 8) : NULL;
	BOXA *right = NULL, *sorted = NULL;

	if (all != NULL)
		right = boxaSelectBySize(all, (int)(SIDE_MAX_MM * s->mm),
		    (int)(STROKE_MAX_MM * s->mm), L_SELECT_IF_BOTH,
		    L_SELECT_IF_LTE, NULL);
	if (right != NULL)
		sorted = boxaSort(right, L_SORT_BY_Y, L_SORT_INCREASING, NULL);
	boxaDestroy(&right);
	boxaDestroy(&all);
	pixDestroy(&opened);
	return sorted;
}

static bool
is_near(int one, int other, double slack)
{
	return abs(one - other) <= slack;
}

static bool
is_square(const struct box *b)
{
	return b->width <= ASPECT_MAX * b->height &&
	    b->height <= ASPECT_MAX * b->width;
}

/* The box between two level strokes; false when they make none. */
static bool
box_between(const struct search *s, const struct box *top,
    const struct box *bottom, struct box *box_r)
{
	double slack = s->stray + 0.1 * top->width;
	int width = top->width, height = bottom->y + bottom->height - top->y;

	if (!is_near(top->x, bottom->x, slack) ||
	    !is_near(top->x + top->width, bottom->x + bottom->width, slack))
		return false;
	if (width < SIDE_MIN_MM * s->mm || height < SIDE_MIN_MM * s->mm ||
	    height > SIDE_MAX_MM * s->mm)
		return false;
	*box_r = (struct box){ top->x, top->y, width, height, BOX_UNKNOWN };
	return is_square(box_r) && is_framed(s, box_r);
}

static bool
is_known(const struct search *s, const struct box *b)
{
	int x = b->x + b->width / 2, y = b->y + b->height / 2;

	for (unsigned i = 0; i < s->boxes->len; i++) {
		const struct box *k = &g_array_index(s->boxes, struct box, i);

		if (x >= k->x && x < k->x + k->width && y >= k->y &&
		    y < k->y + k->height)
			return true;
	}
	return false;
}

static struct box
box_at(BOXA *boxes, int index)
{
	struct box b = { 0 };

	boxaGetBoxGeometry(boxes, index, &b.x, &b.y, &b.width, &b.height);
	return b;
}

/* The strokes below the one at index, as far as a box reaches. */
static void
try_stroke(struct search *s, BOXA *strokes, int index)
{
	struct box top = box_at(strokes, index), box;
	int count = boxaGetCount(strokes);

	if (top.width < SIDE_MIN_MM * s->mm)
		return;
	for (int i = index + 1; i < count; i++) {
		struct box bottom = box_at(strokes, i);

		if (bottom.y - top.y > SIDE_MAX_MM * s->mm)
			return;
		if (!box_between(s, &top, &bottom, &box) || is_known(s, &box))
			continue;
		box.state = state_of(s, &box);
		g_array_append_val(s->boxes, box);
		return;
	}
}

/* Those of the shapes that have all four sides just where they are due. */
static void
try_shapes(struct search *s, BOXA *shapes)
{
	s->stray = 0;
	s->inked = SHAPE_SIDE_INKED;
	for (int i = 0; shapes != NULL && i < boxaGetCount(shapes); i++) {
		struct box box = box_at(shapes, i);

		if (!is_square(&box) || is_known(s, &box) ||
		    !is_framed(s, &box))
			continue;
		box.state = state_of(s, &box);
		g_array_append_val(s->boxes, box);
	}
	boxaDestroy(&shapes);
}

static int
in_reading_order(const void *one, const void *other)
{
	const struct box *a = one, *b = other;

	return a->y != b->y ? (a->y > b->y) - (a->y < b->y) :
			      (a->x > b->x) - (a->x < b->x);
}

/* False when there are more strokes than are looked at. */
static bool
try_strokes(struct search *s)
{
	BOXA *strokes = find_strokes(s);
	int count = strokes != NULL ? boxaGetCount(strokes) : 0;

	for (int i = 0; i < MIN(count, BOXES_STROKES_MAX); i++)
		try_stroke(s, strokes, i);
	boxaDestroy(&strokes);
	return count <= BOXES_STROKES_MAX;
}

GArray *
boxes_find(struct Pix *binary, struct Pix *grey, double pixels_per_mm,
    bool *cut_r)
{
	struct search s = { .grey = grey, .mm = pixels_per_mm,
		.inked = SIDE_INKED };
	int longest = (int)(SIDE_MAX_MM * s.mm);

	s.boxes = g_array_new(FALSE, FALSE, sizeof(struct box));
	s.stray = MAX(2, (int)(STRAY_MM * s.mm));
	s.ink = pixCloseSafeBrick(NULL, binary, 2, 2);
	*cut_r = s.ink != NULL && !try_strokes(&s);
	pixDestroy(&s.ink);
	s.ink = binary;
	try_shapes(&s, box_shapes_alone(binary,
	    (int)ceil(SIDE_MIN_MM * s.mm), longest));
	try_shapes(&s, box_shapes_holes(binary,
	    (int)ceil(HOLE_MIN_MM * s.mm), longest));
	g_array_sort(s.boxes, in_reading_order);
	return s.boxes;
}
