/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ink on recognised pages: see ocr-ink.h. */
#include "ocr-ink.h"

#include <math.h>

#include <leptonica/allheaders.h>

#include "boxes.h"
#include "engine.h"

/*
 * Marks lower and shorter than this are specks, or the dots of leaders,
 * three of which may have run into one.
 */
#define SPECK_HEIGHT_MM 0.75
#define SPECK_WIDTH_MM 2.0
/* What stands so close to a word is its accent or its frayed edge. */
#define WORD_EDGE_MM 0.6
/* What stands so close to a check box belongs to its frame or its cross. */
#define BOX_EDGE_MM 1.0
/* A straight stroke as long as this is ruled: no hand is so steady. */
#define RULED_MM 12.0

/* A report's unit, tenths of a millimetre, and that of its areas. */
#define UNITS_PER_MM 10.0
#define AREA_UNITS_PER_MM2 100.0

static BOX *
box_around(int x, int y, int width, int height, double edge)
{
	int e = (int)ceil(edge);

	return boxCreate(x - e, y - e, width + 2 * e, height + 2 * e);
}

/* Takes box; false when it is NULL: no memory. */
static bool
clear(PIX *marks, BOX *box)
{
	bool good = box != NULL && pixClearInRect(marks, box) == 0;

	boxDestroy(&box);
	return good;
}

/* Takes what an opening by about that brick finds, and its edges. */
static bool
clear_opened(PIX *marks, PIX *from, int width, int height)
{
	PIX *opened = pixOpenCompBrick(NULL, from, width, height);
	PIX *grown = opened != NULL ? pixDilateBrick(NULL, opened, 3, 3) :
				      NULL;
	bool good = grown != NULL &&
	    pixSubtract(marks, marks, grown) != NULL;

	pixDestroy(&grown);
	pixDestroy(&opened);
	return good;
}

static bool
clear_boxes(PIX *marks, const GArray *boxes, double mm)
{
	bool good = true;

	for (unsigned i = 0; good && i < boxes->len; i++) {
		const struct box *b = &g_array_index(boxes, struct box, i);

		good = clear(marks, box_around(b->x, b->y, b->width,
		    b->height, BOX_EDGE_MM * mm));
	}
	return good;
}

/* The ink without lines and boxes, then without specks; NULL: no memory. */
static PIX *
marks_of(const struct picture *picture, const GArray *boxes)
{
	double mm = picture->pixels_per_mm;
	int ruled = (int)(RULED_MM * mm);
	PIX *marks = pixCopy(NULL, picture->binary), *large = NULL;

	if (marks != NULL &&
	    clear_opened(marks, picture->binary, ruled, 1) &&
	    clear_opened(marks, picture->binary, 1, ruled) &&
	    clear_boxes(marks, boxes, mm))
		large = pixSelectBySize(marks,
		    (int)ceil(SPECK_WIDTH_MM * mm),
		    (int)ceil(SPECK_HEIGHT_MM * mm), 8, L_SELECT_IF_EITHER,
		    L_SELECT_IF_GTE, NULL);
	pixDestroy(&marks);
	return large;
}

static uint16_t
units(int pixels, double pixels_per_mm)
{
	return (uint16_t)CLAMP(lround(pixels * UNITS_PER_MM / pixels_per_mm),
	    0, UINT16_MAX);
}

static struct ink *
ink_at(int x, int y, int width, int height, int area, double mm)
{
	struct ink *ink = ink_new();

	ink->x = units(x, mm);
	ink->y = units(y, mm);
	ink->width = units(width, mm);
	ink->height = units(height, mm);
	ink->area = (uint32_t)lround(area * AREA_UNITS_PER_MM2 / (mm * mm));
	return ink;
}

static void
add_word(struct page *page, PIX *marks, const struct word *word, double mm)
{
	BOX *box = boxCreate(word->x, word->y, word->width, word->height);
	l_int32 area = 0;
	struct ink *ink;

	if (box != NULL)
		pixCountPixelsInRect(marks, box, &area, NULL);
	boxDestroy(&box);
	ink = ink_at(word->x, word->y, word->width, word->height, area, mm);
	ink->text = g_strdup(word->text);
	ink->confidence = word->confidence;
	g_ptr_array_add(page->ink, ink);
}

static int
by_area(const void *one, const void *other)
{
	const struct ink *a = *(struct ink *const *)one;
	const struct ink *b = *(struct ink *const *)other;

	return (a->area < b->area) - (a->area > b->area);
}

/* Every connected mark of what the words have left. */
static bool
add_marks(struct page *page, PIX *marks, double mm)
{
	g_autoptr(GPtrArray) found =
	    g_ptr_array_new_with_free_func((GDestroyNotify)ink_free);
	PIXA *parts = NULL;
	BOXA *places = pixConnComp(marks, &parts, 8);
	l_int32 count = places != NULL ? boxaGetCount(places) : 0;

	bool good = places != NULL;

	for (l_int32 i = 0; good && i < count; i++) {
		l_int32 x = 0, y = 0, width = 0, height = 0, area = 0;
		PIX *part = pixaGetPix(parts, i, L_CLONE);

		boxaGetBoxGeometry(places, i, &x, &y, &width, &height);
		/* leptonica 1.82 has marks without a pixel where it lacks
		 * memory for one. */
		good = part != NULL &&
		    pixCountPixels(part, &area, NULL) == 0 && area > 0;
		pixDestroy(&part);
		g_ptr_array_add(found, ink_at(x, y, width, height, area, mm));
	}
	boxaDestroy(&places);
	pixaDestroy(&parts);
	if (!good)
		return false;
	if (page->ink->len + found->len > REPORT_INK_MAX)
		g_ptr_array_sort(found, by_area);
	while (found->len > 0 && page->ink->len < REPORT_INK_MAX)
		g_ptr_array_add(page->ink,
		    g_ptr_array_steal_index(found, 0));
	return true;
}

bool
ocr_ink_add(struct page *page, const struct picture *picture,
    const GArray *words, const GArray *boxes)
{
	double mm = picture->pixels_per_mm;
	PIX *marks = marks_of(picture, boxes);
	bool good = marks != NULL;

	if (!good)
		return false;
	for (unsigned i = 0; i < MIN(words->len, REPORT_INK_MAX); i++)
		add_word(page, marks, &g_array_index(words, struct word, i),
		    mm);
	for (unsigned i = 0; good && i < words->len; i++) {
		const struct word *w = &g_array_index(words, struct word, i);

		good = clear(marks, box_around(w->x, w->y, w->width,
		    w->height, WORD_EDGE_MM * mm));
	}
	good = good && add_marks(page, marks, mm);
	pixDestroy(&marks);
	return good;
}
