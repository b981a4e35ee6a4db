/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reading a form carries along, and the keys that hold phrases: they
 * go straight into the form's lexicon.  Only form.c uses it.
 */
#ifndef ASR_FORM_PHRASES_H
#define ASR_FORM_PHRASES_H

#include "form.h"
#include "keyfile.h"
#include "piece-rules.h"

/* What reading a form carries along. */
struct form_reader {
	GPtrArray *files;     /* struct keyfile: the form, its vocabulary */
	struct keyfile *file; /* being read */
	struct keyfile_section *section; /* being read */
	GHashTable *choices;             /* [words] */
	struct form *form;
	struct form_rules *rules;
};

/* Sections whose keys hold phrases. */
enum form_phrases {
	PHRASES_OF_SUBJECT, /* a piece or a kind */
	PHRASES_OF_FUNCTION,
	PHRASES_OF_MARKS,
	PHRASES_OF_SIDES,
	PHRASES_OF_FIELDS,
	PHRASES_COUNT
};

/*
 * Adds the phrases of the section being read.  own is the index of its
 * subject or function, 0 for sections that have none.
 */
void form_phrases_read(struct form_reader *reader, enum form_phrases which,
    unsigned own);

/* Adds one pattern of key as a term; what is wrong becomes a problem. */
void form_phrases_add(struct form_reader *reader, const char *key,
    enum term_role role, unsigned what, const char *pattern);

#endif
