/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents out of the raw messages: cut out again by asr-examine, in its
 * locked room, since what strangers sent is opened nowhere else.
 */
#ifndef ASR_PAPERS_H
#define ASR_PAPERS_H

#include "ctl.h"
#include "queries.h"

struct papers;

/* Opens the spool beside the store, which is open. */
struct papers *papers_open(struct ctl *ctl);
void papers_close(struct papers *papers);

/*
 * The document a finding is about: of a PDF only its pages, where whole_r
 * gets false; whole where it could not be cut, or is no PDF.  *ending_r is
 * a constant: "pdf".  NULL and *error when it cannot be had.
 */
GBytes *papers_document(struct papers *papers, const struct finding *finding,
    const char **ending_r, bool *whole_r, GError **error);

/* The raw message of a row.  NULL and *error when it is not there. */
GBytes *papers_message(struct papers *papers, int64_t message,
    GError **error);

#endif
