/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One IMAP session: libetpan's engine over our connection. */
#ifndef ASR_IMAP_SESSION_H
#define ASR_IMAP_SESSION_H

#include <libetpan/libetpan.h>

#include "connection.h"

/* A whole command and its answer; a dripping server is cut here. */
#define IMAP_COMMAND_TIMEOUT_S 300
/* Fetching bodies: as long as some 60 MB need at 100 kB/s. */
#define IMAP_FETCH_TIMEOUT_S 900

struct imap_session {
	struct connection *connection;
	mailimap *imap;
	uint32_t uid_validity;
	uint32_t uid_next; /* 0: the server does not say */
	bool has_move, has_uidplus, has_idle, has_acl;
	char *prefix;   /* of personal folders; NULL: none */
	char separator; /* of folders' levels; 0: there are none */
	bool away;      /* another folder than the mailbox's is selected */
};

/*
 * Connects, logs in, asks for the capabilities and selects folder (UTF-8).
 * NULL and *error as connection_open; a folder that cannot be selected is
 * ASR_ERROR_REFUSED with the server's words.
 */
struct imap_session *imap_session_open(const struct net_target *target,
    const char *folder, GError **error);
void imap_session_close(struct imap_session *session);

/* Selects again: new UIDNEXT and UIDVALIDITY. */
bool imap_session_select(struct imap_session *session, const char *folder,
    GError **error);

/* Limits the next command to so many seconds. */
void imap_session_limit(struct imap_session *session, unsigned seconds);

/* True for libetpan's three ways to say yes. */
bool imap_ok(int result);

/* True when the server said NO or BAD and the session goes on. */
bool imap_refused(int result);

/*
 * *error for a failed command: ASR_ERROR_REFUSED when the server answered
 * NO or BAD and the session goes on, ASR_ERROR_NETWORK when the session is
 * lost.  Returns false.
 */
bool imap_session_fail(struct imap_session *session, int result,
    const char *what, GError **error);

#endif
