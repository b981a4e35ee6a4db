/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is drawn on a sheet or a slide (ECMA-376 part 1, §20 and §21): text
 * boxes and diagrams, which are parts of their own, and pictures, of which
 * large ones may be pages that somebody scanned and pasted.
 */
#ifndef ASR_DRAWINGS_H
#define ASR_DRAWINGS_H

#include <stdbool.h>

#include "embedded.h"
#include "page-writer.h"

/* Parts of one document that are looked into, each once; a presentation of
 * 100 slides has some 200 pictures. */
#define DRAWINGS_MAX 1000u
/* A page of paper, photographed or scanned, has at least so many pixels on
 * its shorter side. */
#define DRAWINGS_PAGE_PIXELS 600

struct drawings {
	struct page_writer *w;
	GBytes *bytes; /* the package */
	GHashTable *seen; /* names of parts (char *) */
	struct embedded embedded;
	enum part_reason reason; /* why something was not read whole */
};

void drawings_init(struct drawings *d, struct page_writer *w, GBytes *bytes);

/* Writes what the member, a sheet or a slide, draws: text into the page in
 * hand, pictures that may be pages as pages behind it. */
void drawings_write(struct drawings *d, const char *member);

/*
 * Ends; a page that was not read says so when a picture that may be one
 * could not be.  The reason why something else was not read whole.
 */
enum part_reason drawings_end(struct drawings *d);

#endif
