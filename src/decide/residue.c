/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page holds beyond the form's blank one: see residue.h. */
#include "residue.h"

#include <string.h>

#include "near.h"
#include "scan-ink.h"

/* A stamp of arrival has no more in a line; a sentence has. */
#define STAMP_WORDS_MAX 8u
/* A line of so few words may be a page number. */
#define NUMBER_LINE_WORDS 2u
/* Shorter words read from a picture may be specks. */
#define OCR_WORD_LETTERS 3
/* Beyond so many words nobody asks whether some are the form's, misread. */
#define TOLERANT_WORDS_MAX 1000u
/* Shorter words look like too many others: «le», «la». */
#define ALIKE_LETTERS 5u
/* Of a layer that a copier misread, one letter in so many may be wrong. */
#define LOOSE_SHARE 3u

/* How near a word must come to one of the blank page to be it. */
enum nearness {
	EXACTLY,
	ALIKE,   /* as readers of pictures err */
	NEARLY,
	LOOSELY, /* a third of its letters wrong */
};

static const struct subject *
subject_of(const struct form_rules *rules, const struct segment *segment)
{
	return rules->subjects->pdata[segment->verdict.subject];
}

static bool
is_number(const char *word)
{
	for (; *word != '\0'; word++) {
		if (!g_ascii_isdigit(*word))
			return false;
	}
	return true;
}

static bool
is_within(const char *one, const char *other, enum nearness nearness)
{
	unsigned limit = (unsigned)MIN(strlen(one), strlen(other)) /
	    LOOSE_SHARE;

	switch (nearness) {
	case ALIKE:
		return strlen(one) >= ALIKE_LETTERS && near_alike(one, other);
	case NEARLY:
		return near_equal(one, other);
	case LOOSELY:
		return near_alike(one, other) ||
		    near_distance(one, other, limit) <= limit;
	default:
		return strcmp(one, other) == 0;
	}
}

/* Takes one word away from the blank page's; false when it has none. */
static bool
take_word(GHashTable *left, const char *word, enum nearness nearness)
{
	GHashTableIter iter;
	gpointer key, value;
	unsigned count = GPOINTER_TO_UINT(g_hash_table_lookup(left, word));

	if (count > 0) {
		g_hash_table_insert(left, (gpointer)word,
		    GUINT_TO_POINTER(count - 1));
		return true;
	}
	if (nearness == EXACTLY)
		return false;
	g_hash_table_iter_init(&iter, left);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		if (GPOINTER_TO_UINT(value) > 0 &&
		    is_within(key, word, nearness)) {
			g_hash_table_iter_replace(&iter,
			    GUINT_TO_POINTER(GPOINTER_TO_UINT(value) - 1));
			return true;
		}
	}
	return false;
}

/* Takes the words at rest away from the blank page's; the letters taken. */
static unsigned
take_words(GHashTable *left, const struct text *text, GArray *rest,
    enum nearness nearness)
{
	unsigned kept = 0, letters = 0;

	for (unsigned i = 0; i < rest->len; i++) {
		unsigned at = g_array_index(rest, unsigned, i);
		const char *word = text_folded(text, at);

		if (take_word(left, word, nearness))
			letters += (unsigned)g_utf8_strlen(word, -1);
		else
			g_array_index(rest, unsigned, kept++) = at;
	}
	g_array_set_size(rest, kept);
	return letters;
}

static GHashTable *
copy_words(GHashTable *words)
{
	GHashTable *copy = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer key, value;

	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, &key, &value))
		g_hash_table_insert(copy, key, value);
	return copy;
}

GHashTable *
residue_known(const struct form_rules *rules, const struct text *text,
    unsigned first, unsigned end)
{
	GHashTable *known = g_hash_table_new(NULL, NULL);
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(text, rules, TERM_SPECIALTY, -1, first, end,
	    &at)) != NULL) {
		for (unsigned i = 0; i < hit->count; i++)
			g_hash_table_add(known, GUINT_TO_POINTER(hit->first +
			    i + 1));
	}
	for (unsigned i = 0; i < text->places->len; i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);

		for (unsigned j = 0; j < place->count; j++)
			g_hash_table_add(known, GUINT_TO_POINTER(
			    place->first + j + 1));
	}
	return known;
}

bool
residue_is_stamp(const struct form_rules *rules, const struct text *text,
    const struct line *line)
{
	return line->count <= STAMP_WORDS_MAX && text_has(text, rules,
	    TERM_MARK, MARK_STAMP, line->first, line->first + line->count);
}

static bool
counts(const struct form_rules *rules, const struct text *text,
    unsigned index)
{
	const struct line *line = text_line(text, text_word(text,
	    index)->line);
	const char *word = text_folded(text, index);

	if (*word == '[' || line->repeated ||
	    residue_is_stamp(rules, text, line) ||
	    g_hash_table_contains(rules->ignored, word))
		return false;
	return line->count > NUMBER_LINE_WORDS || !is_number(word);
}

/* The body's words that somebody may have filled in. */
static GArray *
body_words(const struct form_rules *rules, const struct text *text,
    unsigned first, unsigned end)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(unsigned));

	for (unsigned i = first; i < end; i++) {
		bool ocr = text_is_ocr(text, text_word(text, i)->line);

		if (counts(rules, text, i) && !(ocr && g_utf8_strlen(
		    text_folded(text, i), -1) < OCR_WORD_LETTERS))
			g_array_append_val(words, i);
	}
	return words;
}

/* A page's text was read from a picture, by whomever. */
static bool
has_ocr(const struct text *text, const struct segment *segment)
{
	for (unsigned i = segment->first_page; i <= segment->last_page; i++) {
		if (text_page_is_ocr(text, i))
			return true;
	}
	return false;
}

/* The blank page's words without those of the heading, above the body. */
static GHashTable *
words_below(const struct form_rules *rules, const struct text *text,
    const struct segment *segment)
{
	GHashTable *left = copy_words(subject_of(rules,
	    segment)->page_words);
	struct stretch head = { segment->stretch.first, segment->body };
	g_autoptr(GArray) words = body_words(rules, text,
	    text_first_word(text, head), text_end_word(text, head));

	for (enum nearness nearness = EXACTLY; nearness <= LOOSELY;
	    nearness++)
		take_words(left, text, words, nearness);
	return left;
}

/*
 * Takes the blank page's words away: first what is the same, then what
 * looks like it, then what is nearly so.
 */
static void
take_form(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, GArray *rest, struct residue *residue)
{
	g_autoptr(GHashTable) left = words_below(rules, text, segment);

	residue->misread = has_ocr(text, segment);
	take_words(left, text, rest, EXACTLY);
	if (rest->len > TOLERANT_WORDS_MAX)
		return;
	residue->nearly = take_words(left, text, rest, ALIKE);
	residue->misread |= residue->nearly > 0;
	residue->nearly += take_words(left, text, rest, NEARLY);
	residue->nearly += take_words(left, text, rest, LOOSELY);
}

bool
residue_is_prepared(const struct prepared *prepared, const char *word,
    bool misread)
{
	return scan_ink_is_date(word) ||
	    g_hash_table_contains(prepared->names, word) ||
	    (misread && near_in(prepared->names, word));
}

struct residue
residue_of(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared)
{
	struct stretch body = { segment->body, segment->stretch.end };
	unsigned first = text_first_word(text, body);
	unsigned end = text_end_word(text, body);
	g_autoptr(GArray) rest = body_words(rules, text, first, end);
	g_autoptr(GHashTable) known = residue_known(rules, text, first, end);
	struct residue residue = { 0 };

	take_form(rules, text, segment, rest, &residue);
	for (unsigned i = 0; i < rest->len; i++) {
		unsigned at = g_array_index(rest, unsigned, i);
		const char *word = text_folded(text, at);
		unsigned letters = (unsigned)g_utf8_strlen(word, -1);

		residue.letters += letters;
		if (residue_is_prepared(prepared, word, residue.misread))
			continue;
		residue.own += letters;
		if (!g_hash_table_contains(known, GUINT_TO_POINTER(at + 1)) &&
		    !(residue.misread && near_in(prepared->known, word)))
			residue.strange += letters;
	}
	return residue;
}
