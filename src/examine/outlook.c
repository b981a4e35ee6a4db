/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlook's .msg files: see outlook.h. */
#include "outlook.h"

#include <string.h>

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-input-memory.h>

#include "document.h"
#include "mailtext.h"
#include "rtfmail.h"
#include "unpack.h"
#include "walk.h"

/* Properties by their tag; the type follows in the stream's name. */
#define SUBJECT "0037"
#define BODY "1000"
#define BODY_HTML "1013"
#define BODY_RTF "1009"
#define ATTACH_DATA "3701"
#define ATTACH_SHORT_NAME "3704"
#define ATTACH_NAME "3707"
#define ATTACH_TYPE "370E"
#define ATTACH_CID "3712"

#define UNICODE "001F"
#define STRING8 "001E"
#define BINARY "0102"
#define OBJECT "000D"

static void open_storage(struct exam *exam, int index, GsfInfile *storage);

/* The bytes of a property; NULL when it is not there or too large. */
static GBytes *
property(GsfInfile *storage, const char *tag, const char *type)
{
	g_autofree char *name = g_strconcat("__substg1.0_", tag, type, NULL);
	GsfInput *stream = gsf_infile_child_by_name(storage, name);
	gsf_off_t size = stream != NULL ? gsf_input_size(stream) : 0;
	GBytes *bytes = NULL;

	if (size > 0 && size <= OUTLOOK_STREAM_BYTES_MAX) {
		const guint8 *data = gsf_input_read(stream, (size_t)size, NULL);

		if (data != NULL)
			bytes = g_bytes_new(data, (gsize)size);
	}
	if (stream != NULL)
		g_object_unref(stream);
	return bytes;
}

/* A string property as UTF-8, in either of its types; NULL when absent. */
static char *
text_property(GsfInfile *storage, const char *tag)
{
	g_autoptr(GBytes) wide = property(storage, tag, UNICODE);
	g_autoptr(GBytes) narrow = NULL;
	gsize size;
	const char *data;

	if (wide != NULL) {
		data = g_bytes_get_data(wide, &size);
		return mailtext_decode(data, size & ~(gsize)1, "UTF-16LE");
	}
	narrow = property(storage, tag, STRING8);
	if (narrow == NULL)
		return NULL;
	data = g_bytes_get_data(narrow, &size);
	return mailtext_decode(data, size, NULL);
}

static char *
html_body(GsfInfile *storage, bool *cut_r)
{
	g_autoptr(GBytes) html = property(storage, BODY_HTML, BINARY);
	g_autofree char *text = NULL;

	if (html == NULL)
		return NULL;
	text = mailtext_decode(
	    g_bytes_get_data(html, NULL), g_bytes_get_size(html), NULL);
	return html_to_text(text, strlen(text), cut_r);
}

static char *
rtf_body(GsfInfile *storage, struct budget *budget, bool *cut_r)
{
	g_autoptr(GBytes) rtf = property(storage, BODY_RTF, BINARY);

	if (rtf == NULL)
		return NULL;
	return rtfmail_text(
	    g_bytes_get_data(rtf, NULL), g_bytes_get_size(rtf), budget,
	    cut_r);
}

/* True when there is a text, be it one that cannot be read. */
static bool
has_body(GsfInfile *storage)
{
	static const char *const bodies[] = { BODY UNICODE, BODY STRING8,
		BODY_HTML BINARY, BODY_RTF BINARY };
	bool has = false;

	for (size_t i = 0; i < G_N_ELEMENTS(bodies) && !has; i++) {
		g_autofree char *name = g_strconcat("__substg1.0_", bodies[i],
		    NULL);
		GsfInput *stream = gsf_infile_child_by_name(storage, name);

		has = stream != NULL && gsf_input_size(stream) > 0;
		g_clear_object(&stream);
	}
	return has;
}

/* The message's text becomes quoted pages of a part of its own. */
static void
add_body(struct exam *exam, int index, GsfInfile *storage)
{
	g_autofree char *text = text_property(storage, BODY);
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *folder = exam_path_below(exam, index);
	struct entry entry = {
		.parent = index, .place = PLACE_MAIL, .folder = folder
	};
	bool cut = false;
	int child;

	if (text == NULL)
		text = html_body(storage, &cut);
	if (text == NULL)
		text = rtf_body(storage, exam->budget, &cut);
	if (cut || (text == NULL && has_body(storage)))
		exam_cut(exam, "part %d has more text than is read", index);
	if (text == NULL || text[0] == '\0')
		return;
	bytes = g_bytes_new(text, strlen(text));
	entry.bytes = bytes;
	child = exam_add(exam, &entry);
	if (child < 0)
		return;
	exam_settle(exam, child, PART_BODY, PART_READ, REASON_NONE);
	exam_write_quoted(exam, child, text);
	exam_release(exam, child);
}

/* A message in the message: a storage, no file. */
static void
add_message(struct exam *exam, const struct entry *around, GsfInfile *storage)
{
	g_autofree char *subject = text_property(storage, SUBJECT);
	struct entry entry = *around;
	struct part *part;
	int index;

	if (entry.name == NULL)
		entry.name = subject;
	index = exam_add(exam, &entry);
	if (index < 0)
		return;
	part = exam_part(exam, index);
	part->type = g_strdup(FILETYPE_OUTLOOK);
	if (exam_leaf(exam, index)->depth >= REPORT_DEPTH_MAX)
		exam_unopened(exam, index, REASON_TOO_DEEP);
	else
		open_storage(exam, index, storage);
}

static void
add_attachment(struct exam *exam, int index, GsfInfile *storage)
{
	g_autofree char *folder = exam_path_below(exam, index);
	g_autofree char *name = text_property(storage, ATTACH_NAME);
	g_autofree char *type = text_property(storage, ATTACH_TYPE);
	g_autofree char *cid = text_property(storage, ATTACH_CID);
	g_autoptr(GBytes) bytes = property(storage, ATTACH_DATA, BINARY);
	GsfInput *message = gsf_infile_child_by_name(
	    storage, "__substg1.0_" ATTACH_DATA OBJECT);
	struct entry entry = { .parent = index,
		.place = PLACE_MAIL,
		.folder = folder,
		.declared_type = type,
		.content_id = cid,
		.bytes = bytes,
		.reason = REASON_DAMAGED };
	int child;

	if (name == NULL)
		name = text_property(storage, ATTACH_SHORT_NAME);
	entry.name = name;
	if (bytes == NULL && message != NULL && GSF_IS_INFILE(message)) {
		add_message(exam, &entry, GSF_INFILE(message));
	} else {
		child = exam_add(exam, &entry);
		if (child >= 0)
			unpack_part(exam, child);
	}
	if (message != NULL)
		g_object_unref(message);
}

static void
open_storage(struct exam *exam, int index, GsfInfile *storage)
{
	int count = gsf_infile_num_children(storage);
	unsigned attachments = 0;

	exam_settle(exam, index, PART_CONTAINER, PART_READ, REASON_NONE);
	add_body(exam, index, storage);
	for (int i = 0; i < count; i++) {
		const char *name = gsf_infile_name_by_index(storage, i);
		GsfInput *child;

		if (name == NULL ||
		    !g_str_has_prefix(name, "__attach_version1.0_"))
			continue;
		if (++attachments > OUTLOOK_ATTACHMENTS_MAX) {
			exam_unopened(exam, index, REASON_TOO_MANY);
			return;
		}
		child = gsf_infile_child_by_index(storage, i);
		if (child != NULL && GSF_IS_INFILE(child))
			add_attachment(exam, index, GSF_INFILE(child));
		else
			exam_unopened(exam, index, REASON_DAMAGED);
		if (child != NULL)
			g_object_unref(child);
	}
}

void
outlook_open(struct exam *exam, int index)
{
	gsize size;
	const guint8 *data = exam_bytes(exam_leaf(exam, index)->bytes, &size);
	GsfInput *input = gsf_input_memory_new(data, (gsf_off_t)size, FALSE);
	GsfInfile *ole = gsf_infile_msole_new(input, NULL);

	g_object_unref(input);
	if (ole == NULL) {
		exam_unopened(exam, index, REASON_DAMAGED);
		return;
	}
	open_storage(exam, index, ole);
	g_object_unref(ole);
}
