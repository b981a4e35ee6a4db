/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What doc-file.c and doc-object.c share of a Word file's inside. */
#ifndef ASR_DOC_INSIDE_H
#define ASR_DOC_INSIDE_H

#include "doc-file.h"

/* FibBase, FibRgLw97 and FibRgFcLcb97: offsets in the main stream. */
#define FIB_IDENT 0x00
#define FIB_VERSION 0x02
#define FIB_FLAGS 0x0a
#define FIB_LENGTHS 0x4c
#define FIB_HEADERS 0xf2
#define FIB_CHARACTER_RUNS 0xfa
#define FIB_PARAGRAPHS 0x102
#define FIB_PIECES 0x1a2
#define FIB_SHAPES 0x1da
#define FIB_TEXT_BOXES 0x25a
#define FIB_BYTES_MIN 0x2b4

struct stream {
	guint8 *bytes;
	gsize length;
};

/* Characters that stand together in the file. */
struct piece {
	uint32_t from, to; /* cp */
	uint32_t offset;   /* in the main stream */
	bool narrow;	   /* one byte each, of windows-1252 */
};

struct doc_file {
	struct stream main, table, data;
	GArray *pieces;	    /* struct piece, by cp */
	GArray *runs;	    /* struct doc_run, by fc */
	GArray *paragraphs; /* struct doc_paragraph, by fc */
	uint32_t story_at[DOC_STORY_COUNT + 1];
	unsigned piece; /* where the last character was found */
};

/* The number at a place of a stream; 0 outside it. */
uint16_t doc_u16(const struct stream *s, gsize at);
uint32_t doc_u32(const struct stream *s, gsize at);

/* A table of positions and data: [MS-DOC] 2.2.2. */
struct plc {
	const struct stream *stream;
	gsize at;
	unsigned count;      /* of data */
	unsigned data_bytes; /* each */
};

/* The table whose place and length stand at fib; empty when it is not
 * within its stream. */
struct plc doc_plc(const struct doc_file *file, gsize fib,
    unsigned data_bytes);
uint32_t doc_plc_position(const struct plc *plc, unsigned index);
gsize doc_plc_data(const struct plc *plc, unsigned index);

#endif
