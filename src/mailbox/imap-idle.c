/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IDLE by hand: see imap-idle.h. */
#include "imap-idle.h"

#include <string.h>

#include "error.h"

/* Untagged lines a server may send before it agrees to idle. */
#define LINES_BEFORE_CONTINUATION_MAX 1000

static bool
send_command(mailimap *imap)
{
	g_autofree char *line = NULL;

	imap->imap_tag++;
	line = g_strdup_printf("%d IDLE\r\n", imap->imap_tag);
	return mailstream_write(imap->imap_stream, line, strlen(line)) >= 0 &&
	    mailstream_flush(imap->imap_stream) >= 0;
}

enum agreement {
	IDLE_LOST,
	IDLE_REFUSED, /* a tagged NO or BAD: the session goes on */
	IDLE_AGREED,
};

/* Reads up to "+ …". */
static enum agreement
await_continuation(mailimap *imap, bool *news_r)
{
	MMAPString *buffer = mmap_string_new("");
	enum agreement agreed = IDLE_LOST;

	for (unsigned i = 0; i < LINES_BEFORE_CONTINUATION_MAX; i++) {
		char *line = mailstream_read_line_remove_eol(
		    imap->imap_stream, buffer);

		if (line == NULL)
			break;
		if (line[0] == '*') {
			*news_r = true;
			continue;
		}
		agreed = line[0] == '+'         ? IDLE_AGREED :
		    g_ascii_isdigit(line[0]) ? IDLE_REFUSED :
					       IDLE_LOST;
		break;
	}
	mmap_string_free(buffer);
	return agreed;
}

static bool
lost(GError **error, const char *what)
{
	return error_set(error, ASR_ERROR_NETWORK, "IMAP IDLE: %s", what);
}

bool
imap_idle(struct imap_session *session, int wake_fd, unsigned timeout_s,
    GError **error)
{
	mailimap *imap = session->imap;
	bool news = false;
	enum agreement agreed;
	enum connection_news got = CONNECTION_DATA;

	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	agreed = send_command(imap) ? await_continuation(imap, &news) :
				      IDLE_LOST;
	if (agreed == IDLE_REFUSED)
		session->has_idle = false; /* from now on a poll, no more */
	if (agreed != IDLE_AGREED)
		return agreed == IDLE_REFUSED ||
		    lost(error, "the server does not agree to idle");
	if (!news && imap->imap_stream->read_buffer_len == 0)
		got = connection_wait(session->connection, wake_fd,
		    (int64_t)MIN(timeout_s, IDLE_REARM_S) * 1000);
	if (got == CONNECTION_BROKEN)
		return lost(error, "the connection was closed");
	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	if (!imap_ok(mailimap_idle_done(imap)))
		return lost(error, "no end was agreed");
	return true;
}
