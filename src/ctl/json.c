/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of asrctl: see json.h. */
#include "json.h"

#include "json-writer.h"

json_t *
json_time(int64_t at, GTimeZone *zone)
{
	g_autoptr(GString) text = g_string_new(NULL);

	write_time(text, at, zone);
	return json_loads(text->str, JSON_DECODE_ANY, NULL);
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

static void
write_file(GString *out, const struct finding *finding)
{
	write_comma(out);
	g_string_append_c(out, '{');
	write_text_member(out, "message_id", finding->message_id);
	write_text_member(out, "name", finding->name);
	write_text_member(out, "sha256", finding->sha256);
	write_member(out, "pages");
	g_string_append_c(out, '[');
	for (unsigned page = finding->first_page;
	    page != 0 && page <= finding->last_page; page++) {
		write_comma(out);
		g_string_append_printf(out, "%u", page);
	}
	g_string_append_c(out, ']');
	write_text_member(out, "state", piece_state_word(finding->state));
	write_text_member(out, "evidence", finding->evidence);
	g_string_append_c(out, '}');
}

static void
write_piece(GString *out, const struct piece_status *status)
{
	write_comma(out);
	g_string_append_c(out, '{');
	write_text_member(out, "piece", status->piece);
	write_number_member(out, "annexe", status->annexe);
	write_text_member(out, "requirement",
	    requirement_word(status->requirement));
	write_text_member(out, "state", piece_state_word(status->state));
	write_text_member(out, "by", piece_by_word(status->by));
	write_member(out, "files");
	g_string_append_c(out, '[');
	for (unsigned i = 0; i < status->findings->len; i++)
		write_file(out, status->findings->pdata[i]);
	g_string_append(out, "]}");
}

static void
write_head(GString *out, const struct dossier *d, GTimeZone *zone)
{
	write_text_member(out, "reference", d->reference);
	write_text_member(out, "campaign", d->campaign);
	write_text_member(out, "deadline", d->deadline);
	write_text_member(out, "subdivision", d->subdivision);
	write_text_member(out, "establishment", d->establishment);
	write_member(out, "candidate");
	g_string_append_c(out, '{');
	write_text_member(out, "family_name", d->family_name);
	write_text_member(out, "given_name", d->given_name);
	g_string_append_c(out, '}');
	write_text_member(out, "specialty", d->specialty);
	write_text_member(out, "status", dossier_status_word(d->status));
	write_bool_member(out, "late", d->late);
	write_bool_member(out, "provisional", d->provisional);
	write_member(out, "received_at");
	write_time(out, d->received_at, zone);
	write_member(out, "completed_at");
	write_time(out, d->completed_at, zone);
	write_member(out, "complete_until");
	write_time(out, d->complete_until, zone);
}

void
json_write_dossier(const struct ctl *ctl, const struct dossier *dossier,
    GString *out)
{
	g_string_append_c(out, '{');
	write_head(out, dossier, ctl_zone(ctl, dossier->campaign));
	write_member(out, "pieces");
	g_string_append_c(out, '[');
	for (unsigned i = 0; i < dossier->pieces->len; i++)
		write_piece(out, dossier->pieces->pdata[i]);
	g_string_append_c(out, ']');
	write_member(out, "message_ids");
	write_texts(out, dossier->message_ids);
	write_member(out, "review_reasons");
	write_texts(out, dossier->review_reasons);
	write_member(out, "warnings");
	write_texts(out, dossier->warnings);
	g_string_append_c(out, '}');
}

json_t *
json_dossier(const struct ctl *ctl, const struct dossier *dossier)
{
	g_autoptr(GString) text = g_string_new(NULL);

	json_write_dossier(ctl, dossier, text);
	return json_loads(text->str, 0, NULL);
}

int
json_print(struct ctl *ctl, json_t *value)
{
	json_dumpf(value, ctl->out, JSON_INDENT(2));
	fputc('\n', ctl->out);
	json_decref(value);
	return CTL_DONE;
}
