/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages that are pictures within office documents: see embedded.h. */
#include "embedded.h"

#include <string.h>

#include "document.h"
#include "package.h"

/* Larger ones may be pages: most of an A5, or the upper half of an A4. */
#define PAGE_SIDE_MM_MIN 90.0
#define PAGE_AREA_MM2_MIN 15000.0
/* Pages pasted into one document. */
#define PICTURES_MAX 60u

static const struct {
	const char *begins;
	const char *type;
} formats[] = {
	{ "\xff\xd8\xff", "image/jpeg" },
	{ "\x89PNG", "image/png" },
	{ "II*", "image/tiff" },
	{ "MM", "image/tiff" },
	{ "GIF8", "image/gif" },
	{ "BM", "image/bmp" },
};

void
embedded_init(struct embedded *embedded)
{
	memset(embedded, 0, sizeof(*embedded));
	embedded->waiting = g_ptr_array_new_with_free_func(g_free);
}

void
embedded_add(struct embedded *embedded, const char *member, double wide_mm,
    double tall_mm)
{
	if (wide_mm < PAGE_SIDE_MM_MIN || tall_mm < PAGE_SIDE_MM_MIN ||
	    wide_mm * tall_mm < PAGE_AREA_MM2_MIN)
		return;
	if (embedded->count++ < PICTURES_MAX)
		g_ptr_array_add(embedded->waiting, g_strdup(member));
	else
		embedded->unread = true;
}

static const char *
type_of(GBytes *bytes)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		size_t length = strlen(formats[i].begins);

		if (size > length &&
		    memcmp(data, formats[i].begins, length) == 0)
			return formats[i].type;
	}
	return NULL;
}

bool
embedded_picture(struct page_writer *w, GBytes *bytes)
{
	OWNED(part) part = part_new();
	const char *type = type_of(bytes);
	struct budget budget = *w->budget;

	if (type == NULL || !document_has_reader(type))
		return false;
	part->type = g_strdup(type);
	document_read(part, bytes, &budget);
	w->budget->ocr_pages_left = budget.ocr_pages_left;
	for (unsigned i = 0; i < part->pages->len; i++) {
		struct page *page = part->pages->pdata[i];

		page_writer_page(w, page);
	}
	/* The pages have another owner now. */
	g_ptr_array_set_free_func(part->pages, NULL);
	return part->state == PART_READ;
}

void
embedded_write(struct embedded *embedded, struct page_writer *w,
    GBytes *package)
{
	for (unsigned i = 0; i < embedded->waiting->len; i++) {
		g_autoptr(GBytes) bytes = package_member(package,
		    embedded->waiting->pdata[i], w->budget);

		if (bytes == NULL || !embedded_picture(w, bytes))
			embedded->unread = true;
	}
	g_ptr_array_set_size(embedded->waiting, 0);
}

void
embedded_end(struct embedded *embedded, struct page_writer *w)
{
	if (embedded->unread && w->stopped == REASON_NONE) {
		page_writer_break(w);
		page_writer_unread(w, REASON_UNSUPPORTED);
	}
	g_ptr_array_unref(embedded->waiting);
}
