/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child for each packet: see nursery-end.h. */
#include "nursery-end.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "error.h"

#define DESCRIPTORS 3

/* One packet; 1: there was one, 0: the end, -1: errno. */
static int
take(int32_t *argument_r, int fds[DESCRIPTORS])
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(DESCRIPTORS * sizeof(int))];
	} control = { 0 };
	int32_t argument = 0;
	struct iovec iov = { &argument, sizeof(argument) };
	struct msghdr message = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	struct cmsghdr *c;
	ssize_t got;

	do {
		got = recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	c = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
	if (c == NULL)
		return got < 0 ? -1 : 0;
	*argument_r = argument;
	memcpy(fds, CMSG_DATA(c), DESCRIPTORS * sizeof(int));
	return 1;
}

/* In the child: its own group, its own ends, no life after the parent. */
static bool
settle(pid_t parent, const int fds[DESCRIPTORS])
{
	setpgid(0, 0);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		return false;
	for (int i = 0; i < DESCRIPTORS; i++) {
		if (dup2(fds[i], i) < 0)
			return false;
	}
	return true;
}

static void
close_all(const int fds[DESCRIPTORS])
{
	for (int i = 0; i < DESCRIPTORS; i++)
		close(fds[i]);
}

bool
nursery_end_child(int *argument_r, GError **error)
{
	pid_t parent = getppid();
	int fds[DESCRIPTORS], got;
	int32_t argument, pid;

	while ((got = take(&argument, fds)) > 0) {
		/* fork, but the child is our parent's. */
		pid = (int32_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL,
		    NULL, NULL, NULL);
		if (pid == 0 && !settle(parent, fds))
			_exit(1);
		close_all(fds);
		if (pid == 0) {
			*argument_r = argument;
			return true;
		}
		if (pid < 0)
			pid = -1;
		if (send(STDIN_FILENO, &pid, sizeof(pid), MSG_NOSIGNAL) < 0)
			return error_errno(error, errno, "stdin");
	}
	return got < 0 && error_errno(error, errno, "stdin");
}
