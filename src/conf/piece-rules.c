/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a form and the text of its blank pages: piece-rules.h. */
#include "piece-rules.h"

#include <string.h>

#include "fold.h"

/*
 * Defaults, from scans and texts of filled and blank forms: a blank page
 * leaves 0 letters or up to 7 by OCR, a filled one 57 and more; a blank
 * scan 0..51 mm² of strange ink in bad cases, a filled one 73 and more.
 * Of 1526 pages that were typed none has two words misread, of 7 whose
 * text a copier wrote all have, and at least 8 in a hundred.  With one
 * letter in twenty wrong, pages that bear the candidate's name and dates
 * leave 0 to 30 letters, filled ones 24 to 200.
 */
static const struct thresholds defaults = {
	.title = 10,
	.phrase = 4,
	.annexe = 2,
	.former_annexe = 1,
	.shingles = 3,
	.shingle_share = 8,
	.certain = 8,
	.probable = 5,
	.margin = 4,
	.filled_letters = 12,
	.ink_blank = 25,
	.ink_filled = 75,
	.scan_letters = 30,
	.scan_letters_unmeasured = 150,
	.signatory_letters = 6,
	.shared_pieces = 2,
	.form_words = 60,
	.ink_words = 88,
	.read_confidence = 55,
	.misread_words = 2,
	.misread_share = 4,
	.misread_letters = 40,
	.share_employer_min = 0,
	.share_chu_max = 100,
	.share_chu_min = 0,
	.years_max = 2,
};

static void
term_free(gpointer data)
{
	struct term *term = data;

	g_free(term->text);
	g_free(term);
}

static void
function_free(gpointer data)
{
	struct function *function = data;

	g_free(function->id);
	g_free(function->label);
	g_free(function);
}

static void
subject_free(gpointer data)
{
	struct subject *subject = data;

	g_free(subject->id);
	g_free(subject->label);
	g_array_unref(subject->former_annexes);
	g_hash_table_unref(subject->page_words);
	g_free(subject);
}

struct form_rules *
form_rules_new(void)
{
	struct form_rules *rules = g_new0(struct form_rules, 1);

	rules->lexicon = lexicon_new();
	rules->terms = g_ptr_array_new_with_free_func(term_free);
	rules->subjects = g_ptr_array_new_with_free_func(subject_free);
	rules->functions = g_ptr_array_new_with_free_func(function_free);
	rules->specialties = g_ptr_array_new_with_free_func(g_free);
	rules->ignored = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, NULL);
	rules->shingles = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, NULL);
	rules->thresholds = defaults;
	return rules;
}

void
form_rules_free(struct form_rules *rules)
{
	if (rules == NULL)
		return;
	lexicon_free(rules->lexicon);
	g_ptr_array_unref(rules->terms);
	g_ptr_array_unref(rules->subjects);
	g_ptr_array_unref(rules->functions);
	g_ptr_array_unref(rules->specialties);
	g_hash_table_unref(rules->ignored);
	g_hash_table_unref(rules->shingles);
	g_free(rules);
}

struct subject *
form_rules_add_subject(struct form_rules *rules, const char *id,
    bool is_piece)
{
	struct subject *subject = g_new0(struct subject, 1);

	subject->id = g_strdup(id);
	subject->label = g_strdup(id);
	subject->is_piece = is_piece;
	subject->former_annexes = g_array_new(FALSE, FALSE,
	    sizeof(unsigned));
	subject->function = -1;
	subject->page_words = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, NULL);
	g_ptr_array_add(rules->subjects, subject);
	return subject;
}

struct function *
form_rules_add_function(struct form_rules *rules, const char *id)
{
	struct function *function = g_new0(struct function, 1);

	function->id = g_strdup(id);
	function->label = g_strdup(id);
	g_ptr_array_add(rules->functions, function);
	return function;
}

int
form_rules_subject(const struct form_rules *rules, const char *id)
{
	for (unsigned i = 0; i < rules->subjects->len; i++) {
		const struct subject *subject = rules->subjects->pdata[i];

		if (g_str_equal(subject->id, id))
			return (int)i;
	}
	return -1;
}

int
form_rules_function(const struct form_rules *rules, const char *id)
{
	for (unsigned i = 0; i < rules->functions->len; i++) {
		const struct function *function = rules->functions->pdata[i];

		if (g_str_equal(function->id, id))
			return (int)i;
	}
	return -1;
}

const char *
form_rules_add_term(struct form_rules *rules, enum term_role role,
    unsigned what, const char *pattern, GHashTable *choices)
{
	g_autoptr(GPtrArray) phrases = NULL;
	struct term *term;
	const char *why = NULL;

	phrases = lexicon_expand(pattern, choices, &why);
	if (phrases == NULL)
		return why;
	if (phrases->len == 0)
		return "stands for nothing";
	term = g_new0(struct term, 1);
	term->role = role;
	term->what = what;
	term->text = g_strdup(phrases->pdata[0]);
	for (unsigned i = 0; i < phrases->len; i++)
		lexicon_add(rules->lexicon, phrases->pdata[i],
		    rules->terms->len);
	g_ptr_array_add(rules->terms, term);
	return NULL;
}

unsigned
form_rules_shingles_needed(const struct form_rules *rules,
    const struct subject *subject)
{
	return MAX(rules->thresholds.shingles,
	    rules->thresholds.shingle_share * subject->page_shingles / 100);
}

char *
form_rules_shingle(char *const *words)
{
	return g_strjoin(" ", words[0], words[1], words[2], words[3], NULL);
}

/* A shingle of a subject's page; takes key.  One that stands on pages of
 * two subjects tells neither. */
static void
add_shingle(struct form_rules *rules, unsigned index, char *key)
{
	struct subject *subject = rules->subjects->pdata[index];
	gpointer value;
	unsigned owner;

	if (!g_hash_table_lookup_extended(rules->shingles, key, NULL,
		&value)) {
		subject->page_shingles++;
		g_hash_table_insert(rules->shingles, key,
		    GUINT_TO_POINTER(index + 1));
		return;
	}
	owner = GPOINTER_TO_UINT(value);
	if (owner != 0 && owner != index + 1) {
		subject = rules->subjects->pdata[owner - 1];
		subject->page_shingles--;
		g_hash_table_replace(rules->shingles, key, NULL);
	} else {
		g_free(key);
	}
}

/* Counts the words of one page of the blank form. */
static void
add_page(struct form_rules *rules, unsigned index, const char *text)
{
	struct subject *subject = rules->subjects->pdata[index];
	g_auto(GStrv) words = fold_words(text);
	unsigned count = g_strv_length(words);

	for (unsigned i = 0; i < count; i++) {
		gpointer seen = g_hash_table_lookup(subject->page_words,
		    words[i]);

		if (*words[i] == '\0')
			continue;
		lexicon_know(rules->lexicon, words[i]);
		g_hash_table_insert(subject->page_words,
		    g_strdup(words[i]),
		    GUINT_TO_POINTER(GPOINTER_TO_UINT(seen) + 1));
		subject->page_word_count++;
		subject->page_letters += (unsigned)strlen(words[i]);
	}
	for (unsigned i = 0; i + SHINGLE_WORDS <= count; i++)
		add_shingle(rules, index, form_rules_shingle(words + i));
}

const char *
form_rules_pages(struct form_rules *rules, const char *text,
    unsigned *line_r)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) page = g_string_new(NULL);
	int index = -1;

	for (unsigned i = 0; lines[i] != NULL; i++) {
		const char *line = lines[i];

		if (*line == '#')
			continue;
		if (*line != '@') {
			g_string_append_printf(page, "%s\n", line);
			continue;
		}
		if (index >= 0)
			add_page(rules, (unsigned)index, page->str);
		g_string_truncate(page, 0);
		index = form_rules_subject(rules, g_strstrip(lines[i] + 1));
		if (index < 0) {
			*line_r = i + 1;
			return "names neither a piece nor a kind of the form";
		}
	}
	if (index >= 0)
		add_page(rules, (unsigned)index, page->str);
	return NULL;
}
