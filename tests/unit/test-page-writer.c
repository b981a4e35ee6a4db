/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-writer.h"

#include "reading.h"

static const char *
text_of(const struct part *part, unsigned index)
{
	return reading_page(part, index)->text;
}

START_TEST(gaps_are_the_strongest_asked)
{
	OWNED(part) part = part_new();
	struct budget budget = reading_budget();
	struct page_writer w;

	page_writer_init(&w, part, &budget);
	page_writer_line(&w);
	page_writer_text(&w, "Nom du candidat :", -1);
	page_writer_line(&w);
	page_writer_cell(&w);
	page_writer_text(&w, "LEFÈVRE", -1);
	page_writer_cell(&w);
	page_writer_line(&w);
	page_writer_text(&w, "a\r\nb\rc\n\n\n\nd", -1);
	page_writer_line(&w);
	page_writer_end(&w);
	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_str_eq(text_of(part, 0),
	    "Nom du candidat :\tLEFÈVRE\na\nb\nc\n\nd\n");
	ck_assert_int_eq(part->state, PART_READ);
}
END_TEST

START_TEST(text_is_made_clean)
{
	static const struct {
		const char *bytes;
		gssize length;
		const char *text;
	} cases[] = {
		{ "☐ non ☒ oui ☑", -1, "[ ] non [x] oui [x]\n" },
		{ "a\xe9z", -1, "a\xef\xbf\xbdz\n" },
		{ "a\0b\001c", 5, "abc\n" },
		{ "e\xcc\x81t\xcc\xa7", -1, "éţ\n" },
		{ "\xef\xbb\xbfx\tz", -1, "x\tz\n" },
		{ "\xed\xa0\x80", -1,
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n" },
		{ "un \t\ndeux  ", -1, "un\ndeux\n" },
		{ "fin\xc3", -1, "fin\xef\xbf\xbd\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		OWNED(part) part = part_new();
		struct budget budget = reading_budget();
		struct page_writer w;

		page_writer_init(&w, part, &budget);
		page_writer_text(&w, cases[i].bytes, cases[i].length);
		page_writer_end(&w);
		ck_assert_str_eq(text_of(part, 0), cases[i].text);
		ck_assert(g_utf8_validate(text_of(part, 0), -1, NULL));
	}
}
END_TEST

START_TEST(nothing_still_is_a_page)
{
	OWNED(part) part = part_new();
	struct budget budget = reading_budget();
	struct page_writer w;

	page_writer_init(&w, part, &budget);
	ck_assert(page_writer_break(&w));
	ck_assert(page_writer_break(&w));
	page_writer_end(&w);
	page_writer_end(&w);
	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_str_eq(text_of(part, 0), "");
	ck_assert_int_eq(reading_page(part, 0)->source, PAGE_TEXT);
}
END_TEST

START_TEST(long_pages_go_on_in_another)
{
	OWNED(part) part = part_new();
	struct budget budget = reading_budget();
	struct page_writer w;
	size_t total = 0;
	g_autofree char *line = g_strnfill(99, 'a');

	page_writer_init(&w, part, &budget);
	for (unsigned i = 0; i < 2000; i++) {
		page_writer_text(&w, line, -1);
		page_writer_line(&w);
	}
	page_writer_end(&w);
	ck_assert_uint_eq(part->pages->len, 4);
	for (unsigned i = 0; i < part->pages->len; i++) {
		ck_assert_uint_le(strlen(text_of(part, i)),
		    REPORT_PAGE_BYTES_MAX);
		ck_assert_uint_eq(reading_page(part, i)->number, i + 1);
		total += strlen(text_of(part, i));
	}
	ck_assert_uint_ge(total, 2000 * 99 + 1996);
}
END_TEST

/* Eight bytes of it are kept for what closes a page. */
START_TEST(a_page_is_filled_to_its_limit)
{
	for (unsigned more = 0; more < 2; more++) {
		OWNED(part) part = part_new();
		struct budget budget = reading_budget();
		struct page_writer w;
		g_autofree char *text =
		    g_strnfill(REPORT_PAGE_BYTES_MAX - 8 + more, 'a');

		page_writer_init(&w, part, &budget);
		page_writer_text(&w, text, -1);
		page_writer_end(&w);
		ck_assert_uint_eq(part->pages->len, 1 + more);
	}
}
END_TEST

/* Writes three pages with that many left in the budget. */
static struct part *
three_pages(unsigned left, int64_t ends_at_us)
{
	struct part *part = part_new();
	struct budget budget = reading_budget();
	struct page_writer w;

	budget.pages_left = left;
	budget.ends_at_us = ends_at_us;
	page_writer_init(&w, part, &budget);
	for (unsigned i = 0; i < 3; i++) {
		page_writer_text(&w, "page", -1);
		page_writer_break(&w);
	}
	page_writer_end(&w);
	ck_assert_uint_le(part->pages->len, left);
	return part;
}

START_TEST(the_last_page_says_that_more_would_have_come)
{
	OWNED(part) enough = three_pages(4, INT64_MAX);
	OWNED(part) less = three_pages(3, INT64_MAX);
	OWNED(part) one = three_pages(1, INT64_MAX);
	OWNED(part) none = three_pages(0, INT64_MAX);

	ck_assert_uint_eq(enough->pages->len, 3);
	ck_assert_int_eq(enough->reason, REASON_NONE);
	ck_assert_uint_eq(less->pages->len, 3);
	ck_assert_int_eq(less->reason, REASON_TOO_MANY);
	ck_assert_int_eq(less->state, PART_READ);
	ck_assert_int_eq(reading_page(less, 1)->source, PAGE_TEXT);
	ck_assert_int_eq(reading_page(less, 2)->source, PAGE_NOT_READ);
	ck_assert_int_eq(reading_page(less, 2)->reason, REASON_TOO_MANY);
	ck_assert_int_eq(reading_page(one, 0)->source, PAGE_NOT_READ);
	ck_assert_uint_eq(none->pages->len, 0);
	ck_assert_int_eq(none->state, PART_UNREADABLE);
	ck_assert_int_eq(none->reason, REASON_TOO_MANY);
}
END_TEST

START_TEST(spent_time_is_said)
{
	OWNED(part) part = three_pages(9, 1);

	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_int_eq(reading_page(part, 0)->source, PAGE_NOT_READ);
	ck_assert_int_eq(reading_page(part, 0)->reason, REASON_OUT_OF_TIME);
	ck_assert_int_eq(part->reason, REASON_OUT_OF_TIME);
}
END_TEST

START_TEST(text_is_bounded)
{
	OWNED(part) part = part_new();
	struct budget budget = reading_budget();
	struct page_writer w;
	g_autofree char *page = g_strnfill(REPORT_PAGE_BYTES_MAX - 16, 'a');
	unsigned pages = PAGE_WRITER_BYTES_MAX / REPORT_PAGE_BYTES_MAX + 1;

	page_writer_init(&w, part, &budget);
	for (unsigned i = 0; i < pages; i++) {
		page_writer_text(&w, page, -1);
		ck_assert(page_writer_break(&w));
	}
	page_writer_text(&w, page, -1);
	ck_assert(!page_writer_break(&w));
	page_writer_end(&w);
	ck_assert_uint_eq(part->pages->len, pages + 1);
	ck_assert_int_eq(part->reason, REASON_TOO_LARGE);
	ck_assert_int_eq(
	    reading_page(part, pages)->source, PAGE_NOT_READ);
}
END_TEST

START_TEST(foreign_pages_are_numbered)
{
	OWNED(part) part = part_new();
	struct budget budget = reading_budget();
	struct page_writer w;
	struct page *scan = page_new();

	scan->source = PAGE_OCR;
	page_writer_init(&w, part, &budget);
	page_writer_text(&w, "before", -1);
	ck_assert(page_writer_page(&w, scan));
	page_writer_image(&w);
	page_writer_end(&w);
	ck_assert_uint_eq(part->pages->len, 3);
	ck_assert_int_eq(reading_page(part, 1)->source, PAGE_OCR);
	ck_assert_uint_eq(reading_page(part, 1)->number, 2);
	ck_assert_uint_eq(reading_page(part, 2)->images, 1);
}
END_TEST

HARNESS_MAIN("page-writer", tcase_add_test(tc, gaps_are_the_strongest_asked);
    tcase_add_test(tc, text_is_made_clean);
    tcase_add_test(tc, nothing_still_is_a_page);
    tcase_add_test(tc, long_pages_go_on_in_another);
    tcase_add_test(tc, a_page_is_filled_to_its_limit);
    tcase_add_test(tc, the_last_page_says_that_more_would_have_come);
    tcase_add_test(tc, spent_time_is_said);
    tcase_add_test(tc, text_is_bounded);
    tcase_add_test(tc, foreign_pages_are_numbered))
