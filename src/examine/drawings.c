/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn on sheets and slides: see drawings.h. */
#include "drawings.h"

#include <string.h>

#include <leptonica/allheaders.h>

#include "docx-text.h"
#include "package.h"
#include "relations.h"

/* Bytes that leptonica looks at to tell a format. */
#define HEADER_BYTES_MIN 12u

void
drawings_init(struct drawings *d, struct page_writer *w, GBytes *bytes)
{
	memset(d, 0, sizeof(*d));
	d->w = w;
	d->bytes = bytes;
	d->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	embedded_init(&d->embedded);
}

static void
note(struct drawings *d, enum part_reason reason)
{
	if (d->reason == REASON_NONE)
		d->reason = reason;
}

/* False when the part was looked into before, or there are too many. */
static bool
is_new(struct drawings *d, const char *member)
{
	if (g_hash_table_contains(d->seen, member))
		return false;
	if (g_hash_table_size(d->seen) == DRAWINGS_MAX) {
		note(d, REASON_TOO_MANY);
		return false;
	}
	return g_hash_table_add(d->seen, g_strdup(member));
}

/* The pixels of the shorter side; 0 when they cannot be told. */
static int
side_of(GBytes *picture)
{
	gsize size;
	const l_uint8 *data = g_bytes_get_data(picture, &size);
	l_int32 width = 0, height = 0;

	if (size < HEADER_BYTES_MIN || pixReadHeaderMem(data, size, NULL,
		&width, &height, NULL, NULL, NULL) != 0)
		return 0;
	return MIN(width, height);
}

/* Vector graphics of the web are icons, and have a picture beside them. */
static void
add_picture(struct drawings *d, const char *member)
{
	g_autoptr(GBytes) picture = NULL;
	int side;

	if (g_str_has_suffix(member, ".svg"))
		return;
	picture = package_member(d->bytes, member, d->w->budget);
	side = picture != NULL ? side_of(picture) : 0;
	if (side == 0)
		embedded_add(&d->embedded, NULL);
	else if (side >= DRAWINGS_PAGE_PIXELS)
		embedded_add(&d->embedded, picture);
}

static void
add_text(struct drawings *d, const char *member)
{
	enum part_reason reason = docx_text(d->w, d->bytes, member, NULL);

	if (reason != REASON_EMPTY)
		note(d, reason);
}

/* A sheet has a drawing, which has what a slide has itself. */
static void
add_related(struct drawings *d, const char *member, bool is_drawing)
{
	bool cut = false;
	g_autoptr(GPtrArray) relations = relations_read(d->bytes, member,
	    d->w->budget, &cut);

	if (cut)
		note(d, REASON_TOO_MANY);
	for (unsigned i = 0; i < relations->len; i++) {
		const struct relation *r = relations->pdata[i];
		bool nests = strcmp(r->kind, "drawing") == 0 && !is_drawing;
		bool text = nests || strcmp(r->kind, "diagramData") == 0;
		bool picture = strcmp(r->kind, "image") == 0;

		if (r->target == NULL || (!text && !picture) ||
		    !is_new(d, r->target))
			continue;
		if (picture)
			add_picture(d, r->target);
		else
			add_text(d, r->target);
		if (nests)
			add_related(d, r->target, true);
	}
}

void
drawings_write(struct drawings *d, const char *member)
{
	add_related(d, member, false);
	embedded_write(&d->embedded, d->w);
}

enum part_reason
drawings_end(struct drawings *d)
{
	embedded_end(&d->embedded, d->w);
	g_hash_table_unref(d->seen);
	return d->reason;
}
