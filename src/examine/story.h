/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a word processor's document as its reader meets it:
 * paragraphs, cells, breaks, and text boxes that float.  What stands in a
 * box is written on the line of the paragraph it is anchored in, because
 * that is the label people typed it over: where it is anchored when text
 * comes before, else at the end.
 */
#ifndef ASR_STORY_H
#define ASR_STORY_H

#include <stdbool.h>

#include "boxes.h"
#include "page-writer.h"

struct story {
	struct page_writer *w;
	unsigned paragraphs; /* open: more than one is a box's */
	bool begun;          /* the outermost has text already */
	GString *aside;      /* text of boxes, until the paragraph ends */
};

void story_init(struct story *story, struct page_writer *w);
void story_clear(struct story *story);

void story_text(struct story *story, const char *text);
void story_char(struct story *story, gunichar c);
void story_box(struct story *story, enum box_state state);
void story_line(struct story *story);

/* Paragraphs nest: one in another is a text box's. */
void story_paragraph(struct story *story);
void story_paragraph_end(struct story *story);

/* The end of a text box, after its paragraphs. */
void story_text_box_end(struct story *story);

/* The end of a table's cell and row; a table within a paragraph is a box's. */
void story_cell_end(struct story *story);
void story_row_end(struct story *story);

/* A new page; within a text box it is none. */
void story_page(struct story *story);

#endif
