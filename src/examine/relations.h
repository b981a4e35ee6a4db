/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parts of an OOXML package belong to which: ECMA-376 part 2, §9. */
#ifndef ASR_RELATIONS_H
#define ASR_RELATIONS_H

#include <stdbool.h>

#include <glib.h>

#include "budget.h"

/* Relations of one part that are kept: pictures, mostly. */
#define RELATIONS_MAX 2000u

struct relation {
	char *id;     /* may be NULL */
	char *kind;   /* the last word of its type: header, image, … */
	char *target; /* the member it means; NULL: none in the package */
};

/*
 * The relations of a part, or of the whole package when part is "": an
 * array of struct relation that the caller unrefs, empty when there are
 * none.  What lies outside the package is left out.  Sets *cut_r when there
 * are more than RELATIONS_MAX.
 */
GPtrArray *relations_read(GBytes *bytes, const char *part,
    struct budget *budget, bool *cut_r);

/* The target of the relation with that id; NULL when there is none. */
const char *relations_target(const GPtrArray *relations, const char *id);

/* The member that is the package's main part, else fallback; the caller
 * frees it. */
char *relations_main(GBytes *bytes, const char *fallback,
    struct budget *budget);

#endif
