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
#include "ocr.h"
#include "report.h"

/*
 * Reads bytes, whose type by content stands in part->type, into
 * part->pages, and sets part->state and part->reason.  A type nobody reads
 * gives PART_UNREADABLE, REASON_UNSUPPORTED.  Pages that were read before
 * damage or the budget's end stay; those that were not are there as
 * PAGE_NOT_READ as far as their number is known, and part->reason says why.
 * A page that was cut at a limit keeps its source and has a reason.
 */
void document_read(struct part *part, GBytes *bytes,
    struct budget *budget);

/* True when a reader exists for the media type. */
bool document_has_reader(const char *type);

/*
 * HTML as text, for message bodies: blocks on lines of their own, links
 * as "text <URL>".  The caller frees it.  Never fails; sets *cut_r when a
 * limit left something out.
 */
char *html_to_text(const char *html, gsize length, bool *cut_r);

#endif
