/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which opener opens which container: see unpack.h. */
#include "unpack.h"

#include <string.h>

#include "archives.h"
#include "cms.h"
#include "filename.h"
#include "headers.h"
#include "outlook.h"
#include "portfolio.h"
#include "walk.h"
#include "winmail.h"

static void
open_message(struct exam *exam, int index)
{
	g_autoptr(GBytes) bytes = g_bytes_ref(exam_leaf(exam, index)->bytes);

	exam_settle(exam, index, PART_CONTAINER, PART_READ, REASON_NONE);
	walk_message(exam, bytes, index);
}

/* "avis.pdf" of "avis.pdf.p7m"; the caller frees it, NULL stays NULL. */
static char *
name_within(const char *name)
{
	g_autofree char *extension = filename_extension(name);

	if (name == NULL || !g_str_equal(extension, "p7m"))
		return g_strdup(name);
	return g_strndup(name, strlen(name) - strlen(".p7m"));
}

/*
 * True of what S/MIME signs, a body part with its header (RFC 8551 §3.1);
 * false of a file that was signed, a message among them.
 */
static bool
is_body_part(GBytes *content, const char *name)
{
	g_autofree char *extension = filename_extension(name);
	g_autofree char *type = NULL;
	gsize size;
	const char *bytes = exam_bytes(content, &size);

	if (g_str_equal(extension, "eml"))
		return false;
	type = headers_find(bytes, size, "Content-Type");
	return type != NULL;
}

/* Beside its wrapper, which makes no folder of its own. */
static void
add_signed_file(struct exam *exam, int index, GBytes *content,
    const char *name)
{
	g_autofree char *folder = g_strdup(exam_part(exam, index)->path);
	struct entry entry = { .parent = index,
		.place = exam_leaf(exam, index)->place,
		.name = name,
		.folder = folder,
		.attached = exam_leaf(exam, index)->attached,
		.bytes = content };
	int child = exam_add(exam, &entry);

	if (child >= 0)
		unpack_part(exam, child);
}

static void
open_signed(struct exam *exam, int index)
{
	g_autoptr(GBytes) content = cms_content(exam_leaf(exam, index)->bytes);
	g_autofree char *name = name_within(exam_part(exam, index)->name);

	if (content == NULL) {
		exam_unopened(exam, index, REASON_DAMAGED);
		return;
	}
	exam_settle(exam, index, PART_CONTAINER, PART_READ, REASON_NONE);
	if (!is_body_part(content, name))
		add_signed_file(exam, index, content, name);
	else if (exam->body != NULL &&
	    exam_leaf(exam, index)->place == PLACE_MAIL)
		walk_wrapped(exam, content, index);
	else
		walk_message(exam, content, index);
}

/* Nobody here has the key or the password. */
static void
leave_encrypted(struct exam *exam, int index)
{
	exam_settle(
	    exam, index, PART_DOCUMENT, PART_UNREADABLE, REASON_ENCRYPTED);
}

static const struct {
	const char *type;
	void (*open)(struct exam *exam, int index);
	bool is_document; /* whose own pages are read later */
} openers[] = {
	{ "application/zip", archives_open, false },
	{ "application/x-7z-compressed", archives_open, false },
	{ "application/x-rar", archives_open, false },
	{ "application/vnd.rar", archives_open, false },
	{ "application/x-tar", archives_open, false },
	{ "application/gzip", archives_open, false },
	{ "application/x-bzip2", archives_open, false },
	{ "application/x-xz", archives_open, false },
	{ FILETYPE_MESSAGE, open_message, false },
	{ FILETYPE_CMS, open_signed, false },
	{ FILETYPE_TNEF, winmail_open, false },
	{ FILETYPE_OUTLOOK, outlook_open, false },
	{ FILETYPE_ENCRYPTED, leave_encrypted, false },
	{ "application/pdf", portfolio_open, true },
};

void
unpack_part(struct exam *exam, int index)
{
	const struct leaf *leaf = exam_leaf(exam, index);
	const char *type = exam_part(exam, index)->type;
	size_t i = 0;

	while (i < G_N_ELEMENTS(openers) &&
	       (type == NULL || !g_str_equal(openers[i].type, type)))
		i++;
	if (i == G_N_ELEMENTS(openers) || leaf->done)
		return;
	if (leaf->depth >= REPORT_DEPTH_MAX && !openers[i].is_document)
		exam_unopened(exam, index, REASON_TOO_DEEP);
	else if (exam_begins(exam, index))
		openers[i].open(exam, index);
	else if (!openers[i].is_document)
		exam_unopened(exam, index, REASON_CRASHED);
	if (leaf->done)
		exam_release(exam, index);
}
