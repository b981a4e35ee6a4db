/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of time in a project: see shares.h. */
#include "shares.h"

#include <stdlib.h>
#include <string.h>

#include "fields.h"

/* «CHU de Caen Normandie, service de cardiologie : 40 %» */
#define BEHIND_WORDS 10u
#define WHOLE 100u

static void
add_share(struct shares *shares, unsigned share)
{
	if (shares->count < SHARE_YEARS_MAX)
		shares->value[shares->count++] = share;
}

static bool
is_share(unsigned long number)
{
	return number > 0 && number <= WHOLE;
}

/* «60 %», «: 60%»; a value without a number from 1 to 100 is none. */
static struct shares
labelled(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end)
{
	struct shares shares = { { 0 }, 0 };
	unsigned at = 0;
	char *value;

	while (shares.count < SHARE_YEARS_MAX && (value = field_next(rules,
	    text, field, first, end, &at, NULL)) != NULL) {
		const char *digits = value + strcspn(value, "0123456789");
		unsigned long share = strtoul(digits, NULL, 10);

		if (is_share(share))
			add_share(&shares, (unsigned)share);
		g_free(value);
	}
	return shares;
}

/* The per cent at word, which a «%» follows; 0: none. */
static unsigned
share_at(const struct text *text, unsigned word)
{
	const struct word *one = text_word(text, word);
	const struct line *line = text_line(text, one->line);
	const char *p = one->raw + one->raw_length;
	const char *end = line->raw + line->raw_length;
	char *rest = NULL;
	unsigned long share = strtoul(text_folded(text, word), &rest, 10);

	while (p < end && g_unichar_isspace(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	return p < end && *p == '%' && *rest == '\0' && is_share(share) ?
	    (unsigned)share : 0;
}

/* The side named from word on, and one past its name; SIDE_NONE: none. */
static enum side
side_at(const struct form_rules *rules, const struct text *text,
    unsigned word, unsigned *end_r)
{
	unsigned at = 0;
	const struct hit *hit;

	for (unsigned i = 0; i < text->places->len; i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);

		if (place->first != word)
			continue;
		*end_r = word + place->count;
		return place->establishment->kind == KIND_CHU ?
		    SIDE_CHU : SIDE_EMPLOYER;
	}
	hit = text_next(text, rules, TERM_SIDE, -1, word, word + 1, &at);
	if (hit == NULL)
		return SIDE_NONE;
	*end_r = hit->first + hit->count;
	return (enum side)text_term(rules, hit)->what;
}

/* The sides that head the two columns of a table; false: the line names
 * other than two, or shares. */
static bool
read_columns(const struct form_rules *rules, const struct text *text,
    const struct line *line, enum side columns_r[2])
{
	unsigned end = line->first + line->count, count = 0;

	for (unsigned i = line->first; i < end;) {
		unsigned next = i + 1;
		enum side side = side_at(rules, text, i, &next);

		if (share_at(text, i) != 0 || (side != SIDE_NONE &&
		    count == 2))
			return false;
		if (side != SIDE_NONE)
			columns_r[count++] = side;
		i = next;
	}
	return count == 2 && columns_r[0] != columns_r[1];
}

/* The two shares of a row; false when it has others. */
static bool
read_row(const struct text *text, const struct line *line,
    unsigned row_r[2])
{
	unsigned count = 0;

	for (unsigned i = line->first; i < line->first + line->count; i++) {
		unsigned share = share_at(text, i);

		if (share != 0 && count == 2)
			return false;
		if (share != 0)
			row_r[count++] = share;
	}
	return count == 2;
}

/* «CH de Valbec | CHU de Caen», and below it «1re année | 60 % | 40 %» */
static struct year_shares
tabled(const struct form_rules *rules, const struct text *text,
    unsigned first, unsigned end)
{
	struct year_shares shares = { { { 0 }, 0 }, { { 0 }, 0 } };
	unsigned last = first < end ? text_word(text, end - 1)->line : 0;
	enum side columns[2] = { SIDE_NONE, SIDE_NONE };
	unsigned row[2];

	for (unsigned i = first < end ? text_word(text, first)->line : 1;
	    i <= last; i++) {
		const struct line *line = text_line(text, i);

		if (columns[0] == SIDE_NONE && !read_columns(rules, text,
		    line, columns)) {
			columns[0] = SIDE_NONE;
		} else if (read_row(text, line, row)) {
			bool chu_first = columns[0] == SIDE_CHU;

			add_share(&shares.chu, row[chu_first ? 0 : 1]);
			add_share(&shares.employer, row[chu_first ? 1 : 0]);
		}
	}
	return shares;
}

/*
 * «CHU de Caen Normandie 40 %, CH de Valbec 60 %»: sentences say many a per
 * cent; those count that are two by two a whole.
 */
static struct year_shares
told(const struct form_rules *rules, const struct text *text,
    unsigned first, unsigned end)
{
	struct year_shares shares = { { { 0 }, 0 }, { { 0 }, 0 } };
	enum side side = SIDE_NONE;
	unsigned named = 0;

	for (unsigned i = first; i < end;) {
		unsigned next = i + 1;
		enum side here = side_at(rules, text, i, &next);
		unsigned share = share_at(text, i);

		if (here != SIDE_NONE)
			named = next;
		side = here != SIDE_NONE ? here :
		    i > named + BEHIND_WORDS ? SIDE_NONE : side;
		if (share != 0 && side != SIDE_NONE) {
			add_share(side == SIDE_CHU ? &shares.chu :
			    &shares.employer, share);
			side = SIDE_NONE;
		}
		i = next;
	}
	return shares;
}

static bool
are_wholes(const struct year_shares *shares)
{
	if (shares->chu.count != shares->employer.count)
		return false;
	for (unsigned i = 0; i < shares->chu.count; i++) {
		if (shares->chu.value[i] + shares->employer.value[i] != WHOLE)
			return false;
	}
	return true;
}

struct year_shares
shares_read(const struct form_rules *rules, const struct text *text,
    unsigned first, unsigned end)
{
	struct year_shares shares = {
		labelled(rules, text, FIELD_SHARE_CHU, first, end),
		labelled(rules, text, FIELD_SHARE_EMPLOYER, first, end),
	};

	if (shares.chu.count + shares.employer.count == 0)
		shares = tabled(rules, text, first, end);
	if (shares.chu.count + shares.employer.count != 0)
		return shares;
	shares = told(rules, text, first, end);
	if (!are_wholes(&shares))
		shares.chu.count = shares.employer.count = 0;
	return shares;
}
