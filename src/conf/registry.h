/* SPDX-License-Identifier: GPL-3.0-or-later */
/* etablissements.csv: who exists, with which mail domains and DAMs. */
#ifndef ASR_REGISTRY_H
#define ASR_REGISTRY_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "problems.h"
#include "words.h"

struct establishment {
	unsigned line; /* of the CSV, for what is found wrong later */
	char *code;
	char *name;
	char **aliases; /* NULL-terminated, may be empty */
	enum establishment_kind kind;
	char *department;
	char *subdivision; /* may be "" for kind other */
	char **domains;       /* lower case */
	char **dam_addresses; /* lower case; "*@dam.ch-x.fr" allowed */
};

/* An address that an agent said to be a DAM's: rulings-conf.h. */
struct trusted {
	char *address; /* lower case */
	const struct establishment *establishment;
	int64_t since, until; /* until 0: without end */
};

struct registry {
	GPtrArray *establishments; /* struct establishment, file's order */
	GPtrArray *trusted;        /* struct trusted */
};

/*
 * Reads the CSV: UTF-8 with or without BOM, ";" between cells, "|" in
 * lists, double quotes as in RFC 4180; rows without any text, which
 * spreadsheets like to append, are skipped.  Never NULL; problems name the
 * line and the column.  Errors: wrong header, column count, quotes, unknown
 * kind, duplicate code, one DAM address twice in one row, malformed address
 * or domain.  Warnings: a peripheral establishment without a DAM address,
 * a DAM address of two rows.
 */
struct registry *registry_read(const char *file, struct problems *problems);
void registry_free(struct registry *registry);

/* The establishment of a code; NULL when there is none. */
const struct establishment *registry_find(const struct registry *registry,
    const char *code);

/*
 * Establishments that list address as one of their DAM's, exactly or by
 * wildcard; case ignored.  The caller frees the array, not its elements.
 */
GPtrArray *registry_by_dam_address(const struct registry *registry,
    const char *address);

/* Establishments that agents trust address to speak for at a time; the
 * caller frees the array, not its elements. */
GPtrArray *registry_by_trust(const struct registry *registry,
    const char *address, int64_t at);

/* Establishments with the domain of address, or a parent domain of it. */
GPtrArray *registry_by_domain(const struct registry *registry,
    const char *address);

#endif
