/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one page of a PDF looks like, and what that tells of its text. */
#ifndef ASR_PDF_PICTURE_H
#define ASR_PDF_PICTURE_H

#include <stdbool.h>

#include "pdf-page.h"

/*
 * Points of a page's longer side.  A longer page is a picture whose maker
 * took pixels for points (A3 is 1191 points long); a shorter one than a
 * card likewise: each is taken to be as long as A4.
 */
#define PDF_LONG_MAX 1250.0
#define PDF_LONG_MIN 200.0

/*
 * The page as a picture of 8 bits, upright, dpi dots per inch: at 200 a
 * square of PDF_LONG_MAX, the largest, has 12 million pixels and takes
 * 48 MB while it is drawn.  NULL when it cannot be made.  The caller
 * destroys it with pixDestroy.
 */
struct Pix *pdf_picture(const struct pdf_page *p, double dpi,
    double *pixels_per_mm_r);

/* True when the picture shows nothing at all. */
bool pdf_picture_is_empty(struct Pix *picture);

/*
 * True when the pictures of the page can be decoded: poppler draws a page
 * without those it has no memory for, and without a word.
 */
bool pdf_picture_is_whole(const struct pdf_page *p);

/*
 * Looks for check boxes that the page only draws, and adds them to its
 * layout.  True when something else is drawn on it that no text, picture,
 * box or straight line accounts for, and that could be a pen's: values and
 * signatures written on a tablet leave no text.
 */
bool pdf_picture_boxes(struct pdf_page *p);

/*
 * True when the page is a scan over which a copier has laid hidden text:
 * pictures cover it, and have ink where its words stand.  A letterhead
 * that covers the page has none there.
 */
bool pdf_picture_is_scan(const struct pdf_page *p);

#endif
