/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charset.h"

#include "reading.h"

START_TEST(charsets_are_told)
{
	static const struct {
		const char *bytes;
		gssize length;
		const char *text;
	} cases[] = {
		{ "Prénom", -1, "Prénom\n" },
		{ "\xef\xbb\xbfPr\xc3\xa9nom", -1, "Prénom\n" },
		{ "\xef\xbb\xbfPr\xe9nom", -1, "Prénom\n" },
		{ "Pr\xe9nom\x85 \x9cuvre", -1, "Prénom… œuvre\n" },
		{ "d\x92int\xe9r\xeat", -1, "d’intérêt\n" },
		{ "\xff\xfeP\0r\0\xe9\0n\0o\0m\0", 14, "Prénom\n" },
		{ "\xfe\xff\0P\0r\0\xe9", 8, "Pré\n" },
		{ "P\0r\0\xe9\0n\0o\0m\0", 12, "Prénom\n" },
		{ "\0P\0r\0\xe9\0n\0o\0m", 12, "Prénom\n" },
		{ "Pr\x82nom de la candidate : H\x82l\x8ane", -1,
		    "Prénom de la candidate : Hélène\n" },
		{ "Pr\x8enom de la candidate : H\x8el\x8fne", -1,
		    "Prénom de la candidate : Hélène\n" },
		{ "DUPR\xc9 \x80 \xe0 la", -1, "DUPRÉ € à la\n" },
		{ "\xff\xfe\x3d\xd8\x00\xde", 6, "😀\n" },
		{ "\xff\xfe\x3d\xd8", 4, "\xef\xbf\xbd\n" },
		{ "\x00", 1, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		size_t length = cases[i].length < 0 ?
		    strlen(cases[i].bytes) :
		    (size_t)cases[i].length;
		OWNED(part) part =
		    reading_of("text/plain", cases[i].bytes, length);

		ck_assert_int_eq(part->state, PART_READ);
		ck_assert_str_eq(reading_page(part, 0)->text, cases[i].text);
	}
}
END_TEST

START_TEST(form_feeds_are_pages)
{
	static const char text[] = "un\fdeux\n\f\ftrois\f";
	OWNED(part) part = reading_of("text/plain", text, sizeof(text) - 1);

	ck_assert_uint_eq(part->pages->len, 3);
	ck_assert_str_eq(reading_page(part, 0)->text, "un\n");
	ck_assert_str_eq(reading_page(part, 1)->text, "deux\n");
	ck_assert_str_eq(reading_page(part, 2)->text, "trois\n");
}
END_TEST

START_TEST(what_nobody_reads_is_said)
{
	OWNED(part) strange = reading_of("application/x-dbf", "x", 1);
	OWNED(part) empty = reading_of("text/plain", "", 0);

	ck_assert_int_eq(strange->state, PART_UNREADABLE);
	ck_assert_int_eq(strange->reason, REASON_UNSUPPORTED);
	ck_assert_int_eq(empty->state, PART_UNREADABLE);
	ck_assert_int_eq(empty->reason, REASON_EMPTY);
	ck_assert(document_has_reader("Text/Plain"));
	ck_assert(!document_has_reader("application/x-dbf"));
	ck_assert(!document_has_reader(NULL));
}
END_TEST

HARNESS_MAIN("text", tcase_add_test(tc, charsets_are_told);
    tcase_add_test(tc, form_feeds_are_pages);
    tcase_add_test(tc, what_nobody_reads_is_said))
