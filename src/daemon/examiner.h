/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Examiners: asr-examine as a child, one message in, one report out.
 */
#ifndef ASR_EXAMINER_H
#define ASR_EXAMINER_H

#include "child.h"
#include "report.h"
#include "settings.h"

/* No page is begun after these seconds … */
#define EXAMINER_SECONDS 240
/* … and the last one, on a busy machine, has as long again. */
#define EXAMINER_TOTAL_MS (2u * EXAMINER_SECONDS * 1000u)

struct examiner;

/*
 * Finds asr-examine: $ASR_EXAMINE, else beside our own executable, so that
 * a build tree and an installation each use their own, else in SBINDIR;
 * and tries it on a message of ours, so that a broken installation is not
 * taken for a broken mail.  NULL and *error when it does not work.
 */
struct examiner *examiner_open(const struct settings *settings,
    GError **error);
void examiner_close(struct examiner *examiner);
OWNED_DEFINE(examiner, examiner_close)

/* What it said of this machine when it was tried, a line without its end:
 * a lock that the kernel lacks, OCR that cannot be had.  "": all is there. */
const char *examiner_complaint(const struct examiner *examiner);

/*
 * Starts the examination of message_fd (stays the caller's).  skip: the
 * part to pass over because an earlier examination died of it, -1: none.
 */
struct child *examiner_start(const struct examiner *examiner,
    int message_fd, int skip, GError **error);

/*
 * The report of a child that has ended; *json_r gets its text, the caller
 * frees both.  NULL and *error: why there is none, in English.
 */
struct report *examiner_report(const struct child *child, char **json_r,
    GError **error);

/* The part that a child was at when it ended; -1: none was begun. */
int examiner_last_part(const struct child *child);

#endif
