/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing for good, on the database of test-acts-store.c: dossier 1 (SAINT-
 * AUBERT Mélissande) of messages 1 and 2, dossier 2 of message 4; message 3
 * is of nobody.
 */
#include "erase.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "acts.h"
#include "error.h"
#include "harness.h"
#include "queries.h"
#include "rulings.h"
#include "verify.h"

#define REFERENCE "ESSAI-2026-0001" /* of dossier 1 */
#define FIRST "3108aedc49edf39a080179d6f0ed69fe50b46b362e50ac7e37cd3ddf42100470"
#define SECOND "aa012fdad0a71cbf6b445caec678d0423757fb319109e3493c255b3335e25e2a"

static char *state;
static struct store *store;
static struct erasure erasure;

static char *
path_of(const char *name)
{
	return g_build_filename(state, name, NULL);
}

/* Runs SQL beside the store. */
static void
change(const char *sql)
{
	g_autofree char *path = path_of("intake.db");
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static int
count(const char *query)
{
	g_autofree char *path = path_of("intake.db");
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

static void
set_up(void)
{
	g_autofree char *sql = NULL;

	state = g_dir_make_tmp("asr-erase-XXXXXX", NULL);
	ck_assert(g_file_get_contents(
	    TEST_SOURCES "/tests/data/store/version-1.sql", &sql, NULL,
	    NULL));
	change(sql);
	store = store_open(state, NULL);
	ck_assert_ptr_nonnull(store);
}

static void
tear_down(void)
{
	static const char *const files[] = { "intake.db", "intake.db-wal",
		"intake.db-shm" };

	erasure_clear(&erasure);
	store_close(store);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = path_of(files[i]);

		g_unlink(path);
	}
	ck_assert_int_eq(g_rmdir(state), 0);
	g_free(state);
}

static void
begin(const char *name)
{
	g_autoptr(GPtrArray) arguments = g_ptr_array_new();
	int64_t id;

	ck_assert(store_begin_act(store, "marie", name, arguments, NULL, 5000,
	    &id, NULL));
}

static void
gather(int64_t dossier)
{
	begin("erase");
	ck_assert(store_erase_begin(store, NULL));
	ck_assert(store_erase_dossier(store, dossier, NULL));
	ck_assert(store_erase_gather(store, true, &erasure, NULL));
}

static void
finish(void)
{
	ck_assert(store_erase_apply(store, "effacé", "demande", NULL));
	ck_assert(store_end_act(store, "c’est fait", NULL));
}

static void
shred(void)
{
	g_autoptr(GPtrArray) sums = store_to_shred(store, NULL);

	ck_assert_ptr_nonnull(sums);
	ck_assert(store_shred(store, sums, NULL));
}

static bool
file_has(const char *name, const char *text)
{
	g_autofree char *path = path_of(name);
	g_autofree char *bytes = NULL;
	gsize length = 0;

	if (!g_file_get_contents(path, &bytes, &length, NULL))
		return false;
	return memmem(bytes, length, text, strlen(text)) != NULL;
}

static bool
bytes_have(const char *text)
{
	return file_has("intake.db", text) || file_has("intake.db-wal", text);
}

START_TEST(no_byte_of_a_dossier_is_left)
{
	bool due = false;

	ck_assert(bytes_have("lissande") && bytes_have("SAINT-AUBERT"));
	gather(1);
	ck_assert_uint_eq(erasure.dossiers, 1);
	ck_assert_uint_eq(erasure.messages->len, 2);
	ck_assert_uint_eq(erasure.shared->len, 0);
	ck_assert_uint_eq(erasure.named->len, 0);
	ck_assert(!erasure.busy);
	finish();
	ck_assert(store_shred_due(store, &due, NULL) && due);
	shred();
	ck_assert(store_shred_due(store, &due, NULL) && !due);
	ck_assert(!bytes_have("lissande"));
	ck_assert(!bytes_have("SAINT-AUBERT"));
	ck_assert(!bytes_have("saint"));
	ck_assert(bytes_have("VERNHES"));
	ck_assert_int_eq(count("SELECT count(*) FROM pragma_foreign_key_check"),
	    0);
}
END_TEST

START_TEST(of_a_message_remains_what_it_was_not_what_it_held)
{
	struct message_view *m;

	gather(1);
	finish();
	m = queries_message(store, 1, NULL);
	ck_assert(m->erased);
	ck_assert_str_eq(m->sha256, FIRST);
	ck_assert_uint_eq(m->size, 71999);
	ck_assert_int_eq(m->outcome, OUTCOME_FILED);
	ck_assert_ptr_null(m->from);
	ck_assert_ptr_null(m->subject);
	ck_assert_ptr_null(m->message_id);
	ck_assert_ptr_null(m->report);
	ck_assert_uint_eq(m->attachments->len + m->findings->len +
	    m->dossiers->len, 0);
	ck_assert_int_eq(m->reply.kind, REPLY_NONE);
	ck_assert_int_eq(m->reply.id, 0);
	message_view_free(m);
	/* Who, when and why is told of each. */
	ck_assert_int_eq(count("SELECT count(*) FROM history WHERE message"
	    " IN (1, 2)"), 2);
	ck_assert_int_eq(count("SELECT count(*) FROM history WHERE"
	    " what = 'ESSAI-2026-0001 effacé' AND why = 'demande'"), 1);
	ck_assert_int_eq(count("SELECT count(*) FROM history WHERE message = 1"
	    " AND who = 'marie' AND at = 5000 AND what = 'effacé'"
	    " AND why = 'demande'"), 1);
	m = queries_message(store, 4, NULL);
	ck_assert(!m->erased && m->report != NULL);
	message_view_free(m);
}
END_TEST

START_TEST(a_cancelled_erasure_leaves_all)
{
	bool due = true;

	gather(1);
	ck_assert(store_erase_apply(store, "effacé", NULL, NULL));
	store_cancel_act(store);
	ck_assert_int_eq(count("SELECT count(*) FROM dossier"), 2);
	ck_assert_int_eq(count("SELECT count(*) FROM reply"), 4);
	ck_assert(store_shred_due(store, &due, NULL) && !due);
}
END_TEST

START_TEST(a_shared_message_stays_whole)
{
	g_autofree char *before = NULL, *beside = NULL, *other = NULL;

	change("INSERT INTO dossier_message VALUES (2, 2)");
	before = store_erased_beside(store, 2, NULL);
	ck_assert_ptr_null(before);
	gather(1);
	ck_assert_uint_eq(erasure.messages->len, 1);
	ck_assert_uint_eq(erasure.shared->len, 1);
	ck_assert_int_eq(g_array_index(erasure.shared, int64_t, 0), 2);
	finish();
	ck_assert_int_eq(count("SELECT count(*) FROM message WHERE id = 2"
	    " AND report IS NOT NULL AND subject IS NOT NULL"), 1);
	ck_assert_int_eq(count("SELECT count(*) FROM reply"
	    " WHERE message = 2"), 1);
	/* What was found in it of the dossier that went is gone. */
	ck_assert_int_eq(count("SELECT count(*) FROM finding"
	    " WHERE dossier = 1"), 0);
	ck_assert_int_eq(count("SELECT count(*) FROM dossier_message"
	    " WHERE message = 2"), 1);
	/* It is told whose it was, too; what went and others are not. */
	beside = store_erased_beside(store, 2, NULL);
	ck_assert_str_eq(beside, REFERENCE);
	other = store_erased_beside(store, 1, NULL);
	ck_assert_ptr_null(other);
}
END_TEST

/* The same bytes are one file: it cannot go for the one and stay for the
 * other. */
START_TEST(the_same_bytes_of_another_dossier_stay)
{
	change("UPDATE message SET sha256 = '" FIRST "' WHERE id = 4");
	gather(1);
	ck_assert_uint_eq(erasure.messages->len, 1);
	ck_assert_int_eq(g_array_index(erasure.messages, int64_t, 0), 2);
	ck_assert_int_eq(g_array_index(erasure.shared, int64_t, 0), 1);
	store_cancel_act(store);
}
END_TEST

START_TEST(copies_go_with_what_they_copy)
{
	/* 3: the same bytes; 5: other bytes, same Message-ID and documents;
	 * 6: the same Message-ID, and other documents. */
	change("UPDATE message SET sha256 = '" FIRST "' WHERE id = 3;"
	       "INSERT INTO message (id, sha256, size, state, received_at,"
	       " file_time, message_id, documents, outcome)"
	       " SELECT 5, 'e5', 1, state, 1, 1, message_id, documents,"
	       "  'duplicate' FROM message WHERE id = 1;"
	       "INSERT INTO message (id, sha256, size, state, received_at,"
	       " file_time, message_id, documents, outcome)"
	       " SELECT 6, 'e6', 1, state, 1, 1, message_id, 'others',"
	       "  'review' FROM message WHERE id = 1");
	gather(1);
	ck_assert_uint_eq(erasure.messages->len, 4);
	ck_assert_int_eq(g_array_index(erasure.messages, int64_t, 2), 3);
	ck_assert_int_eq(g_array_index(erasure.messages, int64_t, 3), 5);
	store_cancel_act(store);
}
END_TEST

START_TEST(merged_dossiers_go_together)
{
	begin("merge");
	ck_assert(store_merge_dossier(store, 2, 1, NULL));
	ck_assert(store_end_act(store, "", NULL));
	gather(1);
	ck_assert_uint_eq(erasure.dossiers, 2);
	ck_assert_uint_eq(erasure.messages->len, 3);
	finish();
	shred();
	ck_assert_int_eq(count("SELECT count(*) FROM dossier"), 0);
	ck_assert(!bytes_have("VERNHES"));
	/* The references are not given anew. */
	ck_assert_int_eq(count("SELECT last FROM sequence"), 2);
}
END_TEST

START_TEST(messages_of_nobody_that_name_the_candidate_are_found)
{
	change("UPDATE message SET subject = 'Mme Saint Aubert, melissande ?'"
	       " WHERE id = 3");
	gather(1);
	ck_assert_uint_eq(erasure.named->len, 1);
	ck_assert_int_eq(g_array_index(erasure.named, int64_t, 0), 3);
	ck_assert(store_erase_names(store, "pour Mélissande SAINT-AUBERT"));
	ck_assert(!store_erase_names(store, "pour Mélissande AUBERT"));
	ck_assert(!store_erase_names(store, NULL));
	store_cancel_act(store);
}
END_TEST

START_TEST(a_message_of_nobody_that_stays_is_told_beside_what)
{
	g_autofree char *before = NULL, *beside = NULL, *other = NULL;

	change("UPDATE message SET subject = 'Mme Saint Aubert, melissande ?'"
	       " WHERE id = 3");
	before = store_erased_beside(store, 3, NULL);
	ck_assert_ptr_null(before);
	gather(1);
	finish();
	beside = store_erased_beside(store, 3, NULL);
	ck_assert_str_eq(beside, REFERENCE);
	ck_assert_int_eq(count("SELECT count(*) FROM history WHERE message = 3"
	    " AND what = '" REFERENCE " effacé, message gardé'"), 1);
	other = store_erased_beside(store, 4, NULL);
	ck_assert_ptr_null(other);
	/* Erased itself in the end, nothing is beside it. */
	erasure_clear(&erasure);
	begin("erase");
	ck_assert(store_erase_begin(store, NULL));
	ck_assert(store_erase_message(store, 3, NULL));
	ck_assert(store_erase_gather(store, false, &erasure, NULL));
	finish();
	ck_assert_int_eq(count("SELECT count(*) FROM erased_beside"), 0);
}
END_TEST

START_TEST(a_name_in_the_text_of_a_message_is_found)
{
	change("UPDATE message SET subject = 'Bonjour', report ="
	       " json_object('a', json_array(1, 'Mme SAINT-AUBERT' ||"
	       "  char(10) || 'Mélissande')) WHERE id = 3");
	gather(1);
	ck_assert_uint_eq(erasure.named->len, 1);
	store_cancel_act(store);
}
END_TEST

START_TEST(one_word_is_no_name_to_search_for)
{
	change("UPDATE dossier SET family_name = 'SAINT', given_name = ''"
	       " WHERE id = 1;"
	       "UPDATE message SET subject = 'Saint' WHERE id = 3");
	gather(1);
	ck_assert_uint_eq(erasure.named->len, 0);
	store_cancel_act(store);
}
END_TEST

START_TEST(a_message_of_nobody_goes_when_it_is_said_so)
{
	begin("erase");
	ck_assert(store_erase_begin(store, NULL));
	ck_assert(store_erase_dossier(store, 2, NULL));
	ck_assert(store_erase_message(store, 3, NULL));
	ck_assert(store_erase_gather(store, true, &erasure, NULL));
	ck_assert_uint_eq(erasure.messages->len, 2);
	finish();
	ck_assert_int_eq(count("SELECT count(*) FROM message"
	    " WHERE report IS NULL"), 2);
}
END_TEST

START_TEST(acts_about_it_are_blanked_and_not_undone)
{
	OWNED(dossier) d = store_dossier(store, "ESSAI-2026-0001", NULL);
	struct act_row *act;

	begin("specialty");
	g_free(d->specialty);
	d->specialty = g_strdup("Gériatrie");
	ck_assert(store_update_dossier(store, d, "marie", "spécialité", NULL,
	    5000, NULL));
	ck_assert(store_end_act(store, "SAINT-AUBERT Mélissande", NULL));
	/* One that only its words tell of, and one about another dossier. */
	begin("pause");
	ck_assert(store_end_act(store, "Mélissande SAINT-AUBERT", NULL));
	begin("pause");
	ck_assert(store_end_act(store, "VERNHES Bérénice", NULL));
	gather(1);
	finish();
	act = store_act(store, 1, NULL, NULL);
	ck_assert_str_eq(act->name, "specialty");
	ck_assert_str_eq(act->who, "marie");
	ck_assert_str_eq(act->answer, "effacé");
	ck_assert(!act->recorded);
	act_row_free(act);
	ck_assert_int_eq(count("SELECT count(*) FROM act"
	    " WHERE answer = 'effacé'"), 2);
	act = store_act(store, 4, NULL, NULL); /* the erasure itself */
	ck_assert_str_eq(act->answer, "c’est fait");
	ck_assert(!act->recorded);
	act_row_free(act);
	act = store_act(store, 0, "marie", NULL);
	ck_assert_int_eq(act->id, 4); /* not one before it */
	act_row_free(act);
}
END_TEST

START_TEST(what_others_histories_tell_of_it_is_blanked)
{
	change("INSERT INTO history (at, who, what, why, dossier) VALUES"
	       " (1, 'paul', 'pris à Mélissande SAINT-AUBERT', 'x', 2)");
	gather(1);
	finish();
	ck_assert_int_eq(count("SELECT count(*) FROM history WHERE"
	    " dossier = 2 AND who = 'paul' AND what = 'effacé'"
	    " AND why IS NULL"), 1);
}
END_TEST

/* One who has another dossier keeps what is told of that. */
START_TEST(what_is_told_of_a_namesake_stays)
{
	change("UPDATE dossier SET family_name = 'Saint-Aubert',"
	       " given_name = 'Melissande' WHERE id = 2;"
	       "INSERT INTO act (id, at, who, name, arguments, answer) VALUES"
	       " (1, 1, 'paul', 'note', '[\"Mélissande SAINT-AUBERT\"]', 'x');"
	       "INSERT INTO history (at, who, what, dossier, act) VALUES"
	       " (1, 'paul', 'Mélissande SAINT-AUBERT a appelé', 2, 1)");
	gather(1);
	ck_assert_uint_eq(erasure.namesakes->len, 1);
	ck_assert_str_eq(erasure.namesakes->pdata[0], "ESSAI-2026-0002");
	finish();
	ck_assert_int_eq(count("SELECT count(*) FROM history WHERE"
	    " what = 'Mélissande SAINT-AUBERT a appelé'"), 1);
	ck_assert_int_eq(count("SELECT count(*) FROM act WHERE id = 1"
	    " AND answer = 'x'"), 1);
}
END_TEST

START_TEST(who_erased_a_dossier_is_told)
{
	g_autofree char *who = NULL, *nobody = NULL;
	int64_t at = 0;

	gather(1);
	finish();
	ck_assert(store_erased(store, "ESSAI-2026-0001", &at, &who, NULL));
	ck_assert_int_eq(at, 5000);
	ck_assert_str_eq(who, "marie");
	ck_assert(store_erased(store, "ESSAI-2026-0002", &at, &nobody,
	    NULL));
	ck_assert_int_eq(at, 0);
	ck_assert_ptr_null(nobody);
}
END_TEST

START_TEST(a_reply_that_leaves_just_now_makes_wait)
{
	change("UPDATE reply SET state = 'queued', attempts = 2"
	       " WHERE message = 1;"
	       "INSERT INTO reply_attempt SELECT id, 2, 1, 0, NULL, NULL"
	       " FROM reply WHERE message = 1");
	gather(1);
	ck_assert(erasure.busy);
	ck_assert_uint_eq(erasure.unsent, 1);
	store_cancel_act(store);
}
END_TEST

START_TEST(a_copy_that_is_being_read_makes_wait)
{
	change("INSERT INTO message (id, sha256, size, state, received_at,"
	       " file_time) VALUES (9, '" FIRST "', 1, 'spooled', 1, 1)");
	gather(1);
	ck_assert(erasure.busy);
	store_cancel_act(store);
}
END_TEST

/* A digest that has left is a row without words; one that has not is
 * written anew. */
START_TEST(digests_lose_their_words)
{
	change("INSERT INTO reply (id, kind, state, message_id, recipient,"
	       " name, bytes, queued_at, due_at, sent_at) VALUES"
	       " (50, 'reminder', 'sent', '<a@b.test>', 'dam@b.test', 'a',"
	       "  x'41', 1, 1, 7), (51, 'reminder', 'held', '<c@b.test>',"
	       "  'dam@c.test', 'a', x'42', 1, 1, 0);"
	       "INSERT INTO reminder SELECT campaign, deadline, 'dam@b.test',"
	       " 50, 1 FROM dossier WHERE id = 1;"
	       "INSERT INTO reminder SELECT campaign, deadline, 'dam@c.test',"
	       " 51, 1 FROM dossier WHERE id = 1");
	gather(1);
	ck_assert_uint_eq(erasure.unsent, 1);
	finish();
	ck_assert_int_eq(count("SELECT count(*) FROM reply WHERE id = 50"
	    " AND length(bytes) = 0 AND copied_at = 7"), 1);
	ck_assert_int_eq(count("SELECT count(*) FROM reply WHERE id = 51"), 0);
	ck_assert_int_eq(count("SELECT count(*) FROM reminder"), 1);
}
END_TEST

static int64_t
arrive(const char *name, const char *sha256, bool *erased_r)
{
	const struct location where = { "dir:mail", "", 0, 0, name };
	int64_t id = 0;

	ck_assert(store_add_message(store, &where,
	    &(struct spooled){ sha256, 10, 1000, 0 }, &id, erased_r, NULL));
	return id;
}

static bool
known(const char *name)
{
	const struct location where = { "dir:mail", "", 0, 0, name };
	bool is_known = false;

	ck_assert(store_location_known(store, &where, &is_known, NULL));
	return is_known;
}

START_TEST(what_was_erased_is_not_taken_again)
{
	g_autoptr(GPtrArray) sums = NULL;
	bool erased = false, due = false;

	gather(1);
	finish();
	shred();
	ck_assert(known("0006.eml"));
	ck_assert(known("0012.eml"));
	ck_assert(!known("0099.eml"));
	ck_assert_int_eq(count("SELECT count(*) FROM location"
	    " WHERE name = '0006.eml'"), 0);
	/* The same bytes from another place: the old row's. */
	ck_assert_int_eq(arrive("Mélissande.eml", FIRST, &erased), 1);
	ck_assert(erased);
	ck_assert(known("Mélissande.eml"));
	ck_assert(!bytes_have("lissande"));
	ck_assert(store_shred_due(store, &due, NULL) && due);
	sums = store_to_shred(store, NULL);
	ck_assert_uint_eq(sums->len, 1);
	ck_assert_str_eq(sums->pdata[0], FIRST);
	/* Others are new. */
	ck_assert_int_eq(arrive("new.eml", "ab", &erased), 5);
	ck_assert(!erased);
}
END_TEST

/* It came after the list of what to remove was read. */
START_TEST(what_comes_while_shredding_is_shredded_next)
{
	g_autoptr(GPtrArray) sums = g_ptr_array_new();
	bool due = false;

	gather(1);
	finish();
	g_ptr_array_add(sums, (gpointer)(uintptr_t)FIRST);
	ck_assert(store_shred(store, sums, NULL));
	ck_assert(store_shred_due(store, &due, NULL) && due);
	g_clear_pointer(&sums, g_ptr_array_unref);
	sums = store_to_shred(store, NULL);
	ck_assert_uint_eq(sums->len, 1);
	ck_assert_str_eq(sums->pdata[0], SECOND);
}
END_TEST

START_TEST(a_reader_makes_shredding_wait)
{
	g_autofree char *path = path_of("intake.db");
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	bool due = false;
	sqlite3 *db;

	gather(1);
	finish();
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, "BEGIN; SELECT count(*)"
	    " FROM message", NULL, NULL, NULL), SQLITE_OK);
	ck_assert(!store_shred(store, none, &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_BUSY));
	ck_assert(store_shred_due(store, &due, NULL) && due);
	sqlite3_close(db);
	shred();
	ck_assert(!bytes_have("lissande"));
}
END_TEST

START_TEST(the_spool_is_not_asked_for_what_was_erased)
{
	g_autoptr(GPtrArray) needed = NULL, spooled = NULL;

	gather(1);
	finish();
	needed = store_needed(store, NULL);
	spooled = store_spooled(store, NULL);
	ck_assert_uint_eq(needed->len, 2);
	ck_assert_uint_eq(spooled->len, 2);
}
END_TEST

START_TEST(ages_run_from_the_last_message)
{
	g_autoptr(GPtrArray) ages = store_ages(store, NULL);
	const struct age_row *age = ages->pdata[0];

	ck_assert_uint_eq(ages->len, 2);
	ck_assert_str_eq(age->reference, "ESSAI-2026-0001");
	ck_assert_str_eq(age->campaign, "asr-essai-2026");
	ck_assert_int_eq(age->last_at, 1764922500); /* message 2 */
}
END_TEST

static unsigned
loose_before(int64_t before)
{
	unsigned messages;

	begin("purge");
	ck_assert(store_erase_begin(store, NULL));
	ck_assert(store_erase_loose(store, before, NULL));
	ck_assert(store_erase_gather(store, false, &erasure, NULL));
	messages = erasure.messages->len;
	erasure_clear(&erasure);
	store_cancel_act(store);
	return messages;
}

START_TEST(messages_of_nobody_are_old_by_their_reception)
{
	/* Message 3 by nobody, received at 1765461600. */
	change("DELETE FROM dossier_message WHERE message = 3;"
	       "UPDATE message SET waits = 0");
	ck_assert_uint_eq(loose_before(1765461600), 0);
	ck_assert_uint_eq(loose_before(1765461601), 1);
	/* One that waits for an agent is kept, one erased is not counted. */
	change("UPDATE message SET waits = 1 WHERE id = 3");
	ck_assert_uint_eq(loose_before(1765461601), 0);
	change("UPDATE message SET waits = 0 WHERE id = 3;"
	       "INSERT INTO note SELECT 'erased:' || sha256, 'true'"
	       " FROM message WHERE id = 3");
	ck_assert_uint_eq(loose_before(1765461601), 0);
}
END_TEST

HARNESS_MAIN("erase",
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, no_byte_of_a_dossier_is_left);
    tcase_add_test(tc, of_a_message_remains_what_it_was_not_what_it_held);
    tcase_add_test(tc, a_cancelled_erasure_leaves_all);
    tcase_add_test(tc, a_shared_message_stays_whole);
    tcase_add_test(tc, the_same_bytes_of_another_dossier_stay);
    tcase_add_test(tc, copies_go_with_what_they_copy);
    tcase_add_test(tc, merged_dossiers_go_together);
    tcase_add_test(tc, a_message_of_nobody_that_stays_is_told_beside_what);
    tcase_add_test(tc, messages_of_nobody_that_name_the_candidate_are_found);
    tcase_add_test(tc, a_name_in_the_text_of_a_message_is_found);
    tcase_add_test(tc, one_word_is_no_name_to_search_for);
    tcase_add_test(tc, a_message_of_nobody_goes_when_it_is_said_so);
    tcase_add_test(tc, acts_about_it_are_blanked_and_not_undone);
    tcase_add_test(tc, what_others_histories_tell_of_it_is_blanked);
    tcase_add_test(tc, what_is_told_of_a_namesake_stays);
    tcase_add_test(tc, who_erased_a_dossier_is_told);
    tcase_add_test(tc, a_reply_that_leaves_just_now_makes_wait);
    tcase_add_test(tc, a_copy_that_is_being_read_makes_wait);
    tcase_add_test(tc, digests_lose_their_words);
    tcase_add_test(tc, what_was_erased_is_not_taken_again);
    tcase_add_test(tc, what_comes_while_shredding_is_shredded_next);
    tcase_add_test(tc, a_reader_makes_shredding_wait);
    tcase_add_test(tc, the_spool_is_not_asked_for_what_was_erased);
    tcase_add_test(tc, ages_run_from_the_last_message);
    tcase_add_test(tc, messages_of_nobody_are_old_by_their_reception))
