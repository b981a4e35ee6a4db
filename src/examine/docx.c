/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Word documents (DOCX, DOCM, templates) as pages: which parts there are,
 * by their relations, and in which order a reader meets them.
 */
#include "readers.h"

#include <string.h>

#include "docx-text.h"
#include "embedded.h"
#include "package.h"
#include "page-writer.h"
#include "relations.h"

/* Where the body is when no relation says so. */
#define MAIN_PART "word/document.xml"
/* Headers, footers or notes; a form has six, each of its parts three more
 * when forms are joined. */
#define PARTS_MAX 300u

struct document {
	GBytes *bytes;
	struct page_writer *w;
	GPtrArray *relations; /* of the main part */
	bool cut;	      /* there are parts that are not read */
	enum part_reason reason; /* why a part of them was not read whole */
	struct embedded embedded;
};

/* Writes the parts of one kind, each on lines of its own. */
static void
write_parts(struct document *d, const char *kind)
{
	unsigned count = 0;

	for (unsigned i = 0; i < d->relations->len; i++) {
		const struct relation *r = d->relations->pdata[i];
		enum part_reason reason;

		if (strcmp(r->kind, kind) != 0 || r->target == NULL)
			continue;
		if (count++ == PARTS_MAX) {
			d->cut = true;
			return;
		}
		reason = docx_text(d->w, d->bytes, r->target, NULL);
		if (d->reason == REASON_NONE && reason != REASON_EMPTY)
			d->reason = reason;
	}
}

static void
on_picture(void *user, const char *id, double wide_mm, double tall_mm)
{
	struct document *d = user;
	const char *member = relations_target(d->relations, id);
	g_autoptr(GBytes) bytes = NULL;

	if (member == NULL || !embedded_is_page(wide_mm, tall_mm))
		return;
	bytes = package_member(d->bytes, member, d->w->budget);
	embedded_add(&d->embedded, bytes);
}

static void
on_foreign(void *user)
{
	struct document *d = user;

	d->embedded.unread = true;
}

static void
between(void *user)
{
	struct document *d = user;

	embedded_write(&d->embedded, d->w);
}

void
docx_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	g_autofree char *main = relations_main(bytes, MAIN_PART, budget);
	struct page_writer writer;
	struct document d = { .bytes = bytes, .w = &writer };
	struct docx_hooks hooks = { on_picture, on_foreign, between, &d };
	enum part_reason reason;

	page_writer_init(&writer, part, budget);
	embedded_init(&d.embedded);
	d.relations = relations_read(bytes, main, budget, &d.cut);
	write_parts(&d, "header");
	reason = docx_text(&writer, bytes, main, &hooks);
	if (reason == REASON_EMPTY)
		reason = REASON_DAMAGED;
	write_parts(&d, "diagramData");
	write_parts(&d, "footnotes");
	write_parts(&d, "endnotes");
	write_parts(&d, "footer");
	embedded_write(&d.embedded, &writer);
	embedded_end(&d.embedded, &writer);
	if (reason == REASON_NONE)
		reason = d.cut ? REASON_TOO_MANY : d.reason;
	page_writer_finish(&writer, reason);
	g_ptr_array_unref(d.relations);
}
