/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children by a program that is ready: see nursery.h. */
#include "nursery.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "child-private.h"
#include "error.h"

#define DESCRIPTORS 3

struct nursery {
	struct child *program;
	int socket;
};

struct nursery *
nursery_start(const struct child_options *options, GError **error)
{
	const struct timeval patience = { .tv_sec = NURSERY_READY_MS / 1000 };
	struct child_options start = *options;
	struct nursery *nursery;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
		error_errno(error, errno, "socketpair");
		return NULL;
	}
	setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &patience,
	    sizeof(patience));
	nursery = g_new0(struct nursery, 1);
	nursery->socket = ends[0];
	start.stdin_fd = ends[1];
	start.total_ms = start.silence_ms = 0;
	nursery->program = child_start(&start, error);
	close(ends[1]);
	if (nursery->program != NULL)
		return nursery;
	nursery_free(nursery);
	return NULL;
}

static bool
ask(int socket, int32_t argument, const int fds[DESCRIPTORS], GError **error)
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(DESCRIPTORS * sizeof(int))];
	} control = { 0 };
	struct iovec iov = { &argument, sizeof(argument) };
	struct msghdr message = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&message);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(DESCRIPTORS * sizeof(int));
	memcpy(CMSG_DATA(c), fds, DESCRIPTORS * sizeof(int));
	while (sendmsg(socket, &message, MSG_NOSIGNAL) < 0) {
		if (errno != EINTR)
			return error_errno(error, errno, "nursery");
	}
	return true;
}

/* Its answer: a child of ours. */
static pid_t
answer(int socket, GError **error)
{
	int32_t pid = 0;
	ssize_t got;

	do {
		got = recv(socket, &pid, sizeof(pid), 0);
	} while (got < 0 && errno == EINTR);
	if (got == sizeof(pid) && pid > 0)
		return pid;
	if (got < 0)
		error_errno(error, errno, "nursery");
	else
		error_set(error, ASR_ERROR_FAILED, "the nursery has ended");
	return -1;
}

static struct child *
bring_forth(struct nursery *nursery, const struct child_options *options,
    int32_t argument, const int output[2], const int complaint[2],
    GError **error)
{
	const int fds[DESCRIPTORS] = { options->stdin_fd, output[1],
		complaint[1] };
	pid_t pid = -1;

	if (ask(nursery->socket, argument, fds, error))
		pid = answer(nursery->socket, error);
	close(output[1]);
	close(complaint[1]);
	if (pid > 0)
		return child_adopt(options, pid, output[0], complaint[0],
		    error);
	close(output[0]);
	close(complaint[0]);
	return NULL;
}

struct child *
nursery_child(struct nursery *nursery, const struct child_options *options,
    int32_t argument, GError **error)
{
	int output[2], complaint[2];

	if (!child_pipe(output, error))
		return NULL;
	if (!child_pipe(complaint, error)) {
		close(output[0]);
		close(output[1]);
		return NULL;
	}
	return bring_forth(nursery, options, argument, output, complaint,
	    error);
}

void
nursery_free(struct nursery *nursery)
{
	if (nursery == NULL)
		return;
	close(nursery->socket);
	child_free(nursery->program);
	g_free(nursery);
}
