/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps a page from being certain: see caution.h. */
#include "caution.h"

#include <string.h>

#include "signature.h"

/* «NOTICE D’INFORMATION»: a title is so short, and stands so high. */
#define TITLE_WORDS 8u
#define TITLE_LINES 20u
/* The establishment's own lines at the very top. */
#define LETTERHEAD_LINES 6u
/* One may ask «Pourquoi la Normandie ?»; who asks more wants to know. */
#define QUESTIONS_MAX 2u

static bool
has_mark(const struct scale *scale, enum mark mark)
{
	return text_has(scale->text, scale->rules, TERM_MARK, (int)mark,
	    scale->first, scale->end);
}

static bool
has_term(const struct scale *scale, enum term_role role, unsigned what)
{
	return text_has(scale->text, scale->rules, role, (int)what,
	    scale->first, scale->end);
}

bool
caution_is_titled(const struct scale *scale, unsigned best)
{
	const struct heading *heading = scale->heading;
	int function = scale_subject(scale, best)->function;

	return heading != NULL && (heading->annexe > 0 ||
	    heading->subject == (int)best ||
	    (function >= 0 && heading->function == function));
}

/*
 * A kind told by common words alone, on a page that somebody signs in a
 * function or that speaks of the post, may as well be a piece.
 */
static bool
may_be_piece(const struct scale *scale, unsigned best)
{
	bool told = scale->heading != NULL && scale->heading->subject ==
	    (int)best && !(scale->opinion.acted && scale->opinion.signed_for);

	return scale_subject(scale, best)->common_words && !told &&
	    (has_mark(scale, MARK_MATTER) || signature_functions(scale->rules,
	    scale->text, scale->stretch) != 0);
}

static unsigned
count_questions(const struct scale *scale)
{
	unsigned count = 0;

	for (unsigned i = scale->stretch.first; i < scale->stretch.end; i++) {
		const struct line *line = text_line(scale->text, i);

		for (unsigned j = 0; j < line->raw_length; j++)
			count += line->raw[j] == '?';
	}
	return count;
}

/* A letter told by phrases alone, that speaks to nobody, greets or closes: a
 * project in the first person has its phrases, too. */
static bool
lacks_letter(const struct scale *scale)
{
	static const enum mark marks[] = { MARK_SALUTATION, MARK_OBJECT,
		MARK_ADDRESSEE, MARK_CLOSING, MARK_READER };

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (has_mark(scale, marks[i]))
			return false;
	}
	return true;
}

/* Words without which it is not that piece: the agency that a consent is
 * given to, the post that a letter is for. */
static bool
lacks_words(const struct scale *scale, unsigned best)
{
	const struct subject *subject = scale_subject(scale, best);

	return (subject->needs && !has_term(scale, TERM_NEEDS, best)) ||
	    (subject->needs_too && !has_term(scale, TERM_NEEDS_TOO, best));
}

/* A short line in its own right, that begins large and ends no sentence. */
static bool
may_be_title(const struct scale *scale, const struct line *line)
{
	return line->count <= TITLE_WORDS && g_unichar_isupper(
	    g_utf8_get_char(text_word(scale->text, line->first)->raw)) &&
	    strchr(".,;", line->raw[line->raw_length - 1]) == NULL;
}

/* «NOTICE D’INFORMATION»: a line at the head of a page. */
static bool
is_headed(const struct scale *scale, enum mark mark)
{
	unsigned end = MIN(scale->stretch.end, scale->stretch.first +
	    TITLE_LINES);

	for (unsigned i = scale->stretch.first; i < end; i++) {
		const struct line *line = text_line(scale->text, i);

		if (may_be_title(scale, line) && text_has(scale->text,
		    scale->rules, TERM_MARK, (int)mark, line->first,
		    line->first + 1))
			return true;
	}
	return false;
}

/* An attestation may give an opinion in so many words; else it attests. */
static bool
is_titled_otherwise(const struct scale *scale)
{
	return is_headed(scale, MARK_OTHER_TITLE) || (!scale->opinion.acted &&
	    is_headed(scale, MARK_STATEMENT));
}

static bool
names_hospital(const struct scale *scale)
{
	for (unsigned i = 0; i < scale->text->places->len; i++) {
		const struct place_hit *place = &g_array_index(
		    scale->text->places, struct place_hit, i);

		if (place->first >= scale->first && place->first <
		    scale->end && place->establishment->kind != KIND_CHU)
			return true;
	}
	return false;
}

/* «Centre hospitalier» of which a name stands behind, in the same line: one
 * that a column breaks off says nothing. */
static bool
is_named(const struct scale *scale, const struct hit *hit)
{
	static const char *const particles[] = { "de", "du", "des", "d", "la",
		"le", "les", "l", NULL };
	const struct line *line = text_line(scale->text, text_word(
	    scale->text, hit->first)->line);
	unsigned next = hit->first + hit->count;

	while (next < line->first + line->count && g_strv_contains(particles,
	    text_folded(scale->text, next)))
		next++;
	return next < line->first + line->count && g_unichar_isupper(
	    g_utf8_get_char(text_word(scale->text, next)->raw));
}

/* Of a hospital, by its letterhead, and of none that is known. */
static bool
is_strangers(const struct scale *scale, const struct subject *subject)
{
	struct stretch head = { scale->stretch.first,
		MIN(scale->stretch.end, scale->stretch.first +
		LETTERHEAD_LINES) };
	unsigned end = text_end_word(scale->text, head), at = 0;
	const struct hit *hit;

	if (subject->side != SIDE_EMPLOYER || names_hospital(scale))
		return false;
	while ((hit = text_next(scale->text, scale->rules, TERM_SIDE,
	    SIDE_EMPLOYER, scale->first, end, &at)) != NULL) {
		if (is_named(scale, hit))
			return true;
	}
	return false;
}

/* «Objet : candidature au clinicat»: that is what a letter is about. */
static bool
is_about_another_post(const struct scale *scale)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(scale->text, scale->rules, TERM_MARK,
	    MARK_OBJECT, scale->first, scale->end, &at)) != NULL) {
		const struct line *line = text_line(scale->text,
		    text_word(scale->text, hit->first)->line);
		unsigned end = line->first + line->count;

		if (hit->first == line->first && text_has(scale->text,
		    scale->rules, TERM_MARK, MARK_OTHER_POST, hit->first,
		    end) && !text_has(scale->text, scale->rules, TERM_MARK,
			MARK_SCHEME, hit->first, end))
			return true;
	}
	return false;
}

/* Who gives an opinion in so many words may ask besides. */
static bool
asks(const struct scale *scale)
{
	return !scale->opinion.acted && count_questions(scale) >
	    QUESTIONS_MAX;
}

/* An opinion on a candidate of another scheme, or by nobody's director. */
static bool
is_others_opinion(const struct scale *scale, unsigned best)
{
	const struct subject *subject = scale_subject(scale, best);

	return subject->function >= 0 && (has_mark(scale, MARK_OTHER_SCHEME) ||
	    is_strangers(scale, subject));
}

/* «Le directeur m’a écrit : …»: a function that is named where an opinion
 * stands, and that nobody signs in or says to have. */
static bool
is_nobodys_opinion(const struct scale *scale, const struct subject *subject)
{
	return subject->function >= 0 && !scale->opinion.titled &&
	    !scale->opinion.held && !scale->opinion.joint;
}

/* «Avis du chef de service : joint», which gives none and nobody signs. */
static bool
is_mere_label(const struct scale *scale)
{
	return scale->heading->label && !scale->opinion.acted &&
	    !scale->opinion.held;
}

bool
caution_applies(const struct scale *scale, unsigned best)
{
	const struct subject *subject = scale_subject(scale, best);
	bool numbered = scale->heading != NULL && scale->heading->annexe > 0;
	bool form = scale_shingles(scale, best) >=
	    form_rules_shingles_needed(scale->rules, subject);
	bool spoken; /* in somebody's name, to somebody */

	if (may_be_piece(scale, best))
		return true;
	if (!subject->is_piece || numbered || form)
		return false;
	if (is_others_opinion(scale, best) || (lacks_words(scale, best) &&
	    (subject->by_box || !caution_is_titled(scale, best))))
		return true;
	/* «Projet d’assistanat», above a letter that is for it. */
	if (subject->function < 0 && !subject->is_letter &&
	    !subject->by_box && scale->opinion.acted)
		return true;
	spoken = subject->function >= 0 || subject->is_letter;
	if (spoken && (asks(scale) || is_about_another_post(scale)))
		return true;
	if (caution_is_titled(scale, best))
		return subject->function >= 0 && is_mere_label(scale);
	return is_nobodys_opinion(scale, subject) ||
	    (subject->is_letter && lacks_letter(scale)) ||
	    ((spoken || subject->by_box) && is_titled_otherwise(scale));
}
