/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "noise.h"

#include <leptonica/allheaders.h>

#include "examined.h"
#include "harness.h"

/* A PNG of so many pixels and at least so many bytes, in base64. */
static char *
picture(int width, int height, size_t bytes)
{
	struct Pix *pix = pixCreate(width, height, 8);
	l_uint8 *data = NULL;
	size_t size = 0;
	g_autofree guchar *padded = NULL;
	char *encoded;

	pixSetAll(pix);
	ck_assert_int_eq(pixWriteMemPng(&data, &size, pix, 0), 0);
	padded = g_malloc0(MAX(size, bytes));
	memcpy(padded, data, size);
	encoded = g_base64_encode(padded, MAX(size, bytes));
	lept_free(data);
	pixDestroy(&pix);
	return encoded;
}

#define SHOWN "<p>Bonjour</p><img src=\"cid:image001.png@1\">"
#define PLAIN "<p>Bonjour</p>"

static const struct {
	const char *html, *fields;
	int width, height;
	size_t bytes;
	enum part_reason reason; /* NONE: a document */
} pictures[] = {
	/* a signature's logo, as Outlook sends it */
	{ SHOWN, "Content-ID: <image001.png@1>\nContent-Disposition: inline; "
		 "filename=\"image001.png\"", 200, 80, 0, REASON_LOGO },
	/* the same as an attachment, and without a name */
	{ SHOWN, "Content-ID: <image001.png@1>\nContent-Disposition: "
		 "attachment; filename=\"image001.png\"", 200, 80, 0,
	    REASON_LOGO },
	{ SHOWN, "Content-ID: <image001.png@1>", 200, 80, 0, REASON_LOGO },
	/* its name tells even where no HTML shows it */
	{ PLAIN, "Content-Disposition: attachment; filename=image002.png",
	    200, 80, 0, REASON_LOGO },
	{ PLAIN, "Content-Disposition: attachment; filename=Outlook-xyz.png",
	    200, 80, 0, REASON_LOGO },
	/* a banner is wide, not a page */
	{ SHOWN, "Content-ID: <image001.png@1>", 1600, 300, 0, REASON_LOGO },
	/* a scan pasted into the text is a piece */
	{ SHOWN, "Content-ID: <image001.png@1>\nContent-Disposition: inline; "
		 "filename=\"image001.png\"", 1240, 1754, 0, REASON_NONE },
	{ SHOWN, "Content-ID: <image001.png@1>", 600, 848, 0, REASON_NONE },
	{ SHOWN, "Content-ID: <image001.png@1>", 599, 848, 0, REASON_LOGO },
	/* a heavy picture is none either */
	{ SHOWN, "Content-ID: <image001.png@1>", 500, 500,
	    NOISE_LOGO_BYTES_MAX + 1, REASON_NONE },
	{ SHOWN, "Content-ID: <image001.png@1>", 500, 500,
	    NOISE_LOGO_BYTES_MAX, REASON_LOGO },
	/* a small picture somebody attached */
	{ PLAIN, "Content-Disposition: attachment; filename=CNI.png", 400, 250,
	    0, REASON_NONE },
	{ PLAIN, "Content-Disposition: attachment; filename=CNI.png", 90, 60, 0,
	    REASON_NONE },
	{ PLAIN, "Content-Disposition: inline; filename=CNI.png", 400, 250, 0,
	    REASON_NONE },
	/* an icon that nothing shows */
	{ PLAIN, "Content-Disposition: inline; filename=x.png", 32, 32, 0,
	    REASON_LOGO },
	{ PLAIN, "X: y", NOISE_ICON_PIXELS + 1, 20, 0, REASON_NONE },
	/* tracking */
	{ PLAIN, "Content-Disposition: attachment; filename=open.png", 1, 1, 0,
	    REASON_PIXEL },
	{ PLAIN, "Content-Disposition: attachment; filename=open.png",
	    NOISE_PIXEL_PIXELS + 1, 1, 0, REASON_NONE },
};

START_TEST(pictures_are_told_by_evidence)
{
	g_autofree char *data = picture(pictures[_i].width,
	    pictures[_i].height, pictures[_i].bytes);
	g_autofree char *message = g_strconcat(
	    "Content-Type: multipart/related; boundary=b\n\n--b\n"
	    "Content-Type: text/html\n\n",
	    pictures[_i].html, "\n--b\nContent-Type: image/png\n",
	    pictures[_i].fields, "\nContent-Transfer-Encoding: base64\n\n",
	    data, "\n--b--\n", NULL);
	struct exam *exam = examined(message, strlen(message));
	const struct part *part = report_part(exam->report, 1);

	ck_assert_int_eq((int)part->reason, (int)pictures[_i].reason);
	ck_assert_int_eq((int)part->role,
	    pictures[_i].reason != REASON_NONE ? PART_NOISE : PART_DOCUMENT);
	exam_done(exam);
}
END_TEST

static const struct {
	const char *fields, *content;
	enum part_reason reason;
} files[] = {
	{ "Content-Type: text/x-vcard; name=moi.vcf",
	    "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD", REASON_VCARD },
	{ "Content-Type: application/octet-stream; name=moi.vcf",
	    "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD", REASON_VCARD },
	{ "Content-Type: text/calendar; name=i.ics",
	    "BEGIN:VCALENDAR\nEND:VCALENDAR", REASON_CALENDAR },
	{ "Content-Type: application/ics; name=i.ics",
	    "BEGIN:VCALENDAR\nEND:VCALENDAR", REASON_CALENDAR },
	{ "Content-Type: application/pgp-signature; name=signature.asc",
	    "-----BEGIN PGP SIGNATURE-----\n", REASON_SIGNATURE },
	{ "Content-Type: application/pgp-keys; name=k.asc",
	    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n", REASON_SIGNATURE },
	{ "Content-Type: text/plain; name=ATT00001.txt", "Envoyé de mon Mac",
	    REASON_SYSTEM_FILE },
	{ "Content-Type: text/html; name=ATT00002.htm", "<html><body></body>",
	    REASON_SYSTEM_FILE },
	{ "Content-Type: application/octet-stream; name=Thumbs.db", "x",
	    REASON_SYSTEM_FILE },
	{ "Content-Type: application/octet-stream; name=\"~$avis.docx\"", "x",
	    REASON_SYSTEM_FILE },
	{ "Content-Type: application/octet-stream; name=.DS_Store", "x",
	    REASON_SYSTEM_FILE },
	/* a piece is one whatever it is called */
	{ "Content-Type: text/calendar; name=i.ics", "%PDF-1.4\n",
	    REASON_NONE },
	{ "Content-Type: application/pkcs7-signature; name=smime.p7s",
	    "%PDF-1.4\n", REASON_NONE },
	{ "Content-Type: application/pdf; name=ATT00001.pdf", "%PDF-1.4\n",
	    REASON_NONE },
	{ "Content-Type: text/plain; name=lettre.txt", "Madame,",
	    REASON_NONE },
};

START_TEST(files_are_told_by_content_and_name)
{
	g_autofree char *message = g_strconcat(
	    "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
	    files[_i].fields, "\nContent-Disposition: attachment\n\n",
	    files[_i].content, "\n--b--\n", NULL);
	struct exam *exam = examined(message, strlen(message));
	const struct part *part = report_part(exam->report, 0);

	ck_assert_int_eq((int)part->reason, (int)files[_i].reason);
	ck_assert_int_eq((int)part->state,
	    files[_i].reason != REASON_NONE ? PART_IGNORED : PART_UNREADABLE);
	exam_done(exam);
}
END_TEST

START_TEST(long_text_from_exchange_is_a_document)
{
	g_autofree char *text = g_strnfill(NOISE_ATT_BYTES_MAX + 1, 'x');
	g_autofree char *message = g_strconcat(
	    "Content-Type: text/plain; name=ATT00001.txt\n"
	    "Content-Disposition: attachment\n\n", text, NULL);
	struct exam *exam = examined(message, strlen(message));

	ck_assert_int_eq((int)report_part(exam->report, 0)->role,
	    PART_DOCUMENT);
	exam_done(exam);
}
END_TEST

START_TEST(pictures_in_archives_are_documents)
{
	struct exam *exam = exam_ready();
	g_autofree char *encoded = picture(100, 50, 0);
	gsize length = 0;
	guchar *data = g_base64_decode(encoded, &length);
	g_autoptr(GBytes) bytes = g_bytes_new_take(data, length);
	struct entry entry = { .parent = -1, .place = PLACE_ARCHIVE,
		.name = "image001.png", .bytes = bytes };

	exam_add(exam, &entry);
	noise_judge(exam);
	ck_assert_int_eq((int)report_part(exam->report, 0)->role,
	    PART_DOCUMENT);
	exam_done(exam);
}
END_TEST

static const struct {
	const char *html, *cid;
} shown[] = {
	{ "<img src=\"cid:a@b\">", "a@b" },
	{ "<img src='CID:a@b'>", "a@b" },
	{ "<img src=cid:a@b >", "a@b" },
	{ "<img src=\"cid:a%40b\">", "a@b" },
	{ "<td style=\"background:url(cid:a@b)\">", "a@b" },
	{ "acid:test <img src=\"cid:a@b\">", "a@b" },
};

START_TEST(pictures_shown_are_noted)
{
	struct exam *exam = exam_ready();

	noise_note_html(exam, shown[_i].html);
	ck_assert(g_hash_table_contains(exam->cids, shown[_i].cid));
	exam_done(exam);
}
END_TEST

HARNESS_MAIN("noise",
    tcase_add_loop_test(tc, pictures_are_told_by_evidence, 0,
	G_N_ELEMENTS(pictures));
    tcase_add_loop_test(tc, files_are_told_by_content_and_name, 0,
	G_N_ELEMENTS(files));
    tcase_add_test(tc, long_text_from_exchange_is_a_document);
    tcase_add_test(tc, pictures_in_archives_are_documents);
    tcase_add_loop_test(tc, pictures_shown_are_noted, 0,
	G_N_ELEMENTS(shown)))
