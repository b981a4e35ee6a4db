/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From documents to findings and candidates: see recognise.h. */
#include "recognise.h"

#include <string.h>

#include "candidates.h"
#include "checks.h"
#include "documents.h"
#include "house.h"

/* No filled piece is so short. */
#define NOTE_LETTERS_MAX 120u

struct work {
	const struct campaign *campaign;
	const struct form_rules *rules;
	const struct registry *registry;
	struct documents *documents;
	GPtrArray *candidates; /* struct candidate, by cluster; may be NULL */
	GPtrArray *unassigned;
};

static const struct subject *
subject_at(const struct work *work, int index)
{
	return work->rules->subjects->pdata[index];
}

static struct finding *
new_finding(const struct document *document)
{
	struct finding *finding = finding_new();

	finding->part = document->part;
	g_free(finding->name);
	finding->name = g_strdup(document->name);
	g_free(finding->sha256);
	finding->sha256 = g_strdup(document->source->sha256);
	return finding;
}

/* The candidate of a cluster; NULL: nobody's. */
static struct candidate *
candidate_of(const struct work *work, int cluster)
{
	return cluster < 0 || (unsigned)cluster >= work->candidates->len ?
	    NULL : work->candidates->pdata[cluster];
}

/* Gives the finding to the candidate of its cluster. */
static void
give(struct work *work, struct finding *finding, int cluster)
{
	struct candidate *candidate = candidate_of(work, cluster);

	g_ptr_array_add(candidate == NULL ? work->unassigned :
	    candidate->findings, finding);
}

static const char *
reason_text(enum part_reason reason)
{
	switch (reason) {
	case REASON_ENCRYPTED:
		return "protégé par un mot de passe";
	case REASON_DAMAGED:
		return "endommagé";
	case REASON_EMPTY:
		return "vide";
	case REASON_UNSUPPORTED:
		return "d’un format que le service ne sait pas lire";
	case REASON_TOO_LARGE:
	case REASON_TOO_DEEP:
	case REASON_TOO_MANY:
		return "trop volumineux pour être lu";
	default:
		return "illisible";
	}
}

/* What the file's name hints at, in French; "" when nothing. */
static char *
say_likely(const struct work *work, const struct document *document)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i < document->likely->len; i++)
		g_string_append_printf(out, "%s« %s »", i == 0 ?
		    " ; le nom du fichier évoque " : ", ", subject_at(work,
		    (int)g_array_index(document->likely, unsigned, i))->
		    label);
	return g_string_free(out, FALSE);
}

/*
 * Findings of a document, or a part of it, that its content does not
 * identify: one for each piece its name hints at, else one for any.
 */
static void
give_unidentified(struct work *work, const struct document *document,
    const struct finding *model, int cluster)
{
	unsigned pieces = 0;

	for (unsigned i = 0; i < document->likely->len; i++) {
		const struct subject *subject = subject_at(work,
		    (int)g_array_index(document->likely, unsigned, i));
		struct finding *finding;

		if (!subject->is_piece)
			continue;
		finding = finding_copy(model);
		finding->piece = g_strdup(subject->id);
		finding->certainty = CERTAINTY_PROBABLE;
		give(work, finding, cluster);
		pieces++;
	}
	if (pieces == 0)
		give(work, finding_copy(model), cluster);
}

static void
give_unread_document(struct work *work, const struct document *document)
{
	OWNED(finding) finding = new_finding(document);
	g_autofree char *likely = say_likely(work, document);

	finding->kind = FINDING_UNIDENTIFIED;
	finding->state = PIECE_UNREADABLE;
	g_free(finding->evidence);
	finding->evidence = g_strdup_printf("Document %s%s.",
	    reason_text(document->source->reason), likely);
	give_unidentified(work, document, finding,
	    g_array_index(document->clusters, int, 0));
}

/* «p. 3», «p. 3 à 5», or nothing where there are no pages. */
static char *
say_pages(const struct finding *finding)
{
	if (finding->first_page == 0)
		return g_strdup("");
	if (finding->first_page == finding->last_page)
		return g_strdup_printf("p. %u : ", finding->first_page);
	return g_strdup_printf("p. %u à %u : ", finding->first_page,
	    finding->last_page);
}

static void
set_pages(struct finding *finding, const struct document *document,
    const struct segment *segment)
{
	const struct page *first = document->text->pages->pdata[
	    segment->first_page];
	const struct page *last = document->text->pages->pdata[
	    segment->last_page];

	finding->first_page = first->number;
	finding->last_page = last->number;
}

static void
set_evidence(struct finding *finding, const char *why, const char *more)
{
	g_autofree char *pages = say_pages(finding);

	g_free(finding->evidence);
	finding->evidence = g_strdup_printf("%s%s%s%s", pages, why,
	    *more == '\0' ? "" : " ; ", more);
}

static enum part_reason
unread_reason(const struct document *document,
    const struct segment *segment)
{
	const struct page *page = document->text->pages->pdata[
	    segment->first_page];

	return page->reason;
}

/* OCR so poor that nothing it says counts. */
static bool
is_badly_read(const struct work *work, const struct document *document,
    const struct segment *segment)
{
	const struct page *page = document->text->pages->pdata[
	    segment->first_page];

	return page->source == PAGE_OCR &&
	    page->confidence < work->rules->thresholds.read_confidence;
}

/* The only piece or kind the name speaks of; -1: none or several. */
static int
only_likely(const struct document *document)
{
	return document->likely->len == 1 ? (int)g_array_index(
	    document->likely, unsigned, 0) : -1;
}

/*
 * A typed note of a few words («Les avis sont dans le second fichier») that
 * gives no opinion and names no function is no piece.
 */
static bool
is_mere_note(const struct work *work, const struct document *document,
    const struct segment *segment)
{
	const struct page *page = document->text->pages->pdata[
	    segment->first_page];
	unsigned first = text_first_word(document->text, segment->stretch);
	unsigned end = text_end_word(document->text, segment->stretch);

	return !segment->unread && page->source == PAGE_TEXT &&
	    page->images == 0 && document->text->pages->len == 1 &&
	    !segment->verdict.acted && first < end &&
	    text_letters(document->text, segment->stretch) <=
	    NOTE_LETTERS_MAX &&
	    !text_has(document->text, work->rules, TERM_FUNCTION, -1, first,
	    end);
}

static void
give_unknown(struct work *work, const struct document *document,
    const struct segment *segment, int cluster)
{
	OWNED(finding) finding = new_finding(document);
	g_autofree char *likely = say_likely(work, document);
	bool unread = segment->unread ||
	    is_badly_read(work, document, segment);
	int name = only_likely(document);

	set_pages(finding, document, segment);
	finding->kind = FINDING_UNIDENTIFIED;
	finding->state = unread ? PIECE_UNREADABLE : PIECE_UNCERTAIN;
	set_evidence(finding, unread ? (segment->unread ? reason_text(
	    unread_reason(document, segment)) : "mal lisible") :
	    "ni titre ni tournure connus", *likely == '\0' ? "" :
	    likely + strlen(" ; "));
	if (is_mere_note(work, document, segment)) {
		finding->kind = FINDING_OTHER;
		finding->certainty = CERTAINTY_CERTAIN;
		set_evidence(finding, "quelques mots, sans avis ni signataire",
		    "");
		give(work, finding_copy(finding), cluster);
		return;
	}
	if (!unread && name >= 0 && !subject_at(work, name)->is_piece) {
		finding->kind = FINDING_OTHER;
		finding->certainty = CERTAINTY_PROBABLE;
		give(work, finding_copy(finding), cluster);
		return;
	}
	give_unidentified(work, document, finding, cluster);
}

static void
give_other(struct work *work, const struct document *document,
    const struct segment *segment, int cluster)
{
	const struct verdict *verdict = &segment->verdict;
	struct finding *finding = new_finding(document);

	set_pages(finding, document, segment);
	finding->kind = FINDING_OTHER;
	finding->state = PIECE_PRESENT;
	finding->certainty = verdict->is_list ? CERTAINTY_CERTAIN :
	    verdict->certainty;
	if (verdict->is_list)
		set_evidence(finding, "liste de pièces", "");
	else
		set_evidence(finding, subject_at(work, verdict->subject)->
		    label, verdict->why);
	give(work, finding, cluster);
}

static char *
join_warnings(const char *one, const char *other)
{
	if (one == NULL || other == NULL)
		return g_strdup(one == NULL ? other : one);
	return g_strdup_printf("%s %s", one, other);
}

/* What the paper shows by itself, behind what is said already. */
static void
add_checks(const struct work *work, const struct document *document,
    const struct segment *segment, struct finding *finding)
{
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(
	    g_free);

	checks_paper(work->rules, work->campaign, document->text, segment,
	    warnings);
	for (unsigned i = 0; i < warnings->len; i++) {
		char *both = join_warnings(finding->warning,
		    warnings->pdata[i]);

		g_free(finding->warning);
		finding->warning = both;
	}
}

/*
 * A letter without a title that names nobody, in itself or in its file's
 * name, may be about anything: a hospital's plans, a notice to all.
 */
static bool
is_anonymous(const struct document *document, const struct segment *segment)
{
	return !segment->verdict.is_form && !segment->verdict.titled &&
	    !document->names_somebody;
}

/* French, static: why a person looks, whatever the page says; NULL: nobody
 * need. */
static const char *
why_look(const struct document *document, const struct segment *segment,
    int cluster)
{
	if (document->is_message)
		return "texte d’un courriel joint";
	return cluster >= 0 && is_anonymous(document, segment) ?
	    "n’y nomme aucun candidat" : NULL;
}

/* A piece, certain or likely, with what is filled in. */
static struct finding *
piece_finding(const struct work *work, const struct document *document,
    const struct segment *segment, int cluster, bool another)
{
	const char *look = why_look(document, segment, cluster);
	const struct verdict *verdict = &segment->verdict;
	const struct subject *subject = subject_at(work, verdict->subject);
	struct candidate *candidate = candidate_of(work, cluster);
	char **houses = candidate == NULL ? NULL : house_names(work->rules,
	    document->text, segment->stretch, subject);
	g_autofree char *strange = candidate == NULL ? NULL : house_strange(
	    work->registry, houses, candidate->establishment);
	struct finding *finding = new_finding(document);
	struct filling filling = filling_of(work->rules, document->text,
	    segment, &work->documents->prepared);

	set_pages(finding, document, segment);
	finding->kind = FINDING_PIECE;
	g_free(finding->piece);
	finding->piece = g_strdup(subject->id);
	finding->certainty = another || strange != NULL || look != NULL ?
	    CERTAINTY_PROBABLE : verdict->certainty;
	finding->state = finding->certainty == CERTAINTY_CERTAIN ?
	    filling.state : PIECE_UNCERTAIN;
	set_evidence(finding, verdict->why, look != NULL ? look :
	    filling.why);
	g_free(finding->warning);
	finding->warning = another ? g_strdup("Le document nomme une autre "
	    "personne que le candidat.") : join_warnings(strange != NULL ?
	    strange : verdict->warning, filling.warning);
	if (filling.state == PIECE_PRESENT && !another)
		add_checks(work, document, segment, finding);
	filling_clear(&filling);
	/* Who carries the dossier is known once it is filed. */
	if (houses != NULL)
		g_hash_table_insert(candidate->houses, finding, houses);
	return finding;
}

/* The same stretch as another piece, when it may be or is that too. */
static void
give_as(struct work *work, const struct finding *finding, int subject,
    enum certainty certainty, int cluster)
{
	struct finding *other;

	if (subject < 0 || !subject_at(work, subject)->is_piece)
		return;
	other = finding_copy(finding);
	g_free(other->piece);
	other->piece = g_strdup(subject_at(work, subject)->id);
	other->certainty = certainty;
	if (certainty != CERTAINTY_CERTAIN)
		other->state = PIECE_UNCERTAIN;
	give(work, other, cluster);
}

static void
give_piece(struct work *work, const struct document *document,
    const struct segment *segment, int cluster, bool another)
{
	const struct verdict *verdict = &segment->verdict;
	struct finding *finding = piece_finding(work, document, segment,
	    cluster, another);

	give(work, finding, cluster);
	if (another)
		return;
	if (finding->certainty != CERTAINTY_CERTAIN)
		give_as(work, finding, verdict->rival, CERTAINTY_PROBABLE,
		    cluster);
	if (verdict->also != verdict->rival)
		give_as(work, finding, verdict->also, MIN(
		    verdict->also_certainty, finding->certainty), cluster);
}

static void
give_segment(struct work *work, unsigned index, unsigned at)
{
	const struct document *document =
	    work->documents->all->pdata[index];
	const struct segment *segment = &g_array_index(document->segments,
	    struct segment, at);
	int cluster = g_array_index(document->clusters, int, at);

	if (segment->verdict.is_list)
		give_other(work, document, segment, cluster);
	else if (segment->verdict.subject < 0)
		give_unknown(work, document, segment, cluster);
	else if (!subject_at(work, segment->verdict.subject)->is_piece)
		give_other(work, document, segment, cluster);
	else
		give_piece(work, document, segment, cluster,
		    documents_names_another(work->documents, index, at,
			cluster));
}

static void
give_findings(struct work *work)
{
	for (unsigned i = 0; i < work->documents->all->len; i++) {
		const struct document *document =
		    work->documents->all->pdata[i];

		if (document->segments == NULL ||
		    document->segments->len == 0)
			give_unread_document(work, document);
		for (unsigned j = 0; document->segments != NULL &&
		    j < document->segments->len; j++)
			give_segment(work, i, j);
	}
}

void
recognise(const struct campaign *campaign, const struct registry *registry,
    const struct report *report, const GPtrArray *employers,
    GPtrArray *candidates_r, GPtrArray *unassigned_r)
{
	const struct form_rules *rules = campaign->form->rules;
	OWNED(places) places = places_new(registry, employers);
	OWNED(documents) documents = documents_read(rules, places, employers,
	    report);
	g_autoptr(GPtrArray) candidates = candidates_make(documents);
	struct work work = { campaign, rules, registry, documents, candidates,
		unassigned_r };

	candidates_read(campaign, report, employers, documents, candidates);
	give_findings(&work);
	candidates_choose(candidates, candidates_r);
}
