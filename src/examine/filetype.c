/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bytes are, by their content: see filetype.h. */
#include "config.h"

#include "filetype.h"

#include <string.h>

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-input-memory.h>
#include <magic.h>

#include "archives.h"
#include "cms.h"
#include "error.h"
#include "filename.h"
#include "headers.h"

/* How far into a file readers of PDF look for its mark. */
#define PDF_MARK_WITHIN 1024u

/* Shorter files have no magic. */
#define FEW_WORDS_BYTES 32u

#define OCTETS "application/octet-stream"

struct filetype {
	magic_t magic;
};

void
filetype_close(struct filetype *filetype)
{
	if (filetype == NULL)
		return;
	if (filetype->magic != NULL)
		magic_close(filetype->magic);
	g_free(filetype);
}

struct filetype *
filetype_open(GError **error)
{
	struct filetype *filetype = g_new0(struct filetype, 1);

	filetype->magic =
	    magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS |
		       MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_TOKENS);
	if (filetype->magic != NULL && magic_load(filetype->magic, NULL) == 0)
		return filetype;
	error_set(error, ASR_ERROR_FAILED, "libmagic: %s",
	    filetype->magic != NULL ? magic_error(filetype->magic)
				    : "no memory");
	filetype_close(filetype);
	return NULL;
}

/* What is looked at. */
struct sample {
	GBytes *bytes;
	const char *data;
	size_t size;
	const char *magic; /* libmagic's word */
	const char *extension, *declared;
};

static bool
begins(const struct sample *sample, const char *mark)
{
	size_t length = strlen(mark);

	return sample->size >= length &&
	       memcmp(sample->data, mark, length) == 0;
}

/* What was sent as text, begins as one, and has neither tags nor controls. */
static bool
is_plain_text(const struct sample *sample)
{
	if (!g_str_has_prefix(sample->declared, "text/plain") ||
	    !g_ascii_isalpha(sample->data[0]))
		return false;
	for (size_t i = 0; i < sample->size; i++) {
		unsigned char c = (unsigned char)sample->data[i];

		if (c == '<' || c == 0x7f ||
		    (c < ' ' && !g_ascii_isspace((char)c)))
			return false;
	}
	return true;
}

/*
 * libmagic's word.  It tries a thousand things, with expressions that it
 * compiles each time, where most files are PDF and most bodies plain text.
 */
static const char *
magic_of(struct filetype *filetype, const struct sample *sample)
{
	const char *type;

	if (begins(sample, "%PDF-1."))
		return "application/pdf";
	if (is_plain_text(sample))
		return "text/plain";
	type = magic_buffer(filetype->magic, sample->data, sample->size);
	return type != NULL ? type : OCTETS;
}

/* Junk before the mark (a mail's text, a proxy's banner) is common. */
static const char *
as_pdf(const struct sample *sample)
{
	size_t window = MIN(sample->size, PDF_MARK_WITHIN);
	const char *mark;

	if (!g_str_equal(sample->magic, OCTETS) &&
	    !g_str_has_prefix(sample->magic, "text/"))
		return NULL;
	mark = memmem(sample->data, window, "%PDF-", 5);
	if (mark == NULL || mark + 5 >= sample->data + sample->size ||
	    !g_ascii_isdigit(mark[5]))
		return NULL;
	return "application/pdf";
}

static const char *
as_zip(const struct sample *sample)
{
	if (!g_str_equal(sample->magic, "application/zip") &&
	    !begins(sample, "PK\x03\x04"))
		return NULL;
	if (!g_str_equal(sample->magic, "application/zip") &&
	    !g_str_equal(sample->magic, OCTETS))
		return NULL;
	return "application/zip";
}

/* What an OLE2 file is, by the streams in it; the first found counts. */
static const struct {
	const char *stream, *type;
} ole_types[] = {
	{ "EncryptedPackage", FILETYPE_ENCRYPTED },
	{ "__properties_version1.0", FILETYPE_OUTLOOK },
	{ "WordDocument", "application/msword" },
	{ "Workbook", "application/vnd.ms-excel" },
	{ "Book", "application/vnd.ms-excel" },
	{ "PowerPoint Document", "application/vnd.ms-powerpoint" },
};

static const char *
ole_type(GsfInfile *ole)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ole_types); i++) {
		GsfInput *stream =
		    gsf_infile_child_by_name(ole, ole_types[i].stream);

		if (stream != NULL) {
			g_object_unref(stream);
			return ole_types[i].type;
		}
	}
	return "application/x-ole-storage";
}

static const char *
as_ole(const struct sample *sample)
{
	GsfInput *input;
	GsfInfile *ole;
	const char *type;

	if (!begins(sample, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
		return NULL;
	input = gsf_input_memory_new(
	    (const guint8 *)sample->data, (gsf_off_t)sample->size, FALSE);
	ole = gsf_infile_msole_new(input, NULL);
	g_object_unref(input);
	if (ole == NULL)
		return NULL;
	type = ole_type(ole);
	g_object_unref(ole);
	return type;
}

static const char *
as_cms(const struct sample *sample)
{
	if (!begins(sample, "0"))
		return NULL;
	switch (cms_kind(sample->bytes)) {
	case CMS_DETACHED:
		return FILETYPE_SIGNATURE;
	case CMS_SIGNED:
		return FILETYPE_CMS;
	case CMS_ENCRYPTED:
		return FILETYPE_ENCRYPTED;
	default:
		return NULL;
	}
}

static const struct {
	const char *mark, *type;
} marks[] = {
	{ "-----BEGIN PGP MESSAGE-----", FILETYPE_ENCRYPTED },
	{ "-----BEGIN PGP SIGNATURE-----", "application/pgp-signature" },
	{ "-----BEGIN PGP PUBLIC KEY BLOCK-----", "application/pgp-keys" },
	{ "BEGIN:VCARD", "text/vcard" },
	{ "BEGIN:VCALENDAR", "text/calendar" },
	{ "\x78\x9f\x3e\x22", FILETYPE_TNEF },
	{ "{\\rtf", "text/rtf" },
};

static const char *
as_marked(const struct sample *sample)
{
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (begins(sample, marks[i].mark))
			return marks[i].type;
	}
	return NULL;
}

/* libmagic says nothing of a few words. */
static bool
is_few_words(const struct sample *sample)
{
	if (sample->size > FEW_WORDS_BYTES ||
	    !g_utf8_validate(sample->data, (gssize)sample->size, NULL))
		return false;
	for (size_t i = 0; i < sample->size; i++) {
		if ((unsigned char)sample->data[i] < ' ' &&
		    !g_ascii_isspace(sample->data[i]))
			return false;
	}
	return true;
}

static bool
is_text(const struct sample *sample)
{
	if (g_str_equal(sample->magic, OCTETS))
		return is_few_words(sample);
	return g_str_has_prefix(sample->magic, "text/") ||
	       g_str_equal(sample->magic, FILETYPE_MESSAGE);
}

/* True when the first line is a header field, or an mbox's "From ". */
static bool
begins_as_mail(const struct sample *sample)
{
	size_t from = headers_offset(sample->data, sample->size), i = from;

	if (begins(sample, "From ") || begins(sample, ">From "))
		return true;
	while (i < sample->size && i < from + 80 &&
	       (g_ascii_isalnum(sample->data[i]) || sample->data[i] == '-'))
		i++;
	return i > from + 1 && i < sample->size && sample->data[i] == ':';
}

static const char *
as_message(const struct sample *sample)
{
	bool said = g_str_equal(sample->extension, "eml") ||
		    g_str_has_prefix(sample->declared, "message/rfc822") ||
		    g_str_has_prefix(sample->declared, "message/global");
	bool open = g_str_equal(sample->declared, "") ||
		    g_str_equal(sample->declared, OCTETS);

	if (said && begins_as_mail(sample) &&
	    !g_str_equal(sample->magic, OCTETS))
		return FILETYPE_MESSAGE;
	if (open && g_str_equal(sample->magic, FILETYPE_MESSAGE))
		return FILETYPE_MESSAGE;
	return NULL;
}

/* One control character among its letters, and libmagic knows no HTML. */
static const char *
as_html(const struct sample *sample)
{
	static const char *const tags[] = { "<!doctype html", "<html" };

	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
		size_t length = strlen(tags[i]);

		if (sample->size > length && g_ascii_strncasecmp(sample->data,
		    tags[i], length) == 0)
			return "text/html";
	}
	return NULL;
}

/* HTML without its first tags is text to libmagic. */
static const char *
as_text(const struct sample *sample)
{
	if (!is_text(sample) || g_str_equal(sample->magic, "text/html") ||
	    g_str_equal(sample->magic, "text/rtf"))
		return NULL;
	if (g_str_has_prefix(sample->declared, "text/html") ||
	    g_str_has_prefix(sample->extension, "htm"))
		return "text/html";
	if (g_str_equal(sample->extension, "csv"))
		return "text/csv";
	return "text/plain";
}

char *
filetype_of(struct filetype *filetype, GBytes *bytes, const char *name,
    const char *declared)
{
	static const char *(*const readings[])(const struct sample *) = {
		as_ole, as_cms, as_zip, as_marked, as_message, as_pdf, as_html,
		as_text
	};
	g_autofree char *extension = filename_extension(name);
	g_autofree char *said =
	    g_ascii_strdown(declared != NULL ? declared : "", -1);
	struct sample sample = {
		.bytes = bytes, .extension = extension, .declared = said
	};
	g_autofree char *office = NULL;
	const char *type = NULL;

	sample.data = g_bytes_get_data(bytes, &sample.size);
	if (sample.size == 0)
		return g_strdup(FILETYPE_EMPTY);
	sample.magic = magic_of(filetype, &sample);
	for (size_t i = 0; type == NULL && i < G_N_ELEMENTS(readings); i++)
		type = readings[i](&sample);
	if (type == NULL)
		type = sample.magic;
	if (g_str_equal(type, "application/zip"))
		office = archives_office_type(bytes);
	return g_ascii_strdown(office != NULL ? office : type, -1);
}
