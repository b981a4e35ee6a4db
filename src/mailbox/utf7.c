/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Modified UTF-7, RFC 3501 §5.1.3: printable ASCII stands for itself but
 * "&", which is "&-"; all else is UTF-16BE in BASE64 with "," for "/" and
 * no padding, between "&" and "-".
 */
#include "utf7.h"

#include <stdbool.h>
#include <string.h>

static bool
stands_for_itself(gunichar letter)
{
	return letter >= 0x20 && letter <= 0x7e;
}

static void
append_utf16(GByteArray *utf16, gunichar letter)
{
	guint16 units[2] = { (guint16)letter, 0 };
	unsigned count = 1;

	if (letter > 0xffff) {
		units[0] = (guint16)(0xd800 + ((letter - 0x10000) >> 10));
		units[1] = (guint16)(0xdc00 + ((letter - 0x10000) & 0x3ff));
		count = 2;
	}
	for (unsigned i = 0; i < count; i++) {
		guint8 bytes[2] = { (guint8)(units[i] >> 8),
			(guint8)(units[i] & 0xff) };

		g_byte_array_append(utf16, bytes, sizeof(bytes));
	}
}

/* Closes a run of letters that do not stand for themselves. */
static void
append_shifted(GString *out, GByteArray *utf16)
{
	g_autofree char *base64 = NULL;

	if (utf16->len == 0)
		return;
	base64 = g_base64_encode(utf16->data, utf16->len);
	*strchrnul(base64, '=') = '\0';
	g_strdelimit(base64, "/", ',');
	g_string_append_printf(out, "&%s-", base64);
	g_byte_array_set_size(utf16, 0);
}

char *
utf7_encode(const char *name)
{
	GString *out = g_string_new(NULL);
	GByteArray *utf16 = g_byte_array_new();

	for (; *name != '\0'; name = g_utf8_next_char(name)) {
		gunichar letter = g_utf8_get_char(name);

		if (!stands_for_itself(letter)) {
			append_utf16(utf16, letter);
			continue;
		}
		append_shifted(out, utf16);
		g_string_append_c(out, (char)letter);
		if (letter == '&')
			g_string_append_c(out, '-');
	}
	append_shifted(out, utf16);
	g_byte_array_unref(utf16);
	return g_string_free(out, FALSE);
}

static bool
decode_shifted(GString *out, const char *base64, gsize length)
{
	g_autofree char *padded = g_strndup(base64, length);
	g_autofree guchar *utf16 = NULL;
	g_autofree char *utf8 = NULL;
	g_autoptr(GString) whole = NULL;
	gsize bytes = 0;

	g_strdelimit(padded, ",", '/');
	whole = g_string_new(padded);
	while (whole->len % 4 != 0)
		g_string_append_c(whole, '=');
	utf16 = g_base64_decode(whole->str, &bytes);
	if (bytes == 0 || bytes % 2 != 0)
		return false;
	utf8 = g_convert((const char *)utf16, (gssize)bytes, "UTF-8",
	    "UTF-16BE", NULL, NULL, NULL);
	if (utf8 == NULL)
		return false;
	g_string_append(out, utf8);
	return true;
}

char *
utf7_decode(const char *wire)
{
	GString *out = g_string_new(NULL);

	while (*wire != '\0') {
		const char *end = *wire == '&' ? strchr(wire, '-') : NULL;
		bool ok = stands_for_itself((guchar)*wire);

		if (*wire != '&') {
			g_string_append_c(out, *wire++);
		} else if (end == wire + 1) {
			g_string_append_c(out, '&');
			wire = end + 1;
		} else {
			ok = end != NULL && decode_shifted(out, wire + 1,
			    (gsize)(end - wire - 1));
			wire = end != NULL ? end + 1 : wire;
		}
		if (!ok) {
			g_string_free(out, TRUE);
			return NULL;
		}
	}
	return g_string_free(out, FALSE);
}
