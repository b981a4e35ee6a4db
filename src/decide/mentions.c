/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names gathered where candidates are named: see people.h. */
#include <string.h>

#include "fields.h"
#include "fold.h"
#include "people.h"

/* Names in a body stand in its first lines, before the signature. */
#define BODY_LINES_MAX 40u
/* A name of a letter's candidate: «Objet : …» and the sentences. */
#define LETTER_MENTIONS_MAX 8u
/* Words of a name that a file's name or a subject leaves over. */
#define LEFT_WORDS_MAX 6u
/*
 * What is printed after the labels of scanned sheets was read with 77 per cent
 * and more (246 fields), what a pen wrote with 56 and less.  A word of one
 * letter is an initial, or a speck.
 */
#define NAME_CONFIDENCE 60
#define NAME_LETTERS_MIN 2
/* Beyond doubt: another's name, and not the candidate's by a bad pen. */
#define CLEAR_CONFIDENCE 75
#define CLEAR_LETTERS_MIN 3

static void
add_mention(struct people *people, struct person *person,
    enum mention_source source, bool ocr, unsigned document,
    unsigned segment)
{
	struct mention *mention;

	if (person == NULL)
		return;
	mention = g_new0(struct mention, 1);
	mention->person = person;
	mention->source = source;
	mention->ocr = ocr;
	mention->clear = !ocr;
	mention->document = document;
	mention->segment = segment;
	mention->piece = -1;
	mention->cluster = -1;
	g_ptr_array_add(people->mentions, mention);
}

static struct mention *
last_mention(const struct people *people)
{
	return people->mentions->pdata[people->mentions->len - 1];
}

/* The raw text from word on: its line and the one below, as one. */
static char *
raw_from(const struct text *text, unsigned word)
{
	unsigned line = text_word(text, word)->line;
	g_autofree char *rest = text_rest_of_line(text, line, word);
	const struct line *below;

	if (line + 1 >= text->lines->len)
		return g_steal_pointer(&rest);
	below = text_line(text, line + 1);
	return g_strdup_printf("%s %.*s", rest, (int)below->raw_length,
	    below->raw);
}

/* The first word behind hit, past words that only lead to the name. */
static unsigned
behind(const struct text *text, const struct hit *hit)
{
	return MIN(hit->first + hit->count, text->words->len);
}

static struct person *
read_name(const char *text, bool ocr)
{
	g_autofree char *clean = ocr ? person_unmisread(text) :
	    g_strdup(text);

	return person_read(clean);
}

/* A name behind «la candidature de»: its own line first. */
static struct person *
person_behind(const struct text *text, unsigned word)
{
	g_autofree char *line = NULL, *both = NULL;
	struct person *person;
	bool ocr;

	if (word >= text->words->len)
		return NULL;
	ocr = text_is_ocr(text, text_word(text, word)->line);
	line = text_rest_of_line(text, text_word(text, word)->line, word);
	both = raw_from(text, word);
	person = read_name(both, ocr);
	/* A name that fills its line ends there. */
	if (person != NULL && person->order_known) {
		struct person *alone = read_name(line, ocr);

		if (alone != NULL && alone->order_known) {
			person_free(person);
			return alone;
		}
		person_free(alone);
	}
	return person;
}

/* Where a name was met. */
struct origin {
	enum mention_source source;
	unsigned document, segment;
};

static void
read_anchored(struct people *people, const struct form_rules *rules,
    const struct text *text, enum mark mark, unsigned first, unsigned end,
    struct origin origin)
{
	const struct hit *hit;
	unsigned at = 0, found = 0;

	while (found < LETTER_MENTIONS_MAX && (hit = text_next(text, rules,
	    TERM_MARK, (int)mark, first, end, &at)) != NULL) {
		unsigned word = mark == MARK_CIVILITY ? hit->first :
		    behind(text, hit);
		struct person *person = person_behind(text, word);

		if (person == NULL)
			continue;
		/* One word after «projet de» may be anything. */
		if (!person->civil && *person->given == '\0') {
			person_free(person);
			continue;
		}
		found++;
		add_mention(people, person, origin.source,
		    word < text->words->len &&
			text_is_ocr(text, text_word(text, word)->line),
		    origin.document, origin.segment);
	}
}

static bool
segment_is_ocr(const struct text *text, const struct segment *segment)
{
	return segment->stretch.first < segment->stretch.end &&
	    text_is_ocr(text, segment->stretch.first);
}

static struct person *
read_fields(const char *family, const char *given, bool ocr)
{
	g_autofree char *clean_family = NULL, *clean_given = NULL;

	if (!ocr)
		return person_of_fields(family, given, true);
	clean_family = person_unmisread(family);
	clean_given = person_unmisread(given);
	return person_of_fields(clean_family, clean_given, false);
}

/* How surely the word was read on the segment's pages; -1: nobody says. */
static int
confidence_of(const struct text *text, const struct segment *segment,
    const char *word)
{
	g_autofree char *key = fold_key(word);
	int best = -1;

	for (unsigned i = segment->first_page; i <= segment->last_page &&
	    i < text->pages->len; i++) {
		const struct page *page = text->pages->pdata[i];

		for (unsigned j = 0; j < page->ink->len; j++) {
			const struct ink *ink = page->ink->pdata[j];
			g_autofree char *other = fold_key(ink->text);

			if (ink->text != NULL && g_str_equal(key, other))
				best = MAX(best, (int)ink->confidence);
		}
	}
	return best;
}

/* The first word of a name was read, not guessed from handwriting. */
static bool
is_read(const struct text *text, const struct segment *segment,
    const char *name)
{
	g_auto(GStrv) words = g_strsplit_set(name, " \t", -1);

	for (char **word = words; *word != NULL; word++) {
		int confidence = confidence_of(text, segment, *word);

		if (g_utf8_strlen(*word, -1) >= NAME_LETTERS_MIN)
			return confidence < 0 ||
			    confidence >= NAME_CONFIDENCE;
	}
	return false;
}

/* So was every word of both names. */
static bool
is_clear(const struct text *text, const struct segment *segment,
    const struct person *person)
{
	g_autofree char *whole = g_strdup_printf("%s %s", person->family,
	    person->given);
	g_auto(GStrv) words = g_strsplit_set(whole, " -\t", -1);

	for (char **word = words; *word != NULL; word++) {
		if (**word != '\0' && (confidence_of(text, segment, *word) <
		    CLEAR_CONFIDENCE || g_utf8_strlen(*word, -1) <
		    CLEAR_LETTERS_MIN))
			return false;
	}
	return *person->family != '\0' && *person->given != '\0';
}

/* Of the mention just added, read from raw: handwriting comes out as any
 * letters, which may find a person that is known and make none. */
static void
doubt_last(struct people *people, const struct text *text,
    const struct segment *segment, const char *raw)
{
	struct mention *last;

	if (people->mentions->len == 0 || !segment_is_ocr(text, segment))
		return;
	last = last_mention(people);
	last->garbled = !is_read(text, segment, raw);
	last->clear = is_clear(text, segment, last->person);
}

/* «Nom du candidat :» with «Prénom :», or both in one field. */
static void
read_form_fields(struct people *people, const struct form_rules *rules,
    const struct text *text, const struct segment *segment,
    unsigned document, unsigned index)
{
	unsigned first = text_first_word(text, segment->stretch);
	unsigned end = text_end_word(text, segment->stretch);
	g_autofree char *family = field_value(rules, text,
	    FIELD_FAMILY_NAME, first, end);
	g_autofree char *given = field_value(rules, text, FIELD_GIVEN_NAME,
	    first, end);
	g_autofree char *whole = field_value(rules, text, FIELD_WHOLE_NAME,
	    first, end);
	bool ocr = segment_is_ocr(text, segment);
	struct person *person;

	if (family != NULL && given != NULL)
		person = read_fields(family, given, ocr);
	else if (whole != NULL)
		person = read_name(whole, ocr);
	else
		return;
	add_mention(people, person, MENTION_FORM, ocr, document, index);
	if (person != NULL)
		last_mention(people)->apart = family != NULL && given != NULL;
	doubt_last(people, text, segment, family != NULL ? family : whole);
}

static void
read_supported(struct people *people, const struct form_rules *rules,
    const struct text *text, const struct segment *segment,
    unsigned document, unsigned index)
{
	unsigned first = text_first_word(text, segment->stretch);
	unsigned end = text_end_word(text, segment->stretch), at = 0;
	char *value;

	while ((value = field_next(rules, text, FIELD_SUPPORTED, first, end,
	    &at, NULL)) != NULL) {
		add_mention(people, read_name(value, segment_is_ocr(text,
		    segment)), MENTION_OPINION, segment_is_ocr(text, segment),
		    document, index);
		doubt_last(people, text, segment, value);
		g_free(value);
	}
}

/* Words that a subject or a file's name has beyond what is known. */
static bool
is_known_word(const struct form_rules *rules, const struct text *text,
    unsigned word)
{
	static const enum term_role known[] = { TERM_TITLE, TERM_FILE_NAME,
		TERM_FUNCTION, TERM_OPINION, TERM_SIDE, TERM_SPECIALTY,
		TERM_DOUBTFUL };
	const char *folded = text_folded(text, word);

	if (g_utf8_strlen(folded, -1) < 2 || g_ascii_isdigit(*folded) ||
	    *folded == '[')
		return true;
	for (unsigned i = 0; i < text->hits->len; i++) {
		const struct hit *hit = &g_array_index(text->hits,
		    struct hit, i);
		const struct term *term = text_term(rules, hit);

		if (word < hit->first || word >= hit->first + hit->count ||
		    !hit->exact)
			continue;
		if (term->role == TERM_MARK && term->what == MARK_NO_NAME)
			return true;
		for (size_t j = 0; j < G_N_ELEMENTS(known); j++) {
			if (term->role == known[j])
				return true;
		}
	}
	for (unsigned i = 0; i < text->places->len; i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);

		if (word >= place->first && word < place->first +
		    place->count)
			return true;
	}
	return false;
}

static bool
is_capital_particle(const struct form_rules *rules, const struct text *text,
    unsigned word)
{
	static const char *const list[] = { "de", "du", "des", "d", "la",
		"le", "les", "l", "van", "von", "der", "den", "el", "al",
		"ben", "da", "dos", "di", NULL };

	return g_strv_contains(list, text_folded(text, word)) &&
	    g_unichar_isupper(g_utf8_get_char(text_word(text, word)->raw)) &&
	    word + 1 < text->words->len &&
	    !is_known_word(rules, text, word + 1);
}

/* A short line of words nobody knows. */
static bool
may_be_name(const struct form_rules *rules, const struct text *text,
    const struct line *line)
{
	if (line->count > LEFT_WORDS_MAX || line->repeated)
		return false;
	for (unsigned i = 0; i < line->count; i++) {
		unsigned word = line->first + i;

		if (!is_capital_particle(rules, text, word) &&
		    (is_known_word(rules, text, word) ||
		    g_hash_table_contains(rules->ignored,
		    text_folded(text, word))))
			return false;
	}
	return true;
}

/* A letter of motivation is signed by, and headed with, the candidate. */
static void
read_edges(struct people *people, const struct form_rules *rules,
    const struct text *text,
    const struct segment *segment, unsigned document, unsigned index)
{
	unsigned lines[2] = { segment->stretch.first,
		segment->stretch.end - 1 };

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		const struct line *line = text_line(text, lines[i]);
		g_autofree char *raw = g_strndup(line->raw,
		    line->raw_length);
		struct person *person;

		if (!may_be_name(rules, text, line))
			continue;
		person = read_name(g_strstrip(raw), segment_is_ocr(text,
		    segment));
		if (person != NULL && person->order_known &&
		    *person->given != '\0')
			add_mention(people, person, MENTION_LETTER,
			    segment_is_ocr(text, segment), document, index);
		else
			person_free(person);
	}
}

void
people_read_segment(struct people *people, const struct form_rules *rules,
    const struct text *text, const struct segment *segment,
    unsigned document, unsigned index)
{
	const struct subject *subject = segment->verdict.subject < 0 ? NULL :
	    rules->subjects->pdata[segment->verdict.subject];
	unsigned first = text_first_word(text, segment->stretch);
	unsigned end = text_end_word(text, segment->stretch);
	unsigned found = people->mentions->len;

	if (segment->stretch.end == segment->stretch.first)
		return;
	read_form_fields(people, rules, text, segment, document, index);
	read_supported(people, rules, text, segment, document, index);
	if (subject == NULL)
		return;
	if (subject->function >= 0 || !subject->is_piece)
		read_anchored(people, rules, text, MARK_BEFORE_NAME, first,
		    end,
		    (struct origin){ MENTION_LETTER, document, index });
	else if (subject->many_pages)
		read_edges(people, rules, text, segment, document, index);
	for (; subject->is_piece && found < people->mentions->len; found++)
		((struct mention *)people->mentions->pdata[found])->piece =
		    segment->verdict.subject;
}

static bool
is_left_over(const struct form_rules *rules, const struct text *text,
    unsigned word)
{
	return !is_known_word(rules, text, word) ||
	    is_capital_particle(rules, text, word) ||
	    (is_known_word(rules, text, word) && word + 1 <
	    text->words->len && is_capital_particle(rules, text, word + 1) &&
	    is_capital_particle(rules, text, word));
}

/* Runs of unknown words: «DUPONT_Jean_annexe 3.pdf» leaves DUPONT Jean. */
static void
read_left_over(struct people *people, const struct form_rules *rules,
    const struct text *text, enum mention_source source, unsigned document)
{
	unsigned count = text->words->len;

	for (unsigned i = 0; i < count;) {
		g_autoptr(GString) run = g_string_new(NULL);
		unsigned end = i;

		while (end < count && end - i < LEFT_WORDS_MAX &&
		    is_left_over(rules, text, end)) {
			const struct word *word = text_word(text, end++);

			/* A hyphen between two words belongs to the name. */
			g_string_append_len(run, word->raw,
			    word->raw_length);
			g_string_append_c(run, word->raw[word->raw_length] ==
			    '-' ? '-' : ' ');
		}
		if (run->len > 0) {
			struct person *person = person_read(g_strchomp(
			    run->str));

			add_mention(people, person, source, false, document,
			    MENTION_NOWHERE);
			if (person != NULL && places_is_town(people->places,
			    run->str))
				last_mention(people)->garbled = true;
		}
		i = MAX(end, i + 1);
	}
}

void
people_read_subject(struct people *people, const struct form_rules *rules,
    const struct text *text)
{
	read_anchored(people, rules, text, MARK_CIVILITY, 0,
	    text->words->len, (struct origin){ MENTION_SALUTED,
	    MENTION_NOWHERE, MENTION_NOWHERE });
	read_left_over(people, rules, text, MENTION_SUBJECT,
	    MENTION_NOWHERE);
}

/* Civilities at a line's start in a list of candidates. */
static void
read_listed(struct people *people, const struct form_rules *rules,
    const struct text *text, unsigned end_line)
{
	for (unsigned i = 0; i < end_line; i++) {
		const struct line *line = text_line(text, i);
		struct person *person;

		if (!text_has(text, rules, TERM_MARK, MARK_CIVILITY,
		    line->first, line->first + 1))
			continue;
		person = person_behind(text, line->first);
		if (person != NULL && *person->given != '\0')
			add_mention(people, person, MENTION_BODY, false,
			    MENTION_NOWHERE, MENTION_NOWHERE);
		else
			person_free(person);
	}
}

void
people_read_body(struct people *people, const struct form_rules *rules,
    const struct text *text)
{
	unsigned end_line = MIN(text->lines->len, BODY_LINES_MAX), at = 0;
	const struct hit *closing = text_next(text, rules, TERM_MARK,
	    MARK_CLOSING, 0, text->words->len, &at);
	unsigned end = text->words->len;

	if (closing != NULL) {
		end = closing->first;
		end_line = MIN(end_line, text_word(text, end)->line);
	}
	read_anchored(people, rules, text, MARK_BEFORE_NAME, 0, end,
	    (struct origin){ MENTION_BODY, MENTION_NOWHERE,
	    MENTION_NOWHERE });
	read_listed(people, rules, text, end_line);
}

void
people_read_name(struct people *people, const struct form_rules *rules,
    const struct text *text, enum mention_source source, unsigned document)
{
	read_left_over(people, rules, text, source, document);
}
