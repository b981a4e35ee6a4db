/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a file's name says of its content: the weakest evidence, asked only
 * where the content cannot be read or says nothing.
 */
#ifndef ASR_FILE_NAME_H
#define ASR_FILE_NAME_H

#include "text.h"

/*
 * The subjects (unsigned, indices) a name speaks of: by words, else by
 * numbers («Annexes 5 à 8»).  A number that the form prints on one page
 * and lists for another speaks of none, unless both are named.  The caller
 * frees the array.
 */
GArray *file_name_subjects(const struct form_rules *rules,
    const struct text *name);

#endif
