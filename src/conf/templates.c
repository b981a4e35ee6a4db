/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reply templates: see templates.h; doc/templates.md lists the fields. */
#include "templates.h"

#include <stdint.h>
#include <string.h>

#include "text-file.h"

/* A reply is a page or two. */
#define TEMPLATE_BYTES_MAX (64u << 10)
/* Blocks in blocks; real templates need three. */
#define DEPTH_MAX 8

enum node_kind {
	NODE_TEXT,
	NODE_FIELD,
	NODE_EACH,   /* {#name} … {/name} */
	NODE_UNLESS, /* {^name} … {/name} */
};

struct node {
	enum node_kind kind;
	char *text; /* the text, or the field's name */
	GPtrArray *children;
};

struct template {
	GPtrArray *subject; /* struct node */
	GPtrArray *body;
};

struct templates {
	struct template *kinds[REPLY_KIND_COUNT];
};

/* Every field there is, and the kinds whose template must have it. */
#define NEED(kind) (1u << (kind))
#define STATES_DOSSIER \
	(NEED(REPLY_COMPLETE) | NEED(REPLY_INCOMPLETE) | NEED(REPLY_LATE))
#define EVERY_KIND \
	(STATES_DOSSIER | NEED(REPLY_REGISTERED) | NEED(REPLY_NOT_DAM))

static const struct field {
	const char *name;
	unsigned needed_by;
} fields[] = {
	{ "session", 0 },
	{ "received_date", EVERY_KIND },
	{ "received_time", EVERY_KIND },
	{ "sender", 0 },
	{ "sender_establishment", 0 },
	{ "subject", 0 },
	{ "mailbox", 0 },
	{ "several", 0 },
	{ "references", 0 },
	{ "names", 0 },
	{ "has_link", 0 },
	{ "has_documents", 0 },
	{ "has_received", 0 },
	{ "has_missing", 0 },
	{ "has_blank", 0 },
	{ "has_unreadable", 0 },
	{ "documents", 0 },
	{ "name", 0 },
	{ "dossiers", STATES_DOSSIER },
	{ "reference", STATES_DOSSIER },
	{ "candidate", STATES_DOSSIER },
	{ "specialty", 0 },
	{ "employer", STATES_DOSSIER },
	{ "subdivision", 0 },
	{ "deadline_date", 0 },
	{ "complete_until", NEED(REPLY_INCOMPLETE) },
	{ "complete", 0 },
	{ "incomplete", 0 },
	{ "late", 0 },
	{ "received", 0 },
	{ "missing", NEED(REPLY_INCOMPLETE) | NEED(REPLY_LATE) },
	{ "blank", NEED(REPLY_INCOMPLETE) | NEED(REPLY_LATE) },
	{ "unreadable", NEED(REPLY_INCOMPLETE) | NEED(REPLY_LATE) },
	{ "label", NEED(REPLY_INCOMPLETE) | NEED(REPLY_LATE) },
	{ "annexe", 0 },
	{ "files", 0 },
	{ "contact_name", 0 },
	{ "contact_phone", 0 },
	{ "contact_email", 0 },
};

/* One template being read. */
struct parser {
	const char *file;
	struct problems *problems;
	const char *text, *at;
	unsigned line;
	uint64_t seen; /* bit per field */
};
G_STATIC_ASSERT(G_N_ELEMENTS(fields) <= 64);

static void
free_node(void *pointer)
{
	struct node *node = pointer;

	g_free(node->text);
	g_ptr_array_unref(node->children);
	g_free(node);
}

static GPtrArray *
nodes_new(void)
{
	return g_ptr_array_new_with_free_func(free_node);
}

static struct node *
add_node(GPtrArray *nodes, enum node_kind kind, const char *text,
    size_t length)
{
	struct node *node = g_new0(struct node, 1);

	node->kind = kind;
	node->text = g_strndup(text, length);
	node->children = nodes_new();
	g_ptr_array_add(nodes, node);
	return node;
}

static void
complain(struct parser *parser, const char *name, const char *text)
{
	problems_error(parser->problems, parser->file, parser->line, NULL,
	    name, "%s", text);
}

static void
note_field(struct parser *parser, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (strcmp(fields[i].name, name) == 0) {
			parser->seen |= (uint64_t)1 << i;
			return;
		}
	}
	complain(parser, name, "unknown field");
}

/* Takes text up to the next "{"; counts its lines. */
static void
take_text(struct parser *parser, GPtrArray *nodes)
{
	const char *end = strchrnul(parser->at, '{');

	if (end > parser->at)
		add_node(nodes, NODE_TEXT, parser->at,
		    (size_t)(end - parser->at));
	for (; parser->at < end; parser->at++)
		parser->line += *parser->at == '\n';
}

/* A mark of a block that is alone on its line takes the line end along. */
static void
skip_own_line(struct parser *parser, const char *mark)
{
	bool begins_line = mark == parser->text || mark[-1] == '\n';

	if (begins_line && *parser->at == '\n') {
		parser->at++;
		parser->line++;
	}
}

/*
 * Reads nodes until {/closing} or, with closing NULL, the end.  True when
 * the end that was wanted was found.
 */
static bool
parse_nodes(struct parser *parser, GPtrArray *nodes, const char *closing,
    unsigned depth)
{
	while (take_text(parser, nodes), *parser->at == '{') {
		const char *mark = parser->at;
		const char *end = strchr(mark, '}');
		g_autofree char *tag = NULL;
		enum node_kind kind;
		const char *name;

		if (end == NULL || depth > DEPTH_MAX) {
			complain(parser, NULL,
			    end == NULL ? "“{” without “}”" :
					  "too many blocks in blocks");
			return false;
		}
		tag = g_strndup(mark + 1, (gsize)(end - mark - 1));
		parser->at = end + 1;
		if (tag[0] == '/') {
			skip_own_line(parser, mark);
			if (closing != NULL && strcmp(tag + 1, closing) == 0)
				return true;
			complain(parser, tag + 1, "closed but not open");
			return false;
		}
		kind = tag[0] == '#' ? NODE_EACH :
		    tag[0] == '^'    ? NODE_UNLESS :
				       NODE_FIELD;
		name = kind == NODE_FIELD ? tag : tag + 1;
		note_field(parser, name);
		if (kind == NODE_FIELD) {
			add_node(nodes, kind, name, strlen(name));
			continue;
		}
		skip_own_line(parser, mark);
		if (!parse_nodes(parser, add_node(nodes, kind, name,
			strlen(name))->children, name, depth + 1))
			return false;
	}
	if (closing != NULL)
		complain(parser, closing, "opened but not closed");
	return closing == NULL;
}

static void
check_needed(const struct parser *parser, enum reply_kind kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if ((fields[i].needed_by & NEED(kind)) != 0 &&
		    (parser->seen & (uint64_t)1 << i) == 0)
			problems_error(parser->problems, parser->file, 0,
			    NULL, fields[i].name,
			    "a %s reply must have this field",
			    reply_kind_word(kind));
	}
}

static struct template *
parse_template(struct parser *parser, const char *text,
    enum reply_kind kind)
{
	struct template *template = g_new0(struct template, 1);
	const char *body = strstr(text, "\n\n");
	g_autofree char *subject = NULL;

	template->subject = nodes_new();
	template->body = nodes_new();
	parser->line = 1;
	if (!g_str_has_prefix(text, "Subject: ") || body == NULL) {
		complain(parser, NULL,
		    "must begin with “Subject: …” and an empty line");
		return template;
	}
	subject = g_strndup(text + strlen("Subject: "),
	    (gsize)(strchr(text, '\n') - text) - strlen("Subject: "));
	parser->at = parser->text = subject;
	parse_nodes(parser, template->subject, NULL, 0);
	parser->at = parser->text = body + 2;
	parser->line = 3;
	parse_nodes(parser, template->body, NULL, 0);
	check_needed(parser, kind);
	return template;
}

struct templates *
templates_read(const char *folder, struct problems *problems)
{
	struct templates *templates = g_new0(struct templates, 1);

	for (unsigned kind = 0; kind < REPLY_KIND_COUNT; kind++) {
		g_autofree char *name = NULL, *file = NULL, *text = NULL;
		struct parser parser = { .problems = problems };

		if (kind == REPLY_NONE)
			continue;
		name = g_strconcat(reply_kind_word((enum reply_kind)kind),
		    ".txt", NULL);
		file = g_build_filename(folder, name, NULL);
		parser.file = file;
		text = text_file_read(file, TEMPLATE_BYTES_MAX, problems);
		if (text != NULL)
			templates->kinds[kind] = parse_template(&parser,
			    text, (enum reply_kind)kind);
	}
	return templates;
}

void
templates_free(struct templates *templates)
{
	if (templates == NULL)
		return;
	for (unsigned kind = 0; kind < REPLY_KIND_COUNT; kind++) {
		if (templates->kinds[kind] == NULL)
			continue;
		g_ptr_array_unref(templates->kinds[kind]->subject);
		g_ptr_array_unref(templates->kinds[kind]->body);
		g_free(templates->kinds[kind]);
	}
	g_free(templates);
}

static void fill_nodes(const GPtrArray *nodes, const struct values *values,
    GString *out);

static void
fill_each(const struct node *node, const struct values *values, GString *out)
{
	const GPtrArray *list = values_list(values, node->text);

	if (list == NULL) {
		if (values_text(values, node->text)[0] != '\0')
			fill_nodes(node->children, values, out);
		return;
	}
	for (unsigned i = 0; i < list->len; i++)
		fill_nodes(node->children, list->pdata[i], out);
}

static bool
is_no(const struct values *values, const char *name)
{
	const GPtrArray *list = values_list(values, name);

	return list != NULL ? list->len == 0 :
			      values_text(values, name)[0] == '\0';
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
	*subject_r = g_string_free(subject, FALSE);
	return g_string_free(body, FALSE);
}
