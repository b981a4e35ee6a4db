/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Libraries that would start threads, and must not.
 *
 * tesseract opens a parallel region of OpenMP for every step of its
 * network, some ten thousand of them a page.  libgomp starts threads for
 * that, which the examiner's locked room forbids, and even when told to
 * keep to one it asks the kernel at the end of every region: a quarter of
 * the time of a page, with no gain where each message has its own process.
 * libheif asks libde265 for a thread whatever it is told itself, and waits
 * for ever where there is none to be had.
 *
 * These functions stand in front of the libraries' own for the whole
 * program; they are all that tesseract calls of libgomp.
 */
#ifndef ASR_SERIAL_H
#define ASR_SERIAL_H

/* Does nothing but bring these functions into the program. */
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

/* libde265's de265.h; DE265_OK, and the caller's own thread does it. */
int de265_start_worker_threads(void *context, int threads);

#endif
