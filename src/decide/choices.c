/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields answered by boxes: see choices.h. */
#include "choices.h"

#include <string.h>

#include "fields.h"

/* Options stand within so many lines of their label. */
#define OPTION_LINES 4u

/* Where the answer ends: at the next label that begins a line. */
static unsigned
answer_end(const struct form_rules *rules, const struct text *text,
    unsigned first, unsigned end)
{
	unsigned line = first < end ? text_word(text, first)->line : 0;

	for (unsigned i = first; i < end; i++) {
		const struct word *word = text_word(text, i);

		if (word->line > line + OPTION_LINES)
			return i;
		if (word->line > line && text_line(text, word->line)->first ==
		    i && text_has(text, rules, TERM_FIELD, -1, i, i + 1))
			return i;
	}
	return end;
}

/* The words of the option behind the box at word. */
static unsigned
option_end(const struct text *text, unsigned box, unsigned end)
{
	unsigned i = box + 1;

	while (i < end && *text_folded(text, i) != '[' &&
	    text_word(text, i)->line <= text_word(text, box)->line + 1)
		i++;
	return i;
}

static void
read_boxes(const struct text *text, unsigned first, unsigned end,
    struct choice *choice)
{
	for (unsigned i = first; i < end; i++) {
		const char *word = text_folded(text, i);

		if (*word != '[')
			continue;
		choice->boxes++;
		choice->unknown |= strcmp(word, WORD_BOX_UNKNOWN) == 0;
		if (strcmp(word, WORD_BOX_TICKED) != 0)
			continue;
		if (choice->ticked++ > 0)
			continue;
		choice->first = i + 1;
		choice->end = option_end(text, i, end);
	}
}

/* A value that is typed stands on the label's line or the next. */
static unsigned
value_end(const struct text *text, unsigned label, unsigned first,
    unsigned end)
{
	while (end > first && text_word(text, end - 1)->line >
	    text_word(text, label)->line + 1)
		end--;
	return end;
}

struct choice
choices_read(const struct form_rules *rules, const struct text *text,
    enum field field, unsigned first, unsigned end)
{
	struct choice choice = { 0 };
	unsigned at = 0, from;
	const struct hit *hit;

	do
		hit = text_next(text, rules, TERM_FIELD, (int)field, first,
		    end, &at);
	while (hit != NULL && !field_is_label(text, hit));
	if (hit == NULL)
		return choice;
	from = hit->first + hit->count;
	end = answer_end(rules, text, from, end);
	choice.asked = true;
	read_boxes(text, from, end, &choice);
	if (choice.boxes == 0) {
		choice.first = from;
		choice.end = value_end(text, hit->first, from, end);
	}
	return choice;
}
