/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages that no person wrote: never answered (RFC 3834 §2).  The signs
 * stand in one table.
 */
#ifndef ASR_AUTOMATIC_H
#define ASR_AUTOMATIC_H

#include "report.h"

/*
 * Why the message is automatic, in French for the evidence, or NULL when a
 * person wrote it.  A subject alone («Absence …») silences nobody who
 * sends documents; a header that only asks for silence
 * (X-Auto-Response-Suppress) is no sign.
 */
const char *automatic_why(const struct report *report);

/* True when the message carries something that could be a piece. */
bool automatic_has_documents(const struct report *report);

/* True for an address behind which nobody reads: no-reply, mailer-daemon. */
bool automatic_is_nobody(const char *address);

#endif
