/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Examine: every spooled message is handed to an examiner, several at a
 * time; its report is decoded with suspicion and recorded.  An examiner
 * that crashes, hangs or talks nonsense is started once more without the
 * part it died of; then the message goes to a person, and the others on.
 * While examiners work, what their reports allow is decided.
 */
#include <unistd.h>

#include "board.h"
#include "decide.h"
#include "error.h"
#include "examiner.h"
#include "log.h"
#include "report-json.h"
#include "service.h"
#include "signals.h"

/*
 * Examinations of one message ever begun.  Two fail by themselves; the
 * others are for those that were cut off with the whole service, by a
 * power failure that the message may have had no part in.
 */
#define STARTS_MAX 5u
/* Rows taken at a time. */
#define BATCH 200u
/* The bell ends this wait; it is for a fetch that ended without one. */
#define AWAIT_MS 1000

/* One message under examination. */
struct job {
	struct message_row *row; /* owned by the batch */
	struct child *child;
	bool again; /* an earlier examiner failed at it in this pass */
};

struct pool {
	struct service *service;
	const struct examiner *examiner;
	struct job *jobs;
	struct child **children; /* of the jobs, for child_wait */
	unsigned running;
};

/* The time that counts as received: the server's, else the topmost
 * Received:, else Date:, else the file's. */
static int64_t
received_at(const struct message_row *row, const struct report *report)
{
	if (row->received_at != 0)
		return row->received_at;
	if (report->received_at != 0)
		return report->received_at;
	return report->date_at != 0 ? report->date_at : row->file_time;
}

static const char *
no_prefix(const void *context, const char *campaign)
{
	(void)context;
	(void)campaign;
	g_assert_not_reached(); /* such a decision has no dossier */
}

/* A message nobody could examine goes to a person, in one transaction:
 * an empty report alone would be decided as a message without documents. */
static bool
record_failure(struct service *service, const struct message_row *row,
    GError **error)
{
	OWNED(report) report = report_new();
	OWNED(decision) decision = decide_unreadable(
	    "l’examen du message s’est arrêté deux fois avant sa fin");
	g_autofree char *json = report_encode(report);

	if (!store_begin(service->store, error))
		return false;
	if (!store_set_report(service->store, row->id, report, json,
		received_at(row, report), error) ||
	    !store_settle(service->store, row->id, decision, no_prefix, NULL,
		service_now(), error)) {
		store_rollback(service->store);
		return false;
	}
	service->tally.settled[decision->outcome]++;
	return store_commit(service->store, error);
}

static bool
start(struct pool *pool, struct message_row *row, int skip, bool again,
    GError **error)
{
	struct job *job = &pool->jobs[pool->running];
	int fd;

	if (row->attempts >= STARTS_MAX) {
		log_message(LOG_LEVEL_ERROR, row->id,
		    "given up after %u examinations", row->attempts);
		return record_failure(pool->service, row, error);
	}
	/* What is not what came must not be decided on: everything stops. */
	if (!spool_verify(pool->service->spool, row->sha256, error))
		return false;
	fd = spool_read(pool->service->spool, row->sha256, error);
	if (fd < 0)
		return false;
	if (!store_begin_examination(pool->service->store, row->id, error)) {
		close(fd);
		return false;
	}
	row->attempts++;
	*job = (struct job){ .row = row, .again = again };
	job->child = examiner_start(pool->examiner, fd, skip, error);
	close(fd);
	pool->running += job->child != NULL;
	return job->child != NULL;
}

/* What becomes of a message whose examiner has ended. */
static bool
finish(struct pool *pool, const struct job *job, GError **error)
{
	g_autoptr(GError) problem = NULL;
	OWNED(report) report = NULL;
	g_autofree char *json = NULL;

	report = examiner_report(job->child, &json, &problem);
	if (report != NULL)
		return store_set_report(pool->service->store, job->row->id,
		    report, json, received_at(job->row, report), error);
	log_message(LOG_LEVEL_WARNING, job->row->id, "%s: %s",
	    job->again ? "the examination failed again" :
			 "the examination failed, once more",
	    problem->message);
	if (job->again)
		return record_failure(pool->service, job->row, error);
	return start(pool, job->row, examiner_last_part(job->child), true,
	    error);
}

/* Waits until an examiner has ended and sees to its message; agents'
 * commands are seen to meanwhile. */
static bool
reap(struct pool *pool, GError **error)
{
	struct loop *loop = pool->service->loop;
	unsigned done;
	struct job job;
	bool ok;

	for (unsigned i = 0; i < pool->running; i++)
		pool->children[i] = pool->jobs[i].child;
	while ((done = child_wait(pool->children, pool->running,
		    loop != NULL ? loop_fd(loop) : -1)) == pool->running)
		loop_dispatch(loop, 0);
	job = pool->jobs[done];
	pool->jobs[done] = pool->jobs[--pool->running];
	ok = finish(pool, &job, error);
	child_free(job.child);
	return ok;
}

static bool
examine_rows(struct pool *pool, const GPtrArray *rows, GError **error)
{
	unsigned limit = pool->service->conf->settings->examiners;
	bool ok = true;

	for (unsigned i = 0; ok && i < rows->len && !signals_stop(); i++) {
		while (ok && pool->running == limit)
			ok = reap(pool, error);
		ok = ok && start(pool, rows->pdata[i], -1, false, error) &&
		    step_decide(pool->service, error);
	}
	while (ok && pool->running > 0)
		ok = reap(pool, error) && step_decide(pool->service, error);
	while (pool->running > 0)
		child_free(pool->jobs[--pool->running].child);
	return ok;
}

/*
 * Nothing waits, but a fetch goes on in another process: what it brings
 * finds the examiners ready.  False: no more is to be expected.
 */
static bool
await_more(struct service *service)
{
	g_autofree char *floor = store_note(service->store,
	    STORE_FETCH_FLOOR, NULL);

	if (service->loop == NULL || floor == NULL || floor[0] == '\0')
		return false;
	board_alive();
	loop_dispatch(service->loop, AWAIT_MS);
	return true;
}

static bool
examine_all(struct service *service, const struct examiner *examiner,
    GPtrArray *rows, GError **error)
{
	unsigned limit = service->conf->settings->examiners;
	g_autofree struct job *jobs = g_new0(struct job, limit);
	g_autofree struct child **children = g_new0(struct child *, limit);
	struct pool pool = { .service = service, .examiner = examiner,
		.jobs = jobs, .children = children };
	bool ok = true;

	g_ptr_array_ref(rows);
	while (ok && rows != NULL && !signals_stop()) {
		ok = rows->len > 0 ? examine_rows(&pool, rows, error) :
				     step_decide(service, error);
		if (ok && rows->len == 0 && !await_more(service))
			break;
		g_ptr_array_unref(rows);
		rows = ok ? store_messages_in(service->store,
		    MESSAGE_SPOOLED, BATCH, error) : NULL;
		ok = rows != NULL;
	}
	if (rows != NULL)
		g_ptr_array_unref(rows);
	return ok;
}

/* What this machine lacks, once a process. */
static void
say_complaint(const struct examiner *examiner)
{
	static bool said;

	if (!said && examiner_complaint(examiner)[0] != '\0')
		log_line(LOG_LEVEL_WARNING, "%s",
		    examiner_complaint(examiner));
	said = true;
}

bool
step_examine(struct service *service, GError **error)
{
	g_autoptr(GPtrArray) rows = store_messages_in(service->store,
	    MESSAGE_SPOOLED, BATCH, error);
	OWNED(examiner) examiner = NULL;

	if (rows == NULL)
		return false;
	if (rows->len == 0)
		return true;
	examiner = examiner_open(service->conf->settings, error);
	if (examiner == NULL)
		return false;
	say_complaint(examiner);
	return examine_all(service, examiner, rows, error);
}
