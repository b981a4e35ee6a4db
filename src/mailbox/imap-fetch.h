/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is new in a folder, what is in one, and bytes, streamed. */
#ifndef ASR_IMAP_FETCH_H
#define ASR_IMAP_FETCH_H

#include "imap-session.h"
#include "mailbox.h"

/* One UID FETCH asks for so many messages and bytes at most: enough to
 * hide the round trips, little enough to lose when the line breaks. */
#define FETCH_BATCH_MESSAGES 50
#define FETCH_BATCH_BYTES (64u << 20)

/*
 * Messages with a UID above last_uid, by UID; struct mailbox_item.  The
 * older message that "n:*" always brings is left out (RFC 3501 §6.4.8).
 */
GPtrArray *imap_list(struct imap_session *session, const char *folder,
    uint32_t last_uid, GError **error);

/* mailbox_ops.survey.  The folder is only looked at (EXAMINE), and another
 * than the mailbox's own afterwards (session->away). */
GPtrArray *imap_survey(struct imap_session *session, const char *folder,
    GError **error);

/* mailbox_ops.fetch, of the header alone when header_only. */
bool imap_fetch(struct imap_session *session, const GPtrArray *items,
    bool header_only, const struct mailbox_sink *sink, GError **error);

#endif
