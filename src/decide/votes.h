/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a letter's words say of its signatory: votes for functions and for
 * the two sides, by where they stand.  opinion.h settles them.
 */
#ifndef ASR_VOTES_H
#define ASR_VOTES_H

#include "opinion.h"
#include "signature.h"

/* «chef du service de psychiatrie de l’adulte du CHU de Caen» */
#define NEAR_WORDS 12u

/* What each kind of evidence weighs. */
enum {
	VOTE_TITLE = 12,
	VOTE_CAPACITY = 8,
	VOTE_SIGNED = 7, /* no «en tant que» */
	VOTE_NEAR = 6,
	VOTE_SHINGLES = 6,
	VOTE_HOST = 6,
	VOTE_OPENING = 5,
	VOTE_LETTERHEAD_PLACE = 5,
	VOTE_FOOT = 4,
	VOTE_HEAD = 3,
	VOTE_OWN = 3,
	VOTE_ONLY = 3,
	VOTE_OFFICE = 2,
	FUNCTION_LEAD = 3,
	SIDE_LEAD = 5,
};

struct votes {
	unsigned function[FUNCTIONS_MAX];
	const char *function_why[FUNCTIONS_MAX];
	/* Named where they sign, and where they introduce themselves. */
	bool signs[FUNCTIONS_MAX], opens[FUNCTIONS_MAX];
	bool speaks[FUNCTIONS_MAX]; /* «en tant que», «je soussigné» */
	/* … right behind it, and not as somebody's interne */
	unsigned attests;
	unsigned side[SIDE_COUNT];
	const char *side_why[SIDE_COUNT];
};

/* What the steps below share. */
struct letter {
	const struct form_rules *rules;
	const struct text *text;
	struct stretch stretch;
	unsigned first, end;   /* words */
	unsigned head, foot;   /* words: end of the head, begin of the foot */
	struct votes votes;
	unsigned signed_by;    /* functions that sign on a line of their own */
	bool joint;            /* says that two speak in it */
	GArray *sites; /* struct site: where the function is named */
};

/* A function named where the signatory speaks of themselves. */
struct site {
	unsigned function, end; /* one past its last word */
};

/* Adds a vote; why is French and static. */
void votes_side(struct letter *letter, enum side side, unsigned weight,
    const char *why);

/* The side first named within words [first, end). */
enum side votes_first_side(const struct letter *letter, unsigned first,
    unsigned end);

/* The first word of a line; the letter's end past its last. */
unsigned votes_line_word(const struct letter *letter, unsigned line);

/* True on a line about who gets the letter: an addressee is no sender. */
bool votes_on_addressee_line(const struct letter *letter, unsigned word);

/* Tells head and foot; before all that follows. */
void votes_zones(struct letter *letter);

/* Votes for the functions the letter names where signatories do. */
void votes_functions(struct letter *letter);

/* Votes for the establishment in the form's own field; which side it is. */
enum side votes_host(struct letter *letter);

/* The side of the hospital whose letterhead it is; SIDE_NONE: none known. */
enum side votes_letterhead(const struct letter *letter);

/* Votes for the sides of opinion's function, and notes where it is named
 * at both; shingles count by subject. */
void votes_sides(struct letter *letter, struct opinion *opinion,
    const GArray *shingles);

#endif
