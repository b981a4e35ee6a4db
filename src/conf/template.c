/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply template becomes a tree of nodes: see template.h. */
#include "template.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Blocks in blocks; real templates need three. */
#define DEPTH_MAX 8

#define SUBJECT "Subject: "

/* Where a field has a value. */
enum scope {
	SCOPE_LETTER = 1,   /* everywhere */
	SCOPE_DOSSIER = 2,  /* within {#dossiers} */
	SCOPE_PIECE = 4,    /* within {#missing} and its like */
	SCOPE_DOCUMENT = 8, /* within {#documents} */
};

enum form {
	FORM_TEXT, /* {field}; as a block: when there is one */
	FORM_FLAG, /* only a block: yes or no */
	FORM_LIST, /* only a block, and a scope: once for each */
};

/* The kinds whose template must have a field. */
#define NEED(kind) (1u << (kind))
#define STATES_DOSSIER \
	(NEED(REPLY_COMPLETE) | NEED(REPLY_INCOMPLETE) | NEED(REPLY_LATE))
#define STATES_LACK (NEED(REPLY_INCOMPLETE) | NEED(REPLY_LATE))
#define REMINDS NEED(REPLY_REMINDER)
#define EVERY_KIND \
	(STATES_DOSSIER | NEED(REPLY_REGISTERED) | NEED(REPLY_NOT_DAM))

static const struct field {
	const char *name;
	enum form form;
	enum scope scope;
	unsigned needed_by;
	enum scope opens; /* a list: the scope of its elements */
} fields[] = {
	{ "session", FORM_TEXT, SCOPE_LETTER, 0, 0 },
	{ "received_date", FORM_TEXT, SCOPE_LETTER, EVERY_KIND, 0 },
	{ "received_time", FORM_TEXT, SCOPE_LETTER, EVERY_KIND, 0 },
	{ "sender", FORM_TEXT, SCOPE_LETTER, 0, 0 },
	{ "subject", FORM_TEXT, SCOPE_LETTER, 0, 0 },
	{ "mailbox", FORM_TEXT, SCOPE_LETTER, NEED(REPLY_NOT_DAM), 0 },
	{ "references", FORM_TEXT, SCOPE_LETTER, 0, 0 },
	{ "names", FORM_TEXT, SCOPE_LETTER, 0, 0 },
	{ "several", FORM_FLAG, SCOPE_LETTER, 0, 0 },
	{ "has_link", FORM_FLAG, SCOPE_LETTER, 0, 0 },
	{ "has_documents", FORM_FLAG, SCOPE_LETTER, 0, 0 },
	{ "documents", FORM_LIST, SCOPE_LETTER, 0, SCOPE_DOCUMENT },
	{ "name", FORM_TEXT, SCOPE_DOCUMENT, 0, 0 },
	{ "dossiers", FORM_LIST, SCOPE_LETTER, STATES_DOSSIER | REMINDS,
	    SCOPE_DOSSIER },
	{ "reference", FORM_TEXT, SCOPE_DOSSIER, STATES_DOSSIER | REMINDS, 0 },
	{ "candidate", FORM_TEXT, SCOPE_DOSSIER, STATES_DOSSIER | REMINDS, 0 },
	{ "specialty", FORM_TEXT, SCOPE_DOSSIER, 0, 0 },
	{ "employer", FORM_TEXT, SCOPE_DOSSIER, STATES_DOSSIER, 0 },
	{ "subdivision", FORM_TEXT, SCOPE_DOSSIER, 0, 0 },
	{ "complete", FORM_FLAG, SCOPE_DOSSIER, 0, 0 },
	{ "incomplete", FORM_FLAG, SCOPE_DOSSIER, STATES_LACK, 0 },
	{ "late", FORM_FLAG, SCOPE_DOSSIER, NEED(REPLY_LATE), 0 },
	{ "deadline_date", FORM_TEXT, SCOPE_DOSSIER,
	    NEED(REPLY_LATE) | REMINDS, 0 },
	{ "complete_until", FORM_TEXT, SCOPE_DOSSIER, STATES_LACK, 0 },
	{ "has_received", FORM_FLAG, SCOPE_DOSSIER, 0, 0 },
	{ "has_missing", FORM_FLAG, SCOPE_DOSSIER, 0, 0 },
	{ "has_blank", FORM_FLAG, SCOPE_DOSSIER, 0, 0 },
	{ "has_unreadable", FORM_FLAG, SCOPE_DOSSIER, 0, 0 },
	{ "received", FORM_LIST, SCOPE_DOSSIER, 0, SCOPE_PIECE },
	{ "missing", FORM_LIST, SCOPE_DOSSIER,
	    STATES_LACK | REMINDS, SCOPE_PIECE },
	{ "blank", FORM_LIST, SCOPE_DOSSIER,
	    STATES_LACK | REMINDS, SCOPE_PIECE },
	{ "unreadable", FORM_LIST, SCOPE_DOSSIER,
	    STATES_LACK | REMINDS, SCOPE_PIECE },
	{ "label", FORM_TEXT, SCOPE_PIECE, STATES_LACK | REMINDS, 0 },
	{ "annexe", FORM_TEXT, SCOPE_PIECE, 0, 0 },
	{ "files", FORM_TEXT, SCOPE_PIECE, 0, 0 },
	{ "contact_name", FORM_TEXT, SCOPE_DOSSIER, 0, 0 },
	{ "contact_phone", FORM_TEXT, SCOPE_DOSSIER, 0, 0 },
	{ "contact_email", FORM_TEXT, SCOPE_DOSSIER, 0, 0 },
};

/* One template being read. */
struct parser {
	const char *file;
	struct problems *problems;
	const char *text, *at;
	unsigned line;
	unsigned depth;
	unsigned scopes; /* open here */
	uint64_t seen;   /* bit per field */
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

static struct node *
add_node(GPtrArray *nodes, enum node_kind kind, const char *text,
    size_t length)
{
	struct node *node = g_new0(struct node, 1);

	node->kind = kind;
	node->text = g_strndup(text, length);
	node->children = g_ptr_array_new_with_free_func(free_node);
	g_ptr_array_add(nodes, node);
	return node;
}

static void
complain(struct parser *parser, const char *name, const char *text)
{
	problems_error(parser->problems, parser->file, parser->line, NULL,
	    name, "%s", text);
}

/* The field of a mark, which may stand here; NULL when it was said that it
 * may not. */
static const struct field *
use_field(struct parser *parser, const char *name, bool as_block)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		const struct field *field = &fields[i];

		if (strcmp(field->name, name) != 0)
			continue;
		parser->seen |= (uint64_t)1 << i;
		if ((parser->scopes & field->scope) == 0)
			complain(parser, name, "has no value here");
		else if (!as_block && field->form != FORM_TEXT)
			complain(parser, name, "is no text: write a block");
		else
			return field;
		return NULL;
	}
	complain(parser, name, "unknown field");
	return NULL;
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

static bool parse_nodes(struct parser *parser, GPtrArray *nodes,
    const char *closing);

/* {#name} or {^name} was read; goes on to {/name}. */
static bool
parse_block(struct parser *parser, GPtrArray *nodes, const char *tag)
{
	enum node_kind kind = tag[0] == '#' ? NODE_EACH : NODE_UNLESS;
	const char *name = tag + 1;
	const struct field *field = use_field(parser, name, true);
	struct node *node = add_node(nodes, kind, name, strlen(name));
	unsigned outer = parser->scopes;
	bool closed;

	if (parser->depth == DEPTH_MAX) {
		complain(parser, name, "too many blocks in blocks");
		return false;
	}
	if (field != NULL && kind == NODE_EACH)
		parser->scopes |= field->opens;
	parser->depth++;
	closed = parse_nodes(parser, node->children, name);
	parser->depth--;
	parser->scopes = outer;
	return closed;
}

/* {/name} was read where closing, or with NULL nothing, is open. */
static bool
close_block(struct parser *parser, const char *name, const char *closing)
{
	if (closing != NULL && strcmp(name, closing) == 0)
		return true;
	complain(parser, name, closing == NULL ?
	    "closed but not open" : "closed while another block is open");
	return false;
}

/*
 * Reads nodes until {/closing} or, with closing NULL, the end.  True when
 * the end that was wanted was found.
 */
static bool
parse_nodes(struct parser *parser, GPtrArray *nodes, const char *closing)
{
	while (take_text(parser, nodes), *parser->at == '{') {
		const char *mark = parser->at;
		const char *end = mark + strcspn(mark, "}\n");
		g_autofree char *tag = g_strndup(mark + 1,
		    (gsize)(end - mark - 1));

		if (*end != '}') {
			complain(parser, NULL, "“{” without “}”");
			return false;
		}
		parser->at = end + 1;
		if (tag[0] != '\0' && strchr("#^/", tag[0]) != NULL)
			skip_own_line(parser, mark);
		if (tag[0] == '/')
			return close_block(parser, tag + 1, closing);
		if (tag[0] == '#' || tag[0] == '^') {
			if (!parse_block(parser, nodes, tag))
				return false;
		} else if (use_field(parser, tag, false) != NULL) {
			add_node(nodes, NODE_FIELD, tag, strlen(tag));
		}
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

struct template *
template_parse(const char *text, enum reply_kind kind, const char *file,
    struct problems *problems)
{
	struct parser parser = { .file = file, .problems = problems,
		.line = 1, .scopes = SCOPE_LETTER };
	struct template *template = g_new0(struct template, 1);
	const char *line_end = strchr(text, '\n');
	g_autofree char *subject = NULL;

	template->subject = g_ptr_array_new_with_free_func(free_node);
	template->body = g_ptr_array_new_with_free_func(free_node);
	if (!g_str_has_prefix(text, SUBJECT) || line_end == NULL ||
	    line_end[1] != '\n') {
		complain(&parser, NULL,
		    "must begin with “Subject: …” and an empty line");
		return template;
	}
	subject = g_strndup(text + strlen(SUBJECT),
	    (gsize)(line_end - text) - strlen(SUBJECT));
	parser.at = parser.text = subject;
	parse_nodes(&parser, template->subject, NULL);
	parser.at = parser.text = line_end + 2;
	parser.line = 3;
	if (parse_nodes(&parser, template->body, NULL))
		check_needed(&parser, kind);
	return template;
}

void
template_free(struct template *template)
{
	if (template == NULL)
		return;
	g_ptr_array_unref(template->subject);
	g_ptr_array_unref(template->body);
	g_free(template);
}
