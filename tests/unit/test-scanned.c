/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scanned pages of the form: what was printed before somebody signed, what
 * the signatory wrote, and what nobody filled in; as pictures recognised
 * here, and as the text that a copier wrote under its own picture.
 */
#include "sheets.h"

/* The sheet of a bad copy: its words hardly read, or run together. */
#define BAD_COPY                                                          \
	"ANNEXE 1\nFICHE DU CANDIDAT\nEtat civil :\nNom du candidat :\n"   \
	"Prénom du candidat :\nDate de naissance :\nLieu de naissance :\n" \
	"Département de naissance :\nlnformations profcssionnelles :\n"    \
	"Spécialité de DES :\nStatut actuel :\nCinteme\nDocteur Junior\n"  \
	"Autre : (à préciser)\nDate de la prise de fonction :\n"           \
	"Novembre 2026\nMai 2027\nDurée de fonctions prévue :\n1an\n"     \
	"2ans\nInformations personnelles :\nAdresse postale :\n"           \
	"N° de téléphone portable :\nAdresse électronique :\n"

static const struct {
	const char *what, *text;
	unsigned pen, pen_y; /* mm², where */
	const char *state;
} sheets[] = {
	{ "nobody wrote on it", OPINION("", "", "", "", "", ""), 0, 0,
	    "blank certain" },
	{ "the candidate's name alone", OPINION("", "", "Clara NEVEU", "",
	    "", ""), 0, 0, "blank certain" },
	{ "a name and dates", OPINION("", "", "Clara NEVEU", "",
	    "du 2 novembre 2026 au 01/11/2028", "12/01/2026"), 0, 0,
	    "blank certain" },
	{ "name, hospital and specialty: a person looks",
	    OPINION("", "Centre hospitalier Aristide Prunier de Valbec",
	    "Clara NEVEU", "Anesthésie-réanimation", "2 ans", ""), 0, 0,
	    "uncertain certain" },
	{ "the same, a letter of the specialty misread",
	    OPINION("", "Centre hospitalier Aristide Prunier de Valbec",
	    "Clara NEVEU", "Anesthésle-réanimatlon", "2 ans", ""), 0, 0,
	    "uncertain certain" },
	{ "the signatory, in print", OPINION("Gilles TESSONNIER", "CH Valbec",
	    "Clara NEVEU", "Dermatologie", "2 ans", "12/01/2026"), 0, 0,
	    "present certain" },
	{ "a signatory of a short name, and the day",
	    OPINION("Maud BERTIN", "CH Valbec", "Clara NEVEU",
	    "Dermatologie", "2 ans", "12/01/2026"), 0, 0,
	    "present certain" },
	{ "the same below the label, of a name that is nearly «devis»",
	    OPINION("\nDenis CHAPRON", "CH Valbec", "Clara NEVEU",
	    "Dermatologie", "2 ans", "12/01/2026"), 0, 0,
	    "present certain" },
	{ "the same and no day: a person looks",
	    OPINION("Maud BERTIN", "CH Valbec", "Clara NEVEU",
	    "Dermatologie", "2 ans", ""), 0, 0, "uncertain certain" },
	{ "all prepared, then filled in by pen", OPINION("", "CH Valbec",
	    "Clara NEVEU", "Dermatologie", "2 ans", ""), 90, TOP + 5 * LINE,
	    "present certain" },
	{ "a stamp of arrival and nothing else",
	    OPINION("", "", "", "", "", "") "ARRIVÉE – Direction – 12 JAN. "
	    "2026\n", 0, 0, "blank certain" },
	{ "a stamp of arrival, and a hand",
	    OPINION("", "", "", "", "", "") "ARRIVÉE – Direction – 12 JAN. "
	    "2026\n", 90, TOP + 5 * LINE, "present certain" },
	{ "a stroke of the pen: a person looks", OPINION("", "", "", "", "",
	    ""), 40, TOP + 5 * LINE, "uncertain certain" },
};

START_TEST(opinions)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL, *expected = g_strdup_printf(
	    "piece avis-directeur-ch %s", sheets[_i].state);
	struct page *page;
	struct part *part;

	bench->report->subject = g_strdup("Dossier de Mme Clara NEVEU");
	part = add_document(bench, NULL, "scan.pdf", sheets[_i].text);
	page = part->pages->pdata[0];
	make_scanned(page);
	if (sheets[_i].pen > 0)
		add_ink(page, NULL, LEFT + 400, sheets[_i].pen_y,
		    sheets[_i].pen);
	bench_run(bench);
	found = all_findings(bench);
	if (!g_str_equal(found, expected))
		show_evidence(bench);
	ck_assert_msg(g_str_equal(found, expected), "%s: %s",
	    sheets[_i].what, found);
	bench_free(bench);
}
END_TEST

/* As a copier misreads it: c for e, l for i, rn for m, 1 for l, a letter
 * lost. */
#define MISREAD(signatory, host, name, service, period, date)             \
	"ANNEXE 9\nCANDlDATURE ASR\nAvis du DIRECTEUR du CENTRE "         \
	"HOSP1TALIER\ndans lequel l’assistant souhaitc être recruté ou\n" \
	"exerccr son tcmps partagé\nJe soussiqné(e) " signatory "\n"      \
	"Directeur de : " host "\nDonne un avis favorab1e à : " name "\n" \
	"Poiir être recruté(e) en qualité d’assistant spéciallste ou "     \
	"exercer son tcmps partagé dans le servicc : " service "\n"       \
	"Poiir la périodc du : " period "\nà l’issue de ce post-interat "  \
	"l’établissemcnt envisage de recruter ce candidat en tant que :\n" \
	"Datc : " date "\nSiqnature :\n"

static const struct {
	const char *what, *text, *state;
} layers[] = {
	{ "typed, and nobody wrote on it", OPINION("", "", "", "", "", ""),
	    "blank certain" },
	{ "typed: a signatory of a short name, and the day",
	    OPINION("Maud BERTIN", "CH Valbec", "Clara NEVEU",
	    "Dermatologie", "2 ans", "12/01/2026"), "present certain" },
	{ "typed: the same, each below its label",
	    OPINION("\nMaud BERTIN", "\nCH Valbec", "\nClara NEVEU",
	    "\nDermatologie", "\n2 ans", "\n12/01/2026"),
	    "present certain" },
	{ "typed: a signatory, and no day",
	    OPINION("Maud BERTIN", "CH Valbec", "Clara NEVEU",
	    "Dermatologie", "2 ans", ""), "uncertain certain" },
	{ "typed: the day, and no signatory",
	    OPINION("", "CH Valbec", "Clara NEVEU", "Dermatologie", "2 ans",
	    "12/01/2026"), "uncertain certain" },
	{ "nobody wrote on it", MISREAD("", "", "", "", "", ""),
	    "uncertain certain" },
	{ "the candidate's name, misread too", MISREAD("", "",
	    "C1ara NEVEV", "", "", ""), "uncertain certain" },
	{ "name, dates, hospital and specialty, all misread",
	    MISREAD("", "Centre hospitalicr Aristidc Prunler de Valbcc",
	    "C1ara NEVEV", "Anesthésic-réanimatlon",
	    "du 2 novernbre 2026 au 1er novcmbre 2028", "l2/01/2026"),
	    "uncertain certain" },
	{ "a signatory and what they say", MISREAD("Gilles TESSONNIER, par "
	    "délégation du directoire réuni le 6 janvier", "CH Va1bec",
	    "C1ara NEVEV", "Dermatologie, unité Lavoisier", "2 ans",
	    "12/01/2026"), "present certain" },
	{ "one word misread, and nobody wrote on it",
	    "ANNEXE 9\nCANDIDATURE ASR\nAvis du DIRECTEUR du CENTRE "
	    "HOSPITALIER\ndans lequel l’assistant souhaite être recruté ou\n"
	    "exercer son temps partagé\nJe soussigné(e)\nDirectenr de :\n"
	    "Donne un avis favorable à :\nPour être recruté(e) en qualité "
	    "d’assistant spécialiste ou exercer son temps partagé dans le "
	    "servicc :\nPour la période du :\nà l’issue de ce post-internat "
	    "l’établissement envisage de recruter ce candidat en tant que :\n"
	    "Date :\nSignature :\n", "uncertain certain" },
};

/* Words hardly read are the form's where they come near one of its own. */
START_TEST(a_bad_copy_of_nothing_is_blank)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL;
	struct page *page;
	struct part *part;

	bench->report->subject = g_strdup("Dossier de Mme Clara NEVEU");
	part = add_document(bench, NULL, "scan.pdf", BAD_COPY);
	page = part->pages->pdata[0];
	make_scanned(page);
	for (unsigned i = 0; i < page->ink->len; i++) {
		struct ink *ink = page->ink->pdata[i];

		if (g_str_equal(ink->text, "Cinteme"))
			ink->confidence = 0;
		ink->area *= strlen(ink->text) > 1 ? 4 : 0; /* bold */
	}
	bench_run(bench);
	found = all_findings(bench);
	if (!g_str_equal(found, "piece fiche-candidat blank certain"))
		show_evidence(bench);
	ck_assert_str_eq(found, "piece fiche-candidat blank certain");
	bench_free(bench);
}
END_TEST

/* A pen's name comes out as any letters: it makes no person of its own. */
START_TEST(handwriting_names_nobody)
{
	struct bench *bench = bench_new();
	const struct candidate *candidate;
	struct page *page;
	struct part *part;

	bench->report->subject = g_strdup("Dossier de Mme Clara NEVEU");
	part = add_document(bench, NULL, "scan.pdf", "ANNEXE 1\n"
	    "FICHE DU CANDIDAT\nEtat civil :\nNom du candidat : POUR\n"
	    "Prénom du candidat : Abar\nDate de naissance :\n"
	    "Lieu de naissance :\nDépartement de naissance :\n"
	    "Spécialité de DES : Dermatologie\nStatut actuel :\n");
	page = part->pages->pdata[0];
	make_scanned(page);
	for (unsigned i = 0; i < page->ink->len; i++) {
		struct ink *ink = page->ink->pdata[i];

		if (g_str_equal(ink->text, "POUR") ||
		    g_str_equal(ink->text, "Abar"))
			ink->confidence = 20;
	}
	bench_run(bench);
	ck_assert_uint_eq(bench->candidates->len, 1);
	candidate = bench->candidates->pdata[0];
	ck_assert_str_eq(candidate->family_name, "NEVEU");
	bench_free(bench);
}
END_TEST

/* A signature that a reader of pictures took for a word of the form. */
static const struct {
	uint16_t height;
	uint8_t confidence;
	const char *state;
} hands[] = {
	{ 70, 49, "uncertain" },
	{ 69, 49, "blank" },  /* print, if badly read */
	{ 70, 50, "blank" },  /* as surely read as print is */
};

START_TEST(a_hand_is_no_word_of_the_form)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL, *expected = g_strdup_printf(
	    "piece avis-directeur-ch %s certain", hands[_i].state);
	struct page *page;
	struct ink *ink;
	struct part *part;

	bench->report->subject = g_strdup("Dossier de Mme Clara NEVEU");
	part = add_document(bench, NULL, "scan.pdf", OPINION("", "", "", "",
	    "", ""));
	page = part->pages->pdata[0];
	make_scanned(page);
	add_ink(page, "De", LEFT + 400, TOP + 5 * LINE, 0);
	ink = page->ink->pdata[page->ink->len - 1];
	ink->confidence = hands[_i].confidence;
	ink->height = hands[_i].height;
	ink->width = 180;
	ink->area = 3000; /* 30 mm² */
	bench_run(bench);
	found = all_findings(bench);
	ck_assert_str_eq(found, expected);
	bench_free(bench);
}
END_TEST

/* Another's name counts where it was printed and read beyond doubt. */
static const struct {
	const char *name;
	uint8_t confidence;
	const char *state;
} others[] = {
	{ "Paul LENORMAND", 92, "uncertain probable" },
	{ "Paul LENORMAND", 75, "uncertain probable" },
	{ "Paul LENORMAND", 74, "present certain" },
	{ "Li LENORMAND", 92, "present certain" }, /* two letters: a speck */
	{ "Clara NEVEU", 92, "present certain" },
};

START_TEST(opinions_on_others)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL, *text = g_strdup_printf(OPINION(
	    "Gilles TESSONNIER", "CH Valbec", "%s", "Dermatologie", "2 ans",
	    "12/01/2026"), others[_i].name);
	g_autofree char *expected = g_strdup_printf("piece fiche-candidat "
	    "present certain\npiece avis-directeur-ch %s", others[_i].state);
	struct page *page;
	struct part *part;

	bench->report->subject = g_strdup("Dossier de Mme Clara NEVEU");
	add_document(bench, NULL, "fiche.pdf", "ANNEXE 1\n"
	    "FICHE DU CANDIDAT\nEtat civil :\nNom du candidat : NEVEU\n"
	    "Prénom du candidat : Clara\nDate de naissance : 12/03/1996\n"
	    "Lieu de naissance : Valbec\nSpécialité de DES : Dermatologie\n");
	part = add_document(bench, NULL, "scan.pdf", text);
	page = part->pages->pdata[0];
	make_scanned(page);
	for (unsigned i = 0; i < page->ink->len; i++) {
		struct ink *ink = page->ink->pdata[i];

		if (strstr(others[_i].name, ink->text) != NULL)
			ink->confidence = others[_i].confidence;
	}
	bench_run(bench);
	found = all_findings(bench);
	ck_assert_str_eq(found, expected);
	bench_free(bench);
}
END_TEST

START_TEST(copiers_text)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL, *expected = g_strdup_printf(
	    "piece avis-directeur-ch %s", layers[_i].state);

	bench->report->subject = g_strdup("Dossier de Mme Clara NEVEU");
	g_ptr_array_add(bench->employers, (gpointer)registry_find(
	    bench->registry, "CH-VALBEC"));
	add_document(bench, NULL, "scan.pdf", layers[_i].text);
	bench_run(bench);
	found = all_findings(bench);
	if (!g_str_equal(found, expected))
		show_evidence(bench);
	ck_assert_msg(g_str_equal(found, expected), "%s: %s",
	    layers[_i].what, found);
	bench_free(bench);
}
END_TEST

HARNESS_MAIN("scanned", bench_form();
    tcase_add_test(tc, a_bad_copy_of_nothing_is_blank);
    tcase_add_test(tc, handwriting_names_nobody);
    tcase_add_loop_test(tc, copiers_text, 0, G_N_ELEMENTS(layers));
    tcase_add_loop_test(tc, a_hand_is_no_word_of_the_form, 0,
	G_N_ELEMENTS(hands));
    tcase_add_loop_test(tc, opinions_on_others, 0,
	G_N_ELEMENTS(others));
    tcase_add_loop_test(tc, opinions, 0, G_N_ELEMENTS(sheets)))
