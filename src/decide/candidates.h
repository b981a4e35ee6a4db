/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a message is about, as candidates: their names, and what their
 * documents say of employer, specialty and shares.
 */
#ifndef ASR_CANDIDATES_H
#define ASR_CANDIDATES_H

#include "campaign.h"
#include "documents.h"
#include "recognise.h"

/*
 * Candidates by cluster of documents->people, NULL where the cluster is
 * none: struct candidate, which candidates_choose takes.  The caller frees
 * the array.
 */
GPtrArray *candidates_make(const struct documents *documents);

/* Adds what the documents, the subject and the body say of each.  employers:
 * whom the sender speaks for. */
void candidates_read(const struct campaign *campaign,
    const struct report *report, const GPtrArray *employers,
    const struct documents *documents, GPtrArray *candidates);

/*
 * Adds to chosen_r those that have a dossier, by cluster; the others are
 * freed.  Whoever has no finding, where somebody else has, is named in
 * passing: no dossier is theirs, whose every piece would be missing.
 */
void candidates_choose(const GPtrArray *candidates, GPtrArray *chosen_r);

#endif
