/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of decisions share: reports written by hand. */
#ifndef ASR_TEST_REPORTS_H
#define ASR_TEST_REPORTS_H

#include "report.h"

static inline void
report_add_from(struct report *report, const char *name, const char *address)
{
	g_ptr_array_add(report->from, address_new(name, address));
}

static inline void
report_add_header(struct report *report, const char *name, const char *value)
{
	g_ptr_array_add(report->headers, header_new(name, value));
}

/* A message of one sender, without text, header or document. */
static inline struct report *
report_of(const char *address)
{
	struct report *report = report_new();

	report_add_from(report, NULL, address);
	return report;
}

/* A document of text, one page at least; a form feed begins another. */
static inline struct part *
report_add_document(struct report *report, const char *name,
    const char *text)
{
	struct part *part = part_new();
	g_auto(GStrv) pages = g_strsplit(text, "\f", -1);
	unsigned count = MAX(1u, g_strv_length(pages));

	part->role = PART_DOCUMENT;
	part->state = PART_READ;
	part->name = g_strdup(name);
	part->type = g_strdup("application/pdf");
	for (unsigned i = 0; i < count; i++) {
		struct page *page = page_new();

		page->number = i + 1;
		page->source = PAGE_TEXT;
		page->confidence = 100;
		if (pages[i] != NULL) {
			g_free(page->text);
			page->text = g_strdup(pages[i]);
		}
		g_ptr_array_add(part->pages, page);
	}
	g_ptr_array_add(report->parts, part);
	return part;
}

#endif
