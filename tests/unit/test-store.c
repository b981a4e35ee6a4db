/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store as a whole: opening, messages, deciding, replies, readers. */
#include "store.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "error.h"
#include "harness.h"
#include "queries.h"
#include "verify.h"

static char *state;
static struct store *store;

static const char sha_a[] =
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char sha_b[] =
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

static void
set_up(void)
{
	state = g_dir_make_tmp("asr-store-XXXXXX", NULL);
	store = store_open(state, NULL);
	ck_assert_ptr_nonnull(store);
}

static void
tear_down(void)
{
	g_clear_pointer(&store, store_close);
	g_clear_pointer(&state, g_free);
}

static int64_t
add(const char *sha256, uint32_t validity, uint32_t uid, const char *name)
{
	const struct location location = { "imaps://h/INBOX", "INBOX",
		validity, uid, name };
	int64_t id = 0;
	bool erased = true;

	ck_assert(store_add_message(store, &location,
	    &(struct spooled){ sha256, 10, 1000 + uid, 0 }, &id, &erased,
	    NULL));
	ck_assert(!erased);
	return id;
}

static void
examine(int64_t id, const char *message_id)
{
	OWNED(report) report = report_new();

	report->message_id = g_strdup(message_id);
	g_ptr_array_add(report->from,
	    address_new(NULL, "dam@ch-sapin.test"));
	report->subject = g_strdup("Candidature");
	ck_assert(store_set_report(store, id, report, "{}", 1000 + id, NULL));
}

static const char *
prefix_of(const void *context, const char *campaign)
{
	(void)context;
	(void)campaign;
	return "ASR-2026";
}

/* A dossier with one present and one missing piece. */
static struct dossier *
make_dossier(const char *family, const char *given)
{
	struct dossier *d = dossier_new();
	struct piece_status *one = piece_status_new();
	struct piece_status *two = piece_status_new();
	struct finding *f = finding_new();

	d->campaign = g_strdup("asr");
	d->deadline = g_strdup("2026-02-13");
	d->subdivision = g_strdup("rouen");
	d->establishment = g_strdup("CH-SAPIN");
	g_free(d->family_name);
	d->family_name = g_strdup(family);
	g_free(d->given_name);
	d->given_name = g_strdup(given);
	d->status = DOSSIER_INCOMPLETE;
	d->received_at = 1000;
	one->piece = g_strdup("fiche");
	one->state = PIECE_PRESENT;
	two->piece = g_strdup("lettre");
	two->annexe = 2;
	two->state = PIECE_MISSING;
	g_ptr_array_add(d->pieces, one);
	g_ptr_array_add(d->pieces, two);
	f->kind = FINDING_PIECE;
	f->piece = g_strdup("fiche");
	f->state = PIECE_PRESENT;
	f->certainty = CERTAINTY_CERTAIN;
	g_free(f->name);
	f->name = g_strdup("Fiche é.pdf");
	f->first_page = f->last_page = 1;
	g_ptr_array_add(d->findings, f);
	return d;
}

static char *
settle(int64_t id, const char *family, const char *given)
{
	OWNED(decision) decision = decision_new();
	struct dossier *d = make_dossier(family, given);

	decision->sender = SENDER_DAM;
	decision->outcome = OUTCOME_FILED;
	decision->reply.kind = REPLY_INCOMPLETE;
	g_ptr_array_add(decision->reply.missing, g_strdup("lettre"));
	g_ptr_array_add(decision->dossiers, d);
	ck_assert(store_settle(store, id, decision, prefix_of, NULL, 2000,
	    NULL));
	return g_strdup(d->reference);
}

static struct reply_row
make_reply(int64_t message, const char *message_id)
{
	struct reply_row row = { .message = message,
		.kind = REPLY_INCOMPLETE, .state = REPLY_STATE_QUEUED,
		.message_id = (char *)message_id,
		.to = (char *)"dam@ch-sapin.test", .name = (char *)"r",
		.due_at = 3000 };

	row.bytes = g_bytes_new_static("Subject: r\r\n\r\n", 14);
	return row;
}

static int64_t
next_to_decide(void)
{
	OWNED(message_row) row = NULL;

	ck_assert(store_next_to_decide(store, &row, NULL));
	return row != NULL ? row->id : 0;
}

static void
report_of(int64_t id, int64_t received_at)
{
	OWNED(report) report = report_new();

	ck_assert(store_set_report(store, id, report, "{}", received_at,
	    NULL));
}

/* In order of reception, whatever is fetched or examined first. */
START_TEST(nothing_is_decided_before_what_came_earlier)
{
	bool erased = false;
	int64_t late = add(sha_a, 7, 30, NULL);  /* received at 1030 */
	int64_t early = add(sha_b, 7, 10, NULL); /* at 1010 */

	ck_assert_int_eq(next_to_decide(), 0);
	report_of(late, 1030);
	ck_assert_int_eq(next_to_decide(), 0); /* early is not examined */
	report_of(early, 1010);
	ck_assert_int_eq(next_to_decide(), early);
	/* One received at 1010 is still to come: at 1010 it may be decided,
	 * for what came first then has the lower row. */
	ck_assert(store_set_note(store, STORE_FETCH_FLOOR, "1009", NULL));
	ck_assert_int_eq(next_to_decide(), 0);
	ck_assert(store_set_note(store, STORE_FETCH_FLOOR, "1010", NULL));
	ck_assert_int_eq(next_to_decide(), early);
	g_free(settle(early, "MARTIN", "Léa"));
	ck_assert_int_eq(next_to_decide(), 0);
	ck_assert(store_set_note(store, STORE_FETCH_FLOOR, "", NULL));
	ck_assert_int_eq(next_to_decide(), late);
	/* Of a file the time is known once it is examined: all wait. */
	ck_assert(store_add_message(store, &(struct location){ "dir:m", "",
	    0, 0, "x.eml" }, &(struct spooled){ sha_b, 10, 0, 0 }, &early,
	    &erased, NULL));
	ck_assert_int_eq(next_to_decide(), 0);
	report_of(early, 1040);
	ck_assert_int_eq(next_to_decide(), late);
}
END_TEST

START_TEST(opens_again_and_reads_while_stopped)
{
	struct store *reader;

	add(sha_a, 1, 1, NULL);
	store_close(store);
	reader = store_open_readonly(state, NULL);
	ck_assert_ptr_nonnull(reader);
	store_close(reader);
	store = store_open(state, NULL);
	ck_assert_ptr_nonnull(store);
}
END_TEST

START_TEST(a_newer_schema_is_refused)
{
	g_autofree char *command = g_strdup_printf(
	    "sqlite3 %s/intake.db 'PRAGMA user_version = 99'", state);
	g_autoptr(GError) error = NULL;

	g_clear_pointer(&store, store_close);
	ck_assert_int_eq(system(command), 0);
	ck_assert_ptr_null(store_open(state, &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_SCHEMA));
	g_clear_error(&error);
	ck_assert_ptr_null(store_open_readonly(state, &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_SCHEMA));
}
END_TEST

START_TEST(no_database_is_said_so)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(store_open_readonly("/nonexistent", &error));
	ck_assert_ptr_nonnull(strstr(error->message, "/nonexistent"));
}
END_TEST

START_TEST(the_same_delivery_is_one_message)
{
	int64_t first = add(sha_a, 1, 7, NULL);

	/* UIDVALIDITY changed: seen again, the same delivery. */
	ck_assert_int_eq(add(sha_a, 2, 3, NULL), first);
	/* The same bytes beside it: delivered twice. */
	ck_assert_int_ne(add(sha_b, 2, 4, NULL), first);
	ck_assert_int_ne(add(sha_b, 2, 5, NULL), add(sha_b, 2, 6, NULL));
}
END_TEST

START_TEST(files_of_the_same_bytes_are_two_messages)
{
	ck_assert_int_ne(add(sha_a, 0, 0, "1.eml"),
	    add(sha_a, 0, 0, "2.eml"));
}
END_TEST

START_TEST(the_cursor_is_the_newest_validity)
{
	uint32_t validity = 9, uid = 9;

	ck_assert(store_cursor(store, "imaps://h/INBOX", "INBOX", &validity,
	    &uid, NULL));
	ck_assert_uint_eq(validity, 0);
	add(sha_a, 1, 100, NULL);
	add(sha_b, 2, 5, NULL);
	ck_assert(store_cursor(store, "imaps://h/INBOX", "INBOX", &validity,
	    &uid, NULL));
	ck_assert_uint_eq(validity, 2);
	ck_assert_uint_eq(uid, 5);
}
END_TEST

START_TEST(a_message_goes_from_state_to_state)
{
	int64_t id = add(sha_a, 1, 1, NULL);
	g_autoptr(GPtrArray) spooled = store_messages_in(store,
	    MESSAGE_SPOOLED, 10, NULL);
	g_autoptr(GPtrArray) examined = NULL;
	g_autoptr(GPtrArray) settled = NULL;
	g_autofree char *reference = NULL;

	ck_assert_uint_eq(spooled->len, 1);
	examine(id, "<a@ch-sapin.test>");
	examined = store_messages_in(store, MESSAGE_EXAMINED, 10, NULL);
	ck_assert_uint_eq(examined->len, 1);
	reference = settle(id, "DUPONT", "Jeanne");
	ck_assert_str_eq(reference, "ASR-2026-0001");
	settled = store_messages_in(store, MESSAGE_EXAMINED, 10, NULL);
	ck_assert_uint_eq(settled->len, 0);
}
END_TEST

START_TEST(a_dossier_comes_back_whole)
{
	int64_t id = add(sha_a, 1, 1, NULL);
	g_autofree char *reference = NULL;
	OWNED(dossier) d = NULL;
	const struct piece_status *piece;

	examine(id, "<a@ch-sapin.test>");
	reference = settle(id, "DE LA FONTAINE", "Anaïs");
	d = store_dossier(store, reference, NULL);
	ck_assert_str_eq(d->family_name, "DE LA FONTAINE");
	ck_assert_uint_eq(d->pieces->len, 2);
	ck_assert_uint_eq(d->findings->len, 1);
	ck_assert_uint_eq(d->message_ids->len, 1);
	piece = d->pieces->pdata[0];
	ck_assert_uint_eq(piece->findings->len, 1);
	ck_assert_str_eq(
	    ((const struct finding *)piece->findings->pdata[0])->name,
	    "Fiche é.pdf");
	ck_assert_ptr_null(store_dossier(store, "ASR-2026-9999", NULL));
}
END_TEST

/* Appends the damage to an array. */
static void
keep_damage(void *context, const char *damage)
{
	g_ptr_array_add(context, g_strdup(damage));
}

/* Rows of no dossier: so many are named, and the others counted. */
START_TEST(damages_are_named_to_their_limit)
{
	for (unsigned more = 0; more < 2; more++) {
		g_autoptr(GPtrArray) damages =
		    g_ptr_array_new_with_free_func(g_free);
		g_autofree char *command = g_strdup_printf("sqlite3 "
		    "%s/intake.db 'WITH RECURSIVE n(i) AS (SELECT %u UNION "
		    "SELECT i + 1 FROM n WHERE i < %u) INSERT INTO "
		    "dossier_word SELECT i, 77 FROM n'", state,
		    more ? VERIFY_DAMAGES_MAX + 1 : 1,
		    VERIFY_DAMAGES_MAX + more);

		ck_assert_int_eq(system(command), 0);
		ck_assert(store_verify(store, keep_damage, damages, NULL));
		ck_assert_uint_eq(damages->len, VERIFY_DAMAGES_MAX + more);
		if (more)
			ck_assert_str_eq(damages->pdata[VERIFY_DAMAGES_MAX],
			    "and further rows like these: 1");
	}
}
END_TEST

static unsigned
facts_for(const char *word, const char *reference, const char *thread)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	g_autoptr(GPtrArray) references = g_ptr_array_new();
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	g_autoptr(GPtrArray) documents = g_ptr_array_new();
	struct reading_keys keys = { .message = 0, .sha256 = sha_b,
		.campaign = "asr", .documents = documents,
		.references = references, .thread = ids,
		.name_words = words };
	OWNED(facts) facts = NULL;

	if (word != NULL)
		g_ptr_array_add(words, (gpointer)word);
	if (reference != NULL)
		g_ptr_array_add(references, (gpointer)reference);
	if (thread != NULL)
		g_ptr_array_add(ids, (gpointer)thread);
	facts = store_facts(store, &keys, NULL);
	ck_assert_ptr_nonnull(facts);
	return facts->dossiers->len * 10 + facts->threaded->len;
}

/* The facts of a message about a candidate of that name there. */
static struct facts *
facts_named(const char *word, const char *establishment)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	g_autoptr(GPtrArray) codes = g_ptr_array_new();
	g_autoptr(GPtrArray) documents = g_ptr_array_new();
	struct reading_keys keys = { .sha256 = sha_b, .campaign = "asr",
		.documents = documents, .name_words = words,
		.establishments = codes };
	struct facts *facts;

	g_ptr_array_add(words, (gpointer)word);
	g_ptr_array_add(codes, (gpointer)establishment);
	facts = store_facts(store, &keys, NULL);
	ck_assert_ptr_nonnull(facts);
	return facts;
}

/* One message opens count dossiers of one name. */
static void
settle_many(int64_t id, const char *family, unsigned count)
{
	OWNED(decision) decision = decision_new();

	decision->sender = SENDER_DAM;
	decision->outcome = OUTCOME_FILED;
	for (unsigned i = 0; i < count; i++) {
		g_autofree char *given = g_strdup_printf("%c%c",
		    'A' + (int)i / 26, 'a' + (int)i % 26);

		g_ptr_array_add(decision->dossiers,
		    make_dossier(family, given));
	}
	ck_assert(store_settle(store, id, decision, prefix_of, NULL, 2000,
	    NULL));
}

/* By the name, and by one that is nearly so. */
START_TEST(facts_say_when_dossiers_are_too_many)
{
	static const char *const words[] = { "kowalczyk", "kowalzyk" };
	int64_t one = add(sha_a, 1, 1, NULL), more = add(sha_b, 1, 2, NULL);

	examine(one, "<a@ch-sapin.test>");
	examine(more, "<b@ch-sapin.test>");
	settle_many(one, "KOWALCZYK", FACTS_DOSSIERS_MAX);
	for (unsigned i = 0; i < 2 * G_N_ELEMENTS(words); i++) {
		OWNED(facts) facts = facts_named(words[i % 2], "CH-SAPIN");

		ck_assert_uint_eq(facts->dossiers->len, FACTS_DOSSIERS_MAX);
		ck_assert_int_eq(facts->cut, i / 2 > 0);
		if (i == 1)
			g_free(settle(more, "KOWALCZYK", "Zoé"));
	}
}
END_TEST

static unsigned
facts_near(const char *word, const char *establishment)
{
	OWNED(facts) facts = facts_named(word, establishment);

	return facts->dossiers->len;
}

/* At the establishment in question only, and once. */
START_TEST(facts_find_nearly_named)
{
	int64_t id = add(sha_a, 1, 1, NULL);
	g_autofree char *reference = NULL;

	examine(id, "<a@ch-sapin.test>");
	reference = settle(id, "KOWALCZYK", "Agnieszka");
	ck_assert_uint_eq(facts_near("kowalczyk", "CH-SAPIN"), 1);
	ck_assert_uint_eq(facts_near("kowa1czyk", "CH-SAPIN"), 1);
	ck_assert_uint_eq(facts_near("kowalzyk", "CH-SAPIN"), 1);
	ck_assert_uint_eq(facts_near("kowalzyk", "CH-AUTRE"), 0);
	ck_assert_uint_eq(facts_near("kowalski", "CH-SAPIN"), 0);
}
END_TEST

START_TEST(facts_find_by_name_reference_and_thread)
{
	int64_t id = add(sha_a, 1, 1, NULL);
	struct reply_row reply = make_reply(id, "<r1@ars.test>");
	g_autofree char *reference = NULL;

	examine(id, "<a@ch-sapin.test>");
	reference = settle(id, "DE LA FONTAINE", "Anaïs");
	ck_assert(store_queue_reply(store, &reply, NULL, 2000, NULL));
	ck_assert_uint_eq(facts_for("anais", NULL, NULL), 10);
	ck_assert_uint_eq(facts_for("delafontaine", NULL, NULL), 10);
	ck_assert_uint_eq(facts_for("dupont", NULL, NULL), 0);
	ck_assert_uint_eq(facts_for(NULL, reference, NULL), 11);
	ck_assert_uint_eq(facts_for(NULL, NULL, "<a@ch-sapin.test>"), 11);
	ck_assert_uint_eq(facts_for(NULL, NULL, "<r1@ars.test>"), 11);
	g_bytes_unref(reply.bytes);
}
END_TEST

START_TEST(one_reply_to_a_message_ever)
{
	int64_t id = add(sha_a, 1, 1, NULL);
	struct reply_row one = make_reply(id, "<r1@ars.test>");
	struct reply_row two = make_reply(id, "<r2@ars.test>");

	ck_assert(store_queue_reply(store, &one, NULL, 2000, NULL));
	ck_assert(!store_queue_reply(store, &two, NULL, 2000, NULL));
	g_bytes_unref(one.bytes);
	g_bytes_unref(two.bytes);
}
END_TEST

START_TEST(a_reply_is_due_until_it_is_sent)
{
	int64_t id = add(sha_a, 1, 1, NULL);
	struct reply_row reply = make_reply(id, "<r1@ars.test>");
	g_autoptr(GPtrArray) early = NULL;
	g_autoptr(GPtrArray) due = NULL;
	g_autoptr(GPtrArray) later = NULL;
	g_autoptr(GPtrArray) after = NULL;
	bool wanted = false;

	ck_assert(store_queue_reply(store, &reply, NULL, 2000, NULL));
	early = store_replies_due(store, 2999, 10, NULL);
	ck_assert_uint_eq(early->len, 0);
	due = store_replies_due(store, 3000, 10, NULL);
	ck_assert_uint_eq(due->len, 1);
	ck_assert(store_begin_attempt(store, reply.id, 3000, &wanted, NULL));
	ck_assert(wanted);
	ck_assert(store_end_attempt(store, reply.id, REPLY_STATE_QUEUED,
	    4000, "450 later", 3001, NULL));
	later = store_replies_due(store, 3500, 10, NULL);
	ck_assert_uint_eq(later->len, 0);
	ck_assert(store_begin_attempt(store, reply.id, 4000, &wanted, NULL));
	ck_assert(wanted);
	ck_assert(store_end_attempt(store, reply.id, REPLY_STATE_SENT, 0,
	    "250 ok", 4001, NULL));
	after = store_replies_due(store, 9999, 10, NULL);
	ck_assert_uint_eq(after->len, 0);
	/* Whoever still has it in hand does not send it again, nor one that
	 * is gone. */
	ck_assert(store_begin_attempt(store, reply.id, 5000, &wanted, NULL));
	ck_assert(!wanted);
	ck_assert(store_begin_attempt(store, 999, 5000, &wanted, NULL));
	ck_assert(!wanted);
	g_bytes_unref(reply.bytes);
}
END_TEST

static unsigned
due_at(int64_t now)
{
	g_autoptr(GPtrArray) due = store_replies_due(store, now, 10, NULL);

	return due->len;
}

/* A reply waits for 25 hours at most: who says more had a clock ahead. */
START_TEST(a_clock_that_was_ahead_delays_no_reply)
{
	int64_t id = add(sha_a, 1, 1, NULL), now = 100 * 24 * 3600;
	struct reply_row reply = make_reply(id, "<r1@ars.test>");
	bool wanted = false;
	unsigned sent = 0;

	reply.due_at = now + 25 * 3600;
	ck_assert(store_queue_reply(store, &reply, NULL, now, NULL));
	ck_assert_uint_eq(due_at(now), 0);
	ck_assert_uint_eq(due_at(now - 1), 1);
	/* Nor does what it says was sent count before its time. */
	ck_assert(store_begin_attempt(store, reply.id, now, &wanted, NULL));
	ck_assert(store_end_attempt(store, reply.id, REPLY_STATE_SENT, 0,
	    "250 ok", now, NULL));
	ck_assert(store_count_sent(store, now - 1, now - 1, &sent, NULL));
	ck_assert_uint_eq(sent, 0);
	ck_assert(store_count_sent(store, now, now, &sent, NULL));
	ck_assert_uint_eq(sent, 1);
	ck_assert(store_count_sent(store, now + 1, now + 9, &sent, NULL));
	ck_assert_uint_eq(sent, 0);
	g_bytes_unref(reply.bytes);
}
END_TEST

/* Killed between begin and commit: nothing of it is there. */
START_TEST(a_crash_in_a_transaction_leaves_nothing)
{
	pid_t child;
	int status;

	store_close(store);
	child = fork();
	if (child == 0) {
		store = store_open(state, NULL);
		store_begin(store, NULL);
		add(sha_a, 1, 1, NULL);
		raise(SIGKILL);
	}
	waitpid(child, &status, 0);
	ck_assert(WIFSIGNALED(status));
	store = store_open(state, NULL);
	{
		g_autoptr(GPtrArray) rows = store_messages_in(store,
		    MESSAGE_SPOOLED, 10, NULL);

		ck_assert_uint_eq(rows->len, 0);
	}
}
END_TEST

START_TEST(readers_filter_and_suggest)
{
	struct dossier_filter filter = { .status = -1, .late = -1 };
	g_autoptr(GPtrArray) found = NULL;
	g_autoptr(GPtrArray) none = NULL;
	g_autoptr(GPtrArray) references = NULL;
	int64_t id = add(sha_a, 1, 1, NULL);
	g_autofree char *reference = NULL;
	bool exact = false;

	examine(id, "<a@ch-sapin.test>");
	reference = settle(id, "HÉLOÏSE-Ménard", "Zoé");
	filter.candidate = "zoe heloise";
	found = queries_dossiers(store, &filter, NULL);
	ck_assert_uint_eq(found->len, 1);
	filter.subdivision = "caen";
	none = queries_dossiers(store, &filter, NULL);
	ck_assert_uint_eq(none->len, 0);
	references = queries_references(store, "1", &exact, NULL);
	ck_assert_uint_eq(references->len, 1);
	ck_assert_str_eq(references->pdata[0], "ASR-2026-0001");
	ck_assert(exact);
	g_ptr_array_unref(references);
	/* A slip of the fingers is no reference, but it is near one. */
	references = queries_references(store, "ASR-2025-0001", &exact, NULL);
	ck_assert_uint_eq(references->len, 1);
	ck_assert(!exact);
	g_ptr_array_unref(references);
	references = queries_references(store, "ESSAI-77", &exact, NULL);
	ck_assert_uint_eq(references->len, 0);
	ck_assert(!exact);
}
END_TEST

START_TEST(readers_see_messages_with_their_reply)
{
	const struct message_filter all = { .outcome = -1 };
	g_autoptr(GPtrArray) views = NULL;
	int64_t id = add(sha_a, 1, 1, NULL);
	g_autofree char *reference = NULL;
	const struct message_view *view;

	examine(id, "<a@ch-sapin.test>");
	reference = settle(id, "DUPONT", "Jeanne");
	views = queries_messages(store, &all, NULL);
	ck_assert_uint_eq(views->len, 1);
	view = views->pdata[0];
	ck_assert_int_eq(view->outcome, OUTCOME_FILED);
	ck_assert_str_eq(view->from, "dam@ch-sapin.test");
	ck_assert_str_eq(view->dossiers->pdata[0], reference);
	ck_assert_int_eq(view->reply.kind, REPLY_INCOMPLETE);
	ck_assert_str_eq(view->reply.missing->pdata[0], "lettre");
	ck_assert_int_eq(view->reply.state, REPLY_STATE_NONE);
}
END_TEST

HARNESS_MAIN("store", tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, nothing_is_decided_before_what_came_earlier);
    tcase_add_test(tc, opens_again_and_reads_while_stopped);
    tcase_add_test(tc, a_newer_schema_is_refused);
    tcase_add_test(tc, no_database_is_said_so);
    tcase_add_test(tc, the_same_delivery_is_one_message);
    tcase_add_test(tc, files_of_the_same_bytes_are_two_messages);
    tcase_add_test(tc, the_cursor_is_the_newest_validity);
    tcase_add_test(tc, a_message_goes_from_state_to_state);
    tcase_add_test(tc, a_dossier_comes_back_whole);
    tcase_add_test(tc, damages_are_named_to_their_limit);
    tcase_add_test(tc, facts_find_nearly_named);
    tcase_add_test(tc, facts_say_when_dossiers_are_too_many);
    tcase_add_test(tc, facts_find_by_name_reference_and_thread);
    tcase_add_test(tc, one_reply_to_a_message_ever);
    tcase_add_test(tc, a_reply_is_due_until_it_is_sent);
    tcase_add_test(tc, a_clock_that_was_ahead_delays_no_reply);
    tcase_add_test(tc, a_crash_in_a_transaction_leaves_nothing);
    tcase_add_test(tc, readers_filter_and_suggest);
    tcase_add_test(tc, readers_see_messages_with_their_reply))
