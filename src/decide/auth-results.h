/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the receiving server found out about the sender: the topmost
 * Authentication-Results header (RFC 8601) of the server that is believed.
 * Exchange Online writes no authserv-id and splits by tenant name; its form
 * is read with the id "topmost".
 */
#ifndef ASR_AUTH_RESULTS_H
#define ASR_AUTH_RESULTS_H

#include <stdbool.h>

#include "report.h"
#include "settings.h"

/* Results of RFC 8601 §2.7.  softfail, neutral, policy and the errors are
 * no failures: whoever publishes them does not say that it is forged. */
enum auth_verdict {
	AUTH_ABSENT, /* not said, none, or undecided */
	AUTH_PASS,
	AUTH_FAIL, /* fail, or hardfail as older servers write */
};

struct auth_results {
	bool found; /* there is a header that is believed */
	enum auth_verdict spf;
	bool spf_elsewhere; /* it passes, for a domain that is not From's */
	enum auth_verdict dkim;  /* of signatures aligned with From only */
	enum auth_verdict dmarc; /* bestguesspass is a pass */
};

/*
 * Reads the topmost header whose authserv-id is authserv_id (case ignored;
 * "topmost": the first one, whatever its id; "": none is believed).
 * from_domain is the domain of From, for the alignment of DKIM: the same
 * domain, or one below the other.
 */
void auth_results_read(const struct report *report, const char *authserv_id,
    const char *from_domain, struct auth_results *results_r);

/*
 * True when the address fails: dmarc=fail, or no dmarc verdict and neither
 * DKIM (aligned) nor SPF passes while one of them fails.
 */
bool auth_results_fail(const struct auth_results *results);

/*
 * How much is proven: PROOF_SIGNED, dmarc=pass or an aligned DKIM pass;
 * PROOF_SPF, SPF alone for From's domain (or a domain not named);
 * PROOF_ANY, nothing.
 */
enum sender_proof auth_results_proof(const struct auth_results *results);

#endif
