/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-quality.h"

#include "harness.h"

START_TEST(texts_are_told_from_rubbish)
{
	static const struct {
		const char *text;
		bool enough, letters, prose;
	} cases[] = {
		{ "", false, false, false },
		{ "Date : Signature :", false, true, false },
		{ "Je soussigné, directeur de l’établissement, donne un avis",
		    true, true, true },
		{ "Nom du candidat : ………………………………………… ...............",
		    false, true, true },
		{ "The results of the study are shown in the table below", true,
		    true, true },
		{ "\"#$%&'() !*+,-./ 012 345 678 9:; <=> ?@ [ ] ^ _ ` { | } ~",
		    false, false, false },
		{ "Ghvfulswlrq gx sdufrxuv gx fdqglgdw idfxowh rulj", true,
		    true, false },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false, true, false },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true, true, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text_quality q = text_quality(cases[i].text);

		ck_assert_msg(text_quality_is_enough(&q) == cases[i].enough,
		    "enough: %s", cases[i].text);
		ck_assert_msg(text_quality_is_letters(&q) == cases[i].letters,
		    "letters: %s", cases[i].text);
		ck_assert_msg(text_quality_is_prose(&q) == cases[i].prose,
		    "prose: %s", cases[i].text);
	}
}
END_TEST

START_TEST(agreement_is_a_share_of_words)
{
	ck_assert_double_eq_tol(text_quality_agreement("", "abc"), 1, 1e-9);
	ck_assert_double_eq_tol(
	    text_quality_agreement("à de la", "rien"), 1, 1e-9);
	ck_assert_double_eq_tol(
	    text_quality_agreement("Évaluation médicale",
		"EVALUATION du dossier medicale"), 1, 1e-9);
	ck_assert_double_eq_tol(
	    text_quality_agreement("directeur hospitalier", "directeur"),
	    0.5, 1e-9);
}
END_TEST

HARNESS_MAIN("text-quality", tcase_add_test(tc, texts_are_told_from_rubbish);
    tcase_add_test(tc, agreement_is_a_share_of_words))
