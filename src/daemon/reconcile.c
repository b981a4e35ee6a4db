/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reconcile: every message of the folders that the service uses on the mail
 * server, held against the database, when an agent asks.  The registrar
 * notes the question, the watcher, which alone can log in, answers; both
 * are notes of the store.  Nothing is changed, and no message is opened: in
 * the mailbox's own folder it is known by its UID, elsewhere by its
 * Message-ID, or by when it came and its size.
 */
#include <inttypes.h>
#include <string.h>

#include "board.h"
#include "errands.h"
#include "error.h"
#include "inventory.h"
#include "log.h"
#include "queries.h"
#include "service.h"

struct checking {
	struct service *service;
	struct server_stands *places;
	struct inventory *inventory;
	GPtrArray *undelivered;          /* struct undelivered_row */
	uint32_t uid_validity, last_uid; /* of the last fetch */
};

typedef void (*check_fn)(struct checking *c, const struct mailbox_item *item);

static void
count_stand(struct checking *c, const struct stand *stand)
{
	g_autofree char *number = g_strdup_printf("%" PRId64, stand->id);

	g_hash_table_remove(c->places->of_mailbox, number);
	if (stand->erased)
		c->inventory->erased++;
	else if (stand->state == MESSAGE_SETTLED)
		c->inventory->outcomes[stand->outcome]++;
	else
		c->inventory->in_hand++;
}

static void
add_stray(struct checking *c, const struct mailbox_item *item)
{
	inventory_add_stray(c->inventory, item->folder, item->uid,
	    item->received_at);
}

static bool
is_withheld(const struct checking *c, const struct mailbox_item *item)
{
	for (unsigned i = 0; i < c->undelivered->len; i++) {
		const struct undelivered_row *row = c->undelivered->pdata[i];

		if (row->uid == item->uid &&
		    row->uid_validity == item->uid_validity)
			return true;
	}
	return false;
}

/* In the mailbox's own folder, where all is fetched. */
static void
check_own(struct checking *c, const struct mailbox_item *item)
{
	g_autofree char *uid = g_strdup_printf("%" PRIu32 ":%" PRIu32,
	    item->uid_validity, item->uid);
	const struct stand *stand = g_hash_table_lookup(c->places->by_uid,
	    uid);

	if (stand != NULL)
		count_stand(c, stand);
	else if (is_withheld(c, item))
		c->inventory->withheld++;
	else if (item->uid_validity != c->uid_validity ||
	    item->uid > c->last_uid)
		c->inventory->in_hand++; /* it came since the fetch */
	else
		add_stray(c, item);
}

/* Where the service moves what it has filed; people may put there too what
 * it fetched before, but nothing that it never saw. */
static void
check_done(struct checking *c, const struct mailbox_item *item)
{
	g_autofree char *size = g_strdup_printf("%" PRId64 ":%" PRIu64,
	    item->received_at, item->size);
	const struct stand *stand = NULL;

	if (item->message_id != NULL)
		stand = g_hash_table_lookup(c->places->by_id,
		    item->message_id);
	if (stand == NULL)
		stand = g_hash_table_lookup(c->places->by_size, size);
	if (stand != NULL)
		count_stand(c, stand);
	else
		add_stray(c, item);
}

/* The sent folder is that of everybody who writes from the mailbox. */
static void
check_sent(struct checking *c, const struct mailbox_item *item)
{
	if (item->message_id != NULL &&
	    g_hash_table_contains(c->places->replies, item->message_id))
		c->inventory->copies++;
	else
		c->inventory->others++;
}

static bool
check_folder(struct checking *c, const char *folder, check_fn check,
    GError **error)
{
	struct mailbox *mailbox = c->service->links->mailbox;
	g_autoptr(GPtrArray) items = NULL;

	board_alive();
	items = mailbox->ops->survey(mailbox, folder, error);
	if (items == NULL)
		return false;
	/* Of the done folders that there could be, few are there. */
	if (items->len > 0 || check != check_done)
		inventory_add_folder(c->inventory, folder, items->len);
	for (unsigned i = 0; i < items->len; i++)
		check(c, items->pdata[i]);
	return true;
}

/* A done folder, unless it was seen before. */
static bool
check_place(struct checking *c, GHashTable *seen, const struct move_row *place,
    GError **error)
{
	char *folder = tidy_done_folder(c->service->conf, place);

	if (folder[0] == '\0') {
		g_free(folder);
		return true;
	}
	return !g_hash_table_add(seen, folder) ||
	    check_folder(c, folder, check_done, error);
}

/* The place of each establishment, where these have folders of their own. */
static bool
check_establishments(struct checking *c, GHashTable *seen,
    struct move_row *place, GError **error)
{
	const struct conf *conf = c->service->conf;
	const GPtrArray *all = conf->registry->establishments;
	bool apart = strstr(conf->settings->done_folder,
	    "{establishment}") != NULL;
	bool ok = apart || check_place(c, seen, place, error);

	for (unsigned i = 0; ok && apart && i < all->len; i++) {
		const struct establishment *e = all->pdata[i];

		place->establishment = e->code;
		ok = check_place(c, seen, place, error);
	}
	place->establishment = NULL;
	return ok;
}

/* Where dossiers were once: a merged, corrected or erased one leaves its
 * folder behind, and people find it there. */
static bool
check_campaign(struct checking *c, GHashTable *seen,
    const struct campaign *campaign, GError **error)
{
	bool ok = true;

	for (unsigned i = 0; ok && i < campaign->deadlines->len; i++) {
		const struct deadline *d = campaign->deadlines->pdata[i];

		for (unsigned k = 0; ok && k < campaign->subdivisions->len;
		    k++) {
			const struct subdivision *s =
			    campaign->subdivisions->pdata[k];
			struct move_row place = { .campaign = campaign->id,
				.deadline = d->id, .subdivision = s->id };

			ok = check_establishments(c, seen, &place, error);
		}
	}
	return ok;
}

static bool
check_done_folders(struct checking *c, GError **error)
{
	const struct settings *settings = c->service->conf->settings;
	const GPtrArray *campaigns = c->service->conf->campaigns->campaigns;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) places = NULL;
	bool ok = true;

	if (settings->done_folder == NULL)
		return true;
	places = store_done_places(c->service->store, error);
	if (places == NULL)
		return false;
	g_hash_table_add(seen, g_strdup(settings->source.folder));
	for (unsigned i = 0; ok && i < places->len; i++)
		ok = check_place(c, seen, places->pdata[i], error);
	for (unsigned i = 0; ok && i < campaigns->len; i++)
		ok = check_campaign(c, seen, campaigns->pdata[i], error);
	return ok;
}

static bool
check_all(struct checking *c, GError **error)
{
	const struct settings *settings = c->service->conf->settings;
	struct location where = { .mailbox = settings->source.text,
		.folder = settings->source.folder };

	c->undelivered = store_undelivered(c->service->store, &where, error);
	if (c->undelivered == NULL ||
	    !store_cursor(c->service->store, where.mailbox, where.folder,
		&c->uid_validity, &c->last_uid, error))
		return false;
	c->places = queries_server_stands(c->service->store, where.mailbox,
	    where.folder, error);
	if (c->places == NULL ||
	    !check_folder(c, where.folder, check_own, error) ||
	    !check_done_folders(c, error) ||
	    (settings->sent_folder != NULL &&
		!check_folder(c, settings->sent_folder, check_sent, error)))
		return false;
	c->inventory->absent = g_hash_table_size(c->places->of_mailbox);
	return true;
}

/* The number of what a note asks or answers; 0: nothing. */
static int64_t
question(struct service *service)
{
	g_autofree char *text = store_note(service->store, STORE_RECONCILE,
	    NULL);

	return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

static bool
is_answered(struct service *service, int64_t number)
{
	g_autofree char *text = store_note(service->store, STORE_INVENTORY,
	    NULL);
	OWNED(inventory) last = text != NULL ? inventory_decode(text, NULL) :
					       NULL;

	return number == 0 || (last != NULL && last->number >= number);
}

bool
reconcile_answer(struct service *service, const GError *problem,
    GError **error)
{
	int64_t number = question(service);
	struct checking c = { .service = service };
	g_autoptr(GError) own = NULL;
	g_autofree char *json = NULL;
	bool ok;

	if (is_answered(service, number))
		return true;
	board_doing("compares the mailbox");
	c.inventory = inventory_new();
	c.inventory->number = number;
	if (problem == NULL)
		check_all(&c, &own);
	if (problem != NULL || own != NULL)
		c.inventory->problem = g_strdup(
		    (problem != NULL ? problem : own)->message);
	json = inventory_encode(c.inventory);
	ok = store_set_note(service->store, STORE_INVENTORY, json, error);
	log_line(LOG_LEVEL_INFO, "mailbox compared: %u messages, "
	    "%u unexplained", inventory_messages(c.inventory),
	    c.inventory->unexplained);
	inventory_free(c.inventory);
	server_stands_free(c.places);
	if (c.undelivered != NULL)
		g_ptr_array_unref(c.undelivered);
	return ok;
}

bool
reconcile_ask(struct service *service, GError **error)
{
	g_autofree char *number = g_strdup_printf("%" PRId64,
	    question(service) + 1);

	return store_set_note(service->store, STORE_RECONCILE, number,
	    error);
}
