/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON written as text: what any reader of RFC 8259 takes it for. */
#include "json-writer.h"

#include <jansson.h>

#include "harness.h"

static const struct {
	const char *text, *json;
} texts[] = {
	{ NULL, "null" },
	{ "", "\"\"" },
	{ "Noël « 42 »", "\"Noël « 42 »\"" },
	{ "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
	{ "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
	{ "\x01\x1b\x1f\x7f", "\"\\u0001\\u001B\\u001F\x7f\"" },
	{ "\xff" "a", "\"\ufffd" "a\"" },
	{ "\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\"" },
};

START_TEST(a_text_is_quoted)
{
	g_autoptr(GString) out = g_string_new(NULL);

	write_text(out, texts[_i].text);
	ck_assert_str_eq(out->str, texts[_i].json);
}
END_TEST

START_TEST(every_byte_is_read_back)
{
	for (unsigned c = 1; c < 0x80; c++) {
		const char text[] = { 'a', (char)c, 'z', '\0' };
		g_autoptr(GString) out = g_string_new(NULL);
		json_t *value;

		write_text(out, text);
		value = json_loads(out->str, JSON_DECODE_ANY, NULL);
		ck_assert_ptr_nonnull(value);
		ck_assert_str_eq(json_string_value(value), text);
		json_decref(value);
	}
}
END_TEST

/* 2026-03-29 01:00 UTC: Paris goes from +01:00 to +02:00. */
#define SPRING 1774746000

static const struct {
	int64_t at;
	const char *zone, *json;
} times[] = {
	{ 0, "Europe/Paris", "null" },
	{ SPRING - 1, "Europe/Paris", "\"2026-03-29T01:59:59+01:00\"" },
	{ SPRING, "Europe/Paris", "\"2026-03-29T03:00:00+02:00\"" },
	{ SPRING, "America/St_Johns", "\"2026-03-28T22:30:00-02:30\"" },
	{ SPRING, "UTC", "\"2026-03-29T01:00:00Z\"" },
	{ SPRING, NULL, "\"2026-03-29T01:00:00Z\"" },
};

START_TEST(a_time_has_its_offset)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GTimeZone) zone = times[_i].zone != NULL ?
	    g_time_zone_new_identifier(times[_i].zone) : NULL;

	ck_assert(times[_i].zone == NULL || zone != NULL);
	write_time(out, times[_i].at, zone);
	ck_assert_str_eq(out->str, times[_i].json);
}
END_TEST

START_TEST(members_are_parted)
{
	g_autoptr(GString) out = g_string_new("{");
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GPtrArray) two = g_ptr_array_new();

	g_ptr_array_add(two, (char *)"x,");
	g_ptr_array_add(two, (char *)"[");
	write_text_member(out, "a", "[");
	write_number_member(out, "b", 0);
	write_number_member(out, "c", 9);
	write_bool_member(out, "d", false);
	write_member(out, "e");
	write_texts(out, none);
	write_member(out, "f");
	write_texts(out, two);
	ck_assert_str_eq(out->str, "{\"a\":\"[\",\"b\":null,\"c\":9,"
	    "\"d\":false,\"e\":[],\"f\":[\"x,\",\"[\"]");
}
END_TEST

HARNESS_MAIN("json-writer",
	tcase_add_loop_test(tc, a_text_is_quoted, 0,
	    (int)G_N_ELEMENTS(texts));
	tcase_add_test(tc, every_byte_is_read_back);
	tcase_add_loop_test(tc, a_time_has_its_offset, 0,
	    (int)G_N_ELEMENTS(times));
	tcase_add_test(tc, members_are_parted))
