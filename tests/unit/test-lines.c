/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of strangers made quotable, bodies wrapped. */
#include "harness.h"

#include <string.h>

#include <glib.h>

#include "lines.h"

static const struct cleaning {
	const char *text;
	unsigned letters_max;
	const char *clean;
} cleanings[] = {
	{ NULL, 10, "" },
	{ "", 10, "" },
	{ "  Dossier \t complet\r\n ", 20, "Dossier complet" },
	{ "a\r\nBcc: b@c.test", 40, "a Bcc: b@c.test" },
	/* Turned writing: "cod.exe" must not read as "exe.doc". */
	{ "avis\u202ecod.pdf\u2066", 40, "avis cod.pdf" },
	{ "un\u2028deux\xc2\x85trois", 40, "un deux trois" },
	{ "\xff" "abc", 40, "\ufffd" "abc" },
	/* At the limit, and one past it; accents are one letter. */
	{ "éèêëà", 5, "éèêëà" },
	{ "éèêëàç", 5, "éèêëà…" },
	{ "ab cd", 5, "ab cd" },
	{ "ab cde", 5, "ab cd…" },
};

START_TEST(cleans)
{
	g_autofree char *clean = lines_clean(cleanings[_i].text,
	    cleanings[_i].letters_max);

	ck_assert_str_eq(clean, cleanings[_i].clean);
}
END_TEST

#define TEN "neuflettr "
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static const struct wrapping {
	const char *text;
	const char *wrapped;
} wrappings[] = {
	{ "", "" },
	{ "\n\nun\n\n\n\ndeux\n\n", "un\n\ndeux\n" },
	/* A paragraph flows, whatever its template's lines. */
	{ "un\ndeux\ntrois", "un deux trois\n" },
	/* But for breaks that are asked for. */
	{ "un\\\ndeux\\\ntrois\nquatre", "un\ndeux\ntrois quatre\n" },
	{ "\\", "" },
	/* 76 letters fit, 77 do not. */
	{ SEVENTY "sixlet fin", SEVENTY "sixlet\nfin\n" },
	{ SEVENTY "septlet fin",
	    TEN TEN TEN TEN TEN TEN "neuflettr\nseptlet fin\n" },
	{ SEVENTY "éàçêôû fin", SEVENTY "éàçêôû\nfin\n" },
	/* Signs stay with their words. */
	{ SEVENTY "sixle : fin",
	    TEN TEN TEN TEN TEN TEN "neuflettr\nsixle\u00a0: fin\n" },
	{ SEVENTY "« sixl »",
	    TEN TEN TEN TEN TEN TEN "neuflettr\n«\u00a0sixl\u00a0»\n" },
	/* By a space that no program breaks; others stay as they are. */
	{ "Quoi : « a b » ; oui ! non ? 60 % 23 h 59 x:y",
	    "Quoi\u00a0: «\u00a0a b\u00a0»\u00a0; oui\u00a0! non\u00a0? "
	    "60\u00a0% 23\u00a0h\u00a059 x:y\n" },
	{ "h 5 x h 7", "h 5 x h 7\n" },
	{ "  – pièce : a\u00a0; b", "  – pièce\u00a0: a\u00a0; b\n" },
	{ "«  »", "«\u00a0»\n" },
	/* Indented lines stand alone and go on further in. */
	{ "Titre\n  – un\n  – deux\nSuite", "Titre\n  – un\n  – deux\nSuite\n" },
	{ "  " SEVENTY "septlet fin",
	    "  " TEN TEN TEN TEN TEN TEN "neuflettr\n    septlet fin\n" },
	/* A word longer than the line stays whole. */
	{ "x " SEVENTY, "x " TEN TEN TEN TEN TEN TEN "neuflettr\n" },
};

START_TEST(wraps)
{
	g_autofree char *wrapped = lines_wrap(wrappings[_i].text);

	ck_assert_str_eq(wrapped, wrappings[_i].wrapped);
}
END_TEST

START_TEST(keeps_long_words_whole)
{
	g_autofree char *word = g_strnfill(2000, 'x');
	g_autofree char *text = g_strdup_printf("a %s b", word);
	g_autofree char *want = g_strdup_printf("a\n%s\nb\n", word);
	g_autofree char *wrapped = lines_wrap(text);

	ck_assert_str_eq(wrapped, want);
}
END_TEST

HARNESS_MAIN("lines",
    tcase_add_loop_test(tc, cleans, 0, G_N_ELEMENTS(cleanings));
    tcase_add_loop_test(tc, wraps, 0, G_N_ELEMENTS(wrappings));
    tcase_add_test(tc, keeps_long_words_whole))
