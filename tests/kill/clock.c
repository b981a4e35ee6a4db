/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time of day under the driver's control, and memory that is refused
 * once: see points.h.  The monotonic clock stays what it is, as on a
 * machine whose clock somebody sets.
 */
#include "points.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define US_PER_S INT64_C(1000000)
#define NS_PER_US 1000

static int64_t
now_us(void)
{
	struct timespec ts;

	syscall(SYS_clock_gettime, CLOCK_REALTIME, &ts);
	return ts.tv_sec * US_PER_S + ts.tv_nsec / NS_PER_US +
	    points_control->clock_us;
}

int
clock_gettime(clockid_t clock, struct timespec *ts)
{
	int64_t us;

	if ((clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE) ||
	    points_control->clock_us == 0)
		return (int)syscall(SYS_clock_gettime, clock, ts);
	us = now_us();
	ts->tv_sec = us / US_PER_S;
	ts->tv_nsec = us % US_PER_S * NS_PER_US;
	return 0;
}

int
gettimeofday(struct timeval *restrict tv, void *restrict zone)
{
	int64_t us = now_us();

	(void)zone;
	tv->tv_sec = us / US_PER_S;
	tv->tv_usec = us % US_PER_S;
	return 0;
}

time_t
time(time_t *result)
{
	time_t now = now_us() / US_PER_S;

	if (result != NULL)
		*result = now;
	return now;
}

/* --- memory ---------------------------------------------------------- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool
refused(void)
{
	struct control *control = points_control;
	uint64_t number;

	if (control->refuse_at == 0)
		return false;
	number = __atomic_add_fetch(&control->allocations, 1,
	    __ATOMIC_SEQ_CST);
	if (number != control->refuse_at)
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t size)
{
	return refused() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return refused() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return refused() ? NULL : __libc_realloc(old, size);
}
