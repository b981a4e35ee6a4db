/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service: what it has open, and the steps that bring a message from
 * the mailbox to its reply.  Each step takes what stands in the store in
 * one state and brings it to the next; running the steps again after a
 * crash goes on where they stopped.
 */
#ifndef ASR_SERVICE_H
#define ASR_SERVICE_H

#include <stdbool.h>

#include "conf.h"
#include "links.h"
#include "loop.h"
#include "mailbox.h"
#include "outbox.h"
#include "owned.h"
#include "spool.h"
#include "store.h"

/* What a pass did, for its summary. */
struct tally {
	unsigned fetched;
	unsigned queued;  /* replies, those held too */
	unsigned settled[OUTCOME_COUNT];
	unsigned held;    /* replies that an agent must release */
	unsigned sent;
	unsigned delayed; /* could not leave yet */
	unsigned given_up;
};

/* What a process of the service opens beside the store. */
enum service_part {
	SERVICE_MAILBOX = 1,
	SERVICE_COURIER = 2,
	SERVICE_SPOOL = 4, /* to write; without it the spool is read alone */
	SERVICE_ALL = 7,
};

struct service {
	struct conf *conf;
	struct store *store;
	struct spool *spool;
	struct links *links;
	/* What else is seen to while a step waits; NULL: nothing. */
	struct loop *loop;
	/*
	 * True: passes follow each other by themselves, and what fails is
	 * tried again after a pause.  False: the next try is the next start.
	 */
	bool patient;
	/* Of the clock that never jumps, in seconds. */
	int64_t scan_at;    /* when all that is listed is looked at again */
	int64_t tidy_at;    /* the server said no: not before */
	struct tally tally; /* of the last pass */
};

/*
 * The lock of a state directory, which is made: a descriptor to close, or
 * -1 and *error (ASR_ERROR_BUSY).  One service per directory: two would
 * answer twice.  It holds until every process that inherited it is gone.
 */
int service_lock(const char *state_directory, GError **error);

/*
 * Opens the state and parts (enum service_part) as conf says.  conf goes
 * over to the service.  NULL and *error on failure, conf is freed then
 * too.
 */
struct service *service_open(struct conf *conf, unsigned parts,
    GError **error);
void service_close(struct service *service);
OWNED_DEFINE(service, service_close)

struct step {
	bool (*run)(struct service *service, GError **error);
	/* The next one must not begin when this one failed. */
	bool essential;
};

/*
 * Runs steps in their order.  False and the first *error when one failed;
 * what could be done without it was done.
 */
bool service_run(struct service *service, const struct step *steps,
    size_t count, GError **error);

/* Tells readers and the monitoring plugin how who's pass went; problem
 * NULL: well.  who: one of STORE_WORKERS. */
bool service_note(struct service *service, const char *who,
    const GError *problem, GError **error);

/* Notes when the certificate of who's server ends, once it is another. */
bool service_note_certificate(struct service *service, const char *who,
    int64_t ends_at, GError **error);

/*
 * One pass over all steps: everything new is fetched, examined, decided in
 * order of reception, and answered.  False and the first *error when the
 * mailbox or the store failed.  Single messages that could not be examined
 * are settled as unreadable.
 */
bool service_pass(struct service *service, GError **error);

/* The steps of a pass, in their order. */
/* What an erasure has left to do (erase.h); an act lets it run at once. */
bool step_shred(struct service *service, GError **error);
bool step_fetch(struct service *service, GError **error);
/* Decides too, while examiners work; and while a fetch goes on beside,
 * stays ready for what comes. */
bool step_examine(struct service *service, GError **error);
bool step_decide(struct service *service, GError **error);
bool step_remind(struct service *service, GError **error);
bool step_send(struct service *service, GError **error);
/* Moves what is filed and copies what was sent, on the mail server. */
bool step_tidy(struct service *service, GError **error);

struct move_row;
/* The done folder of a message; levels without a value are left out.  The
 * caller frees it. */
char *tidy_done_folder(const struct conf *conf, const struct move_row *row);

/*
 * Answers an agent who asks what stands on the mail server, if one does.
 * problem: why the pass failed, NULL when it went well.  False when the
 * answer could not be recorded.
 */
bool reconcile_answer(struct service *service, const GError *problem,
    GError **error);

/* The question: its number is above those before. */
bool reconcile_ask(struct service *service, GError **error);

/* Seconds since the epoch. */
int64_t service_now(void);
/* Seconds of the clock that never jumps, for pauses. */
int64_t service_clock(void);
/* Nobody sets a clock that is right by so much. */
#define CLOCK_TRUST_HOURS 24

/*
 * Hours by which somebody has set the clock of the day, ahead or (below 0)
 * back, since this was first called: by the supervisor, and its workers
 * count from there.  0 for less than CLOCK_TRUST_HOURS: it can be trusted.
 */
int service_clock_wrong_by(void);

#endif
