/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries without threads: see serial.h. */
#include "serial.h"

/*
 * The sections of the region being run: the next one, and how many there
 * are.  The interface hands no state along, so it must stand here.
 */
static _Thread_local struct sections {
	unsigned next, count;
} sections;

void
serial_begin(void)
{
}

void
GOMP_parallel(void (*body)(void *), void *data, unsigned threads,
    unsigned flags)
{
	(void)threads;
	(void)flags;
	body(data);
}

void
GOMP_parallel_sections(void (*body)(void *), void *data, unsigned threads,
    unsigned count, unsigned flags)
{
	struct sections outer = sections;

	(void)threads;
	(void)flags;
	sections = (struct sections){ .next = 1, .count = count };
	body(data);
	sections = outer;
}

/* From 1; 0 when all were run. */
unsigned
GOMP_sections_next(void)
{
	return sections.next <= sections.count ? sections.next++ : 0;
}

void
GOMP_sections_end_nowait(void)
{
}

int
omp_get_num_threads(void)
{
	return 1;
}

int
omp_get_thread_num(void)
{
	return 0;
}

int
de265_start_worker_threads(void *context, int threads)
{
	(void)context;
	(void)threads;
	return 0;
}
