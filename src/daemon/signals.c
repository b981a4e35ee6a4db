/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals as flags and a descriptor: see signals.h. */
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "error.h"

/* Set in the handler, whose only means these are. */
static volatile sig_atomic_t stop_asked, reload_asked;
static int event_fd = -1;
static unsigned grace; /* seconds; 0: no limit */

static void
note_signal(int number)
{
	const uint64_t one = 1;
	int saved = errno;

	if (number == SIGHUP)
		reload_asked = 1;
	else if (number != SIGCHLD)
		stop_asked = 1;
	if (number == SIGTERM && grace > 0)
		alarm(grace);
	/* Full only when it is readable anyway. */
	if (write(event_fd, &one, sizeof(one)) < 0)
		errno = saved;
	errno = saved;
}

bool
signals_install(bool children, GError **error)
{
	struct sigaction action = { .sa_handler = note_signal };

	event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (event_fd < 0)
		return error_errno(error, errno, "eventfd");
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	if (children)
		sigaction(SIGCHLD, &action, NULL);
	/* Who presses Ctrl-C twice does not want to wait. */
	action.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGINT, &action, NULL);
	return true;
}

void
signals_install_worker(int bell_fd, unsigned grace_s)
{
	struct sigaction action = { .sa_handler = note_signal };

	event_fd = bell_fd;
	grace = grace_s;
	stop_asked = reload_asked = 0;
	sigaction(SIGTERM, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	action.sa_handler = SIG_DFL;
	sigaction(SIGALRM, &action, NULL);
	sigaction(SIGCHLD, &action, NULL);
}

int
signals_fd(void)
{
	return event_fd;
}

void
signals_clear(void)
{
	uint64_t count;

	while (read(event_fd, &count, sizeof(count)) < 0 && errno == EINTR)
		;
}

bool
signals_stop(void)
{
	return stop_asked != 0;
}

bool
signals_take_reload(void)
{
	bool asked = reload_asked != 0;

	reload_asked = 0;
	return asked;
}
