/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The documents of a message, read and cut, each segment with what it is,
 * how it is filled and whose it is.
 */
#ifndef ASR_DOCUMENTS_H
#define ASR_DOCUMENTS_H

#include "filled.h"
#include "people.h"

struct document {
	unsigned part; /* index in the report */
	const struct part *source;
	char *name;          /* full name, "" when unnamed */
	struct text *text;   /* NULL: not read at all */
	GArray *segments;    /* struct segment; NULL: not read at all */
	GArray *likely;      /* unsigned: subjects its name speaks of */
	GArray *clusters;    /* int, by segment; one when not read */
	bool namesake;       /* names another of the candidate's family */
	bool is_message;     /* what an attached message says */
	bool names_somebody; /* in itself or in the file's name */
};

struct documents {
	const struct form_rules *rules;
	const struct places *places;
	GPtrArray *all; /* struct document */
	struct people *people;
	struct prepared prepared;
};

/* Reads the documents of report and the names in the message.  employers:
 * those the sender can speak for (const struct establishment *). */
struct documents *documents_read(const struct form_rules *rules,
    const struct places *places, const GPtrArray *employers,
    const struct report *report);
void documents_free(struct documents *documents);

/* True when the segment's name, typed or well read, is no writing of the
 * cluster's, the one read from a picture may be another's (mention doubtful),
 * or the document names a namesake. */
bool documents_names_another(const struct documents *documents,
    unsigned document, unsigned segment, int cluster);

OWNED_DEFINE(documents, documents_free)

#endif
