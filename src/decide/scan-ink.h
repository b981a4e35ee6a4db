/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ink on a scanned page of the form that is not the form's own: writing
 * between its words, signatures and stamps below them.  Print that anybody
 * may have prepared for an opinion's signatory, the candidate's name, dates,
 * the specialty, an establishment, is told from the rest.
 */
#ifndef ASR_SCAN_INK_H
#define ASR_SCAN_INK_H

#include "segments.h"

struct scan_ink {
	bool measured;   /* the pages came with ink */
	unsigned inside; /* mm² of strange ink among the form's words */
	unsigned unread; /* mm² of that in marks that are no words: a pen's */
	unsigned below;  /* mm² below them, beside them */
	/* Letters read for sure, in words that neither the form nor the
	 * candidate's name has: */
	unsigned letters; /* all, */
	unsigned own;     /* without dates, */
	unsigned strange; /* nor specialties, nor establishments */
	unsigned words_found; /* per cent of the blank page's words */
};

/*
 * names: words of the candidates' names; known: those of specialties and
 * establishments (sets of char *).  On an opinion's page the ink of either
 * and of dates is none.
 */
struct scan_ink scan_ink_of(const struct form_rules *rules,
    const struct text *text, const struct segment *segment,
    GHashTable *names, GHashTable *known);

/* «12 mars 2026», «au», «deux ans»: a word of dates and durations. */
bool scan_ink_is_date(const char *folded);

#endif
