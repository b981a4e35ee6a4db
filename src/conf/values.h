/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values for the {fields} of a template: a tree of texts and lists. */
#ifndef ASR_VALUES_H
#define ASR_VALUES_H

#include <glib.h>

struct values;

struct values *values_new(void);
void values_free(struct values *values);

/*
 * Sets a field; text NULL or "" reads as no.  Values come from mail: line
 * ends and other controls become spaces and invisible marks go, so that a
 * file's name cannot write a line of the reply.
 */
void values_set(struct values *values, const char *field, const char *text);

/* Adds an element to list and returns it for filling; owned by values.
 * What the element lacks is looked up in values. */
struct values *values_add(struct values *values, const char *list);

/* The text of field, here or further out; "" when there is none. */
const char *values_text(const struct values *values, const char *field);

/* The elements of list, here or further out; NULL when there is none. */
const GPtrArray *values_list(const struct values *values, const char *list);

#endif
