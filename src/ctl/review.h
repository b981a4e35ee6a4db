/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What waits for an agent, one item a matter: why, on what evidence, and
 * the commands that settle it, the likeliest first.
 */
#ifndef ASR_CTL_REVIEW_H
#define ASR_CTL_REVIEW_H

#include "ctl.h"
#include "owned.h"
#include "request.h"

/* One way to settle an item. */
struct remedy {
	char *says; /* "classer le message" */
	struct request *request;
	char *asks; /* what an agent must add as last argument ("PIÈCE"), or as
		     * option `option`; NULL: nothing */
	const char *option; /* NULL: asks is an argument */
	const char *question; /* how an agent is asked for it */
};

struct item {
	char *key;   /* the same for the same matter in the next reading */
	char *title; /* "Message 12 – …", "Dossier … – …" */
	GPtrArray *reasons;  /* char *, French */
	GPtrArray *evidence; /* char *, French */
	GPtrArray *remedies; /* struct remedy */
	int64_t message;     /* 0: none */
	char *reference;     /* NULL: none */
};

/* struct item; NULL and *error. */
GPtrArray *review_items(struct ctl *ctl, GError **error);

/* The remedy as typed: asrctl accept 12; the caller frees it. */
char *remedy_command(const struct remedy *remedy);

#endif
