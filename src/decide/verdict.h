/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a stretch of a document is, by its content alone: the evidence
 * weighed for every piece and kind of the form, and how sure the best is.
 */
#ifndef ASR_VERDICT_H
#define ASR_VERDICT_H

#include "headings.h"
#include "words.h"

struct verdict {
	int subject;  /* -1: nothing speaks for any */
	int rival;    /* nearly as likely; -1: none */
	int also;     /* it is, or may be, this as well; -1: none */
	enum certainty also_certainty;
	enum certainty certainty;
	bool is_form; /* the words of its blank page are there */
	bool titled;  /* its head says which piece it is */
	bool is_list; /* a list of pieces and nothing else */
	bool is_open;  /* greets its reader, and is not closed */
	bool is_letter; /* begins as a letter does */
	bool acted;   /* gives an opinion in so many words */
	unsigned shingles; /* of the subject's page */
	char *why;     /* French: what was found; owned */
	char *warning; /* French; NULL: none; owned */
};

/* heading opens the stretch; NULL when none does.  Clear the result. */
struct verdict verdict_of(const struct form_rules *rules,
    const struct text *text, struct stretch stretch,
    const struct heading *heading, bool has_list);

void verdict_clear(struct verdict *verdict);

#endif
