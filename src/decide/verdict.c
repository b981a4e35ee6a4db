/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence weighed: see verdict.h. */
#include "verdict.h"

#include <string.h>

#include "caution.h"
#include "near.h"
#include "scale.h"

/* Marks of a letter's beginning that make one. */
#define LETTER_MARKS_MIN 2u
/* They stand in the first lines, and it takes leave in the last. */
#define LETTER_LINES 16u
#define LEAVE_LINES 3u
/* An opinion told by its title, by its letter, by its signature under words
 * that are for it, or only half told. */
#define OPINION_TITLED 12u
#define OPINION_TOLD 10u
#define OPINION_ASSENTED 8u
#define OPINION_HALF 5u
/* «B)», «1.», «§ 2»: before the title of a section. */
#define BULLET_WORDS 2u
#define BULLET_LETTERS 2u
/* Shingles of a page beyond this many add nothing. */
#define SHINGLES_WEIGHT_MAX 12u

/* The text, or its beginning, was read from a picture. */
static bool
is_picture(const struct scale *scale)
{
	return scale->stretch.first < scale->text->lines->len &&
	    text_is_ocr(scale->text, scale->stretch.first);
}

/* Counts, for each subject, the own words of its page found here. */
static void
count_shingles(struct scale *scale)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);
	char *const *words = (char *const *)scale->text->folded->pdata;

	g_array_set_size(scale->shingles, scale->rules->subjects->len);
	for (unsigned i = scale->first; i + SHINGLE_WORDS <= scale->end;
	    i++) {
		char *key = form_rules_shingle(words + i);
		unsigned owner = GPOINTER_TO_UINT(g_hash_table_lookup(
		    scale->rules->shingles, key));

		if (g_hash_table_add(seen, key) && owner != 0)
			g_array_index(scale->shingles, unsigned,
			    owner - 1)++;
	}
}

/* Phrases for and against each subject, each phrase once. */
static void
weigh_phrases(struct scale *scale)
{
	const struct thresholds *weights = &scale->rules->thresholds;
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autofree unsigned *counts = g_new0(unsigned,
	    scale->rules->subjects->len);
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(scale->text, scale->rules, TERM_PHRASE, -1,
	    scale->first, scale->end, &at)) != NULL) {
		unsigned what = text_term(scale->rules, hit)->what;

		if (g_hash_table_add(seen, GUINT_TO_POINTER(hit->term + 1)) &&
		    counts[what]++ < PHRASES_MAX)
			scale->scores[what] += (int)weights->phrase;
	}
	at = 0;
	while ((hit = text_next(scale->text, scale->rules, TERM_AGAINST, -1,
	    scale->first, scale->end, &at)) != NULL) {
		if (g_hash_table_add(seen, GUINT_TO_POINTER(hit->term + 1)))
			scale->scores[text_term(scale->rules, hit)->what] -=
			    (int)weights->phrase;
	}
}

/* The form's own page outweighs titles of what is not on the form. */
static void
weigh_shingles(struct scale *scale)
{
	const struct thresholds *weights = &scale->rules->thresholds;

	for (unsigned i = 0; i < scale->shingles->len; i++) {
		unsigned count = scale_shingles(scale, i);

		if (count >= form_rules_shingles_needed(scale->rules,
		    scale_subject(scale, i)) &&
		    scale_subject(scale, i)->function < 0)
			scale->scores[i] += (int)(weights->certain +
			    MIN(count, SHINGLES_WEIGHT_MAX));
	}
}

/* A section begins its line, behind a bullet or its number. */
static bool
opens_line(const struct text *text, unsigned word)
{
	unsigned first = text_line(text, text_word(text, word)->line)->first;

	for (unsigned i = first; i < word; i++) {
		if (strlen(text_folded(text, i)) > BULLET_LETTERS ||
		    i - first >= BULLET_WORDS)
			return false;
	}
	return true;
}

/*
 * A sheet is told by how many of its labels it has, a project by its
 * sections, whatever their order and layout; each counts once.
 */
static void
weigh_labels(struct scale *scale, enum term_role role)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autofree unsigned *counts = g_new0(unsigned,
	    scale->rules->subjects->len);
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(scale->text, scale->rules, role, -1,
	    scale->first, scale->end, &at)) != NULL) {
		bool counts_here = role == TERM_LABEL || opens_line(
		    scale->text, hit->first);

		if (counts_here && g_hash_table_add(seen,
		    GUINT_TO_POINTER(hit->term + 1)))
			counts[text_term(scale->rules, hit)->what]++;
	}
	for (unsigned i = 0; i < scale->rules->subjects->len; i++) {
		const struct subject *subject = scale_subject(scale, i);
		unsigned least = role == TERM_LABEL ? subject->labels_min :
		    subject->sections_min;

		if (least > 0 && counts[i] >= least)
			scale->scores[i] += (int)scale->rules->
			    thresholds.certain;
	}
}

static bool
is_former_annexe(const struct subject *subject, unsigned annexe)
{
	for (unsigned i = 0; i < subject->former_annexes->len; i++) {
		if (g_array_index(subject->former_annexes, unsigned, i) ==
		    annexe)
			return true;
	}
	return false;
}

static void
weigh_heading(struct scale *scale)
{
	const struct heading *heading = scale->heading;
	const struct thresholds *weights = &scale->rules->thresholds;

	if (heading == NULL)
		return;
	if (heading->subject >= 0)
		scale->scores[heading->subject] += (int)weights->title;
	for (unsigned i = 0; heading->annexe > 0 &&
	    i < scale->rules->subjects->len; i++) {
		const struct subject *subject = scale_subject(scale, i);

		if (subject->annexe == heading->annexe ||
		    subject->listed_annexe == heading->annexe)
			scale->scores[i] += (int)weights->annexe;
		else if (is_former_annexe(subject, heading->annexe))
			scale->scores[i] += (int)weights->former_annexe;
	}
}

/* By its title, in so many words, or by its signature under words for it. */
static bool
is_told(const struct opinion *opinion)
{
	return !opinion->on_leave && (opinion->titled ||
	    (!opinion->put_off && (opinion->acted || (opinion->assented &&
	    !opinion->aside))));
}

/* What an opinion weighs for a piece of its function. */
static unsigned
opinion_weight(const struct opinion *opinion, const struct subject *subject)
{
	bool sided = subject->side != SIDE_NONE;

	if (!opinion->titled && !opinion->acted && !opinion->signed_for)
		return 0;
	if (sided && opinion->side != SIDE_NONE &&
	    opinion->side != subject->side &&
	    opinion->side_certainty == CERTAINTY_CERTAIN)
		return 0;
	if (opinion->function_certainty != CERTAINTY_CERTAIN ||
	    !is_told(opinion) || (sided &&
	    opinion->side_certainty != CERTAINTY_CERTAIN))
		return sided && opinion->side != SIDE_NONE &&
		    opinion->side != subject->side ? OPINION_HALF - 1 :
		    OPINION_HALF;
	return opinion->titled ? OPINION_TITLED : opinion->acted ?
	    OPINION_TOLD : OPINION_ASSENTED;
}

/* True when something else than an opinion is likely. */
static bool
is_likely_other(const struct scale *scale)
{
	for (unsigned i = 0; i < scale->rules->subjects->len; i++) {
		if (scale->scores[i] >=
		    (int)scale->rules->thresholds.probable)
			return true;
	}
	return false;
}

/* Signed in a function, about a candidate who does not speak: no letter of
 * the candidate's, for all it begs. */
static bool
is_others_letter(const struct scale *scale)
{
	return scale->opinion.signed_for && is_told(&scale->opinion) &&
	    !text_has(scale->text, scale->rules, TERM_MARK, MARK_APPLICANT,
	    scale->first, scale->end);
}

static void
weigh_opinion(struct scale *scale)
{
	struct opinion *opinion = &scale->opinion;

	*opinion = opinion_read(scale->rules, scale->text, scale->stretch,
	    scale->heading, scale->shingles);
	/* A signature alone makes no opinion of what is something else. */
	if (!opinion->titled && !opinion->acted && !opinion->assented &&
	    is_likely_other(scale))
		return;
	for (unsigned i = 0; opinion->function >= 0 &&
	    i < scale->rules->subjects->len; i++) {
		const struct subject *subject = scale_subject(scale, i);

		if (subject->function == opinion->function)
			scale->scores[i] += (int)opinion_weight(opinion,
			    subject);
		else if (subject->is_letter && is_others_letter(scale))
			scale->scores[i] = 0;
	}
}

/* The two best subjects; -1 when nothing speaks for one. */
static void
find_best(const struct scale *scale, int *best_r, int *second_r)
{
	*best_r = *second_r = -1;
	for (unsigned i = 0; i < scale->rules->subjects->len; i++) {
		int score = scale->scores[i];

		if (score <= 0)
			continue;
		if (*best_r < 0 || score > scale->scores[*best_r]) {
			*second_r = *best_r;
			*best_r = (int)i;
		} else if (*second_r < 0 || score >
		    scale->scores[*second_r]) {
			*second_r = (int)i;
		}
	}
}

/* The marks of a letter's beginning in its first lines. */
static unsigned
letter_marks(const struct scale *scale)
{
	static const enum mark marks[] = { MARK_ADDRESSEE, MARK_OBJECT,
		MARK_SALUTATION };
	struct stretch head = { scale->stretch.first,
		MIN(scale->stretch.end, scale->stretch.first +
		LETTER_LINES) };
	unsigned end = text_end_word(scale->text, head), found = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		found += text_has(scale->text, scale->rules, TERM_MARK,
		    (int)marks[i], scale->first, end);
	return found;
}

/* A letter that begins and does not take leave. */
static bool
is_open(const struct scale *scale)
{
	unsigned from = scale->stretch.end - MIN(LEAVE_LINES,
	    scale->stretch.end - scale->stretch.first);

	return letter_marks(scale) > 0 && !text_has(scale->text,
	    scale->rules, TERM_MARK, MARK_CLOSING, text_first_word(
	    scale->text, (struct stretch){ from, scale->stretch.end }),
	    scale->end);
}

static enum certainty
certainty_of(const struct scale *scale, int best, int second)
{
	const struct thresholds *limits = &scale->rules->thresholds;
	int score = scale->scores[best];
	int lead = score - (second < 0 ? 0 : MAX(0, scale->scores[second]));
	bool is_opinion = scale_subject(scale, (unsigned)best)->function >= 0;

	if (score < (int)limits->probable)
		return CERTAINTY_UNKNOWN;
	if (score < (int)limits->certain || lead < (int)limits->margin)
		return CERTAINTY_PROBABLE;
	if (is_opinion && scale->opinion.conflict)
		return CERTAINTY_PROBABLE;
	return CERTAINTY_CERTAIN;
}

/* The blank page's word that one of the text is; NULL: none.  Of text read
 * from a picture nearly the word is enough. */
static const char *
form_word(const struct subject *subject, const char *word, bool picture)
{
	GHashTableIter iter;
	gpointer key;

	if (g_hash_table_contains(subject->page_words, word))
		return word;
	g_hash_table_iter_init(&iter, subject->page_words);
	while (picture && g_hash_table_iter_next(&iter, &key, NULL)) {
		if (near_equal(key, word) || near_alike(key, word))
			return key;
	}
	return NULL;
}

/*
 * Per cent of the blank page's words that stand here: below its title a
 * page of the form holds them all whatever was filled in, a mere mention of
 * the title does not.  OCR's errors may take some away.
 */
static unsigned
form_words_share(const struct scale *scale, const struct subject *subject)
{
	g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash,
	    g_str_equal);
	unsigned count = 0;

	for (unsigned i = scale->first; i < scale->end; i++) {
		const char *word = form_word(subject, text_folded(scale->text,
		    i), is_picture(scale));
		unsigned have;

		if (word == NULL)
			continue;
		have = GPOINTER_TO_UINT(g_hash_table_lookup(found, word));
		if (have >= GPOINTER_TO_UINT(g_hash_table_lookup(
		    subject->page_words, word)))
			continue;
		g_hash_table_insert(found, (gpointer)word,
		    GUINT_TO_POINTER(have + 1));
		count++;
	}
	return subject->page_word_count == 0 ? 0 : count * 100 /
	    subject->page_word_count;
}

/*
 * A page of the form, by what only its page says; below its title, and in
 * text read from a picture, which breaks that up, by most of its words.
 */
static bool
is_form_page(const struct scale *scale, const struct verdict *verdict)
{
	const struct subject *subject = scale_subject(scale,
	    (unsigned)verdict->subject);

	if (verdict->shingles >= form_rules_shingles_needed(scale->rules,
	    subject))
		return true;
	return (scale->heading != NULL || is_picture(scale)) &&
	    form_words_share(scale, subject) >=
	    scale->rules->thresholds.form_words;
}

/*
 * What it might as well be: what weighs nearly as much and, of an opinion
 * that is not certain, the same function's at the other establishment.
 */
static int
rival_of(const struct scale *scale, const struct verdict *verdict, int second)
{
	const struct subject *best = scale_subject(scale,
	    (unsigned)verdict->subject);

	if (second >= 0 && scale->scores[verdict->subject] -
	    scale->scores[second] < (int)scale->rules->thresholds.margin)
		return second;
	for (unsigned i = 0; verdict->certainty != CERTAINTY_CERTAIN &&
	    best->function >= 0 && i < scale->rules->subjects->len; i++) {
		if ((int)i != verdict->subject &&
		    scale_subject(scale, i)->function == best->function)
			return (int)i;
	}
	return -1;
}

static bool
is_told_opinion(const struct scale *scale, const struct verdict *verdict)
{
	int function = scale_subject(scale,
	    (unsigned)verdict->subject)->function;

	return function >= 0 && function == scale->opinion.function;
}

/*
 * One letter in two functions is two opinions; one of both directors may
 * be.
 */
static void
settle_also(const struct scale *scale, struct verdict *verdict)
{
	const struct opinion *opinion = &scale->opinion;

	if (!is_told_opinion(scale, verdict))
		return;
	for (unsigned i = 0; i < scale->rules->subjects->len; i++) {
		const struct subject *subject = scale_subject(scale, i);
		bool sided = subject->side == SIDE_NONE ||
		    subject->side == opinion->side;

		if (opinion->also >= 0 && subject->function == opinion->also &&
		    sided) {
			verdict->also = (int)i;
			verdict->also_certainty = MIN(opinion->also_certainty,
			    verdict->certainty);
		} else if (opinion->both_sides && opinion->also < 0 &&
		    subject->function == opinion->function &&
		    (int)i != verdict->subject) {
			verdict->also = (int)i;
			verdict->also_certainty = opinion->joint ?
			    verdict->certainty : CERTAINTY_PROBABLE;
		}
	}
}

static void
settle(const struct scale *scale, struct verdict *verdict)
{
	int best, second;

	find_best(scale, &best, &second);
	if (best < 0)
		return;
	verdict->certainty = certainty_of(scale, best, second);
	if (verdict->certainty == CERTAINTY_CERTAIN &&
	    caution_applies(scale, (unsigned)best))
		verdict->certainty = CERTAINTY_PROBABLE;
	if (verdict->certainty == CERTAINTY_UNKNOWN)
		return;
	verdict->subject = best;
	verdict->rival = rival_of(scale, verdict, second);
	settle_also(scale, verdict);
	verdict->shingles = scale_shingles(scale, (unsigned)best);
	verdict->is_form = is_form_page(scale, verdict);
	verdict->titled = caution_is_titled(scale, (unsigned)best);
	verdict->why = scale_evidence(scale, (unsigned)best);
	verdict->warning = scale_warning(scale, (unsigned)best);
}

/* «Signature :» stands below what somebody says, and below no list. */
static bool
is_signed_form(const struct scale *scale)
{
	return text_has(scale->text, scale->rules, TERM_FIELD,
	    FIELD_SIGNATURE, scale->first, scale->end);
}

struct verdict
verdict_of(const struct form_rules *rules, const struct text *text,
    struct stretch stretch, const struct heading *heading, bool has_list)
{
	struct verdict verdict = { .subject = -1, .rival = -1, .also = -1 };
	g_autofree int *scores = g_new0(int, rules->subjects->len);
	g_autoptr(GArray) shingles = g_array_new(FALSE, TRUE,
	    sizeof(unsigned));
	struct scale scale = { .rules = rules, .text = text,
		.stretch = stretch, .heading = heading,
		.first = text_first_word(text, stretch),
		.end = text_end_word(text, stretch), .scores = scores,
		.shingles = shingles };

	count_shingles(&scale);
	weigh_heading(&scale);
	weigh_phrases(&scale);
	weigh_shingles(&scale);
	weigh_labels(&scale, TERM_LABEL);
	weigh_labels(&scale, TERM_SECTION);
	weigh_opinion(&scale);
	settle(&scale, &verdict);
	verdict.acted = scale.opinion.acted || scale.opinion.assented;
	verdict.is_letter = letter_marks(&scale) >= LETTER_MARKS_MIN;
	verdict.is_open = is_open(&scale);
	verdict.is_list = has_list && !verdict.is_letter &&
	    verdict.certainty != CERTAINTY_CERTAIN && !is_signed_form(&scale);
	return verdict;
}

void
verdict_clear(struct verdict *verdict)
{
	g_clear_pointer(&verdict->why, g_free);
	g_clear_pointer(&verdict->warning, g_free);
}
