/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of people compared: without accents, case, hyphens, spaces or
 * order, and with the few wrong letters that readers of pictures make.
 */
#ifndef ASR_NAMES_H
#define ASR_NAMES_H

#include <stdbool.h>

/* How two writings of names stand to each other. */
enum name_match {
	NAMES_UNLIKE,  /* two people */
	NAMES_NEAR,    /* one of the below but for letters misread or
			* mistyped: one person or two of near names */
	NAMES_PARTIAL, /* one says less: family name alone, initial */
	NAMES_SAME,
};

/*
 * Compares two whole names, each with its words in any order ("DE LA
 * FONTAINE Anne", "Anne Delafontaine").  Civilities (Dr, Mme, Pr) are not
 * part of a name.  NULL and "" are NAMES_UNLIKE to everything.
 */
enum name_match names_match(const char *one, const char *other);

/*
 * As names_match for names whose family part is known on both sides: two
 * people of one family name and different given names are NAMES_UNLIKE.
 */
enum name_match names_match_parts(const char *family, const char *given,
    const char *other_family, const char *other_given);

#endif
