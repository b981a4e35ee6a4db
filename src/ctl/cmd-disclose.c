/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl disclose REF DIR: everything that is held about one dossier, in a
 * folder that its candidate can read (right of access).  What is about
 * other people too is named, not handed over.
 */
#include "filters.h"
#include "folder.h"
#include "french.h"
#include "json.h"
#include "queries.h"
#include "safe-name.h"

struct disclosure {
	struct ctl *ctl;
	struct papers *papers;
	struct folder *folder;
	const struct dossier *dossier;
	GString *kept; /* what is not handed over, and why */
};

/* What a command prints about id, as it would without a terminal. */
static GBytes *
printed(struct ctl *ctl, const struct command *command, char *id, bool json)
{
	char *arguments[] = { id, NULL };
	struct ctl quiet = *ctl;
	char *text = NULL;
	size_t length = 0;

	quiet.out = open_memstream(&text, &length);
	quiet.colour = false;
	quiet.width = 0;
	quiet.json = json;
	command->run(&quiet, arguments);
	fclose(quiet.out);
	return g_bytes_new_with_free_func(text, length, free, text);
}

static bool
add_printed(struct disclosure *d, const struct command *command, char *id,
    const char *name, GError **error)
{
	bool json = g_str_has_suffix(name, ".json");
	g_autoptr(GBytes) bytes = printed(d->ctl, command, id, json);

	return folder_add(d->folder, name, bytes, error);
}

/* "Réponse au message 8.eml", "Réponse au message 8 (2).eml". */
static bool
add_replies(struct disclosure *d, int64_t message, GError **error)
{
	g_autoptr(GPtrArray) replies = queries_replies(d->ctl->store,
	    message, error);
	unsigned written = 0;

	for (unsigned i = 0; replies != NULL && i < replies->len; i++) {
		GBytes *bytes = replies->pdata[i];
		g_autoptr(GString) name = g_string_new(NULL);

		if (g_bytes_get_size(bytes) == 0) /* erased */
			continue;
		g_string_printf(name, "Réponse au message %" G_GINT64_FORMAT,
		    message);
		if (++written > 1)
			g_string_append_printf(name, " (%u)", written);
		g_string_append(name, ".eml");
		if (!folder_add(d->folder, name->str, bytes, error))
			return false;
	}
	return replies != NULL;
}

/* A message whole, its replies, and what was read in it. */
static bool
add_message(struct disclosure *d, int64_t id, GError **error)
{
	struct message_view *message = queries_message(d->ctl->store, id,
	    error);
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, id);
	g_autofree char *raw = g_strdup_printf("Message %s.eml", number);
	g_autofree char *read = g_strdup_printf("Message %s.txt", number);
	g_autoptr(GBytes) bytes = NULL;
	bool good = message != NULL;

	if (good && message->dossiers->len > 1) {
		g_string_append_printf(d->kept, "Message %s et ses "
		    "réponses : ils parlent aussi d’autres candidats.\r\n",
		    number);
	} else if (good) {
		bytes = papers_message(d->papers, id, error);
		good = bytes != NULL &&
		    folder_add(d->folder, raw, bytes, error) &&
		    add_printed(d, &command_show_message, number, read,
			error) &&
		    add_replies(d, id, error);
	}
	if (message != NULL)
		message_view_free(message);
	return good;
}

static bool
add_messages(struct disclosure *d, GError **error)
{
	struct message_filter filter = { .outcome = -1,
		.reference = d->dossier->reference };
	g_autoptr(GPtrArray) messages = queries_messages(d->ctl->store,
	    &filter, error);
	bool good = messages != NULL;

	for (unsigned i = 0; good && i < messages->len; i++) {
		const struct message_view *message = messages->pdata[i];

		good = add_message(d, message->id, error);
	}
	return good;
}

static bool
fill(struct disclosure *d, GError **error)
{
	char *reference = d->dossier->reference;
	g_autoptr(GBytes) kept = NULL;

	if (!folder_add_dossier(d->folder, d->papers, d->ctl, d->dossier,
		error) ||
	    !add_printed(d, &command_show, reference, "Dossier.txt", error) ||
	    !add_printed(d, &command_show, reference, "Dossier.json",
		error) ||
	    !add_messages(d, error))
		return false;
	if (d->kept->len == 0)
		return true;
	kept = g_bytes_new(d->kept->str, d->kept->len);
	return folder_add(d->folder, "Non communiqué.txt", kept, error);
}

static int
disclose_to(struct disclosure *d, const char *to)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *whole = g_strdup_printf("%s – droit d’accès",
	    d->dossier->reference);
	g_autofree char *name = safe_name(whole);
	g_autofree char *count = NULL;

	d->folder = folder_begin(to, &error);
	if (d->folder == NULL)
		return ctl_fail("%s", error->message);
	if (!fill(d, &error)) {
		folder_abort(d->folder);
		return ctl_fail("%s", error->message);
	}
	count = french_count(folder_files(d->folder), "fichier", "fichiers");
	if (!folder_commit(d->folder, name, &error))
		return ctl_fail("%s", error->message);
	fprintf(d->ctl->out, "%s : %s dans %s/%s\n%s", d->dossier->reference,
	    count, to, name, d->kept->str);
	return CTL_DONE;
}

static int
disclose(struct ctl *ctl, char **arguments)
{
	struct disclosure d = { .ctl = ctl };
	const char *to = arguments[1] != NULL ? arguments[1] : ".";
	struct dossier *dossier;
	int status;

	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	dossier = filter_dossier(ctl, arguments[0]);
	if (dossier == NULL)
		return CTL_FAILED;
	d.dossier = dossier;
	d.papers = papers_open(ctl);
	d.kept = g_string_new(NULL);
	status = disclose_to(&d, to);
	g_string_free(d.kept, TRUE);
	papers_close(d.papers);
	dossier_free(dossier);
	return status;
}

const struct command command_disclose = {
	.name = "disclose",
	.arguments = "RÉFÉRENCE [DOSSIER]",
	.summary = "tout ce qui est détenu sur un dossier (droit d’accès)",
	.min_arguments = 1,
	.max_arguments = 2,
	.run = disclose,
};
