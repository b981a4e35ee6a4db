/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings for agents: see checks.h. */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

#include "fields.h"

/* Years of the contract at most. */
#define YEARS_MAX 2u

/* The shares of time found, in per cent, one a year. */
struct shares {
	unsigned value[YEARS_MAX];
	unsigned count;
};

/* «60 %», «: 60%»; a value without a number from 1 to 100 is none. */
static struct shares
read_shares(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end)
{
	struct shares shares = { { 0 }, 0 };
	unsigned at = 0;
	char *value;

	while (shares.count < YEARS_MAX && (value = field_next(rules, text,
	    field, first, end, &at, NULL)) != NULL) {
		const char *digits = value + strcspn(value, "0123456789");
		unsigned long share = strtoul(digits, NULL, 10);

		if (*digits != '\0' && share > 0 && share <= 100)
			shares.value[shares.count++] = (unsigned)share;
		g_free(value);
	}
	return shares;
}

static void
check_shares(const struct form_rules *rules, const struct text *text,
    unsigned first, unsigned end, GPtrArray *warnings)
{
	struct shares chu = read_shares(rules, text, FIELD_SHARE_CHU, first,
	    end);
	struct shares employer = read_shares(rules, text,
	    FIELD_SHARE_EMPLOYER, first, end);

	for (unsigned i = 0; i < MIN(chu.count, employer.count); i++) {
		unsigned sum = chu.value[i] + employer.value[i];

		if (sum == 100 && chu.value[i] <=
		    rules->thresholds.share_chu_max && employer.value[i] >=
		    rules->thresholds.share_employer_min)
			continue;
		g_ptr_array_add(warnings, g_strdup_printf("Quotités de "
		    "l’année %u à vérifier : %u %% au CHU, %u %% au centre "
		    "hospitalier.", i + 1, chu.value[i],
		    employer.value[i]));
	}
}

/* The first jj/mm/aaaa within words [first, end) as YYYY-MM-DD. */
static char *
first_date(const struct text *text, unsigned first, unsigned end)
{
	for (unsigned i = first; i + 2 < end; i++) {
		unsigned day = (unsigned)strtoul(text_folded(text, i), NULL,
		    10);
		unsigned month = (unsigned)strtoul(text_folded(text, i + 1),
		    NULL, 10);
		unsigned year = (unsigned)strtoul(text_folded(text, i + 2),
		    NULL, 10);

		if (day >= 1 && day <= 31 && month >= 1 && month <= 12 &&
		    year >= 1990 && year <= 2100)
			return g_strdup_printf("%04u-%02u-%02u", year, month,
			    day);
	}
	return NULL;
}

/* The last day on which the campaign's posts begin; NULL: not said. */
static const char *
last_entry(const struct campaign *campaign)
{
	const char *last = NULL;

	for (unsigned i = 0; i < campaign->deadlines->len; i++) {
		const struct deadline *deadline =
		    campaign->deadlines->pdata[i];

		for (char **date = deadline->entry_dates; date != NULL &&
		    *date != NULL; date++) {
			if (last == NULL || strcmp(*date, last) > 0)
				last = *date;
		}
	}
	return last;
}

static void
check_thesis(const struct form_rules *rules,
    const struct campaign *campaign, const struct text *text,
    unsigned first, unsigned end, GPtrArray *warnings)
{
	const char *last = last_entry(campaign);
	unsigned at = 0;
	const struct hit *hit = text_next(text, rules, TERM_FIELD,
	    FIELD_THESIS, first, end, &at);
	g_autofree char *date = NULL;
	unsigned line;

	if (hit == NULL || last == NULL)
		return;
	/* On the label's line or the one below. */
	line = text_word(text, hit->first)->line + 2;
	date = first_date(text, hit->first + hit->count, MIN(end,
	    line < text->lines->len ? text_line(text, line)->first : end));
	if (date != NULL && strcmp(date, last) > 0)
		g_ptr_array_add(warnings, g_strdup_printf("La thèse est "
		    "datée du %s, après la dernière prise de fonction (%s).",
		    date, last));
}

void
checks_segment(const struct form_rules *rules,
    const struct campaign *campaign, const struct text *text,
    const struct segment *segment, GPtrArray *warnings_r)
{
	unsigned first = text_first_word(text, segment->stretch);
	unsigned end = text_end_word(text, segment->stretch);

	if (segment->verdict.subject < 0 ||
	    segment->verdict.certainty != CERTAINTY_CERTAIN)
		return;
	check_shares(rules, text, first, end, warnings_r);
	check_thesis(rules, campaign, text, first, end, warnings_r);
}
