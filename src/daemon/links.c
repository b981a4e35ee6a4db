/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings become a mailbox and a courier: see links.h.  Secrets are read
 * from their files when a connection opens, and kept no longer than the
 * next one.
 */
#include "links.h"

#include "courier-smtp.h"
#include "mailbox-imap.h"
#include "token.h"

/* Where one connection's secret comes from. */
struct secret_source {
	const struct settings *settings;
	const struct login *login;
	char *password;      /* read last */
	struct token *token; /* xoauth2 */
};

static const char *
read_password(struct secret_source *source, GError **error)
{
	settings_forget(source->password);
	source->password = settings_secret(source->login->password_file,
	    error);
	return source->password;
}

static const char *
read_token(struct secret_source *source, GError **error)
{
	const struct settings *s = source->settings;
	char *client_secret;

	if (source->token == NULL) {
		struct token_source from = { .url = s->token_url,
			.client_id = s->client_id,
			.scope = s->token_scope,
			.ca_file = s->token_ca_file };

		client_secret = settings_secret(s->client_secret_file,
		    error);
		if (client_secret == NULL)
			return NULL;
		from.client_secret = client_secret;
		source->token = token_new(&from);
		settings_forget(client_secret);
	}
	return token_get(source->token, g_get_real_time() / G_USEC_PER_SEC,
	    error);
}

static const char *
give_secret(void *context, GError **error)
{
	struct secret_source *source = context;

	return source->login->auth == AUTH_XOAUTH2 ?
	    read_token(source, error) : read_password(source, error);
}

/* Its token may have been revoked: the next call fetches another. */
static void
forget_token(void *context)
{
	struct secret_source *source = context;

	if (source->token != NULL)
		token_forget(source->token);
}

static struct secret_source *
secret_source_new(const struct settings *settings, const struct login *login)
{
	struct secret_source *source = g_new0(struct secret_source, 1);

	source->settings = settings;
	source->login = login;
	return source;
}

static void
secret_source_free(struct secret_source *source)
{
	if (source == NULL)
		return;
	settings_forget(source->password);
	token_free(source->token);
	g_free(source);
}

/* Plain text is for loopback alone; elsewhere STARTTLS is required. */
static struct net_target
target_of(const struct endpoint *endpoint, const struct login *login,
    bool tls)
{
	struct net_target target = {
		.tls = tls              ? NET_TLS :
		    endpoint->loopback && login->ca_file == NULL ?
					  NET_PLAIN :
					  NET_STARTTLS,
		.host = endpoint->host,
		.port = endpoint->port,
		.ca_file = login->ca_file,
		.user = login->user,
		.bearer = login->auth == AUTH_XOAUTH2,
	};

	return target;
}

static struct mailbox *
open_mailbox(struct links *links, const struct settings *settings,
    GError **error)
{
	const struct endpoint *source = &settings->source;
	struct mailbox_imap_options options;

	if (source->kind == ENDPOINT_DIR)
		return mailbox_dir_open(source->path, error);
	links->mailbox_secret = secret_source_new(settings,
	    &settings->mailbox);
	options = (struct mailbox_imap_options){
		.target = target_of(source, &settings->mailbox,
		    source->kind == ENDPOINT_IMAPS),
		.folder = source->folder,
		.idle = settings->idle,
		.secret = give_secret,
		.refused = forget_token,
		.secret_context = links->mailbox_secret,
	};
	return mailbox_imap_open(&options);
}

static struct courier *
open_courier(struct links *links, const struct settings *settings)
{
	const struct endpoint *server = &settings->server;
	struct courier_smtp_options options;

	if (server->kind == ENDPOINT_DIR)
		return courier_dir_open(server->path);
	links->courier_secret = secret_source_new(settings,
	    &settings->smtp);
	options = (struct courier_smtp_options){
		.target = target_of(server, &settings->smtp,
		    server->kind == ENDPOINT_SMTPS),
		.from = settings->from,
		.secret = give_secret,
		.refused = forget_token,
		.secret_context = links->courier_secret,
	};
	return courier_smtp_open(&options);
}

struct links *
links_open(const struct settings *settings, bool mailbox, bool courier,
    GError **error)
{
	struct links *links = g_new0(struct links, 1);

	if (courier)
		links->courier = open_courier(links, settings);
	if (!mailbox)
		return links;
	links->mailbox = open_mailbox(links, settings, error);
	if (links->mailbox != NULL)
		return links;
	links_close(links);
	return NULL;
}

void
links_close(struct links *links)
{
	if (links == NULL)
		return;
	if (links->courier != NULL)
		links->courier->ops->close(links->courier);
	if (links->mailbox != NULL)
		links->mailbox->ops->close(links->mailbox);
	secret_source_free(links->mailbox_secret);
	secret_source_free(links->courier_secret);
	g_free(links);
}
