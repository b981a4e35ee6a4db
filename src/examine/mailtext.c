/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charsets met in mail and archives: see mailtext.h. */
#include "mailtext.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "charset.h"
#include "fold.h"

#define REPLACEMENT 0xfffdu

/* Letters and signs of French names of people and files. */
static const char french[] =
    "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ°ºª«»’‘–—€²³\xc2\xa0"
    "\xcc\x80\xcc\x81\xcc\x82\xcc\x88\xcc\xa7"; /* NFD marks */

static char *
decode_bytes(const char *bytes, size_t length, enum charset charset)
{
	GString *out = g_string_sized_new(length + length / 8);

	for (size_t i = 0; i < length; i++) {
		if (bytes[i] != '\0')
			g_string_append_unichar(out,
			    charset_char(charset, (unsigned char)bytes[i]));
	}
	return g_string_free(out, FALSE);
}

/* The byte of a character in windows-1252; C1 controls are themselves. */
static bool
to_cp1252(gunichar c, unsigned char *byte_r)
{
	if (c < 0x100) {
		*byte_r = (unsigned char)c;
		return true;
	}
	for (unsigned char byte = 0x80; c != REPLACEMENT && byte < 0xa0;
	     byte++) {
		if (charset_char(CHARSET_WINDOWS, byte) == c) {
			*byte_r = byte;
			return true;
		}
	}
	return false;
}

/* The text's bytes in windows-1252; NULL when it has other characters. */
static char *
encode_cp1252(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		unsigned char byte;

		if (!to_cp1252(g_utf8_get_char(p), &byte)) {
			g_string_free(out, TRUE);
			return NULL;
		}
		g_string_append_c(out, (char)byte);
	}
	return g_string_free(out, FALSE);
}

static bool
is_ascii(const char *bytes)
{
	while (*bytes != '\0' && (unsigned char)*bytes < 0x80)
		bytes++;
	return *bytes == '\0';
}

/* True when bytes hold at least one well-formed multi-byte character. */
static bool
has_utf8(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if ((unsigned char)bytes[i] < 0xc2)
			continue;
		if ((gint32)g_utf8_get_char_validated(
			bytes + i, (gssize)(length - i)) > 0)
			return true;
	}
	return false;
}

static char *
without_nul(const char *bytes, size_t length)
{
	GString *out = g_string_sized_new(length);

	while (length > 0) {
		size_t run = strnlen(bytes, length);

		g_string_append_len(out, bytes, (gssize)run);
		run += run < length;
		bytes += run;
		length -= run;
	}
	return g_string_free(out, FALSE);
}

/* Converts with iconv; a bad byte becomes U+FFFD and is stepped over. */
static char *
convert(GIConv iconv, const char *bytes, size_t length)
{
	GString *out = g_string_sized_new(length + length / 8);
	char *in = (char *)bytes;
	size_t left = length;
	char chunk[4096];

	while (left > 0) {
		char *to = chunk;
		size_t room = sizeof(chunk);
		size_t rc = g_iconv(iconv, &in, &left, &to, &room);
		int why = errno;

		g_string_append_len(out, chunk, to - chunk);
		if (rc != (size_t)-1 || why == E2BIG)
			continue;
		g_string_append_unichar(out, REPLACEMENT);
		in++;
		left--;
	}
	return g_string_free(out, FALSE);
}

/* What stands for «not declared» in real mail. */
static const char *const no_charset[] = { "", "us-ascii", "ascii",
	"ansi_x3.4-1968", "unknown-8bit", "x-unknown", "unknown", "8bit",
	"7bit", "binary", "default", "none", "_iso-2022-jp$esc" };
/* Latin-1 and its usual misspellings: Windows writes windows-1252. */
static const char *const latin1[] = { "iso-8859-1", "iso8859-1", "iso_8859-1",
	"iso88591", "8859-1", "latin1", "latin-1", "l1", "windows-1252",
	"windows1252", "cp1252", "cp-1252", "ansi" };
static const char *const utf8[] = { "utf-8", "utf8", "unicode-1-1-utf-8" };

static bool
listed(const char *word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (g_ascii_strcasecmp(word, list[i]) == 0)
			return true;
	}
	return false;
}

#define LISTED(word, list) listed(word, list, G_N_ELEMENTS(list))

static char *
read_utf16(const char *bytes, size_t length)
{
	bool little = (unsigned char)bytes[0] == 0xff;
	GIConv iconv = g_iconv_open("UTF-8", little ? "UTF-16LE" : "UTF-16BE");
	char *text;

	if (iconv == (GIConv)-1)
		return decode_bytes(bytes, length, CHARSET_WINDOWS);
	text = convert(iconv, bytes + 2, length - 2);
	g_iconv_close(iconv);
	return text;
}

static char *
guess(const char *bytes, size_t length)
{
	if (length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 ||
			       memcmp(bytes, "\xfe\xff", 2) == 0))
		return read_utf16(bytes, length);
	if (g_utf8_validate(bytes, (gssize)length, NULL))
		return g_strndup(bytes, length);
	if (memchr(bytes, '\0', length) != NULL) {
		g_autofree char *clean = without_nul(bytes, length);

		return guess(clean, strlen(clean));
	}
	return decode_bytes(bytes, length, CHARSET_WINDOWS);
}

static char *
read_utf8(const char *bytes, size_t length)
{
	g_autofree char *clean = without_nul(bytes, length);
	size_t size = strlen(clean);

	if (!g_utf8_validate(clean, (gssize)size, NULL) &&
	    !has_utf8(clean, size))
		return decode_bytes(clean, size, CHARSET_WINDOWS);
	return fold_valid_utf8(clean, (gssize)size);
}

/* The charset's name alone: Outlook and others add quotes and blanks. */
static char *
plain_charset(const char *charset)
{
	char *plain = g_strdup(charset != NULL ? charset : "");
	size_t end = strcspn(plain, "*;, \t\r\n");

	plain[end] = '\0';
	g_strdelimit(plain, "\"'", ' ');
	return g_strstrip(plain);
}

/* A byte order mark is none of the text. */
static char *
without_mark(char *text)
{
	if (g_str_has_prefix(text, "\xef\xbb\xbf"))
		memmove(text, text + 3, strlen(text + 3) + 1);
	return text;
}

char *
mailtext_decode(const char *bytes, size_t length, const char *charset)
{
	g_autofree char *plain = plain_charset(charset);
	g_autofree char *text = NULL, *valid = NULL;
	GIConv iconv;

	if (length == 0)
		return g_strdup("");
	if (LISTED(plain, no_charset))
		return without_mark(guess(bytes, length));
	if (LISTED(plain, utf8))
		return without_mark(read_utf8(bytes, length));
	if (LISTED(plain, latin1))
		return decode_bytes(bytes, length, CHARSET_WINDOWS);
	iconv = g_iconv_open("UTF-8", plain);
	if (iconv == (GIConv)-1)
		return without_mark(guess(bytes, length));
	text = convert(iconv, bytes, length);
	g_iconv_close(iconv);
	/* Some of its converters write what is none. */
	valid = fold_valid_utf8(text, -1);
	return without_mark(without_nul(valid, strlen(valid)));
}

/* C1 controls as windows-1252, which is what they were meant to be. */
static char *
without_c1(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		g_string_append_unichar(
		    out, c >= 0x80 && c < 0xa0
			     ? charset_char(CHARSET_WINDOWS, (unsigned char)c)
			     : c);
	}
	return g_string_free(out, FALSE);
}

char *
mailtext_repair(const char *text)
{
	g_autofree char *now = fold_valid_utf8(text, -1);

	for (int turn = 0; turn < 2 && !is_ascii(now); turn++) {
		g_autofree char *bytes = encode_cp1252(now);

		if (bytes == NULL || is_ascii(bytes) ||
		    !g_utf8_validate(bytes, -1, NULL))
			break;
		g_free(now);
		now = g_steal_pointer(&bytes);
	}
	return without_c1(now);
}

/*
 * How little a name reads as French: signs no name has count twice, capital
 * letters amid small ones and the reverse once.
 */
static unsigned
strangeness(const char *text)
{
	unsigned strange = 0;
	gunichar before = ' ';

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gunichar after = g_utf8_get_char(g_utf8_next_char(p));

		if (c >= 0x80 && g_utf8_strchr(french, -1, c) == NULL)
			strange += 2;
		if (c >= 0x80 && g_unichar_isupper(c) &&
		    g_unichar_islower(before))
			strange++;
		if (c >= 0x80 && g_unichar_islower(c) &&
		    g_unichar_isupper(before) && g_unichar_isupper(after))
			strange++;
		before = c;
	}
	return strange;
}

/*
 * True when a sign stands amid small letters that nobody would write there
 * but that is what windows-1252 makes of an accented letter of CP850.
 */
static bool
has_cp850_sign(const char *text)
{
	gunichar before = ' ';

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gunichar after = g_utf8_get_char(g_utf8_next_char(p));

		if (g_utf8_strchr("‚ˆ‡‹‰ŠŒƒ„“", -1, c) != NULL &&
		    g_unichar_islower(before) &&
		    (g_unichar_islower(after) || after == '.'))
			return true;
		before = c;
	}
	return false;
}

static char *
undo_cp850(char *text)
{
	g_autofree char *bytes = encode_cp1252(text);
	g_autofree char *other = NULL;

	if (bytes == NULL || !has_cp850_sign(text))
		return text;
	other = decode_bytes(bytes, strlen(bytes), CHARSET_OEM);
	if (strangeness(other) > 0)
		return text;
	g_free(text);
	return g_steal_pointer(&other);
}

char *
mailtext_name(const char *bytes)
{
	g_autofree char *dos = NULL, *windows = NULL;

	if (g_utf8_validate(bytes, -1, NULL))
		return undo_cp850(mailtext_repair(bytes));
	dos = decode_bytes(bytes, strlen(bytes), CHARSET_OEM);
	windows = decode_bytes(bytes, strlen(bytes), CHARSET_WINDOWS);
	if (strangeness(dos) < strangeness(windows))
		return g_steal_pointer(&dos);
	return g_steal_pointer(&windows);
}
