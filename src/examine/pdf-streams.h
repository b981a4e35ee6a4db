/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether all that a PDF's pages are drawn with can be unpacked.  Poppler
 * draws and reads a page up to where its data is damaged and says nothing:
 * the form would seem blank below.
 */
#ifndef ASR_PDF_STREAMS_H
#define ASR_PDF_STREAMS_H

#include <stdbool.h>

#include <glib.h>

struct pdf_streams;

/* pdf as a second reader sees it; NULL when that one cannot read it. */
struct pdf_streams *pdf_streams_open(GBytes *pdf);
void pdf_streams_close(struct pdf_streams *streams);

/*
 * False when some of the drawing on page (from 0), or in a form XObject that
 * the page names, is damaged: cut off, or other than its checksum says.
 * True also when nobody can tell: streams is NULL or has no such page.
 */
bool pdf_streams_are_whole(struct pdf_streams *streams, unsigned page);

#endif
