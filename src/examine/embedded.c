/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages that are pictures within office documents: see embedded.h. */
#include "embedded.h"

#include <string.h>

#include "document.h"

/* Larger ones may be pages: most of an A5, or the upper half of an A4. */
#define PAGE_SIDE_MM_MIN 90.0
#define PAGE_AREA_MM2_MIN 15000.0

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

static void
unref_bytes(void *bytes)
{
	g_bytes_unref(bytes);
}

void
embedded_init(struct embedded *embedded)
{
	memset(embedded, 0, sizeof(*embedded));
	embedded->waiting = g_ptr_array_new_with_free_func(unref_bytes);
}

bool
embedded_is_page(double wide_mm, double tall_mm)
{
	return wide_mm >= PAGE_SIDE_MM_MIN && tall_mm >= PAGE_SIDE_MM_MIN &&
	    wide_mm * tall_mm >= PAGE_AREA_MM2_MIN;
}

void
embedded_add(struct embedded *embedded, GBytes *bytes)
{
	if (bytes == NULL || embedded->count >= EMBEDDED_PAGES_MAX ||
	    embedded->waiting->len >= EMBEDDED_WAITING_MAX) {
		embedded->unread = true;
		return;
	}
	embedded->count++;
	g_ptr_array_add(embedded->waiting, g_bytes_ref(bytes));
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

/* Writes a picture file as pages; false when it is none that can be read. */
static bool
write_picture(struct page_writer *w, GBytes *bytes)
{
	OWNED(part) part = part_new();
	const char *type = type_of(bytes);
	struct budget budget = *w->budget;

	if (type == NULL || !document_has_reader(type))
		return false;
	part->type = g_strdup(type);
	document_read(part, bytes, &budget);
	w->budget->ocr_pages_left = budget.ocr_pages_left;
	/* The writer takes the pages over. */
	g_ptr_array_set_free_func(part->pages, NULL);
	for (unsigned i = 0; i < part->pages->len; i++)
		page_writer_page(w, part->pages->pdata[i]);
	return part->state == PART_READ;
}

void
embedded_write(struct embedded *embedded, struct page_writer *w)
{
	for (unsigned i = 0; i < embedded->waiting->len; i++)
		if (!write_picture(w, embedded->waiting->pdata[i]))
			embedded->unread = true;
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
