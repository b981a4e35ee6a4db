/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store knows that a decision needs.  Filled by store/facts.c
 * from a reading's keys; read-only for decide.
 */
#ifndef ASR_FACTS_H
#define ASR_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "dossier.h"
#include "owned.h"

/*
 * Dossiers that a message might be about; more than any campaign has of one
 * family name, and a bound for a hostile message full of names.
 */
#define FACTS_DOSSIERS_MAX 200u

struct facts {
	bool same_bytes;     /* a message with these bytes is settled */
	bool same_documents; /* same Message-ID and the same documents */
	/*
	 * Dossiers the message might be about: those its references name,
	 * those whose messages or replies its thread names, and those of
	 * the campaign that share a word of a candidate's name, at the
	 * establishments in question also nearly so.  Whole,
	 * with all findings.
	 */
	GPtrArray *dossiers; /* struct dossier */
	bool cut; /* there are more than FACTS_DOSSIERS_MAX */
	GPtrArray *threaded; /* char *: references found by thread or by
			      * being named: the strongest tie */
	int64_t reported_reply; /* ours, that a report is about; 0: none */
	unsigned replies_today; /* to the sender, for messages received in
				 * the 24 h before this one */
	/* An agent's word (asrctl accept): treat the sender as a DAM. */
	bool accepted;
	char *accepted_establishment; /* may be NULL */
};

struct facts *facts_new(void);
void facts_free(struct facts *facts);

OWNED_DEFINE(facts, facts_free)

#endif
