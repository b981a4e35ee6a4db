/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What poppler, cairo and fontconfig load when they first draw a page. */
#ifndef ASR_WARM_PDF_H
#define ASR_WARM_PDF_H

/*
 * Draws a built-in page that uses the fonts PDF files need not bring along.
 * Returns the document, which must stay open as long as others are read;
 * NULL, said on stderr, when it cannot be drawn.  Unref with
 * g_object_unref.
 */
void *warm_pdf(void);

#endif
