/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parts of an OOXML package belong to which: see relations.h. */
#include "relations.h"

#include <string.h>

#include "package.h"

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
	bool *cut_r;
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
	if (relating->relations->len == RELATIONS_MAX) {
		*relating->cut_r = true;
		return false;
	}
	kind = strrchr(type, '/');
	relation = g_new0(struct relation, 1);
	relation->id = package_attribute(reader, "Id");
	relation->kind = g_strdup(kind != NULL ? kind + 1 : type);
	relation->target = package_resolve(relating->part, target);
	g_ptr_array_add(relating->relations, relation);
	return true;
}

GPtrArray *
relations_read(GBytes *bytes, const char *part, struct budget *budget,
    bool *cut_r)
{
	struct relating relating = { .part = part };
	g_autofree char *folder = g_path_get_dirname(part);
	g_autofree char *file = g_path_get_basename(part);
	g_autofree char *member = part[0] == '\0' ?
	    g_strdup("_rels/.rels") :
	    g_strconcat(folder, "/_rels/", file, ".rels", NULL);

	relating.cut_r = cut_r;
	relating.relations = g_ptr_array_new_with_free_func(relation_free);
	package_xml(bytes, member, budget, on_relation, &relating);
	return relating.relations;
}

const char *
relations_target(const GPtrArray *relations, const char *id)
{
	for (unsigned i = 0; i < relations->len; i++) {
		const struct relation *r = relations->pdata[i];

		if (g_strcmp0(r->id, id) == 0 && r->target != NULL)
			return r->target;
	}
	return NULL;
}

char *
relations_main(GBytes *bytes, const char *fallback, struct budget *budget)
{
	bool cut = false;
	g_autoptr(GPtrArray) relations =
	    relations_read(bytes, "", budget, &cut);

	for (unsigned i = 0; i < relations->len; i++) {
		const struct relation *r = relations->pdata[i];

		if (strcmp(r->kind, "officeDocument") == 0 &&
		    r->target != NULL)
			return g_strdup(r->target);
	}
	return g_strdup(fallback);
}
