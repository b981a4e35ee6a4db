/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a document's own text is what its page shows.  Fonts without a
 * table of characters, damage and hidden text give something else, and
 * only a look at the picture tells then.
 */
#ifndef ASR_TEXT_QUALITY_H
#define ASR_TEXT_QUALITY_H

#include <stdbool.h>

struct text_quality {
	unsigned letters; /* of any script */
	unsigned visible; /* characters but spaces and dot leaders */
	unsigned words;
	unsigned common;  /* of them: the small words every text is full of */
};

struct text_quality text_quality(const char *text);

/* True when there is enough text to judge the page by. */
bool text_quality_is_enough(const struct text_quality *quality);

/* True when most of it is letters. */
bool text_quality_is_letters(const struct text_quality *quality);

/*
 * True when enough of it is letters and small words, as in any French or
 * English text.  False is only a suspicion: lists of names, tables and
 * publications have few small words.
 */
bool text_quality_is_prose(const struct text_quality *quality);

/*
 * The share (0 to 1) of text's words that occur in other, accents and case
 * ignored; short words do not count.  1 when text has none.
 */
double text_quality_agreement(const char *text, const char *other);

#endif
