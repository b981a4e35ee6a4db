/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in a PDF: see portfolio.h. */
#include "portfolio.h"

#include <stdbool.h>

#include <poppler.h>

#include "digest.h"
#include "pdf-streams.h"
#include "unpack.h"

/* A file being copied out. */
struct copy {
	struct budget *budget;
	GByteArray *bytes;
};

static gboolean
append(const gchar *data, gsize length, gpointer user_data, GError **error)
{
	struct copy *copy = user_data;

	(void)error;
	if (copy->bytes->len + length > PORTFOLIO_FILE_BYTES_MAX ||
	    length > copy->budget->bytes_left)
		return FALSE;
	copy->budget->bytes_left -= length;
	g_byte_array_append(copy->bytes, (const guint8 *)data, (guint)length);
	return TRUE;
}

/* True when the same file came out of the PDF before: listed, and pinned. */
static bool
is_known(const struct exam *exam, int index, GBytes *bytes)
{
	gsize size;
	const void *data = g_bytes_get_data(bytes, &size);
	g_autofree char *digest = digest_of(data, size);

	for (unsigned i = (unsigned)index + 1; i < exam->report->parts->len;
	     i++) {
		const struct part *part = report_part(exam->report, i);

		if (part->parent == index &&
		    g_strcmp0(part->sha256, digest) == 0)
			return true;
	}
	return false;
}

static void
add_file(struct exam *exam, int index, PopplerAttachment *file)
{
	struct copy copy = { exam->budget, g_byte_array_new() };
	bool whole =
	    poppler_attachment_save_to_callback(file, append, &copy, NULL);
	g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(copy.bytes);
	g_autofree char *folder = exam_path_below(exam, index);
	struct entry entry = { .parent = index,
		.place = PLACE_ARCHIVE,
		.name = file->name,
		.folder = folder,
		.bytes = whole ? bytes : NULL,
		.reason = REASON_TOO_LARGE };
	int child = whole && is_known(exam, index, bytes) ? -1 :
	    exam_add(exam, &entry);

	if (child >= 0)
		unpack_part(exam, child);
}

static void
unref(void *object)
{
	g_object_unref(object);
}

/* Annotations of the first pages that files are pinned to them with. */
static GPtrArray *
pins_of(PopplerDocument *document)
{
	GPtrArray *pins = g_ptr_array_new_with_free_func(unref);
	int pages = MIN(poppler_document_get_n_pages(document),
	    (int)REPORT_PAGES_MAX);

	for (int i = 0; i < pages; i++) {
		PopplerPage *page = poppler_document_get_page(document, i);
		GList *annots = page == NULL ? NULL :
		    poppler_page_get_annot_mapping(page);

		for (GList *l = annots; l != NULL; l = l->next) {
			const PopplerAnnotMapping *m = l->data;

			if (POPPLER_IS_ANNOT_FILE_ATTACHMENT(m->annot))
				g_ptr_array_add(pins, g_object_ref(m->annot));
		}
		poppler_page_free_annot_mapping(annots);
		g_clear_object(&page);
	}
	return pins;
}

static void
add_listed(struct exam *exam, int index, PopplerDocument *document)
{
	GList *files = poppler_document_get_attachments(document);

	for (GList *file = files; file != NULL; file = file->next)
		add_file(exam, index, file->data);
	g_list_free_full(files, unref);
}

static void
add_pinned(struct exam *exam, int index, const GPtrArray *pins)
{
	for (unsigned i = 0; i < pins->len; i++) {
		PopplerAttachment *file =
		    poppler_annot_file_attachment_get_attachment(
			pins->pdata[i]);

		if (file != NULL)
			add_file(exam, index, file);
		g_clear_object(&file);
	}
}

/* Poppler crashes at a file without content: asked first. */
static bool
are_there(GBytes *pdf)
{
	struct pdf_streams *streams = pdf_streams_open(pdf);
	bool there = pdf_streams_have_files(streams);

	pdf_streams_close(streams);
	return there;
}

void
portfolio_open(struct exam *exam, int index)
{
	GBytes *pdf = exam_leaf(exam, index)->bytes;
	PopplerDocument *document =
	    poppler_document_new_from_bytes(pdf, NULL, NULL);
	g_autoptr(GPtrArray) pins = NULL;

	if (document == NULL)
		return;
	pins = pins_of(document);
	if (!poppler_document_has_attachments(document) && pins->len == 0) {
		g_object_unref(document);
		return;
	}
	if (are_there(pdf)) {
		add_listed(exam, index, document);
		add_pinned(exam, index, pins);
	} else {
		exam_cut(exam, "part %d lacks files that it names", index);
	}
	g_object_unref(document);
}
