/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a message citations: our references, threads, transfer services. */
#ifndef ASR_CITATIONS_H
#define ASR_CITATIONS_H

#include "decide.h"

/* Our references (PREFIX-0001) in subject, body and quoted text. */
void citations_references(const struct campaigns *campaigns,
    const struct report *report, GPtrArray *references_r);

/* The Message-IDs it answers, nearest first, without repetition. */
void citations_thread(const struct report *report, GPtrArray *thread_r);

/*
 * The host of a file-transfer service that the sender's own text links to,
 * or NULL; the caller frees it.  Such links are never fetched.
 */
char *citations_transfer_link(const struct report *report);

#endif
