/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and freeing of facts: see facts.h. */
#include "facts.h"

static void
facts_dossier_free(void *dossier)
{
	dossier_free(dossier);
}

struct facts *
facts_new(void)
{
	struct facts *facts = g_new0(struct facts, 1);

	facts->dossiers = g_ptr_array_new_with_free_func(facts_dossier_free);
	facts->threaded = g_ptr_array_new_with_free_func(g_free);
	return facts;
}

void
facts_free(struct facts *facts)
{
	if (facts == NULL)
		return;
	g_ptr_array_unref(facts->dossiers);
	g_ptr_array_unref(facts->threaded);
	g_free(facts->accepted_establishment);
	g_free(facts);
}
