/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents cut into segments: see segments.h. */
#include "segments.h"

#include <string.h>

#include "fold.h"
#include "signature.h"

/*
 * Lines before a page's first heading that are its letterhead or header,
 * not the end of what stood before.
 */
#define PREAMBLE_LINES 12u
#define PREAMBLE_WORDS 70u
/* A heading followed by fewer letters heads nothing: an item of a list. */
#define BODY_LETTERS_MIN 25u
/* So few words on a page end what stood before: date, signature, stamp;
 * without any of these it must be fewer. */
#define TAIL_WORDS 80u
#define TAIL_BARE_WORDS 25u
/* A letter opens in its first lines, its letterhead in the very first. */
#define OPENING_LINES 10u
#define LETTERHEAD_LINES 3u
/* «Fait à Caen, le lundi 12 janvier 2026»: a line with more is a sentence. */
#define DATE_LINE_WORDS 9u
#define YEAR_DIGITS 4u
/* «Projet d’exercice partagé avec le CHU de Rouen»: a title is so short. */
#define TITLE_WORDS 12u
/* With fewer letters a page is empty. */
#define EMPTY_LETTERS 8u

struct cutter {
	const struct form_rules *rules;
	const struct text *text;
	GArray *headings; /* struct heading: those that count */
	GArray *lists;    /* unsigned: lines that are items of lists */
	GArray *segments;
};

static const struct page *
page_of(const struct text *text, unsigned index)
{
	return text->pages->pdata[index];
}

/* The first line that stands on page or behind it. */
static unsigned
first_line_of(const struct text *text, unsigned page)
{
	unsigned low = 0, high = text->lines->len;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (text_line(text, middle)->page < page)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The lines of a page; an empty stretch when it has none. */
static struct stretch
page_lines(const struct text *text, unsigned page)
{
	return (struct stretch){ first_line_of(text, page),
		first_line_of(text, page + 1) };
}

static bool
at_page_top(const struct text *text, unsigned line)
{
	struct stretch page = page_lines(text, text_line(text, line)->page);
	struct stretch before = { page.first, line };

	return line - page.first < PREAMBLE_LINES &&
	    text_end_word(text, before) - text_first_word(text, before) <=
	    PREAMBLE_WORDS;
}

/*
 * In the midst of a page only the form's own headings cut: a title there
 * may as well be a sentence, a column or an item.
 */
static bool
cuts(const struct cutter *cutter, const struct heading *heading)
{
	const struct subject *subject;

	if (at_page_top(cutter->text, heading->line))
		return true;
	if (heading->annexe > 0 || heading->function >= 0)
		return true;
	subject = cutter->rules->subjects->pdata[heading->subject];
	return subject->page_word_count > 0;
}

/* Something stands between the heading and the next, or the page's end. */
static bool
has_body(const struct cutter *cutter, const GArray *all, unsigned index)
{
	const struct heading *heading = &g_array_index(all, struct heading,
	    index);
	struct stretch body = { heading->end, cutter->text->lines->len };

	if (at_page_top(cutter->text, heading->line) ||
	    (heading->annexe > 0 && heading->subject < 0))
		return true;
	if (index + 1 < all->len)
		body.end = g_array_index(all, struct heading, index + 1).line;
	return body.end > body.first &&
	    text_letters(cutter->text, body) >= BODY_LETTERS_MIN;
}

/* «Diplôme d’études spécialisées : pneumologie», below the page's title. */
static bool
is_answer(const struct cutter *cutter, const struct heading *heading)
{
	const struct heading *last = cutter->headings->len == 0 ? NULL :
	    &g_array_index(cutter->headings, struct heading,
		cutter->headings->len - 1);

	return heading->label && heading->function < 0 && last != NULL &&
	    text_line(cutter->text, last->line)->page ==
	    text_line(cutter->text, heading->line)->page;
}

static void
choose_headings(struct cutter *cutter, const GArray *all)
{
	for (unsigned i = 0; i < all->len; i++) {
		const struct heading *heading = &g_array_index(all,
		    struct heading, i);

		if (heading->listed) {
			g_array_append_val(cutter->lists, heading->line);
			continue;
		}
		if (text_line(cutter->text, heading->line)->repeated &&
		    heading->annexe == 0)
			continue;
		if (heading->annexe == 0 && heading->subject < 0 &&
		    heading->function < 0)
			continue;
		if (is_answer(cutter, heading))
			continue;
		if (cuts(cutter, heading) && has_body(cutter, all, i))
			g_array_append_val(cutter->headings, *heading);
	}
}

static bool
has_list(const struct cutter *cutter, struct stretch stretch)
{
	for (unsigned i = 0; i < cutter->lists->len; i++) {
		unsigned line = g_array_index(cutter->lists, unsigned, i);

		if (line >= stretch.first && line < stretch.end)
			return true;
	}
	return false;
}

static struct verdict
judge(const struct cutter *cutter, struct stretch stretch,
    const struct heading *heading)
{
	return verdict_of(cutter->rules, cutter->text, stretch, heading,
	    has_list(cutter, stretch));
}

static struct segment *
last_segment(const struct cutter *cutter)
{
	GArray *segments = cutter->segments;

	return segments->len == 0 ? NULL : &g_array_index(segments,
	    struct segment, segments->len - 1);
}

static void
add_segment(struct cutter *cutter, struct stretch stretch, unsigned page,
    const struct heading *heading, struct verdict verdict)
{
	struct segment segment = { .stretch = stretch,
		.body = heading == NULL ? stretch.first : heading->line,
		.first_page = page, .last_page = page,
		.verdict = verdict };

	g_array_append_val(cutter->segments, segment);
}

/* Adds lines of page to the last segment. */
static void
continue_segment(struct segment *last, struct stretch stretch,
    unsigned page)
{
	last->last_page = page;
	if (stretch.end > stretch.first)
		last->stretch.end = stretch.end;
}

static bool
begins_in_sentence(const struct text *text, struct stretch stretch)
{
	for (unsigned i = stretch.first; i < stretch.end; i++) {
		const struct line *line = text_line(text, i);

		if (!line->repeated)
			return g_unichar_islower(g_utf8_get_char(
			    text_word(text, line->first)->raw));
	}
	return false;
}

static bool
ends_a_piece(const struct cutter *cutter, struct stretch stretch)
{
	unsigned first = text_first_word(cutter->text, stretch);
	unsigned end = text_end_word(cutter->text, stretch);
	bool closes = text_has(cutter->text, cutter->rules, TERM_FIELD,
	    FIELD_DATE, first, end) || text_has(cutter->text,
	    cutter->rules, TERM_FIELD, FIELD_SIGNATURE, first, end);

	return end - first <= (closes ? TAIL_WORDS : TAIL_BARE_WORDS) ||
	    begins_in_sentence(cutter->text, stretch);
}

/* «2026», and «202i» that a reader of pictures made of it. */
static bool
is_year(const char *word)
{
	return strlen(word) == YEAR_DIGITS && strspn(word, "0123456789") +
	    1 >= YEAR_DIGITS && (g_str_has_prefix(word, "19") ||
	    g_str_has_prefix(word, "20"));
}

/* A short line with a day and a year: «Caen, le 12 janvier 2026». */
static bool
is_date_line(const struct text *text, const struct line *line)
{
	bool day = false, year = false;

	for (unsigned i = 0; i < line->count; i++) {
		const char *word = text_folded(text, line->first + i);

		year |= is_year(word);
		day |= !is_year(word) && g_ascii_isdigit(*word);
	}
	return line->count <= DATE_LINE_WORDS && day && year;
}

/* A line that begins with a hospital's name. */
static bool
is_letterhead(const struct text *text, const struct line *line)
{
	for (unsigned i = 0; i < text->places->len; i++) {
		if (g_array_index(text->places, struct place_hit, i).first ==
		    line->first)
			return true;
	}
	return false;
}

/* «Objet : …», «Madame, Monsieur,»: a line that begins with it. */
static bool
opens_a_letter(const struct cutter *cutter, const struct line *line)
{
	return text_has(cutter->text, cutter->rules, TERM_MARK,
	    MARK_SALUTATION, line->first, line->first + 1) ||
	    text_has(cutter->text, cutter->rules, TERM_MARK, MARK_OBJECT,
	    line->first, line->first + 1);
}

/* True when word stands in the subject's own label. */
static bool
label_has(const struct subject *subject, const char *word)
{
	g_autofree char *label = fold_text(subject->label);

	return fold_contains(label, word);
}

/*
 * The page's first line is a title of something that last is not: «Projet
 * d’exercice partagé» after a parcours.  Of two pages titled «Avis» each is
 * an opinion of its own.
 */
static bool
is_titled_anew(const struct cutter *cutter, const struct subject *last,
    struct stretch stretch)
{
	const struct text *text = cutter->text;

	for (unsigned i = stretch.first; i < stretch.end; i++) {
		const struct line *line = text_line(text, i);

		if (!line->repeated)
			return line->count <= TITLE_WORDS &&
			    g_unichar_isupper(g_utf8_get_char(text_word(text,
			    line->first)->raw)) && text_has(text,
			    cutter->rules, TERM_MARK, MARK_OPENER,
			    line->first, line->first + 1) &&
			    (last == NULL || last->function >= 0 ||
			    !label_has(last, text_folded(text,
			    line->first)));
	}
	return false;
}

/* Somebody signs the page who does not sign what stood before. */
static bool
is_signed_anew(const struct cutter *cutter, const struct subject *last,
    struct stretch stretch)
{
	unsigned functions = signature_functions(cutter->rules, cutter->text,
	    stretch);

	if (last != NULL && last->function >= 0)
		functions &= ~(1u << last->function);
	return functions != 0;
}

/* A page whose first lines are those of a letter. */
static bool
opens_page(const struct cutter *cutter, struct stretch stretch)
{
	unsigned end = MIN(stretch.end, stretch.first + OPENING_LINES);
	bool letterhead = false, dated = false;

	for (unsigned i = stretch.first; i < end; i++) {
		const struct line *line = text_line(cutter->text, i);

		if (line->repeated)
			continue;
		if (opens_a_letter(cutter, line))
			return true;
		letterhead |= i - stretch.first < LETTERHEAD_LINES &&
		    is_letterhead(cutter->text, line);
		dated |= is_date_line(cutter->text, line);
	}
	return letterhead && dated;
}

/* Such a page, or one that another signs, is not the rest of what stood
 * before. */
static bool
begins_anew(const struct cutter *cutter, const struct subject *last,
    struct stretch stretch)
{
	return opens_page(cutter, stretch) ||
	    is_titled_anew(cutter, last, stretch) ||
	    is_signed_anew(cutter, last, stretch);
}

static const struct subject *
segment_subject(const struct cutter *cutter, const struct segment *segment)
{
	return segment->verdict.subject < 0 ? NULL :
	    cutter->rules->subjects->pdata[segment->verdict.subject];
}

/* True when lines without a heading go on with what stood before. */
static bool
continues(const struct cutter *cutter, const struct segment *last,
    struct stretch stretch, const struct verdict *verdict)
{
	const struct subject *subject;

	if (last == NULL || last->unread)
		return false;
	if (text_letters(cutter->text, stretch) < EMPTY_LETTERS)
		return true;
	if (verdict->subject >= 0 &&
	    verdict->subject == last->verdict.subject)
		return true;
	subject = segment_subject(cutter, last);
	if (verdict->is_letter || verdict->is_list ||
	    begins_anew(cutter, subject, stretch))
		return false;
	if (verdict->certainty == CERTAINTY_CERTAIN)
		return subject != NULL && !subject->is_piece &&
		    !((struct subject *)cutter->rules->subjects->pdata
		    [verdict->subject])->is_piece;
	if (verdict->certainty == CERTAINTY_PROBABLE && verdict->acted)
		return false;
	return subject == NULL || subject->many_pages ||
	    ends_a_piece(cutter, stretch);
}

/* A page that may be the rest of what stood before, by what it says itself:
 * what seems certain of it is not, where the page before tells nothing. */
static bool
may_be_rest(const struct segment *last, const struct verdict *verdict)
{
	return !verdict->is_letter && !verdict->is_list &&
	    (verdict->certainty != CERTAINTY_CERTAIN ||
	    (last->verdict.subject < 0 && !verdict->is_form));
}

/*
 * A letter that neither of its pages tells, introduced on the first and
 * signed on the second: what both say together.  Where that is nothing
 * certain, the second alone is not either.
 */
static bool
join_letter(const struct cutter *cutter, struct segment *last,
    struct stretch stretch, unsigned page, struct verdict *verdict)
{
	struct stretch both = { 0, stretch.end };
	struct verdict whole;

	if (last == NULL || last->unread || last->body !=
	    last->stretch.first || !last->verdict.is_open ||
	    last->verdict.certainty == CERTAINTY_CERTAIN ||
	    !may_be_rest(last, verdict) || opens_page(cutter, stretch))
		return false;
	both.first = last->stretch.first;
	whole = judge(cutter, both, NULL);
	if (whole.certainty != CERTAINTY_CERTAIN && whole.certainty <=
	    MAX(last->verdict.certainty, verdict->certainty)) {
		verdict_clear(&whole);
		verdict->certainty = MIN(verdict->certainty,
		    CERTAINTY_PROBABLE);
		return false;
	}
	continue_segment(last, stretch, page);
	verdict_clear(&last->verdict);
	last->verdict = whole;
	return true;
}

/* Lines of a page above or without a heading. */
static void
add_headless(struct cutter *cutter, struct stretch stretch, unsigned page)
{
	struct verdict verdict = judge(cutter, stretch, NULL);
	struct segment *last = last_segment(cutter);

	if (join_letter(cutter, last, stretch, page, &verdict)) {
		verdict_clear(&verdict);
		return;
	}
	if (continues(cutter, last, stretch, &verdict)) {
		continue_segment(last, stretch, page);
		verdict_clear(&verdict);
		return;
	}
	add_segment(cutter, stretch, page, NULL, verdict);
	last_segment(cutter)->alone = last != NULL;
}

/* «Avis du coordonnateur : favorable à la validation», a line of a report on
 * an internship: what stands below another paper's title is that paper's,
 * unless it is a page of the form. */
static bool
is_line_of_other(const struct cutter *cutter, const struct segment *last,
    unsigned page, const struct verdict *verdict)
{
	return last != NULL && last->last_page == page && !verdict->is_form &&
	    last->verdict.certainty == CERTAINTY_CERTAIN &&
	    last->verdict.titled && !segment_subject(cutter, last)->is_piece;
}

/* A heading and its lines; a second page of the same piece goes on. */
static void
add_headed(struct cutter *cutter, struct stretch stretch, unsigned page,
    const struct heading *heading)
{
	struct verdict verdict = judge(cutter, stretch, heading);
	struct segment *last = last_segment(cutter);

	if (heading->annexe == 0 && is_line_of_other(cutter, last, page,
	    &verdict))
		verdict.certainty = MIN(verdict.certainty,
		    CERTAINTY_PROBABLE);
	if (last != NULL && !last->unread && verdict.subject >= 0 &&
	    heading->annexe == 0 &&
	    verdict.subject == last->verdict.subject &&
	    segment_subject(cutter, last)->many_pages) {
		continue_segment(last, stretch, page);
		/* A message that is passed on may hold a piece. */
		if (verdict.acted && !segment_subject(cutter, last)->is_piece)
			last->verdict.certainty = MIN(last->verdict.certainty,
			    verdict.certainty);
		verdict_clear(&verdict);
		return;
	}
	add_segment(cutter, stretch, page, heading, verdict);
}

/* A page that was not read might be anything. */
static void
add_unread(struct cutter *cutter, unsigned page)
{
	struct verdict verdict = { .subject = -1, .rival = -1, .also = -1 };
	struct stretch nothing = { 0, 0 };

	add_segment(cutter, nothing, page, NULL, verdict);
	last_segment(cutter)->unread = true;
}

/* A picture without words: an empty sheet, or writing nobody read. */
static void
add_wordless(struct cutter *cutter, unsigned page)
{
	const struct page *sheet = page_of(cutter->text, page);
	struct segment *last = last_segment(cutter);
	bool empty = sheet->ink->len == 0 && sheet->images == 0;

	if (empty && last != NULL)
		last->last_page = page;
	else
		add_unread(cutter, page);
}

static void
add_page(struct cutter *cutter, unsigned page, unsigned *at)
{
	struct stretch lines = page_lines(cutter->text, page);
	struct stretch rest = lines;
	bool first = true;

	while (*at < cutter->headings->len) {
		const struct heading *heading = &g_array_index(
		    cutter->headings, struct heading, *at);
		struct stretch own = { heading->line, lines.end };

		if (heading->line >= lines.end)
			break;
		if (*at + 1 < cutter->headings->len)
			own.end = MIN(own.end, g_array_index(
			    cutter->headings, struct heading,
			    *at + 1).line);
		if (first && at_page_top(cutter->text, heading->line))
			own.first = lines.first;
		else if (first && heading->line > lines.first)
			add_headless(cutter, (struct stretch){ lines.first,
			    heading->line }, page);
		add_headed(cutter, own, page, heading);
		rest.first = own.end;
		first = false;
		(*at)++;
	}
	if (first && rest.end > rest.first)
		add_headless(cutter, rest, page);
}

static void
clear_segment(gpointer data)
{
	verdict_clear(&((struct segment *)data)->verdict);
}

GArray *
segments_of(const struct form_rules *rules, const struct text *text)
{
	g_autoptr(GArray) all = headings_find(rules, text);
	g_autoptr(GArray) chosen = g_array_new(FALSE, FALSE,
	    sizeof(struct heading));
	g_autoptr(GArray) lists = g_array_new(FALSE, FALSE,
	    sizeof(unsigned));
	struct cutter cutter = { rules, text, chosen, lists,
		g_array_new(FALSE, FALSE, sizeof(struct segment)) };
	unsigned at = 0;

	g_array_set_clear_func(cutter.segments, clear_segment);
	choose_headings(&cutter, all);
	for (unsigned i = 0; i < text->pages->len; i++) {
		const struct page *page = page_of(text, i);
		struct stretch lines = page_lines(text, i);

		if (page->source == PAGE_NOT_READ)
			add_unread(&cutter, i);
		else if (lines.end == lines.first)
			add_wordless(&cutter, i);
		else
			add_page(&cutter, i, &at);
	}
	return cutter.segments;
}
