/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting, watching and ending the workers: see supervisor.h. */
#include "supervisor.h"

#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

#include "error.h"
#include "log.h"
#include "modes.h"
#include "signals.h"
#include "worker.h"

/* A worker that dies is started again after so long; twice as long each
 * time, unless it had lived for RESTART_CALM_S. */
#define RESTART_FIRST_MS 500
#define RESTART_LONGEST_MS 60000
#define RESTART_CALM_S 60
/* Between two looks at everything, when nothing happens. */
#define TICK_MS 10000

struct worker {
	pid_t pid; /* 0: none runs */
	int64_t started_us;
	int64_t start_at_us; /* when the next one is due */
	unsigned deaths;     /* in a row */
};

struct supervisor {
	struct conf *conf;
	const char *file;
	int lock_fd;
	struct worker workers[DUTY_COUNT];
	bool ready; /* every worker was once */
	char *status;
};

static void
tell_systemd(const char *format, ...) G_GNUC_PRINTF(1, 2);

static void
tell_systemd(const char *format, ...)
{
#ifdef HAVE_SYSTEMD
	va_list ap;
	g_autofree char *text = NULL;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	sd_notify(0, text);
#else
	(void)format;
#endif
}

/* The database as this program knows it, before workers meet in it. */
static bool
prepare_state(const struct conf *conf, GError **error)
{
	struct store *store = store_open(conf->settings->state_directory,
	    error);

	store_close(store);
	return store != NULL;
}

struct supervisor *
supervisor_open(struct conf *conf, const char *file, GError **error)
{
	struct supervisor *supervisor = g_new0(struct supervisor, 1);

	supervisor->conf = conf;
	supervisor->file = file;
	service_clock_wrong_by(); /* from now on */
	supervisor->lock_fd = service_lock(conf->settings->state_directory,
	    error);
	if (supervisor->lock_fd >= 0 && prepare_state(conf, error) &&
	    signals_install(true, error) && board_open(error))
		return supervisor;
	supervisor_close(supervisor);
	return NULL;
}

void
supervisor_close(struct supervisor *supervisor)
{
	if (supervisor == NULL)
		return;
	conf_free(supervisor->conf);
	if (supervisor->lock_fd >= 0)
		close(supervisor->lock_fd);
	g_free(supervisor->status);
	g_free(supervisor);
}

/* In the child.  If we are gone it ends after the work in hand. */
static G_GNUC_NORETURN void
be_worker(enum duty duty, struct conf *conf, pid_t parent)
{
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent)
		_exit(MODE_FAILED);
	_exit(worker_run(duty, conf));
}

/*
 * A fork, not an exec: the worker has the very configuration that was
 * checked, however its files change meanwhile.  Signals wait until it is
 * ready to hear them.
 */
static void
start(struct supervisor *supervisor, enum duty duty)
{
	struct worker *worker = &supervisor->workers[duty];
	pid_t self = getpid(), pid;
	sigset_t all, before;

	board_reset(duty);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0)
		be_worker(duty, supervisor->conf, self);
	sigprocmask(SIG_SETMASK, &before, NULL);
	worker->started_us = g_get_monotonic_time();
	if (pid > 0) {
		worker->pid = pid;
		return;
	}
	log_line(LOG_LEVEL_ERROR, "fork: %s", g_strerror(errno));
	worker->start_at_us = worker->started_us + RESTART_LONGEST_MS * 1000;
}

static void
start_due(struct supervisor *supervisor)
{
	int64_t now = g_get_monotonic_time();

	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		const struct worker *worker = &supervisor->workers[i];

		if (worker->pid == 0 && now >= worker->start_at_us)
			start(supervisor, (enum duty)i);
	}
}

static void
log_death(enum duty duty, int status)
{
	if (WIFSIGNALED(status))
		log_line(LOG_LEVEL_ERROR, "%s: killed by signal %d",
		    duty_name(duty), WTERMSIG(status));
	else if (!signals_stop())
		log_line(LOG_LEVEL_WARNING, "%s: ended with status %d",
		    duty_name(duty), WEXITSTATUS(status));
}

static void
bury(struct worker *worker)
{
	int64_t now = g_get_monotonic_time();
	int64_t pause_ms;

	if (now - worker->started_us > RESTART_CALM_S * G_USEC_PER_SEC)
		worker->deaths = 0;
	pause_ms = (int64_t)RESTART_FIRST_MS << MIN(worker->deaths, 16);
	worker->deaths++;
	worker->pid = 0;
	worker->start_at_us = now + MIN(pause_ms, RESTART_LONGEST_MS) * 1000;
}

/* Workers that have ended; true when there was one. */
static bool
reap(struct supervisor *supervisor, bool expected)
{
	bool any = false;
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (unsigned i = 0; i < DUTY_COUNT; i++) {
			struct worker *worker = &supervisor->workers[i];

			if (worker->pid != pid)
				continue;
			any = true;
			if (!expected || !WIFEXITED(status))
				log_death((enum duty)i, status);
			bury(worker);
		}
	}
	return any;
}

static bool
is_silent(enum duty duty)
{
	return g_get_monotonic_time() - board_alive_at_us(duty) >
	    WORKER_SILENCE_S * G_USEC_PER_SEC;
}

/* Ends who hangs; true when all the others have shown progress. */
static bool
all_alive(struct supervisor *supervisor)
{
	bool alive = true;

	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		enum duty duty = (enum duty)i;
		pid_t pid = supervisor->workers[i].pid;
		g_autofree char *what = NULL;

		if (pid == 0 || !is_silent(duty))
			continue;
		what = board_what(duty);
		log_line(LOG_LEVEL_ERROR, "%s: no progress for %d s (%s): "
		    "it is ended", duty_name(duty), WORKER_SILENCE_S, what);
		kill(pid, SIGKILL);
		alive = false;
	}
	return alive;
}

static bool
all_ready(const struct supervisor *supervisor)
{
	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		if (supervisor->workers[i].pid == 0 ||
		    !board_is_ready((enum duty)i))
			return false;
	}
	return true;
}

static char *
describe(const struct supervisor *supervisor)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		g_autofree char *what = board_what((enum duty)i);
		bool runs = supervisor->workers[i].pid != 0;

		g_string_append_printf(text, "%s%s %s", i > 0 ? "; " : "",
		    duty_name((enum duty)i),
		    !runs             ? "is down" :
			what[0] != '\0' ? what :
					  "starts");
	}
	return g_string_free(text, FALSE);
}

/*
 * The watchdog hears of us only while every worker makes progress: when
 * ending one that hangs does not help, systemd starts all anew.
 */
static void
report(struct supervisor *supervisor)
{
	g_autofree char *status = describe(supervisor);

	if (all_alive(supervisor))
		tell_systemd("WATCHDOG=1");
	if (!supervisor->ready && all_ready(supervisor)) {
		supervisor->ready = true;
		tell_systemd("READY=1");
	}
	if (g_strcmp0(status, supervisor->status) == 0)
		return;
	tell_systemd("STATUS=%s", status);
	g_free(supervisor->status);
	supervisor->status = g_steal_pointer(&status);
}

/* Until a signal, the end of a child, or the next thing to do. */
static void
rest(const struct supervisor *supervisor)
{
	struct pollfd pfd = { .fd = signals_fd(), .events = POLLIN };
	int64_t now = g_get_monotonic_time(), wait_ms = TICK_MS;

	if (!supervisor->ready)
		wait_ms = RESTART_FIRST_MS / 10;
	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		const struct worker *worker = &supervisor->workers[i];

		if (worker->pid == 0)
			wait_ms = MIN(wait_ms,
			    (worker->start_at_us - now) / 1000 + 1);
	}
	poll(&pfd, 1, (int)MAX(wait_ms, 0));
	signals_clear();
}

static bool
any_runs(const struct supervisor *supervisor)
{
	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		if (supervisor->workers[i].pid != 0)
			return true;
	}
	return false;
}

static void
kill_all(const struct supervisor *supervisor, int number)
{
	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		if (supervisor->workers[i].pid != 0)
			kill(supervisor->workers[i].pid, number);
	}
}

/* Lets the workers finish what they have in hand; their own clock
 * (WORKER_GRACE_S) ends those that do not. */
static void
stop_all(struct supervisor *supervisor)
{
	kill_all(supervisor, SIGTERM);
	while (reap(supervisor, true), any_runs(supervisor)) {
		report(supervisor);
		rest(supervisor);
	}
}

/* The new configuration's state, locked and ready; -1: refused. */
static int
accept_state(const struct supervisor *supervisor, const struct conf *conf,
    GError **error)
{
	const char *state = conf->settings->state_directory;
	int lock;

	if (strcmp(state, supervisor->conf->settings->state_directory) == 0)
		return supervisor->lock_fd;
	lock = service_lock(state, error);
	if (lock >= 0 && !prepare_state(conf, error)) {
		close(lock);
		lock = -1;
	}
	return lock;
}

static void
swap(struct supervisor *supervisor, struct conf *conf, int lock)
{
	stop_all(supervisor);
	conf_free(supervisor->conf);
	supervisor->conf = conf;
	if (lock != supervisor->lock_fd)
		close(supervisor->lock_fd);
	supervisor->lock_fd = lock;
	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		supervisor->workers[i].start_at_us = 0;
		supervisor->workers[i].deaths = 0;
	}
	log_line(LOG_LEVEL_NOTICE, "configuration read again");
}

/* The configuration is swapped whole in all processes, or refused whole. */
static void
reload(struct supervisor *supervisor)
{
	struct conf *conf;
	g_autoptr(GError) error = NULL;
	int lock = -1;

	tell_systemd("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT,
	    g_get_monotonic_time());
	conf = mode_read_conf(supervisor->file);
	if (conf != NULL)
		lock = accept_state(supervisor, conf, &error);
	if (lock >= 0) {
		swap(supervisor, conf, lock);
	} else {
		conf_free(conf);
		log_line(LOG_LEVEL_ERROR,
		    "the new configuration is wrong%s%s: the old one stays",
		    error != NULL ? ": " : "",
		    error != NULL ? error->message : "");
	}
	tell_systemd("READY=1");
}

/* A service that cannot start says so by its exit status; once it has
 * started, whoever dies is started again. */
static bool
failed_to_start(const struct supervisor *supervisor)
{
	if (supervisor->ready)
		return false;
	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		if (supervisor->workers[i].deaths > 0)
			return true;
	}
	return false;
}

bool
supervisor_run(struct supervisor *supervisor, GError **error)
{
	bool ok = true;

	while (ok && !signals_stop()) {
		start_due(supervisor);
		report(supervisor);
		rest(supervisor);
		reap(supervisor, false);
		ok = signals_stop() || !failed_to_start(supervisor);
		if (ok && signals_take_reload() && !signals_stop())
			reload(supervisor);
	}
	tell_systemd("STOPPING=1");
	stop_all(supervisor);
	return ok || error_set(error, ASR_ERROR_FAILED,
	    "the service could not start");
}
