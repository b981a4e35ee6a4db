/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a recognised page: words and check boxes in their lines. */
#ifndef ASR_OCR_TEXT_H
#define ASR_OCR_TEXT_H

#include <glib.h>

/*
 * Sorts out what was recognised of check boxes: words read out of a box's
 * frame are taken from words (struct word), letters taken for a frame are
 * taken from boxes (struct box).
 */
void ocr_text_reconcile(GArray *words, GArray *boxes);

/*
 * The lines of words, in their order, each ended by \n, with the state of
 * each box where it stands among them.  The caller frees it.
 */
char *ocr_text(const GArray *words, const GArray *boxes);

#endif
