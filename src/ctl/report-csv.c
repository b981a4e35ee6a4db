/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as CSV for a French Excel: BOM, ";", CRLF, every cell quoted;
 * and no cell that a spreadsheet takes for a formula, since names and
 * specialties were written by strangers.
 */
#include <string.h>

#include "day.h"
#include "french.h"
#include "survey.h"
#include "views.h"

#define BOM "\xEF\xBB\xBF"
/* What makes a spreadsheet compute. */
#define FORMULA_STARTS "=+-@\t\r\n"

static void
cell(GString *csv, const char *text)
{
	if (csv->len > 0 && csv->str[csv->len - 1] == '"')
		g_string_append_c(csv, ';');
	g_string_append_c(csv, '"');
	if (text == NULL)
		text = "";
	if (text[0] != '\0' && strchr(FORMULA_STARTS, text[0]) != NULL)
		g_string_append_c(csv, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			g_string_append_c(csv, '"');
		/* One row is one line, whatever a name holds. */
		g_string_append_c(csv,
		    *text == '\r' || *text == '\n' ? ' ' : *text);
	}
	g_string_append_c(csv, '"');
}

static void
end_row(GString *csv)
{
	g_string_append(csv, "\r\n");
}

static void
head(GString *csv, const struct survey *survey)
{
	static const char *const names[] = { "Référence", "Nom", "Prénom",
		"Spécialité", "Établissement", "Code", "Subdivision",
		"Échéance", "État", "Hors délai", "Reçu le", "Complet le",
		"Manque (annexes)", "À voir" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		cell(csv, names[i]);
	for (unsigned i = 0; i < survey->pieces->len; i++) {
		const struct survey_piece *piece = survey->pieces->pdata[i];
		g_autofree char *name = piece->annexe != 0 ?
		    g_strdup_printf("%u %s", piece->annexe, piece->label) :
		    g_strdup(piece->label);

		cell(csv, name);
	}
	end_row(csv);
}

static void
dates(GString *csv, const struct survey *survey, const struct dossier *d)
{
	GTimeZone *zone = ctl_zone(survey->ctl, d->campaign);
	g_autofree char *received = french_time(d->received_at, zone);
	g_autofree char *completed = french_time(d->completed_at, zone);

	cell(csv, received);
	cell(csv, completed);
}

static void
reasons(GString *csv, const struct dossier *d)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (unsigned i = 0; i < d->review_reasons->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? " ; " : "",
		    (const char *)d->review_reasons->pdata[i]);
	cell(csv, text->str);
}

static void
row(GString *csv, const struct survey *survey,
    const struct survey_group *group, const struct dossier *d)
{
	g_autofree char *deadline = day_french(d->deadline);
	g_autofree char *lacking = view_lacking(d);

	cell(csv, d->reference);
	cell(csv, d->family_name);
	cell(csv, d->given_name);
	cell(csv, d->specialty);
	cell(csv, ctl_establishment_name(survey->ctl, d->establishment));
	cell(csv, d->establishment);
	cell(csv, survey_subdivision(survey, group));
	cell(csv, deadline);
	cell(csv, french_status(d->status));
	cell(csv, d->late ? "oui" : "non");
	dates(csv, survey, d);
	cell(csv, lacking);
	reasons(csv, d);
	for (unsigned i = 0; i < survey->pieces->len; i++) {
		const struct survey_piece *piece = survey->pieces->pdata[i];
		const struct piece_status *status = dossier_piece(d,
		    piece->piece);

		cell(csv, status == NULL || piece_not_asked(status) ? "" :
			french_piece(status->state));
	}
	end_row(csv);
}

GBytes *
report_csv(const struct survey *survey)
{
	GString *csv = g_string_new(BOM);

	head(csv, survey);
	for (unsigned g = 0; g < survey->groups->len; g++) {
		const struct survey_group *group = survey->groups->pdata[g];

		for (unsigned i = 0; i < group->dossiers->len; i++)
			row(csv, survey, group, group->dossiers->pdata[i]);
	}
	return g_string_free_to_bytes(csv);
}
