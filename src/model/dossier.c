/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and freeing of dossiers and their findings: see dossier.h. */
#include "dossier.h"

#include <string.h>

static const char *const finding_kinds[] = { "unidentified", "piece",
	"other" };
G_STATIC_ASSERT(G_N_ELEMENTS(finding_kinds) == FINDING_KIND_COUNT);

const char *
finding_kind_word(enum finding_kind value)
{
	g_assert((size_t)value < FINDING_KIND_COUNT);
	return finding_kinds[value];
}

bool
finding_kind_parse(const char *word, enum finding_kind *value_r)
{
	for (size_t i = 0; word != NULL && i < FINDING_KIND_COUNT; i++) {
		if (strcmp(finding_kinds[i], word) == 0) {
			*value_r = (enum finding_kind)i;
			return true;
		}
	}
	return false;
}

struct finding *
finding_new(void)
{
	struct finding *finding = g_new0(struct finding, 1);

	finding->name = g_strdup("");
	finding->evidence = g_strdup("");
	return finding;
}

struct finding *
finding_copy(const struct finding *finding)
{
	struct finding *copy = g_memdup2(finding, sizeof(*finding));

	copy->message_id = g_strdup(finding->message_id);
	copy->name = g_strdup(finding->name);
	copy->sha256 = g_strdup(finding->sha256);
	copy->piece = g_strdup(finding->piece);
	copy->evidence = g_strdup(finding->evidence);
	copy->warning = g_strdup(finding->warning);
	return copy;
}

void
finding_free(struct finding *finding)
{
	if (finding == NULL)
		return;
	g_free(finding->message_id);
	g_free(finding->name);
	g_free(finding->sha256);
	g_free(finding->piece);
	g_free(finding->evidence);
	g_free(finding->warning);
	g_free(finding);
}

struct piece_status *
piece_status_new(void)
{
	struct piece_status *status = g_new0(struct piece_status, 1);

	status->findings = g_ptr_array_new();
	return status;
}

void
piece_status_free(struct piece_status *status)
{
	if (status == NULL)
		return;
	g_free(status->piece);
	g_ptr_array_unref(status->findings);
	g_free(status);
}

static void
dossier_finding_free(void *finding)
{
	finding_free(finding);
}

static void
dossier_piece_free(void *status)
{
	piece_status_free(status);
}

struct dossier *
dossier_new(void)
{
	struct dossier *dossier = g_new0(struct dossier, 1);

	dossier->family_name = g_strdup("");
	dossier->given_name = g_strdup("");
	dossier->other_names = g_ptr_array_new_with_free_func(g_free);
	dossier->findings =
	    g_ptr_array_new_with_free_func(dossier_finding_free);
	dossier->pieces = g_ptr_array_new_with_free_func(dossier_piece_free);
	dossier->message_ids = g_ptr_array_new_with_free_func(g_free);
	dossier->review_reasons = g_ptr_array_new_with_free_func(g_free);
	dossier->warnings = g_ptr_array_new_with_free_func(g_free);
	return dossier;
}

void
dossier_free(struct dossier *dossier)
{
	if (dossier == NULL)
		return;
	g_free(dossier->reference);
	g_free(dossier->campaign);
	g_free(dossier->deadline);
	g_free(dossier->subdivision);
	g_free(dossier->establishment);
	g_free(dossier->family_name);
	g_free(dossier->given_name);
	g_ptr_array_unref(dossier->other_names);
	g_free(dossier->specialty);
	g_ptr_array_unref(dossier->pieces);
	g_ptr_array_unref(dossier->findings);
	g_ptr_array_unref(dossier->message_ids);
	g_ptr_array_unref(dossier->review_reasons);
	g_ptr_array_unref(dossier->warnings);
	g_free(dossier);
}

struct piece_status *
dossier_piece(const struct dossier *dossier, const char *piece)
{
	for (unsigned i = 0; i < dossier->pieces->len; i++) {
		struct piece_status *status = dossier->pieces->pdata[i];

		if (strcmp(status->piece, piece) == 0)
			return status;
	}
	return NULL;
}
