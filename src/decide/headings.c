/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings and lists of pieces: see headings.h. */
#include "headings.h"

#include <stdlib.h>
#include <string.h>

/* Below «ANNEXE n» the title stands within so many lines. */
#define TITLE_LINES_MAX 3u
/* Bullets that OCR reads as a letter, numbers of a list. */
#define SKIPPED_WORDS_MAX 2u
/* Words after a title on its line: «… dans lequel l’assistant souhaite». */
#define TAIL_WORDS_MAX 20u
/* … and after one that begins with an article, in small letters. */
#define ARTICLE_TAIL_MAX 3u
/* «CHPC – ORGANIGRAMME MÉDICAL»: a title behind something else, in the first
 * lines of a page and in a line of so few words. */
#define LATE_TITLE_LINES 3u
#define LATE_TITLE_WORDS 12u
/* «Pièce F : Avis du chef de service» */
#define LABEL_WORDS_MAX 2u
/* Letters of a title of one word that may be misread. */
#define NEAR_TITLE_MIN 7u
/* Words between two items of a list of pieces at most. */
#define LIST_GAP_WORDS 45u
/* Items that make a list; fewer are headings after all. */
#define LIST_ITEMS_MIN 3u
/* No form has more annexes. */
#define ANNEXE_MAX 40u

/* «Denis» is nearly «devis»: a title of one short word is read as it is. */
static bool
is_sure(const struct text *text, const struct hit *hit)
{
	return hit->exact || hit->count > 1 ||
	    strlen(text_folded(text, hit->first)) >= NEAR_TITLE_MIN;
}

unsigned
headings_title(const struct form_rules *rules, const struct text *text,
    unsigned first, int *subject_r, int *function_r)
{
	unsigned at = 0, end = first;
	const struct hit *hit;

	*subject_r = *function_r = -1;
	while ((hit = text_next(text, rules, TERM_TITLE, -1, first,
	    first + 1, &at)) != NULL) {
		if (first + hit->count > end && is_sure(text, hit)) {
			end = first + hit->count;
			*subject_r = (int)text_term(rules, hit)->what;
		}
	}
	at = 0;
	while ((hit = text_next(text, rules, TERM_OPINION, -1, first,
	    first + 1, &at)) != NULL) {
		if (first + hit->count > end) {
			end = first + hit->count;
			*subject_r = -1;
			*function_r = (int)text_term(rules, hit)->what;
		}
	}
	return end;
}

/* A number as printed, or as OCR reads it (l2, ll, 1O); 0 when none. */
static unsigned
annexe_number(const char *word)
{
	unsigned number = 0;

	if (*word == '\0' || strlen(word) > 2)
		return 0;
	for (const char *p = word; *p != '\0'; p++) {
		if (g_ascii_isdigit(*p))
			number = number * 10 + (unsigned)(*p - '0');
		else if (*p == 'l' || *p == 'i')
			number = number * 10 + 1;
		else if (*p == 'o' && number > 0)
			number = number * 10;
		else
			return 0;
	}
	return number <= ANNEXE_MAX ? number : 0;
}

/* «Annexe n° 5» at word first: one past it and the number; or first. */
static unsigned
annexe_at(const struct form_rules *rules, const struct text *text,
    const struct line *line, unsigned first, unsigned *number_r)
{
	unsigned end = line->first + line->count, at = 0;
	const struct hit *hit = text_next(text, rules, TERM_MARK,
	    MARK_HEADING, first, first + 1, &at);
	unsigned i;

	*number_r = 0;
	if (hit == NULL)
		return first;
	i = first + hit->count;
	if (i < end && (g_str_equal(text_folded(text, i), "n") ||
	    g_str_equal(text_folded(text, i), "no")))
		i++;
	if (i >= end || (*number_r = annexe_number(text_folded(text, i))) ==
	    0)
		return first;
	return i + 1;
}

static bool
starts_like_title(const struct text *text, unsigned word)
{
	gunichar c = g_utf8_get_char(text_word(text, word)->raw);

	return !g_unichar_islower(c);
}

/* «Le projet d’assistanat qu’elle porte entre Lisieux et le CHU»: a sentence,
 * by its article and all that follows. */
static bool
is_sentence(const struct text *text, unsigned first, unsigned end,
    unsigned last)
{
	static const char *const articles[] = { "le", "la", "les", "l", "un",
		"une", "ce", "cet", "cette", "mon", "ma", "notre", NULL };

	return last > end + ARTICLE_TAIL_MAX && g_strv_contains(articles,
	    text_folded(text, first)) && g_unichar_islower(g_utf8_get_char(
	    text_word(text, end)->raw));
}

/* Fills in the title that begins on line at word first, if there is one. */
static bool
title_on_line(const struct form_rules *rules, const struct text *text,
    unsigned line, unsigned first, struct heading *heading)
{
	const struct line *whole = text_line(text, line);
	unsigned end, last = whole->first + whole->count;

	if (first >= last || !starts_like_title(text, first))
		return false;
	end = headings_title(rules, text, first, &heading->subject,
	    &heading->function);
	if (end == first || (end < last && last - end > TAIL_WORDS_MAX) ||
	    is_sentence(text, first, end, last)) {
		heading->subject = heading->function = -1;
		return false;
	}
	heading->title = first;
	heading->end_word = end;
	heading->end = text_word(text, end - 1)->line + 1;
	return true;
}

/* Bullets and list numbers before a title are no part of it. */
static bool
may_skip(const char *word)
{
	return strlen(word) == 1 || g_ascii_isdigit(*word);
}

/* A title below «ANNEXE n», perhaps below «CANDIDATURE ASR». */
static void
title_below(const struct form_rules *rules, const struct text *text,
    struct heading *heading)
{
	unsigned page = text_line(text, heading->line)->page;

	for (unsigned i = 1; i <= TITLE_LINES_MAX; i++) {
		unsigned line = heading->line + i, number;
		const struct line *below;

		if (line >= text->lines->len)
			return;
		below = text_line(text, line);
		if (below->page != page || annexe_at(rules, text, below,
		    below->first, &number) != below->first)
			return;
		if (title_on_line(rules, text, line, below->first, heading))
			return;
	}
}

bool
headings_is_set_off(const struct text *text, unsigned word)
{
	const struct word *before = text_word(text, word - 1);
	const char *p = before->raw + before->raw_length;
	const char *end = text_word(text, word)->raw;

	for (; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == 0x2013 || c == 0x2014 || c == ':' || c == '(' ||
		    (c == '-' && p > before->raw + before->raw_length))
			return true;
	}
	return false;
}

/* A title behind a name or a hospital's, at a page's very top. */
static bool
late_title(const struct form_rules *rules, const struct text *text,
    unsigned line, struct heading *heading)
{
	const struct line *whole = text_line(text, line);
	unsigned end = whole->first + whole->count;

	if (whole->count > LATE_TITLE_WORDS || (line >= LATE_TITLE_LINES &&
	    text_line(text, line - LATE_TITLE_LINES)->page == whole->page))
		return false;
	for (unsigned i = whole->first + 1; i < end; i++) {
		unsigned after;

		if (!headings_is_set_off(text, i))
			continue;
		after = headings_title(rules, text, i, &heading->subject,
		    &heading->function);
		if (after > i && (heading->subject >= 0 ||
		    i - whole->first <= LABEL_WORDS_MAX)) {
			heading->title = i;
			heading->end_word = after;
			return true;
		}
	}
	heading->subject = heading->function = -1;
	return false;
}

/* The heading that begins on line; false when there is none. */
static bool
heading_at(const struct form_rules *rules, const struct text *text,
    unsigned line, struct heading *heading)
{
	const struct line *whole = text_line(text, line);
	unsigned first = whole->first, end = first + whole->count, after;

	*heading = (struct heading){ .line = line, .end = line + 1,
		.subject = -1, .function = -1 };
	for (unsigned skipped = 0; first < end; skipped++, first++) {
		after = annexe_at(rules, text, whole, first,
		    &heading->annexe);
		if (after > first && after == end) {
			heading->end_word = end;
			title_below(rules, text, heading);
			return true;
		}
		heading->end_word = after;
		if (title_on_line(rules, text, line, after, heading))
			return true;
		/* «Annexe 6 : …» with a title nobody knows is an item. */
		if (after > first)
			return starts_like_title(text, first);
		if (skipped == SKIPPED_WORDS_MAX ||
		    !may_skip(text_folded(text, first)))
			break;
	}
	return late_title(rules, text, line, heading);
}

/* An item could stand in a list: number and title share a line. */
static bool
could_be_listed(const struct text *text, const struct heading *heading)
{
	const struct line *line = text_line(text, heading->line);

	return heading->end_word > line->first &&
	    !heading->label &&
	    (heading->annexe == 0 || heading->end_word <
	    line->first + line->count || heading->subject >= 0 ||
	    heading->function >= 0) &&
	    text_word(text, heading->end_word - 1)->line < heading->line +
	    (heading->annexe == 0 ? 2u : 1u);
}

/* True when next follows heading as items of one list do. */
static bool
follows(const struct form_rules *rules, const struct text *text,
    const struct heading *heading, const struct heading *next)
{
	unsigned first = heading->end_word;
	unsigned end = text_line(text, next->line)->first;

	if (!could_be_listed(text, heading) || !could_be_listed(text, next))
		return false;
	if (end > first && end - first > LIST_GAP_WORDS)
		return false;
	return !text_has(text, rules, TERM_FIELD, FIELD_SIGNATORY, first,
	    end) &&
	    !text_has(text, rules, TERM_FIELD, FIELD_SUPPORTED, first, end) &&
	    !text_has(text, rules, TERM_MARK, MARK_ACT, first, end) &&
	    !text_has(text, rules, TERM_MARK, MARK_SALUTATION, first, end);
}

static void
mark_lists(const struct form_rules *rules, const struct text *text,
    GArray *headings)
{
	struct heading *all = (struct heading *)(void *)headings->data;

	for (unsigned i = 0; i < headings->len;) {
		unsigned end = i + 1;

		while (end < headings->len &&
		    follows(rules, text, &all[end - 1], &all[end]))
			end++;
		for (unsigned j = i; end - i >= LIST_ITEMS_MIN && j < end;
		    j++)
			all[j].listed = true;
		i = end;
	}
}

/* «DES : validation en avril»: a label and what is filled in there. */
static bool
is_filled_label(const struct text *text, const struct heading *heading)
{
	const struct line *line = text_line(text, heading->line);
	unsigned end = line->first + line->count;
	const struct word *last;
	const char *p;

	if (heading->annexe > 0 || heading->end_word >= end)
		return false;
	last = text_word(text, heading->end_word - 1);
	p = last->raw + last->raw_length;
	return p[strspn(p, " \t")] == ':';
}

GArray *
headings_find(const struct form_rules *rules, const struct text *text)
{
	GArray *headings = g_array_new(FALSE, FALSE, sizeof(struct heading));

	for (unsigned line = 0; line < text->lines->len;) {
		struct heading heading;

		if (heading_at(rules, text, line, &heading)) {
			heading.label = is_filled_label(text, &heading);
			g_array_append_val(headings, heading);
			line = MAX(heading.end, line + 1);
		} else {
			line++;
		}
	}
	mark_lists(rules, text, headings);
	return headings;
}
