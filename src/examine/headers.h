/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header of the message as a whole, RFC 5322 with what real mail adds:
 * raw 8-bit, RFC 2047 in odd places, repeated and malformed fields.
 */
#ifndef ASR_HEADERS_H
#define ASR_HEADERS_H

#include "exam.h"

/* Bytes of one field that are looked at; what is past them is cut. */
#define HEADERS_FIELD_BYTES_MAX (64u << 10)

/*
 * Where a message's header begins: after a byte order mark and empty lines
 * that programs put before it.  Taken for its end, they would make the
 * header text and hide the parts.
 */
size_t headers_offset(const char *bytes, size_t length);

/*
 * Fills the members of exam->report that come from the header of raw: all
 * fields, and those decisions read.  content_type, report_type and what is
 * below them are the walk's.
 */
void headers_read(struct exam *exam, GBytes *raw);

/*
 * The first field called name in a block of header fields, unfolded, not
 * decoded; NULL when there is none.  The caller frees it.
 */
char *headers_find(const char *block, size_t length, const char *name);

/* The same, decoded for people to read. */
char *headers_text(const char *block, size_t length, const char *name);

/* The Message-IDs in a field's value, with <>; appended to ids (char *). */
void headers_ids(const char *value, GPtrArray *ids);

#endif
