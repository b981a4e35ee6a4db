/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cms.h"

#include <stdbool.h>

#include "examined.h"
#include "harness.h"

/* BER put together from the inside out; content is freed. */
static GByteArray *
wrap(guint8 tag, GByteArray *content, bool indefinite)
{
	GByteArray *out = g_byte_array_new();
	guint8 lead[6] = { tag };
	guint length = content->len, used = 1;

	if (indefinite) {
		lead[used++] = 0x80;
	} else if (length < 0x80) {
		lead[used++] = (guint8)length;
	} else {
		lead[used++] = 0x83;
		lead[used++] = (guint8)(length >> 16);
		lead[used++] = (guint8)(length >> 8);
		lead[used++] = (guint8)length;
	}
	g_byte_array_append(out, lead, used);
	g_byte_array_append(out, content->data, length);
	if (indefinite)
		g_byte_array_append(out, (const guint8 *)"\0\0", 2);
	g_byte_array_unref(content);
	return out;
}

static GByteArray *
octets(const char *bytes, size_t length)
{
	GByteArray *out = g_byte_array_new();

	g_byte_array_append(out, (const guint8 *)bytes, (guint)length);
	return out;
}

static GByteArray *
joined(GByteArray *a, GByteArray *b)
{
	g_byte_array_append(a, b->data, b->len);
	g_byte_array_unref(b);
	return a;
}

#define PKCS7(n) octets("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" n, 11)

/* ContentInfo of SignedData around content (an OCTET STRING, or empty). */
static GBytes *
signed_data(GByteArray *content, bool indefinite)
{
	GByteArray *encapsulated = PKCS7("\x01");
	GByteArray *all;

	if (content->len > 0)
		content = wrap(0xa0, content, indefinite);
	encapsulated = wrap(0x30, joined(encapsulated, content), indefinite);
	all = joined(octets("\x02\x01\x01\x31\x00", 5), encapsulated);
	all = joined(all, octets("\x31\x00", 2)); /* signers */
	all = wrap(0xa0, wrap(0x30, all, indefinite), indefinite);
	all = wrap(0x30, joined(PKCS7("\x02"), all), indefinite);
	return g_byte_array_free_to_bytes(all);
}

static void
check_content(GBytes *cms, const char *content)
{
	g_autoptr(GBytes) found = cms_content(cms);
	gsize size = 0;

	ck_assert_int_eq((int)cms_kind(cms), CMS_SIGNED);
	ck_assert_ptr_nonnull(found);
	g_bytes_get_data(found, &size);
	ck_assert_uint_eq(size, strlen(content));
	ck_assert(memcmp(g_bytes_get_data(found, NULL), content, size) == 0);
}

static const char text[] = "Content-Type: text/plain\r\n\r\nBonjour\r\n";

START_TEST(content_comes_out)
{
	g_autofree char *large = g_strnfill(70000, 'x');
	g_autoptr(GBytes) plain = signed_data(
	    wrap(0x04, octets(text, strlen(text)), false), false);
	g_autoptr(GBytes) big = signed_data(
	    wrap(0x04, octets(large, 70000), false), false);

	check_content(plain, text);
	check_content(big, large);
}
END_TEST

/* As programs write it that do not know the length beforehand. */
START_TEST(content_in_chunks_comes_out)
{
	GByteArray *first = wrap(0x04, octets(text, 10), false);
	GByteArray *rest =
	    wrap(0x04, octets(text + 10, strlen(text) - 10), false);
	g_autoptr(GBytes) streamed =
	    signed_data(wrap(0x24, joined(first, rest), true), true);

	check_content(streamed, text);
}
END_TEST

START_TEST(other_kinds_are_told)
{
	g_autoptr(GBytes) detached = signed_data(g_byte_array_new(), false);
	g_autoptr(GBytes) enveloped = g_byte_array_free_to_bytes(
	    wrap(0x30, joined(PKCS7("\x03"), octets("\xa0\x00", 2)), false));
	g_autoptr(GBytes) digested = g_byte_array_free_to_bytes(
	    wrap(0x30, joined(PKCS7("\x05"), octets("\xa0\x00", 2)), false));
	g_autoptr(GBytes) other = g_bytes_new_static("0123456789", 10);
	g_autoptr(GBytes) empty = g_bytes_new_static("", 0);

	ck_assert_int_eq((int)cms_kind(detached), CMS_DETACHED);
	ck_assert_ptr_null(cms_content(detached));
	ck_assert_int_eq((int)cms_kind(enveloped), CMS_ENCRYPTED);
	ck_assert_int_eq((int)cms_kind(digested), CMS_OTHER);
	ck_assert_int_eq((int)cms_kind(other), CMS_NONE);
	ck_assert_int_eq((int)cms_kind(empty), CMS_NONE);
}
END_TEST

/* Content in so many chunks within chunks. */
static GBytes *
chunked(unsigned depth)
{
	GByteArray *content = wrap(0x04, octets(text, strlen(text)), false);

	for (unsigned i = 0; i < depth; i++)
		content = wrap(0x24, content, false);
	return signed_data(content, false);
}

START_TEST(chunks_nest_so_far)
{
	g_autoptr(GBytes) deepest = chunked(CMS_DEPTH_MAX);
	g_autoptr(GBytes) deeper = chunked(CMS_DEPTH_MAX + 1);

	check_content(deepest, text);
	ck_assert_ptr_null(cms_content(deeper));
}
END_TEST

/* Indefinite lengths in one another without end. */
START_TEST(depth_is_limited)
{
	GByteArray *deep = octets("", 0);
	g_autoptr(GBytes) cms = NULL;

	for (unsigned i = 0; i < 100; i++)
		deep = wrap(0x24, deep, true);
	cms = signed_data(deep, true);
	ck_assert_int_eq((int)cms_kind(cms), CMS_NONE);
	ck_assert_ptr_null(cms_content(cms));
}
END_TEST

/*
 * Every single-byte change of a good file, and every cut, is read without
 * a fault (run under sanitizers and valgrind) and gives no more than it
 * holds.
 */
START_TEST(damage_is_survived)
{
	g_autoptr(GBytes) good = signed_data(
	    wrap(0x24, wrap(0x04, octets(text, strlen(text)), false), true),
	    true);
	gsize size = 0;
	const guint8 *bytes = g_bytes_get_data(good, &size);

	for (gsize at = 0; at < size; at++) {
		for (unsigned value = 0; value < 256; value++) {
			guint8 *copy = g_memdup2(bytes, size);
			g_autoptr(GBytes) bad = NULL;
			g_autoptr(GBytes) content = NULL;

			copy[at] = (guint8)value;
			bad = g_bytes_new_take(copy, size);
			content = cms_content(bad);
			if (content != NULL)
				ck_assert_uint_le(g_bytes_get_size(content),
				    size);
		}
	}
	for (gsize length = 0; length < size; length++) {
		g_autoptr(GBytes) cut =
		    g_bytes_new(bytes, length);
		g_autoptr(GBytes) content = cms_content(cut);

		ck_assert_ptr_null(content);
	}
}
END_TEST

#define CMS " application/pkcs7-mime\n"

/* What was signed, and what is found of it: its parts, and its body. */
static const struct {
	const char *name, *content, *parts, *body;
} wrapped[] = {
	/* a message, as S/MIME signs it: RFC 8551 */
	{ "smime.p7m", text, "container smime.p7m" CMS
	    "0: body - text/plain\n", "Bonjour\n" },
	{ "courrier du 12.03.p7m", text, "container courrier du 12.03.p7m" CMS
	    "0: body - text/plain\n", "Bonjour\n" },
	/* words without a header are no mail */
	{ "smime.p7m", "Bonjour\r\n", "container smime.p7m" CMS
	    "0: document smime text/plain\n", "" },
	/* a file within such a message */
	{ "smime.p7m", "Content-Type: text/plain; name=avis.txt\r\n\r\nOui\r\n",
	    "container smime.p7m" CMS "0: document avis.txt text/plain\n", "" },
	/* files that were signed each */
	{ "avis.txt.p7m", "Avis favorable.\r\n", "container avis.txt.p7m" CMS
	    "0: document avis.txt text/plain\n", "" },
	{ "Avis.PDF.P7M", "%PDF-1.4\n", "container Avis.PDF.P7M" CMS
	    "0: document Avis.PDF application/pdf\n", "" },
	{ "avis.p7m", "%PDF-1.4\n", "container avis.p7m" CMS
	    "0: document avis application/pdf\n", "" },
	/* under its old name */
	{ "avis.rtf", "{\\rtf1 Oui}", "container avis.rtf" CMS
	    "0: document avis.rtf text/rtf\n", "" },
	/* a message that was kept as a file says nothing for the sender */
	{ "fil.eml.p7m", text, "container fil.eml.p7m" CMS
	    "0: container fil.eml message/rfc822\n"
	    "1: body fil.eml/ text/plain\n", "" },
};

START_TEST(what_was_signed_is_read)
{
	const char *content = wrapped[_i].content;
	g_autoptr(GBytes) cms = signed_data(
	    wrap(0x04, octets(content, strlen(content)), false), false);
	g_autofree char *base64 = g_base64_encode(
	    g_bytes_get_data(cms, NULL), g_bytes_get_size(cms));
	g_autofree char *message = g_strdup_printf(
	    "Content-Type: application/octet-stream; name=\"%s\"\n"
	    "Content-Transfer-Encoding: base64\n\n%s\n",
	    wrapped[_i].name, base64);
	struct exam *exam = examined(message, strlen(message));
	g_autofree char *parts = summary(exam->report);

	ck_assert_str_eq(parts, wrapped[_i].parts);
	ck_assert_str_eq(exam->report->body, wrapped[_i].body);
	exam_done(exam);
}
END_TEST

/* A file that was signed twice. */
START_TEST(signed_files_nest)
{
	g_autoptr(GBytes) once = signed_data(
	    wrap(0x04, octets("Oui\r\n", 5), false), false);
	g_autoptr(GBytes) twice = signed_data(wrap(0x04,
	    octets(g_bytes_get_data(once, NULL), g_bytes_get_size(once)),
	    false), true);
	g_autofree char *base64 = g_base64_encode(
	    g_bytes_get_data(twice, NULL), g_bytes_get_size(twice));
	g_autofree char *message = g_strconcat(
	    "Content-Type: application/octet-stream; name=a.txt.p7m.p7m\n"
	    "Content-Transfer-Encoding: base64\n\n", base64, "\n", NULL);
	struct exam *exam = examined(message, strlen(message));
	g_autofree char *parts = summary(exam->report);

	ck_assert_str_eq(parts, "container a.txt.p7m.p7m" CMS
	    "0: container a.txt.p7m" CMS "1: document a.txt text/plain\n");
	exam_done(exam);
}
END_TEST

HARNESS_MAIN("cms", tcase_add_test(tc, content_comes_out);
    tcase_add_test(tc, content_in_chunks_comes_out);
    tcase_add_test(tc, other_kinds_are_told);
    tcase_add_test(tc, chunks_nest_so_far);
    tcase_add_test(tc, depth_is_limited);
    tcase_add_test(tc, damage_is_survived);
    tcase_add_loop_test(tc, what_was_signed_is_read, 0, G_N_ELEMENTS(wrapped));
    tcase_add_test(tc, signed_files_nest))
