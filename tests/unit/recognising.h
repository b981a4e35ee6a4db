/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognition on a bench: a form, a registry, one message, its findings. */
#ifndef ASR_TEST_RECOGNISING_H
#define ASR_TEST_RECOGNISING_H

#include "recognise.h"

#include <string.h>

#include "bench.h"
#include "reports.h"

struct bench {
	struct problems *problems;
	struct form *form;
	struct registry *registry;
	struct campaign campaign;
	struct report *report;
	GPtrArray *employers, *candidates, *unassigned;
};

static inline void
free_candidate(gpointer candidate)
{
	candidate_free(candidate);
}

static inline void
free_finding(gpointer finding)
{
	finding_free(finding);
}

static inline struct bench *
bench_new(void)
{
	struct bench *bench = g_new0(struct bench, 1);

	bench->problems = problems_new();
	bench->form = bench_form();
	bench->registry = bench_registry_new(bench->problems);
	ck_assert_uint_eq(problems_errors(bench->problems), 0);
	bench->campaign.form = bench->form;
	bench->campaign.deadlines = g_ptr_array_new();
	bench->report = report_new();
	bench->employers = g_ptr_array_new();
	bench->candidates = g_ptr_array_new_with_free_func(free_candidate);
	bench->unassigned = g_ptr_array_new_with_free_func(free_finding);
	return bench;
}

static inline void
bench_free(struct bench *bench)
{
	g_ptr_array_unref(bench->candidates);
	g_ptr_array_unref(bench->unassigned);
	g_ptr_array_unref(bench->employers);
	g_ptr_array_unref(bench->campaign.deadlines);
	report_free(bench->report);
	registry_free(bench->registry);
	problems_free(bench->problems);
	g_free(bench);
}

/* Adds a document whose pages are parted by form feeds. */
static inline struct part *
add_document(struct bench *bench, const char *path, const char *name,
    const char *text)
{
	struct part *part = report_add_document(bench->report, name, text);

	part->path = g_strdup(path);
	part->sha256 = g_strdup("");
	return part;
}

static inline void
bench_run(struct bench *bench)
{
	recognise(&bench->campaign, bench->registry, bench->report,
	    bench->employers, bench->candidates, bench->unassigned);
}

/* All findings as "KIND PIECE STATE CERTAINTY", one a line. */
static inline char *
all_findings(const struct bench *bench)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i <= bench->candidates->len; i++) {
		const GPtrArray *findings = i < bench->candidates->len ?
		    ((struct candidate *)bench->candidates->pdata[i])->
		    findings : bench->unassigned;

		for (unsigned j = 0; j < findings->len; j++) {
			const struct finding *f = findings->pdata[j];

			g_string_append_printf(out, "%s%s %s %s %s",
			    out->len > 0 ? "\n" : "",
			    finding_kind_word(f->kind), f->piece == NULL ?
			    "-" : f->piece, piece_state_word(f->state),
			    certainty_word(f->certainty));
			ck_assert_str_ne(f->evidence, "");
		}
	}
	return g_string_free(out, FALSE);
}

/* Why, for whoever reads a failed test. */
static inline void
show_evidence(const struct bench *bench)
{
	for (unsigned i = 0; i <= bench->candidates->len; i++) {
		const GPtrArray *findings = i < bench->candidates->len ?
		    ((struct candidate *)bench->candidates->pdata[i])->
		    findings : bench->unassigned;

		for (unsigned j = 0; j < findings->len; j++)
			fprintf(stderr, "    %s\n", ((struct finding *)
			    findings->pdata[j])->evidence);
	}
}

#endif
