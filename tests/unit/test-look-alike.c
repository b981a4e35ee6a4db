/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "look-alike.h"

#include <glib.h>

#include "harness.h"

static const struct {
	const char *domain, *registered;
	bool alike;
} domains[] = {
	{ "ch-valbec.fr", "ch-valbec.fr", false },
	{ "CH-Valbec.fr", "ch-valbec.fr", false },
	{ "mail.ch-valbec.fr", "ch-valbec.fr", false }, /* the registry's */
	{ "ch-va1bec.fr", "ch-valbec.fr", true },
	{ "ch-valbee.fr", "ch-valbec.fr", true },
	{ "chvalbec.fr", "ch-valbec.fr", true },
	{ "ch-va-lbec.fr", "ch-valbec.fr", true },
	{ "ch-valbec.com", "ch-valbec.fr", true },
	{ "ch-valbec.fr.ailleurs.com", "ch-valbec.fr", true },
	{ "mail.ch-valbee.fr", "ch-valbec.fr", true },
	{ "ght-centrernanche.fr", "ght-centremanche.fr", true },
	{ "xn--h-valbec-8oi.fr", "ch-valbec.fr", false }, /* no such code */
	{ "c\xd0\xbd-valbec.fr", "ch-valbec.fr", true }, /* one letter else */
	{ "ch-v\xd0\xb0lbec.fr", "ch-valbec.fr", true }, /* a Cyrillic a */
	{ "xn--ch-vlbec-46g.fr", "ch-valbec.fr", true }, /* the same, coded */
	{ "ch-v\xc3\xa0lbec.fr", "ch-valbec.fr", true },
	/* Names too short for a letter more or less. */
	{ "chb.fr", "cha.fr", false },
	{ "ch-eu.fr", "ch-vu.fr", true }, /* five letters: one may differ */
	{ "ch-dieppe.fr", "ch-valbec.fr", false },
	{ "boite-perso.fr", "ch-valbec.fr", false },
	{ "fr", "ch-valbec.fr", false },
	{ "", "ch-valbec.fr", false },
};

START_TEST(tells_domains)
{
	const char *why = look_alike_domain(domains[_i].domain,
	    domains[_i].registered);

	ck_assert_msg((why != NULL) == domains[_i].alike, "%s: %s",
	    domains[_i].domain, why != NULL ? why : "none");
}
END_TEST

static const struct {
	const char *address, *like; /* NULL: none */
} addresses[] = {
	{ "affaires-medicales@ch-x.fr", NULL }, /* itself */
	{ "affaire-medicales@ch-x.fr", "affaires-medicales@ch-x.fr" },
	{ "affaires.medicales@ch-x.fr", "affaires-medicales@ch-x.fr" },
	{ "AffairesMedicales@CH-X.fr", "affaires-medicales@ch-x.fr" },
	{ "affaires-medicales@ailleurs.fr", NULL },
	{ "urgences@ch-x.fr", NULL },
	{ "dan@ch-x.fr", NULL }, /* three letters: no slip can be told */
	{ "d.a.m@ch-x.fr", "dam@ch-x.fr" },
	{ "sans-arobase", NULL },
};

START_TEST(tells_dam_addresses)
{
	char *dams[] = { (char *)"*@dam.ch-x.fr", (char *)"dam@ch-x.fr",
		(char *)"affaires-medicales@ch-x.fr", NULL };
	struct establishment e = { .dam_addresses = dams };

	ck_assert_pstr_eq(look_alike_dam(&e, addresses[_i].address),
	    addresses[_i].like);
}
END_TEST

HARNESS_MAIN("look-alike",
    tcase_add_loop_test(tc, tells_domains, 0, G_N_ELEMENTS(domains));
    tcase_add_loop_test(tc, tells_dam_addresses, 0,
	G_N_ELEMENTS(addresses)))
