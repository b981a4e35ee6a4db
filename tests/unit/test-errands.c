/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left to do on the mail server, as the store remembers it. */
#include "errands.h"

#include "harness.h"

static struct store *store;

static const struct location place = { "imaps://h/INBOX", "INBOX", 7, 3,
	NULL };

static void
set_up(void)
{
	g_autofree char *state = g_dir_make_tmp("asr-errands-XXXXXX", NULL);

	store = store_open(state, NULL);
	ck_assert_ptr_nonnull(store);
}

static void
tear_down(void)
{
	store_close(store);
}

/* The one row there is: how long it waits after an attempt at now. */
static int64_t
pause_after_attempt(int64_t now)
{
	g_autoptr(GPtrArray) rows = NULL;
	const struct undelivered_row *row;

	ck_assert(store_note_undelivered(store, &place, now, NULL));
	rows = store_undelivered(store, &place, NULL);
	ck_assert_uint_eq(rows->len, 1);
	row = rows->pdata[0];
	ck_assert_uint_eq(row->uid, place.uid);
	ck_assert_int_eq(row->first_at, 1000);
	return row->next_at - now;
}

START_TEST(asks_again_ever_later)
{
	int64_t pause = 0;

	ck_assert_int_eq(pause_after_attempt(1000), 0);
	ck_assert_int_eq(pause_after_attempt(2000), UNDELIVERED_PAUSE_S);
	ck_assert_int_eq(pause_after_attempt(3000), 2 * UNDELIVERED_PAUSE_S);
	for (int i = 0; i < 40; i++)
		pause = pause_after_attempt(4000 + i);
	ck_assert_int_eq(pause, UNDELIVERED_PAUSE_LONGEST_S);
}
END_TEST

static int64_t
arrive(const struct location *where)
{
	int64_t id = 0;
	bool erased;

	ck_assert(store_add_message(store, where,
	    &(struct spooled){ "aa", 10, 1000, 0 }, &id, &erased, NULL));
	return id;
}

START_TEST(forgets_what_arrives)
{
	g_autoptr(GPtrArray) rows = NULL;

	pause_after_attempt(1000);
	arrive(&place);
	rows = store_undelivered(store, &place, NULL);
	ck_assert_uint_eq(rows->len, 0);
}
END_TEST

static const char *
no_prefix(const void *context, const char *campaign)
{
	(void)context;
	(void)campaign;
	return "X";
}

static void
settle(int64_t id, enum outcome outcome)
{
	OWNED(decision) decision = decision_new();

	decision->outcome = outcome;
	ck_assert(store_settle(store, id, decision, no_prefix, NULL, 1, NULL));
}

static GPtrArray *
to_move(uint32_t uid_validity)
{
	struct location where = place;
	GPtrArray *rows;

	where.uid_validity = uid_validity;
	rows = store_to_move(store, &where, 10, NULL);
	ck_assert_ptr_nonnull(rows);
	return rows;
}

START_TEST(moves_what_is_filed_once)
{
	struct location back = place;
	g_autoptr(GPtrArray) none = NULL, one = NULL, after = NULL;
	int64_t id = arrive(&place);

	none = to_move(7);
	ck_assert_uint_eq(none->len, 0); /* not settled */
	settle(id, OUTCOME_FILED);
	one = to_move(7);
	ck_assert_uint_eq(one->len, 1);
	ck_assert(store_set_moved(store, one->pdata[0], &place, 50, NULL));
	back.uid = 9; /* somebody puts it back */
	ck_assert_int_eq(arrive(&back), id);
	after = to_move(7);
	ck_assert_uint_eq(after->len, 0);
}
END_TEST

START_TEST(leaves_the_rest_where_it_is)
{
	for (unsigned i = 0; i < OUTCOME_COUNT; i++) {
		struct location where = place;
		g_autoptr(GPtrArray) rows = NULL;

		if (i == OUTCOME_FILED)
			continue;
		where.uid = 100 + i;
		settle(arrive(&where), (enum outcome)i);
		rows = to_move(7);
		ck_assert_uint_eq(rows->len, 0);
	}
}
END_TEST

START_TEST(knows_the_place_of_now)
{
	struct location renumbered = place;
	g_autoptr(GPtrArray) before = NULL, after = NULL;
	int64_t id = arrive(&place);
	const struct move_row *row;

	settle(id, OUTCOME_FILED);
	before = to_move(8);
	ck_assert_uint_eq(before->len, 0); /* not seen there yet */
	renumbered.uid_validity = 8;
	renumbered.uid = 44;
	ck_assert_int_eq(arrive(&renumbered), id);
	after = to_move(8);
	ck_assert_uint_eq(after->len, 1);
	row = after->pdata[0];
	ck_assert_uint_eq(row->uid, 44);
}
END_TEST

HARNESS_MAIN("errands",
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, asks_again_ever_later);
    tcase_add_test(tc, forgets_what_arrives);
    tcase_add_test(tc, moves_what_is_filed_once);
    tcase_add_test(tc, leaves_the_rest_where_it_is);
    tcase_add_test(tc, knows_the_place_of_now))
