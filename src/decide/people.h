/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a message is about.  Names are gathered where candidates are named
 * (the form's fields, opinions, letters, subject, files), gathered into
 * persons, and weighed: a signatory, or a name that OCR got wrong, makes
 * no candidate.
 */
#ifndef ASR_PEOPLE_H
#define ASR_PEOPLE_H

#include "names.h"
#include "person.h"
#include "segments.h"

/* Where a name stood; the later, the more it says. */
enum mention_source {
	MENTION_FILE_NAME,
	MENTION_FOLDER,
	MENTION_SUBJECT, /* bare words of the subject line */
	MENTION_BODY,
	MENTION_SALUTED, /* with a civility in the subject */
	MENTION_LETTER,
	MENTION_OPINION, /* donne un avis favorable à : */
	MENTION_FORM,    /* Nom du candidat : */
	MENTION_SOURCE_COUNT
};

/* No document, no segment: the message itself. */
#define MENTION_NOWHERE G_MAXUINT

struct mention {
	struct person *person;
	enum mention_source source;
	bool ocr;
	/* Hardly read, or a hospital's town: finds a person, makes none. */
	bool garbled;
	bool clear;   /* typed, or printed and every word of it well read */
	bool apart; /* family and given name each in a field of its own */
	unsigned document, segment;
	int piece;   /* the subject of its segment, if a piece; else -1 */
	int cluster; /* index of its person in people->clusters; -1: none */
	bool doubtful; /* misread, or another person of a near name */
};

/*
 * A person: all mentions of one.  Names nearly the same are one person's
 * where either was read from a picture; typed ones are two people's.
 */
struct cluster {
	GPtrArray *mentions; /* struct mention, borrowed */
	unsigned weight;
	bool is_candidate;
};

struct people {
	GPtrArray *mentions; /* struct mention */
	GPtrArray *clusters; /* struct cluster, heaviest first */
	const struct places *places;
	unsigned shared_pieces;
};

/* places, which outlives the result, tells towns from names.  shared_pieces:
 * that two people of near names both have; one who has fewer twice has sent
 * a piece again. */
struct people *people_new(const struct places *places,
    unsigned shared_pieces);
void people_free(struct people *people);

/* Names in the segment at index of a document's text. */
void people_read_segment(struct people *people,
    const struct form_rules *rules, const struct text *text,
    const struct segment *segment, unsigned document, unsigned index);

/* Names in the subject and in the body of a message. */
void people_read_subject(struct people *people,
    const struct form_rules *rules, const struct text *text);
void people_read_body(struct people *people,
    const struct form_rules *rules, const struct text *text);

/* Names in a file's name, and in a folder of its path. */
void people_read_name(struct people *people,
    const struct form_rules *rules, const struct text *text,
    enum mention_source source, unsigned document);

/* Gathers the mentions into clusters and decides who is a candidate. */
void people_settle(struct people *people);

/* How a name stands to the names of a cluster: the best match.  ocr: it was
 * read from a picture. */
enum name_match cluster_match(const struct cluster *cluster,
    const struct person *person, bool ocr);

/* The best writing of a cluster's names; the caller frees both. */
void cluster_name(const struct cluster *cluster, char **family_r,
    char **given_r);

/* How sure it is that the cluster is a candidate, rightly written. */
enum certainty cluster_certainty(const struct cluster *cluster);

OWNED_DEFINE(people, people_free)

#endif
