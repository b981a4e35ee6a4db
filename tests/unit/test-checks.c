/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks.h"

#include <string.h>

#include "bench.h"
#include "reports.h"

#define NONE ""

/* Posts begin on 2 November 2026 and 2 May 2027. */
static const struct {
	const char *piece, *text;
	const char *warnings; /* begins of each, joined by "|" */
} papers[] = {
	/* Shares of time: 60 and 40 at most, a day at least, 100 in all. */
	{ "projet", "Année 1\nEtablissement du service universitaire : 40 %\n"
	    "Centre hospitalier : 60 %\n", NONE },
	{ "projet", "Etablissement du service universitaire : 20 %\n"
	    "Centre hospitalier : 80 %\n", NONE },
	{ "projet", "Etablissement du service universitaire : 41 %\n"
	    "Centre hospitalier : 59 %\n",
	    "Quotités de l’année 1 à vérifier (trop au CHU)" },
	{ "projet", "Etablissement du service universitaire : 19 %\n"
	    "Centre hospitalier : 81 %\n",
	    "Quotités de l’année 1 à vérifier (moins d’une journée" },
	{ "projet", "Etablissement du service universitaire : 40 %\n"
	    "Centre hospitalier : 59 %\n",
	    "Quotités de l’année 1 à vérifier (trop peu au centre" },
	{ "projet", "Etablissement du service universitaire : 30 %\n"
	    "Centre hospitalier : 60 %\n",
	    "Quotités de l’année 1 à vérifier (la somme" },
	{ "projet", "Etablissement du service universitaire : 40 %\n"
	    "Centre hospitalier : 60 %\n"
	    "Etablissement du service universitaire : 50 %\n"
	    "Centre hospitalier : 50 %\n", "Quotités de l’année 2" },
	{ "projet", "Etablissement du service universitaire : 50 %\n",
	    "Quotités de l’année 1" },
	{ "projet", "Centre hospitalier : 60 %\n", NONE },
	{ "projet", "Etablissement du service universitaire : …… %\n"
	    "Centre hospitalier : …… %\n", NONE },
	/* In a table, each column its hospital; in a sentence. */
	{ "projet", "Centre hospitalier de Valbec\tCHU de Caen\n"
	    "1re année\t60 %\t40 %\n2e année\t60 %\t40 %\n", NONE },
	{ "projet", "Centre hospitalier de Valbec\tCHU de Caen\n"
	    "1re année\t60 %\t40 %\n2e année\t50 %\t50 %\n",
	    "Quotités de l’année 2 à vérifier (trop au CHU)" },
	{ "projet", "CHU de Caen\tCentre hospitalier de Valbec\n"
	    "1re année\t60 %\t40 %\n",
	    "Quotités de l’année 1 à vérifier (trop au CHU)" },
	{ "projet", "CHU de Caen\tCentre hospitalier de Valbec\n"
	    "1re année\t30 %\t60 %\n",
	    "Quotités de l’année 1 à vérifier (la somme" },
	{ "projet", "Année 1 : CHU de Caen 40 %, centre hospitalier de "
	    "Valbec 60 %. Année 2 : CHU de\nCaen 45 %, centre hospitalier "
	    "de Valbec 55 %.\n",
	    "Quotités de l’année 2 à vérifier (trop au CHU)" },
	{ "projet", "Le CHU de Caen prend 90 % des patients ; au centre "
	    "hospitalier de Valbec 20 % sont opérés.\n", NONE },
	{ "projet", "Le CHU de Caen prend 90 % des patients.\n", NONE },
	/* Entry into office: boxes, or a date. */
	{ "fiche-candidat", "Nom du candidat : ESSAI\n"
	    "Date de la prise de fonction :\n[x] Novembre 2026\n"
	    "[ ] Mai 2027\n", NONE },
	{ "fiche-candidat", "Nom du candidat : ESSAI\n"
	    "Date de la prise de fonction :\n[ ] Novembre 2026\n"
	    "[ ] Mai 2027\n", "Prise de fonction : aucune case" },
	{ "fiche-candidat", "Nom du candidat : ESSAI\n"
	    "Date de la prise de fonction :\n[?] Novembre 2026\n"
	    "[ ] Mai 2027\n", NONE },
	{ "fiche-candidat", "Date de la prise de fonction :\n"
	    "[x] Novembre 2026 [x] Mai 2027\n",
	    "Prise de fonction : plusieurs cases" },
	{ "fiche-candidat", "Prise de fonction : 7 novembre 2026\n", NONE },
	{ "fiche-candidat", "Prise de fonction : 28/10/2026\n", NONE },
	{ "fiche-candidat", "Prise de fonction : 27/10/2026\n",
	    "Prise de fonction demandée au 27 octobre 2026" },
	{ "fiche-candidat", "Prise de fonction :\n1er novembre 2027\n",
	    "Prise de fonction demandée au 1er novembre 2027" },
	{ "fiche-candidat", "Prise de fonction : dès que possible\n", NONE },
	{ "fiche-candidat", "Nom du candidat : ESSAI\n"
	    "Date de la prise de fonction :\n\xe2\x9c\x98Novembre 2027\n"
	    "[ ] Mai 2027\n",
	    "Prise de fonction demandée au 1er novembre 2027" },
	{ "fiche-candidat", "Je serai libre à la prise de fonction 4 mai "
	    "2026\n", NONE }, /* no label */
	/* Duration. */
	{ "fiche-candidat", "Nom du candidat : ESSAI\n"
	    "Durée de fonctions prévue :\n[ ] 1 an\n[x] 2 ans\n", NONE },
	{ "fiche-candidat", "Nom du candidat : ESSAI\n"
	    "Durée de fonctions prévue :\n[x] 1 an\n[x] 2 ans\n",
	    "Durée des fonctions : plusieurs cases" },
	{ "fiche-candidat", "Durée du contrat : trois ans\n",
	    "Durée demandée de 36 mois" },
	{ "fiche-candidat", "Durée du contrat : 24 mois\n", NONE },
	{ "fiche-candidat", "Durée du contrat : 25 mois\n",
	    "Durée demandée de 25 mois" },
	{ "fiche-candidat", "Durée du contrat : 11 mois\n",
	    "Durée demandée de 11 mois" },
	{ "fiche-candidat", "Durée du contrat : 12 mois\n", NONE },
	/* Last year's numbers: the role decides, and an agent is told. */
	{ "avis-coordonnateur", "ANNEXE 4\nAvis du coordonnateur\n",
	    "Page d’un formulaire d’une autre année (annexe 4)" },
	{ "avis-coordonnateur", "ANNEXE 7\nAvis du coordonnateur\n", NONE },
	{ "avis-cme-chu", "ANNEXE 10\nAvis du président\n", NONE },
	{ "avis-cme-chu", "ANNEXE 11\nAvis du président\n", NONE },
	{ "avis-cme-chu", "ANNEXE 7\nAvis du président\n",
	    "Page d’un formulaire d’une autre année (annexe 7)" },
	/* The period of an opinion. */
	{ "avis-directeur-ch", "Pour la période du 2 novembre 2026 au 1er "
	    "novembre 2028\n", NONE },
	{ "avis-directeur-ch", "Pour la période du 02/11/2026 au "
	    "31/10/2027\n", NONE },
	{ "avis-directeur-ch", "Pour la période du 2 novembre 2026 au 1er "
	    "novembre 2029\n", "La durée" },
	{ "avis-directeur-ch", "Pour la période du 2 novembre 2026 au 1er "
	    "novembre 2025\n", "La durée" },
	{ "avis-directeur-ch", "Pour la période du 1er janvier 2026 au 31 "
	    "décembre 2026\n", "La période" },
	{ "avis-directeur-ch", "Pour la période du …… au ……\n", NONE },
	{ "avis-directeur-ch", "Pour la période du : 2 ans à compter du 2 mai "
	    "2027\nDate : 16/01/2026\n", NONE },
	/* Thesis and DES before the campaign's last entry. */
	{ "parcours", "1°/ Doctorat :\nDate d’obtention : 9 octobre 2026\n"
	    "2°/ Diplôme d’Etudes Spécialisées (DES) :\n"
	    "Date d’obtention : 31/10/2026\n", NONE },
	{ "parcours", "1°/ Doctorat :\nDate d’obtention : 9 octobre 2027\n"
	    "2°/ Diplôme d’Etudes Spécialisées (DES) :\n"
	    "Date d’obtention : 31/10/2026\n",
	    "Thèse au 9 octobre 2027, après" },
	{ "parcours", "2°/ Diplôme d’Etudes Spécialisées (DES) :\n"
	    "Date d’obtention : novembre 2027\n", "DES au 1er novembre 2027" },
	{ "parcours", "3°/ Diplôme d’Etudes Spécialisées Complémentaires "
	    "(DESC) :\nDate d’obtention : 2028\nDate d’obtention : 1/6/2028\n",
	    NONE },
	{ "parcours", "Date de soutenance : 3 mai 2027\n", "Thèse au 3 mai" },
	{ "parcours", "Date de soutenance : 2 mai 2027\n", NONE },
};

struct fixture {
	struct problems *problems;
	struct form *form;
	struct deadline deadline;
	struct campaign campaign;
};

static struct fixture
fixture_new(void)
{
	static char *entries[] = { (char *)"2026-11-02",
		(char *)"2027-05-02", NULL };
	struct fixture f = { .problems = problems_new() };

	f.form = bench_form();
	f.deadline.entry_dates = entries;
	f.campaign.form = f.form;
	f.campaign.deadlines = g_ptr_array_new();
	return f;
}

static void
fixture_free(struct fixture *f)
{
	g_ptr_array_unref(f->campaign.deadlines);
	problems_free(f->problems);
}

static int
subject_called(const struct form_rules *rules, const char *id)
{
	for (unsigned i = 0; i < rules->subjects->len; i++) {
		const struct subject *subject = rules->subjects->pdata[i];

		if (strcmp(subject->id, id) == 0)
			return (int)i;
	}
	ck_abort_msg("no piece %s", id);
	return -1;
}

/* One paper, taken for that piece for certain. */
static void
look_at(const struct fixture *f, struct checks *checks, const char *piece,
    const char *text, GPtrArray *warnings)
{
	const struct form_rules *rules = f->form->rules;
	OWNED(report) report = report_new();
	struct part *part = report_add_document(report, "a.pdf", text);
	struct segment segment = { 0 };
	struct text *words;

	((struct page *)part->pages->pdata[0])->images = 1;
	words = text_of_part(rules, NULL, part);
	segment.stretch.end = words->lines->len;
	segment.verdict.subject = subject_called(rules, piece);
	segment.verdict.certainty = CERTAINTY_CERTAIN;
	checks_paper(rules, &f->campaign, words, &segment, warnings);
	checks_segment(checks, words, &segment);
	text_free(words);
}

static void
expect(const GPtrArray *warnings, const char *expected)
{
	g_auto(GStrv) begins = g_strsplit(expected, "|", 0);

	for (unsigned i = 0; i < warnings->len; i++)
		ck_assert_msg(i < g_strv_length(begins) &&
		    g_str_has_prefix(warnings->pdata[i], begins[i]),
		    "%s, expected %s", (char *)warnings->pdata[i], expected);
	ck_assert_uint_eq(warnings->len, g_strv_length(begins));
}

START_TEST(reads_papers)
{
	struct fixture f = fixture_new();
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(
	    g_free);
	g_autoptr(GPtrArray) chus = g_ptr_array_new_with_free_func(g_free);
	struct checks *checks;

	g_ptr_array_add(f.campaign.deadlines, &f.deadline);
	checks = checks_new(f.form->rules, &f.campaign);
	look_at(&f, checks, papers[_i].piece, papers[_i].text, warnings);
	checks_settle(checks, NULL, warnings, chus);
	expect(warnings, papers[_i].warnings);
	checks_free(checks);
	fixture_free(&f);
}
END_TEST

/* One paper's date is judged by another's. */
START_TEST(judges_across_papers)
{
	struct fixture f = fixture_new();
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(
	    g_free);
	g_autoptr(GPtrArray) chus = g_ptr_array_new_with_free_func(g_free);
	struct checks *checks;

	g_ptr_array_add(f.campaign.deadlines, &f.deadline);
	checks = checks_new(f.form->rules, &f.campaign);
	look_at(&f, checks, "parcours", "Date de soutenance : 12 mars 2027\n",
	    warnings);
	look_at(&f, checks, "fiche-candidat",
	    "Date de la prise de fonction :\n[x] Novembre 2026\n", warnings);
	checks_settle(checks, NULL, warnings, chus);
	expect(warnings, "Thèse au 12 mars 2027, après la prise de fonction "
	    "(1er novembre 2026)");
	checks_free(checks);
	fixture_free(&f);
}
END_TEST

static const struct {
	const char *text;
	unsigned images;
	enum page_source source;
	bool is_unsigned;
} signatures[] = {
	{ "Je soussigné(e) Anne ESSAI\nSignature :\n", 0, PAGE_TEXT, true },
	{ "Je soussigné(e) Anne ESSAI\nSignature :\n", 1, PAGE_TEXT, false },
	{ "Je soussigné(e) Anne ESSAI\nSignature :\n", 0, PAGE_OCR, false },
	{ "Signé électroniquement par Anne ESSAI\n", 0, PAGE_TEXT, false },
	{ "Signature numérique de Anne ESSAI\n", 0, PAGE_TEXT, false },
	{ "", 0, PAGE_TEXT, true },
};

START_TEST(looks_for_signatures)
{
	struct fixture f = fixture_new();
	OWNED(report) report = report_new();
	struct part *part = report_add_document(report, "a.pdf",
	    signatures[_i].text);
	struct page *page = part->pages->pdata[0];
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(
	    g_free);
	struct segment segment = { 0 };
	struct text *text;

	page->images = signatures[_i].images;
	page->source = signatures[_i].source;
	text = text_of_part(f.form->rules, NULL, part);
	segment.stretch.end = text->lines->len;
	segment.verdict.subject = subject_called(f.form->rules,
	    "avis-cme-ch");
	segment.verdict.certainty = CERTAINTY_CERTAIN;
	checks_paper(f.form->rules, &f.campaign, text, &segment, warnings);
	expect(warnings, signatures[_i].is_unsigned ?
		"Aucune signature n’a été vue" : NONE);
	text_free(text);
	fixture_free(&f);
}
END_TEST

START_TEST(knows_specialties)
{
	struct fixture f = fixture_new();
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(
	    g_free);
	g_autoptr(GPtrArray) chus = g_ptr_array_new_with_free_func(g_free);
	struct checks *checks = checks_new(f.form->rules, &f.campaign);

	checks_settle(checks, "Gériatrie", warnings, chus);
	ck_assert_uint_eq(warnings->len, 0);
	checks_settle(checks, "Astrologie", warnings, chus);
	expect(warnings, "Spécialité « Astrologie »");
	checks_free(checks);
	fixture_free(&f);
}
END_TEST

HARNESS_MAIN("checks", bench_form();
    tcase_add_loop_test(tc, reads_papers, 0, G_N_ELEMENTS(papers));
    tcase_add_test(tc, judges_across_papers);
    tcase_add_loop_test(tc, looks_for_signatures, 0,
	G_N_ELEMENTS(signatures));
    tcase_add_test(tc, knows_specialties))
