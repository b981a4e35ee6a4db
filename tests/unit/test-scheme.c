/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scheme.h"

#include "bench.h"
#include "reports.h"

static const struct {
	const char *subject, *body, *first, *second; /* documents' text */
	bool other;
} messages[] = {
	{ "Candidature 400 MG", "Bonjour", "Dossier", NULL, true },
	{ "Candidature ASR", "Bonjour", "Dossier 400 MG", NULL, false },
	{ "Candidature", "un dossier ville-hôpital", "Dossier", NULL, true },
	{ "ASR ou ville-hôpital ?", "Bonjour", "Dossier", NULL, false },
	{ "Candidature", "Bonjour", "Dossier de candidature", NULL, false },
	{ NULL, "", "Dossier", NULL, false },
	/* The papers say it. */
	{ "Candidature", "Bonjour",
	    "Dispositif 400 médecins généralistes\nCandidat : X", NULL,
	    true },
	{ "Candidature", "Bonjour", "Avis du directeur",
	    "ASSISTANT MIXTE VILLE-HÔPITAL", true },
	{ "Candidature", "Bonjour", "ARS Bretagne\nAssistants spécialistes "
	    "partagés 2026", NULL, true },
	{ "Candidature", "Bonjour", "Agence régionale de santé Occitanie",
	    NULL, true },
	{ "Candidature", "Bonjour", "Plan douleur – soins palliatifs",
	    NULL, true },
	/* One page of our own form, and it is ours. */
	{ "Candidature", "Bonjour", "ARS Bretagne\nAttestation",
	    "ANNEXE 5\nCANDIDATURE ASR", false },
	/* Far down a paper stands a life. */
	{ "Candidature", "Bonjour", "1\n2\n3\n4\n5\n6\n7\n8\nstage en "
	    "Bretagne", NULL, false },
	{ "Candidature", "Bonjour", "1\n2\n3\n4\n5\n6\n\n7\nARS Bretagne",
	    NULL, true },
	{ "Candidature", "Bonjour", "Service de soins palliatifs", NULL,
	    false },
};

START_TEST(tells_schemes)
{
	struct form *form = bench_form();
	OWNED(report) report = report_of("dam@ch-a.test");
	g_autofree char *words = NULL;

	report->subject = g_strdup(messages[_i].subject);
	g_free(report->body);
	report->body = g_strdup(messages[_i].body);
	report_add_document(report, "a.pdf", messages[_i].first);
	if (messages[_i].second != NULL)
		report_add_document(report, "b.pdf", messages[_i].second);
	ck_assert_int_eq(scheme_is_other(form, report, &words),
	    messages[_i].other);
	ck_assert_int_eq(words != NULL, messages[_i].other);
}
END_TEST

HARNESS_MAIN("scheme", bench_form();
    tcase_add_loop_test(tc, tells_schemes, 0, G_N_ELEMENTS(messages)))
