/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl list: the dossiers, filtered. */
#include "filters.h"
#include "french.h"
#include "json.h"
#include "queries.h"
#include "views.h"

static struct {
	char *subdivision, *status, *deadline, *campaign, *establishment,
	    *candidate, *since, *until, *sort;
	gboolean late, withdrawn;
} options;

static const GOptionEntry entries[] = {
	{ "subdivision", 0, 0, G_OPTION_ARG_STRING, &options.subdivision,
	    "rouen, caen…", "ID" },
	{ "status", 0, 0, G_OPTION_ARG_STRING, &options.status,
	    "complete, incomplete ou review", "ÉTAT" },
	{ "deadline", 0, 0, G_OPTION_ARG_STRING, &options.deadline,
	    "l’échéance, telle qu’annoncée", "AAAA-MM-JJ" },
	{ "campaign", 0, 0, G_OPTION_ARG_STRING, &options.campaign,
	    "la campagne", "ID" },
	{ "establishment", 0, 0, G_OPTION_ARG_STRING, &options.establishment,
	    "le code de l’établissement", "CODE" },
	{ "candidate", 0, 0, G_OPTION_ARG_STRING, &options.candidate,
	    "mots du nom, sans égard aux accents", "TEXTE" },
	{ "late", 0, 0, G_OPTION_ARG_NONE, &options.late,
	    "seulement les dossiers hors délai", NULL },
	{ "withdrawn", 0, 0, G_OPTION_ARG_NONE, &options.withdrawn,
	    "les dossiers retirés, et eux seuls", NULL },
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since,
	    "reçus à partir de ce jour", "AAAA-MM-JJ" },
	{ "until", 0, 0, G_OPTION_ARG_STRING, &options.until,
	    "reçus jusqu’à ce jour inclus", "AAAA-MM-JJ" },
	{ "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort,
	    "reference, received, candidate, establishment ou status",
	    "CLÉ" },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};

static bool
fill_filter(struct ctl *ctl, struct dossier_filter *filter)
{
	enum dossier_status status = DOSSIER_REVIEW;

	filter->status = -1;
	filter->late = options.late ? 1 : -1;
	filter->withdrawn = options.withdrawn;
	filter->subdivision = options.subdivision;
	filter->deadline = options.deadline;
	filter->campaign = options.campaign;
	filter->establishment = options.establishment;
	filter->candidate = options.candidate;
	if (options.status != NULL) {
		if (!dossier_status_parse(options.status, &status)) {
			ctl_usage("--status %s : complete, incomplete ou "
			    "review", options.status);
			return false;
		}
		filter->status = (int)status;
	}
	return filter_day(ctl, "--since", options.since, false,
		   &filter->since) &&
	    filter_day(ctl, "--until", options.until, true, &filter->until);
}

static int
compare_text(const char *a, const char *b)
{
	return g_utf8_collate(a != NULL ? a : "", b != NULL ? b : "");
}

static int
by_candidate(const void *a, const void *b)
{
	const struct dossier *one = *(struct dossier *const *)a;
	const struct dossier *other = *(struct dossier *const *)b;
	int order = compare_text(one->family_name, other->family_name);

	return order != 0 ? order :
			    compare_text(one->given_name, other->given_name);
}

static int
by_reference(const void *a, const void *b)
{
	return compare_text((*(struct dossier *const *)a)->reference,
	    (*(struct dossier *const *)b)->reference);
}

static int
by_establishment(const void *a, const void *b)
{
	return compare_text((*(struct dossier *const *)a)->establishment,
	    (*(struct dossier *const *)b)->establishment);
}

static int
by_status(const void *a, const void *b)
{
	return (int)(*(struct dossier *const *)a)->status -
	    (int)(*(struct dossier *const *)b)->status;
}

static const struct {
	const char *name;
	GCompareFunc compare; /* NULL: as the store gives them */
} orders[] = {
	{ "received", NULL },
	{ "reference", by_reference },
	{ "candidate", by_candidate },
	{ "establishment", by_establishment },
	{ "status", by_status },
};

static bool
sort_dossiers(GPtrArray *dossiers)
{
	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
		if (options.sort != NULL &&
		    !g_str_equal(orders[i].name, options.sort))
			continue;
		if (orders[i].compare != NULL)
			g_ptr_array_sort(dossiers, orders[i].compare);
		return true;
	}
	ctl_usage("--sort %s : reference, received, candidate, "
	    "establishment ou status", options.sort);
	return false;
}

static void
add_row(struct ctl *ctl, struct table *table, const struct dossier *dossier)
{
	GTimeZone *zone = ctl_zone(ctl, dossier->campaign);
	g_autofree char *received = french_time(dossier->received_at, zone);
	g_autofree char *deadline = french_date(dossier->deadline);
	g_autofree char *missing = view_lacking(dossier);

	table_row(table);
	table_cell(table, CELL_PLAIN, dossier->reference);
	table_cell_format(table, CELL_PLAIN, "%s %s", dossier->family_name,
	    dossier->given_name);
	table_cell(table, CELL_PLAIN,
	    dossier->establishment != NULL ? dossier->establishment : "?");
	table_cell(table, CELL_PLAIN,
	    ctl_subdivision_label(ctl, dossier->campaign,
		dossier->subdivision));
	table_cell_format(table, sense_status(dossier->status), "%s%s",
	    french_status(dossier->status),
	    dossier->late ? ", hors délai" : "");
	table_cell(table, CELL_PLAIN, missing);
	table_cell(table, CELL_PLAIN, received);
	table_cell(table, CELL_PLAIN, deadline);
}

static int
print_table(struct ctl *ctl, const GPtrArray *dossiers)
{
	static const char *const headings[] = { "Référence", "<Candidat",
		"<Établissement", "~Subdivision", "<État",
		"<Manque (annexes)", "~Reçu le", "~Échéance", NULL };
	struct table *table = table_new(headings);
	g_autofree char *count = french_count(dossiers->len, "dossier",
	    "dossiers");

	for (unsigned i = 0; i < dossiers->len; i++)
		add_row(ctl, table, dossiers->pdata[i]);
	if (dossiers->len > 0)
		table_print(table, ctl->out, ctl->width, ctl->colour);
	fprintf(ctl->out, "%s\n", count);
	table_free(table);
	return CTL_DONE;
}

static int
print_json(struct ctl *ctl, const GPtrArray *dossiers)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < dossiers->len; i++)
		json_array_append_new(array,
		    json_dossier(ctl, dossiers->pdata[i]));
	return json_print(ctl, array);
}

static int
list(struct ctl *ctl, char **arguments)
{
	struct dossier_filter filter = { 0 };
	g_autoptr(GPtrArray) dossiers = NULL;
	g_autoptr(GError) error = NULL;

	(void)arguments;
	if (!fill_filter(ctl, &filter))
		return CTL_USAGE;
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	filter.brief = !ctl->json;
	dossiers = queries_dossiers(ctl->store, &filter, &error);
	if (dossiers == NULL)
		return ctl_fail("%s", error->message);
	if (!sort_dossiers(dossiers))
		return CTL_USAGE;
	return ctl->json ? print_json(ctl, dossiers) :
			   print_table(ctl, dossiers);
}

const struct command command_list = {
	.name = "list",
	.arguments = "",
	.summary = "les dossiers, filtrés",
	.options = entries,
	.pages = true,
	.run = list,
};
