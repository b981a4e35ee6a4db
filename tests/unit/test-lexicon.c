/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon.h"

#include <string.h>

#include "harness.h"

static GHashTable *
choices(void)
{
	GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

	g_hash_table_insert(table, (char *)"chu",
	    (char *)"CHU|centre hospitalier (régional|) universitaire");
	g_hash_table_insert(table, (char *)"loop", (char *)"a {loop}");
	return table;
}

static const struct {
	const char *pattern;
	const char *phrases; /* joined by "; "; NULL: refused */
} patterns[] = {
	{ "Fiche du candidat", "fiche du candidat" },
	{ "avis (motivé|) du directeur",
	    "avis motive du directeur; avis du directeur" },
	{ "directeur|directrice", "directeur; directrice" },
	{ "CME (du|de la) {chu}", "cme du chu; cme du centre hospitalier "
	    "regional universitaire; cme du centre hospitalier "
	    "universitaire; cme de la chu; cme de la centre hospitalier "
	    "regional universitaire; cme de la centre hospitalier "
	    "universitaire" },
	{ "(a|a)", "a" },          /* no phrase twice */
	{ "(|)", "" },             /* nothing is no phrase */
	{ "((a|b) c|d)", "a c; b c; d" },
	{ "avis (du", NULL },
	{ "avis du)", NULL },
	{ "avis {ch", NULL },
	{ "avis {nobody}", NULL },
	{ "{loop}", NULL },
};

START_TEST(expands)
{
	g_autoptr(GHashTable) table = choices();
	g_autoptr(GPtrArray) phrases = NULL;
	const char *why = NULL;

	phrases = lexicon_expand(patterns[_i].pattern, table, &why);
	ck_assert_int_eq(phrases == NULL, patterns[_i].phrases == NULL);
	ck_assert_int_eq(why == NULL, patterns[_i].phrases != NULL);
	if (phrases != NULL) {
		g_autofree char *joined = NULL;

		g_ptr_array_add(phrases, NULL);
		joined = g_strjoinv("; ", (char **)phrases->pdata);
		ck_assert_str_eq(joined, patterns[_i].phrases);
	}
}
END_TEST

/* As in lexicon.c: names that stand for names, so deep. */
#define DEPTH 16u

START_TEST(names_in_names_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		g_autoptr(GHashTable) table = g_hash_table_new_full(
		    g_str_hash, g_str_equal, g_free, g_free);
		g_autoptr(GPtrArray) phrases = NULL;
		const char *why = NULL;

		for (unsigned i = 1; i < DEPTH + more; i++)
			g_hash_table_insert(table, g_strdup_printf("n%u", i),
			    g_strdup_printf("{n%u}", i + 1));
		g_hash_table_insert(table,
		    g_strdup_printf("n%u", DEPTH + more), g_strdup("avis"));
		phrases = lexicon_expand("{n1}", table, &why);
		ck_assert_int_eq(phrases == NULL, more > 0);
	}
}
END_TEST

START_TEST(refuses_too_many)
{
	g_autoptr(GPtrArray) at = NULL, past = NULL;
	/* 10^4 * 2 = the limit; 10^4 * 3 is past it. */
#define TEN "(0|1|2|3|4|5|6|7|8|9)"
	const char *why = NULL;

	at = lexicon_expand(TEN TEN TEN TEN "(a|b)", NULL, &why);
	ck_assert_ptr_nonnull(at);
	ck_assert_uint_eq(at->len, LEXICON_PHRASES_MAX);
	past = lexicon_expand(TEN TEN TEN TEN "(a|b|c)", NULL, &why);
	ck_assert_ptr_null(past);
	ck_assert_ptr_nonnull(why);
}
END_TEST

START_TEST(phrases_are_sentences_at_most)
{
	for (unsigned more = 0; more < 2; more++) {
		g_autoptr(GString) text = g_string_new("un");
		g_autoptr(GPtrArray) phrases = NULL;
		const char *why = NULL;

		for (unsigned i = 1; i < LEXICON_WORDS_MAX + more; i++)
			g_string_append(text, " mot");
		phrases = lexicon_expand(text->str, NULL, &why);
		ck_assert_int_eq(phrases == NULL, more > 0);
		ck_assert_int_eq(why != NULL, more > 0);
	}
}
END_TEST

static struct lexicon *
titles(void)
{
	struct lexicon *lexicon = lexicon_new();

	lexicon_add(lexicon, "avis du directeur", 1);
	lexicon_add(lexicon, "avis du directeur du chu", 1);
	lexicon_add(lexicon, "avis du directeur du ch", 2);
	lexicon_add(lexicon, "directeur", 3);
	lexicon_add(lexicon, "directeur", 3); /* twice is once */
	return lexicon;
}

static const struct {
	const char *text;
	bool tolerant;
	const char *hits; /* TERM@FIRST+COUNT, "~" when not exact */
} scans[] = {
	{ "", true, "" },
	{ "avis du chef de service", true, "" },
	{ "l avis du directeur du chu", true, "1@1+5 3@3+1" },
	{ "avis du directeur du ch", true, "1@0+3 2@0+5 3@2+1" },
	{ "avis du dlrecteur du chu", true, "1~0+5 3~2+1" },
	{ "avis du dlrecteur du chu", false, "" },
	{ "avis du directeur du cho", true, "1@0+3 3@2+1" },
	{ "avis du directeur avis du directeur", true,
	    "1@0+3 3@2+1 1@3+3 3@5+1" },
};

START_TEST(scans_words)
{
	OWNED(lexicon) lexicon = titles();
	g_auto(GStrv) words = g_strsplit(scans[_i].text, " ", -1);
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE,
	    sizeof(struct hit));
	g_autoptr(GString) found = g_string_new(NULL);

	lexicon_scan(lexicon, words, g_strv_length(words),
	    scans[_i].tolerant, hits);
	for (unsigned i = 0; i < hits->len; i++) {
		struct hit *hit = &g_array_index(hits, struct hit, i);

		g_string_append_printf(found, "%s%u%c%u+%u",
		    i > 0 ? " " : "", hit->term, hit->exact ? '@' : '~',
		    hit->first, hit->count);
	}
	ck_assert_str_eq(found->str, scans[_i].hits);
}
END_TEST

static const struct {
	const char *word;
	bool misread;
} readings[] = {
	{ "directeur", false },
	{ "dlrecteur", true },
	{ "directcur", true },
	{ "directrice", false }, /* another word */
	{ "avls", false },       /* too short to tell */
	{ "retour", false },     /* six letters, and like none */
	{ "", false },
};

START_TEST(tells_misread_words)
{
	OWNED(lexicon) lexicon = titles();

	ck_assert_int_eq(lexicon_is_misread(lexicon, readings[_i].word),
	    readings[_i].misread);
}
END_TEST

HARNESS_MAIN("lexicon",
    tcase_add_loop_test(tc, tells_misread_words, 0,
	G_N_ELEMENTS(readings));
    tcase_add_loop_test(tc, expands, 0, G_N_ELEMENTS(patterns));
    tcase_add_test(tc, names_in_names_are_counted);
    tcase_add_test(tc, refuses_too_many);
    tcase_add_test(tc, phrases_are_sentences_at_most);
    tcase_add_loop_test(tc, scans_words, 0, G_N_ELEMENTS(scans)))
