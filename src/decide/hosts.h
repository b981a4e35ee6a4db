/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Of which hospital an opinion of the employer's side is.  A director of
 * one hospital cannot speak for the dossier that another carries.
 */
#ifndef ASR_HOSTS_H
#define ASR_HOSTS_H

#include "segments.h"

/*
 * The codes of the hospitals, no CHU, that the segment names; NULL when it
 * names none or is no opinion of the employer's side.  g_strfreev.
 */
char **hosts_named(const struct form_rules *rules, const struct text *text,
    const struct segment *segment);

#endif
