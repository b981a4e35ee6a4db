/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that becomes the pages of a part, within the report's limits and in
 * its conventions (struct page in report.h).  Every reader writes through
 * it, so that each limit and each convention stands in one place.
 *
 * Gaps are asked for, not written: the strongest of those asked since the
 * last text is written before the next one, so that no page begins or ends
 * with empty lines, and the paragraph mark at the end of a table's cell
 * becomes the tab that keeps label and value on one line.
 */
#ifndef ASR_PAGE_WRITER_H
#define ASR_PAGE_WRITER_H

#include <glib.h>

#include "budget.h"
#include "report.h"

/* Text of one part; a thesis of 400 pages has a fourth of it. */
#define PAGE_WRITER_BYTES_MAX ((gsize)4 << 20)

struct page_writer {
	struct part *part;
	struct budget *budget;
	GString *text;    /* the page in hand */
	gsize written;    /* bytes of text of the pages before */
	unsigned images;  /* pictures on it */
	unsigned lines;   /* line ends asked for, at most 2 */
	bool cell;        /* a tab is asked for */
	bool row;         /* the line end asked for is a table row's */
	bool cut;         /* the page in hand lacks its end */
	/*
	 * Set after page_writer_init for documents that have pages of their
	 * own: a page is written for each page_writer_break, empty or not,
	 * and cut rather than continued when it is too long.
	 */
	bool paged;
	enum part_reason stopped; /* the limit that ended it, or none */
};

/* Begins; part has its pages appended, budget is spent. */
void page_writer_init(struct page_writer *w, struct part *part,
    struct budget *budget);

/*
 * Appends length bytes of text (-1: up to its NUL).  Bytes that are not
 * UTF-8 become U+FFFD, glyphs of boxes "[x]" and "[ ]", line ends of any
 * kind line gaps; control characters are dropped.  A page that is full
 * (REPORT_PAGE_BYTES_MAX) goes on in another.
 */
void page_writer_text(struct page_writer *w, const char *text,
    gssize length);

/* Appends one character, likewise. */
void page_writer_char(struct page_writer *w, gunichar c);

/* Asks for a line end; twice for an empty line, more is no more. */
void page_writer_line(struct page_writer *w);

/* Asks for a tab in place of line ends just asked for: a cell ends. */
void page_writer_cell(struct page_writer *w);

/* Asks for the line end of a table's row, which no cell takes away. */
void page_writer_row(struct page_writer *w);

/* Counts a picture on the page in hand. */
void page_writer_image(struct page_writer *w);

/*
 * Says that the page in hand lacks something a limit cut off: it gets the
 * reason REASON_TOO_LARGE, and so does its part.
 */
void page_writer_cut(struct page_writer *w);

/*
 * Ends the page in hand; nothing when it holds neither text nor picture.
 * Returns false when no further page may be written: time or pages are
 * spent, and a page that was not read says so.
 */
bool page_writer_break(struct page_writer *w);

/*
 * Ends the last page and frees what w holds; the part has at least one
 * page then, and is PART_READ, with a reason when a limit stopped it.
 * (PART_UNREADABLE when the message has no page left for it at all.)
 * Calling it again does nothing.
 */
void page_writer_end(struct page_writer *w);

/*
 * Ends as page_writer_end does; reason tells why the document was read only
 * in part, or is REASON_NONE.  Without any text it is then unreadable.
 */
void page_writer_finish(struct page_writer *w, enum part_reason reason);

/*
 * Appends a page made elsewhere (by OCR), its text made clean, and numbers
 * it; takes page.  The text in hand, if any, becomes a page before it.
 * False when no page is left: page is freed, and a page that was not read
 * stands in its place.
 */
bool page_writer_page(struct page_writer *w, struct page *page);

/*
 * Says that something follows that was not read: a page PAGE_NOT_READ with
 * reason, which also becomes the part's unless it has one already.
 */
void page_writer_unread(struct page_writer *w, enum part_reason reason);

#endif
