/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encoded words: see rfc2047.h. */
#include "rfc2047.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "mailtext.h"

/* No charset has a longer name; what has is no encoded word. */
#define CHARSET_BYTES_MAX 64u

/* "=?charset?Q?text?=" as it stands in a value. */
struct word {
	const char *charset, *text;
	size_t charset_length, text_length;
	char encoding; /* 'b' or 'q' */
	const char *end;
};

/*
 * Reads the word at p; false when there is none.  last: where the value's
 * last "?=" stands, NULL: nowhere, so that a value of words without ends is
 * not searched to its end for each of them.
 */
static bool
word_at(const char *p, const char *last, struct word *word_r)
{
	if (p[0] != '=' || p[1] != '?')
		return false;
	word_r->charset = p + 2;
	word_r->charset_length = strcspn(p + 2, "?* \t\"");
	p = word_r->charset + strcspn(word_r->charset, "? \t\"");
	if (p[0] != '?' || word_r->charset_length == 0 ||
	    word_r->charset_length > CHARSET_BYTES_MAX)
		return false;
	word_r->encoding = g_ascii_tolower(p[1]);
	if ((word_r->encoding != 'b' && word_r->encoding != 'q') || p[2] != '?')
		return false;
	word_r->text = p + 3;
	if (last == NULL || last < word_r->text)
		return false;
	word_r->text_length =
	    (size_t)(strstr(word_r->text, "?=") - word_r->text);
	word_r->end = word_r->text + word_r->text_length + 2;
	return true;
}

static void
append_quoted(GByteArray *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = text[i] == '_' ? ' ' : text[i];

		if (c == '=' && i + 2 < length &&
		    g_ascii_isxdigit(text[i + 1]) &&
		    g_ascii_isxdigit(text[i + 2])) {
			c = (char)(g_ascii_xdigit_value(text[i + 1]) << 4 |
				   g_ascii_xdigit_value(text[i + 2]));
			i += 2;
		}
		g_byte_array_append(out, (const guint8 *)&c, 1);
	}
}

static void
append_base64(GByteArray *out, const char *text, size_t length)
{
	g_autofree guchar *bytes = g_malloc(length / 4 * 3 + 6);
	gint state = 0;
	guint save = 0;
	gsize got = g_base64_decode_step(text, length, bytes, &state, &save);

	/* Padding that a program forgot. */
	if (state % 4 != 0)
		got += g_base64_decode_step(
		    "===", (gsize)(4 - state % 4), bytes + got, &state, &save);
	g_byte_array_append(out, bytes, (guint)got);
}

static bool
same_charset(const struct word *a, const struct word *b)
{
	return a->charset_length == b->charset_length &&
	       g_ascii_strncasecmp(a->charset, b->charset, a->charset_length) ==
		   0;
}

/* Appends the bytes gathered of words in one charset, as UTF-8. */
static void
flush(GString *out, GByteArray *bytes, const struct word *word)
{
	g_autofree char *charset =
	    g_strndup(word->charset, word->charset_length);
	g_autofree char *text =
	    mailtext_decode((const char *)bytes->data, bytes->len, charset);

	g_string_append(out, text);
	g_byte_array_set_size(bytes, 0);
}

/*
 * Decodes the run of words at *p_r, with nothing but blanks between them,
 * and steps over it; NULL when no word is there.
 */
static char *
decode_run(const char **p_r, const char *last)
{
	struct word word = { 0 }, next;
	GString *out;
	GByteArray *bytes;
	bool more = word_at(*p_r, last, &next);

	if (!more)
		return NULL;
	out = g_string_new(NULL);
	bytes = g_byte_array_new();
	while (more) {
		if (bytes->len > 0 && !same_charset(&word, &next))
			flush(out, bytes, &word);
		word = next;
		if (word.encoding == 'q')
			append_quoted(bytes, word.text, word.text_length);
		else
			append_base64(bytes, word.text, word.text_length);
		*p_r = word.end;
		more = word_at(word.end + strspn(word.end, " \t\r\n"), last,
		    &next);
	}
	flush(out, bytes, &word);
	g_byte_array_unref(bytes);
	return g_string_free(out, FALSE);
}

char *
rfc2047_decode(const char *value)
{
	GString *out = g_string_new(NULL);
	const char *p = value, *last = g_strrstr(value, "?=");

	while (*p != '\0') {
		const char *from = p;
		char *run = decode_run(&p, last);

		if (run == NULL) {
			g_autofree char *plain = NULL;
			const char *word = strstr(from + 1, "=?");

			p = word != NULL ? word : from + strlen(from);
			plain = mailtext_decode(from, (size_t)(p - from), NULL);
			g_string_append(out, plain);
		} else {
			g_string_append(out, run);
			g_free(run);
		}
	}
	return g_string_free(out, FALSE);
}

char *
rfc2047_plain_words(const char *value)
{
	GString *out = g_string_new(NULL);
	const char *p = value, *last = g_strrstr(value, "?=");

	while (*p != '\0') {
		char *run = decode_run(&p, last);
		g_autofree char *encoded = NULL;

		if (run == NULL) {
			g_string_append_c(out, *p++);
			continue;
		}
		encoded = g_base64_encode((const guchar *)run, strlen(run));
		g_string_append_printf(out, "=?utf-8?B?%s?=", encoded);
		g_free(run);
	}
	return g_string_free(out, FALSE);
}
