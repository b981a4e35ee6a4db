/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reader reads which media type: see document.h. */
#include "document.h"

#include <string.h>

#include "readers.h"

/* Office files with a password, PGP and S/MIME envelopes. */
static void
encrypted_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	(void)bytes;
	(void)budget;
	part->reason = REASON_ENCRYPTED;
}

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."

static const struct {
	const char *type;
	read_fn *read;
} readers[] = {
	{ "application/encrypted", encrypted_read },
	{ "application/msword", doc_read },
	{ OOXML "wordprocessingml.document", docx_read },
	{ OOXML "wordprocessingml.template", docx_read },
	{ OOXML "spreadsheetml.sheet", sheet_read },
	{ OOXML "presentationml.presentation", slides_read },
	{ "application/vnd.ms-excel.sheet.macroenabled.12", sheet_read },
	{ "application/vnd.ms-word.document.macroenabled.12", docx_read },
	{ "application/vnd.ms-word.template.macroenabled.12", docx_read },
	{ ODF "text", odt_read },
	{ ODF "text-template", odt_read },
	{ ODF "spreadsheet", odt_read },
	{ ODF "presentation", odt_read },
	{ "text/rtf", rtf_read },
	{ "application/rtf", rtf_read },
	{ "text/plain", text_read },
	{ "text/csv", text_read },
	{ "text/html", html_read },
	{ "application/xhtml+xml", html_read },
	{ "application/pdf", pdf_read },
	{ "image/jpeg", image_read },
	{ "image/png", image_read },
	{ "image/tiff", image_read },
	{ "image/heic", image_read },
	{ "image/heif", image_read },
	{ "image/gif", image_read },
	{ "image/bmp", image_read },
	{ "image/x-ms-bmp", image_read },
	{ "image/webp", image_read },
	{ "image/jp2", image_read },
};

static read_fn *
reader_of(const char *type)
{
	for (size_t i = 0; type != NULL && i < G_N_ELEMENTS(readers); i++)
		if (g_ascii_strcasecmp(readers[i].type, type) == 0)
			return readers[i].read;
	return NULL;
}

bool
document_has_reader(const char *type)
{
	return reader_of(type) != NULL;
}

void
document_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	read_fn *read = reader_of(part->type);

	part->state = PART_UNREADABLE;
	part->reason = REASON_NONE;
	if (g_bytes_get_size(bytes) == 0)
		part->reason = REASON_EMPTY;
	else if (read == NULL)
		part->reason = REASON_UNSUPPORTED;
	else
		read(part, bytes, budget);
}
