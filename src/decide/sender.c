/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sent a message: see sender.h. */
#include "sender.h"

#include <string.h>

#include "auth-results.h"
#include "automatic.h"
#include "look-alike.h"
#include "say.h"

static const char *
domain_of(const char *address)
{
	const char *at = strrchr(address, '@');

	return at != NULL ? at + 1 : "";
}

/* Elements of all whose kind is `kind`. */
static GPtrArray *
of_kind(const GPtrArray *all, enum establishment_kind kind)
{
	GPtrArray *found = g_ptr_array_new();

	for (unsigned i = 0; i < all->len; i++) {
		const struct establishment *e = all->pdata[i];

		if (e->kind == kind)
			g_ptr_array_add(found, all->pdata[i]);
	}
	return found;
}

static void
speaks_for(struct reading *reading, const GPtrArray *establishments)
{
	for (unsigned i = 0; i < establishments->len; i++)
		g_ptr_array_add(reading->establishments,
		    establishments->pdata[i]);
}

static const char *
name_of(const GPtrArray *establishments)
{
	const struct establishment *e = establishments->pdata[0];

	return e->name;
}

/* Those the registry's file names, and those an agent's word adds. */
static GPtrArray *
dam_of_address(const struct registry *registry, const char *address,
    int64_t at, struct reading *reading)
{
	GPtrArray *dam = registry_by_dam_address(registry, address);
	g_autoptr(GPtrArray) trusted = registry_by_trust(registry, address,
	    at);

	for (unsigned i = 0; i < trusted->len; i++) {
		if (g_ptr_array_find(dam, trusted->pdata[i], NULL))
			continue;
		g_ptr_array_add(dam, trusted->pdata[i]);
		say(reading->evidence, "adresse reconnue par un agent");
	}
	return dam;
}

/* Who the address is said to be, before anything is proven. */
static void
read_claim(const struct registry *registry, const char *address,
    int64_t received_at, struct reading *reading)
{
	g_autoptr(GPtrArray) dam = dam_of_address(registry, address,
	    received_at, reading);
	g_autoptr(GPtrArray) domain = registry_by_domain(registry, address);
	g_autoptr(GPtrArray) dam_of = of_kind(dam, KIND_PERIPHERAL);
	g_autoptr(GPtrArray) chu = of_kind(domain, KIND_CHU);

	if (dam_of->len > 0) {
		reading->sender = SENDER_DAM;
		speaks_for(reading, dam_of);
		say(reading->evidence, "expéditeur : adresse DAM de %s",
		    name_of(dam_of));
	} else if (chu->len > 0) {
		reading->sender = SENDER_CHU;
		speaks_for(reading, chu);
		say(reading->evidence, "expéditeur : adresse de %s",
		    name_of(chu));
	} else if (domain->len > 0 || dam->len > 0) {
		reading->sender = SENDER_ESTABLISHMENT;
		speaks_for(reading, domain->len > 0 ? domain : dam);
		say(reading->evidence,
		    "expéditeur : adresse de %s, qui n’est pas une adresse "
		    "DAM d’établissement périphérique",
		    name_of(domain->len > 0 ? domain : dam));
	} else {
		reading->sender = SENDER_OUTSIDER;
		say(reading->evidence,
		    "expéditeur : domaine d’aucun établissement connu");
	}
}

/* A domain like a registered one: an imitation, or a slip. */
static void
point_out_domain(const struct registry *registry, const char *address,
    struct reading *reading)
{
	const char *domain = domain_of(address);

	for (unsigned i = 0; i < registry->establishments->len; i++) {
		const struct establishment *e =
		    registry->establishments->pdata[i];

		for (char **d = e->domains; *d != NULL; d++) {
			const char *why = look_alike_domain(domain, *d);

			if (why != NULL)
				say_once(reading->warnings,
				    "le domaine %s ressemble à %s (%s), %s : "
				    "imitation ou faute de frappe ?", domain,
				    *d, e->name, why);
		}
	}
}

/* An address like a registered one in its own domain: perhaps the same. */
static void
point_out_address(const char *address, struct reading *reading)
{
	for (unsigned i = 0; i < reading->establishments->len; i++) {
		const struct establishment *e =
		    reading->establishments->pdata[i];
		const char *dam = look_alike_dam(e, address);

		if (dam != NULL)
			say_once(reading->warnings, "l’adresse ressemble à "
			    "l’adresse DAM %s ; si c’est la même direction : "
			    "asrctl trust %s %s", dam, address, e->code);
	}
}

/* «"dam@ch-x.fr" <somebody@else>»: the name shown is an address. */
static void
point_out_name(const struct address *from, struct reading *reading)
{
	g_autofree char *name = g_ascii_strdown(from->name != NULL ?
		from->name : "", -1);

	if (strchr(name, '@') == NULL ||
	    strstr(name, reading->sender_address) != NULL)
		return;
	say(reading->warnings, "le nom affiché (%s) porte une autre adresse "
	    "que celle de l’envoi (%s)", from->name, from->address);
}

static const char *
why_weak(const struct auth_results *results)
{
	if (results->spf_elsewhere)
		return "rien n’est signé par son domaine, et SPF passe pour "
		       "un autre domaine";
	if (auth_results_proof(results) == PROOF_SPF)
		return "SPF seul, rien n’est signé par son domaine";
	return "ni SPF, ni signature de son domaine";
}

/* A known address that does not fail: is what holds enough? */
static void
weigh_proof(const struct settings *settings,
    const struct auth_results *results, struct reading *reading)
{
	enum sender_proof proof = auth_results_proof(results);

	if (settings->authserv_id[0] == '\0' || proof == PROOF_SIGNED)
		return;
	if (!results->found) {
		reading->unproven = true;
		say(reading->warnings, "adresse non prouvée : notre serveur "
		    "n’a rien dit de l’expéditeur");
	} else if (proof < settings->sender_proof) {
		reading->unproven = true;
		say(reading->warnings, "adresse non prouvée : %s",
		    why_weak(results));
	} else {
		reading->weakly_proven = true;
		say(reading->warnings, "adresse faiblement prouvée : %s",
		    why_weak(results));
	}
}

/*
 * Redirected by a rule in the hospital, a true address loses SPF and perhaps
 * its signature.  That is no proof, and helps whoever looks into it.
 */
static void
point_out_redirection(const struct report *report, struct reading *reading)
{
	static const char *const marks[] = { "Resent-From", "X-Forwarded-To",
		"X-Forwarded-For", "X-MS-Exchange-Inbox-Rules-Loop",
		"ARC-Authentication-Results" };

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (report_header(report, marks[i], 0) == NULL)
			continue;
		say(reading->warnings, "marque de redirection (%s) : une "
		    "adresse vraie a pu perdre sa preuve en route",
		    marks[i]);
		return;
	}
}

static void
judge_proof(const struct conf *conf, const struct report *report,
    struct reading *reading)
{
	struct auth_results results;

	auth_results_read(report, conf->settings->authserv_id,
	    domain_of(reading->sender_address), &results);
	reading->authenticated = auth_results_proof(&results) ==
	    PROOF_SIGNED;
	reading->fails = auth_results_fail(&results);
	if (reading->fails)
		say(reading->evidence, "authentification : l’adresse ne "
		    "tient pas (Authentication-Results de notre serveur)");
	else if (reading->authenticated)
		say(reading->evidence, "authentification : adresse prouvée");
	if (reading->sender == SENDER_OUTSIDER)
		return;
	if (reading->fails)
		reading->sender = SENDER_FORGED;
	else
		weigh_proof(conf->settings, &results, reading);
	if (reading->fails || reading->unproven || reading->weakly_proven)
		point_out_redirection(report, reading);
}

/* Exactly one mailbox in From, however often, is an identity; RFC 5322
 * allows several, and then nobody can be told. */
static const struct address *
only_sender(const struct report *report)
{
	const struct address *from;

	if (report->from->len == 0)
		return NULL;
	from = report->from->pdata[0];
	for (unsigned i = 1; i < report->from->len; i++) {
		const struct address *other = report->from->pdata[i];

		if (g_ascii_strcasecmp(from->address, other->address) != 0)
			return NULL;
	}
	return strchr(from->address, '@') != NULL ? from : NULL;
}

void
sender_read(const struct conf *conf, const struct report *report,
    int64_t received_at, struct reading *reading)
{
	const struct address *from = only_sender(report);
	const char *why = automatic_why(report);

	if (from != NULL)
		reading->sender_address = g_ascii_strdown(from->address, -1);
	if (why == NULL && from != NULL &&
	    g_ascii_strcasecmp(from->address, conf->settings->from) == 0)
		why = "notre propre adresse";
	if (why != NULL) {
		reading->sender = SENDER_AUTOMATIC;
		say(reading->evidence, "message automatique : %s", why);
		return;
	}
	if (from == NULL) {
		reading->sender = SENDER_OUTSIDER;
		say(reading->warnings, report->from->len > 1 ?
			"plusieurs expéditeurs dans From : personne n’est "
			"reconnu" : "aucun expéditeur lisible");
		return;
	}
	read_claim(conf->registry, from->address, received_at, reading);
	judge_proof(conf, report, reading);
	point_out_name(from, reading);
	if (reading->sender == SENDER_OUTSIDER)
		point_out_domain(conf->registry, from->address, reading);
	else if (reading->sender == SENDER_ESTABLISHMENT)
		point_out_address(from->address, reading);
}
