/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages for readers: see queries.h. */
#include "queries.h"
#include "store-private.h"

static void
free_attachment(void *pointer)
{
	struct attachment_view *a = pointer;

	g_free(a->name);
	g_free(a->type);
	g_free(a->sha256);
	g_ptr_array_unref(a->pieces);
	g_free(a);
}

static void
free_finding(void *finding)
{
	finding_free(finding);
}

void
message_view_free(struct message_view *view)
{
	if (view == NULL)
		return;
	g_free(view->message_id);
	g_free(view->sha256);
	g_free(view->from);
	g_free(view->subject);
	g_free(view->establishment);
	g_free(view->campaign);
	g_ptr_array_unref(view->dossiers);
	g_ptr_array_unref(view->attachments);
	g_ptr_array_unref(view->reply.missing);
	g_free(view->reply.to);
	g_free(view->reply.message_id);
	g_free(view->reply.last_text);
	if (view->reply.bytes != NULL)
		g_bytes_unref(view->reply.bytes);
	g_ptr_array_unref(view->evidence);
	g_ptr_array_unref(view->review_reasons);
	g_ptr_array_unref(view->warnings);
	g_ptr_array_unref(view->findings);
	g_free(view->report);
	g_free(view);
}

#define MESSAGE_COLUMNS                                                     \
	"SELECT m.id, m.message_id, m.sha256, m.size, m.from_address,"      \
	" m.subject, m.received_at, m.state, m.sender, m.establishment,"    \
	" m.campaign, m.outcome, m.reply_kind, m.reply_missing,"            \
	" m.evidence, m.review_reasons, m.warnings, m.waits, r.id, r.state," \
	" r.recipient, r.message_id, r.queued_at, r.sent_at, r.attempts,"   \
	" r.last_text, r.kind, r.missing, EXISTS (SELECT 1 FROM note"       \
	"  WHERE name = '" STORE_ERASED "' || m.sha256)"                    \
	" FROM message m LEFT JOIN reply r"                                 \
	" ON r.id = (SELECT max(id) FROM reply WHERE message = m.id) "

static GPtrArray *
list_column(sqlite3_stmt *st, int column)
{
	g_autofree char *json = sql_text(st, column);

	return sql_list_decode(json);
}

static void
read_reply(sqlite3_stmt *st, struct reply_view *reply)
{
	/* What was written last; without a row, what was decided. */
	bool written = sql_int(st, 18) != 0;
	g_autofree char *kind = sql_text(st, written ? 26 : 12);
	g_autofree char *state = sql_text(st, 19);

	reply_kind_parse(kind, &reply->kind);
	reply->missing = list_column(st, written ? 27 : 13);
	reply->id = sql_int(st, 18);
	reply_state_parse(state, &reply->state);
	reply->to = sql_text(st, 20);
	reply->message_id = sql_text(st, 21);
	reply->queued_at = sql_int(st, 22);
	reply->sent_at = sql_int(st, 23);
	reply->attempts = (unsigned)sql_int(st, 24);
	reply->last_text = sql_text(st, 25);
}

static struct message_view *
read_view(sqlite3_stmt *st)
{
	struct message_view *m = g_new0(struct message_view, 1);
	g_autofree char *state = sql_text(st, 7), *sender = sql_text(st, 8),
		       *outcome = sql_text(st, 11);

	m->id = sql_int(st, 0);
	m->message_id = sql_text(st, 1);
	m->sha256 = sql_text(st, 2);
	m->size = (uint64_t)sql_int(st, 3);
	m->from = sql_text(st, 4);
	m->subject = sql_text(st, 5);
	m->received_at = sql_int(st, 6);
	message_state_parse(state, &m->state);
	sender_verdict_parse(sender, &m->sender);
	m->establishment = sql_text(st, 9);
	m->campaign = sql_text(st, 10);
	outcome_parse(outcome, &m->outcome);
	m->evidence = list_column(st, 14);
	m->review_reasons = list_column(st, 15);
	m->warnings = list_column(st, 16);
	m->waits = sql_int(st, 17) != 0;
	m->erased = sql_int(st, 28) != 0;
	m->dossiers = g_ptr_array_new_with_free_func(g_free);
	m->attachments = g_ptr_array_new_with_free_func(free_attachment);
	m->findings = g_ptr_array_new_with_free_func(free_finding);
	read_reply(st, &m->reply);
	return m;
}

static bool
read_references(struct store *store, struct message_view *m, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT d.reference FROM dossier_message dm JOIN dossier d"
	    " ON d.id = dm.dossier WHERE dm.message = :id ORDER BY d.id",
	    error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", m->id);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(m->dossiers, sql_text(st, 0));
	return got == 0;
}

static struct attachment_view *
read_attachment(sqlite3_stmt *st)
{
	struct attachment_view *a = g_new0(struct attachment_view, 1);
	g_autofree char *role = sql_text(st, 5), *state = sql_text(st, 6),
		       *reason = sql_text(st, 7);

	a->part = (unsigned)sql_int(st, 0);
	a->name = sql_text(st, 1);
	a->type = sql_text(st, 2);
	a->size = (uint64_t)sql_int(st, 3);
	a->sha256 = sql_text(st, 4);
	part_role_parse(role, &a->role);
	part_state_parse(state, &a->state);
	part_reason_parse(reason, &a->reason);
	a->pieces = g_ptr_array_new_with_free_func(g_free);
	return a;
}

static bool
read_attachments(struct store *store, struct message_view *m, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT part, name, type, size, sha256, role, state, reason"
	    " FROM attachment WHERE message = :id ORDER BY part", error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", m->id);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(m->attachments, read_attachment(st));
	return got == 0;
}

static void
note_piece(const struct message_view *m, const struct finding *f)
{
	for (unsigned i = 0; i < m->attachments->len; i++) {
		struct attachment_view *a = m->attachments->pdata[i];

		if (a->part == f->part && f->kind == FINDING_PIECE &&
		    !f->withdrawn &&
		    !g_ptr_array_find_with_equal_func(a->pieces, f->piece,
			g_str_equal, NULL))
			g_ptr_array_add(a->pieces, g_strdup(f->piece));
	}
}

static bool
read_findings(struct store *store, struct message_view *m, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT " FINDING_COLUMNS " FROM finding f JOIN message m"
	    " ON m.id = f.message WHERE f.message = :id"
	    " ORDER BY f.part, f.first_page, f.id", error);
	int got;

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", m->id);
	while ((got = sql_step(store->sql, st, error)) == 1) {
		struct finding *f = store_finding_row(st);

		note_piece(m, f);
		g_ptr_array_add(m->findings, f);
	}
	return got == 0;
}

GArray *
queries_messages_of(struct store *store, int64_t dossier, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT m.id FROM dossier_message dm JOIN message m"
	    " ON m.id = dm.message WHERE dm.dossier = :id"
	    " ORDER BY m.received_at, m.id", error);
	GArray *ids;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":id", dossier);
	ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	while ((got = sql_step(store->sql, st, error)) == 1) {
		int64_t id = sql_int(st, 0);

		g_array_append_val(ids, id);
	}
	if (got < 0)
		g_clear_pointer(&ids, g_array_unref);
	return ids;
}

GPtrArray *
queries_loose_findings(struct store *store, int64_t message, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT " FINDING_COLUMNS " FROM finding f JOIN message m"
	    " ON m.id = f.message WHERE f.message = :id"
	    " AND f.dossier IS NULL AND f.withdrawn = 0"
	    " ORDER BY f.part, f.first_page, f.id", error);
	GPtrArray *findings;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":id", message);
	findings = g_ptr_array_new_with_free_func(free_finding);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(findings, store_finding_row(st));
	if (got < 0)
		g_clear_pointer(&findings, g_ptr_array_unref);
	return findings;
}

static bool
complete_views(struct store *store, GPtrArray *views, GError **error)
{
	for (unsigned i = 0; i < views->len; i++) {
		struct message_view *m = views->pdata[i];

		if (!read_references(store, m, error) ||
		    !read_attachments(store, m, error) ||
		    !read_findings(store, m, error))
			return false;
	}
	return true;
}

static void
free_view(void *view)
{
	message_view_free(view);
}

static GPtrArray *
read_views(struct store *store, sqlite3_stmt *st, GError **error)
{
	GPtrArray *views = g_ptr_array_new_with_free_func(free_view);
	int got;

	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(views, read_view(st));
	if (got < 0 || !complete_views(store, views, error))
		g_clear_pointer(&views, g_ptr_array_unref);
	return views;
}

static sqlite3_stmt *
select_messages(struct store *store, const struct message_filter *f,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, MESSAGE_COLUMNS
	    "WHERE (:outcome IS NULL OR m.outcome = :outcome)"
	    " AND m.received_at >= :since"
	    " AND (:until = 0 OR m.received_at < :until)"
	    " AND (:waiting = 0 OR m.waits = 1)"
	    " ORDER BY m.received_at, m.id", error);

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":outcome", f->outcome < 0 ? NULL :
	    outcome_word((enum outcome)f->outcome));
	sql_bind_int(st, ":since", f->since);
	sql_bind_int(st, ":until", f->until);
	sql_bind_int(st, ":waiting", f->waiting);
	return st;
}

/* A dossier's own: found by it, not by looking at every message. */
static sqlite3_stmt *
select_of_dossier(struct store *store, const char *reference,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql, MESSAGE_COLUMNS
	    "WHERE m.id IN (SELECT dm.message FROM dossier d"
	    " JOIN dossier_message dm ON dm.dossier = d.id"
	    " WHERE d.reference = :reference) ORDER BY m.received_at, m.id",
	    error);

	if (st != NULL)
		sql_bind_text(st, ":reference", reference);
	return st;
}

GPtrArray *
queries_messages(struct store *store, const struct message_filter *filter,
    GError **error)
{
	GPtrArray *views = NULL;
	sqlite3_stmt *st;

	if (!store_read_begin(store, error))
		return NULL;
	st = filter->reference != NULL ?
	    select_of_dossier(store, filter->reference, error) :
	    select_messages(store, filter, error);
	if (st != NULL)
		views = read_views(store, st, error);
	store_read_end(store);
	return views;
}

static void
free_bytes(void *bytes)
{
	g_bytes_unref(bytes);
}

GPtrArray *
queries_replies(struct store *store, int64_t message, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT bytes FROM reply WHERE message = :message ORDER BY id",
	    error);
	GPtrArray *replies;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":message", message);
	replies = g_ptr_array_new_with_free_func(free_bytes);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(replies, sql_bytes(st, 0));
	if (got < 0)
		g_clear_pointer(&replies, g_ptr_array_unref);
	return replies;
}

/* The report and the reply's own bytes, for one message. */
static bool
read_whole(struct store *store, struct message_view *m, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT m.report, r.bytes FROM message m LEFT JOIN reply r"
	    " ON r.id = :reply WHERE m.id = :id", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", m->id);
	sql_bind_int(st, ":reply", m->reply.id);
	if (sql_step(store->sql, st, error) != 1)
		return false;
	m->report = sql_text(st, 0);
	if (m->reply.id != 0)
		m->reply.bytes = sql_bytes(st, 1);
	sql_end(st);
	return true;
}

struct message_view *
queries_message(struct store *store, int64_t id, GError **error)
{
	struct message_view *m = NULL;
	g_autoptr(GPtrArray) views = NULL;
	sqlite3_stmt *st;

	if (!store_read_begin(store, error))
		return NULL;
	st = sql_prepare(store->sql, MESSAGE_COLUMNS "WHERE m.id = :id",
	    error);
	if (st != NULL) {
		sql_bind_int(st, ":id", id);
		views = read_views(store, st, error);
	}
	if (views != NULL && views->len == 1 &&
	    read_whole(store, views->pdata[0], error))
		m = g_ptr_array_steal_index(views, 0);
	store_read_end(store);
	return m;
}
