/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a `source` or `server` of the configuration leads to. */
#ifndef ASR_ENDPOINT_H
#define ASR_ENDPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

enum endpoint_kind {
	ENDPOINT_NONE,
	ENDPOINT_DIR,   /* dir:PATH */
	ENDPOINT_IMAPS,
	ENDPOINT_IMAP,  /* STARTTLS, or plain on loopback */
	ENDPOINT_SMTPS,
	ENDPOINT_SMTP,
};

struct endpoint {
	enum endpoint_kind kind;
	char *text;   /* as configured */
	char *path;   /* of dir:, absolute; else NULL */
	char *host;
	uint16_t port; /* the scheme's own when none is given */
	char *folder;  /* IMAP folder, UTF-8; "INBOX" by default */
	bool loopback; /* host is localhost, 127.0.0.0/8 or ::1 */
};

/*
 * Parses text (RFC 3986; a folder's name may stand raw or
 * percent-encoded).  base makes the path of dir: absolute.  On failure
 * kind is ENDPOINT_NONE and *error says what is wrong.
 */
bool endpoint_parse(struct endpoint *endpoint, const char *text,
    const char *base, GError **error);
void endpoint_clear(struct endpoint *endpoint);

#endif
