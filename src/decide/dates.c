/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as French documents write them: see dates.h. */
#include "dates.h"

#include <stdlib.h>
#include <string.h>

/* Years a dossier speaks of; what lies outside is no date of it. */
#define YEAR_MIN 1950u
#define YEAR_MAX 2100u
/* «26» is of this century up to here, and no year beyond. */
#define SHORT_YEAR_MIN 20u
#define SHORT_YEAR_MAX 50u

static const struct {
	const char *folded; /* the word begins so, or is it */
	const char *name;
} months[] = {
	{ "janv", "janvier" }, { "fev", "février" }, { "mars", "mars" },
	{ "avr", "avril" }, { "mai", "mai" }, { "juin", "juin" },
	{ "juil", "juillet" }, { "aou", "août" }, { "sept", "septembre" },
	{ "oct", "octobre" }, { "nov", "novembre" }, { "dec", "décembre" },
};

/* The number a word is, up to max; 0: it is none.  «1er» is 1. */
static unsigned
number(const struct text *text, unsigned word, unsigned max)
{
	char *end;
	unsigned long value = strtoul(text_folded(text, word), &end, 10);

	if (*end != '\0' && strcmp(end, "er") != 0)
		return 0;
	return value <= max ? (unsigned)value : 0;
}

static unsigned
year(const struct text *text, unsigned word)
{
	unsigned value = number(text, word, YEAR_MAX);

	if (value >= SHORT_YEAR_MIN && value <= SHORT_YEAR_MAX)
		return 2000 + value;
	return value >= YEAR_MIN ? value : 0;
}

/* 1 to 12 for a month's name or its beginning; 0: none. */
static unsigned
month_name(const struct text *text, unsigned word)
{
	const char *folded = text_folded(text, word);

	for (unsigned i = 0; i < G_N_ELEMENTS(months); i++) {
		if (g_str_has_prefix(folded, months[i].folded))
			return i + 1;
	}
	return 0;
}

/* «9/10/2026», not the «06 12 34» of a telephone number. */
static bool
is_joined(const struct text *text, unsigned word)
{
	const struct word *w = text_word(text, word);
	char behind = w->raw[w->raw_length];

	return behind == '/' || behind == '-' || behind == '.';
}

static bool
set_date(unsigned day, unsigned month, unsigned of_year, GDate *date_r)
{
	if (day == 0 || month == 0 || of_year == 0 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month,
		(GDateYear)of_year))
		return false;
	g_date_clear(date_r, 1);
	g_date_set_dmy(date_r, (GDateDay)day, (GDateMonth)month,
	    (GDateYear)of_year);
	return true;
}

bool
dates_find(const struct text *text, unsigned first, unsigned end,
    GDate *date_r, unsigned *next_r)
{
	for (unsigned i = first; i + 1 < end; i++) {
		unsigned count = 2;
		bool found = set_date(1, month_name(text, i),
		    year(text, i + 1), date_r);

		if (!found && i + 2 < end) {
			unsigned month = is_joined(text, i) ?
			    number(text, i + 1, 12) : 0;

			count = 3;
			found = set_date(number(text, i, 31), month != 0 ?
				month : month_name(text, i + 1),
			    year(text, i + 2), date_r);
		}
		if (found && next_r != NULL)
			*next_r = i + count;
		if (found)
			return true;
	}
	return false;
}

bool
dates_parse(const char *iso, GDate *date_r)
{
	g_auto(GStrv) parts = g_strsplit(iso, "-", 0);

	return g_strv_length(parts) == 3 &&
	    set_date((unsigned)strtoul(parts[2], NULL, 10),
	    (unsigned)strtoul(parts[1], NULL, 10),
	    (unsigned)strtoul(parts[0], NULL, 10), date_r);
}

char *
dates_say(const GDate *date)
{
	unsigned day = g_date_get_day(date);

	return g_strdup_printf("%u%s %s %u", day, day == 1 ? "er" : "",
	    months[g_date_get_month(date) - 1].name, g_date_get_year(date));
}
