/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For which hospital a signatory speaks.  An opinion of another hospital's
 * director than the employer's is soon sent by mistake, and is not the piece.
 */
#ifndef ASR_HOUSE_H
#define ASR_HOUSE_H

#include "text.h"

/*
 * French, for agents: that the stretch, an opinion for the employer's side,
 * names another hospital (no CHU) beside the signatory's function, and
 * employer neither there nor in its letterhead.  NULL when nothing
 * contradicts that employer signs: subject is no such opinion, or employer
 * (may be NULL) is not known.  The caller frees it.
 */
char *house_strange(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct subject *subject,
    const struct establishment *employer);

#endif
