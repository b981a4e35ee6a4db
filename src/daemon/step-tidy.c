/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tidy: the mail server is touched last.  Messages that were filed move to
 * the done folder, and replies that were sent get their copy in the sent
 * folder.  What is for people stays where it was, unread.
 */
#include <string.h>

#include "board.h"
#include "errands.h"
#include "error.h"
#include "log.h"
#include "service.h"
#include "signals.h"

/* Taken at a time: each is a round trip or two, and bytes for a copy. */
#define MOVES_MAX 100u
#define COPIES_MAX 20u
/* A sent folder that is set up later gets no copies of older replies. */
#define COPY_SINCE_S (30 * 24 * 3600)
/* After the server has said no. */
#define REFUSED_PAUSE_S 600

static const char *
subdivision_label(const struct conf *conf, const struct move_row *row)
{
	const struct campaign *campaign = row->campaign != NULL ?
	    campaigns_find(conf->campaigns, row->campaign) : NULL;
	const struct subdivision *subdivision =
	    campaign != NULL && row->subdivision != NULL ?
	    campaign_subdivision(campaign, row->subdivision) : NULL;

	return subdivision != NULL ? subdivision->label : row->subdivision;
}

/* A value as one level of a folder's name. */
static void
put_field(GString *name, const char *field, const char *value)
{
	g_autofree char *level = g_strdup(value != NULL ? value : "");

	g_strdelimit(level, "/", '-');
	g_string_replace(name, field, level, 0);
}

char *
tidy_done_folder(const struct conf *conf, const struct move_row *row)
{
	GString *name = g_string_new(conf->settings->done_folder);
	g_auto(GStrv) levels = NULL;

	put_field(name, "{campaign}", row->campaign);
	put_field(name, "{deadline}", row->deadline);
	put_field(name, "{establishment}", row->establishment);
	put_field(name, "{subdivision}", subdivision_label(conf, row));
	levels = g_strsplit(name->str, "/", -1);
	g_string_truncate(name, 0);
	for (unsigned i = 0; levels[i] != NULL; i++) {
		if (levels[i][0] != '\0')
			g_string_append_printf(name, "%s%s",
			    name->len > 0 ? "/" : "", levels[i]);
	}
	return g_string_free(name, FALSE);
}

static bool
move_one(struct service *service, const struct location *where,
    const struct move_row *row, bool doubt, GError **error)
{
	struct mailbox *mailbox = service->links->mailbox;
	struct mailbox_item item = { .uid_validity = row->uid_validity,
		.uid = row->uid };
	g_autofree char *folder = tidy_done_folder(service->conf, row);

	board_alive();
	if (!mailbox->ops->move(mailbox, &item, folder,
		doubt ? row->message_id : NULL, error))
		return false;
	if (!store_set_moved(service->store, row, where, service_now(),
		error))
		return false;
	log_message(LOG_LEVEL_INFO, row->message, "moved to the done folder");
	return true;
}

/* What leaves the mailbox is on our disk, and that it is about to. */
static bool
begin_moves(struct service *service, GError **error)
{
	return store_set_note(service->store, STORE_MOVING, "true", error) &&
	    store_sync(service->store, error);
}

static bool
was_moving(struct service *service)
{
	g_autofree char *moving = store_note(service->store, STORE_MOVING,
	    NULL);

	return g_strcmp0(moving, "true") == 0;
}

static bool
move_filed(struct service *service, GError **error)
{
	const struct endpoint *source = &service->conf->settings->source;
	struct location where = { .mailbox = source->text,
		.folder = source->folder };
	bool doubt = was_moving(service), begun = doubt;
	bool ok = true, more = true;
	uint32_t uid;

	if (!store_cursor(service->store, where.mailbox, where.folder,
		&where.uid_validity, &uid, error))
		return false;
	while (ok && more && !signals_stop()) {
		g_autoptr(GPtrArray) rows = store_to_move(service->store,
		    &where, MOVES_MAX, error);

		ok = rows != NULL &&
		    (rows->len == 0 || begin_moves(service, error));
		begun = begun || (ok && rows->len > 0);
		more = ok && rows->len == MOVES_MAX;
		for (unsigned i = 0; ok && i < rows->len && !signals_stop();
		    i++)
			ok = move_one(service, &where, rows->pdata[i], doubt,
			    error);
	}
	if (ok && begun)
		return store_set_note(service->store, STORE_MOVING, "", error);
	return ok;
}

static bool
copy_one(struct service *service, const struct copy_row *row,
    GError **error)
{
	struct mailbox *mailbox = service->links->mailbox;
	const char *folder = service->conf->settings->sent_folder;
	bool there = false;

	board_alive();
	if (row->begun &&
	    !mailbox->ops->holds(mailbox, folder, row->message_id, &there,
		error))
		return false;
	if (!there &&
	    (!store_begin_copy(service->store, row->reply, service_now(),
		 error) ||
		!mailbox->ops->append(mailbox, folder, row->bytes, error)))
		return false;
	return store_end_copy(service->store, row->reply, service_now(),
	    error);
}

static bool
copy_sent(struct service *service, GError **error)
{
	int64_t since = service_now() - COPY_SINCE_S;
	bool ok = true, more = true;

	while (ok && more && !signals_stop()) {
		g_autoptr(GPtrArray) rows = store_to_copy(service->store,
		    since, COPIES_MAX, error);

		ok = rows != NULL;
		more = ok && rows->len == COPIES_MAX;
		for (unsigned i = 0; ok && i < rows->len && !signals_stop();
		    i++)
			ok = copy_one(service, rows->pdata[i], error);
	}
	return ok;
}

static bool
tidy(struct service *service, GError **error)
{
	const struct settings *settings = service->conf->settings;
	bool moved, copied;

	moved = settings->done_folder == NULL || move_filed(service, error);
	copied = settings->sent_folder == NULL ||
	    copy_sent(service, moved ? error : NULL);
	return moved && copied;
}

/*
 * A server that says no (rights, quota) is asked again later, and an
 * administrator is told meanwhile: new mail must not wait for that.
 */
static bool
put_off(struct service *service, const GError *problem, GError **error)
{
	log_line(LOG_LEVEL_WARNING, "%s", problem->message);
	service->tidy_at = service_clock() + REFUSED_PAUSE_S;
	return store_set_note(service->store, STORE_TIDY_ERROR,
	    problem->message, error);
}

static bool
forget_refusal(struct service *service, GError **error)
{
	g_autofree char *last = store_note(service->store, STORE_TIDY_ERROR,
	    NULL);

	return last == NULL || last[0] == '\0' ||
	    store_set_note(service->store, STORE_TIDY_ERROR, "", error);
}

bool
step_tidy(struct service *service, GError **error)
{
	const struct settings *settings = service->conf->settings;
	g_autoptr(GError) problem = NULL;

	if (settings->source.kind == ENDPOINT_DIR ||
	    (settings->done_folder == NULL &&
		settings->sent_folder == NULL) ||
	    service_clock() < service->tidy_at)
		return true;
	if (tidy(service, &problem))
		return forget_refusal(service, error);
	if (g_error_matches(problem, ASR_ERROR, ASR_ERROR_REFUSED))
		return put_off(service, problem, error);
	g_propagate_prefixed_error(error, g_steal_pointer(&problem),
	    "mailbox %s: ", settings->source.text);
	return false;
}
