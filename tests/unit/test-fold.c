/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold.h"

#include "harness.h"

static const struct {
	const char *text, *folded;
} folds[] = {
	{ NULL, "" },
	{ "", "" },
	{ " -- ", "" },
	{ "Hélène", "helene" },
	{ "He\xcc\x81le\xcc\x80ne", "helene" }, /* NFD, as a Mac names files */
	{ "N’GUYEN  Thị-Hà", "n guyen thi ha" },
	{ "LECŒUR", "lecoeur" },
	{ "CH de Cricquebœuf", "ch de cricqueboeuf" },
	{ "Ex æquo Straße", "ex aequo strasse" },
	{ "«Annexe n° 7»", "annexe n 7" },
	{ "a\xffz", "a z" },              /* invalid byte separates */
	{ "co\xc2\xadordonnateur", "coordonnateur" }, /* soft hyphen */
	{ "ﬁche", "fiche" },              /* fi ligature */
};

START_TEST(folds_text)
{
	g_autofree char *folded = fold_text(folds[_i].text);

	ck_assert_str_eq(folded, folds[_i].folded);
}
END_TEST

static const struct {
	const char *one, *other;
	bool equal;
} keys[] = {
	{ "DE LA FONTAINE Anne", "Anne de la Fontaine", true },
	{ "Le-Goff", "LE GOFF", true },
	{ "Marie Durand", "Marie Durant", false },
};

START_TEST(keys_ignore_order)
{
	g_autofree char *one = fold_key(keys[_i].one);
	g_autofree char *other = fold_key(keys[_i].other);

	ck_assert_int_eq(g_str_equal(one, other), keys[_i].equal);
}
END_TEST

START_TEST(contains_whole_words)
{
	ck_assert(fold_contains("avis du chu de caen", "chu"));
	ck_assert(!fold_contains("avis du chu de caen", "ch"));
	ck_assert(fold_contains("ch", "ch"));
	ck_assert(fold_contains("chu ch de vire", "ch de vire"));
	ck_assert(!fold_contains("chu", ""));
}
END_TEST

HARNESS_MAIN("fold",
    tcase_add_loop_test(tc, folds_text, 0, G_N_ELEMENTS(folds));
    tcase_add_loop_test(tc, keys_ignore_order, 0, G_N_ELEMENTS(keys));
    tcase_add_test(tc, contains_whole_words))
