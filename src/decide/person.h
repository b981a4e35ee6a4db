/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person's name as people write it in French: «Mme LEROUX Claire (née
 * BAUDRY)», «Jean-Pierre de La Tour», «DUPONT Jean».  Capitals tell the
 * family name where only a part is in capitals.
 */
#ifndef ASR_PERSON_H
#define ASR_PERSON_H

#include <stdbool.h>

#include <glib.h>

#include "owned.h"

/* Words of one name; a longer run of capitals is a title, not a name. */
#define PERSON_WORDS_MAX 7u

struct person {
	char *family; /* "" when unknown */
	char *given;  /* "" when unknown */
	char *born;   /* the other family name (née, épouse), or NULL */
	bool order_known; /* family and given were told apart for sure */
	bool civil;   /* a civility stood before it */
};

/*
 * Reads the name that begins at text, civilities skipped, up to what
 * cannot be part of one (a digit, a comma, a word in lower case that is no
 * particle, the end).  NULL when there is none, or only one word without
 * civility and not in capitals.
 */
struct person *person_read(const char *text);

/*
 * Text read from a picture with the digits in its words made the letters
 * they look like: «C1ara NEVEU», «C0STA».  Numbers stay.  The caller frees.
 */
char *person_unmisread(const char *text);

/*
 * A person from the fields of a form, cleaned; NULL when both are empty.
 * any_case takes words in lower case for names: typed fields, not OCR.
 */
struct person *person_of_fields(const char *family, const char *given,
    bool any_case);

void person_free(struct person *person);

/* "NOM Prénom"; the caller frees it. */
char *person_whole(const struct person *person);

OWNED_DEFINE(person, person_free)

#endif
