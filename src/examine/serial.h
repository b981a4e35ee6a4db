/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * OpenMP without threads.
 *
 * tesseract opens a parallel region for every step of its network, some
 * ten thousand of them a page.  libgomp starts threads for that, which the
 * examiner's locked room forbids, and even when told to keep to one it asks
 * the kernel at the end of every region: a quarter of the time of a page,
 * with no gain where each message has its own process.  These functions
 * stand in front of libgomp's for the whole program; they are all that
 * tesseract calls of it.
 */
#ifndef ASR_SERIAL_H
#define ASR_SERIAL_H

/* Names these functions, so that a program that recognises has them. */
void serial_begin(void);

/* The interface that GCC compiles OpenMP to: libgomp's manual, chapter 8. */
void GOMP_parallel(void (*body)(void *), void *data, unsigned threads,
    unsigned flags);
void GOMP_parallel_sections(void (*body)(void *), void *data,
    unsigned threads, unsigned count, unsigned flags);
unsigned GOMP_sections_next(void);
void GOMP_sections_end_nowait(void);
int omp_get_num_threads(void);
int omp_get_thread_num(void);

#endif
