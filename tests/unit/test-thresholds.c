/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each threshold of a form at its limit and one past it.  What is put before
 * it is measured by hand: see the rows.
 */
#include "piece-rules.h"
#include "sheets.h"
#include "text.h"

/* The page of 20 words, all different, and so of 17 runs of four. */
#define TITLE "Relevé des ruches\n"
#define WORDS_4_TO_18                                                       \
	"emplacement altitude exposition essence colonie\n"                 \
	"couvain hausse nourrisseur traitement récolte\n"                   \
	"pesée essaimage hivernage varroa frelon\n"
#define WORDS_19_20 "observation propolis\n"
#define SHEET TITLE WORDS_4_TO_18 WORDS_19_20
/* Twelve of them, never four in a row. */
#define TWELVE TITLE "altitude essence couvain\nnourrisseur récolte\n"    \
	"essaimage varroa\nfrelon propolis\n"
/* Three runs of four. */
#define RUN "couvain hausse nourrisseur traitement récolte pesée\n"

/* More than a note, and no word of the form. */
#define PROSE                                                               \
	"Quatre bateaux quittent le vieux port au petit matin, voiles "     \
	"basses, tandis que trois douaniers fument sur le quai mouillé en " \
	"attendant que la pluie cesse et que le café ouvre enfin.\n"
#define STRANGE "kwxyvbtzqj\n" /* ten letters, like no word */

static const char form_text[] =
    "[form]\nid = bees\ntitle = Ruches\nblank = %s\n"
    "[marks]\nheading = annexe\n"
    "[piece survey]\nlabel = Relevé\nrequirement = required\n"
    "annexe = 2\nformer-annexes = 7\n"
    "titles = relevé des ruches\n"
    "phrases = miel de tilleul;cire très blanche;reine marquée\n"
    "[piece permit]\nlabel = Permis\nrequirement = required\n"
    "titles = permis de butiner\nphrases = prairie fleurie\n"
    "[thresholds]\n%s = %u\n";

/* A form of two pieces, one threshold set; the caller frees it. */
static struct form *
form_with(const char *key, unsigned value)
{
	struct problems *problems = problems_new();
	g_autofree char *blank = NULL, *path = NULL, *text = NULL;
	int fd = g_file_open_tmp("bees-XXXXXX.txt", &blank, NULL);
	struct form *form;

	ck_assert_int_ge(fd, 0);
	close(fd);
	ck_assert(g_file_set_contents(blank, "@ survey\n" SHEET, -1, NULL));
	fd = g_file_open_tmp("bees-XXXXXX.conf", &path, NULL);
	ck_assert_int_ge(fd, 0);
	close(fd);
	text = g_strdup_printf(form_text, blank, key, value);
	ck_assert(g_file_set_contents(path, text, -1, NULL));
	form = form_read(path, problems);
	ck_assert_uint_eq(problems_errors(problems), 0);
	problems_free(problems);
	ck_assert_int_eq(remove(path), 0);
	ck_assert_int_eq(remove(blank), 0);
	return form;
}

/* How the page came. */
enum paper {
	TYPED,
	SCANNED,    /* recognised here, its ink measured, */
	UNMEASURED, /* or not; read with a confidence of 90 */
};

#define SURE "piece survey present certain"
/* What is not certain is left to a person. */
#define LIKELY "piece survey uncertain probable"
#define BLANK "piece survey blank certain"
#define DOUBT "piece survey uncertain certain"
#define NOTHING "unidentified - uncertain unknown"
#define UNREAD "unidentified - unreadable unknown"

static const struct {
	const char *key;
	unsigned limit, past;
	const char *at_limit, *past_it; /* the findings */
	const char *text;
	enum paper paper;
	unsigned pen; /* mm² of writing among the words */
} rows[] = {
	/* A title weighs what makes it certain (8), or less. */
	{ "title", 8, 7, SURE, LIKELY, TITLE PROSE, TYPED, 0 },
	/* Two phrases: 8, or 6. */
	{ "phrase", 4, 3, SURE, LIKELY,
	    "Miel de tilleul\nReine marquée\n" PROSE, TYPED, 0 },
	{ "certain", 8, 9, SURE, LIKELY,
	    "Miel de tilleul\nReine marquée\n" PROSE, TYPED, 0 },
	/* One phrase: 4. */
	{ "probable", 4, 5, LIKELY, NOTHING, "Miel de tilleul\n" PROSE,
	    TYPED, 0 },
	/* And with a number that weighs 1, or nothing. */
	{ "annexe", 1, 0, LIKELY, NOTHING, "Annexe 2\nMiel de tilleul\n"
	    PROSE, TYPED, 0 },
	{ "former-annexe", 1, 0, LIKELY, NOTHING, "Annexe 7\n"
	    "Miel de tilleul\n" PROSE, TYPED, 0 },
	/* Two phrases against one: 8 to 4. */
	{ "margin", 4, 5, SURE, LIKELY "\npiece permit uncertain probable",
	    "Miel de tilleul\nReine marquée\n"
	    "Prairie fleurie\n" PROSE, TYPED, 0 },
	{ "shingles", 3, 4, SURE, NOTHING, RUN PROSE, TYPED, 0 },
	/* 23 % of 17 runs are 3, 24 % are 4. */
	{ "shingle-share", 23, 24, SURE, NOTHING, RUN PROSE, TYPED, 0 },
	/* 12 of 20 words are 60 %: the form's page, or a mention of it. */
	{ "form-words", 60, 61, BLANK, DOUBT, TWELVE, TYPED, 0 },
	{ "filled-letters", 10, 11, SURE, BLANK, SHEET STRANGE, TYPED, 0 },
	/* Ten letters of print are 23 mm², less than ink-blank. */
	{ "scan-letters", 10, 11, SURE, BLANK, SHEET STRANGE, SCANNED, 0 },
	{ "scan-letters-unmeasured", 10, 11, SURE, DOUBT, SHEET STRANGE,
	    UNMEASURED, 0 },
	/* Less than ink-blank is none, more than ink-filled is writing. */
	{ "ink-blank", 40, 41, DOUBT, BLANK, SHEET, SCANNED, 40 },
	{ "ink-filled", 90, 89, DOUBT, SURE, SHEET, SCANNED, 90 },
	/* 18 of 20 words are 90 %. */
	{ "ink-words", 90, 91, SURE, DOUBT, TITLE WORDS_4_TO_18, SCANNED,
	    90 },
	{ "read-confidence", 90, 91, NOTHING, UNREAD, PROSE, SCANNED, 0 },
	/* A copier's text: ten letters are left, 12 and more misread. */
	{ "misread-letters", 10, 11, SURE, DOUBT, TITLE
	    "emplacernent altitude exposltion essence colonie\n"
	    "couvain hausse nourrisseur traitement récolte\n"
	    "pesée essaimage hivernage varroa frelon\n" WORDS_19_20 STRANGE,
	    TYPED, 0 },
};

static void
add_row(struct bench *bench, unsigned row)
{
	struct part *part = add_document(bench, NULL, "scan.pdf",
	    rows[row].text);
	struct page *page = part->pages->pdata[0];

	if (rows[row].paper == TYPED)
		return;
	make_scanned(page);
	if (rows[row].paper == UNMEASURED)
		g_ptr_array_set_size(page->ink, 0);
	if (rows[row].pen > 0)
		add_ink(page, NULL, LEFT + 200, TOP + LINE, rows[row].pen);
}

/* The findings of a row with its key set to value; the caller frees it. */
static char *
found_with(unsigned row, unsigned value)
{
	struct bench *bench = bench_new();
	struct form *form = form_with(rows[row].key, value);
	char *found;

	bench->campaign.form = form;
	add_row(bench, row);
	bench_run(bench);
	found = all_findings(bench);
	bench_free(bench);
	form_free(form);
	return found;
}

START_TEST(at_the_limit_and_past)
{
	g_autofree char *at = found_with((unsigned)_i, rows[_i].limit);
	g_autofree char *past = found_with((unsigned)_i, rows[_i].past);

	ck_assert_msg(g_str_equal(at, rows[_i].at_limit), "%s = %u: %s",
	    rows[_i].key, rows[_i].limit, at);
	ck_assert_msg(g_str_equal(past, rows[_i].past_it), "%s = %u: %s",
	    rows[_i].key, rows[_i].past, past);
}
END_TEST

/* Ten words of six letters and more, two of them misread: 20 %. */
#define COPIED "emplacernent altitude exposltion essence colonie couvain\n"  \
	"hausse nourrisseur traitement récolte\n"

static const struct {
	const char *key;
	unsigned value;
	bool picture;
} copies[] = {
	{ "misread-words", 2, true },
	{ "misread-words", 3, false },
	{ "misread-share", 20, true },
	{ "misread-share", 21, false },
};

START_TEST(text_a_copier_wrote)
{
	struct form *form = form_with(copies[_i].key, copies[_i].value);
	struct bench *bench = bench_new();
	struct text *text = text_of_part(form->rules, NULL,
	    add_document(bench, NULL, "scan.pdf", COPIED));

	ck_assert_int_eq(text_page_is_ocr(text, 0), copies[_i].picture);
	text_free(text);
	bench_free(bench);
	form_free(form);
}
END_TEST

/* The limits that take a whole form to show, by their defaults. */
static const struct {
	const char *signatory;
	bool scanned;
	const char *state;
} signatories[] = {
	{ "Kwxyvb", false, "present" },
	{ "Kwxyv", false, "uncertain" },
	{ "Kwxyvb", true, "present" },
	{ "Kwxyv", true, "uncertain" },
};

START_TEST(a_name_that_signs)
{
	struct bench *bench = bench_new();
	g_autofree char *found = NULL, *text = g_strdup_printf(OPINION("%s",
	    "CH Valbec", "Clara NEVEU", "Dermatologie", "2 ans",
	    "12/01/2026"), signatories[_i].signatory);
	g_autofree char *expected = g_strdup_printf("piece "
	    "avis-directeur-ch %s certain", signatories[_i].state);
	struct part *part;

	ck_assert_uint_eq(bench->form->rules->thresholds.signatory_letters,
	    6);
	bench->report->subject = g_strdup("Dossier de Mme Clara NEVEU");
	part = add_document(bench, NULL, "scan.pdf", text);
	if (signatories[_i].scanned)
		make_scanned(part->pages->pdata[0]);
	bench_run(bench);
	found = all_findings(bench);
	ck_assert_str_eq(found, expected);
	bench_free(bench);
}
END_TEST

/* Two people of near names have two pieces each: two, or one of whom
 * something came twice. */
static const struct {
	unsigned pieces, candidates;
} shared[] = {
	{ 2, 2 },
	{ 3, 1 },
};

#define CME(name) "Je soussigné, Dr Pol HAMON, président de la CME du CH "  \
	"de Valbec, donne un avis favorable à la candidature de " name ".\n" \
	"Dr Pol HAMON\nPrésident de la CME du CH de Valbec\n"
#define FICHE(family, given) "ANNEXE 1\nFICHE DU CANDIDAT\nEtat civil :\n"  \
	"Nom du candidat : " family "\nPrénom du candidat : " given "\n"     \
	"Date de naissance : 12/03/1996\nLieu de naissance : Valbec\n"        \
	"Spécialité de DES : Dermatologie\nStatut actuel :\n[x] Interne\n"

START_TEST(two_people_of_near_names)
{
	struct bench *bench = bench_new();
	struct form form = *bench->form;
	struct form_rules rules = *form.rules;

	rules.thresholds.shared_pieces = shared[_i].pieces;
	form.rules = &rules;
	bench->campaign.form = &form;
	bench->report->subject = g_strdup("Dossiers");
	add_document(bench, "1", "a.pdf", FICHE("MARTIN", "Léa"));
	add_document(bench, "1", "b.pdf", CME("Dr Léa MARTIN"));
	add_document(bench, "2", "a.pdf", FICHE("MARTIN", "Léo"));
	add_document(bench, "2", "b.pdf", CME("Dr Léo MARTIN"));
	bench_run(bench);
	ck_assert_uint_eq(bench->candidates->len, shared[_i].candidates);
	bench_free(bench);
}
END_TEST

HARNESS_MAIN("thresholds", bench_form();
    tcase_add_loop_test(tc, at_the_limit_and_past, 0, G_N_ELEMENTS(rows));
    tcase_add_loop_test(tc, text_a_copier_wrote, 0, G_N_ELEMENTS(copies));
    tcase_add_loop_test(tc, a_name_that_signs, 0, G_N_ELEMENTS(signatories));
    tcase_add_loop_test(tc, two_people_of_near_names, 0,
	G_N_ELEMENTS(shared)))
