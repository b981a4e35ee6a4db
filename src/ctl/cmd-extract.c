/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl extract: dossiers as folders of files named by piece. */
#include "choice.h"
#include "filters.h"
#include "folder.h"
#include "french.h"
#include "queries.h"
#include "safe-name.h"
#include "stop.h"

static struct {
	gboolean all;
	struct choice choice;
} options;

static const GOptionEntry entries[] = {
	{ "all", 0, 0, G_OPTION_ARG_NONE, &options.all,
	    "tous les dossiers que les filtres laissent", NULL },
	CHOICE_ENTRIES(options.choice, "avec --all : "),
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};

/* "DIR/Rouen": the subdivision's folder; the caller frees. */
static char *
parent_of(const struct ctl *ctl, const struct dossier *d, const char *folder)
{
	const char *label = ctl_subdivision_label(ctl, d->campaign,
	    d->subdivision);
	g_autofree char *safe = safe_name(
	    label != NULL && label[0] != '\0' ? label : "Sans subdivision");

	return g_build_filename(folder, safe, NULL);
}

/* used: names of this run; two candidates of one name get references. */
static char *
name_of(const struct ctl *ctl, const struct dossier *d, const char *parent,
    GHashTable *used)
{
	g_autofree char *name = folder_dossier_name(ctl, d);
	g_autofree char *path = g_build_filename(parent, name, NULL);

	if (g_hash_table_add(used, g_utf8_casefold(path, -1)))
		return g_steal_pointer(&name);
	return g_strdup_printf("%s (%s)", name, d->reference);
}

static bool
extract_one(struct ctl *ctl, struct papers *papers, const struct dossier *d,
    const char *to, GHashTable *used)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *parent = parent_of(ctl, d, to);
	g_autofree char *name = name_of(ctl, d, parent, used);
	g_autofree char *count = NULL;
	struct folder *folder = folder_begin(parent, &error);

	if (folder != NULL &&
	    !folder_add_dossier(folder, papers, ctl, d, &error)) {
		folder_abort(folder);
		folder = NULL;
	}
	if (folder == NULL) {
		ctl_fail("%s", error->message);
		return false;
	}
	count = french_count(folder_files(folder), "fichier", "fichiers");
	if (!folder_commit(folder, name, &error)) {
		ctl_fail("%s : %s", d->reference, error->message);
		return false;
	}
	fprintf(ctl->out, "%s : %s dans %s/%s\n", d->reference, count, parent,
	    name);
	return true;
}

static int
extract_all(struct ctl *ctl, const GPtrArray *dossiers, const char *to)
{
	GHashTable *used = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, NULL);
	struct papers *papers = papers_open(ctl);
	g_autoptr(GError) stopped = NULL;
	unsigned failed = 0;

	for (unsigned i = 0; i < dossiers->len && stop_check(NULL); i++)
		failed += !extract_one(ctl, papers, dossiers->pdata[i], to,
		    used);
	papers_close(papers);
	g_hash_table_unref(used);
	if (dossiers->len == 0)
		fprintf(ctl->out, "aucun dossier\n");
	if (failed == 0 && !stop_check(&stopped))
		return ctl_fail("%s", stopped->message);
	return failed == 0 ? CTL_DONE : CTL_FAILED;
}

static int
run_all(struct ctl *ctl, const char *to)
{
	struct dossier_filter filter = { 0 };
	int status = choice_filter(ctl, &options.choice, &filter);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) dossiers = NULL;

	if (status != CTL_DONE)
		return status;
	dossiers = queries_dossiers(ctl->store, &filter, &error);
	if (dossiers == NULL)
		return ctl_fail("%s", error->message);
	return extract_all(ctl, dossiers, to);
}

static int
run_one(struct ctl *ctl, const char *reference, const char *to)
{
	g_autoptr(GPtrArray) dossiers = NULL;
	struct dossier *dossier;

	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	dossier = filter_dossier(ctl, reference);
	if (dossier == NULL)
		return CTL_FAILED;
	dossiers = g_ptr_array_new_with_free_func(
	    (GDestroyNotify)dossier_free);
	g_ptr_array_add(dossiers, dossier);
	return extract_all(ctl, dossiers, to);
}

static int
extract(struct ctl *ctl, char **arguments)
{
	bool two = arguments[1] != NULL;

	if (options.all && two)
		return ctl_usage("avec --all : seulement le dossier de "
		    "destination, sans référence");
	if (!options.all && !two)
		return ctl_usage("usage : asrctl extract RÉFÉRENCE DOSSIER, "
		    "ou --all DOSSIER");
	return options.all ? run_all(ctl, arguments[0]) :
			     run_one(ctl, arguments[0], arguments[1]);
}

const struct command command_extract = {
	.name = "extract",
	.arguments = "RÉFÉRENCE DOSSIER",
	.summary = "les documents d’un dossier, un fichier par pièce",
	.min_arguments = 1,
	.max_arguments = 2,
	.options = entries,
	.run = extract,
};
