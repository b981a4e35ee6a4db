/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses that could be taken for registered ones: see look-alike.h. */
#include "look-alike.h"

#include <string.h>

#include "near.h"

/* Letters of other alphabets, and figures, drawn like a Latin letter. */
static const struct {
	gunichar sign;
	char letter;
} alike[] = {
	{ 0x0430, 'a' }, { 0x0435, 'e' }, { 0x043e, 'o' }, { 0x0440, 'p' },
	{ 0x0441, 'c' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' },
	{ 0x0456, 'l' }, { 0x0458, 'j' }, { 0x04bb, 'h' }, { 0x04cf, 'l' },
	{ 0x0501, 'd' }, { 0x03b1, 'a' }, { 0x03bf, 'o' }, { 0x03c1, 'p' },
	{ 0x0131, 'l' }, { '0', 'o' }, { '1', 'l' }, { 'i', 'l' },
	{ '5', 's' },
};

/* Pairs drawn like one letter. */
static const struct {
	const char *pair;
	char letter;
} pairs[] = { { "rn", 'm' }, { "vv", 'w' } };

static char
letter_of(gunichar sign)
{
	for (size_t i = 0; i < G_N_ELEMENTS(alike); i++) {
		if (alike[i].sign == sign)
			return alike[i].letter;
	}
	return sign < 0x80 ? (char)sign : '?';
}

/* Letters without accents and hyphens, what looks alike made equal. */
static GString *
letters(const char *domain)
{
	g_autofree char *unicode = g_hostname_to_unicode(domain);
	g_autofree char *plain = g_utf8_normalize(unicode != NULL ?
		unicode : domain, -1, G_NORMALIZE_ALL);
	GString *out = g_string_new(NULL);

	for (const char *p = plain; p != NULL && *p != '\0';
	    p = g_utf8_next_char(p)) {
		gunichar sign = g_unichar_tolower(g_utf8_get_char(p));

		if (sign != '-' && !g_unichar_ismark(sign))
			g_string_append_c(out, letter_of(sign));
	}
	return out;
}

static char *
skeleton(const char *domain)
{
	GString *out = letters(domain);

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		char one[] = { pairs[i].letter, '\0' };

		g_string_replace(out, pairs[i].pair, one, 0);
	}
	return g_string_free(out, FALSE);
}

/* The end of domain with as many labels as like has. */
static const char *
same_labels(const char *domain, const char *like)
{
	const char *p = domain + strlen(domain);
	unsigned dots = 0;

	for (; *like != '\0'; like++)
		dots += *like == '.';
	while (p > domain) {
		if (p[-1] == '.' && dots-- == 0)
			break;
		p--;
	}
	return p;
}

/* The name without its last label: «ch-valbec» of «ch-valbec.fr». */
static char *
without_ending(const char *domain)
{
	const char *dot = strrchr(domain, '.');

	return dot != NULL ? g_strndup(domain, (gsize)(dot - domain)) :
			     g_strdup(domain);
}

const char *
look_alike_domain(const char *domain, const char *registered)
{
	const char *tail = same_labels(domain, registered);
	size_t length = strlen(registered);
	g_autofree char *one = skeleton(tail), *other = skeleton(registered);
	g_autofree char *base = without_ending(tail);
	g_autofree char *real = without_ending(registered);
	unsigned limit = near_limit((unsigned)strlen(real));

	if (g_ascii_strcasecmp(tail, registered) == 0)
		return NULL;
	if (strcmp(one, other) == 0)
		return "des signes qui se ressemblent";
	if (g_ascii_strncasecmp(domain, registered, length) == 0 &&
	    domain[length] == '.')
		return "ce nom, placé devant un autre domaine";
	if (g_ascii_strcasecmp(base, real) == 0)
		return "le même nom sous une autre terminaison";
	if (limit > 0 && near_distance(tail, registered, limit) <= limit)
		return "à une ou deux lettres près";
	return NULL;
}

/* The part before the @ without what separates words in it. */
static char *
local_letters(const char *address)
{
	char *local = g_ascii_strdown(address, (gssize)strcspn(address, "@"));
	char *to = local;

	for (const char *p = local; *p != '\0'; p++) {
		if (strchr(".-_+", *p) == NULL)
			*to++ = *p;
	}
	*to = '\0';
	return local;
}

const char *
look_alike_dam(const struct establishment *establishment,
    const char *address)
{
	g_autofree char *local = local_letters(address);
	const char *domain = strchr(address, '@');

	for (char **dam = establishment->dam_addresses; *dam != NULL; dam++) {
		const char *at = strchr(*dam, '@');
		g_autofree char *other = local_letters(*dam);
		unsigned limit = near_limit((unsigned)strlen(other));

		if (domain == NULL || at == NULL || other[0] == '*' ||
		    g_ascii_strcasecmp(domain, at) != 0 ||
		    g_ascii_strcasecmp(address, *dam) == 0)
			continue;
		if (near_distance(local, other, limit) <= limit)
			return *dam;
	}
	return NULL;
}
