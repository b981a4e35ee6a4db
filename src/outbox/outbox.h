/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A decision and a template become an RFC 5322 message; couriers bring it
 * out: courier-dir.c (a file per reply) and courier-smtp.c.
 */
#ifndef ASR_OUTBOX_H
#define ASR_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "conf.h"
#include "decision.h"
#include "report.h"

/* What a reply is made of. */
struct letter {
	const struct conf *conf;
	const struct report *report;     /* the message answered */
	const struct decision *decision; /* with references recorded */
	int64_t received_at;
	int64_t now;
	const char *sha256; /* of the message answered: makes the
			     * Message-ID, the same at every try */
	const char *name;   /* of the file answered, NULL: none */
	bool has_link;      /* to a file-transfer service */
	int64_t act; /* of an agent, that this letter is due to; 0: none */
	int64_t dossier; /* that an act's letter is about; 0: all.  One act
			  * may write about several that came with one
			  * message.  Both are part of the Message-ID and
			  * of the name. */
};

/*
 * The reply as RFC 5322 bytes with CRLF: text/plain; charset=utf-8,
 * quoted-printable, body wrapped, headers folded at 78, RFC 2047 where
 * needed, Auto-Submitted: auto-replied, X-Auto-Response-Suppress: All,
 * In-Reply-To, References.  *message_id_r gets its Message-ID with <>,
 * *name_r a safe file name (no ".eml") derived from the message answered;
 * the caller frees both.  NULL and *error (ASR_ERROR_FORMAT) when the
 * address to answer to could not stand in a header.
 */
GBytes *outbox_compose(const struct letter *letter,
    const struct templates *templates, char **message_id_r, char **name_r,
    GError **error);

enum courier_outcome {
	COURIER_LATER,    /* 4xx, network: the same bytes again later */
	COURIER_SENT,
	COURIER_REFUSED,  /* for good: an agent is asked */
	COURIER_DOUBTFUL, /* may have been taken: once more, then ask */
};

struct courier;

struct courier_ops {
	/*
	 * Delivers bytes to one recipient.  *text_r gets the server's last
	 * line or why it failed; the caller frees it.
	 */
	enum courier_outcome (*send)(struct courier *courier,
	    const char *name, const char *to, GBytes *bytes, char **text_r);
	void (*close)(struct courier *courier);
};

struct courier {
	const struct courier_ops *ops;
	/*
	 * Asked just before the last bytes of a reply leave, after which the
	 * server may have taken it: false stops there, and nothing was
	 * taken (COURIER_LATER).  NULL: nobody wants to know.  A courier
	 * whose second try of the same reply changes nothing never asks.
	 */
	bool (*before_end)(void *context);
	void *before_end_context;
	int64_t certificate_end; /* of the server last reached; 0: none */
};

/* Each reply a durable file PATH/NAME.eml; the folder is made for the
 * first one. */
struct courier *courier_dir_open(const char *path);

#endif
