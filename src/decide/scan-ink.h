/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ink on a scanned page of the form that is not the form's own: writing
 * between its words, signatures and stamps below them.
 */
#ifndef ASR_SCAN_INK_H
#define ASR_SCAN_INK_H

#include "segments.h"

struct scan_ink {
	bool measured;   /* the pages came with ink */
	unsigned inside; /* mm² of strange ink among the form's words */
	unsigned below;  /* mm² below them, beside them */
	unsigned letters; /* read for sure, in words the form has not */
	unsigned words_found; /* per cent of the blank page's words */
};

/* names: words of the candidates' names, which do not count as strange. */
struct scan_ink scan_ink_of(const struct form_rules *rules,
    const struct text *text, const struct segment *segment,
    GHashTable *names);

#endif
