/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages within office documents that are pictures: a letter that was
 * scanned and pasted is a page like any other.
 */
#ifndef ASR_EMBEDDED_H
#define ASR_EMBEDDED_H

#include <stdbool.h>

#include "page-writer.h"

/* Pages pasted into one document; a form that was scanned whole has 16. */
#define EMBEDDED_PAGES_MAX 60u
/* … and into one paragraph of it, where one or two stand. */
#define EMBEDDED_WAITING_MAX 4u

/* What waits to be written, and what could not be. */
struct embedded {
	GPtrArray *waiting; /* GBytes: picture files */
	unsigned count;     /* of all so far */
	bool unread;        /* something was not read */
};

void embedded_init(struct embedded *embedded);

/* True when a picture of that size may be a page. */
bool embedded_is_page(double wide_mm, double tall_mm);

/* Notes a picture file; NULL: one that is not of a known format.  Past a
 * limit it is not read, which embedded_end says. */
void embedded_add(struct embedded *embedded, GBytes *bytes);

/* Writes those that wait as pages of their own. */
void embedded_write(struct embedded *embedded, struct page_writer *w);

/*
 * Ends; a page that was not read says so when something that may be a
 * document could not be.
 */
void embedded_end(struct embedded *embedded, struct page_writer *w);

#endif
