/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of one part (body, header, notes) of a Word document: ECMA-376.
 * Only what a reader of the paper would see is text: no deleted words, no
 * prompts of empty fields, no second copy of a text box.
 */
#ifndef ASR_DOCX_TEXT_H
#define ASR_DOCX_TEXT_H

#include "page-writer.h"

/* What a part holds beside text. */
struct docx_hooks {
	/* A picture of that size, known by its relation's id. */
	void (*picture)(void *user, const char *id, double wide_mm,
	    double tall_mm);
	/* A document of another format that is not read. */
	void (*foreign)(void *user);
	/* Between two paragraphs: other pages may be written now. */
	void (*between)(void *user);
	void *user;
};

/*
 * Writes the text of a member of the package in bytes; hooks may be NULL.
 * The result is package_xml's.
 */
enum part_reason docx_text(struct page_writer *w, GBytes *bytes,
    const char *member, const struct docx_hooks *hooks);

#endif
