/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Other folders of the mailbox: moving messages there, appending copies.
 * Folders are named by people in UTF-8, with "/" between their levels; the
 * server's own separator, its prefix for personal folders and modified
 * UTF-7 are put in here.  A folder that is not there is created.
 */
#ifndef ASR_IMAP_FOLDERS_H
#define ASR_IMAP_FOLDERS_H

#include "imap-session.h"

/* Asks for the separator and the personal prefix, once a session. */
void imap_folders_ask(struct imap_session *session);

/* The name on the wire; the caller frees it. */
char *imap_folders_wire(const struct imap_session *session,
    const char *folder);

/* Moves one message of the selected folder; true also when it is gone.
 * copied: folder has its copy, what is left is to take it away here. */
bool imap_folders_move(struct imap_session *session, uint32_t uid,
    const char *folder, bool copied, GError **error);

bool imap_folders_append(struct imap_session *session, const char *folder,
    const char *bytes, size_t length, GError **error);

/*
 * Selects another folder, to look at it alone (session->away).  *there_r:
 * false when there is none of that name.  Fails where there is one that the
 * server does not open now: it is neither empty nor missing.
 */
bool imap_folders_examine(struct imap_session *session, const char *folder,
    bool *there_r, GError **error);

/*
 * True in *holds_r when folder has a message of this Message-ID.  Another
 * folder is selected afterwards (session->away).
 */
bool imap_folders_hold(struct imap_session *session, const char *folder,
    const char *message_id, bool *holds_r, GError **error);

#endif
