/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages about another scheme, or another region's. */
#ifndef ASR_SCHEME_H
#define ASR_SCHEME_H

#include "form.h"
#include "report.h"

/*
 * True when the message speaks of another scheme by the form's own lists
 * (400 MG, ville-hôpital, another region) and not of this one: in its
 * subject and text, else at the head of its documents.  What stands
 * further down a paper tells of a life, not of a scheme.  *words_r gets
 * the words that say so, the caller frees them; untouched when false.
 */
bool scheme_is_other(const struct form *form, const struct report *report,
    char **words_r);

#endif
