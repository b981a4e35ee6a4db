/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision becomes rows, in one transaction: see store.h. */
#include "store-private.h"

static bool
update_message(struct store *store, int64_t id,
    const struct decision *decision, int64_t now, GError **error)
{
	g_autofree char *missing = sql_list_encode(decision->reply.missing);
	g_autofree char *evidence = sql_list_encode(decision->evidence);
	g_autofree char *reasons = sql_list_encode(decision->review_reasons);
	g_autofree char *warnings = sql_list_encode(decision->warnings);
	bool waits = decision->outcome == OUTCOME_REVIEW ||
	    decision->outcome == OUTCOME_UNREADABLE ||
	    decision->review_reasons->len > 0;
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE message SET state = 'settled', sender = :sender,"
	    " establishment = :establishment, campaign = :campaign,"
	    " outcome = :outcome, reply_kind = :reply_kind,"
	    " reply_missing = :reply_missing, evidence = :evidence,"
	    " review_reasons = :review_reasons, warnings = :warnings,"
	    " waits = :waits, settled_at = :now WHERE id = :id", error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":sender", sender_verdict_word(decision->sender));
	sql_bind_text(st, ":establishment", decision->establishment);
	sql_bind_text(st, ":campaign", decision->campaign);
	sql_bind_text(st, ":outcome", outcome_word(decision->outcome));
	sql_bind_text(st, ":reply_kind",
	    reply_kind_word(decision->reply.kind));
	sql_bind_text(st, ":reply_missing", missing);
	sql_bind_text(st, ":evidence", evidence);
	sql_bind_text(st, ":review_reasons", reasons);
	sql_bind_text(st, ":warnings", warnings);
	sql_bind_int(st, ":waits", waits);
	sql_bind_int(st, ":now", now);
	sql_bind_int(st, ":id", id);
	return sql_run(store->sql, st, error);
}

/* The message that a reply answers; that of its report where it answers
 * none. */
static bool
set_bounced(struct store *store, int64_t reply, int64_t report,
    int64_t *message_r, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE reply SET state = 'bounced' WHERE id = :id"
	    " RETURNING coalesce(message, :report)", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", reply);
	sql_bind_int(st, ":report", report);
	if (sql_step(store->sql, st, error) != 1)
		return false;
	*message_r = sql_int(st, 0);
	sql_end(st);
	return true;
}

/* Our reply came back: an agent is asked, nothing is sent.  After report
 * itself was written: it may be what has to wait. */
static bool
mark_bounced(struct store *store, int64_t reply, int64_t report, int64_t now,
    GError **error)
{
	g_autofree char *why = g_strdup_printf("notre réponse n’a pas pu être "
	    "remise : le rapport est le message %" G_GINT64_FORMAT, report);
	int64_t message = 0;

	return set_bounced(store, reply, report, &message, error) &&
	    store_let_wait(store, message, why, error) &&
	    store_add_history(store, 0, message, "service", why, NULL, now,
		error);
}

/* What the history says of a dossier after a message. */
static char *
describe(const struct dossier *d, bool is_new)
{
	static const char *const states[] = {
		[DOSSIER_REVIEW] = "à voir par un agent",
		[DOSSIER_INCOMPLETE] = "incomplet",
		[DOSSIER_COMPLETE] = "complet",
	};

	return g_strdup_printf("%s ; le dossier est %s%s",
	    is_new ? "dossier ouvert" : "nouveau message", states[d->status],
	    d->late ? ", hors délai" : "");
}

static bool
write_dossiers(struct store *store, int64_t id, struct decision *decision,
    store_prefix_fn prefix_of, const void *context, int64_t now,
    GError **error)
{
	for (unsigned i = 0; i < decision->dossiers->len; i++) {
		struct dossier *d = decision->dossiers->pdata[i];
		g_autofree char *what = describe(d, d->id == 0);

		if (!store_write_dossier(store, d, id,
			prefix_of(context, d->campaign), error) ||
		    !store_add_history(store, d->id, id,
			store->who != NULL ? store->who : "service", what,
			NULL, now, error))
			return false;
	}
	return true;
}

static bool
write_documents(struct store *store, int64_t id, struct decision *decision,
    GError **error)
{
	for (unsigned i = 0; i < decision->documents->len; i++) {
		if (!store_add_finding(store, decision->documents->pdata[i],
			0, id, error))
			return false;
	}
	return true;
}

bool
store_settle(struct store *store, int64_t id, struct decision *decision,
    store_prefix_fn prefix_of, const void *context, int64_t now,
    GError **error)
{
	bool own, ok;

	if (!store_write_begin(store, &own, error))
		return false;
	ok = write_dossiers(store, id, decision, prefix_of, context, now,
		 error) &&
	    write_documents(store, id, decision, error) &&
	    update_message(store, id, decision, now, error) &&
	    (decision->bounced_reply == 0 ||
		mark_bounced(store, decision->bounced_reply, id, now, error));
	return store_write_end(store, own, ok, error);
}
