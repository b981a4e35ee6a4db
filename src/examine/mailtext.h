/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes in whatever charset people's programs declare, or do not declare,
 * as UTF-8.  Nothing here fails: what cannot be read becomes U+FFFD.
 */
#ifndef ASR_MAILTEXT_H
#define ASR_MAILTEXT_H

#include <stddef.h>

/*
 * Text of a declared charset (NULL when none is).  No charset, US-ASCII or
 * an unknown one: UTF-8 (UTF-16 after a byte order mark) when it is valid,
 * else windows-1252.  ISO-8859-1 is read as windows-1252, as every mail
 * program does.  Bytes called UTF-8 without one valid sequence among them
 * are windows-1252 too.  NUL bytes vanish.  The caller frees the result.
 */
char *mailtext_decode(const char *bytes, size_t length, const char *charset);

/*
 * UTF-8 text that came through a wrong reading, put right: C1 controls are
 * windows-1252, "Ã©" is "é" (twice if need be).  Other text stays as it is.
 * The caller frees the result.
 */
char *mailtext_repair(const char *text);

/*
 * A file name whose charset nobody declared: UTF-8 when valid, else CP850
 * (ZIP files of French Windows) or windows-1252, whichever reads as French.
 * Also undoes a CP850 name that was read as windows-1252 ("Pi‚ce", "PiŠce").
 * The caller frees the result.
 */
char *mailtext_name(const char *bytes);

#endif
