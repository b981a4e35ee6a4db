/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape of the report's JSON as tables, read by the encoder and by the
 * decoder: a member stands once, with its limits.  Private to report-*.c.
 */
#ifndef ASR_REPORT_SHAPE_H
#define ASR_REPORT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report.h"

enum member_kind {
	MEMBER_TEXT,   /* char *; max: bytes */
	MEMBER_HEX,    /* char *; exactly max lower-case hex digits */
	MEMBER_NUMBER, /* an integer of size bytes, from min to max */
	MEMBER_FLAG,   /* bool */
	MEMBER_WORD,   /* an enumeration, by words */
	MEMBER_TEXTS,  /* GPtrArray of char *; max of them */
	MEMBER_LIST,   /* GPtrArray of shape; max of them */
	MEMBER_OBJECT, /* pointer to shape */
	MEMBER_KIND_COUNT
};

/* How an enumeration's field becomes a word and back. */
struct words {
	const char *(*word)(const void *field);
	bool (*parse)(const char *word, void *field);
};

struct member {
	const char *name;
	enum member_kind kind;
	bool nullable; /* the pointer may be NULL: null in JSON */
	bool matters;  /* what is cut here may have been a piece */
	size_t offset;
	size_t size; /* of a number */
	int64_t min, max;
	int64_t text_max; /* bytes of each of MEMBER_TEXTS */
	const struct words *words;
	const struct shape *shape;
};

/* A struct of the report; as_row: a JSON array in the members' order. */
struct shape {
	const struct member *members;
	size_t count;
	bool as_row;
	void *(*make)(void);
	void (*unmake)(void *object);
};

extern const struct shape report_shape;

/* The shape of struct page, whose size the encoder watches. */
extern const struct shape report_page_shape;

#endif
