/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sent a message: see sender.h. */
#include "sender.h"

#include <string.h>

#include "auth-results.h"
#include "automatic.h"
#include "near.h"
#include "say.h"

/* A domain this near to a registered one, and not it, is pointed out. */
#define NEAR_MISS_EDITS 2

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

/* Look-alikes: shown to the agent, never taken for the real one. */
static void
point_out_near_miss(const struct registry *registry, const char *address,
    struct reading *reading)
{
	const char *domain = domain_of(address);

	for (unsigned i = 0; i < registry->establishments->len; i++) {
		const struct establishment *e =
		    registry->establishments->pdata[i];

		for (unsigned d = 0; e->domains[d] != NULL; d++) {
			if (near_distance(domain, e->domains[d],
				NEAR_MISS_EDITS) <= NEAR_MISS_EDITS)
				say_once(reading->warnings,
				    "le domaine %s ressemble à %s (%s) : "
				    "faute de frappe ou imitation ?", domain,
				    e->domains[d], e->name);
		}
	}
}

static void
judge_proof(const struct conf *conf, const struct report *report,
    struct reading *reading)
{
	const char *server = conf->settings->authserv_id;
	struct auth_results results;

	auth_results_read(report, server,
	    domain_of(reading->sender_address), &results);
	reading->authenticated = auth_results_proven(&results);
	reading->fails = auth_results_fail(&results);
	if (reading->fails)
		say(reading->evidence, "authentification : l’adresse ne "
		    "tient pas (Authentication-Results de notre serveur)");
	else if (reading->authenticated)
		say(reading->evidence, "authentification : adresse prouvée");
	if (reading->sender == SENDER_OUTSIDER)
		return;
	if (reading->fails) {
		reading->sender = SENDER_FORGED;
	} else if (!results.found && server[0] != '\0') {
		reading->unproven = true;
		say(reading->warnings, "adresse non prouvée : notre serveur "
		    "n’a rien dit de l’expéditeur");
	} else if (results.found && !reading->authenticated) {
		say(reading->warnings, "adresse faiblement prouvée : ni "
		    "DMARC ni signature DKIM alignée");
	}
}

/* Exactly one mailbox in From is an identity (RFC 5322 allows more). */
static const char *
only_address(const struct report *report)
{
	const struct address *from;

	if (report->from->len != 1)
		return NULL;
	from = report->from->pdata[0];
	return strchr(from->address, '@') != NULL ? from->address : NULL;
}

void
sender_read(const struct conf *conf, const struct report *report,
    int64_t received_at, struct reading *reading)
{
	const char *address = only_address(report);
	const char *why = automatic_why(report);

	if (address != NULL)
		reading->sender_address = g_ascii_strdown(address, -1);
	if (why == NULL && address != NULL &&
	    g_ascii_strcasecmp(address, conf->settings->from) == 0)
		why = "notre propre adresse";
	if (why != NULL) {
		reading->sender = SENDER_AUTOMATIC;
		say(reading->evidence, "message automatique : %s", why);
		return;
	}
	if (address == NULL) {
		reading->sender = SENDER_OUTSIDER;
		say(reading->warnings, report->from->len > 1 ?
			"plusieurs expéditeurs dans From" :
			"aucun expéditeur lisible");
		return;
	}
	read_claim(conf->registry, address, received_at, reading);
	judge_proof(conf, report, reading);
	if (reading->sender == SENDER_OUTSIDER)
		point_out_near_miss(conf->registry, address, reading);
}
