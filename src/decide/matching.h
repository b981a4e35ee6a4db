/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which existing dossier a candidate of a message is about. */
#ifndef ASR_MATCHING_H
#define ASR_MATCHING_H

#include "decide.h"

enum matching {
	MATCH_NEW,       /* nobody we know */
	MATCH_ONE,       /* *dossier_r is theirs */
	MATCH_AMBIGUOUS, /* it could be several: a person must say */
	MATCH_NEAR,      /* *dossier_r bears a name that is nearly theirs:
			  * a person must say */
	MATCH_ELSEWHERE, /* *dossier_r: the same person at another hospital */
};

/*
 * Compares candidate with the dossiers of facts in the campaign.  A thread
 * or a reference is the strongest tie; else names must agree, and the
 * employer (establishment, may be NULL) must not differ.  *dossier_r is
 * borrowed from facts, NULL unless said above.  Whom an agent named is
 * nobody of a near name.
 */
enum matching matching_find(const struct facts *facts,
    const struct candidate *candidate, const char *campaign,
    const char *establishment, const struct dossier **dossier_r);

/* The only dossier that thread or reference name; NULL: none or several. */
const struct dossier *matching_threaded(const struct facts *facts,
    const char *campaign);

#endif
