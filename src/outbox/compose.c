/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reply as RFC 5322 bytes: outbox_compose of outbox.h.  GMime folds and
 * encodes; what stands in the headers is decided here (RFC 3834 §3).
 */
#include <string.h>

#include <gmime/gmime.h>

#include "error.h"
#include "letter.h"
#include "lines.h"
#include "outbox.h"

/* References kept of a long thread: its first, and the last ones. */
#define REFERENCES_MAX 20u
/* A longer Message-ID would make a line near the 998 octets of RFC 5322
 * §2.1.1; real ones have some 80. */
#define MESSAGE_ID_BYTES_MAX 250u
/* A subject that says what it must; mail programs cut longer ones. */
#define SUBJECT_LETTERS_MAX 200u
/* Digits of the answered message's SHA-256: in our Message-ID enough to be
 * its own for ever, in a file's name enough beside the name itself. */
#define ID_DIGITS 32
#define NAME_DIGITS 8
/* With the digits, ".eml" and a temporary name's letters it stays far
 * below the 255 bytes of a file system. */
#define NAME_BYTES_MAX 60u

static void
start_gmime(void)
{
	static gsize started;

	if (g_once_init_enter(&started)) {
		g_mime_init();
		g_once_init_leave(&started, 1);
	}
}

/* "-12-7", "-12": what tells act 12's letter, about dossier 7, from the
 * others to the same message; "" for the first answer. */
static char *
act_digits(const struct letter *letter)
{
	if (letter->act == 0)
		return g_strdup("");
	if (letter->dossier == 0)
		return g_strdup_printf("-%" G_GINT64_FORMAT, letter->act);
	return g_strdup_printf("-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
	    letter->act, letter->dossier);
}

/* The same at every try, and nothing of the mail is told by it. */
static char *
make_message_id(const struct letter *letter)
{
	const char *domain = strchr(letter->conf->settings->from, '@') + 1;
	g_autofree char *act = act_digits(letter);

	return g_strdup_printf("<asr-%.*s%s@%s>", ID_DIGITS, letter->sha256,
	    act, domain);
}

/* The name of the message's file without ".eml" and without what a file
 * system or a shell could mistake, then digits that make it unique. */
static char *
make_name(const struct letter *letter)
{
	const char *name = letter->name != NULL ? letter->name : "";
	g_autofree char *stem = g_str_has_suffix(name, ".eml") ?
	    g_strndup(name, strlen(name) - strlen(".eml")) : g_strdup(name);
	g_autofree char *act = act_digits(letter);

	g_strcanon(stem, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '_');
	if (strlen(stem) > NAME_BYTES_MAX)
		stem[NAME_BYTES_MAX] = '\0';
	return stem[strspn(stem, "._-")] == '\0' ?
	    g_strdup_printf("%.*s%s", ID_DIGITS, letter->sha256, act) :
	    g_strdup_printf("%s-%.*s%s", stem + strspn(stem, "._-"),
		NAME_DIGITS, letter->sha256, act);
}

/* "<left@right>" of visible ASCII: what can stand in a header as it is. */
static bool
is_message_id(const char *id)
{
	size_t length = id != NULL ? strlen(id) : 0;

	if (length < strlen("<a@b>") || length > MESSAGE_ID_BYTES_MAX ||
	    id[0] != '<' || id[length - 1] != '>' || strchr(id, '@') == NULL)
		return false;
	for (const char *p = id + 1; p < id + length - 1; p++) {
		if (!g_ascii_isgraph(*p) || *p == '<' || *p == '>')
			return false;
	}
	return true;
}

/* RFC 5322 §3.6.4: the thread so far, then the message answered. */
static char *
references_of(const struct report *report)
{
	GString *all = g_string_new(NULL);
	unsigned count = report->references->len;

	for (unsigned i = 0; i < count; i++) {
		const char *id = report->references->pdata[i];

		if ((i == 0 || i + REFERENCES_MAX > count) &&
		    is_message_id(id) &&
		    g_strcmp0(id, report->message_id) != 0)
			g_string_append_printf(all, "%s ", id);
	}
	if (is_message_id(report->message_id))
		g_string_append(all, report->message_id);
	return g_strchomp(g_string_free(all, FALSE));
}

static void
set_thread(GMimeObject *object, const struct report *report)
{
	g_autofree char *references = references_of(report);

	if (is_message_id(report->message_id))
		g_mime_object_set_header(object, "In-Reply-To",
		    report->message_id, NULL);
	if (references[0] != '\0')
		g_mime_object_set_header(object, "References", references,
		    NULL);
}

/* GMime would choose a character set of its own for the name. */
static void
add_mailbox(InternetAddressList *list, const char *name, const char *address)
{
	InternetAddress *mailbox = internet_address_mailbox_new(name,
	    address);

	internet_address_set_charset(mailbox, "utf-8");
	internet_address_list_add(list, mailbox);
	g_object_unref(mailbox);
}

static void
set_headers(GMimeMessage *message, const struct letter *letter,
    const char *subject, const char *message_id)
{
	const struct settings *settings = letter->conf->settings;
	GMimeObject *object = GMIME_OBJECT(message);
	g_autoptr(GDateTime) now = letter_local_time(letter, letter->now);
	g_autofree char *line = lines_clean(subject, SUBJECT_LETTERS_MAX);
	g_autofree char *bare = g_strndup(message_id + 1,
	    strlen(message_id) - 2);

	add_mailbox(g_mime_message_get_from(message), settings->from_name,
	    settings->from);
	add_mailbox(g_mime_message_get_to(message), NULL,
	    letter->decision->reply.to);
	g_mime_message_set_subject(message, line, "utf-8");
	g_mime_message_set_date(message, now);
	g_mime_message_set_message_id(message, bare);
	set_thread(object, letter->report);
	g_mime_object_set_header(object, "Auto-Submitted", "auto-replied",
	    NULL);
	g_mime_object_set_header(object, "X-Auto-Response-Suppress", "All",
	    NULL);
}

static GMimeObject *
make_text(const char *body)
{
	GMimeTextPart *text = g_mime_text_part_new_with_subtype("plain");

	g_mime_text_part_set_charset(text, "utf-8");
	g_mime_text_part_set_text(text, body);
	g_mime_part_set_content_encoding(GMIME_PART(text),
	    GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	g_mime_object_set_header(GMIME_OBJECT(text), "Content-Language",
	    "fr", NULL);
	return GMIME_OBJECT(text);
}

static GBytes *
write_out(GMimeMessage *message)
{
	GMimeFormatOptions *format = g_mime_format_options_new();
	char *text;

	g_mime_format_options_set_newline_format(format,
	    GMIME_NEWLINE_FORMAT_DOS);
	text = g_mime_object_to_string(GMIME_OBJECT(message), format);
	g_mime_format_options_free(format);
	return g_bytes_new_take(text, strlen(text));
}

/* An address goes into a header as it is: it must not end that header. */
static bool
is_address(const char *address)
{
	const char *at = address != NULL ? strrchr(address, '@') : NULL;

	if (at == NULL || at == address || at[1] == '\0')
		return false;
	for (const char *p = address; *p != '\0'; p++) {
		if (g_ascii_iscntrl(*p) || strchr(" <>,;", *p) != NULL)
			return false;
	}
	return true;
}

GBytes *
outbox_compose(const struct letter *letter,
    const struct templates *templates, char **message_id_r, char **name_r,
    GError **error)
{
	g_autofree char *subject = NULL, *filled = NULL, *body = NULL;
	g_autofree char *message_id = make_message_id(letter);
	struct values *values;
	GMimeMessage *message;
	GMimeObject *text;
	GBytes *bytes;

	if (!is_address(letter->decision->reply.to)) {
		error_set(error, ASR_ERROR_FORMAT,
		    "the sender's address cannot be answered");
		return NULL;
	}
	start_gmime();
	values = letter_values(letter);
	filled = templates_fill(templates, letter->decision->reply.kind,
	    values, &subject);
	body = lines_wrap(filled);
	message = g_mime_message_new(TRUE);
	set_headers(message, letter, subject, message_id);
	text = make_text(body);
	g_mime_message_set_mime_part(message, text);
	bytes = write_out(message);
	*name_r = make_name(letter);
	*message_id_r = g_steal_pointer(&message_id);
	g_object_unref(text);
	g_object_unref(message);
	values_free(values);
	return bytes;
}
