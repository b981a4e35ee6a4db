/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opinions and their signatories: see opinion.h. */
#include "opinion.h"

#include "headings.h"
#include "votes.h"

/* «vaut également, comme convenu, avis du coordonnateur» */
#define SERVES_WORDS 6u

/* A title after «Objet :» counts as the letter's own. */
static int
object_title(const struct letter *letter, unsigned *end_r)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(letter->text, letter->rules, TERM_MARK,
	    MARK_OBJECT, letter->first, letter->end, &at)) != NULL) {
		unsigned first = hit->first + hit->count;
		int subject, function;

		*end_r = headings_title(letter->rules, letter->text, first,
		    &subject, &function);
		if (function >= 0)
			return function;
	}
	return -1;
}

/* Where the heading's own words about the side end. */
static unsigned
title_side_end(const struct letter *letter, unsigned title_end)
{
	unsigned line = text_word(letter->text, title_end - 1)->line;

	return MIN(votes_line_word(letter, line + 2),
	    MIN(title_end + NEAR_WORDS, letter->end));
}

/* The function with most votes but for one; -1 when none has any. */
static int
most_voted(const struct letter *letter, int but)
{
	int best = -1;

	for (unsigned i = 0; i < MIN(letter->rules->functions->len,
	    FUNCTIONS_MAX); i++) {
		if ((int)i != but && letter->votes.function[i] > 0 &&
		    (best < 0 || letter->votes.function[i] >
		    letter->votes.function[best]))
			best = (int)i;
	}
	return best;
}

static bool
signs_both(const struct letter *letter, int first, int second)
{
	const struct votes *votes = &letter->votes;
	unsigned both = 1u << first | 1u << second;

	return (votes->signs[first] && votes->opens[first] &&
	    votes->signs[second] && votes->opens[second]) ||
	    (votes->speaks[first] && votes->speaks[second] &&
	    (letter->signed_by & both) == both);
}

/*
 * «En ma double qualité de …»: who introduces themselves in two functions
 * and signs with both speaks in both.  Else a second one nearly as well
 * attested makes either doubtful.
 */
static void
settle_also(const struct letter *letter, struct opinion *opinion)
{
	const struct votes *votes = &letter->votes;
	int first = opinion->function;
	int second = most_voted(letter, first);

	if (second < 0 || votes->function[second] < VOTE_FOOT)
		return;
	if (signs_both(letter, first, second)) {
		opinion->also = second;
		opinion->also_certainty = CERTAINTY_CERTAIN;
		opinion->function_certainty = CERTAINTY_CERTAIN;
	} else if (votes->speaks[second] || votes->function[first] <
	    votes->function[second] + FUNCTION_LEAD) {
		opinion->also = second;
		opinion->also_certainty = CERTAINTY_PROBABLE;
		/* «En accord avec le coordonnateur»: who signs says who. */
		if (votes->signs[first] && votes->opens[first] &&
		    !votes->signs[second])
			opinion->function_certainty = CERTAINTY_CERTAIN;
	}
}

/* «Le présent courrier vaut également avis du coordonnateur local.» */
static void
settle_serves_as(const struct letter *letter, struct opinion *opinion)
{
	const struct hit *says;
	unsigned at = 0;

	while ((says = text_next(letter->text, letter->rules, TERM_MARK,
	    MARK_SERVES_AS, letter->first, letter->end, &at)) != NULL) {
		unsigned first = says->first + says->count, from = 0;
		const struct hit *title = text_next(letter->text,
		    letter->rules, TERM_OPINION, -1, first, MIN(letter->end,
		    first + SERVES_WORDS), &from);

		if (title == NULL || (int)text_term(letter->rules,
		    title)->what == opinion->function)
			continue;
		opinion->also = (int)text_term(letter->rules, title)->what;
		opinion->also_certainty = opinion->function_certainty;
	}
}

/* The function with most votes, and how sure that is. */
static void
settle_function(const struct letter *letter, struct opinion *opinion)
{
	int best = most_voted(letter, -1);
	int next = best < 0 ? -1 : most_voted(letter, best);
	unsigned votes, second;

	if (best < 0)
		return;
	/* A colleague who is named more often does not sign. */
	if (next >= 0 && !letter->votes.signs[best] &&
	    letter->votes.signs[next] && letter->votes.opens[next]) {
		int other = best;

		best = next;
		next = other;
	}
	votes = letter->votes.function[best];
	second = next < 0 ? 0 : letter->votes.function[next];
	opinion->function = best;
	opinion->function_why = letter->votes.function_why[best];
	opinion->function_certainty = votes >= VOTE_HEAD &&
	    votes >= second + FUNCTION_LEAD ? CERTAINTY_CERTAIN :
	    CERTAINTY_PROBABLE;
	settle_also(letter, opinion);
}

static void
settle_side(const struct letter *letter, struct opinion *opinion)
{
	unsigned chu = letter->votes.side[SIDE_CHU];
	unsigned employer = letter->votes.side[SIDE_EMPLOYER];
	unsigned best = MAX(chu, employer), other = MIN(chu, employer);

	if (best == other)
		return;
	opinion->side = chu > employer ? SIDE_CHU : SIDE_EMPLOYER;
	opinion->side_why = letter->votes.side_why[opinion->side];
	opinion->side_certainty = best >= other + SIDE_LEAD ?
	    CERTAINTY_CERTAIN : CERTAINTY_PROBABLE;
}

/* The best page of the form by its words, when it is an opinion's. */
static int
function_of_shingles(const struct form_rules *rules,
    const GArray *shingles)
{
	unsigned best = 0;
	int function = -1;

	for (unsigned i = 0; i < shingles->len; i++) {
		const struct subject *subject = rules->subjects->pdata[i];
		unsigned count = g_array_index(shingles, unsigned, i);

		if (count > best && count >=
		    form_rules_shingles_needed(rules, subject)) {
			best = count;
			function = subject->function;
		}
	}
	return function;
}

/* Whose opinion its title or its page of the form makes it. */
static void
read_title(struct letter *letter, const struct heading *heading,
    const GArray *shingles, struct opinion *opinion)
{
	unsigned end = 0;

	opinion->function_why = "titre";
	if (heading != NULL && heading->function >= 0) {
		opinion->function = heading->function;
		end = heading->end_word;
	} else {
		opinion->function = object_title(letter, &end);
	}
	opinion->titled = opinion->function >= 0;
	if (opinion->titled) {
		votes_side(letter, votes_first_side(letter, end,
		    title_side_end(letter, end)), VOTE_TITLE, "titre");
	} else if (heading == NULL || heading->subject < 0) {
		opinion->function = function_of_shingles(letter->rules,
		    shingles);
		opinion->titled = opinion->function >= 0;
		opinion->function_why = "texte de la page du formulaire";
	}
	if (opinion->titled)
		opinion->function_certainty = CERTAINTY_CERTAIN;
}

/*
 * Signed in that function and about the candidate's post: with words that
 * are for it that is what an opinion is, in whatever turn of phrase.
 */
static void
read_signature(const struct letter *letter, struct opinion *opinion)
{
	opinion->signed_for = (letter->signed_by & 1u << opinion->function)
	    != 0 && text_has(letter->text, letter->rules, TERM_MARK,
	    MARK_MATTER, letter->first, letter->end);
	opinion->assented = opinion->signed_for && text_has(letter->text,
	    letter->rules, TERM_MARK, MARK_ASSENT, letter->first,
	    letter->end);
	opinion->put_off = text_has(letter->text, letter->rules, TERM_MARK,
	    MARK_PUT_OFF, letter->first, letter->end);
}

struct opinion
opinion_read(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct heading *heading,
    const GArray *shingles)
{
	struct opinion opinion = { .function = -1, .also = -1 };
	struct letter letter = { .rules = rules, .text = text,
		.stretch = stretch,
		.first = text_first_word(text, stretch),
		.end = text_end_word(text, stretch) };
	g_autoptr(GArray) sites = g_array_new(FALSE, FALSE,
	    sizeof(struct site));
	enum side titled, host;

	letter.sites = sites;
	votes_zones(&letter);
	opinion.acted = text_has(text, rules, TERM_MARK, MARK_ACT,
	    letter.first, letter.end);
	opinion.reserved = text_has(text, rules, TERM_MARK, MARK_RESERVED,
	    letter.first, letter.end);
	opinion.unfavourable = text_has(text, rules, TERM_MARK,
	    MARK_UNFAVOURABLE, letter.first, letter.end);
	opinion.acted |= opinion.reserved || opinion.unfavourable;
	read_title(&letter, heading, shingles, &opinion);
	titled = letter.votes.side[SIDE_CHU] > 0 ? SIDE_CHU :
	    letter.votes.side[SIDE_EMPLOYER] > 0 ? SIDE_EMPLOYER : SIDE_NONE;
	votes_functions(&letter);
	if (!opinion.titled)
		settle_function(&letter, &opinion);
	if (opinion.function < 0)
		return opinion;
	settle_serves_as(&letter, &opinion);
	read_signature(&letter, &opinion);
	host = votes_host(&letter);
	/* Without the form's page, its letterhead says as much as a field. */
	if (host == SIDE_NONE && function_of_shingles(rules, shingles) < 0)
		host = votes_letterhead(&letter);
	opinion.conflict = titled != SIDE_NONE && host != SIDE_NONE &&
	    titled != host;
	votes_sides(&letter, &opinion, shingles);
	settle_side(&letter, &opinion);
	return opinion;
}
