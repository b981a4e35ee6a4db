/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opinions and their signatories: see opinion.h. */
#include "opinion.h"

#include <string.h>

#include "fields.h"

/* A letter's head ends at its object or salutation, or after so much. */
#define HEAD_LINES_MAX 14u
/* Its foot begins at the closing formula, or so far from its end. */
#define FOOT_LINES 8u
/* The establishment's own lines at the very top. */
#define LETTERHEAD_LINES 5u
/* «Je soussigné, Pr Gilles TESSON, président de …» */
#define CAPACITY_WORDS 16u
/* «Le président de la CME de l’EPSM de Caen donne un avis» */
#define OPENING_WORDS 30u
/* «chef du service de psychiatrie de l’adulte du CHU de Caen» */
#define NEAR_WORDS 12u

/* What each kind of evidence weighs. */
enum {
	VOTE_TITLE = 12,
	VOTE_CAPACITY = 8,
	VOTE_NEAR = 6,
	VOTE_SHINGLES = 6,
	VOTE_HOST = 6,
	VOTE_OPENING = 5,
	VOTE_LETTERHEAD_PLACE = 5,
	VOTE_FOOT = 4,
	VOTE_HEAD = 3,
	VOTE_OWN = 3,
	VOTE_ONLY = 3,
	VOTE_OFFICE = 2,
	FUNCTION_LEAD = 3,
	SIDE_LEAD = 5,
};

/* Functions a form has at most; more are not voted for. */
#define FUNCTIONS_MAX 16u

struct votes {
	unsigned function[FUNCTIONS_MAX];
	const char *function_why[FUNCTIONS_MAX];
	unsigned side[SIDE_COUNT];
	const char *side_why[SIDE_COUNT];
};

/* What the steps below share. */
struct letter {
	const struct form_rules *rules;
	const struct text *text;
	struct stretch stretch;
	unsigned first, end;   /* words */
	unsigned head, foot;   /* words: end of the head, begin of the foot */
	struct votes votes;
	GArray *sites; /* struct site: where the function is named */
};

/* A function named where the signatory speaks of themselves. */
struct site {
	unsigned function, end; /* one past its last word */
};

static void
vote_function(struct letter *letter, unsigned function, unsigned weight,
    const char *why)
{
	if (function >= FUNCTIONS_MAX)
		return;
	if (letter->votes.function_why[function] == NULL ||
	    weight >= VOTE_OPENING)
		letter->votes.function_why[function] = why;
	letter->votes.function[function] += weight;
}

static void
vote_side(struct letter *letter, enum side side, unsigned weight,
    const char *why)
{
	if (side == SIDE_NONE)
		return;
	if (letter->votes.side_why[side] == NULL || weight >= VOTE_TITLE)
		letter->votes.side_why[side] = why;
	letter->votes.side[side] += weight;
}

static enum side
side_of(const struct establishment *establishment)
{
	return establishment->kind == KIND_CHU ? SIDE_CHU : SIDE_EMPLOYER;
}

/* The side first named within words [first, end). */
static enum side
first_side(const struct letter *letter, unsigned first, unsigned end)
{
	const struct text *text = letter->text;
	unsigned at = 0;
	const struct hit *hit = text_next(text, letter->rules, TERM_SIDE, -1,
	    first, end, &at);
	unsigned limit = hit == NULL ? end : hit->first;

	for (unsigned i = 0; i < text->places->len; i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);

		if (place->first >= first && place->first <= limit &&
		    place->first < end)
			return side_of(place->establishment);
	}
	return hit == NULL ? SIDE_NONE :
	    (enum side)text_term(letter->rules, hit)->what;
}

/* The line of word, as words: an addressee there is not the sender. */
static bool
on_addressee_line(const struct letter *letter, unsigned word)
{
	const struct line *line = text_line(letter->text,
	    text_word(letter->text, word)->line);

	return text_has(letter->text, letter->rules, TERM_MARK,
	    MARK_ADDRESSEE, line->first, line->first + line->count);
}

static unsigned
line_word(const struct letter *letter, unsigned line)
{
	return line >= letter->stretch.end ? letter->end :
	    text_line(letter->text, line)->first;
}

static void
find_zones(struct letter *letter)
{
	unsigned at = 0, count = letter->stretch.end - letter->stretch.first;
	const struct hit *hit;

	letter->head = line_word(letter, letter->stretch.first +
	    HEAD_LINES_MAX);
	hit = text_next(letter->text, letter->rules, TERM_MARK, MARK_OBJECT,
	    letter->first, letter->head, &at);
	if (hit != NULL)
		letter->head = hit->first;
	at = 0;
	hit = text_next(letter->text, letter->rules, TERM_MARK,
	    MARK_SALUTATION, letter->first, letter->head, &at);
	if (hit != NULL)
		letter->head = hit->first;
	letter->foot = line_word(letter, letter->stretch.end -
	    MIN(FOOT_LINES, count));
	at = 0;
	while ((hit = text_next(letter->text, letter->rules, TERM_MARK,
	    MARK_CLOSING, letter->first, letter->end, &at)) != NULL)
		letter->foot = hit->first + hit->count;
	letter->foot = MAX(letter->foot, letter->head);
}

static void
add_site(struct letter *letter, const struct hit *hit)
{
	struct site site = { text_term(letter->rules, hit)->what,
		hit->first + hit->count };

	g_array_append_val(letter->sites, site);
}

/* One vote a zone and function, however often it is named there. */
static void
vote_zone(struct letter *letter, enum term_role role, unsigned first,
    unsigned end, unsigned weight, const char *why)
{
	bool voted[FUNCTIONS_MAX] = { false };
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(letter->text, letter->rules, role, -1, first,
	    end, &at)) != NULL) {
		unsigned what = text_term(letter->rules, hit)->what;

		if (what >= FUNCTIONS_MAX ||
		    on_addressee_line(letter, hit->first))
			continue;
		if (role == TERM_FUNCTION)
			add_site(letter, hit);
		if (!voted[what])
			vote_function(letter, what, weight, why);
		voted[what] = true;
	}
}

/* «Je soussigné …, président de CME»; «en ma qualité de chef de service» */
static void
vote_capacity(struct letter *letter, enum mark mark)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(letter->text, letter->rules, TERM_MARK,
	    (int)mark, letter->first, letter->end, &at)) != NULL) {
		unsigned first = hit->first + hit->count;

		vote_zone(letter, TERM_FUNCTION, first,
		    MIN(first + CAPACITY_WORDS, letter->end), VOTE_CAPACITY,
		    mark == MARK_SWORN ? "«je soussigné(e)»" :
		    "«en qualité de»");
	}
}

/* The function named before an opinion, in the same sentence or line. */
static void
vote_openings(struct letter *letter)
{
	const struct hit *act;
	unsigned at = 0;

	while ((act = text_next(letter->text, letter->rules, TERM_MARK,
	    MARK_ACT, letter->first, letter->end, &at)) != NULL) {
		unsigned first = act->first > OPENING_WORDS ?
		    act->first - OPENING_WORDS : 0;

		vote_zone(letter, TERM_FUNCTION, MAX(first, MAX(letter->head,
		    letter->first)), act->first, VOTE_OPENING,
		    "qui donne l’avis");
	}
}

/* «Président de CME de : …»: the form's own field names the function. */
static void
vote_fields(struct letter *letter)
{
	unsigned at = 0, word;
	char *value;

	while ((value = field_next(letter->rules, letter->text, FIELD_HOST,
	    letter->first, letter->end, &at, &word)) != NULL) {
		unsigned line = text_word(letter->text, word - 1)->line;

		vote_zone(letter, TERM_FUNCTION, text_line(letter->text,
		    line)->first, word, VOTE_HOST, "champ du formulaire");
		g_free(value);
	}
}

static void
vote_functions(struct letter *letter)
{
	vote_fields(letter);
	vote_zone(letter, TERM_FUNCTION, letter->first, letter->head,
	    VOTE_HEAD, "en tête");
	vote_zone(letter, TERM_LETTERHEAD, letter->first, letter->head,
	    VOTE_OFFICE, "papier à en-tête");
	vote_zone(letter, TERM_FUNCTION, letter->foot, letter->end,
	    VOTE_FOOT, "signature");
	vote_zone(letter, TERM_OWN, letter->first, letter->end, VOTE_OWN,
	    "tournure du signataire");
	vote_zone(letter, TERM_DOUBTFUL, letter->first, letter->end,
	    VOTE_OFFICE, "fonction voisine");
	vote_openings(letter);
	vote_capacity(letter, MARK_SWORN);
	vote_capacity(letter, MARK_CAPACITY);
}

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

	return MIN(line_word(letter, line + 2), MIN(title_end + NEAR_WORDS,
	    letter->end));
}

/* Whole page's words of the form that only one side's page has. */
static void
vote_shingles(struct letter *letter, int function, const GArray *shingles)
{
	for (unsigned i = 0; i < shingles->len; i++) {
		const struct subject *subject =
		    letter->rules->subjects->pdata[i];

		if (subject->function == function && g_array_index(shingles,
		    unsigned, i) >= 2)
			vote_side(letter, subject->side, VOTE_SHINGLES,
			    "texte de la page du formulaire");
	}
}

/* True when an establishment of the registry stands in [first, end). */
static bool
names_place(const struct letter *letter, unsigned first, unsigned end)
{
	for (unsigned i = 0; i < letter->text->places->len; i++) {
		const struct place_hit *place = &g_array_index(
		    letter->text->places, struct place_hit, i);

		if (place->first >= first && place->first < end)
			return true;
	}
	return false;
}

/* «Directeur de : CHU de Rouen»; the side it names, for the conflict. */
static enum side
vote_host(struct letter *letter)
{
	enum side side = SIDE_NONE;
	unsigned at = 0, word;
	char *value;

	while ((value = field_next(letter->rules, letter->text, FIELD_HOST,
	    letter->first, letter->end, &at, &word)) != NULL) {
		unsigned line = text_word(letter->text, word - 1)->line;
		enum side named = first_side(letter, word,
		    line_word(letter, line + 1));

		vote_side(letter, named, VOTE_HOST,
		    "établissement du signataire");
		/* «CH» for «CHU» is soon written, or read. */
		if (names_place(letter, word, line_word(letter, line + 1)))
			side = named;
		g_free(value);
	}
	return side;
}

static void
vote_near(struct letter *letter, int function)
{
	bool voted[SIDE_COUNT] = { false };

	for (unsigned i = 0; i < letter->sites->len; i++) {
		const struct site *site = &g_array_index(letter->sites,
		    struct site, i);
		enum side side;

		if ((int)site->function != function)
			continue;
		side = first_side(letter, site->end, MIN(site->end +
		    NEAR_WORDS, letter->end));
		if (!voted[side])
			vote_side(letter, side, VOTE_NEAR,
			    "établissement nommé avec la fonction");
		voted[side] = true;
	}
}

/* The side of the first lines that are not the addressee's. */
static enum side
letterhead_side(const struct letter *letter)
{
	unsigned end = MIN(letter->stretch.first + LETTERHEAD_LINES,
	    letter->stretch.end);

	for (unsigned i = letter->stretch.first; i < end; i++) {
		const struct line *line = text_line(letter->text, i);
		enum side side = first_side(letter, line->first,
		    MIN(line->first + line->count, letter->head));

		if (side != SIDE_NONE && line->first < letter->head &&
		    !on_addressee_line(letter, line->first))
			return side;
	}
	return SIDE_NONE;
}

/* The only side the whole text speaks of. */
static enum side
only_side(const struct letter *letter)
{
	enum side only = SIDE_NONE;

	for (unsigned i = letter->first; i < letter->end;) {
		enum side side = first_side(letter, i, i + 1);

		if (side != SIDE_NONE && only != SIDE_NONE && side != only)
			return SIDE_NONE;
		if (side != SIDE_NONE)
			only = side;
		i++;
	}
	return only;
}

static void
vote_sides(struct letter *letter, const struct opinion *opinion,
    const GArray *shingles)
{
	vote_shingles(letter, opinion->function, shingles);
	vote_near(letter, opinion->function);
	if (!opinion->titled || opinion->acted)
		vote_side(letter, letterhead_side(letter),
		    VOTE_LETTERHEAD_PLACE, "papier à en-tête");
	vote_side(letter, first_side(letter, letter->foot, letter->end),
	    VOTE_FOOT, "signature");
	vote_side(letter, only_side(letter), VOTE_ONLY,
	    "seul établissement nommé");
}

/* The function with most votes, and how sure that is. */
static void
settle_function(const struct letter *letter, struct opinion *opinion)
{
	unsigned best = 0, second = 0;

	for (unsigned i = 0; i < MIN(letter->rules->functions->len,
	    FUNCTIONS_MAX); i++) {
		unsigned votes = letter->votes.function[i];

		if (votes > best) {
			second = best;
			best = votes;
			opinion->function = (int)i;
			opinion->function_why =
			    letter->votes.function_why[i];
		} else {
			second = MAX(second, votes);
		}
	}
	opinion->two = second >= VOTE_FOOT && best < second + FUNCTION_LEAD;
	if (best > 0)
		opinion->function_certainty = best >= VOTE_HEAD &&
		    best >= second + FUNCTION_LEAD ? CERTAINTY_CERTAIN :
		    CERTAINTY_PROBABLE;
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
		vote_side(letter, first_side(letter, end,
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

struct opinion
opinion_read(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct heading *heading,
    const GArray *shingles)
{
	struct opinion opinion = { .function = -1 };
	struct letter letter = { .rules = rules, .text = text,
		.stretch = stretch,
		.first = text_first_word(text, stretch),
		.end = text_end_word(text, stretch) };
	g_autoptr(GArray) sites = g_array_new(FALSE, FALSE,
	    sizeof(struct site));
	enum side titled, host;

	letter.sites = sites;
	find_zones(&letter);
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
	vote_functions(&letter);
	if (!opinion.titled)
		settle_function(&letter, &opinion);
	if (opinion.function < 0)
		return opinion;
	host = vote_host(&letter);
	opinion.conflict = titled != SIDE_NONE && host != SIDE_NONE &&
	    titled != host;
	vote_sides(&letter, &opinion, shingles);
	settle_side(&letter, &opinion);
	return opinion;
}
