/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One reply template, parsed: what templates.c reads and fills in.  The
 * table in template.c lists every field there is; doc/templates.md explains
 * them to whoever writes templates.
 */
#ifndef ASR_TEMPLATE_H
#define ASR_TEMPLATE_H

#include <glib.h>

#include "problems.h"
#include "words.h"

enum node_kind {
	NODE_TEXT,
	NODE_FIELD,
	NODE_EACH,   /* {#name} … {/name} */
	NODE_UNLESS, /* {^name} … {/name} */
};

struct node {
	enum node_kind kind;
	char *text;          /* the text, or the field's name */
	GPtrArray *children; /* struct node */
};

struct template {
	GPtrArray *subject; /* struct node */
	GPtrArray *body;
};

/*
 * Parses text, which file is named for in problems.  Never NULL.
 */
struct template *template_parse(const char *text, enum reply_kind kind,
    const char *file, struct problems *problems);
void template_free(struct template *template);

#endif
