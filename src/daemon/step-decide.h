/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deciding a message takes, for the step and for an agent's word. */
#ifndef ASR_STEP_DECIDE_H
#define ASR_STEP_DECIDE_H

#include "decide.h"
#include "store.h"

/* What the store knows that the decision needs; the caller frees it. */
struct facts *decide_step_facts(struct store *store,
    const struct message_row *row, const struct report *report,
    const struct reading *reading, GError **error);

/* store_prefix_fn over a struct conf. */
const char *decide_step_prefix(const void *conf, const char *campaign);

#endif
