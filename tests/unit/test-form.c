/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form.h"

#include <string.h>

#include <unistd.h>

#include <glib/gstdio.h>

#include "configured.h"
#include "piece-rules.h"

#define FORMS TEST_SOURCES "/etc/forms/"

static void
show_problems(struct problems *problems)
{
	for (unsigned i = 0; problems_text(problems, i, NULL) != NULL; i++)
		fprintf(stderr, "%s\n", problems_text(problems, i, NULL));
}

static const struct {
	const char *file, *id;
	unsigned pieces;
} shipped[] = {
	{ FORMS "asr-2026.conf", "asr-2026", 13 },
	{ FORMS "asr-2025.conf", "asr-2025", 11 },
};

START_TEST(shipped_forms_are_sound)
{
	struct problems *problems = problems_new();
	struct form *form = form_read(shipped[_i].file, problems);

	show_problems(problems);
	ck_assert_uint_eq(problems_errors(problems), 0);
	ck_assert_uint_eq(problems_warnings(problems), 0);
	ck_assert_str_eq(form->id, shipped[_i].id);
	ck_assert_uint_eq(form->pieces->len, shipped[_i].pieces);
	for (unsigned i = 0; i < form->pieces->len; i++) {
		const struct subject *subject =
		    form->rules->subjects->pdata[i];

		/* Every numbered piece has a page that tells it apart. */
		ck_assert(subject->is_piece);
		if (subject->annexe > 0)
			ck_assert_uint_ge(subject->page_shingles,
			    form->rules->thresholds.shingles);
	}
	form_free(form);
	problems_free(problems);
}
END_TEST

static const struct {
	const char *id;
	unsigned annexe, listed;
	enum requirement requirement;
} pieces[] = {
	{ "fiche-candidat", 1, 1, REQUIREMENT_REQUIRED },
	{ "avis-cme-chu", 11, 10, REQUIREMENT_REQUIRED },
	{ "avis-cme-ch", 10, 11, REQUIREMENT_REQUIRED },
	{ "protection-donnees", 12, 12, REQUIREMENT_REQUIRED },
	{ "diplomes", 0, 0, REQUIREMENT_CONDITIONAL },
};

START_TEST(pieces_of_2026)
{
	struct problems *problems = problems_new();
	struct form *form = form_read(FORMS "asr-2026.conf", problems);
	const struct piece *piece = form_piece(form, pieces[_i].id);

	ck_assert_ptr_nonnull(piece);
	ck_assert_uint_eq(piece->annexe, pieces[_i].annexe);
	ck_assert_uint_eq(piece->listed_annexe, pieces[_i].listed);
	ck_assert_int_eq(piece->requirement, pieces[_i].requirement);
	ck_assert_ptr_null(form_piece(form, "nobody"));
	form_free(form);
	problems_free(problems);
}
END_TEST

#define HEAD "[form]\nid = f\ntitle = F\n"
#define PIECE "[piece p]\nlabel = P\nrequirement = required\n"

static const struct {
	const char *text;
	const char *problem; /* in one of the problems; NULL: none */
} files[] = {
	{ HEAD PIECE, NULL },
	{ HEAD PIECE "titles = a (b|c);d\n", NULL },
	{ HEAD PIECE "[words]\nx = y\n[marks]\nobject = {x}\n", NULL },
	{ PIECE, "no [form]" },
	{ HEAD, "no [piece" },
	{ "[form]\nid = f\n" PIECE, "title" },
	{ HEAD "[piece p]\nlabel = P\n", "requirement" },
	{ HEAD "[piece p]\nrequirement = required\n", "label" },
	{ HEAD PIECE "annexe = x\n", "annexe" },
	{ HEAD PIECE "annexe = 1001\n", "annexe" },
	{ HEAD PIECE "titles = (a\n", "titles" },
	{ HEAD PIECE "titles = {nobody}\n", "not known" },
	{ HEAD PIECE "opinion-of = nobody\n", "nobody" },
	{ HEAD PIECE "side = left\n", "left" },
	{ HEAD PIECE "pages = few\n", "few" },
	{ HEAD PIECE "colour = red\n", "colour" },
	{ HEAD PIECE "[garden]\nflower = rose\n", "garden" },
	{ HEAD PIECE "[thresholds]\ntitle = a lot\n", "a lot" },
	{ HEAD "blank = nowhere.txt\n" PIECE, "nowhere.txt" },
	{ HEAD "vocabulary = nowhere.words\n" PIECE, "nowhere.words" },
	{ "not a key file\n", "" },
};

static bool
has_problem(struct problems *problems, const char *text)
{
	for (unsigned i = 0; problems_text(problems, i, NULL) != NULL; i++) {
		if (strstr(problems_text(problems, i, NULL), text) != NULL)
			return true;
	}
	return false;
}

START_TEST(names_what_is_wrong)
{
	struct problems *problems = problems_new();
	g_autofree char *path = NULL;
	struct form *form;
	int fd = g_file_open_tmp("form-XXXXXX.conf", &path, NULL);

	ck_assert_int_ge(fd, 0);
	close(fd);
	ck_assert(g_file_set_contents(path, files[_i].text, -1, NULL));
	form = form_read(path, problems);
	ck_assert_ptr_nonnull(form);
	if (files[_i].problem == NULL)
		show_problems(problems);
	ck_assert_int_eq(problems_errors(problems) > 0,
	    files[_i].problem != NULL);
	if (files[_i].problem != NULL)
		ck_assert(has_problem(problems, files[_i].problem));
	form_free(form);
	problems_free(problems);
	g_unlink(path);
}
END_TEST

static struct problems *
problems_of(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "f.conf", NULL);
	struct problems *problems = problems_new();

	form_free(form_read(path, problems));
	return problems;
}

/* A blank form of the largest size, and of a byte more. */
START_TEST(a_blank_form_is_limited)
{
	char *folder = configured_folder();

	g_free(configured_write(folder, "f.conf", HEAD "blank = b.txt\n" PIECE,
	    -1));
	for (size_t more = 0; more < 2; more++) {
		g_autofree char *text = g_strnfill(BLANK_BYTES_MAX + more, '\n');
		struct problems *problems;

		g_free(configured_write(folder, "b.txt", text, -1));
		problems = problems_of(folder);
		configured_expect(problems, more > 0 ? "b.txt: larger" : NULL);
		problems_free(problems);
	}
	configured_remove(folder);
}
END_TEST

START_TEST(functions_are_counted)
{
	char *folder = configured_folder();

	for (unsigned more = 0; more < 2; more++) {
		GString *text = g_string_new(HEAD PIECE);
		struct problems *problems;

		for (unsigned i = 0; i < FUNCTIONS_MAX + more; i++)
			g_string_append_printf(text,
			    "[function f%u]\nlabel = F\n", i);
		g_free(configured_write(folder, "f.conf", text->str, -1));
		g_string_free(text, TRUE);
		problems = problems_of(folder);
		configured_expect(problems,
		    more > 0 ? "[function f16] a form has at most" : NULL);
		problems_free(problems);
	}
	configured_remove(folder);
}
END_TEST

/* A form that is named from where one stands finds its vocabulary, too. */
START_TEST(reads_a_form_by_a_relative_path)
{
	struct problems *problems = problems_new();
	struct form *form;

	ck_assert_int_eq(g_chdir(TEST_SOURCES), 0);
	form = form_read("etc/forms/asr-2026.conf", problems);
	show_problems(problems);
	ck_assert_uint_eq(problems_errors(problems), 0);
	form_free(form);
	problems_free(problems);
}
END_TEST

START_TEST(blank_pages_know_their_own_words)
{
	struct form_rules *rules = form_rules_new();
	unsigned line = 0;

	form_rules_add_subject(rules, "a", true);
	form_rules_add_subject(rules, "b", true);
	ck_assert_ptr_null(form_rules_pages(rules, "# comment\n@ a\n"
	    "un deux trois quatre cinq\n@ b\nun deux trois quatre six six\n",
	    &line));
	for (unsigned i = 0; i < 2; i++) {
		const struct subject *subject = rules->subjects->pdata[i];

		ck_assert_uint_eq(subject->page_word_count, i == 0 ? 5 : 6);
		/* The run both have is nobody's. */
		ck_assert_uint_eq(subject->page_shingles, i == 0 ? 1 : 2);
	}
	ck_assert_ptr_nonnull(form_rules_pages(rules, "@ a\nx\n@ c\n",
	    &line));
	ck_assert_uint_eq(line, 3);
	form_rules_free(rules);
}
END_TEST

HARNESS_MAIN("form",
    tcase_add_loop_test(tc, shipped_forms_are_sound, 0,
	G_N_ELEMENTS(shipped));
    tcase_add_loop_test(tc, pieces_of_2026, 0, G_N_ELEMENTS(pieces));
    tcase_add_loop_test(tc, names_what_is_wrong, 0, G_N_ELEMENTS(files));
    tcase_add_test(tc, a_blank_form_is_limited);
    tcase_add_test(tc, functions_are_counted);
    tcase_add_test(tc, reads_a_form_by_a_relative_path);
    tcase_add_test(tc, blank_pages_know_their_own_words))
