/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody else of the candidate's family name: a document that names «M.
 * Arthur LEFRANC» and Adèle nowhere is hardly Adèle LEFRANC's, whatever
 * brought it to her dossier.
 */
#ifndef ASR_NAMESAKES_H
#define ASR_NAMESAKES_H

#include "text.h"

/*
 * Counts in found, by word (folded, the text's), how often a first name
 * other than the candidate's stands beside the family name.  True when the
 * text has no word of the candidate's own first name.
 */
bool namesakes_count(const struct form_rules *rules, const struct text *text,
    const char *family, const char *given, GHashTable *found);

#endif
