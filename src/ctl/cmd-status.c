/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl status: is all well, and what is there to do. */
#include "day.h"
#include "french.h"
#include "json.h"
#include "queries.h"
#include "views.h"

static void
print_server(struct ctl *ctl, const struct status_view *s, GTimeZone *zone)
{
	g_autofree char *certificate = french_time(s->certificate_ends_at,
	    zone);
	g_autofree char *secret = french_time(
	    ctl->conf->settings->client_secret_expires, zone);

	view_line(ctl, "Rangement sur le serveur refusé", s->tidy_error);
	view_line(ctl, "Certificat du serveur valable jusqu’au", certificate);
	view_line(ctl, "Secret OAuth2 valable jusqu’au", secret);
}

static void
print_undelivered(struct ctl *ctl, const struct status_view *s,
    GTimeZone *zone)
{
	g_autofree char *since = french_time(s->undelivered_since, zone);
	g_autofree char *count = french_count(s->undelivered,
	    "message que le serveur ne délivre pas",
	    "messages que le serveur ne délivre pas");

	if (s->undelivered > 0)
		fprintf(ctl->out, "  %s, depuis le %s : %s\n", count, since,
		    s->undelivered > 1 ? "ils sont redemandés" :
					 "il est redemandé");
}

/* "1 envoyée", "17 envoyées", "2 à envoyer". */
static void
print_replies(struct ctl *ctl, unsigned count, const char *state)
{
	fprintf(ctl->out, "  %u %s%s\n", count, state,
	    count > 1 && g_str_has_suffix(state, "e") ? "s" : "");
}

static void
print_service(struct ctl *ctl, const struct status_view *s)
{
	GTimeZone *zone = ctl_zone(ctl, NULL);
	g_autofree char *pass = french_time(s->last_pass_at, zone);
	g_autofree char *success = french_time(s->last_success_at, zone);
	g_autofree char *oldest = french_time(s->oldest_queued_at, zone);

	fprintf(ctl->out, "Service\n");
	view_line(ctl, "Boîte", ctl->conf->settings->source.text);
	view_line(ctl, "Dernier passage",
	    pass[0] != '\0' ? pass : "jamais");
	view_line(ctl, "Dernier passage réussi",
	    success[0] != '\0' ? success : "jamais");
	view_line(ctl, "Dernière erreur", s->last_error);
	print_server(ctl, s, zone);
	fprintf(ctl->out, "\nMessages\n");
	fprintf(ctl->out, "  %u reçu%s, %u à examiner, %u à décider, "
	    "%u en attente d’un agent\n", s->messages,
	    s->messages > 1 ? "s" : "", s->spooled, s->examined, s->waiting);
	print_undelivered(ctl, s, zone);
	fprintf(ctl->out, "\nRéponses%s\n",
	    s->send_paused ? " (envoi suspendu)" : "");
	for (unsigned i = REPLY_STATE_QUEUED; i < REPLY_STATE_COUNT; i++) {
		if (s->replies[i] > 0)
			print_replies(ctl, s->replies[i],
			    french_reply_state((enum reply_state)i));
	}
	view_line(ctl, "Suspendu à cause de",
	    s->send_paused ? s->paused_why : NULL);
	view_line(ctl, "La plus ancienne à envoyer date du", oldest);
}

/* What review lists: a hospital's own address may be there twice, once as
 * its message, once as its dossier. */
static void
print_work(struct ctl *ctl, const struct status_view *s)
{
	g_autofree char *messages = french_count(s->waiting, "message",
	    "messages");
	g_autofree char *dossiers = NULL;
	unsigned review = 0;

	for (unsigned i = 0; i < s->dossiers->len; i++)
		review += ((struct count_view *)s->dossiers->pdata[i])->review;
	dossiers = french_count(review, "dossier", "dossiers");
	fprintf(ctl->out, "\nVotre travail\n");
	if (s->replies[REPLY_STATE_HELD] > 0)
		fprintf(ctl->out, "  %u réponse%s à libérer : asrctl review\n",
		    s->replies[REPLY_STATE_HELD],
		    s->replies[REPLY_STATE_HELD] > 1 ? "s" : "");
	else if (s->waiting == 0 && review == 0)
		fprintf(ctl->out, "  rien n’attend\n");
	if (s->waiting > 0 || review > 0)
		fprintf(ctl->out, "  %s%s%s à voir : asrctl review\n",
		    s->waiting > 0 ? messages : "",
		    s->waiting > 0 && review > 0 ? " et " : "",
		    review > 0 ? dossiers : "");
}

static void
print_counts(struct ctl *ctl, const struct status_view *s)
{
	static const char *const headings[] = { "<~Campagne",
		"Échéance", "Subdivision", "Dossiers", "Complets",
		"Incomplets", "À voir", "Hors délai", NULL };
	struct table *table = table_new(headings);

	for (unsigned i = 0; i < s->dossiers->len; i++) {
		const struct count_view *c = s->dossiers->pdata[i];
		g_autofree char *deadline = day_french(c->deadline);

		table_row(table);
		table_cell(table, CELL_PLAIN, c->campaign);
		table_cell(table, CELL_PLAIN, deadline);
		table_cell(table, CELL_PLAIN,
		    ctl_subdivision_label(ctl, c->campaign, c->subdivision));
		table_cell_format(table, CELL_PLAIN, "%u", c->total);
		table_cell_format(table, CELL_GOOD, "%u", c->complete);
		table_cell_format(table, CELL_BAD, "%u", c->incomplete);
		table_cell_format(table, CELL_WARNING, "%u", c->review);
		table_cell_format(table, CELL_PLAIN, "%u", c->late);
	}
	fprintf(ctl->out, "\nDossiers\n");
	if (table_rows(table) > 0)
		table_print(table, ctl->out, ctl->width, ctl->colour);
	else
		fprintf(ctl->out, "  aucun\n");
	table_free(table);
}

static json_t *
counts_json(const struct status_view *s)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < s->dossiers->len; i++) {
		const struct count_view *c = s->dossiers->pdata[i];

		json_array_append_new(array, json_pack(
		    "{s:o, s:o, s:o, s:i, s:i, s:i, s:i, s:i}",
		    "campaign", json_text(c->campaign),
		    "deadline", json_text(c->deadline),
		    "subdivision", json_text(c->subdivision),
		    "total", (int)c->total, "complete", (int)c->complete,
		    "incomplete", (int)c->incomplete,
		    "review", (int)c->review, "late", (int)c->late));
	}
	return array;
}

static json_t *
status_json(struct ctl *ctl, const struct status_view *s)
{
	GTimeZone *zone = ctl_zone(ctl, NULL);
	json_t *replies = json_object();

	for (unsigned i = 0; i < REPLY_STATE_COUNT; i++)
		json_object_set_new(replies,
		    reply_state_word((enum reply_state)i),
		    json_integer((json_int_t)s->replies[i]));
	return json_pack("{s:o, s:o, s:o, s:o, s:b, s:{s:i, s:i, s:i, s:i}, "
			 "s:o, s:o, s:i, s:o, s:o}",
	    "mailbox", json_text(ctl->conf->settings->source.text),
	    "last_pass_at", json_time(s->last_pass_at, zone),
	    "last_success_at", json_time(s->last_success_at, zone),
	    "last_error", json_text(s->last_error),
	    "send_paused", (int)s->send_paused,
	    "messages", "total", (int)s->messages, "spooled",
	    (int)s->spooled, "examined", (int)s->examined, "waiting",
	    (int)s->waiting, "replies", replies, "dossiers", counts_json(s),
	    "undelivered", (int)s->undelivered, "tidy_error",
	    json_text(s->tidy_error), "certificate_ends_at",
	    json_time(s->certificate_ends_at, zone));
}

static int
status(struct ctl *ctl, char **arguments)
{
	g_autoptr(GError) error = NULL;
	struct status_view *s;
	int result = CTL_DONE;

	(void)arguments;
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	s = queries_status(ctl->store, &error);
	if (s == NULL)
		return ctl_fail("%s", error->message);
	if (ctl->json) {
		result = json_print(ctl, status_json(ctl, s));
	} else {
		print_service(ctl, s);
		print_work(ctl, s);
		print_counts(ctl, s);
	}
	status_view_free(s);
	return result;
}

const struct command command_status = {
	.name = "status",
	.arguments = "",
	.summary = "la santé du service, les dossiers, ce qui attend",
	.pages = true,
	.run = status,
};
