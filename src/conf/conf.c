/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole configuration: see conf.h. */
#include "conf.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* The files and folders that the service itself opens. */
static const struct file_key {
	const char *section, *key;
	size_t offset; /* of the path in struct settings */
	bool secret;
} file_keys[] = {
	{ "mailbox", "source", offsetof(struct settings, source.path), false },
	{ "mailbox", "password-file",
	    offsetof(struct settings, mailbox.password_file), true },
	{ "mailbox", "ca-file", offsetof(struct settings, mailbox.ca_file),
	    false },
	{ "smtp", "password-file",
	    offsetof(struct settings, smtp.password_file), true },
	{ "smtp", "ca-file", offsetof(struct settings, smtp.ca_file), false },
	{ "oauth2", "client-secret-file",
	    offsetof(struct settings, client_secret_file), true },
	{ "oauth2", "ca-file", offsetof(struct settings, token_ca_file),
	    false },
};

static bool
subdivision_known(const struct campaigns *campaigns, const char *id)
{
	for (unsigned i = 0; i < campaigns->campaigns->len; i++) {
		if (campaign_subdivision(campaigns->campaigns->pdata[i], id))
			return true;
	}
	return campaigns->campaigns->len == 0;
}

/* The campaign that puts the establishment's département elsewhere. */
static const struct campaign *
elsewhere(const struct campaigns *campaigns, const struct establishment *e)
{
	for (unsigned i = 0; i < campaigns->campaigns->len; i++) {
		const struct campaign *campaign =
		    campaigns->campaigns->pdata[i];
		const struct subdivision *of = campaign_subdivision_of(
		    campaign, e->department);

		if (of != NULL && strcmp(of->id, e->subdivision) != 0)
			return campaign;
	}
	return NULL;
}

/* Dossiers are sorted by subdivision: a CHU and those that may submit need
 * one that a campaign knows. */
static void
check_registry(const struct conf *conf, struct problems *problems)
{
	const GPtrArray *rows = conf->registry->establishments;
	const char *file = conf->settings->establishments;

	for (unsigned i = 0; i < rows->len; i++) {
		const struct establishment *e = rows->pdata[i];
		const struct campaign *other;

		if (e->kind == KIND_OTHER && e->subdivision[0] == '\0')
			continue;
		if (!subdivision_known(conf->campaigns, e->subdivision)) {
			problems_error(problems, file, e->line, NULL,
			    "subdivision",
			    "%s: no campaign has a subdivision “%s”",
			    e->code, e->subdivision);
			continue;
		}
		other = elsewhere(conf->campaigns, e);
		if (other != NULL)
			problems_warn(problems, file, e->line, NULL,
			    "subdivision", "%s: campaign %s counts %s to "
			    "another one than “%s”", e->code, other->id,
			    e->department, e->subdivision);
	}
}

struct conf *
conf_read(const char *file, struct problems *problems)
{
	struct conf *conf = g_new0(struct conf, 1);
	const struct settings *settings;

	conf->settings = settings_read(file, problems);
	settings = conf->settings;
	conf->registry = registry_read(settings->establishments, problems);
	conf->campaigns = campaigns_read(settings->campaigns,
	    settings->forms, problems);
	conf->templates = templates_read(settings->templates, problems);
	check_registry(conf, problems);
	if (settings->reminder_days > 0 &&
	    !templates_has(conf->templates, REPLY_REMINDER))
		problems_error(problems, settings->file, 0, "intake",
		    "reminder-days", "wants the template reminder.txt in %s",
		    settings->templates);
	return conf;
}

struct conf *
conf_read_outline(const char *file, struct problems *problems)
{
	struct conf *conf = g_new0(struct conf, 1);
	const struct settings *settings;

	conf->settings = settings_read(file, problems);
	settings = conf->settings;
	conf->registry = registry_read(settings->establishments, problems);
	conf->campaigns = campaigns_read_outline(settings->campaigns,
	    settings->forms, problems);
	return conf;
}

static void
check_secret(const struct file_key *key, const char *path, const char *file,
    struct problems *problems)
{
	g_autoptr(GError) error = NULL;
	char *secret = settings_secret(path, &error);

	if (secret == NULL)
		problems_error(problems, file, 0, key->section, key->key,
		    "%s", error->message);
	settings_forget(secret);
}

void
conf_check_files(const struct conf *conf, struct problems *problems)
{
	const struct settings *settings = conf->settings;

	for (size_t i = 0; i < G_N_ELEMENTS(file_keys); i++) {
		const struct file_key *key = &file_keys[i];
		const char *path = *(char *const *)((const char *)settings +
		    key->offset);

		if (path == NULL)
			continue;
		if (key->secret)
			check_secret(key, path, settings->file, problems);
		else if (access(path, R_OK) != 0)
			problems_error(problems, settings->file, 0,
			    key->section, key->key, "%s: %s", path,
			    g_strerror(errno));
	}
}

void
conf_free(struct conf *conf)
{
	if (conf == NULL)
		return;
	settings_free(conf->settings);
	registry_free(conf->registry);
	campaigns_free(conf->campaigns);
	templates_free(conf->templates);
	g_free(conf);
}
