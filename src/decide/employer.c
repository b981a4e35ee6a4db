/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The employer, from what the documents name: see employer.h. */
#include "employer.h"

/* What a hospital named weighs, by where. */
enum {
	VOTE_SIGNATORY = 6, /* in an opinion of the employer's side */
	VOTE_FIELD = 6,     /* «établissement employeur :» */
	VOTE_LETTER = 2,    /* in the other letters and the projet */
	VOTE_MESSAGE = 1,   /* in the message itself */
};

struct employer_votes {
	GHashTable *votes; /* const struct establishment * to count */
};

struct employer_votes *
employer_votes_new(void)
{
	struct employer_votes *votes = g_new0(struct employer_votes, 1);

	votes->votes = g_hash_table_new(NULL, NULL);
	return votes;
}

void
employer_votes_free(struct employer_votes *votes)
{
	if (votes == NULL)
		return;
	g_hash_table_unref(votes->votes);
	g_free(votes);
}

/* Each hospital named within words [first, end) once. */
static void
vote(struct employer_votes *votes, const struct text *text, unsigned first,
    unsigned end, unsigned weight)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (unsigned i = 0; i < text->places->len; i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);
		gpointer key = (gpointer)place->establishment;
		unsigned old;

		if (place->first < first || place->first >= end ||
		    place->establishment->kind == KIND_CHU ||
		    !g_hash_table_add(seen, key))
			continue;
		old = GPOINTER_TO_UINT(g_hash_table_lookup(votes->votes,
		    key));
		g_hash_table_insert(votes->votes, key,
		    GUINT_TO_POINTER(old + weight));
	}
}

static void
vote_field(struct employer_votes *votes, const struct form_rules *rules,
    const struct text *text, unsigned first, unsigned end)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(text, rules, TERM_FIELD, FIELD_EMPLOYER,
	    first, end, &at)) != NULL) {
		const struct line *line = text_line(text, text_word(text,
		    hit->first)->line);

		vote(votes, text, hit->first, line->first + line->count,
		    VOTE_FIELD);
	}
}

void
employer_read_segment(struct employer_votes *votes,
    const struct form_rules *rules, const struct text *text,
    const struct segment *segment)
{
	unsigned first = text_first_word(text, segment->stretch);
	unsigned end = text_end_word(text, segment->stretch);
	const struct subject *subject;

	vote_field(votes, rules, text, first, end);
	if (segment->verdict.subject < 0)
		return;
	subject = rules->subjects->pdata[segment->verdict.subject];
	if (!subject->names_employer)
		return;
	vote(votes, text, first, end, subject->side == SIDE_EMPLOYER ?
	    VOTE_SIGNATORY : VOTE_LETTER);
}

void
employer_read_text(struct employer_votes *votes, const struct text *text)
{
	vote(votes, text, 0, text->words->len, VOTE_MESSAGE);
}

static bool
is_likely(const GPtrArray *likely, const struct establishment *one)
{
	for (unsigned i = 0; likely != NULL && i < likely->len; i++) {
		if (likely->pdata[i] == one)
			return true;
	}
	return false;
}

const struct establishment *
employer_settle(const struct employer_votes *votes, const GPtrArray *likely)
{
	const struct establishment *best = NULL;
	unsigned best_votes = 0;
	bool tie = false;
	GHashTableIter iter;
	gpointer key, value;

	g_hash_table_iter_init(&iter, votes->votes);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		unsigned count = GPOINTER_TO_UINT(value);

		/* Who could have sent it counts double. */
		if (is_likely(likely, key))
			count *= 2;
		if (count == best_votes)
			tie = true;
		if (count <= best_votes)
			continue;
		best = key;
		best_votes = count;
		tie = false;
	}
	return tie ? NULL : best;
}
