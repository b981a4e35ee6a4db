/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encoded words in header fields, RFC 2047, wherever people's programs put
 * them.  Done here because GMime drops what follows a word that ends with
 * base64 padding, when the next has the same charset.
 */
#ifndef ASR_RFC2047_H
#define ASR_RFC2047_H

/*
 * An unfolded field's value as UTF-8: words decoded, characters split
 * between words put together, raw 8-bit read as mailtext_decode does.  What
 * only resembles a word stays.  The caller frees it.
 */
char *rfc2047_decode(const char *value);

/*
 * The same value with each run of words as one word in UTF-8 and base64: a
 * form any parser of addresses and parameters reads right.  Other bytes
 * stay.  The caller frees it.
 */
char *rfc2047_plain_words(const char *value);

#endif
