/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Examine: every spooled message is handed to an examiner, several at a
 * time; its report is decoded with suspicion and recorded.  An examiner
 * that crashes, hangs or talks nonsense costs that one message a place in
 * the review queue.
 */
#include <unistd.h>

#include "child.h"
#include "decide.h"
#include "error.h"
#include "log.h"
#include "report-json.h"
#include "service.h"

/* Begun so often before: then the message itself is the trouble. */
#define ATTEMPTS_MAX 2u
/* Rows taken at a time. */
#define BATCH 200u
/* Longer than the examiner's own budget (four minutes and one page). */
#define EXAMINER_TOTAL_MS (6u * 60u * 1000u)
#define EXAMINERS_MAX 64u

/* One message under examination. */
struct job {
	const struct message_row *row;
	struct child *child;
};

struct pool {
	struct service *service;
	char *program;
	struct job jobs[EXAMINERS_MAX];
	unsigned running;
};

/* asr-examine beside our own executable, so that a build tree and an
 * installation each use their own. */
static char *
find_program(void)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = NULL;
	g_autofree char *beside = NULL;

	if (self != NULL) {
		folder = g_path_get_dirname(self);
		beside = g_build_filename(folder, "asr-examine", NULL);
		if (access(beside, X_OK) == 0)
			return g_steal_pointer(&beside);
	}
	return g_strdup(SBINDIR "/asr-examine");
}

static struct child *
start_examiner(struct pool *pool, const struct message_row *row,
    GError **error)
{
	const char *const argv[] = { pool->program, "--config",
		pool->service->conf->settings->file, NULL };
	/* One core each; no zone or locale of ours. */
	const char *const envp[] = { "OMP_THREAD_LIMIT=1", "TZ=UTC0",
		"LC_ALL=C.UTF-8", NULL };
	struct child_options options = { .argv = argv, .envp = envp,
		.output_bytes_max = REPORT_BYTES_MAX,
		.total_ms = EXAMINER_TOTAL_MS };
	struct child *child;

	options.stdin_fd = spool_read(pool->service->spool, row->sha256,
	    error);
	if (options.stdin_fd < 0)
		return NULL;
	child = child_start(&options, error);
	close(options.stdin_fd);
	return child;
}

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
	return campaign;
}

/* A message nobody could examine goes to a person at once. */
static bool
record_failure(struct service *service, const struct message_row *row,
    const char *why, GError **error)
{
	OWNED(report) report = report_new();
	OWNED(decision) decision = decide_unreadable(why);
	g_autofree char *json = report_encode(report);

	log_message(LOG_LEVEL_WARNING, row->id, "not examined: %s", why);
	service->failed++;
	return store_set_report(service->store, row->id, report, json,
		   received_at(row, report), error) &&
	    store_settle(service->store, row->id, decision, no_prefix, NULL,
		service_now(), error);
}

static bool
record(struct service *service, struct job *job, GError **error)
{
	g_autoptr(GError) problem = NULL;
	OWNED(report) report = NULL;
	g_autofree char *how = child_describe(job->child);
	g_autofree char *json = NULL;
	const char *output;
	size_t length;

	output = child_output(job->child, &length);
	if (child_end(job->child) == CHILD_EXITED &&
	    child_status(job->child) == 0)
		report = report_decode(output, length, &problem);
	if (report == NULL && job->row->attempts + 1 < ATTEMPTS_MAX) {
		log_message(LOG_LEVEL_WARNING, job->row->id,
		    "examination failed, once more: %s",
		    problem != NULL ? problem->message : how);
		return true; /* still spooled: the next round takes it */
	}
	if (report == NULL)
		return record_failure(service, job->row,
		    problem != NULL ? problem->message : how, error);
	json = g_strndup(output, length);
	service->examined++;
	return store_set_report(service->store, job->row->id, report, json,
	    received_at(job->row, report), error);
}

/* Waits for one examiner and records what it found. */
static bool
reap(struct pool *pool, GError **error)
{
	struct child *children[EXAMINERS_MAX];
	unsigned done;
	bool ok;

	for (unsigned i = 0; i < pool->running; i++)
		children[i] = pool->jobs[i].child;
	done = child_wait(children, pool->running, -1);
	g_assert(done < pool->running);
	ok = record(pool->service, &pool->jobs[done], error);
	child_free(pool->jobs[done].child);
	pool->jobs[done] = pool->jobs[--pool->running];
	return ok;
}

static bool
begin(struct pool *pool, const struct message_row *row, GError **error)
{
	struct job *job = &pool->jobs[pool->running];

	if (!store_begin_examination(pool->service->store, row->id, error))
		return false;
	job->row = row;
	job->child = start_examiner(pool, row, error);
	pool->running += job->child != NULL;
	return job->child != NULL;
}

static bool
examine_rows(struct pool *pool, const GPtrArray *rows, GError **error)
{
	unsigned limit = MIN(pool->service->conf->settings->examiners,
	    EXAMINERS_MAX);
	bool ok = true;

	for (unsigned i = 0; ok && i < rows->len; i++) {
		if (service_stopping(pool->service))
			break;
		if (pool->running == limit)
			ok = reap(pool, error);
		ok = ok && begin(pool, rows->pdata[i], error);
	}
	while (ok && pool->running > 0)
		ok = reap(pool, error);
	while (pool->running > 0)
		child_free(pool->jobs[--pool->running].child);
	return ok;
}

bool
step_examine(struct service *service, GError **error)
{
	struct pool pool = { .service = service,
		.program = find_program() };
	bool ok = true, more = true;

	while (ok && more && !service_stopping(service)) {
		g_autoptr(GPtrArray) rows = store_messages_in(service->store,
		    MESSAGE_SPOOLED, BATCH, error);

		ok = rows != NULL && examine_rows(&pool, rows, error);
		more = ok && rows->len > 0;
	}
	g_free(pool.program);
	return ok;
}
