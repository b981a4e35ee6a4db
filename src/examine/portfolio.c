/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in a PDF: see portfolio.h. */
#include "portfolio.h"

#include <poppler.h>

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
	int child = exam_add(exam, &entry);

	if (child >= 0)
		unpack_part(exam, child);
}

static void
free_file(void *file)
{
	g_object_unref(file);
}

void
portfolio_open(struct exam *exam, int index)
{
	PopplerDocument *document = poppler_document_new_from_bytes(
	    exam_leaf(exam, index)->bytes, NULL, NULL);
	GList *files;

	if (document == NULL)
		return;
	files = poppler_document_get_attachments(document);
	for (GList *file = files; file != NULL; file = file->next)
		add_file(exam, index, file->data);
	g_list_free_full(files, free_file);
	g_object_unref(document);
}
