/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What settings lead to: the mailbox and the courier, with the secrets
 * that open them.  Servers are reached at the first use, not before.
 */
#ifndef ASR_LINKS_H
#define ASR_LINKS_H

#include "mailbox.h"
#include "outbox.h"
#include "settings.h"

struct links {
	struct mailbox *mailbox;
	struct courier *courier;
	struct secret_source *mailbox_secret, *courier_secret;
};

/*
 * Opens what is asked for; the other stays NULL.  settings must outlive
 * the links.  NULL and *error when the folder of a dir: source cannot be
 * read.
 */
struct links *links_open(const struct settings *settings, bool mailbox,
    bool courier, GError **error);

/* Closes both and wipes the secrets.  NULL is allowed. */
void links_close(struct links *links);

#endif
