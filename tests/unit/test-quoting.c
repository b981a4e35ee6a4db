/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quoting.h"

#include <string.h>

#include <glib.h>

#include "harness.h"

static const struct {
	const char *text, *own, *quoted;
} cases[] = {
	{ "", "", "" },
	{ "Bonjour\n", "Bonjour\n", "" },
	{ "Merci\n\n-----Message d'origine-----\nDe : ARS\n\nx\n", "Merci\n",
	    "-----Message d'origine-----\nDe : ARS\n\nx" },
	{ "Merci\n-----Message d’origine-----\nx\n", "Merci\n",
	    "-----Message d’origine-----\nx" },
	{ "Voir.\n-------- Message transféré --------\nSujet : x\n", "Voir.\n",
	    "-------- Message transféré --------\nSujet : x" },
	{ "FYI\n---------- Forwarded message ---------\nFrom: A\n", "FYI\n",
	    "---------- Forwarded message ---------\nFrom: A" },
	{ "Vu\nDébut du message transféré :\n\nDe: A\n", "Vu\n",
	    "Début du message transféré :\n\nDe: A" },
	{ "Oui\n________________________________\nDe : ARS\n"
	  "Envoyé : lundi\nÀ : DAM\nObjet : x\n\nBonjour\n",
	    "Oui\n",
	    "De : ARS\nEnvoyé : lundi\nÀ : DAM\nObjet : x\n\nBonjour" },
	{ "Oui\n*De :* ARS\n*Envoyé :* lundi\n*Objet :* x\n", "Oui\n",
	    "*De :* ARS\n*Envoyé :* lundi\n*Objet :* x" },
	{ "Yes\nFrom: A\nSent: Monday\nTo: B\nSubject: x\n", "Yes\n",
	    "From: A\nSent: Monday\nTo: B\nSubject: x" },
	{ "Oui\n\nLe lun. 12 janv. 2026 à 10:03, ARS <a@ars.test> a écrit :\n\n"
	  "Bonjour\n",
	    "Oui\n",
	    "Le lun. 12 janv. 2026 à 10:03, ARS <a@ars.test> a écrit :\n\n"
	    "Bonjour" },
	{ "Oui\nLe lun. 12 janv. 2026 à 10:03, ARS Normandie\n"
	  "<a@ars.test> a écrit :\nBonjour\n",
	    "Oui\n",
	    "Le lun. 12 janv. 2026 à 10:03, ARS Normandie\n"
	    "<a@ars.test> a écrit :\nBonjour" },
	{ "On Mon, Jan 12, A <a@b.test> wrote:\n> q1\nr1\n> q2\nr2\n",
	    "r1\nr2\n",
	    "On Mon, Jan 12, A <a@b.test> wrote:\n> q1\n> q2" },
	{ "> cité\n> -----Message d'origine-----\n> De : x\nréponse\n",
	    "réponse\n",
	    "> cité\n> -----Message d'origine-----\n> De : x" },
	/* What only resembles a quotation is the sender's own. */
	{ "Le dossier est complet :\nannexes 1 à 12\n",
	    "Le dossier est complet :\nannexes 1 à 12\n", "" },
	{ "De : nombreuses pièces\nannexe 5\n",
	    "De : nombreuses pièces\nannexe 5\n", "" },
	{ "Message original\nde l’an dernier\n",
	    "Message original\nde l’an dernier\n", "" },
	{ "Le chef de service a écrit : avis favorable\nVoilà\n",
	    "Le chef de service a écrit : avis favorable\nVoilà\n", "" },
	{ "-- \nJean\nDAM\n", "-- \nJean\nDAM\n", "" },
};

START_TEST(tells_own_words_from_quoted)
{
	g_autofree char *own = NULL, *quoted = NULL;

	quoting_split(cases[_i].text, &own, &quoted);
	ck_assert_str_eq(own, cases[_i].own);
	ck_assert_str_eq(quoted, cases[_i].quoted);
}
END_TEST

START_TEST(is_quick_on_hostile_text)
{
	g_autofree char *own = NULL, *quoted = NULL;
	GString *text = g_string_new(NULL);

	while (text->len < (1u << 20))
		g_string_append(text, "Le De : x@\n");
	quoting_split(text->str, &own, &quoted);
	ck_assert_uint_ge(strlen(own), (1u << 20) - 16);
	g_string_free(text, TRUE);
}
END_TEST

HARNESS_MAIN("quoting",
    tcase_add_loop_test(tc, tells_own_words_from_quoted, 0,
	G_N_ELEMENTS(cases));
    tcase_add_test(tc, is_quick_on_hostile_text))
