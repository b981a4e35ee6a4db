/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of asrctl share: see ctl.h. */
#include "ctl.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "rulings.h"
#include "rulings-conf.h"

/* Why the database cannot be opened, where an agent can do about it. */
static const char *
closed_because(const struct ctl *ctl)
{
	g_autofree char *database = g_build_filename(
	    ctl->conf->settings->state_directory, "intake.db", NULL);

	if (access(database, R_OK) == 0)
		return NULL;
	if (errno == EACCES)
		return "vous n’avez pas le droit de lire les dossiers : il "
		    "faut être du groupe des agents";
	return errno == ENOENT ? "il n’y a pas encore de base : le service "
	    "a-t-il démarré une fois ?" : NULL;
}

/* The dates that agents extended count for who asks, too. */
static bool
lay_extensions(struct ctl *ctl, GError **error)
{
	g_autoptr(GPtrArray) rows = store_extensions(ctl->store, error);

	for (unsigned i = 0; rows != NULL && i < rows->len; i++) {
		const struct extension_row *row = rows->pdata[i];

		/* One that is configured no more is the service's to say. */
		conf_rule_deadline(ctl->conf, row->campaign, row->deadline,
		    row->date);
	}
	return rows != NULL;
}

bool
ctl_open_store(struct ctl *ctl)
{
	g_autoptr(GError) error = NULL;
	const char *why;

	if (ctl->store != NULL)
		return true;
	ctl->store = store_open_readonly(
	    ctl->conf->settings->state_directory, &error);
	if (ctl->store != NULL && lay_extensions(ctl, &error))
		return true;
	g_clear_pointer(&ctl->store, store_close);
	why = closed_because(ctl);
	if (why != NULL)
		ctl_fail("%s (%s)", why,
		    ctl->conf->settings->state_directory);
	else
		ctl_fail("%s", error->message);
	return false;
}

/* What the system says at the end of a message, in French. */
static char *
in_french(char *text)
{
	static const struct {
		int problem;
		const char *french;
	} words[] = {
		{ EACCES, "permission refusée" },
		{ EPERM, "opération interdite" },
		{ ENOENT, "n’existe pas" },
		{ ENOTDIR, "n’est pas un dossier" },
		{ EISDIR, "est un dossier" },
		{ EEXIST, "existe déjà" },
		{ ENOSPC, "il n’y a plus de place sur le disque" },
		{ EROFS, "le disque ne s’écrit pas" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autofree char *end = g_strconcat(": ",
		    g_strerror(words[i].problem), NULL);
		bool said = g_str_has_suffix(text, end);
		char *kept = said ? g_strndup(text, strlen(text) -
		    strlen(end)) : NULL;
		char *french;

		if (!said)
			continue;
		french = g_strdup_printf("%s : %s", g_strchomp(kept),
		    words[i].french);
		g_free(kept);
		g_free(text);
		return french;
	}
	return text;
}

static void
complain(const char *format, va_list ap)
{
	g_autofree char *text = in_french(g_strdup_vprintf(format, ap));

	fprintf(stderr, "asrctl: %s\n", text);
}

int
ctl_fail(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	complain(format, ap);
	va_end(ap);
	return CTL_FAILED;
}

int
ctl_usage(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	complain(format, ap);
	va_end(ap);
	return CTL_USAGE;
}

static const struct campaign *
find_campaign(const struct ctl *ctl, const char *id)
{
	if (id == NULL)
		return NULL;
	return campaigns_find(ctl->conf->campaigns, id);
}

GTimeZone *
ctl_zone(const struct ctl *ctl, const char *id)
{
	const struct campaign *campaign = find_campaign(ctl, id);
	const GPtrArray *all = ctl->conf->campaigns->campaigns;

	if (campaign == NULL && all->len > 0)
		campaign = all->pdata[all->len - 1];
	return campaign != NULL ? campaign->time_zone : NULL;
}

const char *
ctl_piece_label(const struct ctl *ctl, const char *id, const char *piece)
{
	const struct campaign *campaign = find_campaign(ctl, id);
	const struct piece *found = NULL;

	if (campaign != NULL && campaign->form != NULL)
		found = form_piece(campaign->form, piece);
	return found != NULL ? found->label : piece;
}

const char *
ctl_subdivision_label(const struct ctl *ctl, const char *id,
    const char *subdivision)
{
	const struct campaign *campaign = find_campaign(ctl, id);
	const struct subdivision *found = NULL;

	if (campaign != NULL && subdivision != NULL)
		found = campaign_subdivision(campaign, subdivision);
	return found != NULL ? found->label : subdivision;
}

const char *
ctl_establishment_name(const struct ctl *ctl, const char *code)
{
	const struct establishment *found = NULL;

	if (code != NULL)
		found = registry_find(ctl->conf->registry, code);
	return found != NULL ? found->name : code;
}
