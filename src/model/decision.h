/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was decided of one message: everything the registrar records in
 * one transaction.
 */
#ifndef ASR_DECISION_H
#define ASR_DECISION_H

#include "dossier.h"
#include "report.h"

/* The reply to a message, before it is written. */
struct reply_plan {
	enum reply_kind kind; /* REPLY_NONE: no other member counts */
	char *to;             /* the verified sender's address */
	GPtrArray *missing;   /* char *: piece ids, form's order, no twice */
	bool held; /* an agent must release it: why in held_reason */
	char *held_reason;
};

struct decision {
	enum sender_verdict sender;
	char *establishment; /* code of the sender's, may be NULL */
	enum outcome outcome;
	char *campaign; /* id; NULL when no campaign was open */
	GPtrArray *dossiers;  /* struct dossier: their state after it */
	GPtrArray *documents; /* struct finding of documents in no dossier */
	struct reply_plan reply;
	int64_t bounced_reply; /* row of our reply that came back, or 0 */
	GPtrArray *evidence;   /* char *: each rule that spoke, in order */
	GPtrArray *review_reasons; /* char *, French: why a person is asked */
	GPtrArray *warnings;       /* char *, French: shown, nothing asked */
};

struct decision *decision_new(void);
void decision_free(struct decision *decision);

OWNED_DEFINE(decision, decision_free)

#endif
