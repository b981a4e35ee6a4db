/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `--check --connect` tells of an IMAP session. */
#ifndef ASR_IMAP_DESCRIBE_H
#define ASR_IMAP_DESCRIBE_H

#include "imap-session.h"

/*
 * Appends to lines what the server can do, what the account may do in
 * folder, and how the two clocks differ; "warning: …" where it matters.
 * moves: filed messages are to be moved.
 */
void imap_describe(struct imap_session *session, const char *folder,
    bool moves, GPtrArray *lines);

/* The same of a folder that messages are moved or copied to. */
void imap_describe_target(struct imap_session *session, const char *folder,
    GPtrArray *lines);

#endif
