/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image.h"

#include "config.h"

#include <string.h>

#include "engine.h"
#include "scans.h"

static char *
load(const char *name, gsize *length_r)
{
	g_autofree char *path = scan_path(name);
	char *bytes = NULL;

	ck_assert(g_file_get_contents(path, &bytes, length_r, NULL));
	return bytes;
}

/* The caller frees it. */
static struct part *
read_as(const char *type, const char *bytes, gsize length)
{
	struct budget budget = scan_budget();
	struct part *part = part_new();
	g_autoptr(GBytes) data = g_bytes_new(bytes, length);

	part->type = g_strdup(type);
	document_read(part, data, &budget);
	return part;
}

static struct part *
read_file(const char *type, const char *name)
{
	gsize length;
	g_autofree char *bytes = load(name, &length);

	return read_as(type, bytes, length);
}

static const struct page *
page_of(const struct part *part, unsigned index)
{
	ck_assert_uint_lt(index, part->pages->len);
	return part->pages->pdata[index];
}

/* What stands on the pages, as the word processor had it. */
static const struct {
	const char *name, *type;
	const char *pages[3];
} files[] = {
	{ "photo-exif6.jpg", "image/jpeg",
	    { "Avis du CHEF DE SERVICE UNIVERSITAIRE" } },
	{ "upright.tif", "image/tiff", { "M. Frédéric VARNIER" } },
	{ "two-pages.tif", "image/tiff",
	    { "M. Frédéric VARNIER", "Avis du DIRECTEUR du CHU" } },
#ifdef HAVE_HEIF
	{ "photo.heic", "image/heic", { "Dr Raphaël NOËL" } },
#endif
};

START_TEST(reads_files)
{
	OWNED(part) part = read_file(files[_i].type, files[_i].name);
	unsigned count = 0;

	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(part->reason, REASON_NONE);
	for (; files[_i].pages[count] != NULL; count++) {
		const struct page *page = page_of(part, count);

		ck_assert_int_eq(page->source, PAGE_OCR);
		ck_assert_uint_eq(page->images, 1);
		ck_assert_uint_eq(page->number, count + 1);
		ck_assert_msg(scan_says(page, files[_i].pages[count]),
		    "no \"%s\" in\n%s", files[_i].pages[count], page->text);
	}
	ck_assert_uint_eq(part->pages->len, count);
	engine_end();
}
END_TEST

/* Specks of dust and a logo's shapes: read, and nothing said. */
START_TEST(reads_nothing_out_of_nothing)
{
	static const char *const names[] = { "empty.png", "logo.png" };
	OWNED(part) part = read_file("image/png", names[_i]);

	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(page_of(part, 0)->source, PAGE_OCR);
	ck_assert_str_eq(page_of(part, 0)->text, "");
	engine_end();
}
END_TEST

/* A part that cannot be read, for the reason given. */
static void
assert_unreadable(const struct part *part, enum part_reason reason)
{
	ck_assert_int_eq(part->state, PART_UNREADABLE);
	ck_assert_int_eq(part->reason, reason);
	for (unsigned i = 0; i < part->pages->len; i++) {
		ck_assert_int_eq(page_of(part, i)->source, PAGE_NOT_READ);
		ck_assert_int_eq(page_of(part, i)->reason, reason);
	}
}

static const struct {
	const char *name, *type;
} damaged[] = {
	{ "shadow.jpg", "image/jpeg" },
	{ "empty.png", "image/png" },
	{ "upright.tif", "image/tiff" },
	{ "README", "image/png" },
#ifdef HAVE_HEIF
	{ "photo.heic", "image/heic" },
#endif
};

START_TEST(says_what_is_damaged)
{
	gsize length;
	g_autofree char *bytes = load(damaged[_i].name, &length);
	OWNED(part) part = read_as(damaged[_i].type, bytes, length / 2);

	assert_unreadable(part, REASON_DAMAGED);
}
END_TEST

/* The first page of two is whole: it stays, and the other is not lost. */
START_TEST(keeps_what_precedes_damage)
{
	gsize length;
	g_autofree char *bytes = load("two-pages.tif", &length);
	guint32 ifd, next;
	OWNED(part) part = NULL;

	/* The offset of the second directory stands behind the first. */
	memcpy(&ifd, bytes + 4, sizeof(ifd));
	ifd = GUINT32_FROM_LE(ifd);
	ifd += 2 + 12u * ((guint8)bytes[ifd] |
			  (guint)(guint8)bytes[ifd + 1] << 8);
	next = GUINT32_TO_LE((guint32)length - 3);
	memcpy(bytes + ifd, &next, sizeof(next));
	part = read_as("image/tiff", bytes, length);
	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(part->reason, REASON_DAMAGED);
	ck_assert_uint_eq(part->pages->len, 2);
	ck_assert_int_eq(page_of(part, 0)->source, PAGE_OCR);
	ck_assert_int_eq(page_of(part, 1)->source, PAGE_NOT_READ);
	ck_assert_int_eq(page_of(part, 1)->reason, REASON_DAMAGED);
	engine_end();
}
END_TEST

/* Fewer bytes are no PNG to leptonica. */
#define PNG_BYTES 64

/* A PNG's first chunk, and nothing of its pixels; the sum is ignored. */
static void
png_head(guint8 head[PNG_BYTES], guint32 width, guint32 height)
{
	static const guint8 start[PNG_BYTES] =
	    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR........\x08\0\0\0\0....";

	memcpy(head, start, PNG_BYTES);
	width = GUINT32_TO_BE(width);
	height = GUINT32_TO_BE(height);
	memcpy(head + 16, &width, sizeof(width));
	memcpy(head + 20, &height, sizeof(height));
}

START_TEST(keeps_to_its_limits)
{
	/* Grey, one byte a pixel: the pixels are what limits it. */
	static const struct {
		guint32 width, height;
		enum part_reason reason;
	} sizes[] = {
		{ 22000, 10000, REASON_DAMAGED }, /* IMAGE_PIXELS_MAX */
		{ 22000, 10001, REASON_TOO_LARGE },
	};
	guint8 head[PNG_BYTES];
	OWNED(part) part = NULL;

	ck_assert_double_eq(IMAGE_PIXELS_MAX, 22000.0 * 10000.0);
	png_head(head, sizes[_i].width, sizes[_i].height);
	part = read_as("image/png", (char *)head, sizeof(head));
	assert_unreadable(part, sizes[_i].reason);
}
END_TEST

/* In colour, four bytes a pixel: the bytes are. */
START_TEST(keeps_to_its_bytes)
{
	static const struct {
		guint32 width, height;
		enum part_reason reason;
	} sizes[] = {
		{ 8000, 8000, REASON_DAMAGED }, /* IMAGE_BYTES_MAX */
		{ 8000, 8001, REASON_TOO_LARGE },
	};
	guint8 head[PNG_BYTES];
	OWNED(part) part = NULL;

	ck_assert_double_eq(IMAGE_BYTES_MAX, 4 * 8000.0 * 8000.0);
	png_head(head, sizes[_i].width, sizes[_i].height);
	head[25] = 2; /* RGB */
	part = read_as("image/png", (char *)head, sizeof(head));
	assert_unreadable(part, sizes[_i].reason);
}
END_TEST

START_TEST(keeps_to_the_budget)
{
	struct budget budget = scan_budget();
	OWNED(part) part = part_new();
	gsize length;
	g_autofree char *bytes = load("two-pages.tif", &length);
	g_autoptr(GBytes) data = g_bytes_new(bytes, length);

	part->type = g_strdup("image/tiff");
	budget.ocr_pages_left = 1;
	document_read(part, data, &budget);
	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_uint_eq(part->pages->len, 2);
	ck_assert_int_eq(page_of(part, 0)->source, PAGE_OCR);
	ck_assert_int_eq(page_of(part, 1)->source, PAGE_NOT_READ);
	ck_assert_int_eq(page_of(part, 1)->reason, REASON_TOO_MANY);
	engine_end();
}
END_TEST

START_TEST(is_switched_off)
{
	struct budget budget = scan_budget();
	OWNED(part) part = part_new();
	g_autoptr(GBytes) data = g_bytes_new("not looked at", 13);

	part->type = g_strdup("image/png");
	budget.ocr = false;
	document_read(part, data, &budget);
	assert_unreadable(part, REASON_UNSUPPORTED);
}
END_TEST

static const struct {
	int width, height, dpi;
	double pixels_per_mm;
} scales[] = {
	{ 1654, 2339, 200, 200 / 25.4 },
	{ 2339, 1654, 200, 200 / 25.4 },
	{ 3024, 4032, 72, 4032 / 297.0 },  /* a camera */
	{ 3024, 4032, 0, 4032 / 297.0 },
	{ 1240, 1754, 0, 1754 / 297.0 },
	{ 760, 480, 0, 96 / 25.4 },        /* a part of a screen */
	{ 1240, 1754, 600, 1754 / 297.0 }, /* 74 mm is no sheet */
};

START_TEST(finds_the_scale)
{
	ck_assert_double_eq_tol(image_scale(scales[_i].width,
				    scales[_i].height, scales[_i].dpi),
	    scales[_i].pixels_per_mm, 0.01);
}
END_TEST

HARNESS_MAIN("image",
    tcase_add_loop_test(tc, reads_files, 0, G_N_ELEMENTS(files));
    tcase_add_loop_test(tc, reads_nothing_out_of_nothing, 0, 2);
    tcase_add_loop_test(tc, says_what_is_damaged, 0,
	G_N_ELEMENTS(damaged));
    tcase_add_test(tc, keeps_what_precedes_damage);
    tcase_add_loop_test(tc, keeps_to_its_limits, 0, 2);
    tcase_add_loop_test(tc, keeps_to_its_bytes, 0, 2);
    tcase_add_test(tc, keeps_to_the_budget);
    tcase_add_test(tc, is_switched_off);
    tcase_add_loop_test(tc, finds_the_scale, 0, G_N_ELEMENTS(scales)))
