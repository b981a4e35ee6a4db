/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every libcurl handle of the project has in common: net.h. */
#include "net.h"

#include <stdio.h>
#include <string.h>

#include <curl/curl.h>

#include "error.h"

void
net_prepare(void *handle, const struct net_target *target)
{
	CURL *curl = handle;

	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)NET_CONNECT_TIMEOUT_MS);
	curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
	/* An empty proxy: the environment's is not for a service. */
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	if (target->tls != NET_PLAIN)
		curl_easy_setopt(curl, CURLOPT_USE_SSL,
		    (long)CURLUSESSL_ALL);
	if (target->ca_file != NULL) {
		curl_easy_setopt(curl, CURLOPT_CAINFO, target->ca_file);
		curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
	if (target->user == NULL)
		return;
	curl_easy_setopt(curl, CURLOPT_USERNAME, target->user);
	if (target->bearer) {
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER,
		    target->secret);
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS,
		    "AUTH=XOAUTH2");
	} else {
		curl_easy_setopt(curl, CURLOPT_PASSWORD, target->secret);
	}
}

/* "Expire date:2026-12-25 13:19:22 GMT", as libcurl writes it; some
 * versions with a capital D. */
static int64_t
read_end(const char *line)
{
	static const char name[] = "Expire date:";
	int year, month, day, hour, minute, second;
	g_autoptr(GDateTime) end = NULL;

	if (g_ascii_strncasecmp(line, name, strlen(name)) != 0 ||
	    sscanf(line + strlen(name), "%d-%d-%d %d:%d:%d", &year, &month,
		&day, &hour, &minute, &second) != 6)
		return 0;
	end = g_date_time_new_utc(year, month, day, hour, minute, second);
	return end != NULL ? g_date_time_to_unix(end) : 0;
}

int64_t
net_certificate_end(void *curl)
{
	struct curl_certinfo *info = NULL;
	int64_t end = 0;

	/* The server's own comes first. */
	if (curl_easy_getinfo(curl, CURLINFO_CERTINFO, &info) != CURLE_OK ||
	    info == NULL || info->num_of_certs < 1)
		return 0;
	for (struct curl_slist *line = info->certinfo[0];
	    line != NULL && end == 0; line = line->next)
		end = read_end(line->data);
	return end;
}

/* GnuTLS's bits of CURLINFO_SSL_VERIFYRESULT (gnutls_certificate_status_t). */
#define CERTIFICATE_REVOKED 32
#define CERTIFICATE_UNKNOWN_ISSUER 64
#define CERTIFICATE_EXPIRED 1024
#define CERTIFICATE_WRONG_HOST 16384

static const char *
certificate_fault(long bits)
{
	if (bits & CERTIFICATE_EXPIRED)
		return "the certificate has expired";
	if (bits & CERTIFICATE_REVOKED)
		return "the certificate was revoked";
	if (bits & CERTIFICATE_WRONG_HOST)
		return "the certificate is for another host name";
	if (bits & CERTIFICATE_UNKNOWN_ISSUER)
		return "the certificate's issuer is unknown: set ca-file for a "
		       "private authority";
	return "the certificate does not hold, or is for another host name";
}

/* What a libcurl result means for whoever runs the service. */
static const struct {
	CURLcode code;
	enum asr_error kind;
	const char *text; /* NULL: libcurl's own words */
} results[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, ASR_ERROR_NETWORK,
	    "the DNS knows no such host, or does not answer" },
	{ CURLE_COULDNT_CONNECT, ASR_ERROR_NETWORK,
	    "nobody answers at this host and port" },
	{ CURLE_OPERATION_TIMEDOUT, ASR_ERROR_NETWORK,
	    "no answer in time" },
	{ CURLE_SSL_CONNECT_ERROR, ASR_ERROR_NETWORK,
	    "TLS could not be agreed (1.2 or newer is needed)" },
	{ CURLE_USE_SSL_FAILED, ASR_ERROR_REFUSED,
	    "the server does not offer STARTTLS" },
	{ CURLE_SSL_CACERT_BADFILE, ASR_ERROR_REFUSED,
	    "the ca-file cannot be read" },
	{ CURLE_LOGIN_DENIED, ASR_ERROR_LOGIN,
	    "the server refused the log-in: user, secret, or the rights of "
	    "this account" },
	{ CURLE_WEIRD_SERVER_REPLY, ASR_ERROR_NETWORK,
	    "the server's answer is not of the protocol" },
};

/* A server's line as part of a text of ours; the caller frees it. */
static char *
quote_line(const char *said)
{
	g_autofree char *line = g_utf8_make_valid(said, -1);

	return g_strdup_printf(" (the server: %s)", g_strstrip(line));
}

bool
net_error(GError **error, const char *what, const struct net_target *target,
    void *curl, int code, const char *said)
{
	g_autofree char *quoted = NULL;
	g_autofree char *port = target->port == 0 ? g_strdup("") :
	    g_strdup_printf(":%u", target->port);
	const char *text = curl_easy_strerror((CURLcode)code);
	enum asr_error kind = ASR_ERROR_NETWORK;
	long bits = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(results); i++) {
		if (results[i].code != (CURLcode)code)
			continue;
		kind = results[i].kind;
		text = results[i].text;
	}
	if (code == CURLE_PEER_FAILED_VERIFICATION) {
		curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &bits);
		kind = ASR_ERROR_REFUSED;
		text = certificate_fault(bits);
	}
	if (kind == ASR_ERROR_LOGIN && said != NULL && said[0] != '\0')
		quoted = quote_line(said);
	return error_set(error, kind, "%s %s%s: %s%s", what, target->host,
	    port, text, quoted != NULL ? quoted : "");
}
