/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers of the tests of document readers. */
#ifndef ASR_READING_H
#define ASR_READING_H

#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "harness.h"

/* A budget that nothing here spends. */
static inline struct budget
reading_budget(void)
{
	return (struct budget){
		.parts_left = REPORT_PARTS_MAX,
		.pages_left = REPORT_PAGES_MAX,
		.bytes_left = UINT64_MAX,
		.ends_at_us = INT64_MAX,
		.ocr_pages_left = 0,
	};
}

/* Reads bytes as type; the caller frees the part. */
static inline struct part *
reading_of(const char *type, const void *bytes, size_t length)
{
	struct part *part = part_new();
	struct budget budget = reading_budget();
	g_autoptr(GBytes) data = g_bytes_new(bytes, length);

	part->type = g_strdup(type);
	document_read(part, data, &budget);
	return part;
}

/* Reads a file of tests/data/documents. */
static inline struct part *
reading_file(const char *type, const char *name)
{
	g_autofree char *path =
	    g_build_filename(TEST_SOURCES, "tests/data/documents", name, NULL);
	g_autofree char *bytes = NULL;
	gsize length = 0;

	ck_assert_msg(g_file_get_contents(path, &bytes, &length, NULL),
	    "%s cannot be read", path);
	return reading_of(type, bytes, length);
}

/* The page with index (from 0), which must exist. */
static inline const struct page *
reading_page(const struct part *part, unsigned index)
{
	ck_assert_uint_lt(index, part->pages->len);
	return part->pages->pdata[index];
}

/* True when some line of text is exactly line. */
static inline bool
reading_has_line(const char *text, const char *line)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	return g_strv_contains((const char *const *)lines, line);
}

#define reading_assert_line(text, line)                              \
	ck_assert_msg(reading_has_line(text, line),                  \
	    "no line «%s» in:\n%s", line, text)

#endif
