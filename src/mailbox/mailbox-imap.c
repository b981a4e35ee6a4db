/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An IMAP mailbox: see mailbox-imap.h.  Fetching is in imap-fetch.c. */
#include "mailbox-imap.h"

#include <unistd.h>

#include <poll.h>

#include "error.h"
#include "imap-describe.h"
#include "imap-fetch.h"
#include "imap-folders.h"
#include "imap-idle.h"
#include "imap-session.h"

struct mailbox_imap {
	struct mailbox base;
	struct net_target target;
	char *host, *ca_file, *user, *folder;
	bool idle;
	mailbox_secret_fn secret;
	mailbox_refused_fn refused;
	void *secret_context;
	struct imap_session *session; /* NULL: not connected */
};

static struct mailbox_imap *
self(struct mailbox *mailbox)
{
	return (struct mailbox_imap *)mailbox;
}

static void
disconnect(struct mailbox_imap *box)
{
	g_clear_pointer(&box->session, imap_session_close);
}

/* After a failure: a lost session is dropped, a refusal keeps it. */
static bool
failed(struct mailbox_imap *box, GError **error)
{
	if (error == NULL || *error == NULL ||
	    !g_error_matches(*error, ASR_ERROR, ASR_ERROR_REFUSED))
		disconnect(box);
	return false;
}

static bool
try_connect(struct mailbox_imap *box, GError **error)
{
	struct net_target target = box->target;

	if (target.user != NULL) {
		target.secret = box->secret(box->secret_context, error);
		if (target.secret == NULL)
			return false;
	}
	box->session = imap_session_open(&target, box->folder, error);
	if (box->session == NULL)
		return false;
	box->base.certificate_end = connection_certificate_end(
	    box->session->connection);
	return true;
}

/* A token that the server refuses may have been revoked: one other is
 * tried at once. */
static bool
connected(struct mailbox_imap *box, GError **error)
{
	g_autoptr(GError) problem = NULL;

	if (box->session != NULL || try_connect(box, &problem))
		return true;
	if (g_error_matches(problem, ASR_ERROR, ASR_ERROR_LOGIN) &&
	    box->target.bearer && box->refused != NULL) {
		box->refused(box->secret_context);
		g_clear_error(&problem);
		if (try_connect(box, &problem))
			return true;
	}
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}

/*
 * A session that died silently shows at its next command: then, once, a
 * new one is tried.
 */
static bool
selected(struct mailbox_imap *box, GError **error)
{
	if (box->session != NULL &&
	    imap_session_select(box->session, box->folder, NULL))
		return true;
	disconnect(box);
	return connected(box, error);
}

static GPtrArray *
box_list(struct mailbox *mailbox, uint32_t uid_validity, uint32_t last_uid,
    GError **error)
{
	struct mailbox_imap *box = self(mailbox);
	GPtrArray *items;

	if (!selected(box, error))
		return NULL;
	if (box->session->uid_validity != uid_validity)
		last_uid = 0;
	items = imap_list(box->session, box->folder, last_uid, error);
	if (items == NULL)
		failed(box, error);
	return items;
}

/* A session on the mailbox's own folder. */
static bool
at_home(struct mailbox_imap *box, GError **error)
{
	if (!connected(box, error))
		return false;
	return !box->session->away ||
	    imap_session_select(box->session, box->folder, error) ||
	    failed(box, error);
}

static bool
box_fetch(struct mailbox *mailbox, const GPtrArray *items,
    const struct mailbox_sink *sink, GError **error)
{
	struct mailbox_imap *box = self(mailbox);

	if (!at_home(box, error))
		return false;
	return imap_fetch(box->session, items, false, sink, error) ||
	    failed(box, error);
}

static bool
box_fetch_header(struct mailbox *mailbox, const struct mailbox_item *item,
    const struct mailbox_sink *sink, GError **error)
{
	struct mailbox_imap *box = self(mailbox);
	g_autoptr(GPtrArray) items = g_ptr_array_new();

	if (!at_home(box, error))
		return false;
	g_ptr_array_add(items, (gpointer)item);
	return imap_fetch(box->session, items, true, sink, error) ||
	    failed(box, error);
}

/* MOVE is done or not; a copy may be there without the rest. */
static bool
is_copied(struct mailbox_imap *box, const char *folder,
    const char *message_id, bool *copied_r, GError **error)
{
	*copied_r = false;
	if (!connected(box, error))
		return false;
	return message_id == NULL || box->session->has_move ||
	    imap_folders_hold(box->session, folder, message_id, copied_r,
		error) ||
	    failed(box, error);
}

static bool
box_move(struct mailbox *mailbox, const struct mailbox_item *item,
    const char *folder, const char *half_moved, GError **error)
{
	struct mailbox_imap *box = self(mailbox);
	bool copied;

	if (!is_copied(box, folder, half_moved, &copied, error) ||
	    !at_home(box, error))
		return false;
	if (box->session->uid_validity != item->uid_validity)
		return true; /* that delivery is no longer known here */
	return imap_folders_move(box->session, item->uid, folder, copied,
		   error) ||
	    failed(box, error);
}

static bool
box_append(struct mailbox *mailbox, const char *folder, GBytes *message,
    GError **error)
{
	struct mailbox_imap *box = self(mailbox);
	gsize length;
	const char *bytes = g_bytes_get_data(message, &length);

	if (!connected(box, error))
		return false;
	return imap_folders_append(box->session, folder, bytes, length,
		   error) ||
	    failed(box, error);
}

static bool
box_holds(struct mailbox *mailbox, const char *folder,
    const char *message_id, bool *holds_r, GError **error)
{
	struct mailbox_imap *box = self(mailbox);

	if (!connected(box, error))
		return false;
	return imap_folders_hold(box->session, folder, message_id, holds_r,
		   error) ||
	    failed(box, error);
}

static GPtrArray *
box_survey(struct mailbox *mailbox, const char *folder, GError **error)
{
	struct mailbox_imap *box = self(mailbox);
	GPtrArray *items;

	if (!connected(box, error))
		return NULL;
	items = imap_survey(box->session, folder, error);
	if (items == NULL)
		failed(box, error);
	return items;
}

/* Without IDLE, or without a session, the wait is a sleep. */
static bool
sleep_until_woken(int wake_fd, unsigned timeout_s)
{
	struct pollfd pfd = { .fd = wake_fd, .events = POLLIN };

	poll(&pfd, wake_fd >= 0 ? 1 : 0, (int)MIN(timeout_s, 86400) * 1000);
	return true;
}

static bool
box_wait(struct mailbox *mailbox, int wake_fd, unsigned timeout_s,
    GError **error)
{
	struct mailbox_imap *box = self(mailbox);

	if (!box->idle)
		return sleep_until_woken(wake_fd, timeout_s);
	if (!at_home(box, error))
		return false;
	if (!box->session->has_idle)
		return sleep_until_woken(wake_fd, timeout_s);
	return imap_idle(box->session, wake_fd, timeout_s, error) ||
	    failed(box, error);
}

static void
box_close(struct mailbox *mailbox)
{
	struct mailbox_imap *box = self(mailbox);

	disconnect(box);
	g_free(box->host);
	g_free(box->ca_file);
	g_free(box->user);
	g_free(box->folder);
	g_free(box);
}

static const struct mailbox_ops imap_ops = {
	.list = box_list,
	.fetch = box_fetch,
	.fetch_header = box_fetch_header,
	.move = box_move,
	.append = box_append,
	.holds = box_holds,
	.survey = box_survey,
	.wait = box_wait,
	.close = box_close,
};

struct mailbox *
mailbox_imap_open(const struct mailbox_imap_options *options)
{
	struct mailbox_imap *box = g_new0(struct mailbox_imap, 1);

	box->base.ops = &imap_ops;
	box->host = g_strdup(options->target.host);
	box->ca_file = g_strdup(options->target.ca_file);
	box->user = g_strdup(options->target.user);
	box->folder = g_strdup(options->folder);
	box->target = options->target;
	box->target.host = box->host;
	box->target.ca_file = box->ca_file;
	box->target.user = box->user;
	box->target.secret = NULL;
	box->idle = options->idle;
	box->secret = options->secret;
	box->refused = options->refused;
	box->secret_context = options->secret_context;
	return &box->base;
}

GPtrArray *
mailbox_imap_describe(struct mailbox *mailbox, const char *done,
    const char *sent, GError **error)
{
	struct mailbox_imap *box = self(mailbox);
	GPtrArray *lines;

	if (!selected(box, error))
		return NULL;
	lines = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(lines, g_strdup_printf(
	    "%s:%u: logged in, folder %s selected", box->host,
	    box->target.port, box->folder));
	imap_describe(box->session, box->folder, done != NULL, lines);
	if (done != NULL)
		imap_describe_target(box->session, done, lines);
	if (sent != NULL)
		imap_describe_target(box->session, sent, lines);
	return lines;
}
