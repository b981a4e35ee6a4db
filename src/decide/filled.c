/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filled in or left blank: see filled.h. */
#include "filled.h"

#include <string.h>

#include "fold.h"
#include "near.h"
#include "scan-ink.h"

/* Letters by OCR beyond the form's words: blank pages leave 0 to 7. */
#define OCR_LETTERS_FILLED 30u
/* The same where no ink tells how well each word was read. */
#define OCR_LETTERS_UNMEASURED 150u
/* A stamp of arrival has no more in a line; a sentence has. */
#define STAMP_WORDS_MAX 8u
/* A line of so few words may be a page number. */
#define NUMBER_LINE_WORDS 2u

/* Letters left, by what they could be. */
struct residue {
	unsigned letters; /* all */
	unsigned own;     /* neither names nor dates */
	unsigned strange; /* nor specialties, nor establishments */
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

/* Takes one word away from the blank page's; false when it has none. */
static bool
take_word(GHashTable *left, const char *word, bool tolerant)
{
	GHashTableIter iter;
	gpointer key, value;
	unsigned count = GPOINTER_TO_UINT(g_hash_table_lookup(left, word));

	if (count > 0) {
		g_hash_table_insert(left, (gpointer)word,
		    GUINT_TO_POINTER(count - 1));
		return true;
	}
	if (!tolerant)
		return false;
	g_hash_table_iter_init(&iter, left);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		if (GPOINTER_TO_UINT(value) > 0 && near_equal(key, word)) {
			g_hash_table_iter_replace(&iter,
			    GUINT_TO_POINTER(GPOINTER_TO_UINT(value) - 1));
			return true;
		}
	}
	return false;
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

/* Words within a specialty or an establishment's name, as a set. */
static GHashTable *
known_words(const struct form_rules *rules, const struct text *text,
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

/* «ARRIVÉE – Direction – 12 JAN. 2026» */
static bool
is_stamp(const struct form_rules *rules, const struct text *text,
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

	if (*word == '[' || line->repeated || is_stamp(rules, text, line) ||
	    g_hash_table_contains(rules->ignored, word))
		return false;
	return line->count > NUMBER_LINE_WORDS || !is_number(word);
}

static struct residue
residue_of(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, GHashTable *names)
{
	struct stretch body = { segment->body, segment->stretch.end };
	unsigned first = text_first_word(text, body);
	unsigned end = text_end_word(text, body);
	g_autoptr(GHashTable) left = copy_words(subject_of(rules,
	    segment)->page_words);
	g_autoptr(GHashTable) known = known_words(rules, text, first, end);
	struct residue residue = { 0, 0, 0 };

	for (unsigned i = first; i < end; i++) {
		const char *word = text_folded(text, i);
		bool ocr = text_is_ocr(text, text_word(text, i)->line);
		unsigned letters = (unsigned)g_utf8_strlen(word, -1);

		if (!counts(rules, text, i) || (ocr && letters < 3) ||
		    take_word(left, word, ocr))
			continue;
		residue.letters += letters;
		if (scan_ink_is_date(word) ||
		    g_hash_table_contains(names, word))
			continue;
		residue.own += letters;
		if (!g_hash_table_contains(known, GUINT_TO_POINTER(i + 1)))
			residue.strange += letters;
	}
	return residue;
}

/* Pages of the segment: how many, and what was drawn on them. */
static unsigned
count_images(const struct text *text, const struct segment *segment)
{
	unsigned images = 0;

	for (unsigned i = segment->first_page; i <= segment->last_page &&
	    i < text->pages->len; i++)
		images += ((struct page *)text->pages->pdata[i])->images;
	return images;
}

static bool
has_ocr(const struct text *text, const struct segment *segment)
{
	for (unsigned i = segment->first_page; i <= segment->last_page &&
	    i < text->pages->len; i++) {
		const struct page *page = text->pages->pdata[i];

		if (page->source == PAGE_OCR)
			return true;
	}
	return false;
}

static struct filling
say(enum piece_state state, const char *why)
{
	return (struct filling){ state, g_strdup(why), NULL };
}

/* A typed page of an opinion: what remains beside name and dates? */
static struct filling
judge_typed_opinion(const struct residue *residue, unsigned limit,
    unsigned images)
{
	if (residue->strange >= limit)
		return (struct filling){ PIECE_PRESENT, g_strdup_printf(
		    "%u lettres ajoutées au formulaire vierge",
		    residue->letters), NULL };
	if (images > 0)
		return say(PIECE_UNCERTAIN, "le formulaire n’est guère "
		    "rempli, mais la page porte une image (signature ?)");
	if (residue->own >= limit)
		return say(PIECE_UNCERTAIN, "rien d’autre que le nom, la "
		    "spécialité ou l’établissement n’est rempli");
	return say(PIECE_BLANK, residue->letters >= limit ?
	    "rien d’autre que le nom du candidat ou des dates n’est rempli" :
	    "le formulaire est vierge");
}

static struct filling
judge_typed(const struct residue *residue, unsigned least, unsigned limit,
    unsigned images)
{
	if (residue->letters >= limit)
		return (struct filling){ PIECE_PRESENT, g_strdup_printf(
		    "%u lettres ajoutées au formulaire vierge",
		    residue->letters), NULL };
	if (residue->letters >= least || images > 0)
		return say(PIECE_UNCERTAIN, images > 0 ?
		    "le formulaire n’est guère rempli, mais la page porte "
		    "une image" : "trop peu de texte ajouté au formulaire");
	return say(PIECE_BLANK, "le formulaire est vierge");
}

/* Words of the specialties and establishments the segment names. */
static GHashTable *
known_texts(const struct form_rules *rules, const struct text *text,
    const struct segment *segment)
{
	g_autoptr(GHashTable) at = known_words(rules, text,
	    text_first_word(text, segment->stretch),
	    text_end_word(text, segment->stretch));
	GHashTable *texts = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, at);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_hash_table_add(texts, (gpointer)text_folded(text,
		    GPOINTER_TO_UINT(key) - 1));
	return texts;
}

/*
 * Letters enough to be filled in: of an opinion, those that nobody but its
 * signatory writes there.
 */
static bool
says_enough(const struct subject *subject, const struct scan_ink *ink)
{
	if (subject->function < 0)
		return ink->letters >= OCR_LETTERS_FILLED;
	return ink->strange >= MIN(subject->filled_letters,
	    OCR_LETTERS_FILLED);
}

/* A scanned page of the form: letters first, then ink. */
static struct filling
judge_scanned(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, GHashTable *names)
{
	const struct thresholds *limits = &rules->thresholds;
	g_autoptr(GHashTable) known = known_texts(rules, text, segment);
	struct scan_ink ink = scan_ink_of(rules, text, segment, names,
	    known);
	unsigned pages = segment->last_page - segment->first_page + 1;
	char *why = g_strdup_printf("encre étrangère au formulaire : "
	    "%u mm², %u lettres lues, %u %% des mots du formulaire "
	    "retrouvés", ink.inside, ink.letters, ink.words_found);

	if (says_enough(subject_of(rules, segment), &ink))
		return (struct filling){ PIECE_PRESENT, why, NULL };
	if (!ink.measured && residue_of(rules, text, segment, names).own >=
	    OCR_LETTERS_UNMEASURED)
		return (struct filling){ PIECE_PRESENT, why, NULL };
	if (!ink.measured || ink.words_found < limits->ink_words)
		return (struct filling){ PIECE_UNCERTAIN, why, NULL };
	if (ink.inside > limits->ink_filled * pages)
		return (struct filling){ PIECE_PRESENT, why, NULL };
	if (ink.inside < limits->ink_blank * pages &&
	    ink.below < limits->ink_blank * pages &&
	    ink.own < limits->filled_letters)
		return (struct filling){ PIECE_BLANK, why, NULL };
	return (struct filling){ PIECE_UNCERTAIN, why, NULL };
}

/* The box that belongs to the words at hit: before them, else behind. */
static const char *
box_beside(const struct text *text, const struct segment *segment,
    const struct hit *hit)
{
	unsigned line = text_word(text, hit->first)->line;
	unsigned from = text_line(text, line > segment->stretch.first ?
	    line - 1 : line)->first;
	const struct line *last = text_line(text, text_word(text,
	    hit->first + hit->count - 1)->line);

	for (unsigned i = hit->first; i-- > from;) {
		if (*text_folded(text, i) == '[')
			return text_folded(text, i);
	}
	for (unsigned i = hit->first + hit->count;
	    i < last->first + last->count; i++) {
		if (*text_folded(text, i) == '[')
			return text_folded(text, i);
	}
	return NULL;
}

/* A lone x before the words is a tick somebody typed. */
static bool
typed_tick(const struct text *text, const struct hit *hit)
{
	unsigned line = text_word(text, hit->first)->line;

	return hit->first > text_line(text, line)->first &&
	    strcmp(text_folded(text, hit->first - 1), "x") == 0;
}

static struct filling
judge_box(const struct form_rules *rules, const struct text *text,
    const struct segment *segment)
{
	unsigned at = 0;
	const struct hit *hit = text_next(text, rules, TERM_BOX,
	    segment->verdict.subject, text_first_word(text,
	    segment->stretch), text_end_word(text, segment->stretch), &at);
	const char *box = hit == NULL ? NULL : box_beside(text, segment,
	    hit);
	struct filling filling;

	if (box != NULL && strcmp(box, WORD_BOX_EMPTY) == 0)
		return say(PIECE_BLANK, "la case n’est pas cochée");
	if ((box != NULL && strcmp(box, WORD_BOX_TICKED) == 0) ||
	    (hit != NULL && box == NULL && typed_tick(text, hit)))
		return say(PIECE_PRESENT, "la case est cochée");
	filling = say(PIECE_PRESENT, "l’état de la case n’a pas pu être lu");
	filling.warning = g_strdup("La case n’a pas pu être lue : vérifier "
	    "qu’elle est cochée.");
	return filling;
}

struct filling
filling_of(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, GHashTable *names)
{
	const struct subject *subject = subject_of(rules, segment);
	struct residue residue;
	unsigned images;

	if (subject->by_box)
		return judge_box(rules, text, segment);
	if (has_ocr(text, segment) && segment->verdict.is_form)
		return judge_scanned(rules, text, segment, names);
	residue = residue_of(rules, text, segment, names);
	images = count_images(text, segment);
	if (!segment->verdict.is_form &&
	    residue.letters < subject->filled_letters)
		return say(PIECE_UNCERTAIN, "le titre sans la page");
	if (subject->function >= 0 &&
	    (segment->verdict.is_form || !segment->verdict.acted))
		return judge_typed_opinion(&residue, subject->filled_letters,
		    images);
	return judge_typed(&residue, rules->thresholds.filled_letters,
	    subject->filled_letters, images);
}

void
filling_clear(struct filling *filling)
{
	g_clear_pointer(&filling->why, g_free);
	g_clear_pointer(&filling->warning, g_free);
}
