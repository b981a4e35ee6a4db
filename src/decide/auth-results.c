/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the receiving server found out: see auth-results.h. */
#include "auth-results.h"

#include <string.h>

/* The header's value without its comments, RFC 5322 §3.2.2. */
static char *
without_comments(const char *value)
{
	GString *out = g_string_new(NULL);
	unsigned depth = 0;
	bool quoted = false;

	for (; *value != '\0'; value++) {
		if (*value == '\\' && value[1] != '\0') {
			value++;
			continue;
		}
		if (*value == '"' && depth == 0)
			quoted = !quoted;
		if (*value == '(' && !quoted)
			depth++;
		else if (*value == ')' && !quoted && depth > 0)
			depth--;
		else if (depth == 0 && *value != '"')
			g_string_append_c(out, *value);
	}
	return g_string_free(out, FALSE);
}

/* "mx.example 1; spf=pass …": the id, or NULL when the first part is a
 * result, as Exchange Online writes it. */
static char *
server_id(const char *value)
{
	g_autofree char *first = g_strndup(value, strcspn(value, ";"));
	char *id = g_strstrip(first);

	if (strchr(id, '=') != NULL)
		return NULL;
	id[strcspn(id, " \t")] = '\0';
	return g_strdup(id);
}

static bool
is_believed(const char *value, const char *authserv_id)
{
	g_autofree char *id = server_id(value);

	if (strcmp(authserv_id, "topmost") == 0)
		return true;
	return id != NULL && g_ascii_strcasecmp(id, authserv_id) == 0;
}

static enum auth_verdict
verdict_of(const char *word)
{
	if (g_ascii_strcasecmp(word, "pass") == 0 ||
	    g_ascii_strcasecmp(word, "bestguesspass") == 0)
		return AUTH_PASS;
	if (g_ascii_strcasecmp(word, "fail") == 0 ||
	    g_ascii_strcasecmp(word, "hardfail") == 0)
		return AUTH_FAIL;
	return AUTH_ABSENT;
}

/* The value of "name=value" among words; NULL when it is not there. */
static const char *
property(char **words, const char *name)
{
	size_t length = strlen(name);

	for (unsigned i = 0; words[i] != NULL; i++) {
		if (g_ascii_strncasecmp(words[i], name, length) == 0 &&
		    words[i][length] == '=')
			return words[i] + length + 1;
	}
	return NULL;
}

/* Relaxed alignment, RFC 7489 §3.1.1, without a list of public suffixes:
 * the same domain, or one is below the other. */
static bool
is_aligned(const char *domain, const char *from_domain)
{
	size_t one, other;
	const char *longer, *shorter;

	one = strlen(domain);
	other = strlen(from_domain);
	longer = one > other ? domain : from_domain;
	shorter = one > other ? from_domain : domain;
	if (strchr(shorter, '.') == NULL)
		return false;
	if (one == other)
		return g_ascii_strcasecmp(domain, from_domain) == 0;
	longer += MAX(one, other) - MIN(one, other);
	return g_ascii_strcasecmp(longer, shorter) == 0 && longer[-1] == '.';
}

/* The domain that a property names: what stands behind its last @. */
static const char *
domain_in(const char *value)
{
	const char *at = value != NULL ? strrchr(value, '@') : NULL;

	return at != NULL ? at + 1 : value;
}

/* A signature of somebody else, whole or broken, says nothing of From. */
static void
read_dkim(char **words, const char *from_domain,
    struct auth_results *results)
{
	const char *domain = domain_in(property(words, "header.d"));
	enum auth_verdict verdict = verdict_of(property(words, "dkim"));

	if (domain == NULL)
		domain = domain_in(property(words, "header.i"));
	if (domain == NULL && verdict == AUTH_PASS)
		return;
	if (domain != NULL && !is_aligned(domain, from_domain))
		return;
	if (results->dkim != AUTH_PASS)
		results->dkim = verdict;
}

static void
read_spf(char **words, const char *from_domain, struct auth_results *results)
{
	const char *domain = domain_in(property(words, "smtp.mailfrom"));

	results->spf = verdict_of(property(words, "spf"));
	if (domain == NULL)
		domain = property(words, "smtp.helo");
	results->spf_elsewhere = results->spf == AUTH_PASS &&
	    domain != NULL && !is_aligned(domain, from_domain);
}

/* "method=result property=value …": what stands between two ";". */
static void
read_result(const char *text, const char *from_domain,
    struct auth_results *results)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
	const char *dmarc = property(words, "dmarc");

	if (property(words, "spf") != NULL)
		read_spf(words, from_domain, results);
	if (dmarc != NULL)
		results->dmarc = verdict_of(dmarc);
	if (property(words, "dkim") != NULL)
		read_dkim(words, from_domain, results);
}

void
auth_results_read(const struct report *report, const char *authserv_id,
    const char *from_domain, struct auth_results *results_r)
{
	const char *value;

	*results_r = (struct auth_results){ 0 };
	if (authserv_id[0] == '\0')
		return;
	for (unsigned i = 0; (value = report_header(report,
				  "Authentication-Results", i)) != NULL;
	    i++) {
		g_autofree char *plain = without_comments(value);
		g_auto(GStrv) parts = NULL;

		if (!is_believed(plain, authserv_id))
			continue;
		results_r->found = true;
		parts = g_strsplit(plain, ";", -1);
		for (unsigned p = 0; parts[p] != NULL; p++)
			read_result(parts[p], from_domain, results_r);
		return;
	}
}

bool
auth_results_fail(const struct auth_results *results)
{
	if (results->dmarc != AUTH_ABSENT)
		return results->dmarc == AUTH_FAIL;
	if (results->dkim == AUTH_PASS || results->spf == AUTH_PASS)
		return false;
	return results->dkim == AUTH_FAIL || results->spf == AUTH_FAIL;
}

enum sender_proof
auth_results_proof(const struct auth_results *results)
{
	if (results->dmarc == AUTH_PASS || results->dkim == AUTH_PASS)
		return PROOF_SIGNED;
	return results->spf == AUTH_PASS && !results->spf_elsewhere ?
	    PROOF_SPF : PROOF_ANY;
}
