/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reply as RFC 5322 bytes: outbox_compose of outbox.h.  GMime folds and
 * encodes; what stands in the headers is decided here (RFC 3834 §3).
 */
#include <string.h>

#include <gmime/gmime.h>

#include "error.h"
#include "letter.h"
#include "outbox.h"

/* References kept of a long thread: the first and the last ones. */
#define REFERENCES_MAX 20u
/* A subject that says what it must; longer ones are cut by readers. */
#define SUBJECT_LETTERS_MAX 200

/* Digits of the answered message's SHA-256 in our Message-ID and file. */
#define ID_DIGITS 32

static void
start_gmime(void)
{
	static gsize started;

	if (g_once_init_enter(&started)) {
		g_mime_init();
		g_once_init_leave(&started, 1);
	}
}

/* The same at every try, and from it alone nothing of the mail is told. */
static char *
make_message_id(const struct letter *letter)
{
	const char *from = letter->conf->settings->from;

	return g_strdup_printf("<asr-%.*s@%s>", ID_DIGITS, letter->sha256,
	    strchr(from, '@') + 1);
}

/* Header values hold one line. */
static char *
one_line(const char *text)
{
	g_autofree char *flat = g_strdup(text);

	g_strdelimit(flat, "\r\n\t", ' ');
	return g_utf8_substring(g_strstrip(flat), 0,
	    MIN(g_utf8_strlen(flat, -1), SUBJECT_LETTERS_MAX));
}

static char *
references_of(const struct report *report)
{
	GString *all = g_string_new(NULL);
	unsigned count = report->references->len;
	unsigned first = count > REFERENCES_MAX ? count - REFERENCES_MAX : 0;

	for (unsigned i = first; i < count; i++)
		g_string_append_printf(all, "%s ",
		    (const char *)report->references->pdata[i]);
	if (report->message_id != NULL)
		g_string_append(all, report->message_id);
	return g_string_free(all, FALSE);
}

static void
set_headers(GMimeMessage *message, const struct letter *letter,
    const char *subject, const char *message_id)
{
	const struct settings *settings = letter->conf->settings;
	GMimeObject *object = GMIME_OBJECT(message);
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(letter->now);
	g_autofree char *references = references_of(letter->report);
	g_autofree char *line = one_line(subject);
	g_autofree char *bare = g_strndup(message_id + 1,
	    strlen(message_id) - 2);

	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM,
	    settings->from_name, settings->from);
	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, NULL,
	    letter->decision->reply.to);
	g_mime_message_set_subject(message, line, "utf-8");
	g_mime_message_set_date(message, now);
	g_mime_message_set_message_id(message, bare);
	if (letter->report->message_id != NULL)
		g_mime_object_set_header(object, "In-Reply-To",
		    letter->report->message_id, NULL);
	if (references[0] != '\0')
		g_mime_object_set_header(object, "References",
		    g_strstrip(references), NULL);
	g_mime_object_set_header(object, "Auto-Submitted", "auto-replied",
	    NULL);
	g_mime_object_set_header(object, "X-Auto-Response-Suppress", "All",
	    NULL);
	g_mime_object_set_header(object, "Content-Language", "fr", NULL);
}

/* GMime writes \n; mail ends its lines with \r\n. */
static GBytes *
with_crlf(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text != '\0'; text++) {
		if (*text == '\r')
			continue;
		if (*text == '\n')
			g_string_append_c(out, '\r');
		g_string_append_c(out, *text);
	}
	return g_string_free_to_bytes(out);
}

static GBytes *
write_out(GMimeMessage *message)
{
	GMimeFormatOptions *format = g_mime_format_options_new();
	g_autofree char *text = g_mime_object_to_string(
	    GMIME_OBJECT(message), format);

	g_mime_format_options_free(format);
	return with_crlf(text);
}

GBytes *
outbox_compose(const struct letter *letter,
    const struct templates *templates, char **message_id_r, char **name_r,
    GError **error)
{
	struct values *values = letter_values(letter);
	g_autofree char *subject = NULL;
	g_autofree char *body = templates_fill(templates,
	    letter->decision->reply.kind, values, &subject);
	GMimeMessage *message;
	GMimeTextPart *text;
	GBytes *bytes;

	(void)error;
	start_gmime();
	message = g_mime_message_new(TRUE);
	text = g_mime_text_part_new_with_subtype("plain");
	*message_id_r = make_message_id(letter);
	*name_r = g_strdup_printf("%.*s", ID_DIGITS, letter->sha256);
	set_headers(message, letter, subject, *message_id_r);
	g_mime_text_part_set_charset(text, "utf-8");
	g_mime_text_part_set_text(text, body);
	g_mime_part_set_content_encoding(GMIME_PART(text),
	    GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	g_mime_message_set_mime_part(message, GMIME_OBJECT(text));
	bytes = write_out(message);
	g_object_unref(text);
	g_object_unref(message);
	values_free(values);
	return bytes;
}
