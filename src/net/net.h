/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every connection of the project has in common: where to and as
 * whom, verification, time limits, and the words of a failure.
 */
#ifndef ASR_NET_H
#define ASR_NET_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

enum net_tls {
	NET_TLS,      /* from the first byte: imaps, smtps */
	NET_STARTTLS, /* required */
	NET_PLAIN,    /* the caller has made sure the peer is on loopback */
};

/* To reach a server; RFC 8314 prefers NET_TLS. */
#define NET_CONNECT_TIMEOUT_MS 20000
/* TCP, TLS and log-in together. */
#define NET_LOGIN_TIMEOUT_MS 60000

/* Where to and as whom.  Nothing is owned. */
struct net_target {
	enum net_tls tls;
	const char *host;
	uint16_t port;       /* 0: host is a whole URL */
	const char *ca_file; /* NULL: the system's authorities */
	const char *user;    /* NULL: no log-in */
	const char *secret;  /* password, or the token when bearer */
	bool bearer;         /* XOAUTH2 */
};

/* Sets what every libcurl handle (a CURL *) of the project has in common:
 * verification, TLS 1.2, time limits, no proxy from the environment, log-in
 * of target. */
void net_prepare(void *curl, const struct net_target *target);

/* When the certificate of the server of a connected handle ends; 0: there
 * is none, or it does not say.  net_prepare asked libcurl to keep it. */
int64_t net_certificate_end(void *curl);

/*
 * *error from a libcurl result for target; what says what was tried
 * ("IMAP", "SMTP", "OAuth2 token"); said: the server's last line, told
 * where a log-in was refused, NULL: not known.  Returns false.
 */
bool net_error(GError **error, const char *what,
    const struct net_target *target, void *curl, int code,
    const char *said);

#endif
