/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opinions and their signatories: see opinion.h. */
#include "opinion.h"

#include "headings.h"
#include "votes.h"

/* «vaut également, comme convenu, avis du coordonnateur» */
#define SERVES_WORDS 6u
/* «avis du chef de service universitaire et avis du coordonnateur» */
#define BESIDES_WORDS 4u

/* A title after «Objet :» counts as the letter's own. */
static int
object_title(const struct letter *letter, unsigned *end_r)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(letter->text, letter->rules, TERM_MARK,
	    MARK_OBJECT, letter->first, letter->end, &at)) != NULL) {
		unsigned first = hit->first + hit->count;
		const struct line *line = text_line(letter->text, text_word(
		    letter->text, hit->first)->line);
		unsigned end = line->first + line->count;
		int subject, function;

		/* «Objet : temps partagé – avis de la CME» */
		for (unsigned i = first; i < MAX(end, first + 1); i++) {
			if (i > first && !headings_is_set_off(letter->text, i))
				continue;
			*end_r = headings_title(letter->rules, letter->text,
			    i, &subject, &function);
			if (function >= 0)
				return function;
		}
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

	if (letter->joint && (letter->signed_by & both) == both)
		return true;
	return (votes->signs[first] && votes->opens[first] &&
	    votes->signs[second] && votes->opens[second]) ||
	    (votes->speaks[first] && votes->speaks[second] &&
	    (letter->signed_by & both) == both);
}

/* Who signs in two functions speaks in both, unless they say in which. */
static bool
may_speak(const struct letter *letter, int first, int second)
{
	return (letter->signed_by & 1u << second) != 0 &&
	    (letter->votes.attests & 1u << first) == 0;
}

static bool
attests_both(const struct votes *votes, int first, int second)
{
	unsigned both = 1u << first | 1u << second;

	return (votes->attests & both) == both;
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

	if (second < 0 || (votes->function[second] < VOTE_FOOT &&
	    !letter->joint))
		return;
	if (signs_both(letter, first, second)) {
		opinion->also = second;
		opinion->also_certainty = CERTAINTY_CERTAIN;
		opinion->function_certainty = CERTAINTY_CERTAIN;
	} else if (letter->joint || votes->speaks[second] ||
	    may_speak(letter, first, second) || votes->function[first] <
	    votes->function[second] + FUNCTION_LEAD) {
		opinion->also = second;
		opinion->also_certainty = CERTAINTY_PROBABLE;
		/* «En accord avec le coordonnateur»: who signs says who. */
		if (votes->signs[first] && votes->opens[first] &&
		    !votes->signs[second])
			opinion->function_certainty = CERTAINTY_CERTAIN;
		/* «En tant que chef», of a commission «que je préside». */
		else if (attests_both(votes, first, second))
			opinion->function_certainty = CERTAINTY_PROBABLE;
	}
}

/* «Vaut également» goes on where «ce courrier vaut» ends. */
static bool
serves_besides(const struct letter *letter, const struct hit *says)
{
	unsigned end = says->first + says->count, at = 0;
	const struct hit *hit;

	while ((hit = text_next(letter->text, letter->rules, TERM_MARK,
	    MARK_SERVES_AS, says->first, end + 1, &at)) != NULL) {
		if (hit->first < end && hit->first + hit->count > end)
			return true;
	}
	return false;
}

/* The title behind words that say what the letter is. */
static const struct hit *
served(const struct letter *letter, enum mark mark, unsigned *at)
{
	const struct hit *says;

	while ((says = text_next(letter->text, letter->rules, TERM_MARK,
	    (int)mark, letter->first, letter->end, at)) != NULL) {
		unsigned first = says->first + says->count, from = 0;
		const struct hit *title = !says->exact ? NULL :
		    text_next(letter->text, letter->rules, TERM_OPINION, -1,
		    first, MIN(letter->end, first + SERVES_WORDS), &from);

		if (title != NULL && (mark == MARK_SERVES_AS ||
		    !serves_besides(letter, says)))
			return title;
	}
	return NULL;
}

/* «Le présent message tient lieu d’avis du directeur du CHU.» */
static int
served_title(const struct letter *letter, unsigned *end_r)
{
	unsigned at = 0;
	const struct hit *title = served(letter, MARK_STANDS_FOR, &at);

	if (title == NULL)
		return -1;
	*end_r = title->first + title->count;
	return (int)text_term(letter->rules, title)->what;
}

/* «… et avis du coordonnateur», right behind another title; NULL: none. */
static const struct hit *
title_besides(const struct letter *letter, const struct hit *title)
{
	unsigned from = title->first + title->count, at = 0;
	const struct hit *next = text_next(letter->text, letter->rules,
	    TERM_OPINION, -1, from, MIN(letter->end, from + BESIDES_WORDS),
	    &at);

	return next != NULL && g_str_equal(text_folded(letter->text,
	    next->first - 1), "et") ? next : NULL;
}

/* «Le présent courrier vaut également avis du coordonnateur local.» */
static void
settle_serves_as(const struct letter *letter, struct opinion *opinion)
{
	const struct hit *title;
	unsigned at = 0;

	while ((title = served(letter, MARK_SERVES_AS, &at)) != NULL) {
		if ((int)text_term(letter->rules, title)->what ==
		    opinion->function)
			title = title_besides(letter, title);
		if (title == NULL)
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

/* Opinions of so many functions are named where pieces are listed. */
#define LISTED_OPINIONS 3

/* Names whose opinions there must be: a notice, a reminder, a request. */
static bool
lists_opinions(const struct letter *letter)
{
	const struct hit *hit;
	unsigned at = 0, functions = 0;

	while ((hit = text_next(letter->text, letter->rules, TERM_OPINION, -1,
	    letter->first, letter->end, &at)) != NULL)
		functions |= 1u << MIN(text_term(letter->rules, hit)->what,
		    FUNCTIONS_MAX);
	return __builtin_popcount(functions) >= LISTED_OPINIONS;
}

/* «Avis de la direction | Avis de la présidente de CME»: two columns. */
static void
read_column(const struct letter *letter, const struct heading *heading,
    struct opinion *opinion)
{
	const struct line *line = text_line(letter->text, text_word(
	    letter->text, heading->title)->line);
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(letter->text, letter->rules, TERM_OPINION, -1,
	    heading->end_word, line->first + line->count, &at)) != NULL) {
		if ((int)text_term(letter->rules, hit)->what ==
		    opinion->function)
			continue;
		opinion->also = (int)text_term(letter->rules, hit)->what;
		opinion->also_certainty = CERTAINTY_PROBABLE;
	}
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
		read_column(letter, heading, opinion);
	} else {
		opinion->function = object_title(letter, &end);
	}
	if (opinion->function < 0)
		opinion->function = served_title(letter, &end);
	opinion->titled = opinion->function >= 0;
	if (opinion->titled) {
		votes_side(letter, votes_first_side(letter, end,
		    title_side_end(letter, end)), VOTE_TITLE, "titre");
	} else if ((heading == NULL || heading->subject < 0) &&
	    !lists_opinions(letter)) {
		opinion->function = function_of_shingles(letter->rules,
		    shingles);
		opinion->titled = opinion->function >= 0;
		opinion->function_why = "texte de la page du formulaire";
	}
	if (opinion->titled)
		opinion->function_certainty = CERTAINTY_CERTAIN;
}

/* «Recueillir» is nearly «accueillir»: only what is misread may be near. */
static bool
says(const struct letter *letter, enum mark mark)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(letter->text, letter->rules, TERM_MARK,
	    (int)mark, letter->first, letter->end, &at)) != NULL) {
		if (hit->exact || text_is_ocr(letter->text, text_word(
		    letter->text, hit->first)->line))
			return true;
	}
	return false;
}

/*
 * Signed in that function and about the candidate's post: with words that
 * are for it that is what an opinion is, in whatever turn of phrase.
 */
static void
read_signature(const struct letter *letter, struct opinion *opinion)
{
	unsigned own = letter->signed_by | letter->votes.attests;

	opinion->held = (own & 1u << opinion->function) != 0;
	opinion->signed_for = opinion->held && text_has(letter->text,
	    letter->rules, TERM_MARK, MARK_MATTER, letter->first,
	    letter->end);
	opinion->assented = opinion->signed_for && says(letter, MARK_ASSENT);
	opinion->aside = text_has(letter->text, letter->rules, TERM_MARK,
	    MARK_OTHER_MATTER, letter->first, letter->end);
	opinion->on_leave = !opinion->on_form && text_has(letter->text,
	    letter->rules, TERM_MARK, MARK_LEAVE, letter->first,
	    letter->end);
	opinion->put_off = lists_opinions(letter) || text_has(letter->text,
	    letter->rules, TERM_MARK, MARK_PUT_OFF, letter->first,
	    letter->end);
}

/* What the letter's words say, whoever signs it. */
static void
read_words(struct letter *letter, const GArray *shingles,
    struct opinion *opinion)
{
	letter->joint = text_has(letter->text, letter->rules, TERM_MARK,
	    MARK_JOINT, letter->first, letter->end);
	opinion->reserved = text_has(letter->text, letter->rules, TERM_MARK,
	    MARK_RESERVED, letter->first, letter->end);
	opinion->unfavourable = text_has(letter->text, letter->rules,
	    TERM_MARK, MARK_UNFAVOURABLE, letter->first, letter->end);
	opinion->acted = opinion->reserved || opinion->unfavourable ||
	    text_has(letter->text, letter->rules, TERM_MARK, MARK_ACT,
	    letter->first, letter->end);
	opinion->on_form = function_of_shingles(letter->rules, shingles) >= 0;
}

/* For which side: titled is the title's, SIDE_NONE without one. */
static void
read_side(struct letter *letter, const GArray *shingles, enum side titled,
    struct opinion *opinion)
{
	enum side host = votes_host(letter);

	/* Without the form's page, its letterhead says as much as a field. */
	if (host == SIDE_NONE && !opinion->on_form)
		host = votes_letterhead(letter);
	votes_sides(letter, opinion, shingles);
	settle_side(letter, opinion);
	opinion->conflict = host != SIDE_NONE && ((titled != SIDE_NONE &&
	    titled != host) || (opinion->side != SIDE_NONE &&
	    opinion->side != host));
	if (opinion->joint) { /* each speaks for a side */
		opinion->side = SIDE_CHU;
		opinion->side_certainty = CERTAINTY_CERTAIN;
		opinion->side_why = "les deux signataires";
		opinion->conflict = false;
	}
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
	enum side titled;

	letter.sites = sites;
	votes_zones(&letter);
	read_words(&letter, shingles, &opinion);
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
	read_side(&letter, shingles, titled, &opinion);
	return opinion;
}
