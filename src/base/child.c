/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children on a short lead: see child.h. */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child-private.h"
#include "error.h"

/* As shells say it: the program could not be run. */
#define STATUS_NOT_RUN 127
#define READ_BYTES 65536u
/* Descriptors of one child that are watched: life, stdout, stderr. */
#define WATCHED 3

struct child {
	pid_t pid;
	int pid_fd, output_fd, complaint_fd;
	GByteArray *output;
	GString *complaint;
	size_t output_bytes_max;
	unsigned silence_ms, total_ms;
	int64_t started_us, heard_us; /* monotonic */
	enum child_end end;
	int status;
};

/* A pipe whose ends are no standard descriptors, so that dup2 in the child
 * never overwrites one of them. */
bool
child_pipe(int ends[2], GError **error)
{
	int low[2];

	if (pipe2(low, O_CLOEXEC) != 0)
		return error_errno(error, errno, "pipe");
	for (int i = 0; i < 2; i++) {
		ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
		close(low[i]);
	}
	if (ends[0] >= 0 && ends[1] >= 0 &&
	    fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
		return true;
	error_errno(error, errno, "pipe");
	for (int i = 0; i < 2; i++) {
		if (ends[i] >= 0)
			close(ends[i]);
	}
	return false;
}

/* In the child, between fork and exec: async-signal-safe calls alone. */
static void
become(const struct child_options *options, pid_t parent, int output,
    int complaint)
{
	sigset_t none;
	int input = fcntl(options->stdin_fd, F_DUPFD, STDERR_FILENO + 1);

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	setpgid(0, 0);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		_exit(STATUS_NOT_RUN);
	if (dup2(input, STDIN_FILENO) < 0 ||
	    dup2(output, STDOUT_FILENO) < 0 ||
	    dup2(complaint, STDERR_FILENO) < 0 ||
	    close_range(STDERR_FILENO + 1, ~0U, 0) != 0)
		_exit(STATUS_NOT_RUN);
	execve(options->argv[0], (char *const *)options->argv,
	    (char *const *)options->envp);
	_exit(STATUS_NOT_RUN);
}

static struct child *
child_new(const struct child_options *options, pid_t pid, int pid_fd,
    int output_fd, int complaint_fd)
{
	struct child *child = g_new0(struct child, 1);

	child->pid = pid;
	child->pid_fd = pid_fd;
	child->output_fd = output_fd;
	child->complaint_fd = complaint_fd;
	child->output = g_byte_array_new();
	child->complaint = g_string_new(NULL);
	child->output_bytes_max = options->output_bytes_max;
	child->silence_ms = options->silence_ms;
	child->total_ms = options->total_ms;
	child->started_us = child->heard_us = g_get_monotonic_time();
	return child;
}

struct child *
child_adopt(const struct child_options *options, pid_t pid, int output_fd,
    int complaint_fd, GError **error)
{
	int pid_fd;

	setpgid(pid, pid); /* it does so too: whoever of us comes first */
	pid_fd = pidfd_open(pid, 0);
	if (pid_fd >= 0)
		return child_new(options, pid, pid_fd, output_fd,
		    complaint_fd);
	error_errno(error, errno, "pidfd_open");
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(output_fd);
	close(complaint_fd);
	return NULL;
}

/* Forks; the ends that the child writes to are closed here afterwards. */
static struct child *
start(const struct child_options *options, const int output[2],
    const int complaint[2], GError **error)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid == 0)
		become(options, parent, output[1], complaint[1]);
	close(output[1]);
	close(complaint[1]);
	if (pid > 0)
		return child_adopt(options, pid, output[0], complaint[0],
		    error);
	error_errno(error, errno, "fork");
	close(output[0]);
	close(complaint[0]);
	return NULL;
}

struct child *
child_start(const struct child_options *options, GError **error)
{
	int output[2], complaint[2];

	if (!child_pipe(output, error))
		return NULL;
	if (!child_pipe(complaint, error)) {
		close(output[0]);
		close(output[1]);
		return NULL;
	}
	return start(options, output, complaint, error);
}

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Takes what a pipe holds now; at its end the descriptor is closed. */
static void
drain(struct child *child, int *fd, void (*take)(struct child *child,
    const char *bytes, size_t length))
{
	char bytes[READ_BYTES];
	ssize_t n;

	while (*fd >= 0 && child->end != CHILD_TOO_MUCH) {
		n = read(*fd, bytes, sizeof(bytes));
		if (n > 0) {
			child->heard_us = g_get_monotonic_time();
			take(child, bytes, (size_t)n);
		} else if (n == 0) {
			close_fd(fd);
		} else if (errno != EINTR) {
			return; /* EAGAIN: nothing more for now */
		}
	}
}

static void
take_output(struct child *child, const char *bytes, size_t length)
{
	if (length > child->output_bytes_max - child->output->len)
		child->end = CHILD_TOO_MUCH;
	else
		g_byte_array_append(child->output, (const guint8 *)bytes,
		    (guint)length);
}

static void
take_complaint(struct child *child, const char *bytes, size_t length)
{
	GString *kept = child->complaint;

	g_string_append_len(kept, bytes, (gssize)length);
	if (kept->len > CHILD_COMPLAINT_BYTES_MAX)
		g_string_erase(kept, 0,
		    (gssize)(kept->len - CHILD_COMPLAINT_BYTES_MAX));
}

/*
 * Reaps the child.  Its group dies first, while the zombie still keeps
 * the number from being given to somebody else.
 */
static void
reap(struct child *child)
{
	int status = 0;

	kill(-child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		;
	child->pid = 0;
	drain(child, &child->output_fd, take_output);
	drain(child, &child->complaint_fd, take_complaint);
	close_fd(&child->output_fd);
	close_fd(&child->complaint_fd);
	close_fd(&child->pid_fd);
	if (child->end != CHILD_RUNNING)
		return;
	child->end = WIFSIGNALED(status) ? CHILD_CRASHED : CHILD_EXITED;
	child->status = WIFSIGNALED(status) ? WTERMSIG(status) :
					      WEXITSTATUS(status);
}

/* The monotonic moment at which patience ends; INT64_MAX: never. */
static int64_t
patience_ends(const struct child *child, enum child_end *why_r)
{
	int64_t total = child->total_ms == 0 ? INT64_MAX :
	    child->started_us + (int64_t)child->total_ms * 1000;
	int64_t silence = child->silence_ms == 0 ? INT64_MAX :
	    child->heard_us + (int64_t)child->silence_ms * 1000;

	*why_r = total <= silence ? CHILD_TOO_LONG : CHILD_SILENT;
	return MIN(total, silence);
}

/* Looks after one child; true when it has ended. */
static bool
tend(struct child *child, bool exited)
{
	enum child_end why;

	if (child->end != CHILD_RUNNING)
		return true;
	drain(child, &child->output_fd, take_output);
	drain(child, &child->complaint_fd, take_complaint);
	if (child->end == CHILD_RUNNING && !exited &&
	    patience_ends(child, &why) <= g_get_monotonic_time())
		child->end = why;
	if (child->end == CHILD_RUNNING && !exited)
		return false;
	reap(child);
	return true;
}

static int
wait_ms(struct child *const *children, unsigned count)
{
	int64_t first = INT64_MAX;
	int64_t left_us;
	enum child_end why;

	for (unsigned i = 0; i < count; i++)
		first = MIN(first, patience_ends(children[i], &why));
	if (first == INT64_MAX)
		return -1;
	left_us = first - g_get_monotonic_time();
	return (int)CLAMP(left_us / 1000 + 1, 0, INT32_MAX);
}

unsigned
child_wait(struct child *const *children, unsigned count, int wake_fd)
{
	g_autofree struct pollfd *fds = g_new0(struct pollfd,
	    (gsize)count * WATCHED + 1);
	struct pollfd *wake = &fds[count * WATCHED];

	*wake = (struct pollfd){ .fd = wake_fd, .events = POLLIN };
	for (;;) {
		for (unsigned i = 0; i < count; i++) {
			bool exited = fds[i * WATCHED].revents != 0;

			if (tend(children[i], exited))
				return i;
			fds[i * WATCHED].fd = children[i]->pid_fd;
			fds[i * WATCHED + 1].fd = children[i]->output_fd;
			fds[i * WATCHED + 2].fd = children[i]->complaint_fd;
			for (unsigned j = 0; j < WATCHED; j++)
				fds[i * WATCHED + j].events = POLLIN;
		}
		if (wake->revents != 0)
			return count;
		if (poll(fds, (nfds_t)count * WATCHED + 1,
			wait_ms(children, count)) < 0) {
			g_assert(errno == EINTR || errno == ENOMEM);
			for (unsigned i = 0; i <= count * WATCHED; i++)
				fds[i].revents = 0;
		}
	}
}

enum child_end
child_end(const struct child *child)
{
	return child->end;
}

int
child_status(const struct child *child)
{
	return child->status;
}

const char *
child_output(const struct child *child, size_t *length_r)
{
	*length_r = child->output->len;
	return (const char *)child->output->data;
}

const char *
child_complaint(const struct child *child)
{
	return child->complaint->str;
}

char *
child_describe(const struct child *child)
{
	switch (child->end) {
	case CHILD_RUNNING:
		return g_strdup("still running");
	case CHILD_EXITED:
		return g_strdup_printf("exit status %d", child->status);
	case CHILD_CRASHED:
		return g_strdup_printf("killed by signal %d (%s)",
		    child->status, g_strsignal(child->status));
	case CHILD_SILENT:
		return g_strdup_printf("nothing heard for %u s",
		    child->silence_ms / 1000);
	case CHILD_TOO_LONG:
		return g_strdup_printf("no answer within %u s",
		    child->total_ms / 1000);
	case CHILD_TOO_MUCH:
		return g_strdup_printf("an answer of more than %zu bytes",
		    child->output_bytes_max);
	}
	g_assert_not_reached();
}

void
child_free(struct child *child)
{
	if (child == NULL)
		return;
	if (child->pid != 0) {
		kill(child->pid, SIGKILL);
		reap(child);
	}
	g_byte_array_unref(child->output);
	g_string_free(child->complaint, TRUE);
	g_free(child);
}
