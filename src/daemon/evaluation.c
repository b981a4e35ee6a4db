/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels and what was said, put side by side. */
#include "evaluation.h"

#include <string.h>

#include "dossier.h"
#include "fold.h"
#include "queries.h"

/* Evidence told with one fault: more is for `asrctl show`. */
#define EVIDENCE_MAX 8u

struct bench {
	struct evaluation *result;
	GHashTable *taken; /* views and dossiers that met their label */
};

static void
fault_free(void *data)
{
	struct fault *fault = data;

	g_free(fault->about);
	g_free(fault->said);
	g_free(fault->truth);
	g_free(fault->note);
	g_ptr_array_unref(fault->evidence);
	g_free(fault);
}

static void
table_free(void *data)
{
	struct piece_table *table = data;

	g_free(table->piece);
	g_free(table);
}

static GPtrArray *
copy_texts(const GPtrArray *texts)
{
	GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; texts != NULL && i < texts->len; i++)
		g_ptr_array_add(copy, g_strdup(texts->pdata[i]));
	return copy;
}

/* about, said and truth go over; evidence is copied by the caller. */
static void
judge(struct bench *bench, enum subject subject, enum mark mark, char *about,
    char *said, char *truth, const char *note, GPtrArray *evidence)
{
	struct fault *fault = g_new0(struct fault, 1);

	bench->result->marks[subject][mark]++;
	fault->mark = mark;
	fault->subject = subject;
	fault->about = about;
	fault->said = said;
	fault->truth = truth;
	fault->note = g_strdup(note);
	fault->evidence = evidence;
	if (mark == MARK_EXACT)
		fault_free(fault);
	else
		g_ptr_array_add(bench->result->faults, fault);
}

/* ---- messages ---- */

static struct message_view *
view_of(struct bench *bench, const GPtrArray *messages, const char *message_id)
{
	for (unsigned i = 0; i < messages->len; i++) {
		struct message_view *view = messages->pdata[i];
		const char *id = view->message_id != NULL ?
		    view->message_id : "";

		if (strcmp(id, message_id) == 0 &&
		    g_hash_table_add(bench->taken, view))
			return view;
	}
	return NULL;
}

static char *
reply_text(enum reply_kind kind, const GPtrArray *missing)
{
	GString *text = g_string_new(reply_kind_word(kind));

	if (kind != REPLY_INCOMPLETE && kind != REPLY_LATE)
		return g_string_free(text, FALSE);
	for (unsigned i = 0; i < missing->len; i++)
		g_string_append_printf(text, "%s%s", i == 0 ? ": " : ", ",
		    (const char *)missing->pdata[i]);
	return g_string_free(text, FALSE);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *
reply_said(const struct message_view *view)
{
	g_autoptr(GPtrArray) missing = copy_texts(view->reply.missing);

	g_ptr_array_sort(missing, compare_texts);
	return reply_text(view->reply.kind, missing);
}

/* asked: what was said leaves it to a person. */
static enum mark
mark_of(bool same, bool asked, bool may_defer)
{
	if (same || (asked && may_defer))
		return MARK_EXACT;
	return asked ? MARK_DEFERRED : MARK_WRONG;
}

static GPtrArray *
evidence_of_message(const struct message_view *view)
{
	GPtrArray *texts = copy_texts(view->review_reasons);

	for (unsigned i = 0; i < view->evidence->len; i++)
		g_ptr_array_add(texts, g_strdup(view->evidence->pdata[i]));
	return texts;
}

static void
judge_reply(struct bench *bench, const struct message_label *label,
    const struct message_view *view)
{
	char *said = reply_said(view);
	char *truth = reply_text(label->reply, label->missing);
	enum mark mark = mark_of(strcmp(said, truth) == 0,
	    view->reply.kind == REPLY_REGISTERED &&
		label->reply != REPLY_NONE, label->may_defer);

	judge(bench, SUBJECT_REPLY, mark, g_strdup(label->file), said, truth,
	    label->note, evidence_of_message(view));
}

static void
judge_message(struct bench *bench, const struct message_label *label,
    const struct message_view *view)
{
	judge(bench, SUBJECT_SENDER,
	    mark_of(view->sender == label->sender, false, false),
	    g_strdup(label->file), g_strdup(sender_verdict_word(view->sender)),
	    g_strdup(sender_verdict_word(label->sender)), label->note,
	    evidence_of_message(view));
	judge(bench, SUBJECT_OUTCOME,
	    mark_of(view->outcome == label->outcome,
		view->outcome == OUTCOME_REVIEW, label->may_defer),
	    g_strdup(label->file), g_strdup(outcome_word(view->outcome)),
	    g_strdup(outcome_word(label->outcome)), label->note,
	    evidence_of_message(view));
	judge_reply(bench, label, view);
}

static void
judge_messages(struct bench *bench, const struct labels *labels,
    const GPtrArray *messages)
{
	for (unsigned i = 0; i < labels->messages->len; i++) {
		const struct message_label *label = labels->messages->pdata[i];
		const struct message_view *view = view_of(bench, messages,
		    label->message_id);

		if (view != NULL) {
			judge_message(bench, label, view);
			continue;
		}
		judge(bench, SUBJECT_OUTCOME, MARK_WRONG,
		    g_strdup(label->file), g_strdup("perdu"),
		    g_strdup(outcome_word(label->outcome)), label->note,
		    copy_texts(NULL));
	}
}

/* ---- dossiers ---- */

static bool
is_named(const struct dossier *dossier, const struct dossier_label *label)
{
	g_autofree char *whole = g_strconcat(dossier->family_name, " ",
	    dossier->given_name, NULL);
	g_autofree char *meant = g_strconcat(label->family_name, " ",
	    label->given_name, NULL);
	g_autofree char *key = fold_key(whole);
	g_autofree char *wanted = fold_key(meant);

	for (unsigned i = 0; i < label->also->len; i++) {
		g_autofree char *other = fold_key(label->also->pdata[i]);

		if (strcmp(key, other) == 0)
			return true;
	}
	return strcmp(key, wanted) == 0;
}

/* Two hospitals may carry one name: the label's own comes first. */
static struct dossier *
dossier_of(struct bench *bench, const GPtrArray *dossiers,
    const struct dossier_label *label)
{
	struct dossier *best = NULL;

	for (unsigned i = 0; i < dossiers->len; i++) {
		struct dossier *dossier = dossiers->pdata[i];

		if (g_hash_table_contains(bench->taken, dossier) ||
		    !is_named(dossier, label))
			continue;
		if (best == NULL || g_strcmp0(dossier->establishment,
		    label->establishment) == 0)
			best = dossier;
	}
	if (best != NULL)
		g_hash_table_add(bench->taken, best);
	return best;
}

static char *
name_of(const struct dossier_label *label, const char *what)
{
	return g_strdup_printf("%s %s: %s", label->family_name,
	    label->given_name, what);
}

/* What was found of a piece, and what nobody could identify. */
static GPtrArray *
evidence_of_piece(const struct dossier *dossier, const char *piece)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; i < dossier->findings->len; i++) {
		const struct finding *f = dossier->findings->pdata[i];

		if (texts->len >= EVIDENCE_MAX || f->withdrawn ||
		    (g_strcmp0(f->piece, piece) != 0 &&
			f->kind != FINDING_UNIDENTIFIED))
			continue;
		g_ptr_array_add(texts, g_strdup_printf(
		    "%s p. %u-%u: %s %s %s (%s) %s", f->name, f->first_page,
		    f->last_page, finding_kind_word(f->kind),
		    f->piece != NULL ? f->piece : "",
		    piece_state_word(f->state), certainty_word(f->certainty),
		    f->evidence != NULL ? f->evidence : ""));
	}
	return texts;
}

static struct piece_table *
table_of(struct evaluation *result, const char *piece)
{
	struct piece_table *table;

	for (unsigned i = 0; i < result->tables->len; i++) {
		table = result->tables->pdata[i];
		if (strcmp(table->piece, piece) == 0)
			return table;
	}
	table = g_new0(struct piece_table, 1);
	table->piece = g_strdup(piece);
	g_ptr_array_add(result->tables, table);
	return table;
}

static void
judge_piece(struct bench *bench, const struct dossier_label *label,
    const struct dossier *dossier, const struct piece_label *piece)
{
	const struct piece_status *status = dossier_piece(dossier,
	    piece->piece);
	enum piece_state said = status != NULL ? status->state :
	    PIECE_MISSING;
	bool open = said == PIECE_UNCERTAIN ||
	    dossier->status == DOSSIER_REVIEW;

	table_of(bench->result, piece->piece)->cells[piece->state][said]++;
	judge(bench, SUBJECT_PIECE,
	    mark_of(said == piece->state, open, label->may_defer),
	    name_of(label, piece->piece), g_strdup(piece_state_word(said)),
	    g_strdup(piece_state_word(piece->state)), NULL,
	    evidence_of_piece(dossier, piece->piece));
}

static void
judge_field(struct bench *bench, const struct dossier_label *label,
    const char *field, const char *said, const char *truth)
{
	judge(bench, SUBJECT_FIELD,
	    mark_of(g_strcmp0(said, truth) == 0, false, false),
	    name_of(label, field), g_strdup(said != NULL ? said : "–"),
	    g_strdup(truth), NULL, copy_texts(NULL));
}

static enum piece_state
truth_of(const struct dossier_label *label, const char *piece)
{
	for (unsigned i = 0; i < label->pieces->len; i++) {
		const struct piece_label *p = label->pieces->pdata[i];

		if (strcmp(p->piece, piece) == 0)
			return p->state;
	}
	return PIECE_UNCERTAIN;
}

/* An empty page beside the filled one of the same piece is rightly called
 * empty; a document not identified is rightly thought to be a piece when
 * the piece is there. */
static bool
is_right(const struct finding *finding, enum piece_state truth)
{
	if (finding->kind == FINDING_UNIDENTIFIED)
		return truth == PIECE_PRESENT;
	return truth == finding->state || (finding->state == PIECE_BLANK &&
	    truth == PIECE_PRESENT);
}

/* How sure the rules were, and whether they had reason to be. */
static void
judge_findings(struct bench *bench, const struct dossier_label *label,
    const struct dossier *dossier)
{
	for (unsigned i = 0; i < dossier->findings->len; i++) {
		const struct finding *f = dossier->findings->pdata[i];
		enum piece_state truth = f->piece == NULL ? PIECE_UNCERTAIN :
		    truth_of(label, f->piece);

		if (f->withdrawn || f->kind == FINDING_OTHER)
			continue;
		if (f->piece == NULL)
			bench->result->nameless++;
		/* What the labels leave open (diplomas) is not judged. */
		if (truth == PIECE_UNCERTAIN)
			continue;
		bench->result->findings[f->certainty]++;
		bench->result->right[f->certainty] += is_right(f, truth);
	}
}

static void
judge_dossier(struct bench *bench, const struct dossier_label *label,
    const struct dossier *dossier)
{
	judge(bench, SUBJECT_STATUS,
	    mark_of(dossier->status == label->status,
		dossier->status == DOSSIER_REVIEW, label->may_defer),
	    name_of(label, "status"),
	    g_strdup(dossier_status_word(dossier->status)),
	    g_strdup(dossier_status_word(label->status)), NULL,
	    copy_texts(dossier->review_reasons));
	judge_field(bench, label, "establishment", dossier->establishment,
	    label->establishment);
	judge_field(bench, label, "subdivision", dossier->subdivision,
	    label->subdivision);
	judge_field(bench, label, "deadline", dossier->deadline,
	    label->deadline);
	judge_field(bench, label, "late", dossier->late ? "true" : "false",
	    label->late ? "true" : "false");
	for (unsigned i = 0; i < label->pieces->len; i++)
		judge_piece(bench, label, dossier, label->pieces->pdata[i]);
	judge_findings(bench, label, dossier);
}

static void
judge_extra(struct bench *bench, const struct dossier *dossier)
{
	judge(bench, SUBJECT_STATUS, MARK_WRONG,
	    g_strdup_printf("%s %s: %s", dossier->family_name,
		dossier->given_name,
		dossier->reference != NULL ? dossier->reference : ""),
	    g_strdup(dossier_status_word(dossier->status)),
	    g_strdup("aucun dossier"), NULL,
	    copy_texts(dossier->review_reasons));
}

static void
judge_dossiers(struct bench *bench, const struct labels *labels,
    const GPtrArray *dossiers)
{
	for (unsigned i = 0; i < labels->dossiers->len; i++) {
		const struct dossier_label *label = labels->dossiers->pdata[i];
		const struct dossier *dossier = dossier_of(bench, dossiers,
		    label);

		if (dossier != NULL)
			judge_dossier(bench, label, dossier);
		else if (!label->optional)
			judge(bench, SUBJECT_STATUS, MARK_WRONG,
			    name_of(label, "status"),
			    g_strdup("aucun dossier"),
			    g_strdup(dossier_status_word(label->status)), NULL,
			    copy_texts(NULL));
	}
	for (unsigned i = 0; i < dossiers->len; i++)
		if (!g_hash_table_contains(bench->taken, dossiers->pdata[i]))
			judge_extra(bench, dossiers->pdata[i]);
}

static int
by_gravity(const void *a, const void *b)
{
	const struct fault *one = *(struct fault *const *)a;
	const struct fault *other = *(struct fault *const *)b;

	if (one->mark != other->mark)
		return one->mark > other->mark ? -1 : 1;
	if (one->subject != other->subject)
		return one->subject < other->subject ? -1 : 1;
	return strcmp(one->about, other->about);
}

struct evaluation *
evaluate(const struct labels *labels, const GPtrArray *messages,
    const GPtrArray *dossiers)
{
	struct evaluation *result = g_new0(struct evaluation, 1);
	struct bench bench = { result, g_hash_table_new(NULL, NULL) };

	result->tables = g_ptr_array_new_with_free_func(table_free);
	result->faults = g_ptr_array_new_with_free_func(fault_free);
	judge_messages(&bench, labels, messages);
	judge_dossiers(&bench, labels, dossiers);
	g_ptr_array_sort(result->faults, by_gravity);
	g_hash_table_unref(bench.taken);
	return result;
}

void
evaluation_free(struct evaluation *evaluation)
{
	if (evaluation == NULL)
		return;
	g_ptr_array_unref(evaluation->tables);
	g_ptr_array_unref(evaluation->faults);
	g_free(evaluation);
}
