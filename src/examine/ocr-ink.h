/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ink a recognised page bears: its words, each with its place, and
 * every mark that is no word: handwriting, signatures, stamps, drawings.
 */
#ifndef ASR_OCR_INK_H
#define ASR_OCR_INK_H

#include <stdbool.h>

#include <glib.h>

#include "picture.h"
#include "report.h"

/*
 * Adds the ink of picture to page: a row for each of words (struct word),
 * in their order, then one for each mark, the largest first when there are
 * more than a report holds.  Specks, dots of leaders, ruled lines and the
 * check boxes (struct box) are no marks, nor part of a word's area.
 * False when memory lacks: the ink that is there then tells nothing.
 */
bool ocr_ink_add(struct page *page, const struct picture *picture,
    const GArray *words, const GArray *boxes);

#endif
