/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Candidates of a message: see recognise.h. */
#include "recognise.h"

struct candidate *
candidate_new(void)
{
	struct candidate *candidate = g_new0(struct candidate, 1);

	candidate->family_name = g_strdup("");
	candidate->given_name = g_strdup("");
	candidate->other_names = g_ptr_array_new_with_free_func(g_free);
	candidate->findings = g_ptr_array_new_with_free_func(
	    (GDestroyNotify)finding_free);
	candidate->warnings = g_ptr_array_new_with_free_func(g_free);
	candidate->houses = g_hash_table_new_full(NULL, NULL, NULL,
	    (GDestroyNotify)g_strfreev);
	candidate->chus = g_ptr_array_new_with_free_func(g_free);
	return candidate;
}

void
candidate_free(struct candidate *candidate)
{
	if (candidate == NULL)
		return;
	g_free(candidate->family_name);
	g_free(candidate->given_name);
	g_free(candidate->specialty);
	g_free(candidate->establishment);
	g_ptr_array_unref(candidate->other_names);
	g_ptr_array_unref(candidate->findings);
	g_ptr_array_unref(candidate->warnings);
	g_hash_table_unref(candidate->houses);
	g_ptr_array_unref(candidate->chus);
	g_free(candidate);
}
