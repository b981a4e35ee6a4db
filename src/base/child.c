/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child process with limits: see child.h. */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "error.h"

#define READ_BYTES 65536

struct child {
	pid_t pid;
	int fd; /* its stdout */
	GByteArray *output;
	size_t output_max;
	int64_t ends_at_us;
	bool ended;    /* end of output, or killed */
	bool too_slow;
	bool too_much;
};

static bool
spawn(const struct child_options *options, int out_fd, pid_t *pid_r,
    GError **error)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, defaults;
	int result;

	sigemptyset(&none);
	sigfillset(&defaults);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, options->stdin_fd, 0);
	posix_spawn_file_actions_adddup2(&actions, out_fd, 1);
	posix_spawn_file_actions_addclosefrom_np(&actions, 3);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setflags(&attributes,
	    POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	result = posix_spawn(pid_r, options->argv[0], &actions, &attributes,
	    (char *const *)options->argv,
	    (char *const *)options->environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return result == 0 ||
	    error_errno(error, result, "%s", options->argv[0]);
}

struct child *
child_start(const struct child_options *options, GError **error)
{
	struct child *child;
	int pipe_fds[2];
	pid_t pid = 0;
	bool ok;

	if (pipe2(pipe_fds, O_CLOEXEC) != 0) {
		error_errno(error, errno, "pipe");
		return NULL;
	}
	ok = spawn(options, pipe_fds[1], &pid, error);
	close(pipe_fds[1]);
	if (!ok) {
		close(pipe_fds[0]);
		return NULL;
	}
	child = g_new0(struct child, 1);
	child->pid = pid;
	child->fd = pipe_fds[0];
	child->output = g_byte_array_new();
	child->output_max = options->output_max;
	child->ends_at_us = g_get_monotonic_time() +
	    (int64_t)options->total_s * G_USEC_PER_SEC;
	return child;
}

int
child_fd(const struct child *child)
{
	return child->fd;
}

static void
give_up(struct child *child)
{
	kill(child->pid, SIGKILL);
	child->ended = true;
}

static void
take_output(struct child *child)
{
	guint8 buffer[READ_BYTES];
	ssize_t n = read(child->fd, buffer, sizeof(buffer));

	if (n < 0 && errno == EINTR)
		return;
	if (n <= 0) {
		child->ended = true;
		return;
	}
	if (child->output->len + (size_t)n > child->output_max) {
		child->too_much = true;
		give_up(child);
		return;
	}
	g_byte_array_append(child->output, buffer, (guint)n);
}

bool
child_poll(struct child *child, int timeout_ms)
{
	struct pollfd pfd = { .fd = child->fd, .events = POLLIN };
	int64_t left_ms =
	    (child->ends_at_us - g_get_monotonic_time()) / 1000;

	if (child->ended)
		return true;
	if (left_ms <= 0) {
		child->too_slow = true;
		give_up(child);
		return true;
	}
	if (poll(&pfd, 1, (int)MIN(timeout_ms, left_ms)) > 0)
		take_output(child);
	return child->ended;
}

static bool
judge(const struct child *child, int status, GError **error)
{
	if (child->too_slow)
		return error_set(error, ASR_ERROR_TIMEOUT,
		    "the examiner took too long");
	if (child->too_much)
		return error_set(error, ASR_ERROR_LIMIT,
		    "the examiner said more than %zu bytes",
		    child->output_max);
	if (WIFSIGNALED(status))
		return error_set(error, ASR_ERROR_FAILED,
		    "the examiner died of signal %d (%s)", WTERMSIG(status),
		    strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) != 0)
		return error_set(error, ASR_ERROR_FAILED,
		    "the examiner ended with status %d",
		    WEXITSTATUS(status));
	return true;
}

GBytes *
child_finish(struct child *child, GError **error)
{
	GBytes *output = NULL;
	int status = 0;

	if (!child->ended)
		give_up(child);
	close(child->fd);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (judge(child, status, error))
		output = g_byte_array_free_to_bytes(child->output);
	else
		g_byte_array_unref(child->output);
	g_free(child);
	return output;
}
