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

enum auth_verdict {
	AUTH_ABSENT, /* not said, none, or an error */
	AUTH_PASS,
	AUTH_FAIL,
};

struct auth_results {
	bool found; /* there is a header that is believed */
	enum auth_verdict spf;
	enum auth_verdict dkim;  /* pass counts only aligned with From */
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

/* True when it is proven: dmarc=pass, or an aligned DKIM pass. */
bool auth_results_proven(const struct auth_results *results);

#endif
