/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recognising.h"
#include "signed-letters.h"

/* Where findings is NULL, that no opinion is certain. */
static void
check_letter(const struct letter *letter)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL;

	add_document(bench, NULL, "document.pdf", letter->text);
	bench_run(bench);
	found = all_findings(bench);
	if (letter->findings == NULL) {
		if (strstr(found, "piece avis") != NULL &&
		    strstr(found, "present certain") != NULL)
			fprintf(stderr, "%s:\n%s\n", letter->what, found);
		ck_assert(strstr(found, "piece avis") == NULL ||
		    strstr(found, "present certain") == NULL);
		bench_free(bench);
		return;
	}
	if (!g_str_equal(found, letter->findings)) {
		fprintf(stderr, "%s:\n%s\n  instead of\n%s\n", letter->what,
		    found, letter->findings);
		show_evidence(bench);
	}
	ck_assert_str_eq(found, letter->findings);
	bench_free(bench);
}

START_TEST(single_documents)
{
	check_letter(&letters[_i]);
}
END_TEST

START_TEST(signed_documents)
{
	check_letter(&signed_letters[_i]);
}
END_TEST

/* Written in the first person as a letter is, to nobody: projects. */
static const char *const free_projects[] = {
	"Lise MARCHADIER\nMon projet professionnel est d’exercer la "
	"pneumologie à Valbec. Ma candidature repose sur deux années : trois "
	"jours au CH de Valbec, deux au CHU de Caen. Je souhaite exercer "
	"l’endoscopie et poursuivre un travail de recherche.\n",
	"Projet de Yanis BELKACEM\nActuellement docteur junior en cardiologie, "
	"je souhaite rejoindre le service du CH de Valbec. Je sollicite un "
	"temps partagé : lundi à mercredi à Valbec, jeudi et vendredi au CHU.\n",
	"Organisation prévue\nJe désire consacrer 60 % de mon temps aux "
	"consultations. Mes motivations : la rythmologie, l’enseignement. Je "
	"souhaite exercer aussi à l’unité de soins intensifs du CHU de Caen.\n",
};

START_TEST(projects_are_no_letters)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL;

	add_document(bench, NULL, "document.pdf", free_projects[_i]);
	bench_run(bench);
	found = all_findings(bench);
	ck_assert_msg(strstr(found, " certain") == NULL, "%s", found);
	bench_free(bench);
}
END_TEST

/* Several documents: who they are about. */
struct scenario {
	const char *what;
	const char *subject, *body;
	struct {
		const char *path, *name, *text;
	} documents[6];
	const char *candidates; /* NOM|Prénom|CODE: pieces */
};

#define FICHE(family, given) "ANNEXE 1\nFICHE DU CANDIDAT\nEtat civil :\n" \
	"Nom du candidat : " family "\nPrénom du candidat : " given "\n" \
	"Date de naissance : 12/03/1996\nLieu de naissance : Valbec\n" \
	"Département de naissance : 14\nInformations professionnelles :\n" \
	"Spécialité de DES : Dermatologie\nStatut actuel :\n[x] Interne\n" \
	"[ ] Docteur Junior\n[ ] Autre : (à préciser)\n" \
	"Date de la prise de fonction :\n[x] Novembre 2026\n" \
	"[ ] Mai 2027\nDurée de fonctions prévue :\n[ ] 1 an\n[x] 2 ans\n"
/* The same as a copier misreads it. */
#define MISREAD_FICHE(family, given) "ANNEXE 1\nFICHE DU CANDlDAT\n" \
	"Etat civil :\nNom du candidat : " family "\n" \
	"Prénom du candidat : " given "\n" \
	"Datc de naissancc : 12/03/1996\nLieu de naissance : Valbcc\n" \
	"Départernent de naissance : 14\nInforrnations profcssionnelles :\n" \
	"Spécia1ité de DES : Dermatologie\nStatut actuel :\n[x] Interne\n" \
	"[ ] Docteur Junior\n[ ] Autre : (à précisef)\n" \
	"Date de la prise de fonction :\n[x] Novembre 2026\n" \
	"[ ] Mai 2027\nDurée de fonctions prévuc :\n[ ] 1 an\n[x] 2 ans\n"
#define PARCOURS(family, given) "Descriptif du parcours – " given " " \
	family "\nStages hospitaliers durant l’internat\nNovembre 2023 – " \
	"mai 2024, CHU de Rouen, médecine interne\n"
#define CME(name) "Je soussigné, Dr Pol HAMON, président de la CME du CH " \
	"de Valbec, donne un avis favorable à la candidature de " name ".\n" \
	"Dr Pol HAMON\nPrésident de la CME du CH de Valbec\n"
#define COORDINATOR(name) "CHU de Caen Normandie\n" name " compte parmi nos " \
	"meilleurs internes.\nEn qualité de coordonnateur du DES de "        \
	"dermatologie, j’émets un avis favorable : " name " a sa place ici.\n" \
	"Pr Yseult DAMPIERRE\nCoordonnatrice du DES de dermatologie\n"

static const struct scenario scenarios[] = {
	{ "one candidate, the opinion names her in another order",
	    "Dossier ASR Mme NEVEU", "Bonjour,\nci-joint le dossier.\n",
	    { { NULL, "fiche.pdf", FICHE("NEVEU", "Clara") },
	    { NULL, "cme.pdf", CME("Clara NEVEU") } },
	    "NEVEU|Clara|CH-VALBEC: fiche-candidat avis-cme-ch" },
	{ "the particle joined in one, parted in the other",
	    "Dossier", "",
	    { { NULL, "fiche.pdf", FICHE("LE GOFF", "Yann") },
	    { NULL, "cme.pdf", CME("M. Yann Legoff") } },
	    "LE GOFF|Yann|CH-VALBEC: fiche-candidat avis-cme-ch" },
	{ "a name with a hyphen, too long for its line",
	    "Dossier", "",
	    { { NULL, "fiche.pdf", FICHE("LETELLIER-\nBOURDON", "Marie-\n"
	    "Claude") },
	    { NULL, "cme.pdf", CME("Mme LETELLIER-BOURDON") } },
	    "LETELLIER-BOURDON|Marie-Claude|CH-VALBEC: fiche-candidat "
	    "avis-cme-ch" },
	{ "a married name, told in the opinion",
	    "Dossier", "",
	    { { NULL, "fiche.pdf", FICHE("BAUDRY", "Claire") },
	    { NULL, "cme.pdf", CME("Mme LEROUX Claire (née BAUDRY)") } },
	    "BAUDRY|Claire|CH-VALBEC: fiche-candidat avis-cme-ch" },
	{ "a married name, told in the message",
	    "Dossier", "Bonjour,\nLe dossier de Mme Claire BAUDRY (épouse "
	    "LEROUX).\n",
	    { { NULL, "fiche.pdf", FICHE("BAUDRY", "Claire") },
	    { NULL, "cme.pdf", CME("Mme LEROUX Claire") } },
	    "BAUDRY|Claire|CH-VALBEC: fiche-candidat avis-cme-ch" },
	{ "the name of the sheet’s own fields, in a table of two columns",
	    "Dossier LEROUX", "",
	    { { NULL, "LEROUX_fiche.rtf", "Annexe 1 – Fiche du candidat\n"
	    "Nom\tBAUDRY\nPrénom\tClaire\nSpécialité de DES\tDermatologie\n"
	    "Statut actuel\t[x] interne\nPrise de fonction\tnovembre 2026\n" },
	    { NULL, "LEROUX_cme.pdf", CME("Mme Claire LEROUX née BAUDRY") } },
	    "BAUDRY|Claire|CH-VALBEC: fiche-candidat avis-cme-ch" },
	{ "two candidates, a folder each",
	    "Deux dossiers", "",
	    { { "NEVEU Clara", "Annexe 1.pdf", FICHE("NEVEU", "Clara") },
	    { "NEVEU Clara", "avis.pdf", CME("Mme NEVEU Clara") },
	    { "BELKACEM Yanis", "Annexe 1.pdf", FICHE("BELKACEM", "Yanis") },
	    { "BELKACEM Yanis", "12.pdf", "ANNEXE 12\nPROTECTION DES "
	    "DONNEES\n[x] En cochant cette case, j’accepte de fournir\n" } },
	    "NEVEU|Clara|CH-VALBEC: fiche-candidat avis-cme-ch; "
	    "BELKACEM|Yanis|-: fiche-candidat protection-donnees" },
	{ "two candidates, told by the files' names",
	    "Dossiers NEVEU et BELKACEM", "",
	    { { NULL, "NEVEU_fiche.pdf", FICHE("NEVEU", "Clara") },
	    { NULL, "BELKACEM_fiche.pdf", FICHE("BELKACEM", "Yanis") },
	    { NULL, "BELKACEM_annexe12.pdf", "ANNEXE 12\nPROTECTION DES "
	    "DONNEES\n[x] En cochant cette case, j’accepte de fournir\n" } },
	    "NEVEU|Clara|-: fiche-candidat; "
	    "BELKACEM|Yanis|-: fiche-candidat protection-donnees" },
	{ "a hospital’s town in an archive’s name is nobody",
	    "Dossier", "",
	    { { "VALBEC_annexes_NEVEU.zip", "a.pdf", FICHE("NEVEU", "Clara") },
	    { "VALBEC_annexes_NEVEU.zip", "b.pdf", CME("Clara NEVEU") },
	    { "VALBEC_annexes_NEVEU.zip", "c.pdf", "ANNEXE 12\nPROTECTION "
	    "DES DONNEES\n[x] En cochant cette case, j’accepte\n" } },
	    "NEVEU|Clara|CH-VALBEC: fiche-candidat avis-cme-ch "
	    "protection-donnees" },
	{ "who has no document has no dossier, where somebody else has",
	    "Dossier", "",
	    { { "GROULT_annexes_NEVEU.zip", "a.pdf", FICHE("NEVEU", "Clara") },
	    { "GROULT_annexes_NEVEU.zip", "b.pdf", CME("Clara NEVEU") },
	    { "GROULT_annexes_NEVEU.zip", "c.pdf", COORDINATOR("Clara NEVEU") } },
	    "NEVEU|Clara|CH-VALBEC: fiche-candidat avis-cme-ch avis-coordonnateur" },
	{ "two candidates of one family name",
	    "Dossiers MARIE", "",
	    { { NULL, "1.pdf", FICHE("MARIE", "Justine") },
	    { NULL, "2.pdf", FICHE("MARIE", "Corentin") },
	    { NULL, "3.pdf", CME("M. Corentin MARIE") } },
	    "MARIE|Corentin|CH-VALBEC: fiche-candidat avis-cme-ch; "
	    "MARIE|Justine|-: fiche-candidat" },
	{ "no form at all: the subject names the candidate",
	    "RE: Candidature ASR – Dr Lise MARCHADIER (pneumologie)",
	    "Bonjour,\nVoici la pièce manquante.\nCordialement,\n"
	    "Jeanne PETIT\n",
	    { { NULL, "annexe 12.pdf", "ANNEXE 12\nPROTECTION DES DONNEES\n"
	    "[x] En cochant cette case, j’accepte de fournir\n" } },
	    "MARCHADIER|Lise|-: protection-donnees" },
	{ "only a family name, in the file's name",
	    "Dossier ASR complet", "",
	    { { NULL, "MARCHADIER annexe 12.pdf", "ANNEXE 12\nPROTECTION DES "
	    "DONNEES\n[x] En cochant cette case, j’accepte de fournir\n" } },
	    "MARCHADIER||-: protection-donnees" },
	{ "initials in files' names are nobody",
	    "Dossier ASR", "Bonjour,\nci-joint.\n",
	    { { NULL, "CN1.pdf", FICHE("NEVEU", "Clara") },
	    { NULL, "CN12.pdf", "ANNEXE 12\nPROTECTION DES DONNEES\n"
	    "[x] En cochant cette case, j’accepte de fournir\n" },
	    { NULL, "PJ 3.pdf", CME("Clara NEVEU") } },
	    "NEVEU|Clara|CH-VALBEC: fiche-candidat protection-donnees "
	    "avis-cme-ch" },
	{ "a name as short as initials, which the message tells",
	    "Dossier ASR", "Bonjour,\nle dossier de M. Ousmane BÂ.\n",
	    { { NULL, "BA_annexe12.pdf", "ANNEXE 12\nPROTECTION DES "
	    "DONNEES\n[x] En cochant cette case, j’accepte de fournir\n" } },
	    "BÂ|Ousmane|-: protection-donnees" },
	{ "a letter nobody recognises is not the end of what stood before",
	    "Dossier ASR", "",
	    { { NULL, "tout.docx", FICHE("NEVEU", "Clara") "\f"
	    "Centre hospitalier de Valbec\nValbec, le 12 janvier 2026\n"
	    "Nous avons pris connaissance de ce dossier avec intérêt et "
	    "restons à votre disposition pour toute précision utile.\n"
	    "Le service\n" } },
	    "NEVEU|Clara|-: fiche-candidat unidentified?" },
	{ "nor is one without letterhead that greets its reader",
	    "Dossier ASR", "",
	    { { NULL, "tout.docx", FICHE("NEVEU", "Clara") "\f"
	    "Chers collègues,\nJe vous remercie de votre confiance.\n" } },
	    "NEVEU|Clara|-: fiche-candidat unidentified?" },
	{ "nor is one that somebody else signs, whatever it says",
	    "Dossier ASR Clara NEVEU", "",
	    { { NULL, "tout.docx", PARCOURS("NEVEU", "Clara") "\f"
	    "Nous prenons acte du calendrier proposé.\n"
	    "Le Directeur du CH de Valbec\n" } },
	    "NEVEU|Clara|-: parcours unidentified?" },
	{ "nor one with a title of its own",
	    "Dossier ASR Clara NEVEU", "",
	    { { NULL, "tout.docx", PARCOURS("NEVEU", "Clara") "\f"
	    "Lettre\nLe lundi et le mardi à la consultation.\n" } },
	    "NEVEU|Clara|-: parcours unidentified?" },
	{ "a second page of the same piece is its rest",
	    "Dossier ASR Clara NEVEU", "",
	    { { NULL, "tout.docx", PARCOURS("NEVEU", "Clara") "\f"
	    "Mai 2024 – novembre 2024, CHU de Caen, dermatologie\n"
	    "Chef de service : Pr Alban TESNIÈRE\n" } },
	    "NEVEU|Clara|-: parcours" },
	{ "the president of another hospital's CME is not the employer's",
	    "Dossier ASR", "",
	    { { NULL, "projet.pdf", "Projet pédagogique de temps partagé\n"
	    "Mme Clara NEVEU\nQuotité de temps : 60 % au CH de Valbec, 40 % "
	    "au CHU de Caen.\nÉtablissement employeur : CH de Valbec\n" },
	    { NULL, "cme.pdf", "Je soussigné, Dr Pol HAMON, président de la "
	    "CME du CH d’Eu, donne un avis favorable à la "
	    "candidature de Clara NEVEU.\n" } },
	    "NEVEU|Clara|CH-VALBEC: projet avis-cme-ch?" },
	{ "a date and a signature are the end of what stood before",
	    "Dossier ASR", "",
	    { { NULL, "tout.docx", FICHE("NEVEU", "Clara") "\f"
	    "Date : 12/01/2026\nSignature :\nC. Neveu\n" } },
	    "NEVEU|Clara|-: fiche-candidat" },
	{ "nobody named",
	    "Numérisation", "",
	    { { NULL, "scan0001.pdf", "ANNEXE 12\nPROTECTION DES DONNEES\n"
	    "[x] En cochant cette case, j’accepte de fournir\n" } },
	    "-: protection-donnees" },
	{ "a typed name one letter off may be another's",
	    "Dossier de Jean DUPONT", "",
	    { { NULL, "fiche.pdf", FICHE("DUPONT", "Jean") },
	    { NULL, "cme.pdf", CME("M. Jean DUPOND") } },
	    "DUPONT|Jean|CH-VALBEC: fiche-candidat avis-cme-ch?" },
	{ "one letter off, and the same piece: nobody knows who",
	    "Dossier", "",
	    { { NULL, "a.pdf", FICHE("DUPONT", "Jean") },
	    { NULL, "b.pdf", CME("M. Jean DUPONT") },
	    { NULL, "c.pdf", FICHE("DUPOND", "Jean") } },
	    "DUPONT|Jean|CH-VALBEC: fiche-candidat avis-cme-ch "
	    "fiche-candidat?" },
	{ "two people of near names, a dossier each",
	    "Dossiers", "",
	    { { "1", "a.pdf", FICHE("MARTIN", "Léa") },
	    { "1", "b.pdf", CME("Mme Léa MARTIN") },
	    { "2", "a.pdf", FICHE("MARTIN", "Léo") },
	    { "2", "b.pdf", CME("M. Léo MARTIN") } },
	    "MARTIN|Léa|CH-VALBEC: fiche-candidat avis-cme-ch; "
	    "MARTIN|Léo|CH-VALBEC: fiche-candidat avis-cme-ch" },
	{ "a copier misread the name on one page: one person",
	    "Dossier", "",
	    { { NULL, "cme.pdf", CME("Mme Clara NEVEU") },
	    { NULL, "fiche.pdf", MISREAD_FICHE("NEVEV", "C1ara") } },
	    "NEVEU|Clara|CH-VALBEC: avis-cme-ch fiche-candidat" },
	{ "the page twice, once under a name misread: perhaps another's",
	    "Dossier", "",
	    { { NULL, "a.pdf", FICHE("MARTIN", "Léa") },
	    { NULL, "b.pdf", MISREAD_FICHE("MARTIN", "Léo") } },
	    "MARTIN|Léa|-: fiche-candidat fiche-candidat?" },
	{ "of two pages titled «Avis» the second is not the first's rest",
	    "Dossier NEVEU Clara", "",
	    { { NULL, "avis.pdf", "Avis – Cheffe de service, CHU de Caen "
	    "Normandie\nNom du signataire Pr Ulysse CHANTELOUP\n"
	    "Candidate Mme Clara NEVEU\nAvis [x] favorable [ ] réservé\n"
	    "Date 14 janvier 2026\nSignature\n\f"
	    "Avis – Cheffe de setvlce, Cette hcspltalier de Valbcc\n"
	    "Nom du s1gnataire Dt Fatoumata DIABY\n"
	    "Candidate Mme Clara NEVEU\nAvis [x] favorable [ ] réservé\n"
	    "Dete 14 janvier 2026\nSignaturo\n" } },
	    "NEVEU|Clara|-: avis-chef-service-chu unidentified?" },
	{ "a letter whose year is misread, behind a project",
	    "Dossier NEVEU Clara", "",
	    { { NULL, "scan.pdf", "Projet d’exercice partagé\n"
	    "Clara NEVEU – dermatologie\n1re année 60 % 40 %\n"
	    "Activité de soins : consultations.\n\f"
	    "CHU de Caen Normandie\nFait à l’hôpital, le 6 janvier 202i\n"
	    "J’atteste occeiter de recevoir Mme Clara NEVEU au sein du "
	    "service dont j’ai la charge.\nCheffe do service\n"
	    "Pr Rachida OFKIR\n" } },
	    "NEVEU|Clara|-: projet unidentified?" },
	{ "a document of somebody of the candidate's family name",
	    "Dossier LEFRANC Adèle", "",
	    { { NULL, "fiche.pdf", FICHE("LEFRANC", "Adèle") },
	    { NULL, "LEFRANC A (2).pdf", COORDINATOR("M. Arthur LEFRANC") } },
	    "LEFRANC|Adèle|-: fiche-candidat avis-coordonnateur?" },
	{ "the same name once, and the candidate's: a colleague",
	    "Dossier LEFRANC Adèle", "",
	    { { NULL, "fiche.pdf", FICHE("LEFRANC", "Adèle") },
	    { NULL, "LEFRANC A (2).pdf", COORDINATOR("Mme Adèle LEFRANC")
	    "Copie : M. Arthur LEFRANC\n" } },
	    "LEFRANC|Adèle|-: fiche-candidat avis-coordonnateur" },
	{ "an opinion about somebody else does not count for sure",
	    "Dossier NEVEU Clara", "",
	    { { NULL, "fiche.pdf", FICHE("NEVEU", "Clara") },
	    { NULL, "8.pdf", "Avis du président de CME du CH\n"
	    "Je soussigné(e) Dr Pol HAMON\nPrésident de CME de : CH de "
	    "Valbec\nDonne un avis favorable à : Paul LENORMAND\n" } },
	    "NEVEU|Clara|CH-VALBEC: fiche-candidat avis-cme-ch?" },
};

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *
say_pieces(const char *head, const GPtrArray *findings)
{
	GString *out = g_string_new(head);

	for (unsigned i = 0; i < findings->len; i++) {
		const struct finding *f = findings->pdata[i];

		g_string_append_printf(out, "%s%s%s", i == 0 ? ": " : " ",
		    f->piece == NULL ? finding_kind_word(f->kind) : f->piece,
		    f->certainty == CERTAINTY_CERTAIN ? "" : "?");
	}
	return g_string_free(out, FALSE);
}

static char *
say_candidates(const struct bench *bench)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; i < bench->candidates->len; i++) {
		const struct candidate *c = bench->candidates->pdata[i];
		g_autofree char *head = g_strdup_printf("%s|%s|%s",
		    c->family_name, c->given_name, c->establishment == NULL ?
		    "-" : c->establishment);

		g_ptr_array_add(all, say_pieces(head, c->findings));
	}
	if (bench->unassigned->len > 0)
		g_ptr_array_add(all, say_pieces("-", bench->unassigned));
	qsort(all->pdata, all->len, sizeof(gpointer), by_text);
	g_ptr_array_add(all, NULL);
	return g_strjoinv("; ", (char **)all->pdata);
}

static char *
sorted_list(const char *list)
{
	g_auto(GStrv) all = g_strsplit(list, "; ", -1);

	qsort(all, g_strv_length(all), sizeof(*all), by_text);
	return g_strjoinv("; ", all);
}

START_TEST(whole_messages)
{
	const struct scenario *scenario = &scenarios[_i];
	struct bench *bench = bench_new();
	g_autofree char *found = NULL, *expected = NULL;

	bench->report->subject = g_strdup(scenario->subject);
	g_free(bench->report->body);
	bench->report->body = g_strdup(scenario->body);
	for (size_t i = 0; i < G_N_ELEMENTS(scenario->documents) &&
	    scenario->documents[i].text != NULL; i++)
		add_document(bench, scenario->documents[i].path,
		    scenario->documents[i].name, scenario->documents[i].text);
	bench_run(bench);
	found = say_candidates(bench);
	expected = sorted_list(scenario->candidates);
	if (!g_str_equal(found, expected))
		show_evidence(bench);
	ck_assert_msg(g_str_equal(found, expected), "%s:\n%s\n%s",
	    scenario->what, found, expected);
	bench_free(bench);
}
END_TEST

/* A house's own sheet: what it asks is answered, and a hand signs it. */
#define SHEET(second, signatory) "CHU de Caen Normandie\nAVIS DU "            \
	"COORDONNATEUR DE D.E.S.\nSpécialité : dermatologie\n"              \
	"Étudiante : Clara NEVEU\n1) Candidature : A\n2) " second "\n"      \
	"Coordonnatrice locale\n" signatory "\n"
#define BOXES(tick) "Avis : [" tick "] favorable [ ] défavorable\n3) Suite : B"

static const struct {
	const char *text;
	unsigned images;
	const char *state;
} own_sheets[] = {
	{ SHEET("Projet : B", "Pr Yseult DAMPIERRE"), 1, "present" },
	{ SHEET("Projet : B", "Pr Yseult DAMPIERRE\nSignature :"), 1,
	    "present" },
	{ SHEET(BOXES("x"), "Pr Yseult DAMPIERRE"), 1, "present" },
	{ SHEET("Projet : B", "Pr Yseult DAMPIERRE"), 0, "uncertain" },
	{ SHEET("Projet : B", ""), 1, "uncertain" },
	{ SHEET("Projet : B", "Mme Clara NEVEU"), 1, "uncertain" },
	{ SHEET("Projet :", "Pr Yseult DAMPIERRE"), 1, "uncertain" },
	{ SHEET("Projet : ……", "Pr Yseult DAMPIERRE"), 1, "uncertain" },
	/* One answer is left of two. */
	{ SHEET("Lieu : CHU de Caen", "Pr Yseult DAMPIERRE"), 1,
	    "uncertain" },
	{ SHEET(BOXES(" "), "Pr Yseult DAMPIERRE"), 1, "uncertain" },
};

START_TEST(sheets_of_a_house)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL, *expected = g_strdup_printf(
	    "piece avis-coordonnateur %s certain", own_sheets[_i].state);
	struct part *part;

	bench->report->subject = g_strdup("Dossier de Mme Clara NEVEU");
	part = add_document(bench, NULL, "scan.pdf", own_sheets[_i].text);
	((struct page *)part->pages->pdata[0])->images =
	    own_sheets[_i].images;
	bench_run(bench);
	found = all_findings(bench);
	ck_assert_str_eq(found, expected);
	bench_free(bench);
}
END_TEST

START_TEST(an_attached_message_may_be_an_opinion)
{
	struct bench *bench = bench_new();
	struct part *said = add_document(bench, NULL, "avis.eml",
	    "Bonjour,\nEn tant que coordonnateur local du DES de gériatrie, je "
	    "soutiens la candidature de Mme Lise MARCHADIER.\n"
	    "Pr Gilles TESSON\n");
	struct part *sent = add_document(bench, NULL, "envoi.eml",
	    "Bonjour,\nVoici le dossier.\nCordialement,\nJeanne PETIT\n");
	g_autofree char *found = NULL;

	said->role = sent->role = PART_BODY;
	said->parent = sent->parent = 0;
	((struct page *)said->pages->pdata[0])->quoted = true;
	bench_run(bench);
	found = all_findings(bench);
	ck_assert_str_eq(found, "piece avis-coordonnateur uncertain probable");
	bench_free(bench);
}
END_TEST

START_TEST(a_specialty_goes_on_below_its_line)
{
	struct bench *bench = bench_new();
	const struct candidate *candidate;

	add_document(bench, NULL, "fiche.pdf", "ANNEXE 1\nFICHE DU CANDIDAT\n"
	    "Nom du candidat : NEVEU\nPrénom du candidat : Clara\n"
	    "Lieu de naissance : Valbec\nSpécialité de DES : Médecine\n"
	    "d’urgence\nStatut actuel :\n[x] Interne\n[ ] Docteur Junior\n"
	    "Date de la prise de fonction :\n[x] Novembre 2026\n");
	bench_run(bench);
	ck_assert_uint_eq(bench->candidates->len, 1);
	candidate = bench->candidates->pdata[0];
	ck_assert_str_eq(candidate->specialty, "Médecine d’urgence");
	bench_free(bench);
}
END_TEST

HARNESS_MAIN("recognise", bench_form();
    tcase_add_test(tc, an_attached_message_may_be_an_opinion);
    tcase_add_test(tc, a_specialty_goes_on_below_its_line);
    tcase_add_loop_test(tc, single_documents, 0, G_N_ELEMENTS(letters));
    tcase_add_loop_test(tc, signed_documents, 0,
	G_N_ELEMENTS(signed_letters));
    tcase_add_loop_test(tc, projects_are_no_letters, 0,
	G_N_ELEMENTS(free_projects));
    tcase_add_loop_test(tc, sheets_of_a_house, 0,
	G_N_ELEMENTS(own_sheets));
    tcase_add_loop_test(tc, whole_messages, 0, G_N_ELEMENTS(scenarios)))
