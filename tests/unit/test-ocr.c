/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document.h"

#include <string.h>

#include "boxes.h"
#include "engine.h"
#include "ocr-ink.h"
#include "picture.h"
#include "scans.h"

/* What stands on the pages, as the word processor had it. */
static const struct {
	const char *name;
	double pixels_per_mm;
	const char *says[8];
} scans[] = {
	{ "upright.tif", SCAN_200,
	    { "ANNEXE 5", "Avis du CHEF DE SERVICE UNIVERSITAIRE",
		"Je soussigné(e) M. Frédéric VARNIER",
		"Chef de Service de : Pneumologie, CHU de Caen Normandie",
		"favorable à : Anne-Sophie LEFÈVRE-DUBOIS",
		"période du : 02/11/2026 au 01/11/2027",
		"Date : 17/02/2026" } },
	{ "upside-down.tif", SCAN_200,
	    { "ANNEXE 8", "Avis du DIRECTEUR du CHU",
		"Je soussigné(e) M. Cédric ÂTRE",
		"Directeur de : CHU de Caen Normandie",
		"Date : 24/02/2026" } },
	{ "quarter-turn.tif", SCAN_200,
	    { "ANNEXE 2", "LETTRE DE MOTIVATION DU CANDIDAT",
		"docteur junior en Pneumologie", "Fait à Caen, le 12/02/2026" } },
	{ "skewed.jpg", SCAN_150,
	    { "ANNEXE 9", "Avis du DIRECTEUR du CENTRE HOSPITALIER",
		"Je soussigné(e) Pr Yves-Marie LE GOFF",
		"Centre Hospitalier Mémorial de Saint-Lô",
		"période du : 02/11/2026 au 01/11/2027" } },
	{ "shadow.jpg", SCAN_150,
	    { "ANNEXE 10", "Avis du président de CME du CENTRE HOSPITALIER",
		"Je soussigné(e) Dr Raphaël NOËL", "Date : 15/02/2026" } },
	{ "blank-form.jpg", SCAN_150,
	    { "ANNEXE 8", "Je soussigné(e)", "Directeur de",
		"Donne un avis favorable à", "Pour la période du" } },
	{ "pen-filled.jpg", SCAN_150,
	    { "ANNEXE 8", "Avis du DIRECTEUR du CHU", "Pour la période du" } },
	{ "pen-leaders.jpg", SCAN_150,
	    { "ANNEXE 9", "Je soussigné(e)", "Directeur de",
		"Donne un avis favorable à",
		"Pour être recruté(e) en qualité d'assistant spécialiste",
		"Pour la période du", "à l'issue de ce post-internat" } },
	{ "photo-exif6.jpg", SCAN_150,
	    { "ANNEXE 5", "Avis du CHEF DE SERVICE UNIVERSITAIRE",
		"Descriptif du projet de formation" } },
};

START_TEST(reads_scans)
{
	OWNED(page) page = scan_read(scans[_i].name, scans[_i].pixels_per_mm);

	ck_assert_int_eq(page->source, PAGE_OCR);
	ck_assert_int_eq(page->reason, REASON_NONE);
	ck_assert_uint_ge(page->confidence, 60);
	for (const char *const *says = scans[_i].says; *says != NULL; says++)
		ck_assert_msg(scan_says(page, *says), "no \"%s\" in\n%s",
		    *says, page->text);
	engine_end();
}
END_TEST

/* mm² of marks, and of words hardly read, which writing by hand becomes. */
static double
strange_ink(const struct page *page)
{
	double sum = 0;

	for (unsigned i = 0; i < page->ink->len; i++) {
		const struct ink *ink = page->ink->pdata[i];

		if (ink->text == NULL || ink->confidence < 30)
			sum += ink->area / 100.0;
	}
	return sum;
}

START_TEST(ink_tells_what_a_pen_added)
{
	OWNED(page) blank = scan_read("blank-form.jpg", SCAN_150);
	OWNED(page) filled = scan_read("pen-filled.jpg", SCAN_150);

	ck_assert_double_lt(strange_ink(blank), 5);
	ck_assert_double_gt(strange_ink(filled), 75);
	engine_end();
}
END_TEST

/* The row of the word text; the test fails when there is none. */
static const struct ink *
ink_of(const struct page *page, const char *text)
{
	for (unsigned i = 0; i < page->ink->len; i++) {
		const struct ink *ink = page->ink->pdata[i];

		if (ink->text != NULL && strcmp(ink->text, text) == 0)
			return ink;
	}
	ck_abort_msg("no %s among the words", text);
	return NULL;
}

/*
 * A sheet of A4: the heading stands in its middle, at the top, in letters
 * of 14 points, the date below on the left.
 */
START_TEST(ink_is_measured_on_paper)
{
	OWNED(page) page = scan_read("upright.tif", SCAN_200);
	const struct ink *heading = ink_of(page, "ANNEXE");
	const struct ink *date = ink_of(page, "Date");

	ck_assert_uint_gt(heading->x, 700);
	ck_assert_uint_lt(heading->x + heading->width, 1200);
	ck_assert_uint_lt(heading->y, 600);
	ck_assert_uint_ge(heading->height, 25);
	ck_assert_uint_le(heading->height, 60);
	ck_assert_uint_ge(heading->confidence, 80);
	/* Bold letters cover a fifth to three quarters of their box. */
	ck_assert_uint_gt(heading->area * 5u,
	    (unsigned)heading->width * heading->height);
	ck_assert_uint_lt(heading->area * 4u,
	    (unsigned)heading->width * heading->height * 3u);
	ck_assert_uint_lt(date->x, 400);
	ck_assert_uint_gt(date->y, 1000);
	engine_end();
}
END_TEST

/* Marks of 8 pixels, 16 apart, and below them one of 12: a sheet of A4. */
static PIX *
marks(unsigned count)
{
	PIX *sheet = pixCreate(1240, 1754, 1);

	for (unsigned i = 0; i + 1 < count; i++)
		pixRasterop(sheet, 8 + 16 * (int)(i % 70),
		    8 + 16 * (int)(i / 70), 8, 8, PIX_SET, NULL, 0, 0);
	pixRasterop(sheet, 600, 1600, 12, 12, PIX_SET, NULL, 0, 0);
	return sheet;
}

START_TEST(only_the_largest_marks_are_kept)
{
	for (unsigned more = 0; more < 2; more++) {
		OWNED(page) page = page_new();
		struct picture picture = {
			.binary = marks(REPORT_INK_MAX + more),
			.pixels_per_mm = SCAN_150,
		};
		g_autoptr(GArray) words = engine_words_new();
		g_autoptr(GArray) boxes =
		    g_array_new(FALSE, FALSE, sizeof(struct box));
		unsigned large = 0;

		ocr_ink_add(page, &picture, words, boxes);
		ck_assert_uint_eq(page->ink->len, REPORT_INK_MAX);
		for (unsigned i = 0; i < page->ink->len; i++) {
			const struct ink *ink = page->ink->pdata[i];

			large += ink->width >= 20;
		}
		ck_assert_uint_eq(large, 1);
		picture_clear(&picture);
	}
}
END_TEST

/* Pictures that may still be made, as if memory ended then. */
static unsigned pictures_left;

static void *
picture_memory(size_t size)
{
	if (pictures_left == 0)
		return NULL;
	pictures_left--;
	return malloc(size);
}

/* Wherever memory ends, it is said: without its ink a form seems blank, and
 * with its rules for ink it seems filled in. */
START_TEST(ink_without_memory_is_said)
{
	struct picture picture = { .binary = marks(30),
		.pixels_per_mm = SCAN_150 };
	g_autoptr(GArray) words = engine_words_new();
	g_autoptr(GArray) boxes =
	    g_array_new(FALSE, FALSE, sizeof(struct box));
	unsigned enough = 0;
	bool good = false;

	for (; !good && enough < 1000; enough++) {
		OWNED(page) page = page_new();
		unsigned area = 0;

		pictures_left = enough;
		setPixMemoryManager(picture_memory, free);
		good = ocr_ink_add(page, &picture, words, boxes);
		setPixMemoryManager(malloc, free);
		for (unsigned i = 0; i < page->ink->len; i++)
			area += ((struct ink *)page->ink->pdata[i])->area;
		if (good)
			ck_assert_uint_eq(page->ink->len, 30);
		/* 29 marks of 8 × 8 pixels, each rounded, and one of 12 × 12;
		 * 5.9 pixels are a millimetre. */
		if (good)
			ck_assert_double_eq_tol(area, (29 * 64 + 144) * 100 /
			    (SCAN_150 * SCAN_150), 30);
	}
	ck_assert(good);
	ck_assert_uint_gt(enough, 5);
	picture_clear(&picture);
}
END_TEST

START_TEST(keeps_to_the_budget)
{
	struct budget budget = scan_budget();
	PIX *picture = scan_picture("upright.tif");
	OWNED(page) page = page_new();

	budget.ocr_pages_left = 1;
	ocr_read(page, picture, SCAN_200, &budget);
	ck_assert_int_eq(page->source, PAGE_OCR);
	ck_assert_uint_eq(budget.ocr_pages_left, 0);
	ocr_read(page, picture, SCAN_200, &budget);
	ck_assert_int_eq(page->source, PAGE_NOT_READ);
	ck_assert_int_eq(page->reason, REASON_TOO_MANY);
	budget = scan_budget();
	budget.ends_at_us = g_get_monotonic_time();
	ocr_read(page, picture, SCAN_200, &budget);
	ck_assert_int_eq(page->source, PAGE_NOT_READ);
	ck_assert_int_eq(page->reason, REASON_OUT_OF_TIME);
	ck_assert_uint_eq(budget.ocr_pages_left, scan_budget().ocr_pages_left);
	pixDestroy(&picture);
	engine_end();
}
END_TEST

/* The time ends while the page is being read. */
START_TEST(says_that_time_ended)
{
	struct budget budget = scan_budget();
	PIX *picture = scan_picture("quarter-turn.tif");
	OWNED(page) page = page_new();

	budget.ends_at_us = g_get_monotonic_time() + 100 * 1000;
	ocr_read(page, picture, SCAN_200, &budget);
	ck_assert_int_eq(page->source, PAGE_NOT_READ);
	ck_assert_int_eq(page->reason, REASON_OUT_OF_TIME);
	pixDestroy(&picture);
	engine_end();
}
END_TEST

START_TEST(is_switched_off)
{
	struct budget budget = scan_budget();
	PIX *picture = scan_picture("upright.tif");
	OWNED(page) page = page_new();

	budget.ocr = false;
	ocr_read(page, picture, SCAN_200, &budget);
	ck_assert_int_eq(page->source, PAGE_NOT_READ);
	ck_assert_int_eq(page->reason, REASON_UNSUPPORTED);
	pixDestroy(&picture);
}
END_TEST

HARNESS_MAIN("ocr",
    tcase_add_loop_test(tc, reads_scans, 0, G_N_ELEMENTS(scans));
    tcase_add_test(tc, ink_tells_what_a_pen_added);
    tcase_add_test(tc, ink_is_measured_on_paper);
    tcase_add_test(tc, only_the_largest_marks_are_kept);
    tcase_add_test(tc, ink_without_memory_is_said);
    tcase_add_test(tc, keeps_to_the_budget);
    tcase_add_test(tc, says_that_time_ended);
    tcase_add_test(tc, is_switched_off))
