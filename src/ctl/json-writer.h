/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON written straight to text: a list of a hundred thousand dossiers has
 * millions of members, for each of which jansson makes an object first.
 */
#ifndef ASR_JSON_WRITER_H
#define ASR_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/* A string, or null for NULL; bytes that are no UTF-8 become U+FFFD. */
void write_text(GString *out, const char *text);
/* RFC 3339 with the zone's offset at that time (NULL: UTC); null for 0. */
void write_time(GString *out, int64_t at, GTimeZone *zone);
/* An array of strings from a GPtrArray of char *. */
void write_texts(GString *out, const GPtrArray *texts);

/* `"name":`, with the comma that an object or array before it wants. */
void write_member(GString *out, const char *name);
/* The same with a value. */
void write_text_member(GString *out, const char *name, const char *text);
void write_bool_member(GString *out, const char *name, bool value);
/* null for 0. */
void write_number_member(GString *out, const char *name, unsigned number);

/* The comma before an element that is not the first of its array. */
void write_comma(GString *out);

#endif
