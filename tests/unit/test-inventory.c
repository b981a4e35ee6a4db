/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the mailbox: as it was written, and what is odd. */
#include "inventory.h"

#include "error.h"
#include "harness.h"

static struct inventory *
again(const struct inventory *inventory)
{
	g_autofree char *json = inventory_encode(inventory);

	return inventory_decode(json, NULL);
}

START_TEST(an_inventory_is_read_as_it_was_written)
{
	OWNED(inventory) one = inventory_new();
	OWNED(inventory) got = NULL;
	const struct inventory_stray *stray;

	one->number = 7;
	inventory_add_folder(one, "INBOX", 3);
	inventory_add_folder(one, "Traités/Rouen", 40);
	one->outcomes[OUTCOME_FILED] = 41;
	one->in_hand = 1;
	one->withheld = 2;
	one->copies = 3;
	one->others = 4;
	one->absent = 5;
	inventory_add_stray(one, "Traités/Rouen", 4000000000u, 1764428400);
	got = again(one);
	ck_assert_ptr_nonnull(got);
	ck_assert_int_eq(got->number, 7);
	ck_assert_ptr_null(got->problem);
	ck_assert_uint_eq(inventory_messages(got), 43);
	ck_assert_uint_eq(got->outcomes[OUTCOME_FILED], 41);
	ck_assert_uint_eq(got->outcomes[OUTCOME_REVIEW], 0);
	ck_assert_uint_eq(got->in_hand, 1);
	ck_assert_uint_eq(got->withheld, 2);
	ck_assert_uint_eq(got->copies, 3);
	ck_assert_uint_eq(got->others, 4);
	ck_assert_uint_eq(got->absent, 5);
	ck_assert_uint_eq(got->unexplained, 1);
	stray = got->strays->pdata[0];
	ck_assert_str_eq(stray->place, "Traités/Rouen");
	ck_assert_uint_eq(stray->uid, 4000000000u);
	ck_assert_int_eq(stray->received_at, 1764428400);
}
END_TEST

START_TEST(past_the_limit_strays_are_counted_and_not_named)
{
	OWNED(inventory) one = inventory_new();
	OWNED(inventory) at_limit = NULL;
	OWNED(inventory) past = NULL;

	for (unsigned i = 1; i <= INVENTORY_STRAYS_MAX; i++)
		inventory_add_stray(one, "INBOX", i, 0);
	at_limit = again(one);
	inventory_add_stray(one, "INBOX", INVENTORY_STRAYS_MAX + 1, 0);
	past = again(one);
	ck_assert_uint_eq(at_limit->strays->len, INVENTORY_STRAYS_MAX);
	ck_assert_uint_eq(at_limit->unexplained, INVENTORY_STRAYS_MAX);
	ck_assert_uint_eq(past->strays->len, INVENTORY_STRAYS_MAX);
	ck_assert_uint_eq(past->unexplained, INVENTORY_STRAYS_MAX + 1);
}
END_TEST

START_TEST(a_servers_words_may_be_no_utf8)
{
	OWNED(inventory) one = inventory_new();
	OWNED(inventory) got = NULL;

	one->number = 1;
	one->problem = g_strdup("NO caf\xe9");
	got = again(one);
	ck_assert_ptr_nonnull(got);
	ck_assert_str_eq(got->problem, "NO caf\xef\xbf\xbd");
}
END_TEST

START_TEST(what_is_no_inventory_is_refused)
{
	static const char *const odd[] = { "", "[]", "{}", "null", "{",
		"{\"number\": 1}", "{\"number\": \"1\", \"outcomes\": {}}" };

	for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
		g_autoptr(GError) error = NULL;

		ck_assert_ptr_null(inventory_decode(odd[i], &error));
		ck_assert(g_error_matches(error, ASR_ERROR,
		    ASR_ERROR_FORMAT));
	}
}
END_TEST

HARNESS_MAIN("inventory",
	tcase_add_test(tc, an_inventory_is_read_as_it_was_written);
	tcase_add_test(tc, past_the_limit_strays_are_counted_and_not_named);
	tcase_add_test(tc, a_servers_words_may_be_no_utf8);
	tcase_add_test(tc, what_is_no_inventory_is_refused))
