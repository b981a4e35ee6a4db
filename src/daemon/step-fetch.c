/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fetch: every message that the store does not know goes into the spool,
 * durable, and then becomes a row.  Killed in between, the bytes lie in
 * the spool without a row and are fetched once more.
 *
 * A server is asked for what came after the highest UID known.  Messages
 * arrive in any order and some perhaps not at all, so before a fetch the
 * first UID that might be left out is noted (the gap), and asked for again
 * until all that was listed has arrived.  A message that the server lists
 * and does not hand over is asked for again with back-off, shown to agents,
 * and keeps nothing behind it from arriving.
 *
 * Others examine and decide meanwhile.  Before the first message arrives,
 * and with each, the floor is noted: nothing received after it may be
 * decided yet, for something received before is still to come.
 */
#include <inttypes.h>
#include <stdio.h>

#include "board.h"
#include "errands.h"
#include "error.h"
#include "log.h"
#include "service.h"
#include "signals.h"

#define GAP_NOTE "fetch-gap"
/* A service that runs for weeks asks for all that is listed at its start
 * and so often, should a server once have left a message out. */
#define SCAN_EVERY_S (6 * 3600)

struct fetching {
	struct service *service;
	struct spool_writer *writer; /* NULL between messages */
	GHashTable *arrived; /* struct mailbox_item *, as listed */
	const GPtrArray *wanted;
	unsigned next;   /* all of wanted before it has arrived */
	int64_t *floors; /* the earliest reception from each of wanted on */
};

static struct location
location_of(const struct service *service, const struct mailbox_item *item)
{
	struct location location = {
		.mailbox = service->conf->settings->source.text,
		.folder = item->folder,
		.uid_validity = item->uid_validity,
		.uid = item->uid,
		.name = item->name,
	};

	return location;
}

/* The earliest reception from each of wanted on, and then "none". */
static int64_t *
floors_of(const GPtrArray *wanted)
{
	int64_t *floors = g_new(int64_t, wanted->len + 1);

	floors[wanted->len] = G_MAXINT64;
	for (unsigned i = wanted->len; i > 0; i--) {
		const struct mailbox_item *item = wanted->pdata[i - 1];

		floors[i - 1] = MIN(floors[i], item->received_at);
	}
	return floors;
}

/* Notes what nothing may be decided beyond. */
static bool
note_floor(struct fetching *fetching, GError **error)
{
	const GPtrArray *wanted = fetching->wanted;
	g_autofree char *floor = NULL;

	while (fetching->next < wanted->len &&
	    g_hash_table_contains(fetching->arrived,
		wanted->pdata[fetching->next]))
		fetching->next++;
	floor = g_strdup_printf("%" PRId64, fetching->floors[fetching->next]);
	return store_set_note(fetching->service->store, STORE_FETCH_FLOOR,
	    floor, error);
}

/* The fetch is over, however it ended: what came is decided. */
static bool
forget_floor(struct service *service, GError **error)
{
	g_autofree char *floor = store_note(service->store,
	    STORE_FETCH_FLOOR, NULL);

	if (floor == NULL || floor[0] == '\0')
		return true;
	if (!store_set_note(service->store, STORE_FETCH_FLOOR, "", error))
		return false;
	board_ring(DUTY_REGISTRAR);
	return true;
}

static bool
take_bytes(void *context, const void *bytes, size_t length, GError **error)
{
	struct fetching *fetching = context;

	board_alive();
	if (fetching->writer == NULL && signals_stop())
		return error_set(error, ASR_ERROR_FAILED,
		    "asked to stop before all was fetched");
	if (fetching->writer == NULL)
		fetching->writer = spool_begin(fetching->service->spool,
		    error);
	return fetching->writer != NULL &&
	    spool_write(fetching->writer, bytes, length, error);
}

static void
abandon(void *context)
{
	struct fetching *fetching = context;

	spool_abort(fetching->writer);
	fetching->writer = NULL;
}

/* The row and the floor that it raises, in one transaction. */
static bool
add_message(struct fetching *fetching, const struct mailbox_item *item,
    const char *sha256, uint64_t size, int64_t *id_r, bool *erased_r,
    GError **error)
{
	struct store *store = fetching->service->store;
	struct location location = location_of(fetching->service, item);
	const struct spooled spooled = { sha256, size, item->received_at,
		item->file_time };

	if (!store_begin_lazily(store, error))
		return false;
	g_hash_table_add(fetching->arrived, (gpointer)item);
	if (store_add_message(store, &location, &spooled, id_r, erased_r,
		error) &&
	    note_floor(fetching, error))
		return store_commit(store, error);
	store_rollback(store);
	g_hash_table_remove(fetching->arrived, item);
	return false;
}

/* The row keeps the size of the whole message, also when only its header
 * was taken: that is how the later steps know it was too large. */
static bool
end_message(void *context, const struct mailbox_item *item, GError **error)
{
	struct fetching *fetching = context;
	struct service *service = fetching->service;
	g_autofree char *sha256 = NULL;
	struct spool_writer *writer = fetching->writer;
	uint64_t size = 0;
	int64_t id = 0;
	bool erased = false;

	if (writer == NULL) /* a message of no bytes at all */
		writer = spool_begin(service->spool, error);
	fetching->writer = NULL;
	if (writer == NULL || !spool_commit(writer, &sha256, &size, error))
		return false;
	if (item->size > service->conf->settings->max_message_bytes)
		size = item->size;
	if (!add_message(fetching, item, sha256, size, &id, &erased, error))
		return false;
	board_ring(DUTY_REGISTRAR);
	service->tally.fetched++;
	if (erased) /* step_shred takes it out of the spool again */
		log_message(LOG_LEVEL_INFO, id, "was erased, and is here "
		    "again: left out");
	else
		log_message(LOG_LEVEL_INFO, id, "spooled, %" PRIu64 " bytes",
		    size);
	return true;
}

/* What of items the store does not know yet; borrowed elements. */
static GPtrArray *
only_new(struct service *service, const GPtrArray *items, GError **error)
{
	GPtrArray *new = g_ptr_array_new();

	for (unsigned i = 0; i < items->len; i++) {
		struct location location = location_of(service,
		    items->pdata[i]);
		bool known = false;

		if (!store_location_known(service->store, &location, &known,
			error)) {
			g_ptr_array_unref(new);
			return NULL;
		}
		if (!known)
			g_ptr_array_add(new, items->pdata[i]);
	}
	return new;
}

/* Where the server is asked from: after the highest UID known, or where a
 * gap of the same UIDVALIDITY begins. */
static bool
find_cursor(struct service *service, uint32_t *uid_validity_r,
    uint32_t *uid_r, GError **error)
{
	const struct endpoint *source = &service->conf->settings->source;
	g_autofree char *gap = store_note(service->store, GAP_NOTE, NULL);
	uint32_t validity, uid;

	if (!store_cursor(service->store, source->text,
		source->folder != NULL ? source->folder : "",
		uid_validity_r, uid_r, error))
		return false;
	if (gap != NULL &&
	    sscanf(gap, "%" SCNu32 ":%" SCNu32, &validity, &uid) == 2 &&
	    validity == *uid_validity_r && uid > 0 && uid <= *uid_r)
		*uid_r = uid - 1;
	if (service->patient && service_clock() >= service->scan_at) {
		service->scan_at = service_clock() + SCAN_EVERY_S;
		*uid_r = 0;
	}
	return true;
}

/* Notes the first item that is not there yet; none: the gap is closed. */
static bool
note_gap(const struct fetching *fetching, const GPtrArray *new,
    GError **error)
{
	struct store *store = fetching->service->store;
	g_autofree char *before = store_note(store, GAP_NOTE, NULL);
	g_autofree char *gap = g_strdup("");

	for (unsigned i = 0; i < new->len; i++) {
		const struct mailbox_item *item = new->pdata[i];

		if (item->uid == 0 ||
		    g_hash_table_contains(fetching->arrived, item))
			continue;
		g_free(gap);
		gap = g_strdup_printf("%" PRIu32 ":%" PRIu32,
		    item->uid_validity, item->uid);
		break;
	}
	if (g_strcmp0(before != NULL ? before : "", gap) == 0)
		return true;
	return store_set_note(store, GAP_NOTE, gap, error);
}

/* A message too large is known by its header; the others come whole. */
static bool
fetch_items(struct fetching *fetching, const GPtrArray *wanted,
    GError **error)
{
	struct mailbox *mailbox = fetching->service->links->mailbox;
	const struct mailbox_sink sink = { take_bytes, end_message, abandon,
		fetching };
	uint64_t most = fetching->service->conf->settings->max_message_bytes;
	g_autoptr(GPtrArray) whole = g_ptr_array_new();
	bool ok = true;

	for (unsigned i = 0; i < wanted->len; i++) {
		struct mailbox_item *item = wanted->pdata[i];

		if (item->size <= most)
			g_ptr_array_add(whole, item);
	}
	for (unsigned i = 0; ok && i < wanted->len; i++) {
		const struct mailbox_item *item = wanted->pdata[i];

		if (item->size > most)
			ok = mailbox->ops->fetch_header(mailbox, item, &sink,
			    error);
	}
	return ok && (whole->len == 0 ||
	    mailbox->ops->fetch(mailbox, whole, &sink, error));
}

/* Our own disk's trouble is no fault of a message. */
static bool
is_servers_fault(const GError *problem)
{
	return g_error_matches(problem, ASR_ERROR, ASR_ERROR_NETWORK) ||
	    g_error_matches(problem, ASR_ERROR, ASR_ERROR_REFUSED);
}

/*
 * Notes what did not arrive: everything when the server said that it had
 * served us (problem NULL); when it broke off before anything arrived, the
 * one that it broke off at.
 */
static bool
note_undelivered(struct fetching *fetching, const GPtrArray *wanted,
    const GError *problem, GError **error)
{
	struct service *service = fetching->service;
	unsigned arrived = g_hash_table_size(fetching->arrived);

	if (signals_stop() ||
	    (problem != NULL && (arrived > 0 || !is_servers_fault(problem))))
		return true;
	for (unsigned i = 0; i < wanted->len; i++) {
		const struct mailbox_item *item = wanted->pdata[i];
		struct location location = location_of(service, item);

		if (item->uid == 0 ||
		    g_hash_table_contains(fetching->arrived, item))
			continue;
		log_line(LOG_LEVEL_WARNING, "UID %" PRIu32 " did not arrive; "
		    "it is asked for again", item->uid);
		if (!store_note_undelivered(service->store, &location,
			service_now(), error))
			return false;
		if (problem != NULL)
			break;
	}
	return true;
}

static bool
fetch_wanted(struct fetching *fetching, const GPtrArray *new,
    const GPtrArray *wanted, GError **error)
{
	g_autoptr(GError) problem = NULL;
	bool ok;

	if (!note_gap(fetching, new, error) || !note_floor(fetching, error))
		return false;
	ok = fetch_items(fetching, wanted, &problem);
	abandon(fetching);
	ok = note_undelivered(fetching, wanted, problem, ok ? error : NULL) &&
	    note_gap(fetching, new, ok ? error : NULL) && ok;
	if (problem != NULL)
		g_propagate_error(error, g_steal_pointer(&problem));
	return ok;
}

static const struct mailbox_item *
find_uid(const GPtrArray *items, uint32_t uid)
{
	for (unsigned i = 0; i < items->len; i++) {
		const struct mailbox_item *item = items->pdata[i];

		if (item->uid == uid)
			return item;
	}
	return NULL;
}

/* Not due again; no pause is longer, but by a clock that was ahead. */
static bool
waits(const struct undelivered_row *row)
{
	int64_t left_s = row->next_at - service_now();

	return left_s > 0 && left_s <= UNDELIVERED_PAUSE_LONGEST_S;
}

/*
 * Takes out of wanted what the server lately did not hand over and is not
 * due again; forgets what is no longer listed: somebody removed it.
 */
static bool
leave_out_undelivered(struct service *service, const GPtrArray *items,
    GPtrArray *wanted, uint32_t uid_validity, GError **error)
{
	const struct endpoint *source = &service->conf->settings->source;
	struct location where = { .mailbox = source->text,
		.folder = source->folder != NULL ? source->folder : "" };
	g_autoptr(GPtrArray) rows = store_undelivered(service->store, &where,
	    error);

	for (unsigned i = 0; rows != NULL && i < rows->len; i++) {
		const struct undelivered_row *row = rows->pdata[i];
		const struct mailbox_item *item = find_uid(items, row->uid);

		where.uid_validity = row->uid_validity;
		where.uid = row->uid;
		if ((item == NULL || row->uid_validity != uid_validity) &&
		    !store_forget_undelivered(service->store, &where, error))
			return false;
		if (item != NULL && service->patient && waits(row))
			g_ptr_array_remove(wanted, (gpointer)item);
	}
	return rows != NULL;
}

/* Those too large, or the others: in the order they are fetched in. */
static void
add_wanted(GPtrArray *wanted, const GPtrArray *new, uint64_t most, bool large)
{
	for (unsigned i = 0; i < new->len; i++) {
		const struct mailbox_item *item = new->pdata[i];

		if ((item->size > most) == large)
			g_ptr_array_add(wanted, new->pdata[i]);
	}
}

static bool
fetch_new(struct service *service, const GPtrArray *items,
    const GPtrArray *new, GError **error)
{
	struct fetching fetching = { .service = service };
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();
	const struct mailbox_item *newest = new->len > 0 ?
	    new->pdata[new->len - 1] : NULL;
	uint64_t most = service->conf->settings->max_message_bytes;
	bool ok;

	add_wanted(wanted, new, most, true);
	add_wanted(wanted, new, most, false);
	if (!leave_out_undelivered(service, items, wanted,
		newest != NULL ? newest->uid_validity : 0, error))
		return false;
	fetching.arrived = g_hash_table_new(NULL, NULL);
	fetching.wanted = wanted;
	fetching.floors = floors_of(wanted);
	ok = wanted->len > 0 ? fetch_wanted(&fetching, new, wanted, error) :
			       note_gap(&fetching, new, error);
	g_hash_table_unref(fetching.arrived);
	g_free(fetching.floors);
	return ok;
}

static bool
list_and_fetch(struct service *service, GError **error)
{
	struct mailbox *mailbox = service->links->mailbox;
	g_autoptr(GPtrArray) items = NULL;
	g_autoptr(GPtrArray) new = NULL;
	uint32_t uid_validity, uid;

	if (!find_cursor(service, &uid_validity, &uid, error))
		return false;
	items = mailbox->ops->list(mailbox, uid_validity, uid, error);
	if (items == NULL)
		return false;
	new = only_new(service, items, error);
	return new != NULL && fetch_new(service, items, new, error);
}

bool
step_fetch(struct service *service, GError **error)
{
	bool ok = list_and_fetch(service, error);

	ok = forget_floor(service, ok ? error : NULL) && ok;
	if (ok)
		return service_note_certificate(service, "watcher",
		    service->links->mailbox->certificate_end, error);
	g_prefix_error(error, "mailbox %s: ",
	    service->conf->settings->source.text);
	return false;
}
