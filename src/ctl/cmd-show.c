/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl show REF: one dossier, its pieces one by one, and why. */
#include "day.h"
#include "filters.h"
#include "french.h"
#include "json.h"
#include "queries.h"
#include "views.h"

/* Of what lacks something, and came in time: until when that may come. */
static void
print_until(struct ctl *ctl, const struct dossier *d, GTimeZone *zone)
{
	g_autofree char *until = french_last_minute(d->complete_until, zone);

	if (d->status != DOSSIER_COMPLETE && !d->late && d->withdrawn_at == 0)
		view_line(ctl, "À compléter au plus tard le", until);
}

static void
print_head(struct ctl *ctl, const struct dossier *d)
{
	GTimeZone *zone = ctl_zone(ctl, d->campaign);
	g_autofree char *received = french_time(d->received_at, zone);
	g_autofree char *completed = french_time(d->completed_at, zone);
	g_autofree char *deadline = day_french(d->deadline);
	g_autofree char *status = text_coloured(french_status(d->status),
	    sense_status(d->status), ctl->colour);

	fprintf(ctl->out, "%s – %s %s\n", d->reference, d->family_name,
	    d->given_name);
	view_line(ctl, "État", status);
	if (d->withdrawn_at != 0) {
		g_autofree char *at = french_time(d->withdrawn_at, zone);

		view_line(ctl, "Retiré le", at);
	}
	if (d->late)
		view_line(ctl, "Délai", "reçu hors délai");
	view_line(ctl, "Établissement",
	    ctl_establishment_name(ctl, d->establishment));
	view_line(ctl, "Subdivision",
	    ctl_subdivision_label(ctl, d->campaign, d->subdivision));
	view_line(ctl, "Spécialité", d->specialty);
	view_line(ctl, "Campagne", d->campaign);
	view_line(ctl, "Échéance", deadline);
	view_line(ctl, "Reçu le", received);
	view_line(ctl, "Complet le", completed);
	print_until(ctl, d, zone);
}

static char *
pages_text(const struct finding *finding)
{
	if (finding->first_page == 0)
		return g_strdup("");
	if (finding->first_page == finding->last_page)
		return g_strdup_printf(", p. %u", finding->first_page);
	return g_strdup_printf(", p. %u-%u", finding->first_page,
	    finding->last_page);
}

static void
print_finding(struct ctl *ctl, const struct finding *finding)
{
	g_autofree char *pages = pages_text(finding);
	g_autofree char *number = g_strdup_printf("      %" G_GINT64_FORMAT
	    ".%u  ", finding->message, finding->part);
	g_autofree char *document = g_strconcat(
	    finding->name[0] != '\0' ? finding->name : "(sans nom)", pages,
	    finding->by == BY_AGENT ? ", sur parole d’un agent" : "", NULL);

	view_wrapped(ctl, number, document);
	if (finding->evidence[0] != '\0')
		view_wrapped(ctl, "        ", finding->evidence);
	if (finding->warning != NULL)
		view_wrapped(ctl, "        attention : ", finding->warning);
}

static void
print_pieces(struct ctl *ctl, const struct dossier *d)
{
	fprintf(ctl->out, "\nPièces (chaque document avec son numéro, "
	    "« message.pièce jointe »)\n");
	for (unsigned i = 0; i < d->pieces->len; i++) {
		const struct piece_status *piece = d->pieces->pdata[i];
		g_autofree char *state = text_coloured(
		    french_piece(piece->state), sense_piece(piece->state),
		    ctl->colour);

		if (piece->requirement != REQUIREMENT_REQUIRED &&
		    piece->findings->len == 0)
			continue;
		if (piece->annexe != 0)
			fprintf(ctl->out, "  %2u  ", piece->annexe);
		else
			fprintf(ctl->out, "   –  ");
		fprintf(ctl->out, "%s : %s\n",
		    ctl_piece_label(ctl, d->campaign, piece->piece), state);
		for (unsigned f = 0; f < piece->findings->len; f++)
			print_finding(ctl, piece->findings->pdata[f]);
	}
}

/* Documents that are no piece, or that nobody could tell. */
static void
print_other_documents(struct ctl *ctl, const struct dossier *d)
{
	bool any = false;

	for (unsigned i = 0; i < d->findings->len; i++) {
		const struct finding *finding = d->findings->pdata[i];

		if (finding->kind == FINDING_PIECE || finding->withdrawn)
			continue;
		if (!any)
			fprintf(ctl->out, "\nAutres documents\n");
		any = true;
		print_finding(ctl, finding);
	}
}

static int
print_messages(struct ctl *ctl, const struct dossier *d, GError **error)
{
	struct message_filter filter = { .outcome = -1,
		.reference = d->reference };
	g_autoptr(GPtrArray) messages = queries_messages(ctl->store, &filter,
	    error);

	if (messages == NULL)
		return CTL_FAILED;
	fprintf(ctl->out, "\nMessages\n");
	view_messages(ctl, messages);
	return CTL_DONE;
}

static int
print_history(struct ctl *ctl, const struct dossier *d, GError **error)
{
	g_autoptr(GPtrArray) history = queries_history(ctl->store,
	    d->reference, 0, error);

	if (history == NULL)
		return CTL_FAILED;
	view_history(ctl, history, ctl_zone(ctl, d->campaign));
	return CTL_DONE;
}

static int
print_dossier(struct ctl *ctl, const struct dossier *d)
{
	g_autoptr(GError) error = NULL;

	print_head(ctl, d);
	view_list(ctl, "Ce qu’il faut voir", d->review_reasons);
	view_list(ctl, "Attention", d->warnings);
	print_pieces(ctl, d);
	print_other_documents(ctl, d);
	if (print_messages(ctl, d, &error) != CTL_DONE ||
	    print_history(ctl, d, &error) != CTL_DONE)
		return ctl_fail("%s", error->message);
	return CTL_DONE;
}

static int
show(struct ctl *ctl, char **arguments)
{
	struct dossier *dossier;
	int status;

	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	dossier = filter_dossier(ctl, arguments[0]);
	if (dossier == NULL)
		return CTL_FAILED;
	status = ctl->json ? json_print(ctl, json_dossier(ctl, dossier)) :
			     print_dossier(ctl, dossier);
	dossier_free(dossier);
	return status;
}

const struct command command_show = {
	.name = "show",
	.arguments = "RÉFÉRENCE",
	.summary = "un dossier : ses pièces une à une, messages, historique",
	.min_arguments = 1,
	.max_arguments = 1,
	.pages = true,
	.run = show,
};
