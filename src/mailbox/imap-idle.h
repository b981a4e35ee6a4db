/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * IDLE by hand (RFC 2177): libetpan's own hangs when an untagged line
 * comes before the continuation, and loses what TLS has already read.
 */
#ifndef ASR_IMAP_IDLE_H
#define ASR_IMAP_IDLE_H

#include "imap-session.h"

/* RFC 2177: re-issue at least every 29 minutes; proxies are stricter. */
#define IDLE_REARM_S (24 * 60)

/*
 * Idles until the server says anything, wake_fd (may be -1) is readable,
 * or timeout_s (at most IDLE_REARM_S) have passed, then ends IDLE.  True:
 * look again; a server that refused is not asked again in this session
 * (has_idle).  False and *error: the session is lost.
 */
bool imap_idle(struct imap_session *session, int wake_fd,
    unsigned timeout_s, GError **error);

#endif
