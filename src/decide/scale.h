/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What weighs the evidence of one stretch, and how it is said to people.
 * verdict.c fills it in; nobody else sees it.
 */
#ifndef ASR_SCALE_H
#define ASR_SCALE_H

#include "opinion.h"

/* Phrases of one subject that count, and are quoted, at most. */
#define PHRASES_MAX 3u

struct scale {
	const struct form_rules *rules;
	const struct text *text;
	struct stretch stretch;
	const struct heading *heading;
	unsigned first, end;  /* words */
	int *scores;          /* by subject */
	GArray *shingles;     /* unsigned, by subject */
	struct opinion opinion;
};

static inline const struct subject *
scale_subject(const struct scale *scale, unsigned index)
{
	return scale->rules->subjects->pdata[index];
}

/* The own words of subject's blank page that stand in the stretch. */
static inline unsigned
scale_shingles(const struct scale *scale, unsigned subject)
{
	return g_array_index(scale->shingles, unsigned, subject);
}

/* French: what was found that speaks for subject.  The caller frees it. */
char *scale_evidence(const struct scale *scale, unsigned subject);

/* French: what an agent should look at in such an opinion; NULL when
 * nothing.  The caller frees it. */
char *scale_warning(const struct scale *scale, unsigned subject);

#endif
