/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The OAuth2 access token of a service (client-credentials grant,
 * RFC 6749 §4.4): fetched by HTTPS, kept in memory, renewed before it
 * ends, never logged.
 */
#ifndef ASR_TOKEN_H
#define ASR_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/* Renewed so long before its end, so that no session starts with a token
 * about to die. */
#define TOKEN_RENEW_BEFORE_S 300
/* A token that is said to live longer is asked for anew all the same: servers
 * give an hour or a day. */
#define TOKEN_LIFE_MAX_S (30 * 24 * 3600)
/* No token answer is larger; more is refused. */
#define TOKEN_ANSWER_BYTES_MAX (64u << 10)

/* Nothing is owned. */
struct token_source {
	const char *url; /* https://… */
	const char *client_id;
	const char *client_secret;
	const char *scope;   /* may be NULL */
	const char *ca_file; /* may be NULL */
};

struct token;

/* An empty cache; copies what source points to. */
struct token *token_new(const struct token_source *source);
/* Wipes and frees. */
void token_free(struct token *token);

/*
 * The token, valid for TOKEN_RENEW_BEFORE_S at least; owned by the cache
 * and good until the next call.  NULL and *error: ASR_ERROR_REFUSED with
 * the server's own error and description (never the secret), or
 * ASR_ERROR_NETWORK.  now: seconds, from the caller's clock.
 */
const char *token_get(struct token *token, int64_t now, GError **error);

/* Forgets the token, after a server refused it. */
void token_forget(struct token *token);

#endif
