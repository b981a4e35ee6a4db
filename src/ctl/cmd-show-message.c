/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl show-message ID: one message, its documents, what was found in
 * each and why, and the reply in full.
 */
#include <string.h>

#include "filters.h"
#include "fold.h"
#include "french.h"
#include "json-message.h"
#include "letter-text.h"
#include "queries.h"
#include "views.h"

static struct {
	gboolean reply;
} options;

static const GOptionEntry entries[] = {
	{ "reply", 0, 0, G_OPTION_ARG_NONE, &options.reply,
	    "le texte de la réponse seulement", NULL },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
print_head(struct ctl *ctl, const struct message_view *m)
{
	g_autofree char *received = french_time(m->received_at,
	    ctl_zone(ctl, m->campaign));
	g_autofree char *size = french_size(m->size);
	bool settled = m->state == MESSAGE_SETTLED;

	fprintf(ctl->out, "Message %" G_GINT64_FORMAT "\n", m->id);
	view_line(ctl, "De", m->from);
	view_line(ctl, "Objet", m->subject);
	view_line(ctl, "Reçu le", received);
	view_line(ctl, "Message-ID", m->message_id);
	view_line(ctl, "SHA-256", m->sha256);
	view_line(ctl, "Taille", size);
	view_line(ctl, "Expéditeur",
	    settled ? french_sender(m->sender) : "pas encore jugé");
	view_line(ctl, "Établissement",
	    ctl_establishment_name(ctl, m->establishment));
	view_line(ctl, "Suite",
	    settled ? french_outcome(m->outcome) : "en cours");
	view_line(ctl, "Effacé", m->erased ? "tout ce qu’il contenait" : NULL);
	for (unsigned i = 0; i < m->dossiers->len; i++)
		view_line(ctl, "Dossier", m->dossiers->pdata[i]);
}

static void
print_finding(struct ctl *ctl, const struct message_view *m,
    const struct finding *finding)
{
	const char *what = finding->kind == FINDING_OTHER ?
	    "document qui n’est pas une pièce" :
	    "document non identifié";

	if (finding->piece != NULL)
		what = ctl_piece_label(ctl, m->campaign, finding->piece);
	fprintf(ctl->out, "      ");
	if (finding->first_page != 0)
		fprintf(ctl->out, "p. %u", finding->first_page);
	if (finding->last_page > finding->first_page)
		fprintf(ctl->out, "-%u", finding->last_page);
	if (finding->first_page != 0)
		fprintf(ctl->out, " : ");
	fprintf(ctl->out, "%s%s%s", what,
	    finding->kind == FINDING_PIECE ? ", " : "",
	    finding->kind == FINDING_PIECE ? french_piece(finding->state) :
					     "");
	fprintf(ctl->out, "%s%s\n",
	    finding->certainty == CERTAINTY_CERTAIN ? "" : " (à vérifier)",
	    finding->withdrawn ? " (remplacé par un agent)" : "");
	if (finding->evidence[0] != '\0')
		view_wrapped(ctl, "        ", finding->evidence);
	if (finding->warning != NULL)
		view_wrapped(ctl, "        attention : ", finding->warning);
}

static void
print_attachment(struct ctl *ctl, const struct message_view *m,
    const struct attachment_view *a)
{
	g_autofree char *size = french_size(a->size);
	g_autofree char *line = g_strdup_printf("%s (%s, %s) : %s%s%s",
	    a->name != NULL && a->name[0] != '\0' ? a->name : "(sans nom)",
	    a->type != NULL ? a->type : "?", size,
	    french_part_state(a->state),
	    a->reason != REASON_NONE ? ", " : "", french_reason(a->reason));

	view_wrapped(ctl, "  – ", line);
	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *finding = m->findings->pdata[i];

		if (finding->part == a->part)
			print_finding(ctl, m, finding);
	}
}

/* As it left: what is no letter of ours cannot be shown better. */
static char *
raw_text(GBytes *bytes)
{
	gsize length;
	const char *raw = g_bytes_get_data(bytes, &length);
	g_autofree char *text = fold_valid_utf8(raw, (gssize)length);
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);

	return g_strjoinv("\n", lines);
}

static void
print_letter(struct ctl *ctl, GBytes *bytes)
{
	g_autofree char *subject = letter_subject(bytes);
	g_autofree char *text = letter_text(bytes);

	view_line(ctl, "Objet", text != NULL ? subject : NULL);
	if (text == NULL)
		text = raw_text(bytes);
	fprintf(ctl->out, "\n%s\n", text);
}

static void
print_reply(struct ctl *ctl, const struct message_view *m)
{
	const struct reply_view *reply = &m->reply;
	g_autofree char *sent = french_time(reply->sent_at,
	    ctl_zone(ctl, m->campaign));

	fprintf(ctl->out, "\nRéponse : %s", french_reply(reply->kind));
	if (reply->kind == REPLY_NONE) {
		fprintf(ctl->out, "\n");
		return;
	}
	fprintf(ctl->out, ", %s\n", french_reply_state(reply->state));
	view_line(ctl, "À", reply->to);
	view_line(ctl, "Envoyée le", sent);
	view_line(ctl, "Message-ID", reply->message_id);
	view_line(ctl, "Serveur", reply->last_text);
	if (reply->bytes != NULL)
		print_letter(ctl, reply->bytes);
}

static int
print_message(struct ctl *ctl, const struct message_view *m)
{
	print_head(ctl, m);
	view_list(ctl, "Ce qu’il faut voir", m->review_reasons);
	view_list(ctl, "Attention", m->warnings);
	view_list(ctl, "Ce qui a décidé", m->evidence);
	if (m->attachments->len > 0)
		fprintf(ctl->out, "\nPièces jointes\n");
	for (unsigned i = 0; i < m->attachments->len; i++)
		print_attachment(ctl, m, m->attachments->pdata[i]);
	print_reply(ctl, m);
	return CTL_DONE;
}

static int
show_message(struct ctl *ctl, char **arguments)
{
	g_autoptr(GError) error = NULL;
	struct message_view *m;
	int64_t id;
	int status = CTL_DONE;

	if (!filter_number("message", arguments[0], &id))
		return CTL_USAGE;
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	m = queries_message(ctl->store, id, &error);
	if (m == NULL)
		return error != NULL ? ctl_fail("%s", error->message) :
				       ctl_fail("aucun message %s",
					   arguments[0]);
	if (ctl->json)
		status = json_print(ctl, json_message(ctl, m));
	else if (options.reply)
		print_reply(ctl, m);
	else
		status = print_message(ctl, m);
	message_view_free(m);
	return status;
}

const struct command command_show_message = {
	.name = "show-message",
	.arguments = "N°",
	.summary = "un message : pièces jointes, constats et leurs raisons",
	.min_arguments = 1,
	.max_arguments = 1,
	.options = entries,
	.pages = true,
	.run = show_message,
};
