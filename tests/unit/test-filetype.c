/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filetype.h"

#include "examined.h"
#include "harness.h"

#define BYTES(text) text, sizeof(text) - 1
#define MAIL "Subject: x\nFrom: a@b.test\nTo: c@d.test\n\nBonjour\n"

static const struct {
	const char *bytes;
	size_t length;
	const char *name, *declared, *type;
} cases[] = {
	{ BYTES(""), "a.pdf", "application/pdf", FILETYPE_EMPTY },
	{ BYTES("%PDF-1.4\n"), "a.doc", "application/msword",
	    "application/pdf" },
	{ BYTES("Votre numérisation :\r\n%PDF-1.4\n"), NULL, NULL,
	    "application/pdf" },
	{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x8\0\0\0\0"),
	    "a.pdf", NULL, "image/png" },
	{ BYTES("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"), NULL, NULL,
	    "image/jpeg" },
	{ BYTES("{\\rtf1\\ansi Bonjour}"), "a.doc", NULL, "text/rtf" },
	{ BYTES("\x78\x9f\x3e\x22\1\0\1"), "winmail.dat", NULL,
	    FILETYPE_TNEF },
	{ BYTES("\x1f\x8b\x08\0\0\0\0\0\0\3\3\0\0\0\0\0\0\0\0\0"), NULL, NULL,
	    "application/gzip" },
	{ BYTES("<p>Bonjour"), "a.htm", NULL, "text/html" },
	{ BYTES("Bonjour"), NULL, "text/html; charset=utf-8", "text/html" },
	{ BYTES("<!DOCTYPE html><html><body>x</body></html>"), NULL, NULL,
	    "text/html" },
	{ BYTES("a;b\n1;2\n"), "a.csv", NULL, "text/csv" },
	{ BYTES("#!/bin/sh\necho\n"), NULL, NULL, "text/plain" },
	{ BYTES("x"), NULL, NULL, "text/plain" },
	/* sent as plain text: it need not be */
	{ BYTES("Bonjour,\r\n\r\nVoici le dossier de M. N\xe9" "e.\r\n"), NULL,
	    "text/plain; charset=iso-8859-1", "text/plain" },
	{ BYTES("a;b\n1;2\n"), "a.csv", "text/plain", "text/csv" },
	/* as LibreOffice writes a check box */
	{ BYTES("<!DOCTYPE html>\n<html><body>x \001 Interne</body></html>"),
	    "a.html", "application/octet-stream", "text/html" },
	{ BYTES("<HTML>\001</HTML>"), NULL, NULL, "text/html" },
	{ BYTES("Bonjour\n<html><body>x</body></html>\n"), NULL, "text/plain",
	    "text/html" },
	{ BYTES("GIF89a\1\0\1\0\0\0\0;"), "a.txt", "text/plain",
	    "image/gif" },
	{ BYTES("BEGIN:VCARD\nEND:VCARD"), NULL, "text/plain", "text/vcard" },
	{ BYTES("\0\1\2"), "a.pdf", "application/pdf",
	    "application/octet-stream" },
	{ BYTES("BEGIN:VCARD\nEND:VCARD"), NULL, NULL, "text/vcard" },
	{ BYTES("BEGIN:VCALENDAR\nEND"), NULL, NULL, "text/calendar" },
	{ BYTES("-----BEGIN PGP MESSAGE-----\n"), NULL, NULL,
	    FILETYPE_ENCRYPTED },
	/* mail, where something besides says so */
	{ BYTES(MAIL), "a.eml", "application/octet-stream",
	    FILETYPE_MESSAGE },
	{ BYTES("\n" MAIL), NULL, "message/rfc822", FILETYPE_MESSAGE },
	{ BYTES("\xef\xbb\xbf" MAIL), "A.EML", NULL, FILETYPE_MESSAGE },
	{ BYTES(MAIL), "lettre.txt", "text/plain", "text/plain" },
	{ BYTES("Bonjour Madame\n"), "a.eml", NULL, "text/plain" },
};

START_TEST(types_are_told_by_content)
{
	struct exam *exam = exam_ready();
	g_autoptr(GBytes) bytes =
	    g_bytes_new(cases[_i].bytes, cases[_i].length);
	g_autofree char *type = filetype_of(exam->filetype, bytes,
	    cases[_i].name, cases[_i].declared);

	ck_assert_str_eq(type, cases[_i].type);
	exam_done(exam);
}
END_TEST

START_TEST(junk_before_a_pdf_is_limited)
{
	struct exam *exam = exam_ready();
	g_autofree char *junk = g_strnfill(1020, '.');

	for (unsigned more = 0; more < 2; more++) {
		g_autofree char *text = g_strconcat(more > 0 ? "." : "",
		    junk + 1, "%PDF-1.4\n", NULL);
		g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
		g_autofree char *type =
		    filetype_of(exam->filetype, bytes, NULL, NULL);

		ck_assert_str_eq(type,
		    more > 0 ? "text/plain" : "application/pdf");
	}
	exam_done(exam);
}
END_TEST

HARNESS_MAIN("filetype",
    tcase_add_loop_test(tc, types_are_told_by_content, 0,
	G_N_ELEMENTS(cases));
    tcase_add_test(tc, junk_before_a_pdf_is_limited))
