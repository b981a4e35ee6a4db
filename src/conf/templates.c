/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of reply templates, and filling them in: see templates.h. */
#include "templates.h"

#include <stdbool.h>

#include "template.h"
#include "text-file.h"

/* A reply is a page or two. */
#define TEMPLATE_BYTES_MAX (64u << 10)

struct templates {
	struct template *kinds[REPLY_KIND_COUNT];
};

struct templates *
templates_read(const char *folder, struct problems *problems)
{
	struct templates *templates = g_new0(struct templates, 1);

	for (enum reply_kind kind = 0; kind < REPLY_KIND_COUNT; kind++) {
		g_autofree char *name = NULL, *file = NULL, *text = NULL;

		if (kind == REPLY_NONE)
			continue;
		name = g_strconcat(reply_kind_word(kind), ".txt", NULL);
		file = g_build_filename(folder, name, NULL);
		/* Folders of templates are older than reminders. */
		if (kind == REPLY_REMINDER &&
		    !g_file_test(file, G_FILE_TEST_EXISTS))
			continue;
		text = text_file_read(file, TEMPLATE_BYTES_MAX, problems);
		if (text != NULL)
			templates->kinds[kind] = template_parse(text, kind,
			    file, problems);
	}
	return templates;
}

bool
templates_has(const struct templates *templates, enum reply_kind kind)
{
	return templates->kinds[kind] != NULL;
}

void
templates_free(struct templates *templates)
{
	if (templates == NULL)
		return;
	for (unsigned kind = 0; kind < REPLY_KIND_COUNT; kind++)
		template_free(templates->kinds[kind]);
	g_free(templates);
}

static void fill_nodes(const GPtrArray *nodes, const struct values *values,
    GString *out);

static bool
is_no(const struct values *values, const char *name)
{
	const GPtrArray *list = values_list(values, name);

	return list != NULL ? list->len == 0 :
			      values_text(values, name)[0] == '\0';
}

static void
fill_each(const struct node *node, const struct values *values, GString *out)
{
	const GPtrArray *list = values_list(values, node->text);

	for (unsigned i = 0; list != NULL && i < list->len; i++)
		fill_nodes(node->children, list->pdata[i], out);
	if (list == NULL && !is_no(values, node->text))
		fill_nodes(node->children, values, out);
}

static void
fill_nodes(const GPtrArray *nodes, const struct values *values, GString *out)
{
	for (unsigned i = 0; i < nodes->len; i++) {
		const struct node *node = nodes->pdata[i];

		switch (node->kind) {
		case NODE_TEXT:
			g_string_append(out, node->text);
			break;
		case NODE_FIELD:
			g_string_append(out, values_text(values,
			    node->text));
			break;
		case NODE_EACH:
			fill_each(node, values, out);
			break;
		case NODE_UNLESS:
			if (is_no(values, node->text))
				fill_nodes(node->children, values, out);
			break;
		}
	}
}

char *
templates_fill(const struct templates *templates, enum reply_kind kind,
    const struct values *values, char **subject_r)
{
	const struct template *template = templates->kinds[kind];
	GString *subject = g_string_new(NULL);
	GString *body = g_string_new(NULL);

	g_assert(template != NULL);
	fill_nodes(template->subject, values, subject);
	fill_nodes(template->body, values, body);
	*subject_r = g_strstrip(g_string_free(subject, FALSE));
	return g_string_free(body, FALSE);
}
