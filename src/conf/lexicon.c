/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phrases found in a stream of words: see lexicon.h. */
#include "lexicon.h"

#include <string.h>

#include "fold.h"
#include "near.h"

/* Choices in choices; a deeper one calls itself. */
#define CHOICE_DEPTH_MAX 16u

/* A trie by words: the phrases that begin alike share their beginning. */
struct node {
	char *word; /* NULL in the root */
	struct near_shape shape; /* of word */
	GPtrArray *children; /* struct node; NULL: none */
	GHashTable *by_word; /* char * to struct node; NULL: few children */
	GArray *terms;       /* unsigned: phrases that end here; or NULL */
};

/* So many children are searched one by one: most nodes have one or two. */
#define CHILDREN_FEW 8u

struct lexicon {
	struct node *root;
	GHashTable *known; /* char *: words that are what they are */
	GHashTable *looks; /* char *: how the longer ones look */
};

static void
node_free(gpointer data)
{
	struct node *node = data;

	g_free(node->word);
	g_clear_pointer(&node->children, g_ptr_array_unref);
	g_clear_pointer(&node->by_word, g_hash_table_unref);
	g_clear_pointer(&node->terms, g_array_unref);
	g_free(node);
}

static struct node *
node_new(const char *word)
{
	struct node *node = g_new0(struct node, 1);

	node->word = g_strdup(word);
	if (word != NULL)
		node->shape = near_shape(word);
	return node;
}

static unsigned
count_children(const struct node *node)
{
	return node->children == NULL ? 0 : node->children->len;
}

static struct node *
find_child(const struct node *node, const char *word)
{
	if (node->by_word != NULL)
		return g_hash_table_lookup(node->by_word, word);
	for (unsigned i = 0; i < count_children(node); i++) {
		struct node *child = node->children->pdata[i];

		if (strcmp(child->word, word) == 0)
			return child;
	}
	return NULL;
}

/* Enters the children into a table once there are many. */
static void
index_children(struct node *node)
{
	if (node->by_word == NULL)
		node->by_word = g_hash_table_new(g_str_hash, g_str_equal);
	for (unsigned i = g_hash_table_size(node->by_word);
	    i < node->children->len; i++) {
		struct node *child = node->children->pdata[i];

		g_hash_table_insert(node->by_word, child->word, child);
	}
}

struct lexicon *
lexicon_new(void)
{
	struct lexicon *lexicon = g_new0(struct lexicon, 1);

	lexicon->root = node_new(NULL);
	lexicon->known = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, NULL);
	lexicon->looks = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, NULL);
	return lexicon;
}

void
lexicon_free(struct lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	node_free(lexicon->root);
	g_hash_table_unref(lexicon->known);
	g_hash_table_unref(lexicon->looks);
	g_free(lexicon);
}

void
lexicon_know(struct lexicon *lexicon, const char *word)
{
	if (lexicon_knows(lexicon, word))
		return;
	g_hash_table_add(lexicon->known, g_strdup(word));
	if (strlen(word) >= LEXICON_TELLING_LETTERS)
		g_hash_table_add(lexicon->looks, near_look(word));
}

/* The child of word, made if need be: a phrase's word is known by it. */
static struct node *
node_child(struct lexicon *lexicon, struct node *node, const char *word)
{
	struct node *child = find_child(node, word);

	if (child != NULL)
		return child;
	if (node->children == NULL)
		node->children = g_ptr_array_new_with_free_func(node_free);
	child = node_new(word);
	lexicon_know(lexicon, word);
	g_ptr_array_add(node->children, child);
	if (node->children->len > CHILDREN_FEW)
		index_children(node);
	return child;
}

static bool
has_term(const GArray *terms, unsigned term)
{
	for (unsigned i = 0; terms != NULL && i < terms->len; i++) {
		if (g_array_index(terms, unsigned, i) == term)
			return true;
	}
	return false;
}

bool
lexicon_knows(const struct lexicon *lexicon, const char *word)
{
	return g_hash_table_contains(lexicon->known, word);
}

bool
lexicon_is_misread(const struct lexicon *lexicon, const char *word)
{
	g_autofree char *look = NULL;

	if (strlen(word) < LEXICON_TELLING_LETTERS ||
	    lexicon_knows(lexicon, word))
		return false;
	look = near_look(word);
	return g_hash_table_contains(lexicon->looks, look);
}

void
lexicon_add(struct lexicon *lexicon, const char *folded, unsigned term)
{
	g_autofree char *words = g_strdup(folded);
	struct node *node = lexicon->root;
	char *rest, *word;

	for (word = strtok_r(words, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest))
		node = node_child(lexicon, node, word);
	if (node == lexicon->root || has_term(node->terms, term))
		return;
	if (node->terms == NULL)
		node->terms = g_array_new(FALSE, FALSE, sizeof(unsigned));
	g_array_append_val(node->terms, term);
}

/* What a walk down the trie carries along. */
struct walk {
	const struct lexicon *lexicon;
	char *const *words;
	unsigned count, first;
	bool tolerant;
	GArray *hits;
	unsigned base; /* hits of this first word begin here */
};

/* Keeps, of one term at one first word, the longest and the exact one. */
static void
walk_hit(struct walk *walk, unsigned term, unsigned count, bool exact)
{
	struct hit hit = { term, walk->first, count, exact };

	for (unsigned i = walk->base; i < walk->hits->len; i++) {
		struct hit *old = &g_array_index(walk->hits, struct hit, i);

		if (old->term != term)
			continue;
		if (count > old->count || (count == old->count && exact))
			*old = hit;
		return;
	}
	g_array_append_val(walk->hits, hit);
}

static void walk_node(struct walk *walk, const struct node *node,
    unsigned depth, bool exact);

/* On to the children that word may be a misreading of; same is none. */
static void
walk_near(struct walk *walk, const struct node *node,
    const struct node *same, const char *word, unsigned depth)
{
	struct near_shape shape = near_shape(word);

	for (unsigned i = 0; i < count_children(node); i++) {
		const struct node *child = node->children->pdata[i];

		if (child != same && near_may_equal(child->shape, shape) &&
		    near_equal(child->word, word))
			walk_node(walk, child, depth + 1, false);
	}
}

static void
walk_node(struct walk *walk, const struct node *node, unsigned depth,
    bool exact)
{
	const struct node *same;
	const char *word;

	for (unsigned i = 0; node->terms != NULL && i < node->terms->len;
	    i++)
		walk_hit(walk, g_array_index(node->terms, unsigned, i), depth,
		    exact);
	if (walk->first + depth >= walk->count || count_children(node) == 0)
		return;
	word = walk->words[walk->first + depth];
	same = find_child(node, word);
	if (same != NULL)
		walk_node(walk, same, depth + 1, exact);
	if (!walk->tolerant || near_limit((unsigned)strlen(word)) == 0 ||
	    lexicon_knows(walk->lexicon, word))
		return;
	walk_near(walk, node, same, word, depth);
}

void
lexicon_scan(const struct lexicon *lexicon, char *const *words,
    unsigned count, bool tolerant, GArray *hits_r)
{
	struct walk walk = { lexicon, words, count, 0, tolerant, hits_r,
		0 };

	for (; walk.first < count; walk.first++) {
		walk.base = hits_r->len;
		walk_node(&walk, lexicon->root, 0, true);
	}
}

/* A pattern being read. */
struct reader {
	const char *p;
	GHashTable *choices;
	unsigned depth;
	const char *why; /* NULL as long as all is well */
};

static GPtrArray *read_choice(struct reader *reader, char end);

static GPtrArray *
texts_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

/* Every text of heads followed by every text of tails; consumes both. */
static GPtrArray *
product(struct reader *reader, GPtrArray *heads, GPtrArray *tails)
{
	GPtrArray *all = texts_new();

	if ((guint64)heads->len * tails->len > LEXICON_PHRASES_MAX)
		reader->why = "stands for too many phrases";
	for (unsigned i = 0; reader->why == NULL && i < heads->len; i++) {
		for (unsigned j = 0; j < tails->len; j++)
			g_ptr_array_add(all, g_strconcat(
			    (char *)heads->pdata[i],
			    (char *)tails->pdata[j], NULL));
	}
	g_ptr_array_unref(heads);
	g_ptr_array_unref(tails);
	return all;
}

/* The phrases of a {name}; p stands behind the opening brace. */
static GPtrArray *
read_name(struct reader *reader)
{
	const char *end = strchr(reader->p, '}');
	g_autofree char *name = NULL;
	const char *pattern = NULL;
	struct reader inner = { NULL, reader->choices, reader->depth + 1,
		NULL };
	GPtrArray *all;

	if (end != NULL) {
		name = g_strndup(reader->p, (gsize)(end - reader->p));
		reader->p = end + 1;
		if (reader->choices != NULL)
			pattern = g_hash_table_lookup(reader->choices, name);
	}
	if (pattern == NULL || inner.depth > CHOICE_DEPTH_MAX) {
		reader->why = end == NULL ? "a { is not closed" :
		    pattern == NULL ? "a {name} is not known" :
		    "a {name} calls itself";
		return texts_new();
	}
	inner.p = pattern;
	all = read_choice(&inner, '\0');
	if (inner.why != NULL)
		reader->why = inner.why;
	return all;
}

/* Plain text, folded here once and not in each phrase that it is part of; a
 * blank at its ends stays, since a word may go on in what comes next. */
static GPtrArray *
read_plain(struct reader *reader)
{
	GPtrArray *all = texts_new();
	size_t length = strcspn(reader->p, "(){}|");
	g_autofree char *held = g_strdup_printf("x%.*sx", (int)length,
	    reader->p);
	char *folded = fold_text(held);
	size_t end = strlen(folded) - 1;

	folded[end] = '\0';
	memmove(folded, folded + 1, end);
	g_ptr_array_add(all, folded);
	reader->p += length;
	return all;
}

/* One branch: plain text, (choices) and {names} in a row. */
static GPtrArray *
read_branch(struct reader *reader, char end)
{
	GPtrArray *all = texts_new();

	g_ptr_array_add(all, g_strdup(""));
	while (reader->why == NULL && *reader->p != '|' &&
	    *reader->p != end) {
		char c = *reader->p;
		GPtrArray *next;

		if (c == '\0' || c == ')' || c == '}') {
			reader->why = "a bracket is not closed or not opened";
			break;
		}
		if (c == '(' || c == '{')
			reader->p++;
		next = c == '(' ? read_choice(reader, ')') :
		    c == '{' ? read_name(reader) : read_plain(reader);
		all = product(reader, all, next);
	}
	return all;
}

/* Branches separated by | up to end, which is passed. */
static GPtrArray *
read_choice(struct reader *reader, char end)
{
	GPtrArray *all = texts_new();

	for (;;) {
		GPtrArray *branch = read_branch(reader, end);

		g_ptr_array_extend_and_steal(all, branch);
		if (reader->why != NULL || *reader->p == end)
			break;
		reader->p++;
	}
	if (reader->why == NULL && end != '\0')
		reader->p++;
	return all;
}

/* One blank between words, and none at the ends. */
static void
squeeze(char *text)
{
	char *out = text;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p != ' ' || (out > text && out[-1] != ' '))
			*out++ = *p;
	}
	if (out > text && out[-1] == ' ')
		out--;
	*out = '\0';
}

static bool
is_too_long(const char *text)
{
	unsigned words = 1;

	for (; *text != '\0'; text++)
		words += *text == ' ';
	return words > LEXICON_WORDS_MAX;
}

GPtrArray *
lexicon_expand(const char *pattern, GHashTable *choices,
    const char **why_r)
{
	struct reader reader = { pattern, choices, 0, NULL };
	g_autoptr(GPtrArray) all = read_choice(&reader, '\0');
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash,
	    g_str_equal);
	GPtrArray *folded;

	if (reader.why != NULL) {
		*why_r = reader.why;
		return NULL;
	}
	folded = texts_new();
	for (unsigned i = 0; i < all->len; i++) {
		char *text = all->pdata[i];

		squeeze(text);
		if (is_too_long(text)) {
			*why_r = "a phrase of too many words";
			g_ptr_array_unref(folded);
			return NULL;
		}
		if (*text != '\0' && g_hash_table_add(seen, text))
			g_ptr_array_add(folded, g_strdup(text));
	}
	return folded;
}
