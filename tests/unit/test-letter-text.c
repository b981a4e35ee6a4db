/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies as people read them: what the outbox encodes is undone. */
#include "letter-text.h"

#include <string.h>

#include "harness.h"

static GBytes *
letter(const char *subject, const char *coding, const char *body)
{
	char *text = g_strdup_printf("From: a@b.test\r\nSubject: %s\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: %s\r\n\r\n%s", subject, coding,
	    body);

	return g_bytes_new_take(text, strlen(text));
}

static const struct {
	const char *encoded, *subject;
} subjects[] = {
	{ "Bonjour", "Bonjour" },
	{ "[A-1] Message bien =?UTF-8?B?cmXDp3U=?=", "[A-1] Message bien reçu" },
	{ "=?utf-8?q?re=C3=A7u_bien?= le", "reçu bien le" },
	/* A code at the very beginning of a word. */
	{ "=?UTF-8?q?=C3=A9t=C3=A9?=", "été" },
	/* Between two encoded words the blank, or the fold, is none. */
	{ "=?UTF-8?b?w6k=?= =?UTF-8?b?dMOp?= !", "été !" },
	{ "=?UTF-8?b?w6k=?=\r\n =?UTF-8?b?dMOp?=", "été" },
	{ "un\r\n deux", "un deux" },
	/* What is no encoded word stands as it is. */
	{ "=?", "=?" },
	{ "=?UTF-8?x", "=?UTF-8?x" },
	{ "=?UTF-8?q?", "=?UTF-8?q?" },
	{ "=?UTF-8?q", "=?UTF-8?q" },
	{ "2 = 2 ?= 3", "2 = 2 ?= 3" },
};

START_TEST(a_subject_is_decoded)
{
	g_autoptr(GBytes) bytes = letter(subjects[_i].encoded, "7bit", "x");
	g_autofree char *subject = letter_subject(bytes);

	ck_assert_pstr_eq(subject, subjects[_i].subject);
}
END_TEST

static const struct {
	const char *coding, *body, *text;
} bodies[] = {
	{ "7bit", "a\r\nb\r\n", "a\nb\n" },
	{ "quoted-printable", "d=C3=A9pos=\r\n=C3=A9 _=3D\r\n", "déposé _=\n" },
	{ "base64", "w6l0w6kNCg==", "été\n" },
	/* No code, half a code, bytes that are no UTF-8: not ours. */
	{ "quoted-printable", "2 = 2", NULL },
	{ "quoted-printable", "a=C", NULL },
	{ "quoted-printable", "a=", NULL },
	{ "quoted-printable", "=C3", NULL },
};

START_TEST(a_text_is_decoded_or_left)
{
	g_autoptr(GBytes) bytes = letter("x", bodies[_i].coding,
	    bodies[_i].body);
	g_autofree char *text = letter_text(bytes);

	if (bodies[_i].text == NULL)
		ck_assert_ptr_null(text);
	else
		ck_assert_pstr_eq(text, bodies[_i].text);
}
END_TEST

START_TEST(what_is_no_letter_is_left)
{
	static const char *const odd[] = { "", "Subject: x",
		"Subject: x\r\n\r\nno type",
		"Content-Type: multipart/mixed\r\n\r\nx" };

	for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new_static(odd[i],
		    strlen(odd[i]));

		ck_assert_ptr_null(letter_text(bytes));
	}
}
END_TEST

HARNESS_MAIN("letter-text",
	tcase_add_loop_test(tc, a_subject_is_decoded, 0,
	    (int)G_N_ELEMENTS(subjects));
	tcase_add_loop_test(tc, a_text_is_decoded_or_left, 0,
	    (int)G_N_ELEMENTS(bodies));
	tcase_add_test(tc, what_is_no_letter_is_left))
