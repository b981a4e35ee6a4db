/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A database of version 1 opened by this program, and agents' acts on it:
 * recorded, undone, refused.  tests/data/store/version-1.sql is the dump of
 * one that the first version wrote for four messages of tests/mailbox.
 */
#include "acts.h"

#include <sqlite3.h>

#include "error.h"
#include "harness.h"
#include "queries.h"
#include "rulings.h"
#include "schema.h"

#define COMPLETE "ESSAI-2026-0001"
#define IN_REVIEW "ESSAI-2026-0002"

static char *state;
static struct store *store;

static void
set_up(void)
{
	g_autofree char *sql = NULL, *path = NULL;
	sqlite3 *db;

	state = g_dir_make_tmp("asr-acts-XXXXXX", NULL);
	path = g_build_filename(state, "intake.db", NULL);
	ck_assert(g_file_get_contents(
	    TEST_SOURCES "/tests/data/store/version-1.sql", &sql, NULL,
	    NULL));
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	store = store_open(state, NULL);
	ck_assert_ptr_nonnull(store);
}

static void
tear_down(void)
{
	store_close(store);
	g_free(state);
}

/* Its texts are to be given back: give_back. */
static struct reply_row
make_reply(const char *message_id)
{
	const struct reply_row reply = { .message = 1, .dossier = 1,
		.kind = REPLY_COMPLETE, .state = REPLY_STATE_QUEUED,
		.message_id = g_strdup(message_id),
		.to = g_strdup("dam@b.test"), .name = g_strdup("a"),
		.bytes = g_bytes_new_static("x", 1) };

	return reply;
}

static void
give_back(struct reply_row *reply)
{
	g_free(reply->message_id);
	g_free(reply->to);
	g_free(reply->name);
	g_bytes_unref(reply->bytes);
}

/* One number of the database, asked beside the store. */
static int
count(const char *query)
{
	g_autofree char *path = g_build_filename(state, "intake.db", NULL);
	sqlite3_stmt *statement;
	sqlite3 *db;
	int number;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(db, query, -1, &statement, NULL),
	    SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
	number = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

static int64_t
begin(const char *who, const char *name)
{
	g_autoptr(GPtrArray) arguments = g_ptr_array_new();
	int64_t id;

	g_ptr_array_set_free_func(arguments, g_free);
	g_ptr_array_add(arguments, g_strdup("ESSAI-2026-0001"));
	ck_assert(store_begin_act(store, who, name, arguments, "parce que",
	    5000, &id, NULL));
	return id;
}

static void
set_specialty(const char *reference, const char *specialty)
{
	OWNED(dossier) d = store_dossier(store, reference, NULL);

	g_free(d->specialty);
	d->specialty = g_strdup(specialty);
	ck_assert(store_update_dossier(store, d, "agent", "spécialité", NULL,
	    5000, NULL));
}

static char *
specialty(const char *reference)
{
	OWNED(dossier) d = store_dossier(store, reference, NULL);

	return g_strdup(d->specialty);
}

START_TEST(a_first_version_is_brought_up_with_all_it_holds)
{
	OWNED(dossier) d = store_dossier(store, COMPLETE, NULL);

	ck_assert_int_eq(count("PRAGMA user_version"), SCHEMA_VERSION);
	ck_assert_int_eq(count("SELECT count(*) FROM pragma_foreign_key_check"),
	    0);
	ck_assert_int_eq(count("SELECT count(*) FROM reply"), 4);
	ck_assert_int_eq(count("SELECT count(*) FROM reply_attempt a"
	    " JOIN reply r ON r.id = a.reply"), 4);
	/* What a reply named is now with it. */
	ck_assert_int_eq(count("SELECT count(*) FROM reply WHERE missing ="
	    " '[\"avis-cme-chu\",\"protection-donnees\"]'"), 1);
	ck_assert_ptr_nonnull(d);
	ck_assert_int_eq(d->status, DOSSIER_COMPLETE);
	ck_assert_int_eq(d->withdrawn_at, 0);
	ck_assert_uint_eq(d->message_ids->len, 2);
}
END_TEST

START_TEST(a_message_gets_one_reply_and_an_act_its_own)
{
	struct reply_row reply = make_reply("<a@b.test>");

	ck_assert(!store_queue_reply(store, &reply, NULL, 5000, NULL));
	reply.act = begin("agent", "resend");
	ck_assert(store_queue_reply(store, &reply, NULL, 5000, NULL));
	g_free(reply.message_id);
	reply.message_id = g_strdup("<b@b.test>");
	ck_assert(!store_queue_reply(store, &reply, NULL, 5000, NULL));
	store_cancel_act(store);
	ck_assert_int_eq(count("SELECT count(*) FROM reply"), 4);
	give_back(&reply);
}
END_TEST

START_TEST(an_act_is_on_record_and_can_be_undone)
{
	int64_t first = begin("marie", "specialty"), undo;
	unsigned cancelled, sent;
	g_autofree char *before = specialty(COMPLETE);
	g_autofree char *changed = NULL, *after = NULL;
	struct act_row *act;

	set_specialty(COMPLETE, "Gériatrie");
	ck_assert(store_end_act(store, "c’est fait", NULL));
	changed = specialty(COMPLETE);
	ck_assert_str_eq(changed, "Gériatrie");
	act = store_act(store, 0, "marie", NULL);
	ck_assert_int_eq(act->id, first);
	ck_assert_str_eq(act->who, "marie");
	ck_assert_str_eq(act->why, "parce que");
	ck_assert_str_eq(act->answer, "c’est fait");
	ck_assert(act->recorded);
	act_row_free(act);
	ck_assert_ptr_null(store_act(store, 0, "paul", NULL));

	undo = begin("marie", "undo");
	ck_assert(store_undo_act(store, first, &cancelled, &sent, NULL));
	ck_assert(store_end_act(store, "annulé", NULL));
	after = specialty(COMPLETE);
	ck_assert_str_eq(after, before);
	act = store_act(store, first, NULL, NULL);
	ck_assert_int_eq(act->undone_by, undo);
	act_row_free(act);
	/* Nothing left for her to undo; the line of history stays. */
	ck_assert_ptr_null(store_act(store, 0, "marie", NULL));
	ck_assert_int_eq(count("SELECT count(*) FROM history WHERE act = 1"),
	    1);
}
END_TEST

START_TEST(what_changed_since_is_not_undone)
{
	int64_t first = begin("marie", "specialty");
	unsigned cancelled, sent;
	g_autoptr(GError) error = NULL;
	g_autofree char *after = NULL;

	set_specialty(COMPLETE, "Gériatrie");
	ck_assert(store_end_act(store, "", NULL));
	set_specialty(COMPLETE, "Cardiologie");
	begin("marie", "undo");
	ck_assert(!store_undo_act(store, first, &cancelled, &sent, &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_REFUSED));
	store_cancel_act(store);
	after = specialty(COMPLETE);
	ck_assert_str_eq(after, "Cardiologie");
}
END_TEST

START_TEST(a_dry_run_leaves_nothing)
{
	int acts = count("SELECT count(*) FROM act");
	g_autofree char *before = specialty(COMPLETE);
	g_autofree char *after = NULL;

	begin("marie", "specialty");
	set_specialty(COMPLETE, "Gériatrie");
	store_cancel_act(store);
	after = specialty(COMPLETE);
	ck_assert_str_eq(after, before);
	ck_assert_int_eq(count("SELECT count(*) FROM act"), acts);
	/* Nothing is recorded any more: a plain write works as ever. */
	set_specialty(COMPLETE, "Cardiologie");
	ck_assert_int_eq(count("SELECT count(*) FROM history"
	    " WHERE act IS NOT NULL"), 0);
}
END_TEST

START_TEST(a_merged_dossier_is_found_by_either_reference)
{
	OWNED(dossier) one = store_dossier(store, COMPLETE, NULL);
	OWNED(dossier) other = store_dossier(store, IN_REVIEW, NULL);
	int64_t act = begin("marie", "merge");
	const struct dossier_filter all = { .status = -1, .late = -1 };
	unsigned findings = one->findings->len + other->findings->len;
	unsigned cancelled, sent;

	ck_assert(store_merge_dossier(store, other->id, one->id, NULL));
	ck_assert(store_end_act(store, "", NULL));
	{
		OWNED(dossier) merged = store_dossier(store, IN_REVIEW, NULL);
		g_autoptr(GPtrArray) list = queries_dossiers(store, &all,
		    NULL);

		ck_assert_str_eq(merged->reference, COMPLETE);
		ck_assert_uint_eq(merged->findings->len, findings);
		ck_assert_uint_eq(list->len, 1);
	}
	begin("marie", "undo");
	ck_assert(store_undo_act(store, act, &cancelled, &sent, NULL));
	ck_assert(store_end_act(store, "", NULL));
	{
		OWNED(dossier) again = store_dossier(store, IN_REVIEW, NULL);

		ck_assert_str_eq(again->reference, IN_REVIEW);
		ck_assert_uint_eq(again->findings->len, other->findings->len);
		ck_assert_uint_eq(again->pieces->len, other->pieces->len);
	}
}
END_TEST

START_TEST(a_dossier_an_act_opened_is_set_aside_by_undoing)
{
	int64_t act = begin("marie", "split");
	OWNED(dossier) d = dossier_new();
	unsigned cancelled, sent;

	d->campaign = g_strdup("asr-essai-2026");
	d->received_at = 4000;
	ck_assert(store_save_dossier(store, d, "ESSAI-2026", NULL));
	ck_assert(store_end_act(store, "", NULL));
	ck_assert_str_eq(d->reference, "ESSAI-2026-0003");
	ck_assert_int_eq(count("SELECT withdrawn_at FROM dossier"
	    " WHERE id = 3"), 0);
	begin("marie", "undo");
	ck_assert(store_undo_act(store, act, &cancelled, &sent, NULL));
	ck_assert(store_end_act(store, "", NULL));
	ck_assert_int_gt(count("SELECT withdrawn_at FROM dossier"
	    " WHERE id = 3"), 0);
}
END_TEST

START_TEST(a_reply_not_tried_yet_goes_with_its_act)
{
	struct reply_row reply = make_reply("<a@b.test>");
	unsigned cancelled, sent;
	int64_t act = begin("marie", "specialty");

	reply.act = act;
	set_specialty(COMPLETE, "Gériatrie");
	ck_assert(store_queue_reply(store, &reply, NULL, 5000, NULL));
	ck_assert(store_end_act(store, "", NULL));
	begin("marie", "undo");
	ck_assert(store_undo_act(store, act, &cancelled, &sent, NULL));
	ck_assert(store_end_act(store, "", NULL));
	ck_assert_uint_eq(cancelled, 1);
	ck_assert_uint_eq(sent, 0);
	ck_assert_int_eq(count("SELECT count(*) FROM reply"), 4);
	give_back(&reply);
}
END_TEST

/* What is undone is what she did last, were it a letter and nothing else. */
START_TEST(a_letter_alone_is_an_act_to_undo)
{
	struct reply_row reply = make_reply("<a@b.test>");
	g_autofree char *after = NULL;
	unsigned cancelled, sent;
	struct act_row *act;

	begin("marie", "specialty");
	set_specialty(COMPLETE, "Gériatrie");
	ck_assert(store_end_act(store, "", NULL));
	reply.act = begin("marie", "resend");
	ck_assert(store_queue_reply(store, &reply, NULL, 5000, NULL));
	ck_assert(store_end_act(store, "", NULL));
	act = store_act(store, 0, "marie", NULL);
	ck_assert_int_eq(act->id, reply.act);
	ck_assert(act->recorded);
	act_row_free(act);
	begin("marie", "undo");
	ck_assert(store_undo_act(store, reply.act, &cancelled, &sent, NULL));
	ck_assert(store_end_act(store, "", NULL));
	ck_assert_uint_eq(cancelled, 1);
	after = specialty(COMPLETE);
	ck_assert_str_eq(after, "Gériatrie");
	give_back(&reply);
}
END_TEST

/* How one try ended, and what an undoing finds of it then. */
static const struct tried {
	int ended; /* enum reply_state; -1: not yet */
	unsigned cancelled, sent;
} tries[] = {
	{ REPLY_STATE_QUEUED, 1, 0 }, /* a server put it off */
	{ -1, 0, 1 },
	{ REPLY_STATE_SENT, 0, 1 },
	{ REPLY_STATE_DOUBTFUL, 0, 1 },
	{ REPLY_STATE_FAILED, 0, 0 },
};

START_TEST(what_a_server_may_have_is_not_taken_back)
{
	const struct tried *t = &tries[_i];
	struct reply_row reply = make_reply("<a@b.test>");
	unsigned cancelled, sent;
	bool wanted;

	reply.act = begin("marie", "resend");
	ck_assert(store_queue_reply(store, &reply, NULL, 5000, NULL));
	ck_assert(store_end_act(store, "", NULL));
	ck_assert(store_begin_attempt(store, reply.id, 5001, &wanted, NULL));
	ck_assert(wanted);
	if (t->ended >= 0)
		ck_assert(store_end_attempt(store, reply.id,
		    (enum reply_state)t->ended, 6000, "said", 5002, NULL));
	begin("marie", "undo");
	ck_assert(store_undo_act(store, reply.act, &cancelled, &sent, NULL));
	ck_assert(store_end_act(store, "", NULL));
	ck_assert_uint_eq(cancelled, t->cancelled);
	ck_assert_uint_eq(sent, t->sent);
	ck_assert_int_eq(count("SELECT count(*) FROM reply"),
	    4 + (t->cancelled == 0));
	give_back(&reply);
}
END_TEST

static void
try_reply(int64_t reply, enum reply_state ended)
{
	bool wanted;

	ck_assert(store_begin_attempt(store, reply, 5001, &wanted, NULL));
	ck_assert(wanted);
	ck_assert(store_end_attempt(store, reply, ended, 6000, "said", 5002,
	    NULL));
}

/* Doubtful, put off, put off: an agent is asked once, and once more when it
 * is given up. */
START_TEST(what_stays_doubtful_is_told_once)
{
	struct reply_row reply = make_reply("<a@b.test>");
	const char *asked = "SELECT json_array_length(review_reasons)"
			    " FROM message WHERE id = 1";
	const char *told = "SELECT count(*) FROM history WHERE message = 1";
	int before = count(asked), lines = count(told);

	reply.act = begin("marie", "resend");
	ck_assert(store_queue_reply(store, &reply, NULL, 5000, NULL));
	ck_assert(store_end_act(store, "", NULL));
	for (int i = 0; i < 3; i++) {
		try_reply(reply.id, REPLY_STATE_DOUBTFUL);
		ck_assert_int_eq(count(asked), before + 1);
		ck_assert_int_eq(count(told), lines + 1);
	}
	try_reply(reply.id, REPLY_STATE_FAILED);
	ck_assert_int_eq(count(asked), before + 2);
	ck_assert_int_eq(count(told), lines + 2);
	give_back(&reply);
}
END_TEST

/* The reply to message 2, about dossier 1 alone, waits in the quiet period;
 * an agent's letter about that dossier is due before it. */
static struct reply_row
queue_letter(const char *change)
{
	struct reply_row letter = make_reply("<letter@b.test>");
	g_autofree char *path = g_build_filename(state, "intake.db", NULL);
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, "DELETE FROM reply_attempt;"
	    "UPDATE reply SET state = 'queued', attempts = 0, sent_at = 0,"
	    " due_at = 9000, recipient = 'dam@b.test' WHERE message = 2",
	    NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, change, NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
	letter.act = begin("marie", "specialty");
	letter.due_at = 6000;
	set_specialty(COMPLETE, "Gériatrie");
	ck_assert(store_queue_reply(store, &letter, NULL, 5000, NULL));
	ck_assert(store_end_act(store, "", NULL));
	return letter;
}

/* The ids that are due at a time, "5" or "2 5"; and when the next one is. */
static void
check_due(int64_t now, const char *expected, int64_t next)
{
	g_autoptr(GPtrArray) rows = store_replies_due(store, now, 10, NULL);
	g_autoptr(GString) ids = g_string_new(NULL);
	int64_t due_at = 0;

	for (unsigned i = 0; i < rows->len; i++)
		g_string_append_printf(ids, "%s%d", i > 0 ? " " : "",
		    (int)((struct reply_row *)rows->pdata[i])->id);
	ck_assert_str_eq(ids->str, expected);
	ck_assert(store_next_due(store, &due_at, NULL));
	ck_assert_int_eq(due_at, next);
}

static void
send_reply(int64_t id)
{
	bool wanted = false;

	ck_assert(store_begin_attempt(store, id, 9500, &wanted, NULL));
	ck_assert(wanted);
	ck_assert(store_end_attempt(store, id, REPLY_STATE_SENT, 0, "250",
	    9500, NULL));
}

START_TEST(a_letter_takes_the_place_of_what_waits_of_its_dossier)
{
	struct reply_row letter = queue_letter("");

	check_due(5999, "", 6000);
	check_due(9999, "5", 6000);
	send_reply(letter.id);
	check_due(9999, "", 0);
	ck_assert_int_eq(count("SELECT count(*) FROM reply"
	    " WHERE message = 2"), 0);
	ck_assert_int_eq(count("SELECT count(*) FROM history WHERE"
	    " message = 2 AND what = 'la réponse est remplacée par le "
	    "courrier de l’acte 1'"), 1);
	ck_assert_int_eq(count("SELECT count(*) FROM message WHERE id = 2"
	    " AND reply_kind = 'none'"), 1);
	give_back(&letter);
}
END_TEST

START_TEST(what_waits_leaves_when_the_letter_is_undone)
{
	struct reply_row letter = queue_letter("");
	unsigned cancelled, sent;

	begin("marie", "undo");
	ck_assert(store_undo_act(store, letter.act, &cancelled, &sent,
	    NULL));
	ck_assert(store_end_act(store, "", NULL));
	check_due(9999, "2", 9000);
	give_back(&letter);
}
END_TEST

START_TEST(a_letter_comes_after_a_reply_about_others_too)
{
	struct reply_row letter = queue_letter(
	    "INSERT INTO dossier_message VALUES (2, 2)");

	check_due(8999, "", 9000);
	check_due(9999, "2", 9000);
	send_reply(2);
	check_due(9999, "5", 6000);
	give_back(&letter);
}
END_TEST

START_TEST(another_address_has_its_own_order)
{
	struct reply_row letter = queue_letter("UPDATE reply SET"
	    " recipient = 'dam@c.test' WHERE message = 2");

	check_due(9999, "5 2", 6000);
	send_reply(letter.id);
	check_due(9999, "2", 9000);
	give_back(&letter);
}
END_TEST

START_TEST(what_is_held_goes_with_the_letter)
{
	struct reply_row letter = queue_letter("UPDATE reply SET"
	    " state = 'held' WHERE message = 2");

	check_due(9999, "5", 6000);
	send_reply(letter.id);
	ck_assert_int_eq(count("SELECT count(*) FROM reply"
	    " WHERE message = 2"), 0);
	give_back(&letter);
}
END_TEST

/* No server took it: it was not said. */
START_TEST(what_a_server_put_off_goes_with_the_letter)
{
	struct reply_row letter = queue_letter("UPDATE reply SET"
	    " attempts = 1 WHERE message = 2;"
	    "INSERT INTO reply_attempt VALUES (2, 1, 4000, 4001, 'queued',"
	    " '450 later')");

	check_due(9999, "5", 6000);
	send_reply(letter.id);
	check_due(9999, "", 0);
	give_back(&letter);
}
END_TEST

/* A server may have it: the same bytes go once more, as promised. */
START_TEST(what_is_doubtful_is_not_taken_back)
{
	struct reply_row letter = queue_letter("UPDATE reply SET"
	    " state = 'doubtful', attempts = 1 WHERE message = 2");

	check_due(9999, "5 2", 6000);
	send_reply(letter.id);
	check_due(9999, "2", 9000);
	give_back(&letter);
}
END_TEST

START_TEST(the_last_word_on_a_deadline_counts)
{
	struct extension_row row = { g_strdup("asr-essai-2026"),
		g_strdup("2026-02-13"), g_strdup("2026-03-01") };
	g_autoptr(GPtrArray) rows = NULL;
	const struct extension_row *found;

	ck_assert(store_add_extension(store, &row, "marie", 1, NULL));
	g_free(row.date);
	row.date = g_strdup("2026-03-15");
	ck_assert(store_add_extension(store, &row, "paul", 2, NULL));
	rows = store_extensions(store, NULL);
	ck_assert_uint_eq(rows->len, 1);
	found = rows->pdata[0];
	ck_assert_str_eq(found->date, "2026-03-15");
	g_free(row.campaign);
	g_free(row.deadline);
	g_free(row.date);
}
END_TEST

HARNESS_MAIN("acts-store",
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, a_first_version_is_brought_up_with_all_it_holds);
    tcase_add_test(tc, a_message_gets_one_reply_and_an_act_its_own);
    tcase_add_test(tc, an_act_is_on_record_and_can_be_undone);
    tcase_add_test(tc, what_changed_since_is_not_undone);
    tcase_add_test(tc, a_dry_run_leaves_nothing);
    tcase_add_test(tc, a_merged_dossier_is_found_by_either_reference);
    tcase_add_test(tc, a_dossier_an_act_opened_is_set_aside_by_undoing);
    tcase_add_test(tc, a_reply_not_tried_yet_goes_with_its_act);
    tcase_add_test(tc, a_letter_alone_is_an_act_to_undo);
    tcase_add_test(tc, what_stays_doubtful_is_told_once);
    tcase_add_loop_test(tc, what_a_server_may_have_is_not_taken_back, 0,
	G_N_ELEMENTS(tries));
    tcase_add_test(tc, a_letter_takes_the_place_of_what_waits_of_its_dossier);
    tcase_add_test(tc, what_waits_leaves_when_the_letter_is_undone);
    tcase_add_test(tc, a_letter_comes_after_a_reply_about_others_too);
    tcase_add_test(tc, another_address_has_its_own_order);
    tcase_add_test(tc, what_is_held_goes_with_the_letter);
    tcase_add_test(tc, what_a_server_put_off_goes_with_the_letter);
    tcase_add_test(tc, what_is_doubtful_is_not_taken_back);
    tcase_add_test(tc, the_last_word_on_a_deadline_counts))
