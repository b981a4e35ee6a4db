/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluation.h"

#include <string.h>

#include <glib/gstdio.h>

#include "dossier.h"
#include "error.h"
#include "harness.h"
#include "queries.h"

static const char truth[] =
    "{\"messages\": [{\"file\": \"1.eml\", \"message_id\": \"<a@b.test>\", "
    "\"sender\": \"dam\", \"outcome\": \"filed\", \"reply\": \"incomplete\", "
    "\"missing\": [\"projet\", \"fiche\"], \"may_defer\": false}], "
    "\"dossiers\": [{\"family_name\": \"LE GALL\", \"given_name\": \"Zoé\", "
    "\"establishment\": \"CH-A\", \"subdivision\": \"caen\", "
    "\"deadline\": \"2026-02-13\", \"late\": false, "
    "\"status\": \"incomplete\", "
    "\"pieces\": {\"fiche\": \"blank\", \"lettre\": \"present\"}}]}";

static struct labels *
read_labels(const char *json, GError **error)
{
	g_autofree char *path = NULL;
	struct labels *labels;
	int fd = g_file_open_tmp("truth-XXXXXX", &path, NULL);

	ck_assert_int_ge(fd, 0);
	ck_assert(g_close(fd, NULL));
	ck_assert(g_file_set_contents(path, json, -1, NULL));
	labels = labels_read(path, error);
	ck_assert_int_eq(g_unlink(path), 0);
	return labels;
}

static GPtrArray *
texts(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

/* What the service said of the one message, when all went well. */
static struct message_view *
view_new(void)
{
	struct message_view *view = g_new0(struct message_view, 1);

	view->message_id = g_strdup("<a@b.test>");
	view->sender = SENDER_DAM;
	view->outcome = OUTCOME_FILED;
	view->dossiers = texts();
	view->attachments = texts();
	view->evidence = texts();
	view->review_reasons = texts();
	view->warnings = texts();
	view->findings = texts();
	view->reply.kind = REPLY_INCOMPLETE;
	view->reply.missing = texts();
	g_ptr_array_add(view->reply.missing, g_strdup("projet"));
	g_ptr_array_add(view->reply.missing, g_strdup("fiche"));
	return view;
}

static void
add_piece(struct dossier *dossier, const char *piece, enum piece_state state,
    enum certainty certainty)
{
	struct piece_status *status = piece_status_new();
	struct finding *finding = finding_new();

	status->piece = g_strdup(piece);
	status->state = state;
	g_ptr_array_add(dossier->pieces, status);
	g_free(finding->name);
	finding->name = g_strdup("scan.pdf");
	finding->piece = g_strdup(piece);
	finding->kind = FINDING_PIECE;
	finding->state = state;
	finding->certainty = certainty;
	g_ptr_array_add(dossier->findings, finding);
}

static struct dossier *
dossier_made(enum piece_state fiche, enum dossier_status status)
{
	struct dossier *dossier = dossier_new();

	g_free(dossier->family_name);
	dossier->family_name = g_strdup("Zoe");
	g_free(dossier->given_name);
	dossier->given_name = g_strdup("le gall");
	dossier->establishment = g_strdup("CH-A");
	dossier->subdivision = g_strdup("caen");
	dossier->deadline = g_strdup("2026-02-13");
	dossier->status = status;
	add_piece(dossier, "fiche", fiche, CERTAINTY_CERTAIN);
	add_piece(dossier, "lettre", PIECE_PRESENT, CERTAINTY_PROBABLE);
	return dossier;
}

static struct evaluation *
evaluate_one(struct message_view *view, struct dossier *dossier)
{
	OWNED(labels) labels = read_labels(truth, NULL);
	g_autoptr(GPtrArray) messages = g_ptr_array_new();
	g_autoptr(GPtrArray) dossiers = g_ptr_array_new();
	struct evaluation *result;

	ck_assert_ptr_nonnull(labels);
	if (view != NULL)
		g_ptr_array_add(messages, view);
	if (dossier != NULL)
		g_ptr_array_add(dossiers, dossier);
	result = evaluate(labels, messages, dossiers);
	message_view_free(view);
	dossier_free(dossier);
	return result;
}

static unsigned
marks(const struct evaluation *e, enum mark mark)
{
	unsigned sum = 0;

	for (unsigned s = 0; s < SUBJECT_COUNT; s++)
		sum += e->marks[s][mark];
	return sum;
}

START_TEST(all_as_labelled)
{
	OWNED(evaluation) e = evaluate_one(view_new(),
	    dossier_made(PIECE_BLANK, DOSSIER_INCOMPLETE));
	const struct piece_table *table = e->tables->pdata[0];

	/* sender, outcome, reply; status, four fields, two pieces */
	ck_assert_uint_eq(marks(e, MARK_EXACT), 10);
	ck_assert_uint_eq(e->faults->len, 0);
	ck_assert_str_eq(table->piece, "fiche");
	ck_assert_uint_eq(table->cells[PIECE_BLANK][PIECE_BLANK], 1);
	ck_assert_uint_eq(e->findings[CERTAINTY_CERTAIN], 1);
	ck_assert_uint_eq(e->right[CERTAINTY_CERTAIN], 1);
	ck_assert_uint_eq(e->right[CERTAINTY_PROBABLE], 1);
}
END_TEST

START_TEST(a_definite_word_that_is_not_so)
{
	OWNED(evaluation) e = evaluate_one(view_new(),
	    dossier_made(PIECE_PRESENT, DOSSIER_COMPLETE));
	const struct fault *fault = e->faults->pdata[1];
	const struct piece_table *table = e->tables->pdata[0];

	ck_assert_uint_eq(e->marks[SUBJECT_STATUS][MARK_WRONG], 1);
	ck_assert_uint_eq(e->marks[SUBJECT_PIECE][MARK_WRONG], 1);
	ck_assert_str_eq(fault->about, "LE GALL Zoé: fiche");
	ck_assert_str_eq(fault->said, "present");
	ck_assert_str_eq(fault->truth, "blank");
	ck_assert_uint_eq(fault->evidence->len, 1);
	ck_assert_uint_eq(table->cells[PIECE_BLANK][PIECE_PRESENT], 1);
	ck_assert_uint_eq(e->findings[CERTAINTY_CERTAIN], 1);
	ck_assert_uint_eq(e->right[CERTAINTY_CERTAIN], 0);
}
END_TEST

START_TEST(a_person_asked_is_not_wrong)
{
	struct message_view *view = view_new();
	OWNED(evaluation) e = NULL;

	view->reply.kind = REPLY_REGISTERED;
	e = evaluate_one(view, dossier_made(PIECE_MISSING, DOSSIER_REVIEW));
	ck_assert_uint_eq(marks(e, MARK_WRONG), 0);
	/* the reply, the dossier, and the piece not found in it */
	ck_assert_uint_eq(marks(e, MARK_DEFERRED), 3);
}
END_TEST

START_TEST(other_pieces_missing_is_another_reply)
{
	struct message_view *view = view_new();
	OWNED(evaluation) e = NULL;

	g_ptr_array_remove_index(view->reply.missing, 0);
	e = evaluate_one(view, dossier_made(PIECE_BLANK, DOSSIER_INCOMPLETE));
	ck_assert_uint_eq(e->marks[SUBJECT_REPLY][MARK_WRONG], 1);
	ck_assert_uint_eq(marks(e, MARK_WRONG), 1);
}
END_TEST

START_TEST(what_is_lost_or_invented_is_wrong)
{
	struct dossier *other = dossier_made(PIECE_BLANK, DOSSIER_INCOMPLETE);
	OWNED(evaluation) e = NULL;

	g_free(other->family_name);
	other->family_name = g_strdup("Zoé-Lou");
	e = evaluate_one(NULL, other);
	ck_assert_uint_eq(e->marks[SUBJECT_OUTCOME][MARK_WRONG], 1);
	/* the one that should be there, and the one that should not */
	ck_assert_uint_eq(e->marks[SUBJECT_STATUS][MARK_WRONG], 2);
}
END_TEST

static const char *const misspelt[] = {
	"{\"messages\": [{\"file\": \"1.eml\", \"sender\": \"dame\", "
	"\"outcome\": \"filed\", \"reply\": \"none\"}]}",
	"{\"messages\": [{\"file\": \"1.eml\", \"sender\": \"dam\", "
	"\"outcome\": \"filed\", \"reply\": \"none\"}], \"dossiers\": "
	"[{\"family_name\": \"X\", \"status\": \"complete\", "
	"\"pieces\": {\"fiche\": \"presence\"}}]}",
	"{\"messages\": []}",
	"{\"messages\": [",
};

START_TEST(labels_misspelt_are_refused)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(read_labels(misspelt[_i], &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_FORMAT));
}
END_TEST

HARNESS_MAIN("evaluation", tcase_add_test(tc, all_as_labelled);
    tcase_add_test(tc, a_definite_word_that_is_not_so);
    tcase_add_test(tc, a_person_asked_is_not_wrong);
    tcase_add_test(tc, other_pieces_missing_is_another_reply);
    tcase_add_test(tc, what_is_lost_or_invented_is_wrong);
    tcase_add_loop_test(tc, labels_misspelt_are_refused, 0,
	(int)G_N_ELEMENTS(misspelt)))
