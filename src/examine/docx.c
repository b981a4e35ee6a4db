/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Word documents (DOCX, DOCM, templates) as pages: which parts there are,
 * by their relations, and in which order a reader meets them.
 */
#include "readers.h"

#include <string.h>

#include "docx-text.h"
#include "package.h"
#include "page-writer.h"
#include "embedded.h"

/* Where the body is when no relation says so. */
#define MAIN_PART "word/document.xml"
/* Headers, footers and notes; a form has six. */
#define PARTS_MAX 60u
/* Relations of one part that are kept: pictures, mostly. */
#define RELATIONS_MAX 2000u

/* What one part says of others: id, type and target. */
struct relation {
	char *id;
	char *kind; /* the last word of its type: header, image, … */
	char *target; /* the member it means */
};

struct document {
	GBytes *bytes;
	struct page_writer *w;
	GPtrArray *relations; /* of the main part */
	struct embedded embedded;
};

static void
relation_free(void *pointer)
{
	struct relation *relation = pointer;

	g_free(relation->id);
	g_free(relation->kind);
	g_free(relation->target);
	g_free(relation);
}

/* Relations being read, and the part they are of. */
struct relating {
	GPtrArray *relations;
	const char *part;
};

static bool
on_relation(xmlTextReaderPtr reader, void *user)
{
	struct relating *relating = user;
	g_autofree char *mode = NULL, *type = NULL, *target = NULL;
	const char *kind;
	struct relation *relation;

	if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT ||
	    strcmp(package_name(reader), "Relationship") != 0)
		return true;
	mode = package_attribute(reader, "TargetMode");
	type = package_attribute(reader, "Type");
	target = package_attribute(reader, "Target");
	if (type == NULL || target == NULL ||
	    g_strcmp0(mode, "External") == 0)
		return true;
	kind = strrchr(type, '/');
	relation = g_new0(struct relation, 1);
	relation->id = package_attribute(reader, "Id");
	relation->kind = g_strdup(kind != NULL ? kind + 1 : type);
	relation->target = package_resolve(relating->part, target);
	g_ptr_array_add(relating->relations, relation);
	return relating->relations->len < RELATIONS_MAX;
}

/* The relations of a part, or of the whole package when part is "". */
static GPtrArray *
read_relations(GBytes *bytes, const char *part, struct budget *budget)
{
	struct relating relating = { .part = part };
	g_autofree char *folder = g_path_get_dirname(part);
	g_autofree char *file = g_path_get_basename(part);
	g_autofree char *member = part[0] == '\0' ?
	    g_strdup("_rels/.rels") :
	    g_strconcat(folder, "/_rels/", file, ".rels", NULL);

	relating.relations = g_ptr_array_new_with_free_func(relation_free);
	package_xml(bytes, member, budget, on_relation, &relating);
	return relating.relations;
}

/* The member that is the document's body; the caller frees it. */
static char *
find_main(GBytes *bytes, struct budget *budget)
{
	g_autoptr(GPtrArray) relations = read_relations(bytes, "", budget);

	for (unsigned i = 0; i < relations->len; i++) {
		const struct relation *r = relations->pdata[i];

		if (strcmp(r->kind, "officeDocument") == 0 &&
		    r->target != NULL)
			return g_strdup(r->target);
	}
	return g_strdup(MAIN_PART);
}

/* Writes the parts of one kind, each on lines of its own. */
static void
write_parts(struct document *d, const char *kind)
{
	unsigned count = 0;

	for (unsigned i = 0; i < d->relations->len; i++) {
		const struct relation *r = d->relations->pdata[i];

		if (strcmp(r->kind, kind) != 0 || r->target == NULL)
			continue;
		if (count++ == PARTS_MAX)
			return;
		docx_text(d->w, d->bytes, r->target, NULL);
	}
}

static void
on_picture(void *user, const char *id, double wide_mm, double tall_mm)
{
	struct document *d = user;

	if (!embedded_is_page(wide_mm, tall_mm))
		return;
	for (unsigned i = 0; i < d->relations->len; i++) {
		const struct relation *r = d->relations->pdata[i];
		g_autoptr(GBytes) bytes = NULL;

		if (g_strcmp0(r->id, id) != 0 || r->target == NULL)
			continue;
		bytes = package_member(d->bytes, r->target, d->w->budget);
		embedded_add(&d->embedded, bytes);
		return;
	}
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
	g_autofree char *main = find_main(bytes, budget);
	struct page_writer writer;
	struct document d = { .bytes = bytes, .w = &writer };
	struct docx_hooks hooks = { on_picture, on_foreign, between, &d };
	enum part_reason reason;

	page_writer_init(&writer, part, budget);
	embedded_init(&d.embedded);
	d.relations = read_relations(bytes, main, budget);
	write_parts(&d, "header");
	reason = docx_text(&writer, bytes, main, &hooks);
	if (reason == REASON_EMPTY)
		reason = REASON_DAMAGED;
	write_parts(&d, "footnotes");
	write_parts(&d, "endnotes");
	write_parts(&d, "footer");
	embedded_write(&d.embedded, &writer);
	embedded_end(&d.embedded, &writer);
	page_writer_finish(&writer, reason);
	g_ptr_array_unref(d.relations);
}
