/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a letter is signed: a line near its end that names a function and
 * little else, «Le Directeur du CHU», «P/O la présidente de la CME».  A
 * sentence that speaks of a colleague, a field of a form («Chef de service :
 * …») and a line of who gets a copy are none.  Where no line says so, who
 * is introduced in the head with a function signs with the name alone; and
 * where nobody is, the office that opens a line of the head writes («Le
 * Directeur»), whoever signs for it.
 */
#ifndef ASR_SIGNATURE_H
#define ASR_SIGNATURE_H

#include "text.h"

/* A line of who the letter goes to: «à Madame la Directrice du CHU». */
bool signature_is_addressee(const struct form_rules *rules,
    const struct text *text, const struct line *line);

/*
 * The functions (a bit each, by their index in rules->functions) that sign
 * in the last lines of stretch; 0 when none does.
 */
unsigned signature_functions(const struct form_rules *rules,
    const struct text *text, struct stretch stretch);

#endif
