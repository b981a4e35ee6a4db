/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filled in or left blank: what a segment holds beyond the words of the
 * form's blank page.
 *
 * Text: the letters left when the blank page's words are taken away, also
 * those misread as readers of pictures err; words that are only nearly the
 * page's leave it uncertain whether a page that has little else is blank,
 * and so does text that a copier misread as a whole (text_page_is_ocr).  On
 * an opinion's page the candidate's name and dates do not count, because
 * candidates prepare the page for the signatory: a page that bears nothing
 * else is blank.  When only the specialty or the hospital is there besides,
 * a person looks.
 *
 * Scans: letters that OCR read beyond the form's vocabulary, and ink that
 * is no word of it.  Little ink counts as none only where OCR found the
 * page's own words; what lies between the limits is uncertain.
 */
#ifndef ASR_FILLED_H
#define ASR_FILLED_H

#include "residue.h"

struct filling {
	enum piece_state state; /* PRESENT, BLANK or UNCERTAIN */
	char *why;     /* French; owned */
	char *warning; /* French; NULL: none; owned */
};

/* Clear the result with filling_clear. */
struct filling filling_of(const struct form_rules *rules,
    const struct text *text, const struct segment *segment,
    const struct prepared *prepared);

void filling_clear(struct filling *filling);

#endif
