/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of asrctl: see json.h. */
#include "json.h"

#include <string.h>

json_t *
json_time(int64_t at, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = NULL;
	g_autoptr(GDateTime) local = NULL;
	g_autofree char *text = NULL;

	if (at == 0)
		return json_null();
	utc = g_date_time_new_from_unix_utc(at);
	local = zone != NULL ? g_date_time_to_timezone(utc, zone) :
			       g_date_time_ref(utc);
	text = g_date_time_format_iso8601(local);
	/* GLib shortens whole hours to "+01": RFC 3339 wants "+01:00". */
	if (text[strlen(text) - 3] == '+' || text[strlen(text) - 3] == '-') {
		g_autofree char *whole = g_strconcat(text, ":00", NULL);

		return json_string(whole);
	}
	return json_string(text);
}

json_t *
json_text(const char *text)
{
	return text != NULL ? json_string(text) : json_null();
}

json_t *
json_texts(const GPtrArray *texts)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < texts->len; i++)
		json_array_append_new(array, json_string(texts->pdata[i]));
	return array;
}

static json_t *
json_file(const struct finding *finding)
{
	json_t *pages = json_array();

	for (unsigned page = finding->first_page;
	    page != 0 && page <= finding->last_page; page++)
		json_array_append_new(pages, json_integer(page));
	return json_pack("{s:o, s:s, s:o, s:o, s:s, s:s}",
	    "message_id", json_text(finding->message_id),
	    "name", finding->name,
	    "sha256", json_text(finding->sha256),
	    "pages", pages,
	    "state", piece_state_word(finding->state),
	    "evidence", finding->evidence);
}

static json_t *
json_piece(const struct piece_status *status)
{
	json_t *files = json_array();
	json_t *annexe = status->annexe != 0 ?
	    json_integer((json_int_t)status->annexe) : json_null();

	for (unsigned i = 0; i < status->findings->len; i++)
		json_array_append_new(files,
		    json_file(status->findings->pdata[i]));
	return json_pack("{s:s, s:o, s:s, s:s, s:s, s:o}",
	    "piece", status->piece, "annexe", annexe,
	    "requirement", requirement_word(status->requirement),
	    "state", piece_state_word(status->state),
	    "by", piece_by_word(status->by), "files", files);
}

json_t *
json_dossier(const struct ctl *ctl, const struct dossier *dossier)
{
	GTimeZone *zone = ctl_zone(ctl, dossier->campaign);
	json_t *pieces = json_array();
	json_t *value;

	for (unsigned i = 0; i < dossier->pieces->len; i++)
		json_array_append_new(pieces,
		    json_piece(dossier->pieces->pdata[i]));
	value = json_pack("{s:o, s:o, s:o, s:o, s:o, s:{s:s, s:s}, s:o}",
	    "reference", json_text(dossier->reference),
	    "campaign", json_text(dossier->campaign),
	    "deadline", json_text(dossier->deadline),
	    "subdivision", json_text(dossier->subdivision),
	    "establishment", json_text(dossier->establishment),
	    "candidate", "family_name", dossier->family_name,
	    "given_name", dossier->given_name,
	    "specialty", json_text(dossier->specialty));
	json_object_set_new(value, "status",
	    json_string(dossier_status_word(dossier->status)));
	json_object_set_new(value, "late", json_boolean(dossier->late));
	json_object_set_new(value, "provisional",
	    json_boolean(dossier->provisional));
	json_object_set_new(value, "received_at",
	    json_time(dossier->received_at, zone));
	json_object_set_new(value, "completed_at",
	    json_time(dossier->completed_at, zone));
	json_object_set_new(value, "complete_until",
	    json_time(dossier->complete_until, zone));
	json_object_set_new(value, "pieces", pieces);
	json_object_set_new(value, "message_ids",
	    json_texts(dossier->message_ids));
	json_object_set_new(value, "review_reasons",
	    json_texts(dossier->review_reasons));
	json_object_set_new(value, "warnings",
	    json_texts(dossier->warnings));
	return value;
}

int
json_print(struct ctl *ctl, json_t *value)
{
	json_dumpf(value, ctl->out, JSON_INDENT(2));
	fputc('\n', ctl->out);
	json_decref(value);
	return CTL_DONE;
}
