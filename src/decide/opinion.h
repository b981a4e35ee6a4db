/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opinions: who gives one, in which function, and for which of the two
 * establishments.  The form's page says it in its title; a free letter
 * says it in its letterhead, its object, its sentences and its signature.
 */
#ifndef ASR_OPINION_H
#define ASR_OPINION_H

#include "headings.h"
#include "words.h"

struct opinion {
	int function; /* -1: nobody's */
	enum certainty function_certainty;
	enum side side;
	enum certainty side_certainty;
	bool titled;   /* its own title says that it is one */
	bool on_form;  /* on a page of the form, by its words */
	bool acted;    /* gives an opinion in so many words */
	bool held;     /* by its signatory: they sign in it or say so */
	bool assented; /* signed in that function, and is for it somehow */
	bool signed_for; /* signed in it, about the post; says nothing known */
	bool aside;    /* speaks of something else, too */
	bool on_leave; /* a letter about somebody who leaves a post */
	bool put_off;  /* says that it will come, or asks for others' */
	/* A second function the signatory names as theirs; -1: none. */
	int also;
	enum certainty also_certainty;
	bool both_sides; /* the function is named at both establishments */
	bool joint; /* … and two say that they speak with one voice */
	bool conflict; /* title and signatory name different sides */
	bool reserved, unfavourable;
	const char *function_why; /* French, static */
	const char *side_why;     /* French, static */
};

/*
 * Reads stretch, which heading (may be NULL) opens.  shingles: own words
 * of the form's pages found, by subject (unsigned each).
 */
struct opinion opinion_read(const struct form_rules *rules,
    const struct text *text, struct stretch stretch,
    const struct heading *heading, const GArray *shingles);

#endif
