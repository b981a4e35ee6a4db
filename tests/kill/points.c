/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting and stopping: see points.h.  The calls themselves: calls.c. */
#include "points.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct control none;
struct control *points_control = &none;

static int trace_fd = -1;
static __thread bool stop_after; /* the call under way is the one */

/* System calls made here are not counted: they go past calls.c. */
static void
map_control(const char *path)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
	void *map;

	if (fd < 0)
		abort();
	map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0);
	syscall(SYS_close, fd);
	if (map == MAP_FAILED)
		abort();
	points_control = map;
}

__attribute__((constructor)) static void
start(void)
{
	const char *control = getenv("ASR_POINTS");
	const char *trace = getenv("ASR_POINTS_TRACE");

	if (control == NULL)
		return;
	if (trace != NULL)
		trace_fd = (int)syscall(SYS_openat, AT_FDCWD, trace,
		    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	map_control(control);
}

static bool
cuts(void)
{
	return points_control->mode == POINT_CUT_BEFORE ||
	    points_control->mode == POINT_CUT_AFTER;
}

/* With its helpers: a power cut spares nobody. */
static void __attribute__((noreturn))
stop(void)
{
	if (cuts())
		undo_all();
	kill(0, SIGKILL);
	for (;;)
		pause();
}

static void
trace(uint64_t number, const char *name, const char *what)
{
	char line[512];
	int length;

	if (trace_fd < 0)
		return;
	length = snprintf(line, sizeof(line), "%llu %s %.400s\n",
	    (unsigned long long)number, name, what != NULL ? what : "");
	syscall(SYS_write, trace_fd, line, length);
}

bool
point_before(const char *name, enum point_kind kind, const char *what)
{
	struct control *control = points_control;
	uint64_t number, at = control->at;

	if (control == &none)
		return true;
	number = __atomic_add_fetch(&control->count, 1, __ATOMIC_SEQ_CST);
	trace(number, name, what);
	stop_after = false;
	if (at == 0 || number < at)
		return true;
	switch ((enum point_mode)control->mode) {
	case POINT_KILL_BEFORE:
	case POINT_CUT_BEFORE:
		stop();
	case POINT_KILL_AFTER:
	case POINT_CUT_AFTER:
		stop_after = true;
		return true;
	case POINT_FAIL_ONCE:
	case POINT_FAIL_FROM:
		if (kind != POINT_FILE ||
		    (number > at && control->mode == POINT_FAIL_ONCE))
			return true;
		errno = (int)control->error;
		return false;
	case POINT_COUNT:
		break;
	}
	return true;
}

void
point_after(void)
{
	if (stop_after)
		stop();
}
