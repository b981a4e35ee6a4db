/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The OAuth2 access token of a service: see token.h. */
#include "token.h"

#include <string.h>

#include <curl/curl.h>
#include <jansson.h>

#include "error.h"
#include "net.h"

/* RFC 6749 §5.1 only recommends expires_in: without it, one hour. */
#define DEFAULT_LIFE_S 3600
/* From the connection to the last byte of the answer. */
#define ANSWER_TIMEOUT_MS 30000L

struct token {
	char *url, *client_id, *client_secret, *scope, *ca_file;
	char *access;
	int64_t renew_at;
};

struct token *
token_new(const struct token_source *source)
{
	struct token *token = g_new0(struct token, 1);

	token->url = g_strdup(source->url);
	token->client_id = g_strdup(source->client_id);
	token->client_secret = g_strdup(source->client_secret);
	token->scope = g_strdup(source->scope);
	token->ca_file = g_strdup(source->ca_file);
	return token;
}

static void
wipe(char **secret)
{
	if (*secret != NULL)
		explicit_bzero(*secret, strlen(*secret));
	g_clear_pointer(secret, g_free);
}

void
token_free(struct token *token)
{
	if (token == NULL)
		return;
	wipe(&token->access);
	wipe(&token->client_secret);
	g_free(token->url);
	g_free(token->client_id);
	g_free(token->scope);
	g_free(token->ca_file);
	g_free(token);
}

void
token_forget(struct token *token)
{
	wipe(&token->access);
	token->renew_at = 0;
}

static size_t
collect(char *bytes, size_t size, size_t count, void *context)
{
	GString *answer = context;

	if (answer->len + size * count > TOKEN_ANSWER_BYTES_MAX)
		return 0; /* libcurl ends with CURLE_WRITE_ERROR */
	g_string_append_len(answer, bytes, (gssize)(size * count));
	return size * count;
}

static void
append_field(GString *form, CURL *curl, const char *name, const char *value)
{
	char *escaped = curl_easy_escape(curl, value, 0);

	g_string_append_printf(form, "%s%s=%s", form->len > 0 ? "&" : "",
	    name, escaped);
	curl_free(escaped);
}

static GString *
make_form(const struct token *token, CURL *curl)
{
	GString *form = g_string_new(NULL);

	append_field(form, curl, "grant_type", "client_credentials");
	append_field(form, curl, "client_id", token->client_id);
	append_field(form, curl, "client_secret", token->client_secret);
	if (token->scope != NULL)
		append_field(form, curl, "scope", token->scope);
	return form;
}

static bool
read_answer(struct token *token, const GString *answer, long status,
    int64_t now, GError **error)
{
	json_error_t fault;
	json_t *json = json_loadb(answer->str, answer->len, 0, &fault);
	const char *access = json_string_value(json_object_get(json,
	    "access_token"));
	const char *why = json_string_value(json_object_get(json,
	    "error_description"));
	json_int_t life = json_integer_value(json_object_get(json,
	    "expires_in"));

	if (status == 200 && access != NULL && access[0] != '\0') {
		token->access = g_strdup(access);
		token->renew_at = now - TOKEN_RENEW_BEFORE_S +
		    (life > 0 ? MIN((int64_t)life, TOKEN_LIFE_MAX_S) :
				DEFAULT_LIFE_S);
	} else {
		if (why == NULL)
			why = json_string_value(json_object_get(json,
			    "error"));
		error_set(error,
		    status >= 500 ? ASR_ERROR_NETWORK : ASR_ERROR_REFUSED,
		    "OAuth2 token of %s: HTTP %ld, %s", token->url, status,
		    why != NULL ? why : "no token in the answer");
	}
	json_decref(json);
	return token->access != NULL;
}

static bool
request(struct token *token, CURL *curl, int64_t now, GError **error)
{
	const struct net_target target = { .tls = NET_TLS,
		.host = token->url, .ca_file = token->ca_file };
	g_autoptr(GString) answer = g_string_new(NULL);
	GString *form = make_form(token, curl);
	CURLcode code;
	long status = 0;

	net_prepare(curl, &target);
	curl_easy_setopt(curl, CURLOPT_URL, token->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, ANSWER_TIMEOUT_MS);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form->str);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
	code = curl_easy_perform(curl);
	explicit_bzero(form->str, form->len);
	g_string_free(form, TRUE);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (code != CURLE_OK)
		return net_error(error, "OAuth2 token", &target, curl,
		    (int)code, NULL);
	return read_answer(token, answer, status, now, error);
}

const char *
token_get(struct token *token, int64_t now, GError **error)
{
	CURL *curl;
	bool ok;

	if (token->access != NULL && now < token->renew_at)
		return token->access;
	token_forget(token);
	curl = curl_easy_init();
	g_assert(curl != NULL);
	ok = request(token, curl, now, error);
	curl_easy_cleanup(curl);
	return ok ? token->access : NULL;
}
