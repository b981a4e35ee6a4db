/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages that are pictures: text, check boxes and ink out of pixels, by
 * leptonica and tesseract.
 */
#ifndef ASR_OCR_H
#define ASR_OCR_H

#include <glib.h>

#include "budget.h"
#include "report.h"

/*
 * Opens everything OCR needs (the French model in memory) before the
 * sandbox locks; false with a reason when there is no model.  Loading is
 * deferred to the first page that needs it.
 */
bool ocr_prepare(GError **error);

/*
 * Loads the model at once, when there is one: for a process that is forked
 * for each message.
 */
void ocr_load(void);

/*
 * True when the budget has an OCR page left.  Otherwise page becomes
 * PAGE_NOT_READ: REASON_UNSUPPORTED when OCR is switched off,
 * REASON_TOO_MANY or REASON_OUT_OF_TIME when it is spent.
 */
bool ocr_may_read(struct page *page, const struct budget *budget);

/*
 * The picture of a page (or a picture file) into page: text with check
 * boxes, confidence, ink.  The picture, of any depth, may lie on its side
 * or stand on its head; pixels_per_mm tells its scale.  Coordinates of ink
 * are those of the page set upright.  An empty sheet, and a picture too
 * small for a line of print, is PAGE_OCR with confidence 100 and no text.
 *
 * PAGE_NOT_READ when the budget is spent (see ocr_may_read), also when it
 * is spent or the page takes too long while it is read
 * (REASON_OUT_OF_TIME), and when there is too little memory for it
 * (REASON_DAMAGED).
 */
struct Pix;
void ocr_read(struct page *page, struct Pix *picture, double pixels_per_mm,
    struct budget *budget);

#endif
