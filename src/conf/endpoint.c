/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a `source` or `server` leads to: see endpoint.h. */
#include "endpoint.h"

#include <string.h>

#include <gio/gio.h>

#include "error.h"

static const struct scheme {
	const char *name;
	enum endpoint_kind kind;
	uint16_t port; /* IANA's */
	bool has_folder;
} schemes[] = {
	{ "imaps", ENDPOINT_IMAPS, 993, true },
	{ "imap", ENDPOINT_IMAP, 143, true },
	{ "smtps", ENDPOINT_SMTPS, 465, false },
	{ "smtp", ENDPOINT_SMTP, 587, false },
};

static bool
is_loopback(const char *host)
{
	g_autoptr(GInetAddress) address = NULL;

	if (g_ascii_strcasecmp(host, "localhost") == 0)
		return true;
	address = g_inet_address_new_from_string(host);
	return address != NULL && g_inet_address_get_is_loopback(address);
}

static bool
fill(struct endpoint *endpoint, GUri *uri, const struct scheme *scheme,
    GError **error)
{
	const char *host = g_uri_get_host(uri);
	const char *path = g_uri_get_path(uri);
	int port = g_uri_get_port(uri);

	if (host == NULL || host[0] == '\0')
		return error_set(error, ASR_ERROR_CONFIG, "no host");
	if (port == 0)
		return error_set(error, ASR_ERROR_CONFIG,
		    "there is no port 0");
	if (g_uri_get_query(uri) != NULL || g_uri_get_fragment(uri) != NULL)
		return error_set(error, ASR_ERROR_CONFIG,
		    "“?” and “#” in a folder are written %%3F and %%23");
	if (g_uri_get_userinfo(uri) != NULL)
		return error_set(error, ASR_ERROR_CONFIG,
		    "the user stands in its own key, not in the address");
	if (!scheme->has_folder && strlen(path) > 1)
		return error_set(error, ASR_ERROR_CONFIG,
		    "nothing may follow the host and port");
	endpoint->kind = scheme->kind;
	endpoint->host = g_strdup(host);
	endpoint->port = port > 0 ? (uint16_t)port : scheme->port;
	endpoint->loopback = is_loopback(host);
	if (scheme->has_folder)
		endpoint->folder = g_strdup(strlen(path) > 1 ? path + 1 :
							       "INBOX");
	return true;
}

static bool
parse_uri(struct endpoint *endpoint, const char *text, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_PARSE_RELAXED,
	    &why);

	if (uri == NULL)
		return error_set(error, ASR_ERROR_CONFIG, "%s",
		    why->message);
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
		if (strcmp(g_uri_get_scheme(uri), schemes[i].name) == 0)
			return fill(endpoint, uri, &schemes[i], error);
	}
	return error_set(error, ASR_ERROR_CONFIG,
	    "“%s” is none of dir:PATH, imaps://, imap://, smtps://, smtp://",
	    text);
}

bool
endpoint_parse(struct endpoint *endpoint, const char *text,
    const char *base, GError **error)
{
	endpoint->text = g_strdup(text);
	if (!g_str_has_prefix(text, "dir:"))
		return parse_uri(endpoint, text, error);
	if (text[4] == '\0')
		return error_set(error, ASR_ERROR_CONFIG,
		    "dir: without a path");
	endpoint->kind = ENDPOINT_DIR;
	endpoint->path = g_canonicalize_filename(text + 4, base);
	return true;
}

void
endpoint_clear(struct endpoint *endpoint)
{
	g_free(endpoint->text);
	g_free(endpoint->path);
	g_free(endpoint->host);
	g_free(endpoint->folder);
	*endpoint = (struct endpoint){ 0 };
}
