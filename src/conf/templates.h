/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reply templates: one UTF-8 text file per reply kind, NAME.txt with a
 * line "Subject: …", an empty line, and the body.  {field} is replaced;
 * "{#list}…{/list}" repeats for each element or, for a yes/no field,
 * stands when it is yes; "{^field}…{/field}" stands when it is no/empty.
 * The mark of a block alone on its line takes the line along.
 * doc/templates.md lists the fields.
 */
#ifndef ASR_TEMPLATES_H
#define ASR_TEMPLATES_H

#include <stdbool.h>

#include "problems.h"
#include "values.h"
#include "words.h"

struct templates;

/*
 * Reads complete.txt, incomplete.txt, registered.txt, late.txt and
 * not-dam.txt of folder, and reminder.txt where it is there.  Never NULL.
 * Errors: missing file, not UTF-8,
 * unknown field, field that has no value where it stands, field that the
 * kind must have and lacks, unclosed block.
 */
struct templates *templates_read(const char *folder,
    struct problems *problems);
/* Whether kind has a template: a reminder's may be left out. */
bool templates_has(const struct templates *templates, enum reply_kind kind);
void templates_free(struct templates *templates);

/*
 * Fills in kind's template, which was read without an error.  An element's
 * field hides the outer one of that name.  *subject_r, one line, and the
 * result are the caller's; the body's lines end in \n.
 */
char *templates_fill(const struct templates *templates,
    enum reply_kind kind, const struct values *values, char **subject_r);

#endif
