/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"

#include "harness.h"

static const struct {
	const char *text;
	const char *family, *given, *born; /* family NULL: no name */
	bool order_known;
} texts[] = {
	{ "Mme LEROUX Claire (née BAUDRY)", "LEROUX", "Claire", "BAUDRY",
	    true },
	{ "Claire LEROUX née BAUDRY, interne", "LEROUX", "Claire", "BAUDRY",
	    true },
	{ "Mme Claire BAUDRY (épouse LEROUX).", "BAUDRY", "Claire", "LEROUX",
	    true },
	{ "Jean-Pierre MARTIN-DUVAL", "MARTIN-DUVAL", "Jean-Pierre", NULL,
	    true },
	{ "M. DE LA TOUR Hugues", "DE LA TOUR", "Hugues", NULL, true },
	{ "Hugues de La TOUR – cardiologie", "de La TOUR", "Hugues", NULL,
	    true },
	{ "Lotte VAN DER MEER", "VAN DER MEER", "Lotte", NULL, true },
	{ "Dr N’GUYEN Thị Hà", "N’GUYEN", "Thị Hà", NULL, true },
	{ "Madame McDONALD Ann", "McDONALD", "Ann", NULL, true },
	{ "Dr Lise Marchadier, interne", "Marchadier", "Lise", NULL, false },
	{ "MARTIN JEAN", "MARTIN", "JEAN", NULL, false },
	{ "MARTIN", "MARTIN", "", NULL, true },
	{ "M. Deschamps-Lenoir pour le service", "Deschamps-Lenoir", "",
	    NULL, false },
	{ "MARTIN J.", "MARTIN", "J", NULL, true },
	{ "Mme le Dr Ève ROY", "ROY", "Ève", NULL, true },
	{ "Bonjour", NULL, NULL, NULL, false },
	{ "votre dossier", NULL, NULL, NULL, false },
	{ "2026", NULL, NULL, NULL, false },
	{ "", NULL, NULL, NULL, false },
	{ "…………", NULL, NULL, NULL, false },
};

START_TEST(reads_names)
{
	OWNED(person) person = person_read(texts[_i].text);

	ck_assert_int_eq(person == NULL, texts[_i].family == NULL);
	if (person == NULL)
		return;
	ck_assert_str_eq(person->family, texts[_i].family);
	ck_assert_str_eq(person->given, texts[_i].given);
	ck_assert_pstr_eq(person->born, texts[_i].born);
	ck_assert_int_eq(person->order_known, texts[_i].order_known);
}
END_TEST

static const struct {
	const char *family_field, *given_field;
	const char *family, *given, *born;
} fields[] = {
	{ "DE LA FONTAINE", "Guillemette", "DE LA FONTAINE", "Guillemette",
	    NULL },
	{ "martin", "jean", "martin", "jean", NULL },
	{ "BAUDRY épouse LEROUX", "Claire", "BAUDRY", "Claire", "LEROUX" },
	{ "SOW …………", "Ibrahima _____", "SOW", "Ibrahima", NULL },
	{ "SOW", "", "SOW", "", NULL },
};

START_TEST(reads_fields)
{
	OWNED(person) person = person_of_fields(fields[_i].family_field,
	    fields[_i].given_field, true);

	ck_assert_ptr_nonnull(person);
	ck_assert_str_eq(person->family, fields[_i].family);
	ck_assert_str_eq(person->given, fields[_i].given);
	ck_assert_pstr_eq(person->born, fields[_i].born);
}
END_TEST

START_TEST(fields_by_ocr_keep_names_only)
{
	OWNED(person) person = person_of_fields("SOW eeeeess",
	    "Ibrahima mnnn", false);

	ck_assert_str_eq(person->family, "SOW");
	ck_assert_str_eq(person->given, "Ibrahima");
}
END_TEST

START_TEST(empty_fields_are_nobody)
{
	ck_assert_ptr_null(person_of_fields("……", "", true));
	ck_assert_ptr_null(person_of_fields(NULL, NULL, true));
}
END_TEST

START_TEST(long_runs_end)
{
	/* At the limit all words count; what follows does not. */
	OWNED(person) person = person_read("AA BB CC DD EE FF GG HH II");
	g_auto(GStrv) family = g_strsplit(person->family, " ", -1);

	ck_assert_uint_eq(g_strv_length(family) + 1, PERSON_WORDS_MAX);
}
END_TEST

static const struct {
	const char *text, *clean;
} signs[] = {
	{ "C1ara NEVEU", "Clara NEVEU" },
	{ "C0STA", "COSTA" },
	{ "D£ROUET Ga5pard", "DEROUET Gaspard" },
	{ "NEVEU Clara 12/01/2026", "NEVEU Clara 12/01/2026" },
	{ "le 2 mai", "le 2 mai" },
	{ "L1se", "Llse" }, /* l for i is told nearby: alike */
	{ "1er", "1er" },   /* three letters at least, and more than signs */
	{ "VC9", "VC9" },
	{ "A1", "A1" },
	{ "", "" },
};

START_TEST(signs_are_the_letters_they_look_like)
{
	g_autofree char *clean = person_unmisread(signs[_i].text);

	ck_assert_str_eq(clean, signs[_i].clean);
}
END_TEST

HARNESS_MAIN("person",
    tcase_add_loop_test(tc, signs_are_the_letters_they_look_like, 0,
	G_N_ELEMENTS(signs));
    tcase_add_loop_test(tc, reads_names, 0, G_N_ELEMENTS(texts));
    tcase_add_loop_test(tc, reads_fields, 0, G_N_ELEMENTS(fields));
    tcase_add_test(tc, fields_by_ocr_keep_names_only);
    tcase_add_test(tc, empty_fields_are_nobody);
    tcase_add_test(tc, long_runs_end))
