/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package.h"

#include "reading.h"
#include "zipping.h"

START_TEST(names_are_resolved_within_the_package)
{
	static const struct {
		const char *from, *target, *name;
	} cases[] = {
		{ "word/document.xml", "header1.xml", "word/header1.xml" },
		{ "word/document.xml", "./media/a.png", "word/media/a.png" },
		{ "word/document.xml", "../custom/a.xml", "custom/a.xml" },
		{ "word/document.xml", "/word/b.xml", "word/b.xml" },
		{ "", "word/document.xml", "word/document.xml" },
		{ "content.xml", "Pictures/a.png", "Pictures/a.png" },
		{ "word/document.xml", "../../a", NULL },
		{ "word/document.xml", "https://x.test/a", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name =
		    package_resolve(cases[i].from, cases[i].target);

		ck_assert_pstr_eq(name, cases[i].name);
	}
}
END_TEST

static bool
count_nodes(xmlTextReaderPtr reader, void *user)
{
	unsigned *count = user;

	(void)reader;
	(*count)++;
	return *count < 1000;
}

START_TEST(members_are_found_whatever_their_case)
{
	g_autoptr(GBytes) zip = zipping((const char *[]){ "a.xml", "<a/>",
	    "\\Word\\B.xml", "<a><b/></a>", NULL });
	struct budget budget = reading_budget();
	unsigned count = 0;

	ck_assert_int_eq(package_xml(zip, "word/b.xml", &budget, count_nodes,
	    &count), REASON_NONE);
	ck_assert_uint_eq(count, 3);
	ck_assert_int_eq(package_xml(zip, "c.xml", &budget, count_nodes,
	    &count), REASON_EMPTY);
	ck_assert_ptr_null(package_member(zip, "c.xml", &budget));
}
END_TEST

START_TEST(what_is_unpacked_is_bounded)
{
	g_autofree char *long_text = g_strnfill(60000, 'x');
	g_autofree char *xml = g_strdup_printf("<a>%s</a>", long_text);
	g_autoptr(GBytes) zip =
	    zipping((const char *[]){ "a.xml", xml, NULL });
	struct budget budget = reading_budget();
	unsigned count = 0;
	g_autoptr(GBytes) all = NULL;

	budget.bytes_left = strlen(xml);
	ck_assert_int_eq(package_xml(zip, "a.xml", &budget, count_nodes,
	    &count), REASON_NONE);
	ck_assert_uint_eq(budget.bytes_left, 0);
	ck_assert_int_eq(package_xml(zip, "a.xml", &budget, count_nodes,
	    &count), REASON_TOO_LARGE);
	budget.bytes_left = strlen(xml) - 1;
	ck_assert_ptr_null(package_member(zip, "a.xml", &budget));
	budget.bytes_left = strlen(xml);
	all = package_member(zip, "a.xml", &budget);
	ck_assert_ptr_nonnull(all);
	ck_assert_uint_eq(g_bytes_get_size(all), strlen(xml));
}
END_TEST

/* An element and white space: so many bytes, of which a ZIP makes few. */
static GBytes *
long_member(gsize length)
{
	g_autofree char *xml = g_strnfill(length, ' ');

	memcpy(xml, "<a/>", 4);
	return zipping((const char *[]){ "a.xml", xml, NULL });
}

START_TEST(members_have_a_largest_size)
{
	for (unsigned more = 0; more < 2; more++) {
		g_autoptr(GBytes) xml =
		    long_member(PACKAGE_XML_BYTES_MAX + more);
		g_autoptr(GBytes) zip =
		    long_member(PACKAGE_MEMBER_BYTES_MAX + more);
		struct budget budget = reading_budget();
		unsigned count = 0;
		g_autoptr(GBytes) member = NULL;

		budget.bytes_left = UINT64_MAX;
		ck_assert_int_eq(package_xml(xml, "a.xml", &budget,
		    count_nodes, &count),
		    more > 0 ? REASON_TOO_LARGE : REASON_NONE);
		member = package_member(zip, "a.xml", &budget);
		ck_assert_int_eq(member == NULL, more > 0);
	}
}
END_TEST

START_TEST(members_are_counted)
{
	const char *pairs[2 * PACKAGE_MEMBERS_MAX + 4] = { NULL };
	struct budget budget = reading_budget();

	for (unsigned others = PACKAGE_MEMBERS_MAX - 1;
	     others <= PACKAGE_MEMBERS_MAX; others++) {
		g_autoptr(GBytes) zip = NULL;
		unsigned count = 0;

		for (unsigned i = 0; i < 2 * others; i += 2) {
			pairs[i] = "x";
			pairs[i + 1] = "";
		}
		pairs[2 * others] = "a.xml";
		pairs[2 * others + 1] = "<a/>";
		zip = zipping(pairs);
		ck_assert_int_eq(package_xml(zip, "a.xml", &budget,
		    count_nodes, &count), others < PACKAGE_MEMBERS_MAX ?
			REASON_NONE : REASON_TOO_LARGE);
	}
}
END_TEST

START_TEST(time_that_is_spent_ends_the_reading)
{
	g_autoptr(GBytes) zip =
	    zipping((const char *[]){ "a.xml", "<a/>", NULL });
	struct budget budget = reading_budget();
	unsigned count = 0;

	budget.ends_at_us = 1;
	ck_assert_int_eq(package_xml(zip, "a.xml", &budget, count_nodes,
	    &count), REASON_OUT_OF_TIME);
	ck_assert_uint_eq(count, 0);
}
END_TEST

HARNESS_MAIN("package",
    tcase_add_test(tc, names_are_resolved_within_the_package);
    tcase_add_test(tc, members_are_found_whatever_their_case);
    tcase_add_test(tc, what_is_unpacked_is_bounded);
    tcase_add_test(tc, members_have_a_largest_size);
    tcase_add_test(tc, members_are_counted);
    tcase_add_test(tc, time_that_is_spent_ends_the_reading))
