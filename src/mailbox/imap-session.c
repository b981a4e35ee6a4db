/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One IMAP session: see imap-session.h. */
#include "imap-session.h"

#include <string.h>

#include "error.h"
#include "imap-folders.h"

/* libetpan's read buffer: small, since bodies stream through. */
#define STREAM_BUFFER_BYTES 8192
/* A courtesy, no more. */
#define LOGOUT_TIMEOUT_S 5

/* libetpan's view of a connection: its data, and the greeting still due. */
struct pipe {
	struct connection *connection;
	const char *greeting;
};

/* libetpan 1.9.4 loops for ever on a 0 from read or write: never so. */
static ssize_t
pipe_read(mailstream_low *low, void *buffer, size_t size)
{
	struct pipe *pipe = low->data;
	size_t due = strlen(pipe->greeting);

	if (due > 0) {
		size_t length = MIN(due, size);

		memcpy(buffer, pipe->greeting, length);
		pipe->greeting += length;
		return (ssize_t)length;
	}
	return connection_read(pipe->connection, buffer, size);
}

static ssize_t
pipe_write(mailstream_low *low, const void *bytes, size_t length)
{
	struct pipe *pipe = low->data;

	return connection_write(pipe->connection, bytes, length);
}

static int
pipe_close(mailstream_low *low)
{
	(void)low;
	return 0;
}

static int
pipe_fd(mailstream_low *low)
{
	(void)low;
	return -1;
}

static void
pipe_free(mailstream_low *low)
{
	g_free(low->data);
	free(low);
}

static void
pipe_cancel(mailstream_low *low)
{
	(void)low;
}

static struct mailstream_cancel *
pipe_get_cancel(mailstream_low *low)
{
	(void)low;
	return NULL;
}

static mailstream_low_driver pipe_driver = {
	.mailstream_read = pipe_read,
	.mailstream_write = pipe_write,
	.mailstream_close = pipe_close,
	.mailstream_get_fd = pipe_fd,
	.mailstream_free = pipe_free,
	.mailstream_cancel = pipe_cancel,
	.mailstream_get_cancel = pipe_get_cancel,
};

bool
imap_ok(int result)
{
	return result == MAILIMAP_NO_ERROR ||
	    result == MAILIMAP_NO_ERROR_AUTHENTICATED ||
	    result == MAILIMAP_NO_ERROR_NON_AUTHENTICATED;
}

void
imap_session_limit(struct imap_session *session, unsigned seconds)
{
	connection_set_deadline(session->connection,
	    g_get_monotonic_time() + (int64_t)seconds * G_USEC_PER_SEC);
}

/* libetpan's results that leave the session of no use.  ERROR_PROTOCOL is
 * none: it stands for a BAD, after which the session goes on. */
static bool
is_lost(int result)
{
	return result == MAILIMAP_ERROR_STREAM ||
	    result == MAILIMAP_ERROR_PARSE ||
	    result == MAILIMAP_ERROR_MEMORY ||
	    result == MAILIMAP_ERROR_FATAL ||
	    result == MAILIMAP_ERROR_BAD_STATE ||
	    result == MAILIMAP_ERROR_CONNECTION_REFUSED ||
	    result == MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION;
}

bool
imap_refused(int result)
{
	return !imap_ok(result) && !is_lost(result);
}

bool
imap_session_fail(struct imap_session *session, int result,
    const char *what, GError **error)
{
	const char *answer = session->imap->imap_response;
	g_autofree char *said = NULL;

	if (is_lost(result))
		return error_set(error, ASR_ERROR_NETWORK,
		    "IMAP %s: the connection was lost or the answer is not "
		    "IMAP (libetpan %d)", what, result);
	said = g_utf8_make_valid(answer != NULL ? answer : "", -1);
	return error_set(error, ASR_ERROR_REFUSED,
	    "IMAP %s: the server said no: %s", what, g_strstrip(said));
}

static struct imap_session *
session_new(struct connection *connection)
{
	struct imap_session *session = g_new0(struct imap_session, 1);
	struct pipe *pipe = g_new0(struct pipe, 1);

	session->connection = connection;
	session->imap = mailimap_new(0, NULL);
	pipe->connection = connection;
	pipe->greeting = connection_greeting(connection);
	mailimap_set_timeout(session->imap, IMAP_COMMAND_TIMEOUT_S);
	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	if (!imap_ok(mailimap_connect(session->imap,
		mailstream_new(mailstream_low_new(pipe, &pipe_driver),
		    STREAM_BUFFER_BYTES)))) {
		imap_session_close(session);
		return NULL;
	}
	return session;
}

static bool
ask_capabilities(struct imap_session *session, GError **error)
{
	struct mailimap_capability_data *data = NULL;
	int result = mailimap_capability(session->imap, &data);

	if (!imap_ok(result))
		return imap_session_fail(session, result, "CAPABILITY",
		    error);
	mailimap_capability_data_free(data);
	session->has_move = mailimap_has_extension(session->imap, "MOVE");
	session->has_uidplus = mailimap_has_uidplus(session->imap);
	session->has_idle = mailimap_has_idle(session->imap);
	session->has_acl = mailimap_has_extension(session->imap, "ACL");
	return true;
}

bool
imap_session_select(struct imap_session *session, const char *folder,
    GError **error)
{
	g_autofree char *wire = imap_folders_wire(session, folder);
	g_autofree char *what = g_strdup_printf("SELECT %s", folder);
	int result;

	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	result = mailimap_select(session->imap, wire);
	if (!imap_ok(result))
		return imap_session_fail(session, result, what, error);
	if (session->imap->imap_selection_info == NULL)
		return error_set(error, ASR_ERROR_NETWORK,
		    "IMAP %s: the answer lacks UIDVALIDITY", what);
	session->uid_validity =
	    session->imap->imap_selection_info->sel_uidvalidity;
	session->uid_next = session->imap->imap_selection_info->sel_uidnext;
	session->away = false;
	return true;
}

struct imap_session *
imap_session_open(const struct net_target *target, const char *folder,
    GError **error)
{
	struct connection *connection = connection_open(target, error);
	struct imap_session *session;

	if (connection == NULL)
		return NULL;
	session = session_new(connection);
	if (session == NULL) {
		error_set(error, ASR_ERROR_NETWORK, "IMAP %s:%u: no session",
		    target->host, target->port);
		return NULL;
	}
	if (!ask_capabilities(session, error)) {
		imap_session_close(session);
		return NULL;
	}
	imap_folders_ask(session);
	if (!imap_session_select(session, folder, error)) {
		imap_session_close(session);
		return NULL;
	}
	return session;
}

void
imap_session_close(struct imap_session *session)
{
	if (session == NULL)
		return;
	/* mailimap_free says LOGOUT: a lost peer must not make us wait. */
	imap_session_limit(session, LOGOUT_TIMEOUT_S);
	mailimap_free(session->imap);
	connection_close(session->connection);
	g_free(session->prefix);
	g_free(session);
}
