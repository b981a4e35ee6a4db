/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents become pages.  One table in document.c maps a media type (by
 * content) to its reader; pdf.c, docx.c, odt.c, doc.c, rtf.c, text.c,
 * html.c, sheet.c and image.c are the readers.
 */
#ifndef ASR_DOCUMENT_H
#define ASR_DOCUMENT_H

#include <glib.h>

#include "budget.h"
#include "report.h"

/*
 * Reads bytes, whose type by content stands in part->type, into
 * part->pages, and sets part->state and part->reason.  A type nobody reads
 * gives PART_UNREADABLE, REASON_UNSUPPORTED.  Pages that were read before
 * damage or the budget's end stay; those that were not are there as
 * PAGE_NOT_READ as far as their number is known.
 */
void document_read(struct part *part, GBytes *bytes,
    struct budget *budget);

/* True when a reader exists for the media type. */
bool document_has_reader(const char *type);

/* HTML as text, for message bodies: blocks on lines of their own, links
 * as "text <URL>".  The caller frees it.  Never fails. */
char *html_to_text(const char *html, gsize length);

/*
 * The picture of a page (or a picture file) by OCR into page: text with
 * check boxes, confidence, ink.  Implemented in ocr.c over leptonica and
 * tesseract; `struct Pix` is leptonica's.  pixels_per_mm tells the scale.
 * Sets PAGE_NOT_READ and a reason when the budget is spent.
 */
struct Pix;
void ocr_read(struct page *page, struct Pix *picture, double pixels_per_mm,
    struct budget *budget);

/*
 * Opens everything OCR needs (the French model in memory) before the
 * sandbox locks; false with a reason when there is no model.  Loading is
 * deferred to the first page that needs it.
 */
bool ocr_prepare(GError **error);

#endif
