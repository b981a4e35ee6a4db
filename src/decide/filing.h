/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message's documents go into dossiers. */
#ifndef ASR_FILING_H
#define ASR_FILING_H

#include "decide.h"

/* What filing works with; nothing is owned. */
struct filing {
	const struct conf *conf;
	const struct report *report;
	const struct reading *reading;
	const struct facts *facts;
	int64_t received_at;
	bool provisional; /* rule 6: a DAM has not sent it */
	struct decision *decision;
};

/*
 * Puts each candidate's findings into their dossier — an existing one of
 * facts, copied, or a new one — decides it again, and adds it to
 * decision->dossiers.  What belongs to nobody in particular goes to
 * decision->documents.  Says in the decision's review reasons what a
 * person must settle; true when at least one dossier took something.
 */
bool filing_file(struct filing *filing);

/* Keeps all findings in decision->documents, in no dossier. */
void filing_keep(struct filing *filing);

#endif
