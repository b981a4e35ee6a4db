/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth-results.h"

#include "harness.h"
#include "reports.h"

#define SERVER "mx.ars.test"
#define ID "mx.ars.test; "

/* From is always an address of ch-a.test. */
static const struct {
	const char *value;
	bool fails;
	enum sender_proof proof;
} verdicts[] = {
	/* DMARC's word is the last. */
	{ ID "dmarc=pass header.from=ch-a.test", false, PROOF_SIGNED },
	{ ID "dmarc=fail (p=none) header.from=ch-a.test", true, PROOF_ANY },
	{ ID "spf=pass smtp.mailfrom=x@ch-a.test; dmarc=fail", true,
	    PROOF_SPF },
	{ ID "spf=fail smtp.mailfrom=ch-a.test; dkim=fail; dmarc=pass", false,
	    PROOF_SIGNED },
	{ ID "dmarc=bestguesspass action=none", false, PROOF_SIGNED },
	/* None, or an error, is no verdict: SPF and DKIM speak. */
	{ ID "dmarc=none", false, PROOF_ANY },
	{ ID "dmarc=none; spf=fail smtp.mailfrom=ch-a.test", true,
	    PROOF_ANY },
	{ ID "dmarc=temperror; dkim=fail header.d=ch-a.test", true,
	    PROOF_ANY },
	{ ID "spf=fail smtp.mailfrom=ch-a.test; dkim=pass header.d=ch-a.test",
	    false, PROOF_SIGNED },
	{ ID "spf=pass smtp.mailfrom=ch-a.test; dkim=fail header.d=ch-a.test",
	    false, PROOF_SPF },
	/* Two signatures: one that holds is enough. */
	{ ID "dkim=fail header.d=ch-a.test; dkim=pass header.d=ch-a.test",
	    false, PROOF_SIGNED },
	{ ID "dkim=pass header.d=ch-a.test; dkim=fail header.d=ch-a.test",
	    false, PROOF_SIGNED },
	/* softfail and the like are no failures, and prove nothing. */
	{ ID "spf=softfail smtp.mailfrom=ch-a.test; dkim=none; dmarc=none",
	    false, PROOF_ANY },
	{ ID "spf=neutral; dkim=neutral", false, PROOF_ANY },
	{ ID "spf=policy; dkim=policy", false, PROOF_ANY },
	{ ID "spf=permerror; dkim=temperror", false, PROOF_ANY },
	{ ID "spf=hardfail smtp.mailfrom=ch-a.test", true, PROOF_ANY },
	{ ID "none", false, PROOF_ANY },
	{ ID, false, PROOF_ANY },
	/* DKIM of another domain says nothing of From, whole or broken. */
	{ ID "dkim=pass header.d=ailleurs.test", false, PROOF_ANY },
	{ ID "dkim=fail header.d=ailleurs.test", false, PROOF_ANY },
	{ ID "dkim=pass header.d=ailleurs.test; spf=fail", true, PROOF_ANY },
	{ ID "dkim=pass header.i=@mail.ch-a.test", false, PROOF_SIGNED },
	{ ID "dkim=pass header.d=test", false, PROOF_ANY },
	{ ID "dkim=pass header.d=xch-a.test", false, PROOF_ANY },
	{ ID "dkim=pass", false, PROOF_ANY },
	{ ID "dkim=fail", true, PROOF_ANY },
	/* SPF is of the envelope. */
	{ ID "spf=pass smtp.mailfrom=a@mail.ch-a.test", false, PROOF_SPF },
	{ ID "spf=pass smtp.mailfrom=a@ailleurs.test", false, PROOF_ANY },
	{ ID "spf=pass smtp.helo=mx.ailleurs.test", false, PROOF_ANY },
	{ ID "spf=pass", false, PROOF_SPF },
	/* Comments and quotes, RFC 8601 §2.2, hide nothing. */
	{ "mx.ars.test (spf=fail) 1; (dmarc=fail) dmarc=pass", false,
	    PROOF_SIGNED },
	{ "MX.ARS.TEST; DMARC=Fail", true, PROOF_ANY },
};

START_TEST(reads_a_verdict)
{
	OWNED(report) report = report_of("dam@ch-a.test");
	struct auth_results results;

	report_add_header(report, "Authentication-Results",
	    verdicts[_i].value);
	auth_results_read(report, SERVER, "ch-a.test", &results);
	ck_assert(results.found);
	ck_assert_msg(auth_results_fail(&results) == verdicts[_i].fails,
	    "%s", verdicts[_i].value);
	ck_assert_msg(auth_results_proof(&results) == verdicts[_i].proof,
	    "%s", verdicts[_i].value);
}
END_TEST

/* Which of two headers is believed. */
static const struct {
	const char *id, *first, *second;
	bool found, fails;
} headers[] = {
	{ SERVER, ID "dmarc=fail", ID "dmarc=pass", true, true },
	{ SERVER, ID "dmarc=pass", ID "dmarc=fail", true, false },
	{ SERVER, "ailleurs.test; dmarc=pass", ID "dmarc=fail", true, true },
	{ SERVER, "ailleurs.test; dmarc=fail", NULL, false, false },
	{ SERVER, "xmx.ars.test; dmarc=fail", NULL, false, false },
	{ SERVER, "mx.ars.test.ailleurs.test; dmarc=fail", NULL, false,
	    false },
	{ SERVER, "spf=fail; dmarc=fail", NULL, false, false },
	{ SERVER, NULL, NULL, false, false },
	{ "", ID "dmarc=fail", NULL, false, false },
	/* Exchange Online writes no id, and its tenant's name between. */
	{ "topmost", "spf=pass (sender IP is 192.0.2.1) "
	    "smtp.mailfrom=ch-a.test; ars.test; dkim=none (message not "
	    "signed) header.d=none;ars.test; dmarc=fail action=none "
	    "header.from=ch-a.test;compauth=fail reason=001", ID "dmarc=pass",
	    true, true },
	{ "topmost", "spf=none; dmarc=bestguesspass", "dmarc=fail", true,
	    false },
	{ "topmost", "ailleurs.test; dmarc=fail", ID "dmarc=pass", true,
	    true },
};

START_TEST(believes_one_header)
{
	OWNED(report) report = report_of("dam@ch-a.test");
	struct auth_results results;

	if (headers[_i].first != NULL)
		report_add_header(report, "Authentication-Results",
		    headers[_i].first);
	if (headers[_i].second != NULL)
		report_add_header(report, "authentication-results",
		    headers[_i].second);
	auth_results_read(report, headers[_i].id, "ch-a.test", &results);
	ck_assert_int_eq(results.found, headers[_i].found);
	ck_assert_int_eq(auth_results_fail(&results), headers[_i].fails);
}
END_TEST

HARNESS_MAIN("auth-results",
    tcase_add_loop_test(tc, reads_a_verdict, 0, G_N_ELEMENTS(verdicts));
    tcase_add_loop_test(tc, believes_one_header, 0, G_N_ELEMENTS(headers)))
