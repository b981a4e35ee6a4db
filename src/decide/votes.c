/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a letter's words say of its signatory: see votes.h. */
#include "votes.h"

#include <string.h>

#include "fields.h"

/* A letter's head ends at its object or salutation, or after so much. */
#define HEAD_LINES_MAX 14u
/* Its foot begins at the closing formula, or so far from its end. */
#define FOOT_LINES 8u
/* «Je soussigné, Pr Gilles TESSON, président de …» */
#define CAPACITY_WORDS 16u
/* «En ma qualité de cheffe de service»: what follows at once. */
#define ATTEST_WORDS 3u
/* «Coordonnateur du DES de gynécologie-obstétrique à Caen, je déclare» */
#define APPOSITION_WORDS 12u
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

bool
votes_on_addressee_line(const struct letter *letter, unsigned word)
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

/* True when words stand for the signatory: je, nous. */
static bool
is_speaker(const char *word)
{
	return g_str_equal(word, "je") || g_str_equal(word, "j") ||
	    g_str_equal(word, "nous");
}

/* The mark of punctuation behind word, before the next; 0: none. */
static char
mark_behind(const struct letter *letter, unsigned word)
{
	const struct word *one = text_word(letter->text, word);
	const char *p = one->raw + one->raw_length;

	while (*p == ' ' || *p == '\n' || *p == '\r')
		p++;
	return strchr(",.:;", *p) == NULL ? '\0' : *p;
}

/*
 * «Chef de service depuis 2019, je souhaite …», «Président de la CME : je
 * …»: the function opens a line or sentence, and the speaker follows a
 * comma or colon.
 */
static bool
is_apposition(const struct letter *letter, const struct hit *hit)
{
	const struct line *line = text_line(letter->text, text_word(
	    letter->text, hit->first)->line);
	unsigned end = MIN(letter->end, hit->first + hit->count +
	    APPOSITION_WORDS);

	if (hit->first > letter->first && hit->first != line->first &&
	    mark_behind(letter, hit->first - 1) != '.')
		return false;
	for (unsigned i = hit->first + hit->count; i < end; i++) {
		char mark = mark_behind(letter, i - 1);

		if (mark == '.' || mark == ';')
			return false;
		if ((mark == ',' || mark == ':') && is_speaker(text_folded(
		    letter->text, i)))
			return true;
	}
	return false;
}

static void
vote_appositions(struct letter *letter)
{
	static const enum term_role roles[] = { TERM_FUNCTION, TERM_SHORT };

	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
		const struct hit *hit;
		unsigned at = 0;

		while ((hit = text_next(letter->text, letter->rules, roles[i],
		    -1, letter->first, letter->end, &at)) != NULL) {
			unsigned what = text_term(letter->rules, hit)->what;

			if (what >= FUNCTIONS_MAX || !is_apposition(letter,
			    hit))
				continue;
			vote_function(letter, what, VOTE_CAPACITY,
			    "qui parle");
			letter->votes.attests |= 1u << what;
		}
	}
}

/* «La commission que je préside»: nobody else says so. */
static void
vote_claims(struct letter *letter)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(letter->text, letter->rules, TERM_CLAIM, -1,
	    letter->first, letter->end, &at)) != NULL) {
		unsigned what = text_term(letter->rules, hit)->what;

		if (what >= FUNCTIONS_MAX ||
		    (letter->votes.attests & 1u << what) != 0)
			continue;
		vote_function(letter, what, VOTE_CAPACITY,
		    "tournure du signataire");
		letter->votes.attests |= 1u << what;
	}
}

/* «La», «Notre», which opens a line or a sentence. */
static bool
opens_sentence(const struct letter *letter, unsigned word)
{
	static const char *const openers[] = { "la", "le", "l", "notre",
		NULL };
	const struct line *line = text_line(letter->text, text_word(
	    letter->text, word)->line);

	return g_strv_contains(openers, text_folded(letter->text, word)) &&
	    (word == line->first || mark_behind(letter, word - 1) == '.');
}

/* An opinion in so many words, in the sentence that goes on from word. */
static bool
acts_from(const struct letter *letter, unsigned word)
{
	unsigned end = word, limit = MIN(letter->end, word + OPENING_WORDS);
	unsigned at = 0;
	const struct hit *act;

	while (end < limit && mark_behind(letter, end) != '.')
		end++;
	act = text_next(letter->text, letter->rules, TERM_MARK, MARK_ACT,
	    word, end, &at);
	return act != NULL && act->exact;
}

/*
 * «La CME du CHU de Rouen émet un avis favorable», on the CME's own paper,
 * which nobody signs in another function: it speaks, whoever presides it.
 */
static void
vote_bodies(struct letter *letter)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(letter->text, letter->rules, TERM_BODY, -1,
	    letter->first, letter->end, &at)) != NULL) {
		unsigned what = text_term(letter->rules, hit)->what;
		unsigned bit = what < FUNCTIONS_MAX ? 1u << what : 0;

		if (bit == 0 || (letter->signed_by & ~bit) != 0 ||
		    (letter->votes.attests & bit) != 0 ||
		    hit->first == letter->first ||
		    !opens_sentence(letter, hit->first - 1) ||
		    !text_has(letter->text, letter->rules, TERM_LETTERHEAD,
			(int)what, letter->first, letter->head) ||
		    !acts_from(letter, hit->first + hit->count))
			continue;
		vote_function(letter, what, VOTE_CAPACITY,
		    "qui donne l’avis");
		letter->votes.attests |= bit;
	}
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
		    votes_on_addressee_line(letter, hit->first))
			continue;
		if (role == TERM_FUNCTION)
			add_site(letter, hit);
		if (!voted[what])
			vote_function(letter, what, weight, why);
		voted[what] = true;
	}
}

/*
 * Functions the signatory claims within words [first, end): no interne
 * stands before them, whose head of department it would be.
 */
static unsigned
claimed(const struct letter *letter, enum term_role role, unsigned first,
    unsigned end)
{
	const struct hit *hit;
	unsigned at = 0, found = 0;

	while ((hit = text_next(letter->text, letter->rules, role, -1, first,
	    end, &at)) != NULL) {
		unsigned what = text_term(letter->rules, hit)->what;

		if (what < FUNCTIONS_MAX && !text_has(letter->text,
		    letter->rules, TERM_MARK, MARK_TRAINEE, first, hit->first))
			found |= 1u << what;
	}
	return found;
}

/* «En ma qualité de coordonnatrice, pour Caen, du DES» */
static void
vote_short(struct letter *letter, unsigned first, const char *why)
{
	unsigned found = claimed(letter, TERM_SHORT, first, MIN(letter->end,
	    first + ATTEST_WORDS));

	for (unsigned i = 0; i < FUNCTIONS_MAX; i++) {
		if ((found & 1u << i) != 0)
			vote_function(letter, i, VOTE_CAPACITY, why);
	}
	letter->votes.attests |= found;
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
		const char *why = mark == MARK_SWORN ? "« je soussigné(e) »" :
		    "« en qualité de »";

		vote_zone(letter, TERM_FUNCTION, first, end, VOTE_CAPACITY,
		    why);
		vote_short_capacity(letter, first, end, why);
		if (mark == MARK_CAPACITY)
			vote_short(letter, first, why);
		letter->votes.attests |= claimed(letter, TERM_FUNCTION, first,
		    mark == MARK_CAPACITY ? MIN(end, first + ATTEST_WORDS) :
		    end);
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
	vote_claims(letter);
	vote_bodies(letter);
	vote_appositions(letter);
	note_signatures(letter);
}
