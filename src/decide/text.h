/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a document as lines and folded words, each knowing where it
 * stands, with the form's phrases and the registry's establishments found
 * in it.  Everything recognition asks is asked of this.
 */
#ifndef ASR_TEXT_H
#define ASR_TEXT_H

#include <stdbool.h>

#include <glib.h>

#include "owned.h"
#include "piece-rules.h"
#include "places.h"
#include "report.h"

/* Words that stand for check boxes; no phrase holds them. */
#define WORD_BOX_TICKED "[x]"
#define WORD_BOX_EMPTY "[-]"
#define WORD_BOX_UNKNOWN "[?]"

struct word {
	const char *raw; /* in the page's text */
	unsigned raw_length;
	unsigned line;
};

struct line {
	const char *raw; /* not ended by NUL */
	unsigned raw_length;
	unsigned page; /* index in text->pages */
	unsigned first, count; /* words */
	bool repeated; /* a header or footer: stands on several pages */
};

struct text {
	GPtrArray *pages; /* const struct page *, borrowed */
	GArray *pictures; /* bool, by page: its text was read from one */
	GArray *lines;    /* struct line; empty lines are left out */
	GArray *words;    /* struct word */
	GPtrArray *folded; /* char *: each word, folded */
	GArray *hits;     /* struct hit: terms of the form */
	GArray *places;   /* struct place_hit */
	GStringChunk *store;
};

/* The lines [first, end) of a text. */
struct stretch {
	unsigned first, end;
};

/*
 * The text of a part's pages, quoted ones left out but of a body, which is
 * quoted as a whole where its message is attached.  It borrows part,
 * rules and places, which outlive it.  places may be NULL.
 */
struct text *text_of_part(const struct form_rules *rules,
    const struct places *places, const struct part *part);

/* The same of a plain string: subject, body, a file's name. */
struct text *text_of_string(const struct form_rules *rules,
    const struct places *places, const char *string);

void text_free(struct text *text);

const struct line *text_line(const struct text *text, unsigned index);
const struct word *text_word(const struct text *text, unsigned index);
const char *text_folded(const struct text *text, unsigned index);

/* The term of a hit, and the next hit from *at on that has role (and what,
 * unless it is negative) within words [first, end); NULL at the end. */
const struct term *text_term(const struct form_rules *rules,
    const struct hit *hit);
const struct hit *text_next(const struct text *text,
    const struct form_rules *rules, enum term_role role, int what,
    unsigned first, unsigned end, unsigned *at);

/* True when a hit of role and what stands within words [first, end). */
bool text_has(const struct text *text, const struct form_rules *rules,
    enum term_role role, int what, unsigned first, unsigned end);

/* The words of a stretch of lines: first and one past the last. */
unsigned text_first_word(const struct text *text, struct stretch stretch);
unsigned text_end_word(const struct text *text, struct stretch stretch);

/* Letters and digits of the words of a stretch. */
unsigned text_letters(const struct text *text, struct stretch stretch);

/* The page number people see for a line. */
unsigned text_page_number(const struct text *text, unsigned line);

/*
 * True when the text of a page (of the page of line) was read from a
 * picture: here, or by a copier, whose misread words give it away.
 */
bool text_page_is_ocr(const struct text *text, unsigned page);
bool text_is_ocr(const struct text *text, unsigned line);

/*
 * What stands in the raw line from word first on (which may be the count
 * of its words: then ""), without leaders, colons and boxes at its ends.
 * The caller frees it.
 */
char *text_rest_of_line(const struct text *text, unsigned line,
    unsigned first);

OWNED_DEFINE(text, text_free)

#endif
