/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "winmail.h"

#include "examined.h"
#include "harness.h"
#include "rtfmail.h"

/* TNEF as MS-OXTNEF lays it out, put together by hand. */
static void
put16(GByteArray *out, unsigned value)
{
	guint8 bytes[2] = { (guint8)value, (guint8)(value >> 8) };

	g_byte_array_append(out, bytes, 2);
}

static void
put32(GByteArray *out, unsigned value)
{
	put16(out, value & 0xffff);
	put16(out, value >> 16);
}

/* An attribute of the message (1) or of an attachment (2). */
static void
put_attribute(GByteArray *out, guint8 level, unsigned id, const void *data,
    size_t length)
{
	unsigned sum = 0;

	g_byte_array_append(out, &level, 1);
	put32(out, id);
	put32(out, (unsigned)length);
	g_byte_array_append(out, data, (guint)length);
	for (size_t i = 0; i < length; i++)
		sum += ((const guint8 *)data)[i];
	put16(out, sum & 0xffff);
}

/* One MAPI property of variable length. */
static GByteArray *
property(unsigned type, unsigned id, const void *data, size_t length)
{
	GByteArray *out = g_byte_array_new();

	put32(out, 1);
	put16(out, type);
	put16(out, id);
	put32(out, 1);
	put32(out, (unsigned)length);
	g_byte_array_append(out, data, (guint)length);
	g_byte_array_append(out, (const guint8 *)"\0\0\0", (4 - length % 4) % 4);
	return out;
}

static GByteArray *
begun(void)
{
	GByteArray *out = g_byte_array_new();

	put32(out, 0x223e9f78);
	put16(out, 1);
	put_attribute(out, 1, 0x00089006, "\0\0\1\0", 4);
	put_attribute(out, 1, 0x00069007, "\xe4\4\0\0\0\0\0\0", 8);
	put_attribute(out, 1, 0x00078008, "IPM.Note", 9);
	return out;
}

static void
put_properties(GByteArray *out, guint8 level, unsigned id,
    GByteArray *properties)
{
	put_attribute(out, level, id, properties->data, properties->len);
	g_byte_array_unref(properties);
}

static void
put_attachment(GByteArray *out, const char *title, const char *name,
    const void *data, size_t length)
{
	glong units = 0;
	gunichar2 *wide = g_utf8_to_utf16(name, -1, NULL, &units, NULL);

	put_attribute(out, 2, 0x00069002, "\1\0\xff\xff\xff\xff\x20\0\x20\0"
	    "\0\0\0\0", 14);
	put_attribute(out, 2, 0x0006800f, data, length);
	put_attribute(out, 2, 0x00018010, title, strlen(title) + 1);
	put_properties(out, 2, 0x00069005,
	    property(0x001f, 0x3707, wide, (size_t)(units + 1) * 2));
	g_free(wide);
}

/* A mail with out in it as winmail.dat; out is freed. */
static struct exam *
mailed(GByteArray *out, const char *text)
{
	g_autofree char *encoded = g_base64_encode(out->data, out->len);
	g_autofree char *message = g_strconcat(
	    "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", text,
	    "\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
	    "Content-Transfer-Encoding: base64\n\n",
	    encoded, "\n--b--\n", NULL);

	g_byte_array_unref(out);
	return examined(message, strlen(message));
}

START_TEST(attachments_come_out)
{
	GByteArray *out = begun();
	struct exam *exam;
	g_autofree char *parts = NULL;

	put_attachment(out, "EVALUA~1.PDF", "Évaluation n° 5 – Lefèvre.pdf",
	    "%PDF-1.4\n", 9);
	put_attachment(out, "LETTRE.TXT", "Lettre.txt", "Madame,\n", 8);
	exam = mailed(out, "Bonjour");
	parts = summary(exam->report);
	ck_assert_str_eq(parts,
	    "body - text/plain\n"
	    "container winmail.dat application/vnd.ms-tnef\n"
	    "1: document Évaluation n° 5 – Lefèvre.pdf application/pdf\n"
	    "1: document Lettre.txt text/plain\n");
	ck_assert_str_eq(exam->report->body, "Bonjour\n");
	ck_assert(!exam->report->truncated);
	exam_done(exam);
}
END_TEST

START_TEST(embedded_messages_are_opened)
{
	GByteArray *inner = begun(), *object = g_byte_array_new();
	GByteArray *out = begun();
	struct exam *exam;
	g_autofree char *parts = NULL;

	put_attachment(inner, "A.TXT", "a.txt", "Avis\n", 5);
	g_byte_array_append(object,
	    (const guint8 *)"\7\3\2\0\0\0\0\0\xc0\0\0\0\0\0\0F", 16);
	g_byte_array_append(object, inner->data, inner->len);
	g_byte_array_unref(inner);
	put_attribute(out, 2, 0x00069002, "\1\0\xff\xff\xff\xff\x20\0\x20\0"
	    "\0\0\0\0", 14);
	put_attribute(out, 2, 0x00018010, "Dossier", 8);
	put_properties(out, 2, 0x00069005,
	    property(0x000d, 0x3701, object->data, object->len));
	g_byte_array_unref(object);
	exam = mailed(out, "Bonjour");
	parts = summary(exam->report);
	ck_assert_str_eq(parts,
	    "body - text/plain\n"
	    "container winmail.dat application/vnd.ms-tnef\n"
	    "1: container Dossier application/vnd.ms-tnef\n"
	    "2: document a.txt text/plain\n");
	exam_done(exam);
}
END_TEST

START_TEST(the_text_is_the_mail_s_where_that_has_none)
{
	GByteArray *out = begun();
	struct exam *exam;

	put_properties(out, 1, 0x00069003,
	    property(0x001e, 0x1000, "Bonjour d\xe9j\xe0", 13));
	exam = mailed(out, "");
	ck_assert_str_eq(exam->report->body, "Bonjour déjà\n");
	exam_done(exam);
	out = begun();
	put_properties(out, 1, 0x00069003,
	    property(0x001e, 0x1000, "Autre", 6));
	exam = mailed(out, "Bonjour");
	ck_assert_str_eq(exam->report->body, "Bonjour\n");
	exam_done(exam);
}
END_TEST

START_TEST(damage_is_said)
{
	GByteArray *out = begun();
	struct exam *exam;

	put_attachment(out, "A.TXT", "a.txt", "Avis\n", 5);
	put_attachment(out, "B.TXT", "b.txt", "Avis\n", 5);
	g_byte_array_set_size(out, out->len - 30);
	exam = mailed(out, "Bonjour");
	ck_assert_int_eq((int)report_part(exam->report, 1)->state,
	    PART_UNREADABLE);
	ck_assert_str_eq(report_part(exam->report, 2)->name, "a.txt");
	ck_assert(exam->report->truncated);
	exam_done(exam);
}
END_TEST

/* Changes anywhere are survived; run under sanitizers and valgrind. */
START_TEST(changes_are_survived)
{
	guint32 random = (guint32)_i + 1;

	for (unsigned turn = 0; turn < 60; turn++) {
		GByteArray *out = begun();

		put_attachment(out, "A.TXT", "a.txt", "Avis\n", 5);
		for (unsigned changes = 0; changes < 3; changes++) {
			random = random * 1664525 + 1013904223;
			out->data[6 + (random >> 8) % (out->len - 6)] =
			    (guint8)(random >> 4);
		}
		exam_done(mailed(out, "Bonjour"));
	}
}
END_TEST

/* The example of MS-OXRTFCP §4.1.1. */
START_TEST(compressed_rtf_is_unpacked)
{
	static const char packed[] =
	    "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7"
	    "\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20"
	    "\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f"
	    "\xa0";
	static const char text[] =
	    "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
	g_autoptr(GBytes) rtf = rtfmail_unpack(packed, sizeof(packed) - 1);
	g_autoptr(GBytes) none = rtfmail_unpack(packed, 15);
	gsize size = 0;

	ck_assert_ptr_nonnull(rtf);
	ck_assert_ptr_null(none);
	g_bytes_get_data(rtf, &size);
	ck_assert_uint_eq(size, sizeof(text) - 1);
	ck_assert_int_eq(
	    memcmp(g_bytes_get_data(rtf, NULL), text, size), 0);
}
END_TEST

START_TEST(compressed_rtf_has_a_limit)
{
	GByteArray *bomb = g_byte_array_new();
	g_autoptr(GBytes) rtf = NULL;

	g_byte_array_append(bomb, (const guint8 *)
	    "\0\0\0\0\0\0\0\0LZFu\0\0\0\0", 16);
	while (bomb->len < RTFMAIL_BYTES_MAX / 4)
		g_byte_array_append(bomb, (const guint8 *)
		    "\xff\0\x1f\0\x1f\0\x1f\0\x1f\0\x1f\0\x1f\0\x1f\0\x1f",
		    17);
	rtf = rtfmail_unpack(bomb->data, bomb->len);
	ck_assert_ptr_nonnull(rtf);
	ck_assert_uint_le(g_bytes_get_size(rtf), RTFMAIL_BYTES_MAX + 200);
	g_byte_array_unref(bomb);
}
END_TEST

/* A body that is not compressed, up to its limit and past it; and none. */
START_TEST(a_body_that_is_not_all_there_is_said)
{
	static const char begins[] = "\0\0\0\0\0\0\0\0MELA\0\0\0\0{\\rtf1 Oui}";
	struct exam *exam = exam_ready();
	g_autofree char *none = NULL, *damaged = NULL;
	bool cut = false;

	for (size_t more = 0; more < 2; more++) {
		size_t size = 16 + RTFMAIL_BYTES_MAX + more;
		g_autofree char *body = g_strnfill(size, '\n');
		g_autofree char *text = NULL;

		memcpy(body, begins, sizeof(begins) - 1);
		text = rtfmail_text(body, size, exam->budget, &cut);
		ck_assert_str_eq(text, "Oui\n");
		ck_assert_int_eq(cut, more > 0);
	}
	cut = false;
	/* Without the end of its first group. */
	damaged = rtfmail_text(begins, sizeof(begins) - 2, exam->budget, &cut);
	ck_assert_str_eq(damaged, "Oui\n");
	ck_assert(cut);
	cut = false;
	none = rtfmail_text("0123456789abcdefgh", 18, exam->budget, &cut);
	ck_assert_str_eq(none, "");
	ck_assert(cut);
	exam_done(exam);
}
END_TEST

HARNESS_MAIN("winmail", tcase_add_test(tc, attachments_come_out);
    tcase_add_test(tc, embedded_messages_are_opened);
    tcase_add_test(tc, the_text_is_the_mail_s_where_that_has_none);
    tcase_add_test(tc, damage_is_said);
    tcase_add_loop_test(tc, changes_are_survived, 0, 8);
    tcase_add_test(tc, compressed_rtf_is_unpacked);
    tcase_add_test(tc, compressed_rtf_has_a_limit);
    tcase_add_test(tc, a_body_that_is_not_all_there_is_said))
