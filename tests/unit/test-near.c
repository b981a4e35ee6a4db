/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "near.h"

#include <string.h>

#include <glib.h>

#include "harness.h"

static const struct {
	const char *one, *other;
	unsigned limit, distance;
} distances[] = {
	{ "", "", 2, 0 },
	{ "annexe", "annexe", 2, 0 },
	{ "annexe", "anexe", 2, 1 },
	{ "annexe", "amnexe", 2, 1 },
	{ "directeur", "direetour", 2, 2 },
	{ "directeur", "dlreetour", 2, 3 },
	{ "abc", "", 2, 3 },
	{ "", "ab", 2, 2 },
};

START_TEST(counts_edits)
{
	ck_assert_uint_eq(near_distance(distances[_i].one,
	    distances[_i].other, distances[_i].limit), distances[_i].distance);
}
END_TEST

static const struct {
	const char *one, *other;
	bool equal;
} pairs[] = {
	{ "chu", "chu", true },
	{ "chu", "ch", false },
	{ "chu", "cho", false },
	{ "avis", "avls", false },          /* 4 letters: exact */
	{ "fiche", "fiehe", true },         /* 5: one */
	{ "fiche", "fieke", false },
	{ "candidat", "candldat", true },   /* 8: one */
	{ "candidat", "canoldat", false },
	{ "directeur", "dlrectour", true }, /* 9: two */
	{ "directeur", "dlrectoun", false },
	{ "service", "services", true },
};

START_TEST(near_words)
{
	ck_assert_int_eq(near_equal(pairs[_i].one, pairs[_i].other),
	    pairs[_i].equal);
	ck_assert_int_eq(near_equal(pairs[_i].other, pairs[_i].one),
	    pairs[_i].equal);
}
END_TEST

/* No word that is nearly the same is turned away at a glance. */
START_TEST(a_glance_keeps_all_near_words)
{
	static const char word[] = "directeurs"; /* two may differ */

	ck_assert(near_may_equal(near_shape(pairs[_i].one),
		      near_shape(pairs[_i].other)) ||
	    !pairs[_i].equal);
	for (unsigned i = 0; i + 1 < sizeof(word); i++)
		for (unsigned j = 0; j + 1 < sizeof(word); j++) {
			char other[] = "directeurs";

			other[i] = 'x';
			other[j] = 'z';
			ck_assert(near_may_equal(near_shape(word),
			    near_shape(other)));
		}
	ck_assert(!near_may_equal(near_shape(word),
	    near_shape("dxrzctewrs")));
	ck_assert(!near_may_equal(near_shape(word), near_shape("directe")));
	ck_assert(!near_may_equal(near_shape("avis"), near_shape("avls")));
}
END_TEST

static const struct {
	const char *one, *other;
	bool alike;
} looks[] = {
	{ "hospitalier", "hospltalier", true },
	{ "specialite", "specia1ite", true },
	{ "souhaite", "soiihaite", true },
	{ "commun", "cornmun", true },
	{ "partage", "partaqe", true },
	{ "candidat", "canclidat", true },
	{ "dupont", "dupond", false }, /* a typist's error, or another man */
	{ "annexe", "annee", false },
	{ "service", "services", false },
	{ "", "", true },
	{ "a", "", false },
};

START_TEST(words_alike)
{
	ck_assert_int_eq(near_alike(looks[_i].one, looks[_i].other),
	    looks[_i].alike);
	ck_assert_int_eq(near_alike(looks[_i].other, looks[_i].one),
	    looks[_i].alike);
}
END_TEST

static const struct {
	const char *one, *other;
	bool misread;
} misreadings[] = {
	{ "neveu", "nevev", true },
	{ "fassi", "fass", true },    /* 4 letters: one lost */
	{ "lea", "leo", true },       /* 3: alike */
	{ "lea", "leon", false },
	{ "sow", "low", false },
	{ "paul", "pierre", false },
	{ "osullivan", "osvliiven", true }, /* 9: alike but for two */
	{ "leroy", "leroux", true },  /* a person may have to say */
	{ "leroy", "leclerc", false },
	{ "bernard", "gerard", false },
};

START_TEST(names_misread)
{
	ck_assert_int_eq(near_misread(misreadings[_i].one,
	    misreadings[_i].other), misreadings[_i].misread);
	ck_assert_int_eq(near_misread(misreadings[_i].other,
	    misreadings[_i].one), misreadings[_i].misread);
}
END_TEST

START_TEST(sets_hold_near_words)
{
	g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash,
	    g_str_equal);

	g_hash_table_add(words, (gpointer)"marchadier");
	g_hash_table_add(words, (gpointer)"lise");
	ck_assert(near_in(words, "lise"));
	ck_assert(near_in(words, "1isc"));      /* alike, however short */
	ck_assert(near_in(words, "marchadlen")); /* near: two of ten */
	ck_assert(!near_in(words, "line"));
	ck_assert(!near_in(words, "marchand"));
}
END_TEST

START_TEST(long_words_are_bounded)
{
	char one[NEAR_LETTERS_MAX + 2], other[NEAR_LETTERS_MAX + 2];

	memset(one, 'a', sizeof(one));
	memset(other, 'a', sizeof(other));
	one[sizeof(one) - 1] = other[sizeof(other) - 1] = '\0';
	other[NEAR_LETTERS_MAX] = 'b'; /* one past the last letter compared */
	ck_assert_uint_eq(near_distance(one, other, 2), 0);
	other[NEAR_LETTERS_MAX - 1] = 'b';
	ck_assert_uint_eq(near_distance(one, other, 2), 1);
}
END_TEST

HARNESS_MAIN("near",
    tcase_add_loop_test(tc, counts_edits, 0, G_N_ELEMENTS(distances));
    tcase_add_loop_test(tc, near_words, 0, G_N_ELEMENTS(pairs));
    tcase_add_loop_test(tc, a_glance_keeps_all_near_words, 0,
	G_N_ELEMENTS(pairs));
    tcase_add_loop_test(tc, words_alike, 0, G_N_ELEMENTS(looks));
    tcase_add_loop_test(tc, names_misread, 0, G_N_ELEMENTS(misreadings));
    tcase_add_test(tc, sets_hold_near_words);
    tcase_add_test(tc, long_words_are_bounded))
