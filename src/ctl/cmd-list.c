/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl list: the dossiers, filtered. */
#include "choice.h"
#include "day.h"
#include "filters.h"
#include "french.h"
#include "json.h"
#include "queries.h"
#include "views.h"

static struct {
	struct choice choice;
	char *candidate, *since, *until, *sort;
	gboolean late, withdrawn;
} options;

static const GOptionEntry entries[] = {
	CHOICE_ENTRIES(options.choice, ""),
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

/* CTL_DONE, or the exit status after it was said what is wrong. */
static int
fill_filter(struct ctl *ctl, struct dossier_filter *filter)
{
	int status;

	if (!filter_day(ctl, "--since", options.since, false,
		&filter->since) ||
	    !filter_day(ctl, "--until", options.until, true, &filter->until))
		return CTL_USAGE;
	status = choice_filter(ctl, &options.choice, filter);
	filter->late = options.late ? 1 : -1;
	filter->withdrawn = options.withdrawn;
	filter->candidate = options.candidate;
	return status;
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
find_order(GCompareFunc *compare_r)
{
	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
		if (options.sort != NULL &&
		    !g_str_equal(orders[i].name, options.sort))
			continue;
		*compare_r = orders[i].compare;
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
	g_autofree char *deadline = day_french(dossier->deadline);
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
	table_cell_format(table, sense_dossier(dossier), "%s%s",
	    french_status(dossier->status),
	    dossier->late ? ", hors délai" : "");
	table_cell(table, CELL_PLAIN, missing);
	table_cell(table, CELL_PLAIN, received);
	table_cell(table, CELL_PLAIN, deadline);
}

/* What is listed goes out as it is read, or into a table. */
struct listing {
	struct ctl *ctl;
	struct table *table; /* NULL: JSON */
	GString *line;       /* of JSON */
	unsigned count;
};

/* One line a dossier: a campaign's worth is long otherwise. */
static void
list_one(struct listing *listing, const struct dossier *dossier)
{
	if (listing->count++ > 0 && listing->table == NULL)
		fputs(",\n", listing->ctl->out);
	if (listing->table != NULL) {
		add_row(listing->ctl, listing->table, dossier);
		return;
	}
	g_string_truncate(listing->line, 0);
	json_write_dossier(listing->ctl, dossier, listing->line);
	fwrite(listing->line->str, 1, listing->line->len, listing->ctl->out);
}

static void
take_one(void *context, struct dossier *dossier)
{
	list_one(context, dossier);
	dossier_free(dossier);
}

/* In the order in which the store gives them, or all of them sorted. */
static bool
list_all(struct listing *listing, const struct dossier_filter *filter,
    GCompareFunc compare, GError **error)
{
	const struct dossier_sink sink = { take_one, listing };
	g_autoptr(GPtrArray) dossiers = NULL;

	if (compare == NULL)
		return queries_each_dossier(listing->ctl->store, filter,
		    &sink, error);
	dossiers = queries_dossiers(listing->ctl->store, filter, error);
	if (dossiers == NULL)
		return false;
	g_ptr_array_sort(dossiers, compare);
	for (unsigned i = 0; i < dossiers->len; i++)
		list_one(listing, dossiers->pdata[i]);
	return true;
}

static int
print_list(struct ctl *ctl, const struct dossier_filter *filter,
    GCompareFunc compare)
{
	static const char *const headings[] = { "Référence", "<Candidat",
		"<Établissement", "~Subdivision", "<État",
		"<Manque", "~Reçu le", "~Échéance", NULL };
	struct listing listing = { .ctl = ctl,
		.table = ctl->json ? NULL : table_new(headings) };
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *count = NULL;

	listing.line = line;
	if (ctl->json)
		fputc('[', ctl->out);
	if (!list_all(&listing, filter, compare, &error)) {
		table_free(listing.table);
		return ctl_fail("%s", error->message);
	}
	if (ctl->json) {
		fputs("]\n", ctl->out);
		return CTL_DONE;
	}
	if (listing.count > 0)
		table_print(listing.table, ctl->out, ctl->width, ctl->colour);
	table_free(listing.table);
	count = french_count(listing.count, "dossier", "dossiers");
	fprintf(ctl->out, "%s\n", count);
	return CTL_DONE;
}

static int
list(struct ctl *ctl, char **arguments)
{
	struct dossier_filter filter = { .brief = !ctl->json };
	GCompareFunc compare = NULL;
	int status;

	(void)arguments;
	if (!find_order(&compare))
		return CTL_USAGE;
	status = fill_filter(ctl, &filter);
	return status == CTL_DONE ? print_list(ctl, &filter, compare) :
				    status;
}

const struct command command_list = {
	.name = "list",
	.arguments = "",
	.summary = "les dossiers, filtrés",
	.options = entries,
	.pages = true,
	.run = list,
};
