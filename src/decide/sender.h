/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sent a message, by address, registry and Authentication-Results. */
#ifndef ASR_SENDER_H
#define ASR_SENDER_H

#include "decide.h"

/*
 * Fills sender, sender_address, authenticated, fails, unproven,
 * weakly_proven and establishments of reading, and adds to its evidence
 * and warnings.
 * Reply-To is never looked at: it says where, not who.
 */
void sender_read(const struct conf *conf, const struct report *report,
    int64_t received_at, struct reading *reading);

#endif
