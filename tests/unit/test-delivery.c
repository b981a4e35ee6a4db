/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "delivery.h"

#include "examined.h"
#include "harness.h"

static const struct {
	const char *type, *text;
	const char *action, *status, *recipient, *about;
} cases[] = {
	{ "message/delivery-status",
	    "Reporting-MTA: dns; mx.test\r\n\r\n"
	    "Final-Recipient: rfc822; dam@ch-x.test\r\nAction: failed\r\n"
	    "Status: 5.1.1 (no such user)\r\n",
	    "failed", "5.1.1", "dam@ch-x.test", NULL },
	{ "message/delivery-status",
	    "Reporting-MTA: dns; mx.test\n\n"
	    "Final-Recipient: rfc822;a@x.test\nAction: delayed\nStatus: 4.4.1"
	    "\n\nFinal-Recipient: rfc822;b@x.test\nAction: failed\n"
	    "Status: 5.2.2\n\nFinal-Recipient: rfc822;c@x.test\n"
	    "Action: failed\nStatus: 5.0.0\n",
	    "failed", "5.2.2", "b@x.test", NULL },
	{ "message/disposition-notification",
	    "Final-Recipient: rfc822; dam@ch-x.test\n"
	    "Original-Message-ID: <1@ars.test>\n"
	    "Disposition: manual-action/MDN-sent-manually; displayed\n",
	    "displayed", NULL, "dam@ch-x.test", "<1@ars.test>" },
	{ "text/rfc822-headers", "From: x\nMessage-ID: <2@ars.test>\n\n",
	    NULL, NULL, NULL, "<2@ars.test>" },
	{ "message/rfc822", "Subject: y\nmessage-id:\n <3@ars.test>\n\nz",
	    NULL, NULL, NULL, "<3@ars.test>" },
	{ "message/delivery-status", "x", NULL, NULL, NULL, NULL },
};

START_TEST(reads_reports)
{
	struct report *report = report_new();
	g_autoptr(GBytes) bytes =
	    g_bytes_new(cases[_i].text, strlen(cases[_i].text));

	delivery_read(report, cases[_i].type, bytes);
	ck_assert_ptr_nonnull(report->delivery);
	ck_assert_pstr_eq(report->delivery->action, cases[_i].action);
	ck_assert_pstr_eq(report->delivery->status, cases[_i].status);
	ck_assert_pstr_eq(report->delivery->recipient, cases[_i].recipient);
	ck_assert_pstr_eq(report->delivery->about, cases[_i].about);
	report_free(report);
}
END_TEST

static const char bounce[] =
    "Return-Path: <>\nFrom: MAILER-DAEMON@mx.test\n"
    "Content-Type: multipart/report; report-type=delivery-status;\n"
    " boundary=b\n\n--b\n\nIt failed.\n--b\n"
    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n"
    "\nFinal-Recipient: rfc822; dam@ch-x.test\nAction: failed\n"
    "Status: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n"
    "Message-ID: <reply.1@ars.test>\n"
    "Content-Type: multipart/mixed; boundary=c\n\n--c\n\nours\n"
    "--c\nContent-Disposition: attachment; filename=x.pdf\n\n%PDF-1.4\n"
    "--c--\n--b--\n";

START_TEST(reported_messages_are_not_opened)
{
	struct exam *exam = examined(bounce, sizeof(bounce) - 1);
	g_autofree char *parts = summary(exam->report);

	ck_assert_str_eq(exam->report->content_type, "multipart/report");
	ck_assert_str_eq(exam->report->report_type, "delivery-status");
	ck_assert_str_eq(exam->report->delivery->about, "<reply.1@ars.test>");
	ck_assert_str_eq(exam->report->delivery->recipient, "dam@ch-x.test");
	ck_assert_str_eq(exam->report->body, "It failed.\n");
	ck_assert_str_eq(parts,
	    "body - text/plain\n"
	    "noise report - text/plain\n"
	    "noise report - message/rfc822\n");
	ck_assert(!exam->report->truncated);
	exam_done(exam);
}
END_TEST

/* The one who was not reached comes last of many. */
START_TEST(every_recipient_is_looked_at)
{
	GString *mail = g_string_new("Content-Type: multipart/report;"
	    " report-type=delivery-status; boundary=b\n\n--b\n"
	    "Content-Type: message/delivery-status\n\n"
	    "Reporting-MTA: dns; mx.test\n\n");
	struct exam *exam;

	for (unsigned i = 0; i < 2000; i++)
		g_string_append_printf(mail, "Final-Recipient: rfc822; "
		    "a%u@ch-x.test\nAction: delivered\n\n", i);
	g_string_append(mail, "Final-Recipient: rfc822; dam@ch-x.test\n"
	    "Action: failed\n\n--b--\n");
	exam = examined(mail->str, mail->len);
	ck_assert_str_eq(exam->report->delivery->recipient, "dam@ch-x.test");
	exam_done(exam);
	g_string_free(mail, TRUE);
}
END_TEST

START_TEST(other_mail_is_no_report)
{
	static const char mail[] =
	    "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	    "Content-Type: message/delivery-status\n\nAction: failed\n--b--\n";
	struct exam *exam = examined(mail, sizeof(mail) - 1);

	ck_assert_ptr_null(exam->report->delivery);
	exam_done(exam);
}
END_TEST

/* Somebody attached a report to mail of their own: that is no report, and
 * what came back with it is read. */
START_TEST(an_attached_report_is_none_of_ours)
{
	g_autofree char *mail = g_strconcat(
	    "From: dam@ch-x.test\nContent-Type: multipart/mixed; boundary=a\n"
	    "\n--a\n\nVoici\n--a\nContent-Type: message/rfc822; name=m.eml\n\n",
	    bounce, "--a--\n", NULL);
	struct exam *exam = examined(mail, strlen(mail));
	g_autofree char *parts = summary(exam->report);

	ck_assert_ptr_null(exam->report->delivery);
	ck_assert_str_eq(exam->report->body, "Voici\n");
	ck_assert_str_eq(parts,
	    "body - text/plain\n"
	    "container m.eml message/rfc822\n"
	    "1: body m.eml/ text/plain\n"
	    "1: noise report m.eml/ text/plain\n"
	    "1: container m.eml/ message/rfc822\n"
	    "4: body m.eml/ text/plain\n"
	    "4: document m.eml/x.pdf application/pdf\n");
	exam_done(exam);
}
END_TEST

HARNESS_MAIN("delivery",
    tcase_add_loop_test(tc, reads_reports, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tc, reported_messages_are_not_opened);
    tcase_add_test(tc, an_attached_report_is_none_of_ours);
    tcase_add_test(tc, every_recipient_is_looked_at);
    tcase_add_test(tc, other_mail_is_no_report))
