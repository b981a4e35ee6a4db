/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A connection to an IMAP server, opened, verified and logged in by
 * libcurl: the one place for certificate authorities, time limits and the
 * words an administrator reads when it fails.  Whoever speaks the protocol
 * reads and writes through it.
 *
 * The certificate chain and the host name are always verified, TLS is 1.2
 * or newer, and no secret is sent before that: also with STARTTLS, which
 * is required wherever `tls` is not NET_PLAIN.
 */
#ifndef ASR_CONNECTION_H
#define ASR_CONNECTION_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "net.h"

struct connection;

/*
 * Opens and logs in.  NULL and *error: ASR_ERROR_NETWORK where trying
 * again later can help, ASR_ERROR_REFUSED where it cannot (certificate,
 * STARTTLS not offered), ASR_ERROR_LOGIN when the log-in was refused.  The
 * text names the host and what to look at, never a secret.
 */
struct connection *connection_open(const struct net_target *target,
    GError **error);
void connection_close(struct connection *connection);

/* When the server's certificate ends; 0: not known. */
int64_t connection_certificate_end(const struct connection *connection);

/* The greeting that a protocol engine still expects: libcurl has read the
 * server's own.  "* PREAUTH …" once logged in. */
const char *connection_greeting(const struct connection *connection);

/*
 * No read or write begins or waits past this monotonic time (µs); 0: no
 * limit but two minutes for each wait.
 */
void connection_set_deadline(struct connection *connection,
    int64_t deadline_us);

/* At least one byte, or -1: closed, failed or out of time (errno ETIMEDOUT). */
ssize_t connection_read(struct connection *connection, void *buffer,
    size_t size);
ssize_t connection_write(struct connection *connection, const void *bytes,
    size_t length);

enum connection_news {
	CONNECTION_QUIET,  /* nothing came in the time given */
	CONNECTION_DATA,   /* there is something to read */
	CONNECTION_WOKEN,  /* wake_fd became readable */
	CONNECTION_BROKEN, /* closed or failed */
};

/*
 * Waits at most timeout_ms for data; wake_fd may be -1.  Bytes that TLS
 * has already decrypted count as data at once.
 */
enum connection_news connection_wait(struct connection *connection,
    int wake_fd, int64_t timeout_ms);

#endif
