/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include <string.h>

#include "harness.h"

static const struct {
	const char *text;
	bool delsp;
	const char *unflowed;
} flowed[] = {
	{ "", false, "" },
	{ "one \ntwo\nthree\n", false, "one two\nthree\n" },
	{ "one \ntwo\n", true, "onetwo\n" },
	{ "-- \nJean\n", false, "-- \nJean\n" },
	{ " >not quoted\n", false, ">not quoted\n" },
	{ "> a \n> b\nc\n", false, "> a b\nc\n" },
	{ "> a \nb\n", false, "> a \nb\n" },
	{ ">> a \n> b\n", false, ">> a \n> b\n" },
	{ "last ", false, "last " },
};

START_TEST(joins_flowed_lines)
{
	g_autofree char *text = body_unflow(flowed[_i].text, flowed[_i].delsp);

	ck_assert_str_eq(text, flowed[_i].unflowed);
}
END_TEST

/* p plain, h HTML, ( ) around a choice. */
static const struct {
	const char *parts, *text;
} bodies[] = {
	{ "", "" },
	{ "p:un", "un\n" },
	{ "h:un", "un\n" },
	{ "(p:un h:deux)", "un\n" },
	{ "(h:deux)", "deux\n" },
	{ "(p:\xc2\xa0 h:deux)", "deux\n" },
	{ "(p:un h:deux) p:pied", "un\npied\n" },
	{ "(h:deux) p:pied", "deux\npied\n" },
	{ "p:un p:deux", "un\ndeux\n" },
	{ "(p:un (p:deux h:x) h:y)", "un\ndeux\n" },
	{ "(p:ici h:ici,<https://we.test/a>)", "ici,<https://we.test/a>\n" },
	{ "(p:https://we.test/a h:ici,<https://we.test/a>)",
	    "https://we.test/a\n" },
};

static void
build(struct body *body, const char *parts)
{
	g_auto(GStrv) tokens = g_strsplit(parts, " ", -1);

	for (char **t = tokens; *t != NULL; t++) {
		g_autofree char *plain = g_strdup(*t);
		char *p = plain;

		for (; *p == '('; p++)
			body_begin_choice(body);
		if (p[0] != '\0' && p[1] == ':') {
			g_autofree char *text =
			    g_strndup(p + 2, strcspn(p + 2, ")"));

			if (p[0] == 'p')
				body_add_plain(body, text);
			else
				body_add_html(body, text);
		}
		for (p = strchr(p, ')'); p != NULL && *p == ')'; p++)
			body_end_choice(body);
	}
}

START_TEST(chooses_one_of_each_choice)
{
	struct body *body = body_new();
	g_autofree char *text = NULL;

	build(body, bodies[_i].parts);
	text = body_text(body);
	ck_assert_str_eq(text, bodies[_i].text);
	ck_assert(!body->cut);
	body_free(body);
}
END_TEST

START_TEST(is_cut_at_its_limit)
{
	struct body *body = body_new();
	g_autofree char *text = g_strnfill(BODY_BYTES_MAX, 'x');
	g_autofree char *longer = g_strconcat(text, "x", NULL);

	body_add_plain(body, text);
	ck_assert(!body->cut);
	body_add_plain(body, "é");
	ck_assert(body->cut);
	ck_assert(g_utf8_validate(body->plain->str, -1, NULL));
	body_free(body);
	body = body_new();
	body_add_plain(body, longer);
	ck_assert(body->cut);
	ck_assert_uint_eq(body->plain->len, BODY_BYTES_MAX + strlen("\n"));
	body_free(body);
}
END_TEST

/* "Cat" is #0V%T: three bytes, four letters. */
static const struct {
	const char *text;
	bool holds;
} filed[] = {
	{ "Voici\nbegin 644 avis.pdf\n#0V%T\n`\nend\n", true },
	{ "begin 0644 avis n° 9.pdf\n#0V%T", true },
	{ "begin 644 avis.pdf\n$0V%T\n`\nend\n", false }, /* four bytes */
	{ "begin 644 avis.pdf\n`\nend\n", false },        /* none */
	{ "begin 644 avis.pdf\n", false },
	{ "begin 644 avis.pdf", false },
	{ "begin 64 avis.pdf\n#0V%T\n", false },
	{ "begin 644\n#0V%T\n", false },
	{ "to begin 644 avis.pdf\n#0V%T\n", false },
	{ "begin 644 lits\nà Rouen\n", false },
	{ "", false },
};

START_TEST(files_in_the_text_are_seen)
{
	ck_assert_int_eq(body_holds_file(filed[_i].text), filed[_i].holds);
}
END_TEST

#define LINKS 200u /* as in body.c */

/* A text that shows all the links of the HTML, while they are few. */
START_TEST(links_are_compared_to_their_limit)
{
	for (unsigned more = 0; more < 2; more++) {
		struct body *body = body_new();
		GString *html = g_string_new("h:");
		g_autofree char *text = NULL;

		for (unsigned i = 0; i < LINKS + more; i++)
			g_string_append(html, "<https://we.test/a>");
		body_begin_choice(body);
		body_add_plain(body, "p:https://we.test/a");
		body_add_html(body, html->str);
		body_end_choice(body);
		text = body_text(body);
		ck_assert_int_eq(text[0], more ? 'h' : 'p');
		g_string_free(html, TRUE);
		body_free(body);
	}
}
END_TEST

HARNESS_MAIN("body",
    tcase_add_loop_test(tc, joins_flowed_lines, 0, G_N_ELEMENTS(flowed));
    tcase_add_loop_test(tc, chooses_one_of_each_choice, 0,
	G_N_ELEMENTS(bodies));
    tcase_add_test(tc, links_are_compared_to_their_limit);
    tcase_add_test(tc, is_cut_at_its_limit);
    tcase_add_loop_test(tc, files_in_the_text_are_seen, 0,
	G_N_ELEMENTS(filed)))
