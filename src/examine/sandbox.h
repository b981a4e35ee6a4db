/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The locked room.  After sandbox_enter this process can compute, read and
 * write the descriptors it has, and end; no file, no network, no other
 * process, no new code.  There is no way back.
 *
 * Four locks, each of which would do much alone:
 * - no new privileges, ever (prctl);
 * - limits on memory, processor, files (setrlimit);
 * - Landlock with no rule at all: no path leads anywhere;
 * - seccomp: a list of the system calls that are left.
 */
#ifndef ASR_SANDBOX_H
#define ASR_SANDBOX_H

#include <stdbool.h>

#include <glib.h>

/*
 * Address space.  Libraries, model and the largest scan together take
 * 0.3 GB; the largest message some 0.5 GB, with its copies and its unpacked
 * archives.
 */
#define SANDBOX_MEMORY_BYTES (3ull << 29)
#define SANDBOX_FILES 32u

/*
 * Locks.  seconds limits the processor time.  False and *error when a lock
 * that this kernel has does not close, or it has neither Landlock nor
 * seccomp; a kernel that has one of them goes on, and what it lacks is said
 * on stderr.  Built with sanitizers, memory stays unlimited.
 */
bool sandbox_enter(unsigned seconds, GError **error);

#endif
