/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pass told in French: see summary.h. */
#include "summary.h"

#include <stdio.h>

char *
summary_count(unsigned number, const char *singular, const char *plural)
{
	if (number < 2)
		return g_strdup_printf("%u %s", number, singular);
	return plural != NULL ? g_strdup_printf("%u %s", number, plural) :
				g_strdup_printf("%u %ss", number, singular);
}

/* Adds a count that is not zero. */
static void
add(GString *line, unsigned number, const char *singular, const char *plural)
{
	g_autofree char *text = summary_count(number, singular, plural);

	if (number > 0)
		g_string_append_printf(line, "%s%s",
		    line->len > 0 ? ", " : "", text);
}

static void
print_outcomes(const struct tally *tally)
{
	static const struct {
		enum outcome outcome;
		const char *singular, *plural;
	} outcomes[] = {
		{ OUTCOME_FILED, "classé", NULL },
		{ OUTCOME_REVIEW, "à voir par un agent",
		    "à voir par un agent" },
		{ OUTCOME_UNREADABLE, "illisible", NULL },
		{ OUTCOME_REFUSED, "refusé", NULL },
		{ OUTCOME_CORRESPONDENCE, "laissé aux agents (correspondance)",
		    "laissés aux agents (correspondance)" },
		{ OUTCOME_AUTOMATIC, "automatique", NULL },
		{ OUTCOME_DUPLICATE, "déjà reçu", "déjà reçus" },
	};
	g_autoptr(GString) line = g_string_new(NULL);

	G_STATIC_ASSERT(G_N_ELEMENTS(outcomes) == OUTCOME_COUNT);
	for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++)
		add(line, tally->settled[outcomes[i].outcome],
		    outcomes[i].singular, outcomes[i].plural);
	if (line->len > 0)
		printf("Décidés : %s.\n", line->str);
}

static void
print_replies(const struct tally *tally)
{
	g_autoptr(GString) line = g_string_new(NULL);

	add(line, tally->sent, "envoyée", NULL);
	add(line, tally->held, "à relire par un agent",
	    "à relire par un agent");
	add(line, tally->delayed, "en attente : le serveur ne l’a pas prise",
	    "en attente : le serveur ne les a pas prises");
	add(line, tally->given_up, "abandonnée", NULL);
	if (line->len > 0)
		printf("Réponses : %s.\n", line->str);
}

void
summary_print(const struct tally *tally)
{
	g_autofree char *fetched = summary_count(tally->fetched,
	    "nouveau message", "nouveaux messages");

	printf("%s.\n", fetched);
	print_outcomes(tally);
	print_replies(tally);
}
