/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl review: what waits for an agent, why, and what settles it. */
#include "french.h"
#include "json-message.h"
#include "queries.h"

static void
print_message(struct ctl *ctl, const struct message_view *m)
{
	g_autofree char *received = french_time(m->received_at,
	    ctl_zone(ctl, m->campaign));

	fprintf(ctl->out, "Message %" G_GINT64_FORMAT " – %s – %s – %s\n",
	    m->id, received, m->from != NULL ? m->from : "(sans expéditeur)",
	    m->subject != NULL ? m->subject : "(sans objet)");
	for (unsigned i = 0; i < m->review_reasons->len; i++)
		fprintf(ctl->out, "    %s\n",
		    (const char *)m->review_reasons->pdata[i]);
	fprintf(ctl->out,
	    "    → asrctl show-message %" G_GINT64_FORMAT
	    " ; asrctl accept %" G_GINT64_FORMAT
	    " ; asrctl dismiss %" G_GINT64_FORMAT "\n",
	    m->id, m->id, m->id);
}

static void
print_dossier(struct ctl *ctl, const struct dossier *d)
{
	fprintf(ctl->out, "Dossier %s – %s %s – %s\n", d->reference,
	    d->family_name, d->given_name,
	    d->establishment != NULL ? d->establishment : "?");
	for (unsigned i = 0; i < d->review_reasons->len; i++)
		fprintf(ctl->out, "    %s\n",
		    (const char *)d->review_reasons->pdata[i]);
	fprintf(ctl->out,
	    "    → asrctl show %s ; asrctl assign %s FICHIER PIÈCE\n",
	    d->reference, d->reference);
}

static json_t *
review_json(struct ctl *ctl, const GPtrArray *messages,
    const GPtrArray *dossiers)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < dossiers->len; i++)
		json_array_append_new(array,
		    json_dossier(ctl, dossiers->pdata[i]));
	return json_pack("{s:o, s:o}", "messages",
	    json_messages(ctl, messages), "dossiers", array);
}

static int
review(struct ctl *ctl, char **arguments)
{
	struct message_filter waiting = { .outcome = -1, .waiting = true };
	struct dossier_filter in_review = { .status = DOSSIER_REVIEW,
		.late = -1 };
	g_autoptr(GPtrArray) messages = NULL;
	g_autoptr(GPtrArray) dossiers = NULL;
	g_autoptr(GError) error = NULL;

	(void)arguments;
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	messages = queries_messages(ctl->store, &waiting, &error);
	if (messages != NULL)
		dossiers = queries_dossiers(ctl->store, &in_review, &error);
	if (dossiers == NULL)
		return ctl_fail("%s", error->message);
	if (ctl->json)
		return json_print(ctl, review_json(ctl, messages, dossiers));
	for (unsigned i = 0; i < messages->len; i++)
		print_message(ctl, messages->pdata[i]);
	for (unsigned i = 0; i < dossiers->len; i++)
		print_dossier(ctl, dossiers->pdata[i]);
	if (messages->len + dossiers->len == 0)
		fprintf(ctl->out, "Rien n’attend.\n");
	return CTL_DONE;
}

const struct command command_review = {
	.name = "review",
	.arguments = "",
	.summary = "ce qui attend un agent, pourquoi, et que faire",
	.run = review,
};
