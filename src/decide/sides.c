/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose side a letter's signatory is on, by its words: see votes.h. */
#include "votes.h"

#include "fields.h"

/* The establishment's own lines at the very top, and in the foot; longer
 * ones are sentences. */
#define LETTERHEAD_LINES 5u
#define LETTERHEAD_WORDS 20u
#define FOOT_LINE_WORDS 14u
/* «Chef de service    Chef de service», a name between them perhaps. */
#define NAMES_BETWEEN 6u

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

/* Where the words beside a function end: before a line about another. */
static unsigned
near_end(const struct letter *letter, unsigned word)
{
	unsigned end = MIN(word + NEAR_WORDS, letter->end);

	for (unsigned i = word; i < end; i++) {
		const struct line *line = text_line(letter->text,
		    text_word(letter->text, i)->line);

		if (line->first == i && signature_is_addressee(letter->rules,
		    letter->text, line))
			return i;
	}
	return end;
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
		side = votes_first_side(letter, site->end, near_end(letter,
		    site->end));
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
		    !votes_on_addressee_line(letter, place->first))
			return side_of(place->establishment);
	}
	return SIDE_NONE;
}

static bool
begins_small(const struct letter *letter, const struct line *line)
{
	return g_unichar_islower(g_utf8_get_char(text_word(letter->text,
	    line->first)->raw));
}

/* «02/12/2025 14:07 02 33 60 60 00 CH P.001/007»: what a fax machine prints
 * above the page. */
static bool
is_fax_line(const struct letter *letter, const struct line *line)
{
	unsigned numbers = 0;

	for (unsigned i = line->first; i < line->first + line->count; i++)
		numbers += g_ascii_isdigit(*text_folded(letter->text, i));
	return numbers * 4 >= line->count * 3;
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

		/* A sentence names whomever it likes, and so does a line
		 * about the post. */
		if (side != SIDE_NONE && !text_has(letter->text,
		    letter->rules, TERM_MARK, MARK_POST, line->first,
		    line->first + line->count) && line->first < letter->head &&
		    line->count <= LETTERHEAD_WORDS && !begins_small(letter,
		    line) && !is_fax_line(letter, line) &&
		    !votes_on_addressee_line(letter, line->first))
			return side;
	}
	return SIDE_NONE;
}

/* «Chef de service        Chef de service»: one at each house, where they
 * sign, or side by side on their common paper. */
static bool
signs_twice(const struct letter *letter, int function)
{
	for (unsigned i = 0; i + 1 < letter->sites->len; i++) {
		const struct site *one = &g_array_index(letter->sites,
		    struct site, i);
		const struct site *next = &g_array_index(letter->sites,
		    struct site, i + 1);

		if ((int)one->function == function &&
		    (int)next->function == function && one->end <= next->end &&
		    next->end - one->end <= NAMES_BETWEEN &&
		    one->end != next->end && (one->end > letter->foot ||
		    next->end <= letter->head))
			return true;
	}
	return false;
}

/* The side of the foot's lines: its sentences and what the letter is about
 * name the other house, too. */
static enum side
foot_side(const struct letter *letter)
{
	for (unsigned i = letter->stretch.first; i < letter->stretch.end;
	    i++) {
		const struct line *line = text_line(letter->text, i);
		unsigned end = line->first + line->count;
		enum side side;

		if (line->first < letter->foot ||
		    line->count > FOOT_LINE_WORDS ||
		    begins_small(letter, line) ||
		    votes_on_addressee_line(letter, line->first) ||
		    text_has(letter->text, letter->rules, TERM_MARK,
			MARK_OBJECT, line->first, end))
			continue;
		side = votes_first_side(letter, line->first, end);
		if (side != SIDE_NONE)
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
	bool both;

	vote_shingles(letter, opinion->function, shingles);
	both = !opinion->titled && vote_near(letter, opinion->function);
	opinion->joint = both && letter->joint;
	/* Two speak, or one speaks twice, and no second function is told. */
	opinion->both_sides = both || (letter->joint && opinion->also < 0) ||
	    (!opinion->titled && signs_twice(letter, opinion->function));
	if (!opinion->titled || opinion->acted || !opinion->on_form)
		votes_side(letter, letterhead_side(letter),
		    VOTE_LETTERHEAD_PLACE, "papier à en-tête");
	votes_side(letter, foot_side(letter), VOTE_FOOT, "signature");
	votes_side(letter, only_side(letter), VOTE_ONLY,
	    "seul établissement nommé");
}
