/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pass did, in French, for whoever started it by hand. */
#ifndef ASR_SUMMARY_H
#define ASR_SUMMARY_H

#include "service.h"

/* Prints one to three lines on stdout. */
void summary_print(const struct tally *tally);

/* "3 messages", "1 message", "aucun message": number and noun agree; NULL
 * plural: the noun takes an s.  The caller frees it. */
char *summary_count(unsigned number, const char *singular,
    const char *plural);

#endif
