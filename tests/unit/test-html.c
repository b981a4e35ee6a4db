/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"

static bool cut; /* by a limit; false in most tests */

START_TEST(pages_become_lines)
{
	static const struct {
		const char *html;
		const char *text;
	} cases[] = {
		{ "", "" },
		{ "Bonjour,<br>veuillez trouver", "Bonjour,\nveuillez trouver\n" },
		{ "<p>Un\n  deux</p>\n<p>trois</p>", "Un deux\ntrois\n" },
		{ "<div>a</div><div><br></div><div>b</div>", "a\n\nb\n" },
		{ "<table><tr><td>Nom :</td><td><p>LEFÈVRE</p></td></tr>"
		  "<tr><td>Pr&eacute;nom</td><td>&OElig;dipe</td></tr></table>",
		    "Nom :\tLEFÈVRE\nPrénom\tŒdipe\n" },
		{ "<ul><li>un<li>deux</ul>fin", "- un\n- deux\nfin\n" },
		{ "<pre>a  b\n\n\nc</pre>", "a  b\n\nc\n" },
		{ "gr<b>a</b>s et <i>maigre</i> !", "gras et maigre !\n" },
		{ "a&nbsp;b &#8217; &lt;c&gt;", "a b ’ <c>\n" },
		{ "ligne&shy;coup\xe2\x80\x8b" "ée", "lignecoupée\n" },
		{ "<hr>a", "----\na\n" },
		{ "<h1>Titre</h1>texte", "Titre\n\ntexte\n" },
		{ "<table><tr><td></td><td><p>b</td></tr></table>", "b\n" },
		{ "Nom : <input value=LEFÈVRE>", "Nom : LEFÈVRE\n" },
		{ "<input type=checkbox checked> oui <input type=checkbox> non",
		    "[x] oui [ ] non\n" },
		/* What a form shows of its fields; a password is dots. */
		{ "<input value=un> <input type=date value=2026-11-29> "
		  "<input type=EMAIL value=a@b.test> <input type=hidden value=c>"
		  "<input type=password value=d> <input type=submit value=e>",
		    "un 2026-11-29 a@b.test\n" },
		{ "Ville : <select><option>Lyon<option selected>Paris"
		  "<option>Nice</select>.", "Ville : Paris.\n" },
		{ "<select><option>Choisir</option></select>fin", "fin\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
		    html_to_text(cases[i].html, strlen(cases[i].html), &cut);

		ck_assert_str_eq(text, cases[i].text);
		ck_assert(!cut);
	}
}
END_TEST

START_TEST(what_is_not_seen_is_no_text)
{
	static const char html[] =
	    "<html><head><title>T</title><style>p{}</style></head><body>"
	    "<script>var a='<p>b</p>';</script><!-- note -->"
	    "<div style='color:red; DISPLAY : none'>caché<p>e</p></div>"
	    "<img src='http://x.test/pixel.gif' alt='pixel'>vu</body></html>";
	g_autofree char *text = html_to_text(html, sizeof(html) - 1, &cut);

	ck_assert_str_eq(text, "vu\n");
}
END_TEST

START_TEST(what_follows_the_end_is_read)
{
	static const struct {
		const char *html;
		const char *text;
	} cases[] = {
		{ "<html><body>un</body></html>\n", "un\n" },
		{ "<html><body>un</body></html><p>deux</p>", "un\n\ndeux\n" },
		{ "<div>un</div></HTML ><div>deux</div>", "un\n\ndeux\n" },
		{ "<html><body>bandeau</body></html>\n<!DOCTYPE html><html>"
		  "<head><title>t</title></head><body>le message</body></html>",
		    "bandeau\n\nle message\n" },
		{ "<bodyguard>un</bodyguard> deux</htm", "un deux\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
		    html_to_text(cases[i].html, strlen(cases[i].html), &cut);

		ck_assert_str_eq(text, cases[i].text);
	}
}
END_TEST

START_TEST(links_say_where_they_go)
{
	static const struct {
		const char *html;
		const char *text;
	} cases[] = {
		{ "<a href='https://x.test/abc'>le dossier</a>.",
		    "le dossier <https://x.test/abc>.\n" },
		{ "<a href='https://x.test/abc'>https://x.test/abc</a>",
		    "https://x.test/abc\n" },
		{ "<a href='http://x.test/a'>x.test/a</a>", "x.test/a\n" },
		{ "<a href='mailto:dam@x.test'>dam@x.test</a>",
		    "dam@x.test\n" },
		{ "<a href='javascript:alert(1)'>oui</a>", "oui\n" },
		{ "<a href='#fin'>fin</a>", "fin\n" },
		{ "<p><a href='https://x.test/'><img src=x></a>b",
		    "<https://x.test/>b\n" },
		{ "<a href='https://x.test/z'>non fermé",
		    "non fermé <https://x.test/z>\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
		    html_to_text(cases[i].html, strlen(cases[i].html), &cut);

		ck_assert_str_eq(text, cases[i].text);
	}
}
END_TEST

START_TEST(cited_mail_is_marked)
{
	static const char html[] =
	    "Bonjour<div class='gmail_quote'>Le 3 mars, la DAM a écrit :"
	    "<blockquote class='gmail_quote'>Un<br><br>deux"
	    "<blockquote type=cite>trois</blockquote></blockquote></div>"
	    "<blockquote style='margin-left:1em'>retrait</blockquote>";
	g_autofree char *text = html_to_text(html, sizeof(html) - 1, &cut);

	ck_assert_str_eq(text,
	    "Bonjour\nLe 3 mars, la DAM a écrit :\n> Un\n\n> deux\n"
	    "> > trois\nretrait\n");
}
END_TEST

START_TEST(bytes_of_any_kind_are_read)
{
	static const char latin[] = "<meta charset=utf-8>Pr\xe9nom";
	static const char nul[] = "a\0<p>b";
	g_autofree char *one = html_to_text(latin, sizeof(latin) - 1, &cut);
	g_autofree char *two = html_to_text(nul, sizeof(nul) - 1, &cut);

	ck_assert_str_eq(one, "Prénom\n");
	ck_assert(g_utf8_validate(two, -1, NULL));
}
END_TEST

START_TEST(nesting_without_end_ends)
{
	GString *html = g_string_new(NULL);
	char *text;

	for (unsigned i = 0; i < 20000; i++)
		g_string_append(html, "<div><blockquote type=cite>");
	g_string_append(html, "fond");
	text = html_to_text(html->str, html->len, &cut);
	ck_assert(g_str_has_suffix(text, "fond\n"));
	ck_assert(cut);
	cut = false;
	g_free(text);
	g_string_free(html, TRUE);
}
END_TEST

#define DEPTH 1000u /* as in html.c, html and body among them */

START_TEST(elements_nest_so_far)
{
	for (unsigned more = 0; more < 2; more++) {
		GString *html = g_string_new("<html><body>");
		char *text;

		for (unsigned i = 2; i < DEPTH + more; i++)
			g_string_append(html, "<div>");
		g_string_append(html, "fond");
		text = html_to_text(html->str, html->len, &cut);
		ck_assert_int_eq(cut, more > 0);
		ck_assert_str_eq(text, "fond\n");
		g_free(text);
		g_string_free(html, TRUE);
	}
	cut = false;
}
END_TEST

/* More than the 2 048 bytes of a link. */
START_TEST(what_was_typed_is_read_whole)
{
	g_autofree char *typed = g_strnfill(3000, 'x');
	g_autofree char *html = g_strdup_printf("<input value=%s>", typed);
	g_autofree char *text = html_to_text(html, strlen(html), &cut);

	ck_assert_uint_eq(strspn(text, "x"), 3000);
	ck_assert(!cut);
}
END_TEST

/* As in html.c: of a file, and of its text. */
#define HTML_BYTES ((size_t)8 << 20)
#define TEXT_BYTES ((size_t)1 << 20)

START_TEST(bodies_are_read_to_their_limits)
{
	for (size_t more = 0; more < 2; more++) {
		g_autofree char *letters = g_strnfill(TEXT_BYTES + more, 'x');
		g_autofree char *blanks = g_strnfill(HTML_BYTES + more, ' ');
		g_autofree char *text = NULL, *last = NULL;

		cut = false;
		text = html_to_text(letters, TEXT_BYTES + more, &cut);
		ck_assert_int_eq(cut, more > 0);
		cut = false;
		blanks[HTML_BYTES + more - 1] = 'x';
		last = html_to_text(blanks, HTML_BYTES + more, &cut);
		ck_assert_int_eq(cut, more > 0);
		ck_assert_str_eq(last, more > 0 ? "" : "x\n");
	}
	cut = false;
}
END_TEST

START_TEST(a_file_is_read_and_its_end_is_missed)
{
	GString *html = g_string_new("<p>début</p>");
	struct part *part;

	while (html->len < (1u << 20) + 65536)
		g_string_append(html, "<p>encore une ligne de texte</p>");
	part = reading_of("text/html", html->str, html->len / 2);
	ck_assert_int_eq(part->reason, REASON_NONE);
	ck_assert_int_eq(part->state, PART_READ);
	part_free(part);
	while (html->len < (9u << 20))
		g_string_append(html, "<p>encore une ligne de texte</p>");
	part = reading_of("text/html", html->str, html->len);
	ck_assert_int_eq(part->reason, REASON_TOO_LARGE);
	ck_assert_int_eq(
	    reading_page(part, part->pages->len - 1)->source, PAGE_NOT_READ);
	part_free(part);
	g_string_free(html, TRUE);
}
END_TEST

HARNESS_MAIN("html", tcase_add_test(tc, pages_become_lines);
    tcase_add_test(tc, what_is_not_seen_is_no_text);
    tcase_add_test(tc, what_follows_the_end_is_read);
    tcase_add_test(tc, links_say_where_they_go);
    tcase_add_test(tc, cited_mail_is_marked);
    tcase_add_test(tc, bytes_of_any_kind_are_read);
    tcase_add_test(tc, nesting_without_end_ends);
    tcase_add_test(tc, elements_nest_so_far);
    tcase_add_test(tc, what_was_typed_is_read_whole);
    tcase_add_test(tc, bodies_are_read_to_their_limits);
    tcase_add_test(tc, a_file_is_read_and_its_end_is_missed))
