/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages and where they stood: see store.h. */
#include <string.h>

#include "rulings.h"
#include "digest.h"
#include "erase-private.h"
#include "errands.h"
#include "store-private.h"

void
message_row_free(struct message_row *row)
{
	if (row == NULL)
		return;
	g_free(row->sha256);
	g_free(row->report);
	g_free(row->name);
	g_free(row);
}

static void
bind_location(sqlite3_stmt *st, const struct location *location)
{
	sql_bind_text(st, ":mailbox", location->mailbox);
	sql_bind_text(st, ":folder", location->folder);
	sql_bind_int(st, ":uid_validity", location->uid_validity);
	sql_bind_int(st, ":uid", location->uid);
	sql_bind_text(st, ":name", location->name != NULL ? location->name :
							    "");
}

static bool
location_known(struct store *store, const struct location *location,
    bool *known_r, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT 1 FROM location WHERE mailbox = :mailbox"
	    " AND folder = :folder AND uid_validity = :uid_validity"
	    " AND uid = :uid AND name = :name", error);
	int got;

	if (st == NULL)
		return false;
	bind_location(st, location);
	got = sql_step(store->sql, st, error);
	sql_end(st);
	*known_r = got == 1;
	return got >= 0;
}

/* Looked for by its name, then as one whose message was erased. */
bool
store_location_known(struct store *store, const struct location *location,
    bool *known_r, GError **error)
{
	struct location erased = *location;
	g_autofree char *name = NULL;

	if (!location_known(store, location, known_r, error))
		return false;
	if (*known_r || location->name == NULL || location->name[0] == '\0')
		return true;
	name = store_hidden_name(location->name);
	erased.name = name;
	return location_known(store, &erased, known_r, error);
}

bool
store_cursor(struct store *store, const char *mailbox, const char *folder,
    uint32_t *uid_validity_r, uint32_t *uid_r, GError **error)
{
	/* The validity seen last is that of the newest message. */
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT uid_validity, max(uid) FROM location"
	    " WHERE mailbox = :mailbox AND folder = :folder"
	    " GROUP BY uid_validity ORDER BY max(message) DESC, max(uid) DESC"
	    " LIMIT 1", error);
	int got;

	*uid_validity_r = *uid_r = 0;
	if (st == NULL)
		return false;
	sql_bind_text(st, ":mailbox", mailbox);
	sql_bind_text(st, ":folder", folder);
	got = sql_step(store->sql, st, error);
	if (got == 1) {
		*uid_validity_r = (uint32_t)sql_int(st, 0);
		*uid_r = (uint32_t)sql_int(st, 1);
		sql_end(st);
	}
	return got >= 0;
}

/*
 * The message with these bytes that once stood in this mailbox at another
 * UIDVALIDITY, or that we moved away: the same delivery seen again.  0:
 * none.  A folder of files has no UIDs: each file is its own delivery.
 */
static bool
find_same_delivery(struct store *store, const struct location *location,
    const char *sha256, int64_t *id_r, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT m.id FROM message m JOIN location l ON l.message = m.id"
	    " WHERE m.sha256 = :sha256 AND l.mailbox = :mailbox"
	    " AND (l.uid_validity <> :uid_validity OR l.moved_at <> 0)"
	    " ORDER BY m.id LIMIT 1", error);
	int got;

	*id_r = 0;
	if (location->uid == 0)
		return true;
	if (st == NULL)
		return false;
	sql_bind_text(st, ":sha256", sha256);
	sql_bind_text(st, ":mailbox", location->mailbox);
	sql_bind_int(st, ":uid_validity", location->uid_validity);
	got = sql_step(store->sql, st, error);
	if (got == 1) {
		*id_r = sql_int(st, 0);
		sql_end(st);
	}
	return got >= 0;
}

static bool
insert_message(struct store *store, const struct spooled *spooled,
    int64_t *id_r, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO message (sha256, size, state, received_at,"
	    " file_time) VALUES (:sha256, :size, 'spooled', :received_at,"
	    " :file_time)", error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":sha256", spooled->sha256);
	sql_bind_int(st, ":size", (int64_t)spooled->size);
	sql_bind_int(st, ":received_at", spooled->received_at);
	sql_bind_int(st, ":file_time", spooled->file_time);
	if (!sql_run(store->sql, st, error))
		return false;
	*id_r = sqlite3_last_insert_rowid(store->sql->db);
	return true;
}

static bool
insert_location(struct store *store, const struct location *location,
    int64_t message, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO location (mailbox, folder, uid_validity, uid, name,"
	    " message) VALUES (:mailbox, :folder, :uid_validity, :uid,"
	    " :name, :message)", error);

	if (st == NULL)
		return false;
	bind_location(st, location);
	sql_bind_int(st, ":message", message);
	return sql_run(store->sql, st, error);
}

/* The row of bytes that were erased; 0: they were not. */
static bool
find_erased(struct store *store, const char *sha256, int64_t *id_r,
    GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "SELECT min(m.id) FROM note n JOIN message m"
	    " ON m.sha256 = :sha256 WHERE n.name = '" STORE_ERASED
	    "' || :sha256", error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":sha256", sha256);
	if (sql_step(store->sql, st, error) != 1)
		return false;
	*id_r = sql_int(st, 0);
	sql_end(st);
	return true;
}

/* They stand there once more, and are to leave the spool once more. */
static bool
add_erased(struct store *store, const struct location *location,
    const char *sha256, int64_t id, GError **error)
{
	g_autofree char *note = g_strconcat(STORE_ERASED, sha256, NULL);
	g_autofree char *name = location->name != NULL &&
	    location->name[0] != '\0' ? store_hidden_name(location->name) :
	    NULL;
	struct location hidden = *location;

	hidden.name = name;
	return insert_location(store, &hidden, id, error) &&
	    store_set_note(store, note, "pending", error) &&
	    store_set_note(store, STORE_SHRED, "true", error);
}

bool
store_add_message(struct store *store, const struct location *location,
    const struct spooled *spooled, int64_t *id_r, bool *erased_r,
    GError **error)
{
	const char *sha256 = spooled->sha256;
	bool own, ok;

	if (!store_write_begin_lazily(store, &own, error))
		return false;
	ok = find_erased(store, sha256, id_r, error);
	*erased_r = ok && *id_r != 0;
	if (*erased_r) {
		ok = add_erased(store, location, sha256, *id_r, error) &&
		    store_forget_undelivered(store, location, error);
		return store_write_end(store, own, ok, error);
	}
	ok = ok &&
	    find_same_delivery(store, location, sha256, id_r, error) &&
	    (*id_r != 0 ||
		insert_message(store, spooled, id_r, error)) &&
	    insert_location(store, location, *id_r, error) &&
	    store_forget_undelivered(store, location, error);
	return store_write_end(store, own, ok, error);
}

static void
free_row(void *row)
{
	message_row_free(row);
}

static struct message_row *
read_row(sqlite3_stmt *st)
{
	struct message_row *row = g_new0(struct message_row, 1);
	g_autofree char *state = sql_text(st, 5);

	row->id = sql_int(st, 0);
	row->sha256 = sql_text(st, 1);
	row->size = (uint64_t)sql_int(st, 2);
	row->received_at = sql_int(st, 3);
	row->file_time = sql_int(st, 4);
	message_state_parse(state, &row->state);
	row->report = sql_text(st, 6);
	row->attempts = (unsigned)sql_int(st, 7);
	row->name = sql_text(st, 8);
	return row;
}

#define ROW_COLUMNS                                                        \
	"SELECT id, sha256, size, received_at, file_time, state, report,"  \
	" attempts, (SELECT name FROM location WHERE message = message.id" \
	" LIMIT 1) FROM message "

struct message_row *
store_message(struct store *store, int64_t id, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    ROW_COLUMNS "WHERE id = :id", error);
	struct message_row *row = NULL;

	if (st == NULL)
		return NULL;
	sql_bind_int(st, ":id", id);
	if (sql_step(store->sql, st, error) == 1) {
		row = read_row(st);
		sql_end(st);
	}
	return row;
}

GPtrArray *
store_messages_in(struct store *store, enum message_state state,
    unsigned limit, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    ROW_COLUMNS "WHERE state = :state"
	    " ORDER BY received_at, id LIMIT :limit", error);
	GPtrArray *rows;
	int got;

	if (st == NULL)
		return NULL;
	sql_bind_text(st, ":state", message_state_word(state));
	sql_bind_int(st, ":limit", limit);
	rows = g_ptr_array_new_with_free_func(free_row);
	while ((got = sql_step(store->sql, st, error)) == 1)
		g_ptr_array_add(rows, read_row(st));
	if (got < 0)
		g_clear_pointer(&rows, g_ptr_array_unref);
	return rows;
}

bool
store_next_to_decide(struct store *store, struct message_row **row_r,
    GError **error)
{
	/* Not examined, a message may have no time yet: 0, before all. */
	sqlite3_stmt *st = sql_prepare(store->sql,
	    ROW_COLUMNS "WHERE id = (SELECT id FROM message"
	    "  WHERE state = 'examined' ORDER BY received_at, id LIMIT 1)"
	    " AND NOT EXISTS (SELECT 1 FROM message earlier"
	    "  WHERE earlier.state = 'spooled' AND (earlier.received_at,"
	    "   earlier.id) < (message.received_at, message.id))"
	    " AND NOT EXISTS (SELECT 1 FROM note WHERE name = :floor"
	    "  AND value <> ''"
	    "  AND message.received_at > CAST(value AS INTEGER))", error);
	int got;

	*row_r = NULL;
	if (st == NULL)
		return false;
	sql_bind_text(st, ":floor", STORE_FETCH_FLOOR);
	got = sql_step(store->sql, st, error);
	if (got == 1) {
		*row_r = read_row(st);
		sql_end(st);
	}
	return got >= 0;
}

static bool
count_examination(struct store *store, int64_t id, GError **error)
{
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE message SET attempts = attempts + 1 WHERE id = :id",
	    error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":id", id);
	return sql_run(store->sql, st, error);
}

bool
store_begin_examination(struct store *store, int64_t id, GError **error)
{
	bool own;

	return store_write_begin_lazily(store, &own, error) &&
	    store_write_end(store, own,
		count_examination(store, id, error), error);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *
store_documents_digest(GPtrArray *sha256s)
{
	OWNED(digest) sum = digest_new();

	if (sha256s->len == 0)
		return NULL;
	g_ptr_array_sort(sha256s, compare_texts);
	for (unsigned i = 0; i < sha256s->len; i++)
		digest_add(sum, sha256s->pdata[i],
		    strlen(sha256s->pdata[i]));
	return digest_text(sum);
}

/* The digest of the documents of a report, NULL without documents. */
static char *
documents_of(const struct report *report)
{
	g_autoptr(GPtrArray) sums = g_ptr_array_new();

	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report->parts->pdata[i];

		if (part->role == PART_DOCUMENT && part->sha256 != NULL)
			g_ptr_array_add(sums, part->sha256);
	}
	return store_documents_digest(sums);
}

static bool
insert_attachment(struct store *store, int64_t message, unsigned index,
    const struct part *part, GError **error)
{
	g_autofree char *name = part_full_name(part);
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "INSERT INTO attachment (message, part, name, type, size,"
	    " sha256, role, state, reason) VALUES (:message, :part, :name,"
	    " :type, :size, :sha256, :role, :state, :reason)"
	    " ON CONFLICT DO NOTHING", error);

	if (st == NULL)
		return false;
	sql_bind_int(st, ":message", message);
	sql_bind_int(st, ":part", index);
	sql_bind_text(st, ":name", name);
	sql_bind_text(st, ":type", part->type);
	sql_bind_int(st, ":size", (int64_t)part->size);
	sql_bind_text(st, ":sha256", part->sha256);
	sql_bind_text(st, ":role", part_role_word(part->role));
	sql_bind_text(st, ":state", part_state_word(part->state));
	sql_bind_text(st, ":reason", part_reason_word(part->reason));
	return sql_run(store->sql, st, error);
}

static bool
insert_attachments(struct store *store, int64_t id,
    const struct report *report, GError **error)
{
	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report->parts->pdata[i];

		if (part->role != PART_BODY &&
		    !insert_attachment(store, id, i, part, error))
			return false;
	}
	return true;
}

static bool
update_message(struct store *store, int64_t id, const struct report *report,
    const char *json, int64_t received_at, GError **error)
{
	g_autofree char *documents = documents_of(report);
	const struct address *from =
	    report->from->len > 0 ? report->from->pdata[0] : NULL;
	sqlite3_stmt *st = sql_prepare(store->sql,
	    "UPDATE message SET state = 'examined', report = :report,"
	    " received_at = :received_at, message_id = :message_id,"
	    " from_address = :from_address, subject = :subject,"
	    " documents = :documents WHERE id = :id AND state = 'spooled'",
	    error);

	if (st == NULL)
		return false;
	sql_bind_text(st, ":report", json);
	sql_bind_int(st, ":received_at", received_at);
	sql_bind_text(st, ":message_id", report->message_id);
	sql_bind_text(st, ":from_address", from != NULL ? from->address :
							  NULL);
	sql_bind_text(st, ":subject", report->subject);
	sql_bind_text(st, ":documents", documents);
	sql_bind_int(st, ":id", id);
	return sql_run(store->sql, st, error);
}

bool
store_set_report(struct store *store, int64_t id,
    const struct report *report, const char *json, int64_t received_at,
    GError **error)
{
	bool own, ok;

	if (!store_write_begin_lazily(store, &own, error))
		return false;
	ok = insert_attachments(store, id, report, error) &&
	    update_message(store, id, report, json, received_at, error);
	return store_write_end(store, own, ok, error);
}
