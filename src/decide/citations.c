/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a message mentions: see citations.h. */
#include "citations.h"

#include <string.h>

#include "say.h"

/* A reference has so many digits at least; fewer are something else. */
#define REFERENCE_DIGITS_MIN 4
/* A thread longer than this ties nothing more. */
#define THREAD_MAX 50

/* Hosts of file-transfer services and shared drives; subdomains count. */
static const char *const transfer_hosts[] = { "wetransfer.com", "we.tl",
	"francetransfert.numerique.gouv.fr", "bluefiles.com",
	"swisstransfer.com", "grosfichiers.com", "fromsmash.com",
	"filesender.renater.fr", "onedrive.live.com", "sharepoint.com",
	"1drv.ms", "drive.google.com", "docs.google.com", "dropbox.com",
	"dropboxusercontent.com", "transfernow.net", "filemail.com",
	"mega.nz", "box.com", "icloud.com", "send-anywhere.com",
	"transfertpro.com", "nextcloud.com", "lesgrosfichiers.com",
	"dl.free.fr", "ge.tt", "wesendit.com", "terabox.com" };

/* Words in the path or host of a site's own file service. */
static const char *const transfer_words[] = { "/index.php/s/", "/s/",
	"briefcase", "filesender", "nextcloud", "owncloud", "transfert",
	"filetransfer", "/download/", "/telechargement/", "liquidfiles",
	"/partage/", "detachedattachments" };

static void
find_references(const char *prefix, const char *text,
    GPtrArray *references_r)
{
	size_t length = strlen(prefix);
	g_autofree char *upper = g_ascii_strup(text, -1);
	g_autofree char *wanted = g_ascii_strup(prefix, -1);
	const char *p = upper;

	while (length > 0 && (p = strstr(p, wanted)) != NULL) {
		size_t digits;

		p += length;
		if (*p != '-')
			continue;
		digits = strspn(p + 1, "0123456789");
		if (digits >= REFERENCE_DIGITS_MIN)
			say_once(references_r, "%s-%.*s", prefix,
			    (int)digits, p + 1);
	}
}

void
citations_references(const struct campaigns *campaigns,
    const struct report *report, GPtrArray *references_r)
{
	const char *const texts[] = { report->subject, report->body,
		report->quoted };

	for (unsigned i = 0; i < campaigns->campaigns->len; i++) {
		const struct campaign *campaign =
		    campaigns->campaigns->pdata[i];

		for (size_t t = 0; t < G_N_ELEMENTS(texts); t++) {
			if (texts[t] != NULL)
				find_references(campaign->reference_prefix,
				    texts[t], references_r);
		}
	}
}

void
citations_thread(const struct report *report, GPtrArray *thread_r)
{
	for (unsigned i = 0; i < report->in_reply_to->len; i++)
		say_once(thread_r, "%s",
		    (const char *)report->in_reply_to->pdata[i]);
	for (unsigned i = report->references->len; i > 0; i--) {
		if (thread_r->len >= THREAD_MAX)
			return;
		say_once(thread_r, "%s",
		    (const char *)report->references->pdata[i - 1]);
	}
}

static bool
host_is(const char *host, const char *service)
{
	size_t length = strlen(host), ours = strlen(service);

	if (length < ours ||
	    g_ascii_strcasecmp(host + length - ours, service) != 0)
		return false;
	return length == ours || host[length - ours - 1] == '.';
}

static bool
is_transfer(const char *host, const char *url)
{
	g_autofree char *low = g_ascii_strdown(url, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(transfer_hosts); i++) {
		if (host_is(host, transfer_hosts[i]))
			return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(transfer_words); i++) {
		if (strstr(low, transfer_words[i]) != NULL)
			return true;
	}
	return false;
}

char *
citations_transfer_link(const struct report *report)
{
	const char *p = report->body;

	while ((p = strstr(p, "http")) != NULL) {
		const char *begin = p;
		g_autofree char *url = NULL, *host = NULL;

		p += strlen("http");
		p += *p == 's';
		if (!g_str_has_prefix(p, "://"))
			continue;
		p += strlen("://");
		host = g_strndup(p, strcspn(p, "/:?#> \t\n\"'"));
		url = g_strndup(begin, strcspn(begin, "> \t\n\"'"));
		if (is_transfer(host, url))
			return g_steal_pointer(&host);
	}
	return NULL;
}
