/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For which hospital a signatory speaks.  An opinion of another hospital's
 * director than the employer's is soon sent by mistake, and is not the piece.
 */
#ifndef ASR_HOUSE_H
#define ASR_HOUSE_H

#include "text.h"

/*
 * The codes of the hospitals (no CHU) that the stretch, an opinion for the
 * employer's side, names beside the signatory's function, and with them
 * those of its letterhead.  NULL when subject is no such opinion or none
 * stands beside the function.  g_strfreev.
 */
char **house_names(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct subject *subject);

/*
 * French, for agents: that named, of house_names (may be NULL), are other
 * hospitals than employer (may be NULL: not known).  NULL when nothing
 * contradicts that employer signs.  The caller frees it.
 */
char *house_strange(const struct registry *registry, char *const *named,
    const char *employer);

#endif
