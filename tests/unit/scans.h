/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers of the tests of pictures: files of tests/data/scans. */
#ifndef ASR_SCANS_H
#define ASR_SCANS_H

#include <leptonica/allheaders.h>

#include "document.h"
#include "fold.h"
#include "harness.h"

/* Dots per inch of what was made at 150. */
#define SCAN_150 (150 / 25.4)
#define SCAN_200 (200 / 25.4)

static inline struct budget
scan_budget(void)
{
	return (struct budget){
		.parts_left = REPORT_PARTS_MAX,
		.pages_left = REPORT_PAGES_MAX,
		.bytes_left = UINT64_MAX,
		.ends_at_us = INT64_MAX,
		.ocr_pages_left = 10,
		.ocr = true,
	};
}

static inline char *
scan_path(const char *name)
{
	return g_build_filename(TEST_SOURCES, "tests/data/scans", name, NULL);
}

/* The caller destroys it. */
static inline PIX *
scan_picture(const char *name)
{
	g_autofree char *path = scan_path(name);
	PIX *picture = pixRead(path);

	ck_assert_msg(picture != NULL, "%s cannot be read", path);
	return picture;
}

/* The caller frees it. */
static inline struct page *
scan_read(const char *name, double pixels_per_mm)
{
	struct budget budget = scan_budget();
	struct page *page = page_new();
	PIX *picture = scan_picture(name);

	ocr_read(page, picture, pixels_per_mm, &budget);
	pixDestroy(&picture);
	return page;
}

/* True when text, folded, has words in it. */
static inline bool
scan_says(const struct page *page, const char *words)
{
	g_autofree char *folded = fold_text(page->text);
	g_autofree char *wanted = fold_text(words);

	return fold_contains(folded, wanted);
}

#endif
