/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies by SMTP submission (RFC 5321, 6409) with libcurl.  TLS as
 * net.h: verified, required off loopback.  The return path is null
 * (RFC 3834 §3.3), or `from` where the server refuses that.
 */
#ifndef ASR_COURIER_SMTP_H
#define ASR_COURIER_SMTP_H

#include "net.h"
#include "outbox.h"

/* From the connection to the last answer: 60 MB never leave this way, a
 * reply has some kilobytes. */
#define SMTP_TIMEOUT_MS 120000
/* RFC 5321 §4.5.3.1.3: a path has at most 256 octets, its <> included. */
#define SMTP_ADDRESS_BYTES_MAX 254u

/* Gives the secret to log in with; NULL and *error: none now. */
typedef const char *(*courier_secret_fn)(void *context, GError **error);

/* The server refused that secret: a token is not to be given again. */
typedef void (*courier_refused_fn)(void *context);

struct courier_smtp_options {
	struct net_target target; /* secret is asked for, not given */
	const char *from;         /* address */
	courier_secret_fn secret;
	courier_refused_fn refused; /* may be NULL */
	void *secret_context;
};

/* Copies what options point to.  Connects at the first reply and keeps
 * the connection for the next. */
struct courier *courier_smtp_open(const struct courier_smtp_options *options);

/*
 * Connects and logs in, and asks for nothing (NOOP): for `--check
 * --connect`.  False and *error when no reply could leave now.
 */
bool courier_smtp_check(struct courier *courier, GError **error);

/*
 * True when address can stand in RCPT TO as it is: ASCII, a local part and
 * a domain, no space, control character, or angle bracket, and not too
 * long.  libcurl sends whatever it is given, line ends included.
 */
bool courier_smtp_address_ok(const char *address);

#endif
