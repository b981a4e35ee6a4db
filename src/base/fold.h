/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text made comparable: French names, titles and file names are compared
 * without accents, case, hyphens, apostrophes or ligatures.
 */
#ifndef ASR_FOLD_H
#define ASR_FOLD_H

#include <stdbool.h>

#include <glib.h>

/*
 * Folds UTF-8 text: NFKD, marks dropped, lower case, œ→oe, æ→ae, ß→ss;
 * everything that is neither letter nor digit becomes one space; no space
 * at either end.  "N’GUYEN  Thị-Hà" → "n guyen thi ha".  Invalid bytes are
 * read as separators.  NULL gives "".  The caller frees the result.
 */
char *fold_text(const char *text);

/* The words of fold_text(text), NULL-terminated; free with g_strfreev. */
char **fold_words(const char *text);

/*
 * The words of fold_text(text) sorted and joined by one space: equal for
 * two writings of one name in another order.  The caller frees it.
 */
char *fold_key(const char *text);

/* True when words (folded) occur in text (folded) as whole words. */
bool fold_contains(const char *folded_text, const char *folded_words);

/* Bytes made valid UTF-8: bad sequences become U+FFFD.  Caller frees. */
char *fold_valid_utf8(const char *bytes, gssize length);

#endif
