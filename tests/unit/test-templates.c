/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "templates.h"

#include "configured.h"

#define SHIPPED TEST_SOURCES "/etc/templates"

/* A folder of the shipped templates, one of them replaced; text NULL: that
 * one is missing. */
static char *
folder_with(enum reply_kind replaced, const char *text)
{
	char *folder = configured_folder();

	for (enum reply_kind kind = 1; kind < REPLY_KIND_COUNT; kind++) {
		g_autofree char *name = g_strconcat(reply_kind_word(kind),
		    ".txt", NULL);
		g_autofree char *from = g_build_filename(SHIPPED, name,
		    NULL);
		g_autofree char *own = NULL;

		if (kind == replaced && text == NULL)
			continue;
		if (kind != replaced)
			ck_assert(g_file_get_contents(from, &own, NULL,
			    NULL));
		g_free(configured_write(folder, name,
		    kind == replaced ? text : own, -1));
	}
	return folder;
}

#define HEAD "Subject: S\n\n"
#define RECEIVED HEAD "{received_date} {received_time}\n"

/* registered.txt, with its one error; NULL: none. */
static const struct {
	const char *text, *error;
} files[] = {
	{ RECEIVED, NULL },
	{ "\xef\xbb\xbfSubject: S\r\n\r\n{received_date}{received_time}",
	    NULL },
	{ RECEIVED "{#dossiers}{reference}{/dossiers}\n", NULL },
	{ RECEIVED "{#documents}\n{name}\n{/documents}\n", NULL },
	{ RECEIVED "{^several}one{/several}{#several}more{/several}\n",
	    NULL },
	{ RECEIVED "a } b\n", NULL },
	{ NULL, "registered.txt: " },
	{ "", "registered.txt:1: must begin with" },
	{ "Subject: S\n", ":1: must begin with" },
	{ "Subject: S\nBonjour\n", ":1: must begin with" },
	{ "Objet: S\n\n{received_date} {received_time}\n", ":1: must begin" },
	{ "Subject: {nobody}\n\n{received_date} {received_time}\n",
	    ":1: nobody: unknown field" },
	{ RECEIVED "\n{nobody}\n", ":5: nobody: unknown field" },
	{ RECEIVED "{}\n", ":4: : unknown field" },
	{ RECEIVED "{#nobody}{/nobody}\n", ":4: nobody: unknown field" },
	{ RECEIVED "{received_date\n}\n", ":4: “{” without “}”" },
	{ RECEIVED "{received_date", ":4: “{” without “}”" },
	{ RECEIVED "{#several}\n", ":5: several: opened but not closed" },
	{ RECEIVED "{/several}\n", ":5: several: closed but not open" },
	{ RECEIVED "{#several}{#has_link}{/several}{/has_link}\n",
	    ":4: several: closed while another" },
	{ RECEIVED "{reference}\n", ":4: reference: has no value here" },
	{ RECEIVED "{#dossiers}{label}{/dossiers}\n",
	    ":4: label: has no value here" },
	{ RECEIVED "{^dossiers}{reference}{/dossiers}\n",
	    ":4: reference: has no value here" },
	{ RECEIVED "{#documents}{/documents}{name}\n",
	    ":4: name: has no value here" },
	{ RECEIVED "{dossiers}\n", ":4: dossiers: is no text" },
	{ RECEIVED "{several}\n", ":4: several: is no text" },
	{ HEAD "{received_date}\n",
	    "received_time: a registered reply must have this field" },
	{ HEAD "{received_date}{received_time}\xff\n", ":3: not UTF-8" },
};

START_TEST(names_what_is_wrong)
{
	struct problems *problems = problems_new();
	char *folder = folder_with(REPLY_REGISTERED, files[_i].text);

	templates_free(templates_read(folder, problems));
	configured_expect(problems, files[_i].error);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

/* Blocks in blocks: at the limit, and one past it. */
START_TEST(depth_is_limited)
{
	for (unsigned depth = 8; depth <= 9; depth++) {
		GString *text = g_string_new(RECEIVED);
		struct problems *problems = problems_new();
		char *folder;

		for (unsigned i = 0; i < depth; i++)
			g_string_append(text, "{#several}");
		for (unsigned i = 0; i < depth; i++)
			g_string_append(text, "{/several}");
		folder = folder_with(REPLY_REGISTERED, text->str);
		templates_free(templates_read(folder, problems));
		configured_expect(problems,
		    depth == 8 ? NULL : "too many blocks");
		problems_free(problems);
		configured_remove(folder);
		g_string_free(text, TRUE);
	}
}
END_TEST

/* A template of the largest size, and of a byte more. */
START_TEST(size_is_limited)
{
	for (size_t size = 65536; size <= 65537; size++) {
		g_autofree char *rest =
		    g_strnfill(size - strlen(RECEIVED), '\n');
		g_autofree char *text = g_strconcat(RECEIVED, rest, NULL);
		struct problems *problems = problems_new();
		char *folder = folder_with(REPLY_REGISTERED, text);

		templates_free(templates_read(folder, problems));
		configured_expect(problems, size == 65536 ? NULL : "larger");
		problems_free(problems);
		configured_remove(folder);
	}
}
END_TEST

/* Fields without which a reply of that kind would say too little. */
static const struct {
	enum reply_kind kind;
	const char *field;
} needed[] = {
	{ REPLY_COMPLETE, "reference" },
	{ REPLY_COMPLETE, "candidate" },
	{ REPLY_INCOMPLETE, "missing" },
	{ REPLY_INCOMPLETE, "blank" },
	{ REPLY_INCOMPLETE, "unreadable" },
	{ REPLY_INCOMPLETE, "complete_until" },
	{ REPLY_LATE, "late" },
	{ REPLY_LATE, "deadline_date" },
	{ REPLY_NOT_DAM, "mailbox" },
};

START_TEST(needs_its_fields)
{
	struct problems *problems = problems_new();
	char *folder = folder_with(needed[_i].kind, RECEIVED);
	g_autofree char *error = g_strdup_printf(
	    "%s.txt: %s: a %s reply must have this field",
	    reply_kind_word(needed[_i].kind), needed[_i].field,
	    reply_kind_word(needed[_i].kind));

	templates_free(templates_read(folder, problems));
	ck_assert_uint_eq(configured_count(problems, true, error), 1);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

static struct values *
some_values(void)
{
	struct values *values = values_new();
	struct values *dossier = values_add(values, "dossiers");
	struct values *piece = values_add(dossier, "missing");

	values_set(values, "received_date", "13 février 2026");
	values_set(values, "session", "outer");
	values_set(values, "several", "oui");
	values_set(values, "has_link", NULL);
	values_set(dossier, "reference", "R-1");
	values_set(piece, "label", "Projet");
	values_set(piece, "annexe", "annexe 4");
	piece = values_add(dossier, "missing");
	values_set(piece, "label", "Fiche");
	dossier = values_add(values, "dossiers");
	values_set(dossier, "reference", "R-2");
	values_set(dossier, "session", "inner");
	return values;
}

/* The body after RECEIVED's own line. */
static const struct {
	const char *text, *filled;
} fills[] = {
	{ "plain\n", "plain\n" },
	{ "{session}|\n", "outer|\n" },
	{ "{mailbox}|\n", "|\n" },
	{ "{#several}yes{/several}{^several}no{/several}\n", "yes\n" },
	{ "{#has_link}yes{/has_link}{^has_link}no{/has_link}\n", "no\n" },
	{ "{#documents}x{/documents}{^documents}none{/documents}\n",
	    "none\n" },
	{ "a\n{#several}\nb\n{/several}\nc\n", "a\nb\nc\n" },
	{ "a\n{#has_link}\nb\n{/has_link}\nc\n", "a\nc\n" },
	{ "a {#several}b{/several}\nc\n", "a b\nc\n" },
	{ "{#dossiers}{reference} {session};{/dossiers}\n",
	    "R-1 outer;R-2 inner;\n" },
	{ "{#dossiers}\n{reference}:\n{#missing}\n- {label}{#annexe} "
	  "({annexe}){/annexe}\n{/missing}\n{^missing}\nnothing\n"
	  "{/missing}\n{/dossiers}\nend\n",
	    "R-1:\n- Projet (annexe 4)\n- Fiche\nR-2:\nnothing\nend\n" },
};

START_TEST(fills_in)
{
	g_autofree char *text = g_strconcat("Subject: {mailbox} [{session}]\n"
	    "\n{received_date}{received_time}\n", fills[_i].text, NULL);
	struct problems *problems = problems_new();
	struct values *values = some_values();
	g_autofree char *subject = NULL, *body = NULL, *expected = NULL;
	struct templates *templates;
	char *folder;

	folder = folder_with(REPLY_REGISTERED, text);
	templates = templates_read(folder, problems);
	configured_expect(problems, NULL);
	body = templates_fill(templates, REPLY_REGISTERED, values, &subject);
	expected = g_strconcat("13 février 2026\n", fills[_i].filled, NULL);
	ck_assert_str_eq(subject, "[outer]");
	ck_assert_str_eq(body, expected);
	values_free(values);
	templates_free(templates);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

/* What a sender named a file must not write lines of a reply. */
static const struct {
	const char *value, *line;
} lines[] = {
	{ "a.pdf", "a.pdf" },
	{ NULL, "" },
	{ "a\r\nDossier complet", "a  Dossier complet" },
	{ "a\tb\x7f", "a b " },
	{ "a\xe2\x80\xa8" "b", "a b" },            /* LINE SEPARATOR */
	{ "a\xe2\x80\xae" "fdp.exe", "afdp.exe" }, /* right to left */
	{ "a\xff", "a\xef\xbf\xbd" },
	{ "{received_date}", "{received_date}" },
	{ "Mme Élodie D’Œuvre", "Mme Élodie D’Œuvre" },
};

START_TEST(values_are_one_line)
{
	struct values *values = values_new();
	struct values *inner = values_add(values, "documents");

	values_set(values, "name", lines[_i].value);
	ck_assert_str_eq(values_text(values, "name"), lines[_i].line);
	ck_assert_str_eq(values_text(inner, "name"), lines[_i].line);
	ck_assert_str_eq(values_text(inner, "nobody"), "");
	ck_assert_ptr_null(values_list(inner, "name"));
	ck_assert_uint_eq(values_list(inner, "documents")->len, 1);
	values_free(values);
	values_free(NULL);
}
END_TEST

static void
add_piece(struct values *dossier, const char *list, const char *label,
    const char *file_names)
{
	g_autofree char *has = g_strconcat("has_", list, NULL);
	struct values *piece = values_add(dossier, list);

	values_set(dossier, has, "oui");
	values_set(piece, "label", label);
	values_set(piece, "annexe", "annexe 4");
	values_set(piece, "files", file_names);
}

static void
add_dossier(struct values *values, const char *reference, const char *state)
{
	struct values *dossier = values_add(values, "dossiers");

	values_set(dossier, "reference", reference);
	values_set(dossier, "candidate", "Jeanne DUPONT");
	values_set(dossier, "employer", "CH d’A");
	values_set(dossier, "subdivision", "Caen");
	values_set(dossier, "deadline_date", "15 mars 2026");
	values_set(dossier, state, "oui");
	values_set(dossier, "contact_name", "Jo Martin");
	values_set(dossier, "contact_phone", "02 00 00 00 00");
	values_set(dossier, "contact_email", "jo@ars.test");
	add_piece(dossier, "received", "Lettre de motivation", "lettre.pdf");
	if (strcmp(state, "incomplete") != 0)
		return;
	values_set(dossier, "complete_until", "17 mars 2026");
	add_piece(dossier, "missing", "Projet", NULL);
	add_piece(dossier, "blank", "Avis du directeur", "avis.pdf");
	add_piece(dossier, "unreadable", "Fiche", "fiche.pdf");
}

/* The values of a letter with one or two dossiers in these states. */
static struct values *
letter(const char *state, const char *second)
{
	struct values *values = values_new();

	values_set(values, "received_date", "13 février 2026");
	values_set(values, "received_time", "15 h 37");
	values_set(values, "subject", "Dossier ASR");
	values_set(values, "session", "Session 2026");
	values_set(values, "mailbox", "asr@ars.test");
	values_set(values, "references", second != NULL ?
	    "[R-1] [R-2]" : state != NULL ? "[R-1]" : NULL);
	values_set(values, "names", state != NULL ? "DUPONT" : NULL);
	values_set(values, "several", second != NULL ? "oui" : NULL);
	if (state != NULL)
		add_dossier(values, "R-1", state);
	if (second != NULL)
		add_dossier(values, "R-2", second);
	return values;
}

/*
 * What the shipped templates say and must not say: parts separated by "|".
 */
static const struct {
	enum reply_kind kind;
	const char *state, *second;
	const char *first_line, *says, *never;
} letters[] = {
	{ REPLY_COMPLETE, "complete", NULL, "COMPLET",
	    "13 février 2026 à 15 h 37|« Dossier ASR »|Dossier R-1|"
	    "Jeanne DUPONT|CH d’A|Session 2026|Caen|lettre.pdf|annexe 4|"
	    "Jo Martin, 02 00 00 00 00, jo@ars.test|"
	    "ne préjuge|direction des affaires médicales|CNIL|la référence",
	    "INCOMPLET|manqu|HORS|dossiers|illisible" },
	{ REPLY_COMPLETE, "complete", "complete", "dossiers [R-1] [R-2] sont "
	    "COMPLETS", "Dossier R-1|Dossier R-2", "INCOMPLET|manqu|HORS" },
	{ REPLY_INCOMPLETE, "incomplete", NULL, "INCOMPLET",
	    "13 février 2026 à 15 h 37|Dossier R-1|Pièces manquantes|"
	    "Projet (annexe 4)|non remplies|Avis du directeur|avis.pdf|"
	    "illisibles|fiche.pdf|au plus tard le 17 mars 2026 à 23 h 59|"
	    "15 mars 2026 à 23 h 59|lettre.pdf|ne préjuge|CNIL",
	    "est COMPLET|HORS|sont COMPLETS" },
	{ REPLY_INCOMPLETE, "incomplete", "complete", "au moins un est "
	    "INCOMPLET", "Ce dossier est INCOMPLET|Ce dossier est COMPLET",
	    "HORS" },
	{ REPLY_LATE, "late", NULL, "HORS DÉLAI",
	    "après la date limite|15 mars 2026 à 23 h 59|lettre.pdf",
	    "COMPLET|manqu|au plus tard|rejet|refus" },
	{ REPLY_LATE, "late", "incomplete", "pour au moins un",
	    "après la date limite|Ce dossier est INCOMPLET|"
	    "au plus tard le 17 mars 2026", "est COMPLET|rejet|refus" },
	{ REPLY_REGISTERED, "review", NULL, "REÇU",
	    "13 février 2026 à 15 h 37|Dossier R-1|un agent|rien à renvoyer|"
	    "Jo Martin",
	    "COMPLET|manqu|HORS|illisible|lettre.pdf|CH d’A|liens" },
	{ REPLY_REGISTERED, NULL, NULL, "REÇU", "un agent",
	    "Dossier R|la référence|COMPLET|manqu|interlocuteur|Fichiers" },
	{ REPLY_NOT_DAM, NULL, NULL, "ne peut PAS",
	    "13 février 2026 à 15 h 37|asr@ars.test|direction des affaires "
	    "médicales|conservés", "COMPLET|manqu|Dossier R" },
};

static void
check_parts(const char *text, const char *parts, bool wanted)
{
	g_auto(GStrv) list = g_strsplit(parts, "|", -1);

	for (char **part = list; *part != NULL; part++) {
		if ((strstr(text, *part) != NULL) != wanted)
			ck_abort_msg("“%s” is %s:\n%s", *part,
			    wanted ? "not said" : "said", text);
	}
}

START_TEST(shipped_templates_say_what_is_so)
{
	struct problems *problems = problems_new();
	struct templates *templates = templates_read(SHIPPED, problems);
	struct values *values = letter(letters[_i].state, letters[_i].second);
	g_autofree char *subject = NULL, *first = NULL;
	g_autofree char *body = templates_fill(templates, letters[_i].kind,
	    values, &subject);

	configured_expect(problems, NULL);
	first = g_strndup(body, strcspn(body, "\n"));
	check_parts(first, letters[_i].first_line, true);
	check_parts(body, letters[_i].says, true);
	check_parts(body, letters[_i].never, false);
	check_parts(body, "{|}|\n\n\n", false);
	ck_assert_ptr_null(strchr(subject, '\n'));
	if (letters[_i].state != NULL)
		ck_assert(g_str_has_prefix(subject, "[R-1]"));
	values_free(values);
	templates_free(templates);
	problems_free(problems);
}
END_TEST

START_TEST(links_are_told_apart)
{
	struct problems *problems = problems_new();
	struct templates *templates = templates_read(SHIPPED, problems);
	struct values *values = letter(NULL, NULL);
	g_autofree char *subject = NULL, *body = NULL;

	values_set(values, "has_link", "oui");
	values_set(values, "has_documents", "oui");
	values_set(values_add(values, "documents"), "name", "dossier.zip");
	body = templates_fill(templates, REPLY_REGISTERED, values, &subject);
	check_parts(body, "liens de téléchargement|Fichiers reçus|"
	    "– dossier.zip", true);
	check_parts(body, "rien à renvoyer", false);
	ck_assert_str_eq(subject, "Message bien reçu");
	values_free(values);
	templates_free(templates);
	templates_free(NULL);
	problems_free(problems);
}
END_TEST

HARNESS_MAIN("templates",
    tcase_add_loop_test(tc, names_what_is_wrong, 0, G_N_ELEMENTS(files));
    tcase_add_test(tc, depth_is_limited);
    tcase_add_test(tc, size_is_limited);
    tcase_add_loop_test(tc, needs_its_fields, 0, G_N_ELEMENTS(needed));
    tcase_add_loop_test(tc, fills_in, 0, G_N_ELEMENTS(fills));
    tcase_add_loop_test(tc, values_are_one_line, 0, G_N_ELEMENTS(lines));
    tcase_add_loop_test(tc, shipped_templates_say_what_is_so, 0,
	G_N_ELEMENTS(letters));
    tcase_add_test(tc, links_are_told_apart))
