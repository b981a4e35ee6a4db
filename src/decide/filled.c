/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filled in or left blank: see filled.h. */
#include "filled.h"

#include <string.h>

#include "answers.h"
#include "fields.h"
#include "near.h"
#include "scan-ink.h"
#include "signature.h"

/* A house's own sheet that is filled in has so many answers. */
#define ANSWERS_MIN 2u
/* Who signs it is named in its last lines. */
#define NAME_LINES 4u

static const struct subject *
subject_of(const struct form_rules *rules, const struct segment *segment)
{
	return rules->subjects->pdata[segment->verdict.subject];
}

/* A page was recognised here, and its ink measured. */
static bool
is_scanned(const struct text *text, const struct segment *segment)
{
	for (unsigned i = segment->first_page; i <= segment->last_page &&
	    i < text->pages->len; i++) {
		const struct page *page = text->pages->pdata[i];

		if (page->source == PAGE_OCR)
			return true;
	}
	return false;
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

static struct filling
say(enum piece_state state, const char *why)
{
	return (struct filling){ state, g_strdup(why), NULL };
}

/* Who signs an opinion on the form's page, as far as print tells. */
struct signing {
	unsigned letters; /* of the name beside the signatory's label, */
	unsigned least;   /* of so many to be one */
	bool dated;
};

/* An opinion names who gives it, and something of the day or the hand that
 * signed stands there too: how little else is written is no matter. */
static bool
is_signed(const struct signing *signing, bool marked)
{
	return signing->letters >= signing->least &&
	    (signing->dated || marked);
}

#define MISREAD "des mots du formulaire y sont autrement écrits, ou mal lus"

/* A typed page of an opinion: what remains beside name and dates? */
static struct filling
judge_typed_opinion(const struct residue *residue, unsigned limit,
    unsigned images, const struct signing *signing)
{
	if (residue->strange >= limit || is_signed(signing, images > 0))
		return (struct filling){ PIECE_PRESENT, g_strdup_printf(
		    "%u lettres ajoutées au formulaire vierge",
		    residue->letters), NULL };
	if (images > 0)
		return say(PIECE_UNCERTAIN, "le formulaire n’est guère "
		    "rempli, mais la page porte une image (signature ?)");
	if (residue->own >= limit)
		return say(PIECE_UNCERTAIN, "rien d’autre que le nom, la "
		    "spécialité ou l’établissement n’est rempli");
	if (residue->own + residue->nearly >= limit)
		return say(PIECE_UNCERTAIN, MISREAD);
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
	if (residue->letters + residue->nearly >= least)
		return say(PIECE_UNCERTAIN, MISREAD);
	return say(PIECE_BLANK, "le formulaire est vierge");
}

/* Words of the specialties and establishments the segment names. */
static GHashTable *
known_texts(const struct form_rules *rules, const struct text *text,
    const struct segment *segment)
{
	g_autoptr(GHashTable) at = residue_known(rules, text,
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

/* Letters of [first, end) up to the next label that are neither the form's
 * nor anything a candidate writes. */
static unsigned
foreign_letters(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared,
    unsigned first, unsigned end)
{
	GHashTable *form = subject_of(rules, segment)->page_words;
	const struct hit *label;
	unsigned letters = 0, at = 0;

	while ((label = text_next(text, rules, TERM_FIELD, -1, first, end,
	    &at)) != NULL && !field_is_label(text, label)) {
	}
	for (unsigned i = first; i < (label == NULL ? end : label->first);
	    i++) {
		const char *word = text_folded(text, i);

		if (!near_in(form, word) && !near_in(prepared->known, word) &&
		    !residue_is_prepared(prepared, word, true))
			letters += (unsigned)g_utf8_strlen(word, -1);
	}
	return letters;
}

/* Letters of the name beside the signatory's label, else below it; below
 * is not looked where the label there may be misread. */
static unsigned
signatory_letters(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared,
    bool below)
{
	unsigned at = 0, letters;
	unsigned end = text_end_word(text, segment->stretch);
	const struct hit *label = text_next(text, rules, TERM_FIELD,
	    FIELD_SIGNATORY, text_first_word(text, segment->stretch), end,
	    &at);
	const struct line *line;

	if (label == NULL)
		return 0;
	line = text_line(text, text_word(text, label->first)->line);
	letters = foreign_letters(rules, text, segment, prepared,
	    label->first + label->count, line->first + line->count);
	if (letters > 0 || !below || line->first + line->count >= end)
		return letters;
	line++;
	return foreign_letters(rules, text, segment, prepared, line->first,
	    line->first + line->count);
}

static struct signing
signing_of(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared)
{
	g_autofree char *date = field_value(rules, text, FIELD_DATE,
	    text_first_word(text, segment->stretch),
	    text_end_word(text, segment->stretch));

	return (struct signing){
		.letters = signatory_letters(rules, text, segment, prepared,
		    true),
		.least = rules->thresholds.signatory_letters,
		.dated = date != NULL && strpbrk(date, "0123456789") != NULL,
	};
}

/*
 * Letters enough to be filled in: of an opinion, those that nobody but its
 * signatory writes there.
 */
static bool
says_enough(const struct thresholds *limits, const struct subject *subject,
    const struct scan_ink *ink)
{
	if (subject->function < 0)
		return ink->letters >= limits->scan_letters;
	return ink->strange >= MIN(subject->filled_letters,
	    limits->scan_letters);
}

/* The same of a scan, whose specks are read as letters: the name is among
 * the words that were read surely, and ink may stand for the date. */
static bool
is_signed_scan(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared,
    const struct scan_ink *ink)
{
	struct signing signing;

	if (subject_of(rules, segment)->function < 0 ||
	    ink->strange < rules->thresholds.signatory_letters)
		return false;
	signing = signing_of(rules, text, segment, prepared);
	return is_signed(&signing, ink->unread + ink->below >=
	    rules->thresholds.ink_blank);
}

/* A scanned page of the form: letters first, then ink. */
static struct filling
judge_scanned(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared)
{
	const struct thresholds *limits = &rules->thresholds;
	g_autoptr(GHashTable) known = known_texts(rules, text, segment);
	struct scan_ink ink = scan_ink_of(rules, text, segment,
	    prepared->names, known);
	unsigned pages = segment->last_page - segment->first_page + 1;
	char *why = g_strdup_printf("encre étrangère au formulaire : "
	    "%u mm², %u lettres lues, %u %% des mots du formulaire "
	    "retrouvés", ink.inside, ink.letters, ink.words_found);

	if (says_enough(limits, subject_of(rules, segment), &ink) ||
	    is_signed_scan(rules, text, segment, prepared, &ink))
		return (struct filling){ PIECE_PRESENT, why, NULL };
	if (!ink.measured && residue_of(rules, text, segment, prepared).own >=
	    limits->scan_letters_unmeasured)
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

/*
 * A page of the form whose text a copier misread.  Somebody signs it by
 * name, or more is left than what may be the form's: the more it misread,
 * the more that is, and at most so many letters.  Nothing says that the
 * page is blank.
 */
static struct filling
judge_misread(const struct thresholds *limits, const struct residue *residue,
    const struct subject *subject, unsigned signatory)
{
	unsigned left = subject->function < 0 ? residue->letters :
	    residue->strange;
	unsigned limit = subject->filled_letters + residue->nearly;
	bool filled = left >= MIN(limit, limits->misread_letters) ||
	    (subject->function >= 0 &&
	    signatory >= limits->signatory_letters);
	char *why = g_strdup_printf("texte tiré d’une image et mal lu : %u "
	    "lettres étrangères au formulaire, %u déformées, %u dans le nom "
	    "du signataire", left, residue->nearly, signatory);

	return (struct filling){ filled ? PIECE_PRESENT : PIECE_UNCERTAIN,
		why, NULL };
}

/* In the last lines stands, with a civility, a name that is nobody's whom
 * the message is about. */
static bool
is_named_below(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared)
{
	unsigned from = MAX(segment->body, segment->stretch.end -
	    MIN(NAME_LINES, segment->stretch.end));

	for (unsigned i = from; i < segment->stretch.end; i++) {
		const struct line *line = text_line(text, i);
		unsigned end = line->first + line->count;

		if (text_has(text, rules, TERM_MARK, MARK_CIVILITY,
		    line->first, end) && foreign_letters(rules, text,
		    segment, prepared, line->first, end) >=
		    rules->thresholds.signatory_letters)
			return true;
	}
	return false;
}

/* Who has the opinion's function signs it, by name and hand. */
static bool
is_signed_sheet(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared)
{
	unsigned function = 1u << subject_of(rules, segment)->function;

	return count_images(text, segment) > 0 &&
	    (signature_functions(rules, text, segment->stretch) &
	    function) != 0 && is_named_below(rules, text, segment, prepared);
}

/*
 * An opinion on a house's own sheet: filled in where it is signed and leaves
 * nothing that it asks open, and not where no box of it is ticked, nor where
 * hardly more is written than what it asks.  False: neither, other signs
 * tell.
 */
static bool
judge_own_sheet(const struct form_rules *rules, const struct text *text,
    const struct segment *segment, const struct prepared *prepared,
    unsigned letters, struct filling *filling_r)
{
	struct answers answers = answers_of(rules, text, segment, prepared);

	if (answers.unticked)
		*filling_r = say(PIECE_UNCERTAIN, "aucune case de l’avis "
		    "n’est cochée");
	else if (answers.given == 0 && answers.left >= ANSWERS_MIN &&
	    letters < rules->thresholds.scan_letters_unmeasured)
		*filling_r = say(PIECE_UNCERTAIN, "rien de ce que la feuille "
		    "demande n’est rempli");
	else if (!segment->verdict.acted && answers.left == 0 &&
	    answers.given >= ANSWERS_MIN && is_signed_sheet(rules, text,
	    segment, prepared))
		*filling_r = say(PIECE_PRESENT, "formulaire de la maison "
		    "entièrement rempli, signé");
	else
		return false;
	return true;
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

/* «OUI ■  NON □»: the box of the refusal tells nothing of the consent. */
static bool
is_refusal(const struct text *text, unsigned box)
{
	unsigned line = text_word(text, box)->line;
	const struct line *whole = text_line(text, line);

	return (box > whole->first &&
	    strcmp(text_folded(text, box - 1), "non") == 0) ||
	    (box + 1 < whole->first + whole->count &&
	    strcmp(text_folded(text, box + 1), "non") == 0);
}

/* The box of a segment that has one alone; NULL: none or several. */
static const char *
only_box(const struct text *text, const struct segment *segment)
{
	unsigned end = text_end_word(text, segment->stretch);
	const char *only = NULL;

	for (unsigned i = text_first_word(text, segment->stretch); i < end;
	    i++) {
		if (*text_folded(text, i) != '[' || is_refusal(text, i))
			continue;
		if (only != NULL)
			return NULL;
		only = text_folded(text, i);
	}
	return only;
}

static struct filling
judge_box(const struct form_rules *rules, const struct text *text,
    const struct segment *segment)
{
	unsigned at = 0;
	const struct hit *hit = text_next(text, rules, TERM_BOX,
	    segment->verdict.subject, text_first_word(text,
	    segment->stretch), text_end_word(text, segment->stretch), &at);
	const char *box = hit == NULL ? only_box(text, segment) :
	    box_beside(text, segment, hit);
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
    const struct segment *segment, const struct prepared *prepared)
{
	const struct subject *subject = subject_of(rules, segment);
	struct filling filling;
	struct residue residue;
	unsigned images;

	if (subject->by_box)
		return judge_box(rules, text, segment);
	if (is_scanned(text, segment) && segment->verdict.is_form)
		return judge_scanned(rules, text, segment, prepared);
	residue = residue_of(rules, text, segment, prepared);
	if (residue.misread && segment->verdict.is_form)
		return judge_misread(&rules->thresholds, &residue, subject,
		    signatory_letters(rules, text, segment, prepared, false));
	images = count_images(text, segment);
	if (subject->function >= 0 && !segment->verdict.is_form &&
	    judge_own_sheet(rules, text, segment, prepared, residue.letters,
		&filling))
		return filling;
	if (!segment->verdict.is_form &&
	    residue.letters < subject->filled_letters)
		return say(PIECE_UNCERTAIN, "le titre sans la page");
	if (subject->function >= 0 &&
	    (segment->verdict.is_form || !segment->verdict.acted)) {
		struct signing signing = signing_of(rules, text, segment,
		    prepared);

		filling = judge_typed_opinion(&residue,
		    subject->filled_letters, images, &signing);
		if (filling.state != PIECE_BLANK || segment->verdict.is_form ||
		    !is_named_below(rules, text, segment, prepared))
			return filling;
		filling_clear(&filling);
		return say(PIECE_UNCERTAIN, "signé, sans avis connu");
	}
	return judge_typed(&residue, rules->thresholds.filled_letters,
	    subject->filled_letters, images);
}

void
filling_clear(struct filling *filling)
{
	g_clear_pointer(&filling->why, g_free);
	g_clear_pointer(&filling->warning, g_free);
}
