/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of messages: as `asrctl messages --json` has it. */
#ifndef ASR_CTL_JSON_MESSAGE_H
#define ASR_CTL_JSON_MESSAGE_H

#include "json.h"
#include "queries.h"

json_t *json_message(const struct ctl *ctl, const struct message_view *view);

/* An array of struct message_view. */
json_t *json_messages(const struct ctl *ctl, const GPtrArray *messages);

#endif
