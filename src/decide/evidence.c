/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence in words: see scale.h. */
#include "scale.h"

#include <string.h>

/* The words [first, end) as they stand: « … ». */
static void
quote(const struct text *text, unsigned first, unsigned end, GString *why)
{
	g_string_append(why, "« ");
	for (unsigned i = first; i < end; i++) {
		const struct word *word = text_word(text, i);

		/* Elided words keep their apostrophe. */
		g_string_append_printf(why, "%.*s%s", (int)word->raw_length,
		    word->raw, i + 1 == end ? "" : strchr("'\xe2",
		    word->raw[word->raw_length]) != NULL ? "’" : " ");
	}
	g_string_append(why, " »");
}

/* The phrases that spoke for subject, for people: « … », « … » */
static void
say_phrases(const struct scale *scale, unsigned subject, GString *why)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	const struct hit *hit;
	unsigned at = 0, said = 0;

	while (said < PHRASES_MAX && (hit = text_next(scale->text,
	    scale->rules, TERM_PHRASE, (int)subject, scale->first,
	    scale->end, &at)) != NULL) {
		if (!g_hash_table_add(seen, GUINT_TO_POINTER(hit->term + 1)))
			continue;
		g_string_append(why, said++ > 0 ? ", " : why->len > 0 ?
		    " ; " : "");
		quote(scale->text, hit->first, hit->first + hit->count,
		    why);
	}
}

static void
say_title(const struct scale *scale, GString *why)
{
	const struct heading *heading = scale->heading;

	if (heading == NULL)
		return;
	if (heading->annexe > 0)
		g_string_append_printf(why, "« Annexe %u » en tête",
		    heading->annexe);
	if (heading->subject < 0 && heading->function < 0)
		return;
	g_string_append_printf(why, "%stitre ", why->len > 0 ? ", " : "");
	quote(scale->text, heading->title, heading->end_word, why);
}

static void
say_opinion(const struct scale *scale, GString *why)
{
	const struct opinion *opinion = &scale->opinion;
	const struct function *function =
	    scale->rules->functions->pdata[opinion->function];
	static const char *const sides[SIDE_COUNT] = {
		[SIDE_CHU] = "CHU", [SIDE_EMPLOYER] = "centre hospitalier"
	};

	g_string_append_printf(why, "%savis de : %s (%s)", why->len > 0 ?
	    " ; " : "", function->label, opinion->function_why);
	if (opinion->side != SIDE_NONE)
		g_string_append_printf(why, ", %s (%s)",
		    sides[opinion->side], opinion->side_why);
}

char *
scale_evidence(const struct scale *scale, unsigned subject)
{
	GString *why = g_string_new(NULL);
	unsigned shingles = scale_shingles(scale, subject);

	say_title(scale, why);
	if (scale_subject(scale, subject)->function >= 0 &&
	    scale_subject(scale, subject)->function == scale->opinion.function)
		say_opinion(scale, why);
	say_phrases(scale, subject, why);
	if (shingles >= form_rules_shingles_needed(scale->rules,
	    scale_subject(scale, subject)))
		g_string_append_printf(why, "%stexte de la page du "
		    "formulaire (%u suites de mots)", why->len > 0 ? " ; " :
		    "", shingles);
	return g_string_free(why, FALSE);
}

char *
scale_warning(const struct scale *scale, unsigned subject)
{
	const struct opinion *opinion = &scale->opinion;

	if (scale_subject(scale, subject)->function < 0 ||
	    scale_subject(scale, subject)->function != opinion->function)
		return NULL;
	if (opinion->conflict)
		return g_strdup("Le titre de la page et l’établissement du "
		    "signataire ne concordent pas (CHU ou centre "
		    "hospitalier).");
	if (opinion->unfavourable)
		return g_strdup("L’avis paraît défavorable.");
	if (opinion->reserved)
		return g_strdup("L’avis paraît réservé.");
	return NULL;
}
