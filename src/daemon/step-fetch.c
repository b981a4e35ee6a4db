/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fetch: every message that the store does not know goes into the spool,
 * durable, and then becomes a row.  Killed in between, the bytes lie in
 * the spool without a row and are fetched once more.
 */
#include "error.h"
#include "log.h"
#include "service.h"

struct fetching {
	struct service *service;
	struct spool_writer *writer; /* NULL between messages */
};

static struct location
location_of(const struct service *service, const struct mailbox_item *item,
    const char *name)
{
	struct location location = {
		.mailbox = service->conf->settings->source.text,
		.folder = item->folder,
		.uid_validity = item->uid_validity,
		.uid = item->uid,
		.name = name,
	};

	return location;
}

static bool
take_bytes(void *context, const void *bytes, size_t length, GError **error)
{
	struct fetching *fetching = context;

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

static bool
end_message(void *context, const struct mailbox_item *item, GError **error)
{
	struct fetching *fetching = context;
	struct service *service = fetching->service;
	g_autofree char *name = mailbox_stable_name(item->name);
	struct location location = location_of(service, item, name);
	g_autofree char *sha256 = NULL;
	struct spool_writer *writer = fetching->writer;
	uint64_t size = 0;
	int64_t id = 0;

	if (writer == NULL) /* a message of no bytes at all */
		writer = spool_begin(service->spool, error);
	fetching->writer = NULL;
	if (writer == NULL || !spool_commit(writer, &sha256, &size, error) ||
	    !store_add_message(service->store, &location, sha256, size,
		item->received_at, item->file_time, &id, error))
		return false;
	service->fetched++;
	log_message(LOG_LEVEL_INFO, id, "spooled, %" G_GUINT64_FORMAT
	    " bytes", size);
	return true;
}

/* What of items the store does not know yet; borrowed elements. */
static GPtrArray *
only_new(struct service *service, const GPtrArray *items, GError **error)
{
	GPtrArray *new = g_ptr_array_new();

	for (unsigned i = 0; i < items->len; i++) {
		const struct mailbox_item *item = items->pdata[i];
		g_autofree char *name = mailbox_stable_name(item->name);
		struct location location = location_of(service, item, name);
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

static const char *
folder_of(const struct settings *settings)
{
	return settings->source.folder != NULL ? settings->source.folder : "";
}

bool
step_fetch(struct service *service, GError **error)
{
	const struct settings *settings = service->conf->settings;
	struct fetching fetching = { .service = service };
	const struct mailbox_sink sink = { take_bytes, end_message, abandon,
		&fetching };
	g_autoptr(GPtrArray) items = NULL;
	g_autoptr(GPtrArray) new = NULL;
	uint32_t uid_validity, last_uid;
	bool ok;

	if (!store_cursor(service->store, settings->source.text,
		folder_of(settings), &uid_validity, &last_uid, error))
		return false;
	items = service->mailbox->ops->list(service->mailbox, uid_validity,
	    last_uid, error);
	if (items == NULL)
		return false;
	new = only_new(service, items, error);
	if (new == NULL)
		return false;
	ok = service->mailbox->ops->fetch(service->mailbox, new, &sink,
	    error);
	abandon(&fetching);
	return ok;
}
