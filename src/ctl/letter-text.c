/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply of ours, as people read it: see letter-text.h. */
#include "letter-text.h"

#include <stdbool.h>
#include <string.h>

/* The bytes as a string: text of ours has no zero in it. */
static char *
whole(GBytes *bytes)
{
	gsize length;
	const char *raw = g_bytes_get_data(bytes, &length);

	return g_strndup(raw, length);
}

/* A field unfolded; NULL when the head has none.  The caller frees it. */
static char *
field(const char *text, const char *name)
{
	const char *end = strstr(text, "\r\n\r\n");
	g_autofree char *head = g_strndup(text,
	    end != NULL ? (gsize)(end - text) : strlen(text));
	g_autofree char *folds = NULL;
	g_auto(GStrv) parts = g_strsplit(head, "\r\n ", -1);
	g_auto(GStrv) lines = NULL;

	folds = g_strjoinv(" ", parts);
	lines = g_strsplit(folds, "\r\n", -1);
	for (char **line = lines; *line != NULL; line++) {
		size_t length = strlen(name);

		if (g_ascii_strncasecmp(*line, name, length) == 0 &&
		    (*line)[length] == ':')
			return g_strdup(g_strstrip(*line + length + 1));
	}
	return NULL;
}

/* The byte that "=C3" or "=\r\n" stands for, *text moved past it; -1: none,
 * -2: no such code. */
static int
take_code(const char **text)
{
	const char *code = *text + 1;
	int high = g_ascii_xdigit_value(code[0]);
	int low = high >= 0 ? g_ascii_xdigit_value(code[1]) : -1;

	if (low >= 0) {
		*text += 3;
		return high << 4 | low;
	}
	if (code[0] != '\r' || code[1] != '\n')
		return -2;
	*text += 3;
	return -1;
}

/* RFC 2045 §6.7, and with words RFC 2047 §4.2; NULL when it is not so. */
static char *
decode_quoted(const char *text, bool words)
{
	GString *out = g_string_new(NULL);

	while (*text != '\0') {
		int byte;

		if (*text != '=') {
			g_string_append_c(out,
			    words && *text == '_' ? ' ' : *text);
			text++;
			continue;
		}
		byte = take_code(&text);
		if (byte == -2) {
			g_string_free(out, TRUE);
			return NULL;
		}
		if (byte >= 0)
			g_string_append_c(out, (char)byte);
	}
	return g_string_free(out, FALSE);
}

static char *
decode_base64(const char *text)
{
	gsize length = 0;
	g_autofree guchar *bytes = g_base64_decode(text, &length);

	return g_strndup((const char *)bytes, length);
}

/* "=?UTF-8?b?…?=", begun at word; *end_r is after it.  NULL: is none. */
static char *
decode_word(const char *word, const char **end_r)
{
	static const char lead[] = "=?UTF-8?";
	const char *code = word + strlen(lead);
	const char *end = g_ascii_strncasecmp(word, lead, strlen(lead)) == 0 ?
	    strstr(code, "?=") : NULL;
	g_autofree char *inside = NULL;

	/* In "?q?=C3…" the first "?=" is no end. */
	if (end == code + 1)
		end = strstr(end + 2, "?=");
	if (end == NULL || end < code + 2 || code[1] != '?')
		return NULL;
	inside = g_strndup(code + 2, (gsize)(end - code - 2));
	*end_r = end + 2;
	return g_ascii_tolower(code[0]) == 'b' ? decode_base64(inside) :
						 decode_quoted(inside, true);
}

char *
letter_subject(GBytes *bytes)
{
	g_autofree char *text = whole(bytes);
	g_autofree char *subject = field(text, "Subject");
	GString *out = g_string_new(NULL);
	bool after_word = false;

	for (const char *p = subject != NULL ? subject : ""; *p != '\0';) {
		/* Between two encoded words a blank is no text. */
		const char *word = after_word ? p + strspn(p, " ") : p;
		const char *end = word;
		g_autofree char *decoded = decode_word(word, &end);

		after_word = decoded != NULL;
		if (decoded == NULL)
			g_string_append_c(out, *p++);
		else
			p = end;
		g_string_append(out, decoded != NULL ? decoded : "");
	}
	if (out->len > 0 && g_utf8_validate(out->str, -1, NULL))
		return g_string_free(out, FALSE);
	g_string_free(out, TRUE);
	return NULL;
}

char *
letter_text(GBytes *bytes)
{
	g_autofree char *raw = whole(bytes);
	g_autofree char *type = field(raw, "Content-Type");
	g_autofree char *coding = field(raw, "Content-Transfer-Encoding");
	const char *body = strstr(raw, "\r\n\r\n");
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (body == NULL || type == NULL ||
	    g_ascii_strncasecmp(type, "text/plain", 10) != 0)
		return NULL;
	body += 4;
	if (coding != NULL &&
	    g_ascii_strcasecmp(coding, "quoted-printable") == 0)
		text = decode_quoted(body, false);
	else if (coding != NULL && g_ascii_strcasecmp(coding, "base64") == 0)
		text = decode_base64(body);
	else
		text = g_strdup(body);
	if (text == NULL || !g_utf8_validate(text, -1, NULL))
		return NULL;
	lines = g_strsplit(text, "\r\n", -1);
	return g_strjoinv("\n", lines);
}
