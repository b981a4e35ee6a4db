/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared memory and bells: see board.h. */
#include "board.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include "error.h"

struct slot {
	atomic_int_fast64_t alive_at_us;
	atomic_bool ready;
	/* A reader may see half of two texts; its last byte is always 0. */
	char doing[BOARD_DOING_BYTES];
};

static struct slot *slots; /* NULL: no board */
static int bells[DUTY_COUNT] = { -1, -1, -1 };
static struct slot *own; /* of this worker; NULL: this is none */

const char *
duty_name(enum duty duty)
{
	static const char *const names[] = { "watcher", "registrar",
		"courier" };

	G_STATIC_ASSERT(G_N_ELEMENTS(names) == DUTY_COUNT);
	return names[duty];
}

bool
board_open(GError **error)
{
	void *page = mmap(NULL, sizeof(struct slot) * DUTY_COUNT,
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		return error_errno(error, errno, "mmap");
	slots = page;
	for (unsigned i = 0; i < DUTY_COUNT; i++) {
		bells[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		if (bells[i] < 0)
			return error_errno(error, errno, "eventfd");
	}
	return true;
}

void
board_take(enum duty duty)
{
	own = &slots[duty];
	board_alive();
}

void
board_set_ready(void)
{
	if (own != NULL)
		own->ready = true;
}

void
board_alive(void)
{
	if (own != NULL)
		own->alive_at_us = g_get_monotonic_time();
}

void
board_doing(const char *format, ...)
{
	va_list ap;

	if (own == NULL)
		return;
	va_start(ap, format);
	vsnprintf(own->doing, sizeof(own->doing), format, ap);
	va_end(ap);
	board_alive();
}

void
board_ring(enum duty duty)
{
	const uint64_t one = 1;

	/* Full only when it has been rung anyway. */
	if (bells[duty] >= 0 && write(bells[duty], &one, sizeof(one)) < 0)
		return;
}

int
board_bell(enum duty duty)
{
	return bells[duty];
}

void
board_reset(enum duty duty)
{
	slots[duty].ready = false;
	slots[duty].alive_at_us = g_get_monotonic_time();
	memset(slots[duty].doing, 0, sizeof(slots[duty].doing));
}

bool
board_is_ready(enum duty duty)
{
	return slots[duty].ready;
}

int64_t
board_alive_at_us(enum duty duty)
{
	return slots[duty].alive_at_us;
}

char *
board_what(enum duty duty)
{
	return g_strndup(slots[duty].doing, BOARD_DOING_BYTES - 1);
}
