/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of an unknown French text to UTF-8. */
#ifndef ASR_CHARSET_H
#define ASR_CHARSET_H

#include <glib.h>

/* The 8-bit code pages met in French files. */
enum charset {
	CHARSET_WINDOWS, /* windows-1252, and so ISO 8859-1 */
	CHARSET_OEM,     /* code page 850, of DOS */
	CHARSET_MAC,     /* Mac OS Roman */
	CHARSET_COUNT
};

/* The character of an 8-bit code; U+FFFD where the page has none. */
gunichar charset_char(enum charset charset, unsigned char code);

/*
 * Decodes length bytes: by their byte order mark, as UTF-16 when every
 * other byte is NUL, as UTF-8 when that is what they are, else as the code
 * page in which the most letters make French words.  Never NULL; the
 * caller frees.  length_r (may be NULL) gets the length in bytes; the text
 * may hold NUL where bytes did.
 */
char *charset_decode(const char *bytes, gsize length, gsize *length_r);

#endif
