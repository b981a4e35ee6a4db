/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "walk.h"

#include "examined.h"
#include "harness.h"

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"
#define PDF "%PDF-1.4\n"
#define ATTACHED(name) \
	"--b\nContent-Type: application/octet-stream\n" \
	"Content-Disposition: attachment; " name "\n\n" PDF

static const struct {
	const char *message, *parts, *body;
} messages[] = {
	{ "Subject: x\n\nBonjour\n", "body - text/plain\n", "Bonjour\n" },
	{ "Subject: x\n\n", "body - application/x-empty\n", "" },
	{ "Content-Type: text/html\n\nUn<br>Deux\n",
	    "body - text/html\n", "Un\nDeux\n" },
	{ "Content-Type: text/plain; charset=iso-8859-1\n"
	  "Content-Transfer-Encoding: quoted-printable\n\nl=92=E9t=E9=\n !\n",
	    "body - text/plain\n", "l’été !\n" },
	{ "Content-Type: text/plain; format=flowed; delsp=yes\n\n"
	  "un \ndeux\n",
	    "body - text/plain\n", "undeux\n" },
	/* a document is one whatever its disposition and declared type */
	{ MIXED "--b\n\nVoir\n--b\nContent-Type: application/pdf;\n"
		" name=\"a.pdf\"\nContent-Disposition: inline\n\n" PDF
		"--b\nContent-Type: text/plain\n\n" PDF "--b--\n",
	    "body - text/plain\ndocument a.pdf application/pdf\n"
	    "document - application/pdf\n",
	    "Voir\n" },
	{ "Content-Type: application/pdf; name=a.pdf\n\n" PDF,
	    "document a.pdf application/pdf\n", "" },
	/* text between attachments, as Apple writes it */
	{ MIXED "--b\n\nUn\n" ATTACHED("filename=a.pdf") "--b\n\nDeux\n--b--\n",
	    "body - text/plain\ndocument a.pdf application/pdf\n"
	    "body - text/plain\n",
	    "Un\nDeux\n" },
	/* text sent as a file is a document */
	{ MIXED "--b\n\nUn\n--b\nContent-Type: text/plain; name=lettre.txt\n\n"
		"Madame\n--b\nContent-Disposition: attachment\n\nMonsieur\n--b--\n",
	    "body - text/plain\ndocument lettre.txt text/plain\n"
	    "document - text/plain\n",
	    "Un\n" },
	/* forwarded: its text is not the sender's, its documents count */
	{ MIXED "--b\n\nVoici\n--b\nContent-Type: message/rfc822\n\n"
		"Subject: Mon dossier\nFrom: c@d.test\n"
		"Content-Type: multipart/mixed; boundary=c\n\n"
		"--c\n\nBonjour le CH\n--c\nContent-Type: application/pdf;\n"
		" name=a.pdf\n\n" PDF "--c--\n--b--\n",
	    "body - text/plain\n"
	    "container Mon dossier.eml message/rfc822\n"
	    "1: body Mon dossier.eml/ text/plain\n"
	    "1: document Mon dossier.eml/a.pdf application/pdf\n",
	    "Voici\n" },
	{ MIXED "--b\nContent-Type: message/rfc822; name=\"m.eml\"\n"
		"Content-Transfer-Encoding: base64\n\n"
		"U3ViamVjdDogeApGcm9tOiBhQGIudGVzdAoKYWJj\n--b--\n",
	    "container m.eml message/rfc822\n"
	    "0: body m.eml/ text/plain\n",
	    "" },
	{ MIXED "--b\nContent-Type: application/octet-stream; name=\"m.eml\"\n"
		"\nSubject: x\nFrom: a@b.test\n\nabc\n--b--\n",
	    "container m.eml message/rfc822\n"
	    "0: body m.eml/ text/plain\n",
	    "" },
	/* signed, detached: the signature is noise */
	{ "Content-Type: multipart/signed; boundary=b; micalg=sha256;\n"
	  " protocol=\"application/pgp-signature\"\n\n--b\n\nSigné\n--b\n"
	  "Content-Type: application/pgp-signature; name=signature.asc\n\n"
	  "-----BEGIN PGP SIGNATURE-----\n\nabcd\n"
	  "-----END PGP SIGNATURE-----\n--b--\n",
	    "body - text/plain\n"
	    "noise signature signature.asc application/pgp-signature\n",
	    "Signé\n" },
	/* a choice is one text; other forms of it are no documents */
	{ "Content-Type: multipart/alternative; boundary=b\n\n"
	  "--b\n\nUn\n--b\nContent-Type: text/x-amp-html\n\n<html>\n"
	  "--b\nContent-Type: text/html\n\n<p>Un</p>\n--b\n"
	  "Content-Type: text/calendar; method=REQUEST\n\n"
	  "BEGIN:VCALENDAR\nEND:VCALENDAR\n--b--\n",
	    "body - text/plain\nbody - text/html\nbody - text/html\n"
	    "noise calendar - text/calendar\n",
	    "Un\n" },
	/* damaged structure loses nothing */
	{ MIXED "--b\n\nUn\n" ATTACHED("filename=a.pdf") "--b\n",
	    "body - text/plain\ndocument a.pdf application/pdf\n",
	    "Un\n" },
	{ MIXED "--b\n\nUn\n--b\n\n\n\n" ATTACHED("filename=a.pdf") "--b--\n",
	    "body - text/plain\nbody - text/plain\n"
	    "document a.pdf application/pdf\n",
	    "Un\n" },
	{ MIXED "--b\n\nUn\n" ATTACHED("filename=a.pdf"),
	    "body - text/plain\ndocument a.pdf application/pdf\n", "Un\n" },
	/* an empty line before the header hides nothing */
	{ MIXED "--b\nContent-Type: message/rfc822; name=m.eml\n\n\n"
		"Subject: x\nContent-Type: multipart/mixed; boundary=c\n\n"
		"--c\nContent-Type: application/pdf; name=a.pdf\n\n" PDF
		"--c--\n--b--\n",
	    "container m.eml message/rfc822\n"
	    "0: document m.eml/a.pdf application/pdf\n",
	    "" },
	/* what Exchange makes of text below an attachment */
	{ MIXED "--b\n\nUn\n" ATTACHED("filename=a.pdf")
		"--b\nContent-Type: text/plain; name=ATT00001.txt\n"
		"Content-Disposition: attachment\n\nDeux\n--b--\n",
	    "body - text/plain\ndocument a.pdf application/pdf\n"
	    "noise system-file ATT00001.txt text/plain\n",
	    "Un\nDeux\n" },
	{ "From dam Mon Jan 12 10:00:00 2026\nSubject: x\n\nUn\n",
	    "body - text/plain\n", "Un\n" },
};

START_TEST(walks_messages)
{
	struct exam *exam = examined(messages[_i].message,
	    strlen(messages[_i].message));
	g_autofree char *parts = summary(exam->report);

	ck_assert_str_eq(parts, messages[_i].parts);
	ck_assert_str_eq(exam->report->body, messages[_i].body);
	ck_assert(!exam->report->truncated);
	exam_done(exam);
}
END_TEST

static const struct {
	const char *field, *name;
} names[] = {
	{ "filename=a.pdf", "a.pdf" },
	{ "filename=scan 1.pdf", "scan 1.pdf" },
	{ "filename=\"Annexe 5 \\\"v2\\\".pdf\"", "Annexe 5 \"v2\".pdf" },
	{ "filename=\"a.pdf", "a.pdf" },
	{ "filename*=utf-8''Pi%C3%A8ce%20n%C2%B0%205.pdf", "Pièce n° 5.pdf" },
	{ "filename*=iso-8859-1'fr'Pi%E8ce.pdf", "Pièce.pdf" },
	{ "filename*0*=utf-8''Pi%C3%A8;\n filename*1=\"ce n 5\";\n"
	  " filename*2*=%20%C3%A9.pdf",
	    "Pièce n 5 é.pdf" },
	{ "filename*1=\"ce.pdf\"; filename*0=Pi", "Pice.pdf" },
	{ "filename*=utf-8''b%C3%A9.pdf; filename=\"a.pdf\"", "bé.pdf" },
	{ "filename=\"=?utf-8?Q?Pi=C3=A8ce.pdf?=\"", "Pièce.pdf" },
	{ "filename=\"=?utf-8?B?UGnDqA==?= =?utf-8?B?Y2UucGRm?=\"",
	    "Pièce.pdf" },
	{ "filename=\"=?utf-8?B?UGnDqA==?=\n =?utf-8?B?Y2UucGRm?=\"",
	    "Pièce.pdf" },
	{ "filename==?iso-8859-1?Q?Pi=E8ce?=.pdf", "Pièce.pdf" },
	{ "filename=\"Pi\xc3\xa8" "ce.pdf\"", "Pièce.pdf" },
	{ "filename=\"Pi\xe8" "ce.pdf\"", "Pièce.pdf" },
	{ "filename=\"sign\x82" "e.pdf\"", "signée.pdf" },
	{ "filename=\"PiÃ¨ce.pdf\"", "Pièce.pdf" },
	{ "filename=\"Pie\xcc\x80" "ce.pdf\"", "Pièce.pdf" },
	{ "filename=\"C:\\\\Users\\\\x\\\\a.pdf\"", "Users/x/a.pdf" },
	{ "filename=\"C:\\Users\\x\\a.pdf\"", "Users/x/a.pdf" },
	{ "filename=\"../../a.pdf\"", "a.pdf" },
	{ "filename=\"\"", "" },
	{ "size=3", "" },
};

START_TEST(reads_names)
{
	g_autofree char *message = g_strconcat(
	    MIXED "--b\nContent-Type: application/octet-stream\n"
		  "Content-Disposition: attachment; ",
	    names[_i].field, "\n\n" PDF "--b--\n", NULL);
	struct exam *exam = examined(message, strlen(message));
	g_autofree char *name = part_full_name(report_part(exam->report, 0));

	ck_assert_str_eq(name, names[_i].name);
	exam_done(exam);
}
END_TEST

/* Half a type still names its part. */
START_TEST(reads_names_of_types_without_a_subtype)
{
	static const char message[] = MIXED
	    "--b\nContent-Type: pdf; name=\"=?utf-8?q?Pi=C3=A8ce.pdf?=\"\n"
	    "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--b--\n";
	struct exam *exam = examined(message, strlen(message));
	g_autofree char *parts = summary(exam->report);

	ck_assert_str_eq(parts, "document Pièce.pdf application/pdf\n");
	exam_done(exam);
}
END_TEST

START_TEST(falls_back_on_the_type_s_name)
{
	static const char message[] =
	    "Content-Type: application/pdf; name=\"=?utf-8?Q?=C3=A9?=.pdf\"\n"
	    "Content-Disposition: inline; filename=\"\"\n\n" PDF;
	struct exam *exam = examined(message, sizeof(message) - 1);

	ck_assert_str_eq(report_part(exam->report, 0)->name, "é.pdf");
	exam_done(exam);
}
END_TEST

START_TEST(quotes_the_text_of_forwarded_mail)
{
	static const char message[] =
	    MIXED "--b\n\nVoici\n--b\nContent-Type: message/rfc822\n\n"
		  "Subject: Mon dossier\n\nJe suis X\n--b--\n";
	struct exam *exam = examined(message, sizeof(message) - 1);
	const struct part *text = report_part(exam->report, 2);
	const struct page *page = text->pages->pdata[0];

	ck_assert_str_eq(exam->report->body, "Voici\n");
	ck_assert_uint_eq(text->pages->len, 1);
	ck_assert(page->quoted);
	ck_assert_str_eq(page->text, "Je suis X\n");
	exam_done(exam);
}
END_TEST

START_TEST(encrypted_mail_may_hide_a_piece)
{
	static const char message[] =
	    "Content-Type: multipart/encrypted; boundary=b;\n"
	    " protocol=\"application/pgp-encrypted\"\n\n--b\n"
	    "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n\n"
	    "-----BEGIN PGP MESSAGE-----\n--b--\n";
	struct exam *exam = examined(message, sizeof(message) - 1);
	const struct part *part = report_part(exam->report, 0);

	ck_assert_uint_eq(exam->report->parts->len, 1);
	ck_assert_int_eq((int)part->role, PART_DOCUMENT);
	ck_assert_int_eq((int)part->state, PART_UNREADABLE);
	ck_assert_int_eq((int)part->reason, REASON_ENCRYPTED);
	exam_done(exam);
}
END_TEST

/* The rest of it, or all of it, is not in this mail. */
static const char *const elsewhere[] = {
	"Content-Type: message/partial; id=\"a@b.test\"; number=1; total=3\n\n"
	"Subject: x\nContent-Type: text/plain\n\nDébut\n",
	"Content-Type: message/external-body; access-type=URL;\n"
	" URL=\"https://b.test/a.pdf\"\n\nContent-Type: application/pdf\n\n",
};

START_TEST(what_is_elsewhere_may_be_a_piece)
{
	struct exam *exam = examined(elsewhere[_i], strlen(elsewhere[_i]));
	const struct part *part = report_part(exam->report, 0);

	ck_assert_uint_eq(exam->report->parts->len, 1);
	ck_assert_int_eq((int)part->role, PART_DOCUMENT);
	ck_assert_int_eq((int)part->state, PART_UNREADABLE);
	ck_assert_int_eq((int)part->reason, REASON_UNSUPPORTED);
	exam_done(exam);
}
END_TEST

START_TEST(multipart_without_parts_is_said)
{
	static const char message[] =
	    "Content-Type: multipart/mixed; boundary=b\n\nNo boundary here\n";
	struct exam *exam = examined(message, sizeof(message) - 1);

	ck_assert(exam->report->truncated);
	ck_assert(found(exam->report, "multipart without parts"));
	exam_done(exam);
}
END_TEST

/* A message with count multiparts in one another. */
static char *
nested(unsigned count)
{
	GString *out = g_string_new("Subject: x\n");

	for (unsigned i = 0; i < count; i++)
		g_string_append_printf(out,
		    "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n",
		    i, i);
	g_string_append(out, "\nBonjour\n");
	for (unsigned i = count; i-- > 0;)
		g_string_append_printf(out, "--b%u--\n", i);
	return g_string_free(out, FALSE);
}

START_TEST(multiparts_nest_so_far)
{
	g_autofree char *fits = nested(WALK_DEPTH_MAX);
	g_autofree char *deep = nested(WALK_DEPTH_MAX + 1);
	struct exam *exam = examined(fits, strlen(fits));

	ck_assert_str_eq(exam->report->body, "Bonjour\n");
	ck_assert(!exam->report->truncated);
	exam_done(exam);
	exam = examined(deep, strlen(deep));
	ck_assert_str_eq(exam->report->body, "");
	ck_assert(exam->report->truncated);
	ck_assert(found(exam->report, "nested"));
	ck_assert_int_eq((int)report_part(exam->report, 0)->reason,
	    REASON_TOO_DEEP);
	exam_done(exam);
}
END_TEST

/* A message with count messages attached in one another. */
static char *
forwarded(unsigned count)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i < count; i++)
		g_string_append(out,
		    "Subject: x\nContent-Type: message/rfc822\n\n");
	g_string_append(out, "Subject: x\n\nBonjour\n");
	return g_string_free(out, FALSE);
}

START_TEST(containers_nest_so_far)
{
	g_autofree char *fits = forwarded(REPORT_DEPTH_MAX);
	g_autofree char *deep = forwarded(REPORT_DEPTH_MAX + 1);
	struct exam *exam = examined(fits, strlen(fits));

	ck_assert_uint_eq(exam->report->parts->len, REPORT_DEPTH_MAX + 1);
	ck_assert(!exam->report->truncated);
	exam_done(exam);
	exam = examined(deep, strlen(deep));
	ck_assert_uint_eq(exam->report->parts->len, REPORT_DEPTH_MAX + 1);
	ck_assert(exam->report->truncated);
	ck_assert_int_eq(
	    (int)report_part(exam->report, REPORT_DEPTH_MAX)->reason,
	    REASON_TOO_DEEP);
	exam_done(exam);
}
END_TEST

static char *
siblings(unsigned count)
{
	GString *out = g_string_new(MIXED);

	for (unsigned i = 0; i < count; i++)
		g_string_append(out, "--b\n\n\n");
	return g_string_free(out, FALSE);
}

START_TEST(parts_are_counted)
{
	g_autofree char *fits = siblings(REPORT_PARTS_MAX);
	g_autofree char *many = siblings(REPORT_PARTS_MAX + 1);
	struct exam *exam = examined(fits, strlen(fits));

	ck_assert_uint_eq(exam->report->parts->len, REPORT_PARTS_MAX);
	ck_assert(!exam->report->truncated);
	exam_done(exam);
	exam = examined(many, strlen(many));
	ck_assert_uint_eq(exam->report->parts->len, REPORT_PARTS_MAX);
	ck_assert(exam->report->truncated);
	ck_assert(found(exam->report, "parts"));
	exam_done(exam);
}
END_TEST

#define LONG_LINE_BYTES (100u << 20)
/* GMime grows its buffer by small steps, each of which ASan copies. */
#ifdef WITH_SANITIZERS
#define LONG_HEADER_BYTES (64u << 10)
#define CONTINUATIONS 2000u
#else
#define LONG_HEADER_BYTES LONG_LINE_BYTES
#define CONTINUATIONS 100000u
#endif

static char *
deep_multiparts(void)
{
	return nested(10000);
}

static char *
many_forwards(void)
{
	return forwarded(10000);
}

static char *
many_boundaries(void)
{
	return siblings(WALK_BOUNDARIES_MAX + 1);
}

static char *
many_continuations(void)
{
	GString *out = g_string_new("Content-Type: text/plain");

	for (unsigned i = 0; i < CONTINUATIONS; i++)
		g_string_append_printf(out, ";\n name*%u=x", i);
	g_string_append(out, "\n\nx");
	return g_string_free(out, FALSE);
}

static char *
long_header(void)
{
	g_autofree char *x = g_strnfill(LONG_HEADER_BYTES, 'x');

	return g_strconcat("Subject: ", x, NULL);
}

static char *
long_line(void)
{
	g_autofree char *x = g_strnfill(LONG_LINE_BYTES, 'x');

	return g_strconcat("Subject: x\n\n", x, NULL);
}

/* As a picture within it makes it: words behind some 9 MB. */
static char *
long_html(void)
{
	g_autofree char *picture = g_strnfill((size_t)9 << 20, 'A');

	return g_strconcat("Content-Type: text/html\n\n<img src=\"data:",
	    picture, "\">fin", NULL);
}

static const struct {
	char *(*make)(void);
	const char *says;
} hostile[] = {
	{ deep_multiparts, "nested" },
	{ many_forwards, "too-deep" },
	{ many_boundaries, "boundary lines" },
	{ many_continuations, "too long" },
	{ long_header, "too long" },
	{ long_line, "a body of more than" },
	{ long_html, "a body of more than" },
};

/* In the time the harness leaves a case: quadratic work would take hours. */
START_TEST(hostile_messages_end)
{
	g_autofree char *message = hostile[_i].make();
	struct exam *exam = examined(message, strlen(message));

	ck_assert_msg(found(exam->report, hostile[_i].says),
	    "no finding: %s", hostile[_i].says);
	exam_done(exam);
}
END_TEST

HARNESS_MAIN("walk",
    tcase_add_loop_test(tc, walks_messages, 0, G_N_ELEMENTS(messages));
    tcase_add_loop_test(tc, reads_names, 0, G_N_ELEMENTS(names));
    tcase_add_test(tc, falls_back_on_the_type_s_name);
    tcase_add_test(tc, reads_names_of_types_without_a_subtype);
    tcase_add_test(tc, quotes_the_text_of_forwarded_mail);
    tcase_add_test(tc, encrypted_mail_may_hide_a_piece);
    tcase_add_loop_test(tc, what_is_elsewhere_may_be_a_piece, 0,
	G_N_ELEMENTS(elsewhere));
    tcase_add_test(tc, multipart_without_parts_is_said);
    tcase_add_test(tc, multiparts_nest_so_far);
    tcase_add_test(tc, containers_nest_so_far);
    tcase_add_test(tc, parts_are_counted);
    if (getenv("TEST_SLOW") == NULL)
	    tcase_add_loop_test(tc, hostile_messages_end, 0,
		G_N_ELEMENTS(hostile)))
