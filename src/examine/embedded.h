/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages within office documents that are pictures: a letter that was
 * scanned and pasted is a page like any other.
 */
#ifndef ASR_EMBEDDED_H
#define ASR_EMBEDDED_H

#include <stdbool.h>

#include "page-writer.h"

/* What waits to be written, and what could not be. */
struct embedded {
	GPtrArray *waiting; /* char *: members of the package */
	unsigned count;     /* of all that were as large as a page */
	bool unread;        /* something could not be read */
};

void embedded_init(struct embedded *embedded);

/* Notes a picture, if it is as large as a page could be. */
void embedded_add(struct embedded *embedded, const char *member,
    double wide_mm, double tall_mm);

/* Writes those that wait as pages of their own. */
void embedded_write(struct embedded *embedded, struct page_writer *w,
    GBytes *package);

/*
 * Ends; a page that was not read says so when something that may be a
 * document could not be.
 */
void embedded_end(struct embedded *embedded, struct page_writer *w);

/* Writes a picture file as pages; false when it is none that can be read. */
bool embedded_picture(struct page_writer *w, GBytes *bytes);

#endif
