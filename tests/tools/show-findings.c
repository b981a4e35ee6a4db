/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * show-findings FORM ESTABLISHMENTS < reports
 *
 * What recognition makes of an examination report, for people who edit a
 * form or its vocabulary: `asr-examine < mail.eml | show-findings …`.
 * Reports are read one a line; a form feed parts what is said of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "recognise.h"
#include "report-json.h"

static void
show(const GPtrArray *findings)
{
	for (unsigned i = 0; i < findings->len; i++) {
		const struct finding *f = findings->pdata[i];

		printf("  %-12s %-22s %-10s %-9s %s [%u-%u]\n"
		    "      %s\n", finding_kind_word(f->kind),
		    f->piece == NULL ? "-" : f->piece,
		    piece_state_word(f->state), certainty_word(f->certainty),
		    f->name, f->first_page, f->last_page, f->evidence);
		if (f->warning != NULL)
			printf("      ! %s\n", f->warning);
	}
}

static void
show_candidates(const GPtrArray *candidates)
{
	for (unsigned i = 0; i < candidates->len; i++) {
		const struct candidate *c = candidates->pdata[i];

		printf("candidate: %s | %s | %s | %s | %s\n",
		    c->family_name, c->given_name,
		    c->specialty == NULL ? "-" : c->specialty,
		    c->establishment == NULL ? "-" : c->establishment,
		    certainty_word(c->certainty));
		for (unsigned j = 0; j < c->other_names->len; j++)
			printf("  also %s\n", (char *)c->other_names->pdata[j]);
		for (unsigned j = 0; j < c->warnings->len; j++)
			printf("  ! %s\n", (char *)c->warnings->pdata[j]);
		show(c->findings);
	}
}

/* False when the line is no report. */
static bool
show_report(const struct campaign *campaign, struct registry *registry,
    const char *json)
{
	g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func(
	    (GDestroyNotify)candidate_free);
	g_autoptr(GPtrArray) unassigned = g_ptr_array_new_with_free_func(
	    (GDestroyNotify)finding_free);
	g_autoptr(GPtrArray) nobody = g_ptr_array_new();
	struct report *report = report_decode(json, strlen(json), NULL);

	if (report == NULL) {
		fprintf(stderr, "that is no report\n");
		return false;
	}
	recognise(campaign, registry, report, nobody, candidates,
	    unassigned);
	show_candidates(candidates);
	if (unassigned->len > 0)
		printf("nobody's:\n");
	show(unassigned);
	report_free(report);
	return true;
}

static bool
show_reports(const struct campaign *campaign, struct registry *registry)
{
	char *line = NULL;
	size_t size = 0;
	bool sound = true;

	for (unsigned i = 0; getline(&line, &size, stdin) > 0; i++) {
		if (i > 0)
			printf("\f\n");
		line[strcspn(line, "\n")] = '\0';
		sound &= show_report(campaign, registry, line);
	}
	free(line);
	return sound;
}

int
main(int argc, char **argv)
{
	struct problems *problems = problems_new();
	g_autoptr(GPtrArray) deadlines = g_ptr_array_new();
	struct campaign campaign = { .deadlines = deadlines };
	struct registry *registry;
	struct form *form;
	bool sound;

	if (argc != 3) {
		fprintf(stderr, "usage: show-findings FORM ESTABLISHMENTS "
		    "< REPORTS\n");
		return 2;
	}
	campaign.form = form = form_read(argv[1], problems);
	registry = registry_read(argv[2], problems);
	for (unsigned i = 0; problems_text(problems, i, NULL) != NULL; i++)
		fprintf(stderr, "%s\n", problems_text(problems, i, NULL));
	sound = show_reports(&campaign, registry);
	registry_free(registry);
	form_free(form);
	problems_free(problems);
	return sound ? 0 : 1;
}
