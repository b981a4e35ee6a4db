/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one page of a PDF looks like: see pdf-picture.h. */
#include "pdf-picture.h"

#include <math.h>
#include <string.h>

#include <cairo.h>
#include <leptonica/allheaders.h>

#include "boxes.h"
#include "morph.h"

#define POINTS_PER_INCH 72.0
#define MM_PER_INCH 25.4
#define A4_LONG_MM 297.0

/* Enough for boxes of 2.2 mm, and half the price of OCR's. */
#define BOXES_DPI 150.0
/* Enough to see that nothing is drawn: a hair line still tints a pixel. */
#define GLANCE_DPI 50.0
/* Darker is ink. */
#define INK_LEVEL 160

/* A line this long is ruled, not written. */
#define RULED_MM 8.0
/* An area this thick is painted, not written. */
#define PAINTED_MM 3.0
/* What a pen leaves: its smallest extent, and how much of it is a word. */
#define STROKE_MM 2.0
#define STROKES_MM2 10.0
/* The letterhead: logos are drawn there. */
#define LETTERHEAD_SHARE 0.15

/* A scan's share of its page; words looked at; and of them on ink. */
#define SCAN_COVERS 0.6
#define SCAN_WORDS_MAX 400u
#define SCAN_WORDS_INKED 0.3

static double
scale_of(const struct pdf_page *p, double dpi, double *pixels_per_mm_r)
{
	double longer = fmax(p->width, p->height);

	*pixels_per_mm_r = dpi / MM_PER_INCH;
	if (longer > PDF_LONG_MAX || longer < PDF_LONG_MIN)
		return A4_LONG_MM * *pixels_per_mm_r / longer;
	return dpi / POINTS_PER_INCH;
}

/* Luminance of 0x00RRGGBB. */
static l_uint8
grey(uint32_t c)
{
	return (l_uint8)((((c >> 16) & 0xff) * 77 + ((c >> 8) & 0xff) * 150 +
	    (c & 0xff) * 29) >> 8);
}

static struct Pix *
to_grey(cairo_surface_t *surface)
{
	int width = cairo_image_surface_get_width(surface);
	int height = cairo_image_surface_get_height(surface);
	int stride = cairo_image_surface_get_stride(surface) / 4;
	const uint32_t *row;
	PIX *pix = pixCreateNoInit(width, height, 8);

	cairo_surface_flush(surface);
	row = (const uint32_t *)(void *)cairo_image_surface_get_data(surface);
	if (pix == NULL || row == NULL) {
		pixDestroy(&pix);
		return NULL;
	}
	for (int y = 0; y < height; y++, row += stride) {
		l_uint32 *line = pixGetData(pix) + y * pixGetWpl(pix);

		for (int x = 0; x < width; x++) {
			uint32_t c = row[x];

			SET_DATA_BYTE(line, x, grey(c));
		}
	}
	return pix;
}

/* 32 pixels at a time, of which most are white and need no look each. */
static l_uint32
ink_word(const uint32_t *pixels, int count)
{
	uint32_t all = 0xffffff;
	l_uint32 word = 0;

	for (int i = 0; i < count; i++)
		all &= pixels[i];
	if (all == 0xffffff)
		return 0;
	for (int i = 0; i < count; i++)
		word |= (l_uint32)(grey(pixels[i]) < INK_LEVEL) << (31 - i);
	return word;
}

/* As to_grey and pixThresholdToBinary at INK_LEVEL, in one go. */
static struct Pix *
to_binary(cairo_surface_t *surface)
{
	int width = cairo_image_surface_get_width(surface);
	int height = cairo_image_surface_get_height(surface);
	int stride = cairo_image_surface_get_stride(surface) / 4;
	const uint32_t *row;
	PIX *pix = pixCreate(width, height, 1);

	cairo_surface_flush(surface);
	row = (const uint32_t *)(void *)cairo_image_surface_get_data(surface);
	if (pix == NULL || row == NULL) {
		pixDestroy(&pix);
		return NULL;
	}
	for (int y = 0; y < height; y++, row += stride) {
		l_uint32 *line = pixGetData(pix) + y * pixGetWpl(pix);

		for (int x = 0; x < width; x += 32)
			line[x / 32] = ink_word(row + x,
			    MIN(32, width - x));
	}
	return pix;
}

/* A surface of one page, white; NULL when there is no memory for it. */
static cairo_surface_t *
white_surface(int width, int height)
{
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cairo;

	if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
		cairo_surface_destroy(surface);
		return NULL;
	}
	cairo = cairo_create(surface);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_destroy(cairo);
	return surface;
}

/* pix turned clockwise by quarters; takes pix. */
static PIX *
turned(PIX *pix, int quarters)
{
	PIX *other;

	if (pix == NULL || quarters == 0)
		return pix;
	other = pixRotateOrth(pix, quarters);
	pixDestroy(&pix);
	return other;
}

/* The page as it is shown, on white; NULL when it cannot be drawn. */
static cairo_surface_t *
shown(const struct pdf_page *p, double scale)
{
	double wide = p->turn & 1 ? p->height : p->width;
	double tall = p->turn & 1 ? p->width : p->height;
	cairo_surface_t *surface = white_surface(
	    (int)fmax(1, wide * scale), (int)fmax(1, tall * scale));
	cairo_t *cairo;

	if (surface == NULL)
		return NULL;
	cairo = cairo_create(surface);
	cairo_scale(cairo, scale, scale);
	poppler_page_render(p->page, cairo);
	if (cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
		g_clear_pointer(&surface, cairo_surface_destroy);
	cairo_destroy(cairo);
	return surface;
}

static PIX *
drawn(const struct pdf_page *p, double dpi, double *pixels_per_mm_r,
    PIX *(*convert)(cairo_surface_t *surface))
{
	cairo_surface_t *surface;
	PIX *pix;

	if (!(p->width >= 1 && p->height >= 1))
		return NULL;
	surface = shown(p, scale_of(p, dpi, pixels_per_mm_r));
	if (surface == NULL)
		return NULL;
	pix = turned(convert(surface), p->turn);
	cairo_surface_destroy(surface);
	return pix;
}

struct Pix *
pdf_picture(const struct pdf_page *p, double dpi, double *pixels_per_mm_r)
{
	return drawn(p, dpi, pixels_per_mm_r, to_grey);
}

bool
pdf_picture_is_empty(struct Pix *picture)
{
	PIX *binary = pixThresholdToBinary(picture, INK_LEVEL);
	l_int32 empty = 0;

	if (binary != NULL)
		pixZero(binary, &empty);
	pixDestroy(&binary);
	return empty != 0;
}

bool
pdf_picture_is_whole(const struct pdf_page *p)
{
	for (unsigned i = 0; i < p->pictures->len; i++) {
		cairo_surface_t *surface = poppler_page_get_image(p->page,
		    g_array_index(p->pictures, struct pdf_picture, i).id);
		bool whole = surface != NULL &&
		    cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;

		if (surface != NULL)
			cairo_surface_destroy(surface);
		if (!whole)
			return false;
	}
	return true;
}

/* Clears r, in points, grown by a pixel on every side. */
static void
clear_area(PIX *binary, struct rectangle r, double pixels_per_point)
{
	l_int32 x = (l_int32)(r.x0 * pixels_per_point) - 1;
	l_int32 y = (l_int32)(r.y0 * pixels_per_point) - 1;
	l_int32 wide = (l_int32)((r.x1 - r.x0) * pixels_per_point) + 3;
	l_int32 tall = (l_int32)((r.y1 - r.y0) * pixels_per_point) + 3;
	BOX *box = boxCreate(x, y, wide, tall);

	if (box != NULL)
		pixClearInRect(binary, box);
	boxDestroy(&box);
}

static void
clear_words(const struct pdf_page *p, PIX *binary, double scale)
{
	for (unsigned i = 0; i < p->words->len; i++)
		clear_area(binary,
		    g_array_index(p->words, struct rectangle, i), scale);
}

static void
clear_explained(const struct pdf_page *p, PIX *binary, double scale)
{
	struct rectangle top = { 0, 0, p->width,
		p->height * LETTERHEAD_SHARE };

	clear_area(binary, top, scale);
	clear_words(p, binary, scale);
	for (unsigned i = 0; i < p->pictures->len; i++)
		clear_area(binary,
		    g_array_index(p->pictures, struct pdf_picture, i).area,
		    scale);
}

/* Adds what an opening by a brick of that size leaves of binary to mask. */
static void
add_opened(PIX *mask, PIX *binary, double wide, double tall)
{
	PIX *opened =
	    morph_open(binary, (int)fmax(1, wide), (int)fmax(1, tall));

	if (opened != NULL)
		pixOr(mask, mask, opened);
	pixDestroy(&opened);
}

/*
 * Takes rules and painted areas away.  All are sought before any is taken,
 * because each cuts the others where they cross.
 */
static void
clear_ruled(PIX *binary, double pixels_per_mm)
{
	double ruled = RULED_MM * pixels_per_mm;
	double painted = PAINTED_MM * pixels_per_mm;
	PIX *mask = pixCreateTemplate(binary), *grown;

	if (mask == NULL)
		return;
	add_opened(mask, binary, ruled, 1);
	add_opened(mask, binary, 1, ruled);
	add_opened(mask, binary, painted, painted);
	grown = pixDilateBrick(NULL, mask, 5, 5);
	if (grown != NULL)
		pixSubtract(binary, binary, grown);
	pixDestroy(&grown);
	pixDestroy(&mask);
}

/* The ink, in mm², of what is large enough for a pen's stroke. */
static double
strokes(PIX *binary, double pixels_per_mm)
{
	double sum = 0;
	PIXA *parts = NULL;
	BOXA *boxes = pixConnComp(binary, &parts, 8);
	l_int32 count = boxes != NULL ? boxaGetCount(boxes) : 0;

	for (l_int32 i = 0; i < count; i++) {
		l_int32 wide = 0, tall = 0, area = 0;
		PIX *part;

		boxaGetBoxGeometry(boxes, i, NULL, NULL, &wide, &tall);
		if (MAX(wide, tall) < STROKE_MM * pixels_per_mm)
			continue;
		part = pixaGetPix(parts, i, L_CLONE);
		pixCountPixels(part, &area, NULL);
		pixDestroy(&part);
		sum += area;
	}
	boxaDestroy(&boxes);
	pixaDestroy(&parts);
	return sum / (pixels_per_mm * pixels_per_mm);
}

/* Boxes that are drawn become part of the text, and of what is explained. */
static void
add_boxes(struct pdf_page *p, PIX *binary, double pixels_per_mm,
    double scale)
{
	bool cut;
	g_autoptr(GArray) boxes = boxes_find(binary, NULL, pixels_per_mm,
	    &cut);

	if (cut)
		layout_cut(p->layout);
	for (unsigned i = 0; i < boxes->len; i++) {
		struct box box = g_array_index(boxes, struct box, i);
		struct rectangle area = { box.x / scale, box.y / scale,
			(box.x + box.width) / scale,
			(box.y + box.height) / scale };

		if (layout_has_text_at(p->layout, area))
			continue;
		layout_add_box(p->layout, area, box.state);
		clear_area(binary, area, scale);
	}
}

/* White where the words are, and a pixel around for what overhangs. */
static void
cover_words(const struct pdf_page *p, cairo_surface_t *surface, double scale)
{
	cairo_t *cairo = cairo_create(surface);

	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
	for (unsigned i = 0; i < p->words->len; i++) {
		struct rectangle r =
		    g_array_index(p->words, struct rectangle, i);
		double x = floor(r.x0 * scale) - 1;
		double y = floor(r.y0 * scale) - 1;

		cairo_rectangle(cairo, x, y, ceil(r.x1 * scale) + 1 - x,
		    ceil(r.y1 * scale) + 1 - y);
	}
	cairo_fill(cairo);
	cairo_destroy(cairo);
}

/* True when the first pixel is white and each is as the one before. */
static bool
is_white(cairo_surface_t *surface)
{
	size_t height = (size_t)cairo_image_surface_get_height(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	const unsigned char *data;
	uint32_t first;

	cairo_surface_flush(surface);
	data = cairo_image_surface_get_data(surface);
	if (data == NULL || height * stride < sizeof(first))
		return false;
	memcpy(&first, data, sizeof(first));
	return (first & 0xffffff) == 0xffffff &&
	    memcmp(data, data + sizeof(first),
		height * stride - sizeof(first)) == 0;
}

/*
 * A page of words alone, as most are: there is nothing to look for.  What
 * lies within a pixel of a word, half a millimetre, is no box of its own
 * and no stroke of a pen.
 */
static bool
is_all_words(const struct pdf_page *p)
{
	double mm, scale;
	cairo_surface_t *surface;
	bool white = false;

	if (p->turn != 0 || !(p->width >= 1 && p->height >= 1))
		return false;
	scale = scale_of(p, GLANCE_DPI, &mm);
	surface = shown(p, scale);
	if (surface == NULL)
		return false;
	cover_words(p, surface, scale);
	white = is_white(surface);
	cairo_surface_destroy(surface);
	return white;
}

bool
pdf_picture_boxes(struct pdf_page *p)
{
	double mm, scale;
	PIX *binary;
	bool pen = false;

	if (is_all_words(p))
		return false;
	binary = drawn(p, BOXES_DPI, &mm, to_binary);
	if (binary != NULL) {
		scale = pixGetWidth(binary) / p->width;
		add_boxes(p, binary, mm, scale);
		clear_ruled(binary, mm);
		clear_explained(p, binary, scale);
		pen = strokes(binary, mm) >= STROKES_MM2;
	}
	pixDestroy(&binary);
	return pen;
}

/* A picture of the page, as its pixels are stored. */
struct pixels {
	const unsigned char *data;
	int width, height, stride;
};

/* True when the pixels are dark somewhere in r, given in shares of them. */
static bool
has_ink(const struct pixels *pixels, struct rectangle r)
{
	int left = MAX((int)(r.x0 * pixels->width), 0);
	int top = MAX((int)(r.y0 * pixels->height), 0);
	int right = MIN((int)(r.x1 * pixels->width), pixels->width);
	int below = MIN((int)(r.y1 * pixels->height), pixels->height);

	for (int y = top; y < below; y++)
		for (int x = left; x < right; x++)
			if (pixels->data[y * pixels->stride + 4 * x + 1] <
			    INK_LEVEL / 2)
				return true;
	return false;
}

/* r turned clockwise by quarters, in shares of what it is part of. */
static struct rectangle
turned_share(struct rectangle r, int quarters)
{
	for (int i = 0; i < quarters; i++)
		r = (struct rectangle){ 1 - r.y1, r.x0, 1 - r.y0, r.x1 };
	return r;
}

/* The share of the page's words on ink, the pixels being turned so. */
static double
inked_words(const struct pdf_page *p, const struct pixels *pixels,
    struct rectangle area, int quarters)
{
	unsigned count = MIN(p->words->len, SCAN_WORDS_MAX), inked = 0;
	double wide = area.x1 - area.x0, tall = area.y1 - area.y0;

	for (unsigned i = 0; i < count; i++) {
		struct rectangle r =
		    g_array_index(p->words, struct rectangle, i);
		struct rectangle share = { (r.x0 - area.x0) / wide,
			(r.y0 - area.y0) / tall, (r.x1 - area.x0) / wide,
			(r.y1 - area.y0) / tall };

		inked += has_ink(pixels, turned_share(share, quarters));
	}
	return count > 0 ? (double)inked / count : 0;
}

/* How the pixels are turned on the page is not known: any way will do. */
static bool
has_inked_words(const struct pdf_page *p, const struct pdf_picture *picture)
{
	cairo_surface_t *surface =
	    poppler_page_get_image(p->page, picture->id);
	struct pixels pixels;
	bool inked = false;

	if (surface == NULL)
		return false;
	pixels = (struct pixels){ cairo_image_surface_get_data(surface),
		cairo_image_surface_get_width(surface),
		cairo_image_surface_get_height(surface),
		cairo_image_surface_get_stride(surface) };
	/* Of 32 bits a pixel, or nothing that could be a scan. */
	if (pixels.data != NULL && pixels.stride >= 4 * pixels.width)
		for (int i = 0; i < 4 && !inked; i++)
			inked = inked_words(p, &pixels, picture->area, i) >
			    SCAN_WORDS_INKED;
	cairo_surface_destroy(surface);
	return inked;
}

bool
pdf_picture_is_scan(const struct pdf_page *p)
{
	unsigned covering = 0;

	for (unsigned i = 0; i < p->pictures->len; i++) {
		const struct pdf_picture *picture =
		    &g_array_index(p->pictures, struct pdf_picture, i);

		if (picture->share < SCAN_COVERS)
			continue;
		/* Layers, one of ink and one of paper: a compact scan. */
		if (++covering > 1)
			return true;
		if (has_inked_words(p, picture))
			return true;
	}
	return false;
}
