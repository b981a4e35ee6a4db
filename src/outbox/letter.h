/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision as values for the templates (doc/templates.md). */
#ifndef ASR_LETTER_H
#define ASR_LETTER_H

#include "outbox.h"

/* Never NULL; the caller frees it. */
struct values *letter_values(const struct letter *letter);

/* "24 novembre 2025" of a time in zone; the caller frees it. */
char *letter_date(int64_t at, GTimeZone *zone);

#endif
