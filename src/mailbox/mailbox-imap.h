/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An IMAP mailbox (RFC 3501, with IDLE 2177, UIDPLUS 4315, MOVE 6851)
 * behind struct mailbox_ops: libetpan speaks the protocol over a
 * connection that libcurl opened, verified and logged in.
 *
 * BODY.PEEK only; \Seen is neither read nor written.  BODYSTRUCTURE is
 * never asked for: libetpan 1.9.4 dies of deep nesting.
 */
#ifndef ASR_MAILBOX_IMAP_H
#define ASR_MAILBOX_IMAP_H

#include "mailbox.h"
#include "net.h"

/*
 * Gives the secret to log in with: a password, or a fresh token.  Called
 * at each connection; the result stays the provider's.  NULL and *error
 * when there is none now.
 */
typedef const char *(*mailbox_secret_fn)(void *context, GError **error);

/* The server refused that secret: a token is not to be given again. */
typedef void (*mailbox_refused_fn)(void *context);

struct mailbox_imap_options {
	struct net_target target; /* secret is asked for, not given */
	const char *folder;       /* UTF-8 */
	bool idle;
	mailbox_secret_fn secret;
	mailbox_refused_fn refused; /* may be NULL */
	void *secret_context;
};

/* Copies what options point to.  Connects at the first use. */
struct mailbox *mailbox_imap_open(const struct mailbox_imap_options *options);

/*
 * What `--check --connect` shows of a server: capabilities, the folder and
 * the rights on it, the folders that messages are moved to (done) and
 * replies copied to (sent; NULL: none); one line each, "warning: …" where
 * something will not work.  NULL and *error when it fails.
 */
GPtrArray *mailbox_imap_describe(struct mailbox *mailbox, const char *done,
    const char *sent, GError **error);

#endif
