/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An evaluation told: in French to people, as JSON to programs. */
#include <stdio.h>

#include <jansson.h>

#include "evaluation.h"

const char *
subject_word(enum subject subject)
{
	static const char *const words[SUBJECT_COUNT] = { "sender", "outcome",
		"reply", "status", "field", "piece" };

	return words[subject];
}

const char *
mark_word(enum mark mark)
{
	static const char *const words[MARK_COUNT] = { "exact", "deferred",
		"wrong" };

	return words[mark];
}

static void
print_marks(const struct evaluation *e)
{
	static const char *const labels[SUBJECT_COUNT] = { "expéditeurs",
		"suites", "réponses", "dossiers", "champs", "pièces" };

	printf("%-12s %7s %10s %6s\n", "", "justes", "à un agent", "fausses");
	for (unsigned s = 0; s < SUBJECT_COUNT; s++)
		printf("%-*s %7u %10u %6u\n",
		    12 + (s == SUBJECT_REPLY || s == SUBJECT_SENDER ||
			     s == SUBJECT_PIECE),
		    labels[s], e->marks[s][MARK_EXACT],
		    e->marks[s][MARK_DEFERRED], e->marks[s][MARK_WRONG]);
}

/* One line a piece and true state: what was said of it, how often. */
static void
print_tables(const struct evaluation *e)
{
	static const char *const states[PIECE_STATE_COUNT] = { "incertain",
		"absent", "illisible", "vide", "présent" };

	printf("\nPar pièce : ce qui est vrai, et combien de fois il a été "
	       "dit\n%-24s %-10s", "", "vrai");
	for (unsigned said = 0; said < PIECE_STATE_COUNT; said++)
		printf(" %9s", states[said]);
	putchar('\n');
	for (unsigned i = 0; i < e->tables->len; i++) {
		const struct piece_table *t = e->tables->pdata[i];

		for (unsigned true_one = 0; true_one < PIECE_STATE_COUNT;
		    true_one++) {
			unsigned all = 0;

			for (unsigned s = 0; s < PIECE_STATE_COUNT; s++)
				all += t->cells[true_one][s];
			if (all == 0)
				continue;
			printf("%-24s %-*s", t->piece,
			    10 + (true_one == PIECE_PRESENT),
			    states[true_one]);
			for (unsigned s = 0; s < PIECE_STATE_COUNT; s++)
				printf(" %9u", t->cells[true_one][s]);
			putchar('\n');
		}
	}
}

static void
print_certainty(const struct evaluation *e)
{
	static const char *const words[CERTAINTY_COUNT] = { "inconnu",
		"probable", "certain" };

	puts("\nLe doute : constats par degré de certitude, et part des "
	     "constats justes");
	for (unsigned c = CERTAINTY_COUNT; c-- > 0;)
		printf("%-10s %6u constats, %6u justes (%.1f %%)\n", words[c],
		    e->findings[c], e->right[c], e->findings[c] == 0 ? 0.0 :
		    100.0 * e->right[c] / e->findings[c]);
	printf("%u documents ou passages sans pièce probable\n", e->nameless);
}

static void
print_faults(const struct evaluation *e)
{
	if (e->faults->len > 0)
		puts("\nÉcarts, et ce sur quoi la règle s’est appuyée");
	for (unsigned i = 0; i < e->faults->len; i++) {
		const struct fault *f = e->faults->pdata[i];

		printf("%s %s %s : dit « %s », vrai « %s »%s%s\n",
		    f->mark == MARK_WRONG ? "FAUX " : "agent",
		    subject_word(f->subject), f->about, f->said, f->truth,
		    f->note != NULL ? " – " : "",
		    f->note != NULL ? f->note : "");
		for (unsigned k = 0; k < f->evidence->len; k++)
			printf("        %s\n",
			    (const char *)f->evidence->pdata[k]);
	}
}

void
evaluation_print(const struct evaluation *evaluation)
{
	print_marks(evaluation);
	print_tables(evaluation);
	print_certainty(evaluation);
	print_faults(evaluation);
}

static json_t *
marks_json(const struct evaluation *e)
{
	json_t *object = json_object();

	for (unsigned s = 0; s < SUBJECT_COUNT; s++) {
		json_t *marks = json_object();

		for (unsigned m = 0; m < MARK_COUNT; m++)
			json_object_set_new(marks, mark_word(m),
			    json_integer(e->marks[s][m]));
		json_object_set_new(object, subject_word(s), marks);
	}
	return object;
}

static json_t *
tables_json(const struct evaluation *e)
{
	json_t *object = json_object();

	for (unsigned i = 0; i < e->tables->len; i++) {
		const struct piece_table *t = e->tables->pdata[i];
		json_t *rows = json_object();

		for (unsigned r = 0; r < PIECE_STATE_COUNT; r++) {
			json_t *row = json_object();

			for (unsigned c = 0; c < PIECE_STATE_COUNT; c++)
				json_object_set_new(row, piece_state_word(c),
				    json_integer(t->cells[r][c]));
			json_object_set_new(rows, piece_state_word(r), row);
		}
		json_object_set_new(object, t->piece, rows);
	}
	return object;
}

static json_t *
certainty_json(const struct evaluation *e)
{
	json_t *object = json_object();

	for (unsigned c = 0; c < CERTAINTY_COUNT; c++)
		json_object_set_new(object, certainty_word(c), json_pack(
		    "{s:i, s:i}", "findings", (int)e->findings[c], "right",
		    (int)e->right[c]));
	json_object_set_new(object, "nameless", json_integer(e->nameless));
	return object;
}

static json_t *
faults_json(const struct evaluation *e)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < e->faults->len; i++) {
		const struct fault *f = e->faults->pdata[i];
		json_t *evidence = json_array();

		for (unsigned k = 0; k < f->evidence->len; k++)
			json_array_append_new(evidence,
			    json_string(f->evidence->pdata[k]));
		json_array_append_new(array, json_pack(
		    "{s:s, s:s, s:s, s:s, s:s, s:s?, s:o}", "mark",
		    mark_word(f->mark), "subject", subject_word(f->subject),
		    "about", f->about, "said", f->said, "truth", f->truth,
		    "note", f->note, "evidence", evidence));
	}
	return array;
}

void
evaluation_print_json(const struct evaluation *evaluation)
{
	json_t *object = json_pack("{s:o, s:o, s:o, s:o}", "judgements",
	    marks_json(evaluation), "pieces", tables_json(evaluation),
	    "certainty", certainty_json(evaluation), "errors",
	    faults_json(evaluation));

	json_dumpf(object, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(object);
}
