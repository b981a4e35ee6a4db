/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The structure of a Word 97-2003 file ([MS-DOC]): where each character
 * is, what it looks like, and which shapes are anchored to it.  Every
 * offset in it is hostile; what lies outside reads as zero.
 *
 * «cp» is a character's position in the document, «fc» its place in the
 * file.
 */
#ifndef ASR_DOC_FILE_H
#define ASR_DOC_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "boxes.h"
#include "words.h"

/* A stream of the file; a document with 100 photos has 60 MB. */
#define DOC_STREAM_BYTES_MAX ((gsize)64 << 20)
/* Characters of a document; ten times a thesis. */
#define DOC_CHARACTERS_MAX 8000000u
/* Pieces, and stretches of one look, of characters and of paragraphs each;
 * fast-saved files have thousands.  Past any of these a file is too large. */
#define DOC_PIECES_MAX 500000u
#define DOC_RUNS_MAX 1000000u

/* The stories of a document, in the order of their characters. */
enum doc_story {
	DOC_BODY,
	DOC_FOOTNOTES,
	DOC_HEADERS,
	DOC_MACROS,
	DOC_COMMENTS,
	DOC_ENDNOTES,
	DOC_BOXES, /* text boxes */
	DOC_HEADER_BOXES,
	DOC_STORY_COUNT
};

/* How a stretch of characters looks. */
struct doc_run {
	uint32_t from, to; /* fc */
	bool hidden;	   /* deleted by a revision, or not shown */
	bool special;	   /* its characters stand for something else */
	bool has_data;
	uint32_t data;	   /* where in the Data stream that something is */
	uint16_t symbol;   /* the character of a symbol font, or 0 */
};

/* A paragraph's marks. */
struct doc_paragraph {
	uint32_t from, to; /* fc */
	bool row_ends;	   /* its mark is the end of a table's row */
	bool page_before;
};

struct doc_character {
	gunichar c;
	const struct doc_run *run;	       /* may be NULL */
	const struct doc_paragraph *paragraph; /* may be NULL */
};

struct doc_file;

/*
 * Opens; NULL and why: REASON_DAMAGED, REASON_ENCRYPTED, REASON_TOO_LARGE,
 * or REASON_UNSUPPORTED for Word 95 and before.  A file and REASON_DAMAGED or
 * REASON_TOO_LARGE when only its Data stream could not be read: no pictures,
 * and no box's state, are known.
 */
struct doc_file *doc_file_open(GBytes *bytes, enum part_reason *reason_r);
void doc_file_free(struct doc_file *file);

/* The characters of a story: from, up to but without, to. */
void doc_file_story(const struct doc_file *file, enum doc_story story,
    uint32_t *from_r, uint32_t *to_r);

/* The part of the story of headers that is index-th there; false when
 * there is none.  Six of notes come first, then six of each section. */
bool doc_file_header(const struct doc_file *file, unsigned index,
    uint32_t *from_r, uint32_t *to_r);

/* The character at cp; U+0000 when there is none. */
struct doc_character doc_file_at(struct doc_file *file, uint32_t cp);

/* A shape anchored in the text. */
struct doc_shape {
	uint32_t id;
	double wide_mm, tall_mm;
};

/* The text in a shape: characters from, up to but without, to. */
struct doc_text_box {
	uint32_t shape; /* its id; 0: none */
	uint32_t from, to;
};

/* The shape anchored at cp of the body; false when there is none. */
bool doc_file_shape(const struct doc_file *file, uint32_t cp,
    struct doc_shape *shape_r);

/* The index-th text box of the body; false when there are fewer. */
bool doc_file_text_box(const struct doc_file *file, unsigned index,
    struct doc_text_box *box_r);

/* The state of the form field's check box whose data is at offset. */
enum box_state doc_file_box(const struct doc_file *file, uint32_t offset);

/* The picture at offset of the Data stream: its size on paper and, when it
 * is a JPEG or PNG, its bytes (the caller unrefs), else NULL. */
GBytes *doc_file_picture(const struct doc_file *file, uint32_t offset,
    double *wide_mm_r, double *tall_mm_r);

#endif
