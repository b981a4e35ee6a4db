/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document cut into segments, each one thing: a piece of the form, a
 * letter, a curriculum vitæ.  Headings begin one anywhere; a new page
 * begins one only when its content says so, else it continues the last.
 */
#ifndef ASR_SEGMENTS_H
#define ASR_SEGMENTS_H

#include "verdict.h"

struct segment {
	struct stretch stretch;
	unsigned body;      /* its first line that was not before the heading */
	unsigned first_page, last_page; /* indices in text->pages */
	bool unread;        /* a page that was not read, alone */
	bool alone;         /* follows a piece, but need not belong to it */
	struct verdict verdict;
};

/* The segments of a text in its order; struct segment.  The caller frees
 * the array, which clears them. */
GArray *segments_of(const struct form_rules *rules, const struct text *text);

#endif
