/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rfc2047.h"

#include <string.h>

#include <glib.h>

#include "harness.h"

static const struct {
	const char *value, *text, *plain; /* plain NULL: as the value */
} cases[] = {
	{ "", "", NULL },
	{ "plain", "plain", NULL },
	{ "=?utf-8?Q?=C3=A9t=C3=A9?=", "été", "=?utf-8?B?w6l0w6k=?=" },
	{ "=?UTF-8?q?a_b?= c", "a b c", "=?utf-8?B?YSBi?= c" },
	{ "=?utf-8?B?w6k=?= =?utf-8?B?w6g=?= x", "éè x",
	    "=?utf-8?B?w6nDqA==?= x" },
	{ "=?utf-8?B?w6k?=", "é", "=?utf-8?B?w6k=?=" }, /* padding forgotten */
	{ "=?utf-8?Q?caf=C3?=\t=?utf-8?Q?=A9?=", "café",
	    "=?utf-8?B?Y2Fmw6k=?=" },
	{ "=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?=", "aé",
	    "=?utf-8?B?YcOp?=" },
	{ "=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c",
	    "=?utf-8?B?YQ==?= b =?utf-8?B?Yw==?=" },
	{ "=?iso-8859-1*fr?Q?=E9?=", "é", "=?utf-8?B?w6k=?=" },
	{ "=?x-none?Q?=E9?=", "é", "=?utf-8?B?w6k=?=" },
	{ "\"=?utf-8?Q?Le,_Petit?=\" <a@x.test>", "\"Le, Petit\" <a@x.test>",
	    "\"=?utf-8?B?TGUsIFBldGl0?=\" <a@x.test>" },
	{ "=?utf-8?Q?a b?=", "a b", "=?utf-8?B?YSBi?=" },
	{ "=?utf-8?Q?=3D=G1=?=", "==G1=", "=?utf-8?B?PT1HMT0=?=" },
	{ "1 =? 2", "1 =? 2", NULL },
	{ "=?utf-8?Q?open", "=?utf-8?Q?open", NULL },
	{ "=?utf-8?X?a?=", "=?utf-8?X?a?=", NULL },
	{ "=?\?\?=", "=?\?\?=", NULL },
	{ "=?=?utf-8?Q?a?=", "=?a", "=?=?utf-8?B?YQ==?=" },
	{ "=?utf-8?Q?\?= x", " x", "=?utf-8?B?\?= x" },
	{ "caf\xe9", "café", NULL },
};

START_TEST(decodes_words)
{
	g_autofree char *text = rfc2047_decode(cases[_i].value);

	ck_assert_str_eq(text, cases[_i].text);
}
END_TEST

#define CHARSET_BYTES 64u /* as in rfc2047.c */

/* Of an unknown charset the bytes are guessed; a longer name is none. */
START_TEST(names_of_charsets_are_limited)
{
	for (size_t more = 0; more < 2; more++) {
		g_autofree char *name = g_strnfill(CHARSET_BYTES + more, 'x');
		g_autofree char *value = g_strdup_printf("=?%s?Q?=E9?=", name);
		g_autofree char *text = rfc2047_decode(value);

		ck_assert_str_eq(text, more ? value : "é");
	}
}
END_TEST

START_TEST(writes_runs_as_one_word)
{
	g_autofree char *plain = rfc2047_plain_words(cases[_i].value);

	ck_assert_str_eq(plain,
	    cases[_i].plain != NULL ? cases[_i].plain : cases[_i].value);
}
END_TEST

START_TEST(is_quick_on_hostile_text)
{
	static const char *const bricks[] = { "=?", "=?a?q?", "=?a?q?x", "?=",
		"=?utf-8?Q?a?= " };

	for (size_t i = 0; i < G_N_ELEMENTS(bricks); i++) {
		GString *value = g_string_new(NULL);
		g_autofree char *text = NULL, *plain = NULL;

		while (value->len < (64u << 10))
			g_string_append(value, bricks[i]);
		text = rfc2047_decode(value->str);
		plain = rfc2047_plain_words(value->str);
		ck_assert(g_utf8_validate(text, -1, NULL));
		g_string_free(value, TRUE);
	}
}
END_TEST

HARNESS_MAIN("rfc2047",
    tcase_add_loop_test(tc, decodes_words, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(tc, writes_runs_as_one_word, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tc, names_of_charsets_are_limited);
    tcase_add_test(tc, is_quick_on_hostile_text))
