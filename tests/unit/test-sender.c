/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sender.h"

#include <string.h>

#include "bench.h"
#include "reports.h"

#define ID "mx.ars.test; "

static char authserv_id[] = "mx.ars.test", own[] = "asr@ars.test";

/* What a message of one address is read as; the caller frees it. */
static struct reading *
read_sender(const struct report *report, enum sender_proof proof)
{
	struct problems *problems = problems_new();
	struct registry *registry = bench_registry_new(problems);
	struct settings settings = { .authserv_id = authserv_id, .from = own,
		.sender_proof = proof };
	struct conf conf = { .settings = &settings, .registry = registry };
	struct reading *reading = g_new0(struct reading, 1);

	reading->establishments = g_ptr_array_new();
	reading->candidates = g_ptr_array_new();
	reading->unassigned = g_ptr_array_new();
	reading->references = g_ptr_array_new();
	reading->thread = g_ptr_array_new();
	reading->evidence = g_ptr_array_new_with_free_func(g_free);
	reading->warnings = g_ptr_array_new_with_free_func(g_free);
	sender_read(&conf, report, 0, reading);
	/* They would outlive the registry they are of. */
	g_ptr_array_set_size(reading->establishments, 0);
	registry_free(registry);
	problems_free(problems);
	return reading;
}

static bool
warns(const struct reading *reading, const char *of)
{
	for (unsigned i = 0; i < reading->warnings->len; i++) {
		if (strstr(reading->warnings->pdata[i], of) != NULL)
			return true;
	}
	return false;
}

#define SIGNED ID "dkim=pass header.d=ch-valbec.test"
#define SPF ID "spf=pass smtp.mailfrom=ch-valbec.test; dkim=none"
#define OTHERS ID "spf=pass smtp.mailfrom=ailleurs.test"
#define SOFT ID "spf=softfail smtp.mailfrom=ch-valbec.test; dmarc=none"
#define FAIL ID "dmarc=fail"

static const struct {
	const char *address, *results;
	enum sender_proof asked;
	enum sender_verdict sender;
	bool unproven, weak, fails;
} senders[] = {
	{ "dam@ch-valbec.test", SIGNED, PROOF_ANY, SENDER_DAM, 0, 0, 0 },
	{ "DAM@CH-Valbec.TEST", SIGNED, PROOF_SIGNED, SENDER_DAM, 0, 0, 0 },
	/* Weak proof is believed and shown, unless a site asks for more. */
	{ "dam@ch-valbec.test", SPF, PROOF_ANY, SENDER_DAM, 0, 1, 0 },
	{ "dam@ch-valbec.test", SPF, PROOF_SPF, SENDER_DAM, 0, 1, 0 },
	{ "dam@ch-valbec.test", SPF, PROOF_SIGNED, SENDER_DAM, 1, 0, 0 },
	{ "dam@ch-valbec.test", OTHERS, PROOF_ANY, SENDER_DAM, 0, 1, 0 },
	{ "dam@ch-valbec.test", OTHERS, PROOF_SPF, SENDER_DAM, 1, 0, 0 },
	{ "dam@ch-valbec.test", SOFT, PROOF_ANY, SENDER_DAM, 0, 1, 0 },
	{ "dam@ch-valbec.test", SOFT, PROOF_SPF, SENDER_DAM, 1, 0, 0 },
	/* Our server said nothing, or that it fails. */
	{ "dam@ch-valbec.test", NULL, PROOF_ANY, SENDER_DAM, 1, 0, 0 },
	{ "dam@ch-valbec.test", "ailleurs.test; dmarc=pass", PROOF_ANY,
	    SENDER_DAM, 1, 0, 0 },
	{ "dam@ch-valbec.test", FAIL, PROOF_ANY, SENDER_FORGED, 0, 0, 1 },
	{ "urgences@ch-valbec.test", FAIL, PROOF_ANY, SENDER_FORGED, 0, 0,
	    1 },
	{ "dam@chu-caen.test", FAIL, PROOF_ANY, SENDER_FORGED, 0, 0, 1 },
	/* An outsider claims nothing; who fails is never answered. */
	{ "a@ailleurs.test", FAIL, PROOF_ANY, SENDER_OUTSIDER, 0, 0, 1 },
	{ "a@ailleurs.test", NULL, PROOF_SIGNED, SENDER_OUTSIDER, 0, 0, 0 },
	{ "dam@chu-caen.test", ID "dmarc=pass", PROOF_ANY, SENDER_CHU, 0, 0,
	    0 },
	{ "urgences@ch-valbec.test", SIGNED, PROOF_ANY, SENDER_ESTABLISHMENT,
	    0, 0, 0 },
	{ "dam@mail.ch-valbec.test", SIGNED, PROOF_ANY, SENDER_ESTABLISHMENT,
	    0, 0, 0 },
	{ "asr@ars.test", SIGNED, PROOF_ANY, SENDER_AUTOMATIC, 0, 0, 0 },
	{ "sans-arobase", SIGNED, PROOF_ANY, SENDER_OUTSIDER, 0, 0, 0 },
};

START_TEST(tells_who)
{
	OWNED(report) report = report_of(senders[_i].address);
	struct reading *reading;

	if (senders[_i].results != NULL)
		report_add_header(report, "Authentication-Results",
		    senders[_i].results);
	reading = read_sender(report, senders[_i].asked);
	ck_assert_int_eq(reading->sender, senders[_i].sender);
	ck_assert_int_eq(reading->unproven, senders[_i].unproven);
	ck_assert_int_eq(reading->weakly_proven, senders[_i].weak);
	ck_assert_int_eq(reading->fails, senders[_i].fails);
	ck_assert_int_eq(warns(reading, "prouvée"), senders[_i].unproven ||
	    senders[_i].weak);
	reading_free(reading);
}
END_TEST

static const struct {
	const char *name, *address; /* of From */
	const char *second;         /* a second mailbox of From; or NULL */
	const char *warning;        /* NULL: none about the address */
	enum sender_verdict sender;
	bool somebody; /* there is an address that could be answered */
} disguises[] = {
	{ "Direction des affaires médicales", "dam@ch-valbec.test", NULL,
	    NULL, SENDER_DAM, true },
	{ "dam@ch-valbec.test", "a@ailleurs.test", NULL, "le nom affiché",
	    SENDER_OUTSIDER, true },
	{ "DAM (dam@ch-valbec.test)", "dam@ch-valbec.test", NULL, NULL,
	    SENDER_DAM, true },
	{ NULL, "dam@ch-va1bec.test", NULL, "ressemble à ch-valbec.test",
	    SENDER_OUTSIDER, true },
	{ NULL, "dam@ch-valbec.test.ailleurs.test", NULL,
	    "ressemble à ch-valbec.test", SENDER_OUTSIDER, true },
	{ NULL, "d-am@ch-valbec.test", NULL,
	    "asrctl trust d-am@ch-valbec.test CH-VALBEC",
	    SENDER_ESTABLISHMENT, true },
	{ NULL, "dam@ch-valbec.test", "a@ailleurs.test",
	    "plusieurs expéditeurs", SENDER_OUTSIDER, false },
	{ NULL, "a@ailleurs.test", "dam@ch-valbec.test",
	    "plusieurs expéditeurs", SENDER_OUTSIDER, false },
	{ NULL, "dam@ch-valbec.test", "DAM@ch-valbec.test", NULL, SENDER_DAM,
	    true },
};

START_TEST(sees_through_disguises)
{
	OWNED(report) report = report_new();
	struct reading *reading;

	report_add_from(report, disguises[_i].name, disguises[_i].address);
	if (disguises[_i].second != NULL)
		report_add_from(report, NULL, disguises[_i].second);
	g_ptr_array_add(report->reply_to,
	    address_new(NULL, "dam@ch-eu.test"));
	report_add_header(report, "Authentication-Results",
	    ID "dmarc=pass");
	reading = read_sender(report, PROOF_ANY);
	ck_assert_int_eq(reading->sender, disguises[_i].sender);
	ck_assert_int_eq(reading->sender_address != NULL,
	    disguises[_i].somebody);
	if (disguises[_i].warning != NULL)
		ck_assert(warns(reading, disguises[_i].warning));
	else
		ck_assert_uint_eq(reading->warnings->len, 0);
	reading_free(reading);
}
END_TEST

/* A mark of redirection is told beside a proof that is lost, and proves
 * nothing. */
static const struct {
	const char *results, *mark;
	enum sender_verdict sender;
	bool told;
} redirections[] = {
	{ FAIL, "Resent-From", SENDER_FORGED, true },
	{ FAIL, "arc-authentication-results", SENDER_FORGED, true },
	{ FAIL, "X-Mailer", SENDER_FORGED, false },
	{ OTHERS, "X-Forwarded-To", SENDER_DAM, true },
	{ SIGNED, "Resent-From", SENDER_DAM, false },
};

START_TEST(points_out_redirections)
{
	OWNED(report) report = report_of("dam@ch-valbec.test");
	struct reading *reading;

	report_add_header(report, "Authentication-Results",
	    redirections[_i].results);
	report_add_header(report, redirections[_i].mark,
	    "ailleurs.test; dmarc=pass");
	reading = read_sender(report, PROOF_ANY);
	ck_assert_int_eq(reading->sender, redirections[_i].sender);
	ck_assert_int_eq(warns(reading, "redirection"),
	    redirections[_i].told);
	reading_free(reading);
}
END_TEST

HARNESS_MAIN("sender",
    tcase_add_loop_test(tc, tells_who, 0, G_N_ELEMENTS(senders));
    tcase_add_loop_test(tc, sees_through_disguises, 0,
	G_N_ELEMENTS(disguises));
    tcase_add_loop_test(tc, points_out_redirections, 0,
	G_N_ELEMENTS(redirections)))
