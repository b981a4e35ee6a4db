/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shares of time that a project gives CHU and employer, year by year:
 * behind the form's labels, in the columns of a table below their names, or
 * each behind its hospital («CHU de Caen 40 %, CH de Valbec 60 %»).
 */
#ifndef ASR_SHARES_H
#define ASR_SHARES_H

#include "text.h"

/* The shares of so many years are read: no contract is longer. */
#define SHARE_YEARS_MAX 4u

struct shares {
	unsigned value[SHARE_YEARS_MAX]; /* per cent; 0: not said */
	unsigned count;
};

struct year_shares {
	struct shares chu, employer;
};

/* The shares within words [first, end). */
struct year_shares shares_read(const struct form_rules *rules,
    const struct text *text, unsigned first, unsigned end);

#endif
