/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of an unknown French text to UTF-8: see charset.h.  The tables
 * stand here rather than in iconv, whose modules are files and so out of
 * reach once the room is locked.
 */
#include "charset.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* 0x80 to 0x9f; above, windows-1252 is Unicode's first page. */
static const uint16_t windows[32] = {
	0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
	0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

/* 0x80 to 0xff of code page 850. */
static const uint16_t oem[128] = {
	0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7,
	0x00ea, 0x00eb, 0x00e8, 0x00ef, 0x00ee, 0x00ec, 0x00c4, 0x00c5,
	0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9,
	0x00ff, 0x00d6, 0x00dc, 0x00f8, 0x00a3, 0x00d8, 0x00d7, 0x0192,
	0x00e1, 0x00ed, 0x00f3, 0x00fa, 0x00f1, 0x00d1, 0x00aa, 0x00ba,
	0x00bf, 0x00ae, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00c1, 0x00c2, 0x00c0,
	0x00a9, 0x2563, 0x2551, 0x2557, 0x255d, 0x00a2, 0x00a5, 0x2510,
	0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x00e3, 0x00c3,
	0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x00a4,
	0x00f0, 0x00d0, 0x00ca, 0x00cb, 0x00c8, 0x0131, 0x00cd, 0x00ce,
	0x00cf, 0x2518, 0x250c, 0x2588, 0x2584, 0x00a6, 0x00cc, 0x2580,
	0x00d3, 0x00df, 0x00d4, 0x00d2, 0x00f5, 0x00d5, 0x00b5, 0x00fe,
	0x00de, 0x00da, 0x00db, 0x00d9, 0x00fd, 0x00dd, 0x00af, 0x00b4,
	0x00ad, 0x00b1, 0x2017, 0x00be, 0x00b6, 0x00a7, 0x00f7, 0x00b8,
	0x00b0, 0x00a8, 0x00b7, 0x00b9, 0x00b3, 0x00b2, 0x25a0, 0x00a0,
};

/* 0x80 to 0xff of Mac OS Roman. */
static const uint16_t mac[128] = {
	0x00c4, 0x00c5, 0x00c7, 0x00c9, 0x00d1, 0x00d6, 0x00dc, 0x00e1,
	0x00e0, 0x00e2, 0x00e4, 0x00e3, 0x00e5, 0x00e7, 0x00e9, 0x00e8,
	0x00ea, 0x00eb, 0x00ed, 0x00ec, 0x00ee, 0x00ef, 0x00f1, 0x00f3,
	0x00f2, 0x00f4, 0x00f6, 0x00f5, 0x00fa, 0x00f9, 0x00fb, 0x00fc,
	0x2020, 0x00b0, 0x00a2, 0x00a3, 0x00a7, 0x2022, 0x00b6, 0x00df,
	0x00ae, 0x00a9, 0x2122, 0x00b4, 0x00a8, 0x2260, 0x00c6, 0x00d8,
	0x221e, 0x00b1, 0x2264, 0x2265, 0x00a5, 0x00b5, 0x2202, 0x2211,
	0x220f, 0x03c0, 0x222b, 0x00aa, 0x00ba, 0x03a9, 0x00e6, 0x00f8,
	0x00bf, 0x00a1, 0x00ac, 0x221a, 0x0192, 0x2248, 0x2206, 0x00ab,
	0x00bb, 0x2026, 0x00a0, 0x00c0, 0x00c3, 0x00d5, 0x0152, 0x0153,
	0x2013, 0x2014, 0x201c, 0x201d, 0x2018, 0x2019, 0x00f7, 0x25ca,
	0x00ff, 0x0178, 0x2044, 0x20ac, 0x2039, 0x203a, 0xfb01, 0xfb02,
	0x2021, 0x00b7, 0x201a, 0x201e, 0x2030, 0x00c2, 0x00ca, 0x00c1,
	0x00cb, 0x00c8, 0x00cd, 0x00ce, 0x00cf, 0x00cc, 0x00d3, 0x00d4,
	0xf8ff, 0x00d2, 0x00da, 0x00db, 0x00d9, 0x0131, 0x02c6, 0x02dc,
	0x00af, 0x02d8, 0x02d9, 0x02da, 0x00b8, 0x02dd, 0x02db, 0x02c7,
};

gunichar
charset_char(enum charset charset, unsigned char code)
{
	if (code < 0x80)
		return code;
	if (charset == CHARSET_OEM)
		return oem[code - 0x80];
	if (charset == CHARSET_MAC)
		return mac[code - 0x80];
	return code < 0xa0 ? windows[code - 0x80] : code;
}

/* Letters and the apostrophe of French that ASCII has not. */
static bool
is_french(gunichar c)
{
	static const gunichar letters[] = { 0xe9, 0xe8, 0xea, 0xeb, 0xe0, 0xe2,
		0xe7, 0xf9, 0xfb, 0xee, 0xef, 0xf4, 0x153, 0xc9, 0xc8, 0xca,
		0xc0, 0xc7, 0xce, 0xd4, 0x152, 0x2019 };

	for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
		if (letters[i] == c)
			return true;
	return false;
}

/* What a code beside letters says for its code page, or against it. */
static int
score(const char *bytes, gsize length, enum charset charset)
{
	int sum = 0;

	for (gsize i = 0; i < length; i++) {
		unsigned char code = (unsigned char)bytes[i];
		gunichar c;

		if (code < 0x80)
			continue;
		if (!(i > 0 && g_ascii_isalpha(bytes[i - 1])) &&
		    !(i + 1 < length && g_ascii_isalpha(bytes[i + 1])))
			continue;
		c = charset_char(charset, code);
		if (is_french(c))
			sum += 2;
		else if (!g_unichar_isalpha(c))
			sum--;
	}
	return sum;
}

/* A guess needs no more than the beginning. */
#define GUESS_BYTES_MAX 65536u

static enum charset
guess(const char *bytes, gsize length)
{
	gsize some = MIN(length, GUESS_BYTES_MAX);
	enum charset best = CHARSET_WINDOWS;
	int best_score = score(bytes, some, best);

	for (unsigned i = best + 1; i < CHARSET_COUNT; i++) {
		int s = score(bytes, some, (enum charset)i);

		if (s > best_score) {
			best = (enum charset)i;
			best_score = s;
		}
	}
	return best;
}

static GString *
decode_8bit(const char *bytes, gsize length)
{
	enum charset charset = guess(bytes, length);
	GString *out = g_string_sized_new(length + length / 8);

	for (gsize i = 0; i < length; i++)
		g_string_append_unichar(out,
		    charset_char(charset, (unsigned char)bytes[i]));
	return out;
}

static gunichar
unit(const char *bytes, gsize i, bool big)
{
	unsigned char first = (unsigned char)bytes[i];
	unsigned char second = (unsigned char)bytes[i + 1];

	return big ? (gunichar)(first << 8 | second) :
		     (gunichar)(second << 8 | first);
}

static GString *
decode_utf16(const char *bytes, gsize length, bool big)
{
	GString *out = g_string_sized_new(length);

	for (gsize i = 0; i + 1 < length; i += 2) {
		gunichar c = unit(bytes, i, big);

		if ((c & 0xfc00) == 0xd800 && i + 3 < length) {
			gunichar low = unit(bytes, i + 2, big);

			if ((low & 0xfc00) == 0xdc00) {
				c = 0x10000 + ((c & 0x3ff) << 10) +
				    (low & 0x3ff);
				i += 2;
			}
		}
		if ((c & 0xfffff800) == 0xd800)
			c = 0xfffd;
		g_string_append_unichar(out, c);
	}
	return out;
}

/*
 * UTF-16 without its mark: in Western text nearly every other byte is NUL,
 * on one side only.  1: big endian, -1: little endian, 0: it is not.
 */
static int
utf16_side(const char *bytes, gsize length)
{
	gsize some = MIN(length, GUESS_BYTES_MAX) & ~(gsize)1;
	gsize nul[2] = { 0, 0 };

	for (gsize i = 0; i < some; i++)
		nul[i & 1] += bytes[i] == '\0';
	if (some < 4)
		return 0;
	if (nul[0] > some / 4 && nul[1] == 0)
		return 1;
	if (nul[1] > some / 4 && nul[0] == 0)
		return -1;
	return 0;
}

/* True when the bytes are UTF-8, NULs allowed. */
static bool
is_utf8(const char *bytes, gsize length)
{
	const char *p = bytes, *end = bytes + length;

	while (!g_utf8_validate(p, end - p, &p)) {
		if (*p != '\0')
			return false;
		p++;
	}
	return true;
}

static GString *
decode(const char *bytes, gsize length)
{
	int side = utf16_side(bytes, length);

	if (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
		return decode_utf16(bytes + 2, length - 2, false);
	if (length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
		return decode_utf16(bytes + 2, length - 2, true);
	if (side != 0)
		return decode_utf16(bytes, length, side > 0);
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	if (is_utf8(bytes, length))
		return g_string_new_len(bytes, (gssize)length);
	return decode_8bit(bytes, length);
}

char *
charset_decode(const char *bytes, gsize length, gsize *length_r)
{
	GString *out = decode(bytes, length);

	if (length_r != NULL)
		*length_r = out->len;
	return g_string_free(out, FALSE);
}
