/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "headers.h"

#include "examined.h"
#include "harness.h"

static struct exam *
read_header(const char *text)
{
	struct exam *exam = exam_ready();
	g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));

	headers_read(exam, raw);
	return exam;
}

static const struct {
	const char *raw, *subject;
} subjects[] = {
	{ "Subject: Dossier ASR", "Dossier ASR" },
	{ "SUBJECT:Dossier", "Dossier" },
	{ "Subject : Dossier", "Dossier" },
	{ "Subject: one\r\n\ttwo\r\n three", "one\ttwo three" },
	{ "Subject: =?utf-8?Q?Candidature_=C3=A9t=C3=A9?=",
	    "Candidature été" },
	{ "Subject: =?utf-8?B?w6k=?= =?utf-8?B?w6g=?= x", "éè x" },
	/* a character split between two words */
	{ "Subject: =?utf-8?Q?caf=C3?=\r\n =?utf-8?Q?=A9?=", "café" },
	{ "Subject: =?iso-8859-1?Q?5_=80_l=92avis?=", "5 € l’avis" },
	{ "Subject: =?windows-1252?Q?l=92avis?=", "l’avis" },
	{ "Subject: =?x-none?Q?caf=E9?=", "café" },
	{ "Subject: caf\xe9 brut", "café brut" },
	{ "Subject: caf\xc3\xa9 brut", "café brut" },
	{ "Subject: cafÃ© tordu", "café tordu" },
	{ "Subject: plain =? text", "plain =? text" },
	{ "Subject: =?utf-8?Q?broken", "=?utf-8?Q?broken" },
	{ "Subject:", "" },
	{ "Subject: first\r\nSubject: second", "first" },
	{ "From dam Mon Jan 12\r\nSubject: mbox", "mbox" },
	{ "not a field\r\nSubject: x", "x" },
	{ "X: y", NULL },
	{ "X: y\r\n\r\nSubject: body", NULL },
	{ "\r\n\nSubject: after empty lines", "after empty lines" },
	{ "\xef\xbb\xbfSubject: after a mark", "after a mark" },
};

START_TEST(decodes_subjects)
{
	struct exam *exam = read_header(subjects[_i].raw);

	ck_assert_pstr_eq(exam->report->subject, subjects[_i].subject);
	exam_done(exam);
}
END_TEST

/* "name <address>, …" of a list. */
static char *
written(const GPtrArray *list)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i < list->len; i++) {
		const struct address *a = list->pdata[i];

		g_string_append_printf(out, "%s%s <%s>", i > 0 ? ", " : "",
		    a->name != NULL ? a->name : "-", a->address);
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *raw, *from;
} froms[] = {
	{ "From: dam@CH-X.test", "- <dam@ch-x.test>" },
	{ "From: Dam@ch-x.test", "- <Dam@ch-x.test>" },
	{ "From: =?utf-8?Q?Aur=C3=A9lie?= <a@ch-x.test>",
	    "Aurélie <a@ch-x.test>" },
	{ "From: \"Le Petit, \xc9ric\" <e@ch-x.test>",
	    "Le Petit, Éric <e@ch-x.test>" },
	{ "From: a@x.test, B <b@y.test>", "- <a@x.test>, B <b@y.test>" },
	{ "From: a@x.test\r\nFrom: b@y.test", "- <a@x.test>, - <b@y.test>" },
	{ "From: DAM: a@x.test, b@y.test;", "- <a@x.test>, - <b@y.test>" },
	{ "From: undisclosed:;", "" },
	{ "From:", "" },
	{ "From: MAILER-DAEMON", "- <MAILER-DAEMON>" },
};

START_TEST(reads_all_senders)
{
	struct exam *exam = read_header(froms[_i].raw);
	g_autofree char *from = written(exam->report->from);

	ck_assert_str_eq(from, froms[_i].from);
	exam_done(exam);
}
END_TEST

START_TEST(reads_what_decisions_need)
{
	struct exam *exam = read_header(
	    "Return-Path: <>\r\n"
	    "Received: from a by b; Mon, 24 Nov 2025 14:20:37 +0100\r\n"
	    "Received: from c by a; Mon, 24 Nov 2025 14:20:00 +0100\r\n"
	    "Return-Path: <forged@x.test>\r\n"
	    "From: a@x.test\r\nTo: b@y.test\r\nCc: c@z.test\r\n"
	    "Reply-To: r@x.test\r\n"
	    "Date: Mon, 24 Nov 2025 13:00:00 +0000 (UTC)\r\n"
	    "Message-ID: <1@x.test> (added)\r\n"
	    "In-Reply-To: Your message <0@y.test>\r\n"
	    "References: <a@y.test>\r\n <b@y.test><c@y.test> <bad id>\r\n"
	    "\r\nbody");
	struct report *r = exam->report;
	g_autofree char *to = written(r->to);

	ck_assert_str_eq(r->return_path, "");
	ck_assert_int_eq(r->received_at, 1763990437);
	ck_assert_int_eq(r->date_at, 1763989200);
	ck_assert_str_eq(to, "- <b@y.test>, - <c@z.test>");
	ck_assert_uint_eq(r->reply_to->len, 1);
	ck_assert_str_eq(r->message_id, "<1@x.test>");
	ck_assert_uint_eq(r->in_reply_to->len, 1);
	ck_assert_str_eq(r->in_reply_to->pdata[0], "<0@y.test>");
	ck_assert_uint_eq(r->references->len, 3);
	ck_assert_str_eq(r->references->pdata[2], "<c@y.test>");
	ck_assert_uint_eq(r->headers->len, 12);
	ck_assert_uint_eq(r->findings->len, 0);
	exam_done(exam);
}
END_TEST

START_TEST(absent_is_absent)
{
	struct exam *exam = read_header(
	    "Message-ID: no angle brackets\r\nDate: yesterday\r\n"
	    "Received: nothing dated\r\n\r\n");
	struct report *r = exam->report;

	ck_assert_ptr_null(r->message_id);
	ck_assert_ptr_null(r->return_path);
	ck_assert_int_eq(r->date_at, 0);
	ck_assert_int_eq(r->received_at, 0);
	ck_assert(found(r, "no From address"));
	exam_done(exam);
}
END_TEST

START_TEST(fields_are_counted)
{
	GString *text = g_string_new("From: a@x.test\n");
	struct exam *exam;

	for (unsigned i = 1; i < REPORT_HEADERS_MAX; i++)
		g_string_append_printf(text, "X-%u: y\n", i);
	exam = read_header(text->str);
	ck_assert_uint_eq(exam->report->headers->len, REPORT_HEADERS_MAX);
	ck_assert(!exam->report->truncated);
	exam_done(exam);
	g_string_append(text, "X: one more\n");
	exam = read_header(text->str);
	ck_assert_uint_eq(exam->report->headers->len, REPORT_HEADERS_MAX);
	ck_assert(exam->report->truncated);
	ck_assert(found(exam->report, "header fields"));
	exam_done(exam);
	g_string_free(text, TRUE);
}
END_TEST

START_TEST(long_fields_are_cut_and_said)
{
	GString *text = g_string_new("From: a@x.test\nTo: b@x.test");
	struct exam *exam;

	while (text->len < 4 * HEADERS_FIELD_BYTES_MAX)
		g_string_append(text, ",\n c@x.test");
	exam = read_header(text->str);
	ck_assert_uint_le(exam->report->to->len, REPORT_ADDRESSES_MAX);
	ck_assert(found(exam->report, "too long"));
	exam_done(exam);
	g_string_free(text, TRUE);
}
END_TEST

START_TEST(ids_are_bounded)
{
	for (size_t more = 0; more < 2; more++) {
		g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(
		    g_free);
		g_autofree char *letters = g_strnfill(
		    REPORT_ID_BYTES_MAX + more - strlen("<>"), 'x');
		g_autofree char *one = g_strdup_printf("<%s>", letters);
		GString *many = g_string_new(NULL);

		headers_ids(one, ids);
		ck_assert_uint_eq(ids->len, more == 0);
		g_ptr_array_set_size(ids, 0);
		for (size_t i = 0; i < REPORT_IDS_MAX + more; i++)
			g_string_append(many, "<x>");
		headers_ids(many->str, ids);
		ck_assert_uint_eq(ids->len, REPORT_IDS_MAX);
		g_string_free(many, TRUE);
	}
}
END_TEST

START_TEST(addresses_are_bounded)
{
	for (size_t more = 0; more < 2; more++) {
		g_autofree char *letters = g_strnfill(REPORT_ADDRESS_BYTES_MAX +
		    more - strlen("a@.test"), 'x');
		GString *text = g_string_new("To: a@x.test");
		struct exam *exam;

		for (size_t i = 1; i < REPORT_ADDRESSES_MAX + more; i++)
			g_string_append(text, ",a@x.test");
		g_string_append_printf(text, "\nFrom: a@%s.test\n", letters);
		exam = read_header(text->str);
		ck_assert_uint_eq(exam->report->to->len, REPORT_ADDRESSES_MAX);
		ck_assert_uint_eq(exam->report->from->len, more == 0);
		ck_assert(found(exam->report, "no From address") == (more > 0));
		exam_done(exam);
		g_string_free(text, TRUE);
	}
}
END_TEST

/* A subject of one letter behind so many blanks; "" when none is left. */
static char *
subject_behind(size_t blanks)
{
	g_autofree char *space = g_strnfill(blanks, ' ');
	g_autofree char *text = g_strconcat("Subject:", space, "x", NULL);
	struct exam *exam = read_header(text);
	char *subject = g_strdup(exam->report->subject);

	exam_done(exam);
	return subject;
}

START_TEST(a_field_is_read_to_its_limit)
{
	g_autofree char *fits = subject_behind(HEADERS_FIELD_BYTES_MAX - 1);
	g_autofree char *longer = subject_behind(HEADERS_FIELD_BYTES_MAX);

	ck_assert_str_eq(fits, "x");
	ck_assert_str_eq(longer, "");
}
END_TEST

HARNESS_MAIN("headers",
    tcase_add_loop_test(tc, decodes_subjects, 0, G_N_ELEMENTS(subjects));
    tcase_add_loop_test(tc, reads_all_senders, 0, G_N_ELEMENTS(froms));
    tcase_add_test(tc, reads_what_decisions_need);
    tcase_add_test(tc, absent_is_absent);
    tcase_add_test(tc, fields_are_counted);
    tcase_add_test(tc, ids_are_bounded);
    tcase_add_test(tc, addresses_are_bounded);
    tcase_add_test(tc, long_fields_are_cut_and_said);
    tcase_add_test(tc, a_field_is_read_to_its_limit))
