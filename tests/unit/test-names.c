/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

#include <glib.h>

#include "harness.h"

static const struct {
	const char *one, *other;
	enum name_match match;
} wholes[] = {
	{ "DE LA FONTAINE Anne", "Anne Delafontaine", NAMES_SAME },
	{ "Mme Anne DE LA FONTAINE", "FONTAINE Anne", NAMES_SAME },
	{ "LE GOFF Yann", "Yann Legoff", NAMES_SAME },
	{ "N’GUYEN Thị-Hà", "Thi Ha NGUYEN", NAMES_SAME },
	{ "Jean-Pierre MARTIN", "MARTIN Jean Pierre", NAMES_SAME },
	{ "Dr Paul LEMOINE", "Lemoine Paul", NAMES_SAME },
	{ "LECOEUR Zoé", "Zoe LECŒUR", NAMES_SAME },
	{ "LEVALLOIS Rémi", "LEVALL0IS Rémi", NAMES_NEAR },
	{ "EI FASS Soukaïna", "EL FASSI Soukaïna", NAMES_NEAR },
	{ "MARTIN Léa", "MARTIN Léo", NAMES_NEAR },
	{ "DUPONT Jean", "DUPOND Jean", NAMES_NEAR },
	{ "Mme DUPOND", "DUPONT Jeanne", NAMES_NEAR },
	{ "DUPONT Jean", "DUPONT Jeanne", NAMES_UNLIKE },
	{ "MARTIN", "MARTIN Jean", NAMES_PARTIAL },
	{ "J. MARTIN", "MARTIN Jean", NAMES_PARTIAL },
	{ "MARTIN Jean Marie", "MARTIN Jean", NAMES_PARTIAL },
	{ "MARTIN Jean", "MARTIN Jules", NAMES_UNLIKE },
	{ "MARTIN Jean", "DURAND Jean", NAMES_UNLIKE },
	{ "P. MARTIN", "MARTIN Jean", NAMES_UNLIKE },
	{ "", "MARTIN Jean", NAMES_UNLIKE },
	{ NULL, NULL, NAMES_UNLIKE },
	{ "Dr", "Mme", NAMES_UNLIKE },
};

START_TEST(matches_whole)
{
	ck_assert_int_eq(names_match(wholes[_i].one, wholes[_i].other),
	    wholes[_i].match);
	ck_assert_int_eq(names_match(wholes[_i].other, wholes[_i].one),
	    wholes[_i].match);
}
END_TEST

static const struct {
	const char *family, *given, *other_family, *other_given;
	enum name_match match;
} parts[] = {
	{ "MARTIN", "Jean", "Martin", "JEAN", NAMES_SAME },
	{ "Jean", "MARTIN", "MARTIN", "Jean", NAMES_SAME }, /* swapped */
	{ "MARTIN", "", "MARTIN", "Jean", NAMES_PARTIAL },
	{ "", "Jean", "MARTIN", "Jean", NAMES_PARTIAL },
	{ "DURAND", "", "MARTIN", "Durand", NAMES_UNLIKE },
	{ "MARTIN", "Jean", "MARTIN", "Anne", NAMES_UNLIKE },
	{ "MARTIN", "Léa", "MARTIN", "Léo", NAMES_NEAR },
	{ "DUPONT", "", "DUPOND", "Jean", NAMES_NEAR },
	{ "DURAND", "", "MARTIN", "Durant", NAMES_UNLIKE },
	{ "MARTIN", NULL, NULL, NULL, NAMES_UNLIKE },
};

START_TEST(matches_parts)
{
	ck_assert_int_eq(names_match_parts(parts[_i].family, parts[_i].given,
	    parts[_i].other_family, parts[_i].other_given),
	    parts[_i].match);
}
END_TEST

HARNESS_MAIN("names",
    tcase_add_loop_test(tc, matches_whole, 0, G_N_ELEMENTS(wholes));
    tcase_add_loop_test(tc, matches_parts, 0, G_N_ELEMENTS(parts)))
