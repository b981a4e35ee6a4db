/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decisions: pure functions from a report, the configuration and facts of
 * the store to what is recorded and answered.  No I/O, no clock, no
 * globals, no SQL.  The rules are those of doc/decisions.md; each speaks
 * one line of evidence.
 *
 * Two steps, because only the first tells which facts are needed:
 *	reading = decide_read(...);         what the message says by itself
 *	facts = (the store looks up what the reading names)
 *	decision = decide_settle(...);      what becomes of it
 */
#ifndef ASR_DECIDE_H
#define ASR_DECIDE_H

#include "conf.h"
#include "decision.h"
#include "facts.h"
#include "report.h"

/* A candidate as a message names them, and the documents about them. */
struct candidate {
	char *family_name; /* "" when unknown */
	char *given_name;
	GPtrArray *other_names; /* char *: whole names in other writings */
	char *specialty;        /* may be NULL */
	char *establishment;    /* code of the employer named; may be NULL */
	enum certainty certainty; /* of the name */
	bool by_agent; /* an agent named them */
	GPtrArray *findings;    /* struct finding: this candidate's */
	GPtrArray *warnings;    /* char *, French */
	GHashTable *houses; /* const struct finding * to char **: codes of
			     * the hospitals its signatory names as theirs */
	GPtrArray *chus; /* char *: codes of the CHUs its opinions name */
};

/* What a message says by itself. */
struct reading {
	enum sender_verdict sender;
	char *sender_address;  /* NULL: none that could be answered */
	bool authenticated;    /* the From domain is proven */
	bool fails;            /* it was checked and does not hold */
	bool unproven; /* a DAM's address, and our server said nothing of it or
			* less than sender-proof asks: rule 6 */
	bool weakly_proven; /* believed, though nothing of its domain signed */
	GPtrArray *establishments; /* const struct establishment *: those
				    * the sender can speak for */
	const struct campaign *campaign; /* NULL: none was open */
	const struct deadline *deadline; /* first not passed, else last */
	bool after_deadline;
	bool has_documents; /* something that could be a piece */
	bool has_transfer_link;
	bool other_scheme;  /* 400 MG, ASTP, another region: never ours */
	GPtrArray *candidates; /* struct candidate */
	GPtrArray *unassigned; /* struct finding: of nobody in particular */
	GPtrArray *references; /* char *: our references it names */
	GPtrArray *thread;     /* char *: Message-IDs it answers */
	GPtrArray *evidence;   /* char * */
	GPtrArray *warnings;   /* char * */
};

/*
 * Reads report, received at received_at (seconds).  Findings have id and
 * message 0.  Never NULL; the caller frees it before conf.
 */
struct reading *decide_read(const struct conf *conf,
    const struct report *report, int64_t received_at);
void reading_free(struct reading *reading);

/*
 * An agent says whose a message's documents are: those of the dossier that
 * facts.threaded will name, or of one candidate.
 */
void decide_give_to_thread(struct reading *reading);
void decide_give_to(struct reading *reading, const char *family_name,
    const char *given_name);

/*
 * Decides.  facts answers what the reading asked; its dossiers are copied
 * into the decision in their new state.  Never NULL.
 */
struct decision *decide_settle(const struct conf *conf,
    const struct report *report, const struct reading *reading,
    const struct facts *facts, int64_t received_at);

/*
 * Decides a dossier again from its findings (an agent's word, a new form
 * file): pieces, status, review reasons, completed_at.  campaign is the
 * dossier's own.
 */
void decide_dossier(const struct campaign *campaign,
    struct dossier *dossier);

/* Whether anybody may be written to about this message: not whose address
 * fails, nor who has none, nor a machine. */
bool decide_may_answer(const struct reading *reading);

/*
 * What a dossier's state by itself calls to be told: kind and missing of
 * plan; a dossier told to be incomplete gets its day to complete, from
 * told_at on.
 */
void decide_answer(const struct campaign *campaign, struct dossier *dossier,
    int64_t told_at, struct reply_plan *plan);

/* A decision for a message whose examination failed as a whole. */
struct decision *decide_unreadable(const char *why);

#endif
