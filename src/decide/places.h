/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Establishments named in a text.  People write «CH de Lisieux», «Hôpital
 * Robert Bisson», «C.H. LISIEUX»: kinds of hospital are one word here,
 * small words are skipped, names and aliases of the registry decide.
 */
#ifndef ASR_PLACES_H
#define ASR_PLACES_H

#include <stdbool.h>

#include <glib.h>

#include "owned.h"
#include "registry.h"

/*
 * An alias of so few letters («CHB») means several hospitals: it counts
 * only for an establishment that something else points to.
 */
#define PLACE_SHORT_LETTERS 3u

struct places;

/* An establishment at words[first] … words[first + count - 1]. */
struct place_hit {
	const struct establishment *establishment;
	unsigned first, count;
};

/*
 * Prepares the names of registry, which outlives the result.  likely are
 * establishments something else points to (const struct establishment *,
 * may be NULL): their short aliases count.
 */
struct places *places_new(const struct registry *registry,
    const GPtrArray *likely);
void places_free(struct places *places);

/*
 * True when name is a hospital's without «CH» before it: «Saint-Lô»,
 * «Robert Bisson».
 */
bool places_is_town(const struct places *places, const char *name);

/*
 * Finds establishments in folded words.  Where names overlap the longest
 * counts; a name that two establishments bear counts for none.  Appends
 * struct place_hit to hits_r by first word.
 */
void places_scan(const struct places *places, char *const *words,
    unsigned count, GArray *hits_r);

OWNED_DEFINE(places, places_free)

#endif
