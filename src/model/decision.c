/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and freeing of a decision: see decision.h. */
#include "decision.h"

static void
decision_dossier_free(void *dossier)
{
	dossier_free(dossier);
}

static void
decision_finding_free(void *finding)
{
	finding_free(finding);
}

struct decision *
decision_new(void)
{
	struct decision *decision = g_new0(struct decision, 1);

	decision->dossiers =
	    g_ptr_array_new_with_free_func(decision_dossier_free);
	decision->documents =
	    g_ptr_array_new_with_free_func(decision_finding_free);
	decision->reply.missing = g_ptr_array_new_with_free_func(g_free);
	decision->evidence = g_ptr_array_new_with_free_func(g_free);
	decision->review_reasons = g_ptr_array_new_with_free_func(g_free);
	decision->warnings = g_ptr_array_new_with_free_func(g_free);
	return decision;
}

void
decision_free(struct decision *decision)
{
	if (decision == NULL)
		return;
	g_free(decision->establishment);
	g_free(decision->campaign);
	g_ptr_array_unref(decision->dossiers);
	g_ptr_array_unref(decision->documents);
	g_free(decision->reply.to);
	g_ptr_array_unref(decision->reply.missing);
	g_free(decision->reply.held_reason);
	g_ptr_array_unref(decision->evidence);
	g_ptr_array_unref(decision->review_reasons);
	g_ptr_array_unref(decision->warnings);
	g_free(decision);
}
