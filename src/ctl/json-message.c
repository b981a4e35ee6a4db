/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of messages: see json-message.h. */
#include "json-message.h"

static json_t *
json_attachment(const struct attachment_view *a)
{
	return json_pack("{s:s, s:s, s:I, s:o, s:s, s:o, s:o}",
	    "name", a->name != NULL ? a->name : "",
	    "type", a->type != NULL ? a->type : "application/octet-stream",
	    "size", (json_int_t)a->size, "sha256", json_text(a->sha256),
	    "state", part_state_word(a->state),
	    "reason", a->reason == REASON_NONE ? json_null() :
		json_string(part_reason_word(a->reason)),
	    "pieces", json_texts(a->pieces));
}

/*
 * What the interface calls «failed» is told apart by a member of its own:
 * a doubtful reply may have been delivered.
 */
static json_t *
json_reply(const struct reply_view *reply, GTimeZone *zone)
{
	bool doubtful = reply->state == REPLY_STATE_DOUBTFUL;

	return json_pack("{s:s, s:o, s:s, s:b, s:o, s:o, s:o}",
	    "kind", reply_kind_word(reply->kind),
	    "missing", json_texts(reply->missing),
	    "state", reply_state_word(doubtful ? REPLY_STATE_FAILED :
	    reply->state), "doubtful", (int)doubtful,
	    "to", json_text(reply->to),
	    "message_id", json_text(reply->message_id),
	    "sent_at", json_time(reply->sent_at, zone));
}

static json_t *
json_attachments(const GPtrArray *attachments)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < attachments->len; i++)
		json_array_append_new(array,
		    json_attachment(attachments->pdata[i]));
	return array;
}

json_t *
json_message(const struct ctl *ctl, const struct message_view *m)
{
	GTimeZone *zone = ctl_zone(ctl, m->campaign);
	json_t *value = json_pack("{s:I, s:o, s:s, s:I, s:o, s:o, s:o}",
	    "id", (json_int_t)m->id, "message_id", json_text(m->message_id),
	    "sha256", m->sha256, "size", (json_int_t)m->size,
	    "from", json_text(m->from), "subject", json_text(m->subject),
	    "received_at", json_time(m->received_at, zone));
	bool settled = m->state == MESSAGE_SETTLED;

	json_object_set_new(value, "state",
	    json_string(message_state_word(m->state)));
	json_object_set_new(value, "sender",
	    settled ? json_string(sender_verdict_word(m->sender)) :
		      json_null());
	json_object_set_new(value, "establishment",
	    json_text(m->establishment));
	json_object_set_new(value, "outcome",
	    settled ? json_string(outcome_word(m->outcome)) : json_null());
	json_object_set_new(value, "dossiers", json_texts(m->dossiers));
	json_object_set_new(value, "attachments",
	    json_attachments(m->attachments));
	json_object_set_new(value, "reply", json_reply(&m->reply, zone));
	json_object_set_new(value, "erased", json_boolean(m->erased));
	json_object_set_new(value, "evidence", json_texts(m->evidence));
	json_object_set_new(value, "review_reasons",
	    json_texts(m->review_reasons));
	json_object_set_new(value, "warnings", json_texts(m->warnings));
	return value;
}

json_t *
json_messages(const struct ctl *ctl, const GPtrArray *messages)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < messages->len; i++)
		json_array_append_new(array,
		    json_message(ctl, messages->pdata[i]));
	return array;
}
