/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision as values for the templates (doc/templates.md). */
#ifndef ASR_LETTER_H
#define ASR_LETTER_H

#include "outbox.h"

/* Never NULL; the caller frees it. */
struct values *letter_values(const struct letter *letter);

/* The longest text of a stranger that a letter quotes in one piece: a
 * subject, a file's name, a candidate's. */
#define LETTER_QUOTED_LETTERS_MAX 120u
/* Files named for one piece; further ones are counted. */
#define LETTER_FILES_MAX 5u
/* Files listed of one message; further ones are counted. */
#define LETTER_DOCUMENTS_MAX 60u

/* A moment in the zone of the campaign that the letter is about; without
 * one in that of the newest campaign, else here.  Caller unrefs. */
GDateTime *letter_local_time(const struct letter *letter, int64_t at);

/* "24 novembre 2025" of a time in zone; the caller frees it. */
char *letter_date(int64_t at, GTimeZone *zone);

#endif
