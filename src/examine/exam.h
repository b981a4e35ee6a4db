/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The examination of one message in hand: its report as it grows, the
 * bytes of the parts found so far, and what it may still cost.  Everything
 * that opens a container adds parts through it, so that each limit stands
 * in one place.
 */
#ifndef ASR_EXAM_H
#define ASR_EXAM_H

#include <stdbool.h>

#include <glib.h>

#include "budget.h"
#include "filetype.h"
#include "report.h"

/* Where a part was found. */
enum place {
	PLACE_MAIL,   /* a body part of a message */
	PLACE_ARCHIVE /* a member of an archive */
};

/* What is known of a part beside the report, while it is examined. */
struct leaf {
	GBytes *bytes; /* NULL: could not be had */
	enum place place;
	bool attached;	/* Content-Disposition: attachment */
	bool done;	/* role and state are final */
	unsigned depth; /* of containers around it */
};

struct body;

struct exam {
	struct report *report;
	struct budget *budget;
	struct filetype *filetype;
	GPtrArray *leaves;   /* struct leaf, one for each part */
	GHashTable *cids;    /* Content-IDs that HTML bodies show */
	GHashTable *skipped; /* parts not to be opened (unsigned) */
	int progress;	     /* where to say which part is in hand, or -1 */
	int wanted;	     /* part whose bytes are kept, or -1 */
	struct body *body;   /* of the message being walked, or NULL */
	unsigned within;     /* attached messages around what is walked */
};

/* budget and filetype are borrowed; report is made, and owned by exam. */
struct exam *exam_new(struct budget *budget, struct filetype *filetype);
void exam_free(struct exam *exam);

/* The data of bytes: never NULL, also when there are none. */
const void *exam_bytes(GBytes *bytes, gsize *size_r);

/* An oddity for people to read; bounded in number and length. */
void exam_finding(struct exam *exam, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* An oddity that may have hidden a piece: sets report->truncated too. */
void exam_cut(struct exam *exam, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* What a container knows of a part. */
struct entry {
	int parent; /* index of the container, or -1 */
	enum place place;
	const char *name;   /* as found; filename_read cleans it */
	const char *folder; /* path that path and name go below; or NULL */
	const char *declared_type, *content_id; /* may be NULL */
	bool attached;
	GBytes *bytes;		 /* borrowed; NULL: reason tells why */
	enum part_reason reason; /* why bytes is NULL */
};

/*
 * Appends a part: cleans its name, tells its type, hashes it.  A part
 * without bytes is PART_UNREADABLE for entry->reason.  Returns its index;
 * -1, with a finding, when the message may have no more parts.
 */
int exam_add(struct exam *exam, const struct entry *entry);

struct part *exam_part(const struct exam *exam, int index);
struct leaf *exam_leaf(const struct exam *exam, int index);

/* Settles a part: what it is for, how it went and why. */
void exam_settle(struct exam *exam, int index, enum part_role role,
    enum part_state state, enum part_reason reason);

/* Settles a container that was not, or not wholly, opened: what it hides
 * may be a piece. */
void exam_unopened(struct exam *exam, int index, enum part_reason reason);

/* Writes the text of an attached message as pages of the part at index
 * that feed no recognition. */
void exam_write_quoted(struct exam *exam, int index, const char *text);

/*
 * To be asked before a part is opened or read.  False: an earlier
 * examination died of it, it is to be passed over.  Says to exam->progress
 * which part is in hand, so that whoever started us can tell it to the
 * next examination.
 */
bool exam_begins(struct exam *exam, int index);

/* Gives back the bytes of a part that is done with. */
void exam_release(struct exam *exam, int index);

/*
 * The path of what stands in the container at index: its own path and
 * name.  The caller frees it; NULL when it has no name.
 */
char *exam_path_below(const struct exam *exam, int index);

#endif
