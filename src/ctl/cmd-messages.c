/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl messages: what was received and what became of each. */
#include "choice.h"
#include "filters.h"
#include "french.h"
#include "json-message.h"
#include "queries.h"
#include "views.h"

static struct {
	char *outcome, *since, *until;
} options;

static const GOptionEntry entries[] = {
	{ "outcome", 0, 0, G_OPTION_ARG_STRING, &options.outcome,
	    "classé, à voir, refusé, courrier, automatique, doublon ou "
	    "illisible", "SUITE" },
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since,
	    "reçus à partir de ce jour", "AAAA-MM-JJ" },
	{ "until", 0, 0, G_OPTION_ARG_STRING, &options.until,
	    "reçus jusqu’à ce jour inclus", "AAAA-MM-JJ" },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};

static bool
fill_filter(struct ctl *ctl, struct message_filter *filter)
{
	return choice_outcome(options.outcome, &filter->outcome) ==
	    CTL_DONE &&
	    filter_day(ctl, "--since", options.since, false,
		   &filter->since) &&
	    filter_day(ctl, "--until", options.until, true, &filter->until);
}

static int
messages(struct ctl *ctl, char **arguments)
{
	struct message_filter filter = { 0 };
	g_autoptr(GPtrArray) found = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *count = NULL;

	(void)arguments;
	if (!fill_filter(ctl, &filter))
		return CTL_USAGE;
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	found = queries_messages(ctl->store, &filter, &error);
	if (found == NULL)
		return ctl_fail("%s", error->message);
	if (ctl->json)
		return json_print(ctl, json_messages(ctl, found));
	view_messages(ctl, found);
	count = french_count(found->len, "message", "messages");
	fprintf(ctl->out, "%s\n", count);
	return CTL_DONE;
}

const struct command command_messages = {
	.name = "messages",
	.arguments = "",
	.summary = "les messages reçus et la suite donnée à chacun",
	.options = entries,
	.pages = true,
	.run = messages,
};
