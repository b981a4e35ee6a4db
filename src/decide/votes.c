/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a letter's words say of its signatory: see votes.h. */
#include "votes.h"

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
	letter->votes.opens[function] |= weight == VOTE_OPENING ||
	    weight == VOTE_CAPACITY;
	letter->votes.speaks[function] |= weight == VOTE_CAPACITY;
}

void
votes_side(struct letter *letter, enum side side, unsigned weight,
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
enum side
votes_first_side(const struct letter *letter, unsigned first, unsigned end)
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

unsigned
votes_line_word(const struct letter *letter, unsigned line)
{
	return line >= letter->stretch.end ? letter->end :
	    text_line(letter->text, line)->first;
}

void
votes_zones(struct letter *letter)
{
	unsigned at = 0, count = letter->stretch.end - letter->stretch.first;
	const struct hit *hit;

	letter->head = votes_line_word(letter, letter->stretch.first +
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
	letter->foot = votes_line_word(letter, letter->stretch.end -
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

/* «En tant que coordonnateur», whose whole function stands elsewhere. */
static void
vote_short_capacity(struct letter *letter, unsigned first, unsigned end,
    const char *why)
{
	unsigned at = 0;
	const struct hit *hit = text_next(letter->text, letter->rules,
	    TERM_DOUBTFUL, -1, first, end, &at);
	unsigned what = hit == NULL ? FUNCTIONS_MAX :
	    text_term(letter->rules, hit)->what;

	if (what < FUNCTIONS_MAX && text_has(letter->text, letter->rules,
	    TERM_FUNCTION, (int)what, letter->first, letter->end))
		vote_function(letter, what, VOTE_CAPACITY, why);
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

		unsigned end = MIN(first + CAPACITY_WORDS, letter->end);
		const char *why = mark == MARK_SWORN ? "«je soussigné(e)»" :
		    "«en qualité de»";

		vote_zone(letter, TERM_FUNCTION, first, end, VOTE_CAPACITY,
		    why);
		vote_short_capacity(letter, first, end, why);
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

/*
 * Functions in which the letter is signed: named in the foot, behind the
 * opinion.  A short letter's foot holds its sentences too, and the
 * colleagues they name.
 */
static void
note_signatures(struct letter *letter)
{
	unsigned from = letter->foot, at = 0;
	const struct hit *hit;

	while ((hit = text_next(letter->text, letter->rules, TERM_MARK,
	    MARK_ACT, letter->first, letter->end, &at)) != NULL)
		from = MAX(from, hit->first + hit->count);
	at = 0;
	while ((hit = text_next(letter->text, letter->rules, TERM_FUNCTION,
	    -1, from, letter->end, &at)) != NULL) {
		unsigned what = text_term(letter->rules, hit)->what;

		if (what < FUNCTIONS_MAX)
			letter->votes.signs[what] = true;
	}
}

/* Who signs on a line of their own says more than who is named there. */
static void
vote_signatures(struct letter *letter)
{
	letter->signed_by = signature_functions(letter->rules, letter->text,
	    letter->stretch);
	for (unsigned i = 0; i < FUNCTIONS_MAX; i++) {
		if ((letter->signed_by & 1u << i) != 0)
			vote_function(letter, i, VOTE_SIGNED - VOTE_FOOT,
			    "signature");
	}
}

void
votes_functions(struct letter *letter)
{
	vote_signatures(letter);
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
	note_signatures(letter);
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
			votes_side(letter, subject->side, VOTE_SHINGLES,
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
enum side
votes_host(struct letter *letter)
{
	enum side side = SIDE_NONE;
	unsigned at = 0, word;
	char *value;

	while ((value = field_next(letter->rules, letter->text, FIELD_HOST,
	    letter->first, letter->end, &at, &word)) != NULL) {
		unsigned line = text_word(letter->text, word - 1)->line;
		enum side named = votes_first_side(letter, word,
		    votes_line_word(letter, line + 1));

		votes_side(letter, named, VOTE_HOST,
		    "établissement du signataire");
		/* «CH» for «CHU» is soon written, or read. */
		if (names_place(letter, word,
		    votes_line_word(letter, line + 1)))
			side = named;
		g_free(value);
	}
	return side;
}

/* True when the function is named at both establishments. */
static bool
vote_near(struct letter *letter, int function)
{
	bool voted[SIDE_COUNT] = { false };

	for (unsigned i = 0; i < letter->sites->len; i++) {
		const struct site *site = &g_array_index(letter->sites,
		    struct site, i);
		enum side side;

		if ((int)site->function != function)
			continue;
		side = votes_first_side(letter, site->end, MIN(site->end +
		    NEAR_WORDS, letter->end));
		if (!voted[side])
			votes_side(letter, side, VOTE_NEAR,
			    "établissement nommé avec la fonction");
		voted[side] = true;
	}
	return voted[SIDE_CHU] && voted[SIDE_EMPLOYER];
}

/* The side of the first hospital of the registry above the head's end. */
enum side
votes_letterhead(const struct letter *letter)
{
	unsigned end = MIN(letter->stretch.first + LETTERHEAD_LINES,
	    letter->stretch.end);
	unsigned limit = MIN(votes_line_word(letter, end), letter->head);

	for (unsigned i = 0; i < letter->text->places->len; i++) {
		const struct place_hit *place = &g_array_index(
		    letter->text->places, struct place_hit, i);

		if (place->first >= letter->first && place->first < limit &&
		    !on_addressee_line(letter, place->first))
			return side_of(place->establishment);
	}
	return SIDE_NONE;
}

/* The side of the first lines that are not the addressee's. */
static enum side
letterhead_side(const struct letter *letter)
{
	unsigned end = MIN(letter->stretch.first + LETTERHEAD_LINES,
	    letter->stretch.end);

	for (unsigned i = letter->stretch.first; i < end; i++) {
		const struct line *line = text_line(letter->text, i);
		enum side side = votes_first_side(letter, line->first,
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
		enum side side = votes_first_side(letter, i, i + 1);

		if (side != SIDE_NONE && only != SIDE_NONE && side != only)
			return SIDE_NONE;
		if (side != SIDE_NONE)
			only = side;
		i++;
	}
	return only;
}

void
votes_sides(struct letter *letter, struct opinion *opinion,
    const GArray *shingles)
{
	vote_shingles(letter, opinion->function, shingles);
	opinion->both_sides = vote_near(letter, opinion->function) &&
	    !opinion->titled;
	if (!opinion->titled || opinion->acted)
		votes_side(letter, letterhead_side(letter),
		    VOTE_LETTERHEAD_PLACE, "papier à en-tête");
	votes_side(letter, votes_first_side(letter, letter->foot, letter->end),
	    VOTE_FOOT, "signature");
	votes_side(letter, only_side(letter), VOTE_ONLY,
	    "seul établissement nommé");
}
