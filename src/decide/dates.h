/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as French documents write them. */
#ifndef ASR_DATES_H
#define ASR_DATES_H

#include "text.h"

/*
 * The first date within words [first, end): «09/10/2026», «9-10-26»,
 * «9 octobre 2026», «1er nov. 2026», «novembre 2026» (its first day).  A
 * year alone is none.  next_r (may be NULL): the word behind it.
 */
bool dates_find(const struct text *text, unsigned first, unsigned end,
    GDate *date_r, unsigned *next_r);

/* YYYY-MM-DD as GLib's date; false when it is none. */
bool dates_parse(const char *iso, GDate *date_r);

/* «2 novembre 2026»; the caller frees it. */
char *dates_say(const GDate *date);

#endif
