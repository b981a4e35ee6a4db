/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-name.h"

#include "bench.h"

static const struct {
	const char *name;
	const char *subjects; /* ids in the form's order of finding */
} names[] = {
	{ "Annexe 9", "avis-directeur-ch" },
	{ "ANNEXE_12", "protection-donnees" },
	{ "annexe9 signée", "avis-directeur-ch" },
	{ "A7 coordo", "avis-coordonnateur" },
	{ "Annexes 5 à 7", "avis-chef-service-chu avis-chef-service-ch "
	    "avis-coordonnateur" },
	{ "Annexes 1-4", "fiche-candidat lettre-motivation parcours projet" },
	{ "annexes 1-3-12", "fiche-candidat parcours protection-donnees" },
	{ "Annexes 1 et 3", "fiche-candidat parcours" },
	{ "Annexe 10", "" },          /* printed and listed differ */
	{ "Annexe 11", "" },
	{ "Annexes 10 et 11", "avis-cme-chu avis-cme-ch" },
	{ "Annexe 10 PCME CHU", "avis-cme-chu" }, /* the role decides */
	{ "avis CME CH signé", "avis-cme-ch" },
	{ "avis DG CHU", "avis-directeur-chu" },
	{ "Avis chef de service CHU", "avis-chef-service-chu" },
	{ "CDS CH Valbec", "avis-chef-service-ch" },
	{ "LM NEVEU", "lettre-motivation" },
	{ "RIB", "rib" },
	{ "CV parcours", "cv" },      /* the longer phrase */
	{ "scan0001", "" },
	{ "20260114_1532", "" },
	{ "", "" },
};

START_TEST(reads_names)
{
	struct form *form = bench_form();
	OWNED(text) text = text_of_string(form->rules, NULL,
	    names[_i].name);
	g_autoptr(GArray) subjects = file_name_subjects(form->rules, text);
	g_autoptr(GString) found = g_string_new(NULL);

	for (unsigned i = 0; i < subjects->len; i++) {
		const struct subject *subject = form->rules->subjects->pdata[
		    g_array_index(subjects, unsigned, i)];

		g_string_append_printf(found, "%s%s", i > 0 ? " " : "",
		    subject->id);
	}
	ck_assert_str_eq(found->str, names[_i].subjects);
}
END_TEST

HARNESS_MAIN("file-name", bench_form();
    tcase_add_loop_test(tc, reads_names, 0, G_N_ELEMENTS(names)))
