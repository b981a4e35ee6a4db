/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole configuration: see conf.h. */
#include "conf.h"

#include <unistd.h>

static void
check_secret(const char *key, const char *file, const char *config,
    struct problems *problems)
{
	g_autoptr(GError) error = NULL;
	char *secret;

	if (file == NULL)
		return;
	secret = settings_secret(file, &error);
	if (secret == NULL)
		problems_error(problems, config, 0, NULL, key, "%s",
		    error->message);
	settings_forget(secret);
}

static void
check_readable(const char *key, const char *file, const char *config,
    struct problems *problems)
{
	if (file != NULL && access(file, R_OK) != 0)
		problems_error(problems, config, 0, NULL, key,
		    "%s cannot be read", file);
}

static bool
subdivision_known(const struct campaigns *campaigns, const char *id)
{
	for (unsigned i = 0; i < campaigns->campaigns->len; i++) {
		if (campaign_subdivision(campaigns->campaigns->pdata[i], id))
			return true;
	}
	return campaigns->campaigns->len == 0;
}

/* What only shows across files. */
static void
check_registry(const struct conf *conf, struct problems *problems)
{
	const GPtrArray *rows = conf->registry->establishments;

	for (unsigned i = 0; i < rows->len; i++) {
		const struct establishment *e = rows->pdata[i];

		if (e->kind == KIND_OTHER && e->subdivision[0] == '\0')
			continue;
		if (!subdivision_known(conf->campaigns, e->subdivision))
			problems_error(problems,
			    conf->settings->establishments, 0, NULL,
			    "subdivision",
			    "%s: no campaign has a subdivision “%s”",
			    e->code, e->subdivision);
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
	return conf;
}

void
conf_check_files(const struct conf *conf, struct problems *problems)
{
	const struct settings *s = conf->settings;

	check_secret("password-file", s->mailbox.password_file, s->file,
	    problems);
	check_secret("password-file", s->smtp.password_file, s->file,
	    problems);
	check_secret("client-secret-file", s->client_secret_file, s->file,
	    problems);
	check_readable("ca-file", s->mailbox.ca_file, s->file, problems);
	check_readable("ca-file", s->smtp.ca_file, s->file, problems);
	check_readable("ca-file", s->token_ca_file, s->file, problems);
	check_readable("source", s->source.path, s->file, problems);
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
