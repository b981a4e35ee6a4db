/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl report: the table for the commission, in several formats. */
#include <string.h>
#include <unistd.h>

#include "choice.h"
#include "durable.h"
#include "french.h"
#include "json.h"
#include "queries.h"
#include "survey.h"
#include "views.h"

/* A report names people: it is for whoever asked, and no other. */
#define FILE_MODE 0600

static struct {
	struct choice choice;
	char *format, *output;
} options;

static const GOptionEntry entries[] = {
	CHOICE_ENTRIES(options.choice, ""),
	{ "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
	    "table, csv, json, xlsx ou html", "FORMAT" },
	{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
	    "le fichier à écrire", "FICHIER" },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
table_line(struct table *table, const struct survey *survey,
    const struct dossier *d)
{
	g_autofree char *received = french_time(d->received_at,
	    ctl_zone(survey->ctl, d->campaign));
	g_autofree char *lacking = view_lacking(d);
	const char *place = ctl_establishment_name(survey->ctl,
	    d->establishment);
	g_autofree char *brief = view_short_place(
	    place != NULL ? place : "?");

	table_row(table);
	table_cell(table, CELL_PLAIN, d->reference);
	table_cell_format(table, CELL_PLAIN, "%s %s", d->family_name,
	    d->given_name);
	table_cell(table, CELL_PLAIN, brief);
	table_cell_format(table, sense_dossier(d), "%s%s",
	    french_status(d->status), d->late ? ", hors délai" : "");
	table_cell(table, CELL_PLAIN, lacking);
	table_cell(table, CELL_PLAIN, received);
}

static void
print_group(struct ctl *ctl, const struct survey *survey,
    const struct survey_group *group)
{
	static const char *const headings[] = { "Référence", "<Candidat",
		"<Établissement", "<État", "<Manque", "~Reçu le",
		NULL };
	struct table *table = table_new(headings);
	g_autofree char *deadline = survey_deadline(survey, group);
	g_autofree char *count = french_count(group->dossiers->len,
	    "dossier", "dossiers");
	g_autofree char *complete = french_count(
	    group->count[DOSSIER_COMPLETE], "complet", "complets");
	g_autofree char *incomplete = french_count(
	    group->count[DOSSIER_INCOMPLETE], "incomplet", "incomplets");

	fprintf(ctl->out, "%s – échéance %s\n",
	    survey_subdivision(survey, group), deadline);
	for (unsigned i = 0; i < group->dossiers->len; i++)
		table_line(table, survey, group->dossiers->pdata[i]);
	table_print(table, ctl->out, ctl->width, ctl->colour);
	fprintf(ctl->out, "%s : %s, %s, %u à voir ; %u hors délai\n\n",
	    count, complete, incomplete, group->count[DOSSIER_REVIEW],
	    group->late);
	table_free(table);
}

/* The table is text like the others: made where ctl->out is memory. */
static GBytes *
report_table(struct ctl *ctl, const struct survey *survey)
{
	FILE *terminal = ctl->out;
	char *text = NULL;
	size_t length = 0;

	ctl->out = open_memstream(&text, &length);
	if (options.output != NULL)
		ctl->colour = false;
	for (unsigned i = 0; i < survey->groups->len; i++)
		print_group(ctl, survey, survey->groups->pdata[i]);
	if (survey->groups->len == 0)
		fputs("aucun dossier\n", ctl->out);
	fclose(ctl->out);
	ctl->out = terminal;
	return g_bytes_new_with_free_func(text, length, free, text);
}

static GBytes *
render(struct ctl *ctl, const struct survey *survey, const char *format,
    GError **error)
{
	if (g_str_equal(format, "csv"))
		return report_csv(survey);
	if (g_str_equal(format, "html"))
		return report_html(survey);
	if (g_str_equal(format, "json"))
		return report_json(survey);
	if (g_str_equal(format, "xlsx"))
		return report_xlsx(survey, error);
	return report_table(ctl, survey);
}

static bool
write_out(struct ctl *ctl, GBytes *bytes, GError **error)
{
	g_autofree char *folder = NULL, *name = NULL;
	size_t length;
	const void *data = g_bytes_get_data(bytes, &length);

	if (options.output == NULL)
		return fwrite(data, 1, length, ctl->out) == length;
	folder = g_path_get_dirname(options.output);
	name = g_path_get_basename(options.output);
	return durable_put(folder, name, FILE_MODE, data, length, error);
}

/* Who sees nothing wonders whether anything was done. */
static void
say_written(struct ctl *ctl, unsigned dossiers)
{
	g_autofree char *count = french_count(dossiers, "dossier",
	    "dossiers");

	fprintf(ctl->out, "%s : écrit, %s\n", options.output, count);
}

/* The format asked for; NULL when it was said what is wrong with it. */
static const char *
chosen_format(const struct ctl *ctl)
{
	static const char *const formats[] = { "table", "csv", "json", "xlsx",
		"html", NULL };
	const char *format = options.format;

	if (format == NULL)
		format = ctl->json ? "json" : "table";
	if (!g_strv_contains(formats, format)) {
		ctl_usage("--format %s : table, csv, json, xlsx ou html",
		    format);
		return NULL;
	}
	if (g_str_equal(format, "xlsx") && options.output == NULL &&
	    isatty(STDOUT_FILENO)) {
		ctl_usage("un classeur ne s’affiche pas : "
		    "--output FICHIER.xlsx");
		return NULL;
	}
	return format;
}

static int
report(struct ctl *ctl, char **arguments)
{
	struct dossier_filter filter = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;
	const char *format = chosen_format(ctl);
	GPtrArray *dossiers;
	struct survey *survey;
	int status;
	bool good;

	(void)arguments;
	if (format == NULL)
		return CTL_USAGE;
	status = choice_filter(ctl, &options.choice, &filter);
	if (status != CTL_DONE)
		return status;
	dossiers = queries_dossiers(ctl->store, &filter, &error);
	if (dossiers == NULL)
		return ctl_fail("%s", error->message);
	survey = survey_new(ctl, dossiers, g_get_real_time() / G_USEC_PER_SEC);
	bytes = render(ctl, survey, format, &error);
	good = bytes != NULL && write_out(ctl, bytes, &error);
	if (good && options.output != NULL)
		say_written(ctl, survey->dossiers->len);
	survey_free(survey);
	return good ? CTL_DONE :
		      ctl_fail("%s", error != NULL ? error->message :
						     g_strerror(errno));
}

const struct command command_report = {
	.name = "report",
	.arguments = "",
	.summary = "le tableau de la commission, par subdivision et échéance",
	.options = entries,
	.run = report,
};
