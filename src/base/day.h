/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day as people type it, and as they read it. */
#ifndef ASR_DAY_H
#define ASR_DAY_H

/*
 * "2026-02-13", or as the French write it "13/02/2026", "13/2/2026": the
 * same as YYYY-MM-DD, which the caller frees.  NULL when it is no day of
 * the calendar.
 */
char *day_typed(const char *typed);

/*
 * "13/02/2026" of "2026-02-13": the same for people to read.  The text itself
 * where it is no date, "" for NULL.  The caller frees it.
 */
char *day_french(const char *iso);

#endif
