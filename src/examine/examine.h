/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examination of one raw message, from its bytes to its report. */
#ifndef ASR_EXAMINE_H
#define ASR_EXAMINE_H

#include "exam.h"

/*
 * Examines raw: its header, its text, its parts, and the pages of each
 * document among them, into exam->report.  Never fails: what is strange
 * about a message stands in its report.
 */
void examine_message(struct exam *exam, GBytes *raw);

/*
 * The bytes of one part, by its index in the report: the same walk without
 * reading documents.  NULL when there is no such part, or its bytes could
 * not be had.  The caller unrefs it.
 */
GBytes *examine_extract(struct exam *exam, GBytes *raw, unsigned index);

#endif
