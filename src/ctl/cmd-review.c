/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl review: what waits for an agent, why, and what settles it. */
#include "interactive.h"
#include "json-message.h"
#include "queries.h"
#include "review.h"
#include "views.h"

static struct {
	gboolean interactive;
} options;

static const GOptionEntry entries[] = {
	{ "interactive", 'i', 0, G_OPTION_ARG_NONE, &options.interactive,
	    "l’un après l’autre, une touche par réponse", NULL },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
print_item(struct ctl *ctl, const struct item *item)
{
	view_title(ctl, item->title);
	for (unsigned i = 0; i < item->reasons->len; i++)
		view_wrapped(ctl, "    ", item->reasons->pdata[i]);
	for (unsigned i = 0; i < item->remedies->len; i++) {
		const struct remedy *remedy = item->remedies->pdata[i];
		g_autofree char *command = remedy_command(remedy);

		view_wrapped(ctl, "    → ", remedy->says);
		fprintf(ctl->out, "        %s\n", command);
	}
	fputc('\n', ctl->out);
}

static json_t *
review_json(struct ctl *ctl, const GPtrArray *messages,
    const GPtrArray *dossiers, const GPtrArray *held)
{
	json_t *array = json_array(), *replies = json_array();

	for (unsigned i = 0; i < dossiers->len; i++)
		json_array_append_new(array,
		    json_dossier(ctl, dossiers->pdata[i]));
	for (unsigned i = 0; i < held->len; i++) {
		const struct held_view *h = held->pdata[i];

		json_array_append_new(replies, json_pack("{s:I, s:s, s:s}",
		    "id", (json_int_t)h->id, "kind",
		    reply_kind_word(h->kind), "to", h->to));
	}
	return json_pack("{s:o, s:o, s:o}", "messages",
	    json_messages(ctl, messages), "dossiers", array, "replies",
	    replies);
}

static int
print_json(struct ctl *ctl)
{
	struct message_filter waiting = { .outcome = -1, .waiting = true };
	struct dossier_filter in_review = { .status = DOSSIER_REVIEW,
		.late = -1 };
	g_autoptr(GPtrArray) messages = NULL;
	g_autoptr(GPtrArray) dossiers = NULL;
	g_autoptr(GPtrArray) held = NULL;
	g_autoptr(GError) error = NULL;

	messages = queries_messages(ctl->store, &waiting, &error);
	if (messages != NULL)
		dossiers = queries_dossiers(ctl->store, &in_review, &error);
	if (dossiers != NULL)
		held = queries_held(ctl->store, &error);
	if (held == NULL)
		return ctl_fail("%s", error->message);
	return json_print(ctl, review_json(ctl, messages, dossiers, held));
}

static int
review(struct ctl *ctl, char **arguments)
{
	g_autoptr(GPtrArray) items = NULL;
	g_autoptr(GError) error = NULL;

	(void)arguments;
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	if (options.interactive)
		return interactive_review(ctl);
	if (ctl->json)
		return print_json(ctl);
	items = review_items(ctl, &error);
	if (items == NULL)
		return ctl_fail("%s", error->message);
	for (unsigned i = 0; i < items->len; i++)
		print_item(ctl, items->pdata[i]);
	if (items->len == 0)
		fprintf(ctl->out, "Rien n’attend.\n");
	return CTL_DONE;
}

const struct command command_review = {
	.name = "review",
	.arguments = "",
	.summary = "ce qui attend un agent, pourquoi, et que faire",
	.options = entries,
	.pages = true,
	.unpaged = &options.interactive,
	.run = review,
};
