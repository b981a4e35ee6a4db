/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one page of a PDF holds: its characters, the values of its form
 * fields, what was typed over it, its pictures; and what it looks like.
 */
#ifndef ASR_PDF_PAGE_H
#define ASR_PDF_PAGE_H

#include <stdbool.h>

#include <poppler.h>

#include "layout.h"

/*
 * All places are in points from the top left of the page as it is read:
 * where its text runs up, down or upside down, the page is thought turned.
 */
struct pdf_page {
	PopplerPage *page;     /* borrowed */
	int turn;              /* quarters, clockwise, to be read upright */
	double width, height;  /* 0 when it is no page at all */
	struct layout *layout; /* all its text, not yet in lines */
	GArray *words;         /* struct rectangle: where its text stands,
				* as far as that is on the page */
	GArray *pictures;      /* struct pdf_picture */
	unsigned images;       /* pictures that are no decoration */
	double covered;        /* share of the page its largest one takes */
	unsigned seals;        /* fields for electronic signatures */
	bool drawn_on;         /* pen strokes or stamps as annotations */
};

struct pdf_picture {
	struct rectangle area;
	int id;                /* poppler's, on its page */
	double share;          /* of the page, 0 to 1 */
};

/* Reads page, which must outlive it.  End it with pdf_page_clear. */
void pdf_page_init(struct pdf_page *p, PopplerPage *page);
void pdf_page_clear(struct pdf_page *p);

#endif
