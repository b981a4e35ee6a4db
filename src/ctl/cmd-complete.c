/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl complete -- WORDS: what may stand for the last word, for the
 * completion of bash.  One candidate a line; a blank ends those that are
 * whole words.  It must answer while somebody types: it reads the
 * configuration in outline, and of the database what an index gives.
 *
 * What an argument or an option may be follows from the word that the usage
 * line has for it, so that a new command is completed without a word here.
 * Exit CTL_FAILED, without a candidate: a file's name.
 */
#include <string.h>

#include "ctl.h"
#include "queries.h"

struct completion {
	struct ctl *ctl;
	const struct command *command; /* NULL: not typed yet */
	const char *reference; /* the first argument; NULL: none yet */
	const char *lead;      /* "--status=" as typed before it, or "" */
	const char *typed;     /* what candidates begin with */
};

/* In capitals too: references and codes are easier typed without. */
static void
offer(const struct completion *c, const char *candidate, bool whole)
{
	g_autofree char *capitals = g_ascii_strup(c->typed, -1);

	if (g_str_has_prefix(candidate, c->typed) ||
	    g_str_has_prefix(candidate, capitals))
		fprintf(c->ctl->out, "%s%s%s\n", c->lead, candidate,
		    whole ? " " : "");
}

static void
offer_all(const struct completion *c, const GPtrArray *candidates, bool whole)
{
	for (unsigned i = 0; candidates != NULL && i < candidates->len; i++)
		offer(c, candidates->pdata[i], whole);
}

/* A number alone stands for its reference, as everywhere. */
static void
offer_references(const struct completion *c)
{
	g_autofree char *capitals = g_ascii_strup(c->typed, -1);
	g_autoptr(GPtrArray) found = NULL;
	bool whole = true;

	if (!ctl_open_store(c->ctl))
		return;
	if (capitals[0] == '\0' ||
	    strspn(capitals, "0123456789") < strlen(capitals)) {
		found = queries_beginnings(c->ctl->store, capitals, &whole,
		    NULL);
		offer_all(c, found, whole);
		return;
	}
	found = queries_references(c->ctl->store, capitals, &whole, NULL);
	if (found != NULL && whole && found->len == 1)
		fprintf(c->ctl->out, "%s%s \n", c->lead,
		    (const char *)found->pdata[0]);
}

static void
offer_waiting(const struct completion *c, enum waiting what)
{
	g_autoptr(GPtrArray) found = NULL;

	if (ctl_open_store(c->ctl))
		found = queries_waiting(c->ctl->store, what, NULL);
	offer_all(c, found, true);
}

static void
offer_messages(const struct completion *c)
{
	offer_waiting(c, WAITING_MESSAGES);
}

static void
offer_senders(const struct completion *c)
{
	offer_waiting(c, WAITING_SENDERS);
}

static void
offer_replies(const struct completion *c)
{
	offer_waiting(c, WAITING_REPLIES);
}

static void
offer_establishments(const struct completion *c)
{
	const GPtrArray *all = c->ctl->conf->registry->establishments;

	for (unsigned i = 0; i < all->len; i++)
		offer(c, ((const struct establishment *)all->pdata[i])->code,
		    true);
}

/* Addresses, not the patterns of some rows. */
static void
offer_dams(const struct completion *c)
{
	const GPtrArray *all = c->ctl->conf->registry->establishments;

	for (unsigned i = 0; i < all->len; i++) {
		char **dams = ((const struct establishment *)
		    all->pdata[i])->dam_addresses;

		for (; *dams != NULL; dams++) {
			if ((*dams)[0] != '*')
				offer(c, *dams, true);
		}
	}
}

static void
offer_campaigns(const struct completion *c)
{
	const GPtrArray *all = c->ctl->conf->campaigns->campaigns;

	for (unsigned i = 0; i < all->len; i++)
		offer(c, ((const struct campaign *)all->pdata[i])->id, true);
}

static void
offer_deadlines(const struct completion *c)
{
	const GPtrArray *all = c->ctl->conf->campaigns->campaigns;

	for (unsigned i = 0; i < all->len; i++) {
		const struct campaign *campaign = all->pdata[i];

		for (unsigned j = 0; j < campaign->deadlines->len; j++) {
			const struct deadline *d =
			    campaign->deadlines->pdata[j];

			offer(c, d->id, true);
		}
	}
}

static void
offer_subdivisions(const struct completion *c)
{
	const GPtrArray *all = c->ctl->conf->campaigns->campaigns;

	for (unsigned i = 0; i < all->len; i++) {
		const struct campaign *campaign = all->pdata[i];

		for (unsigned j = 0; j < campaign->subdivisions->len; j++) {
			const struct subdivision *s =
			    campaign->subdivisions->pdata[j];

			offer(c, s->id, true);
		}
	}
}

static void
offer_pieces(const struct completion *c)
{
	const GPtrArray *all = c->ctl->conf->campaigns->forms;

	for (unsigned i = 0; i < all->len; i++) {
		const struct form *form = all->pdata[i];

		for (unsigned j = 0; j < form->pieces->len; j++)
			offer(c, ((const struct piece *)
				form->pieces->pdata[j])->id, true);
	}
	offer(c, "aucune", true);
}

/* The documents of the dossier that was named before, "17.3". */
static void
offer_documents(const struct completion *c)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) found = NULL;
	struct dossier *d = NULL;
	bool exact = false;

	if (ctl_open_store(c->ctl))
		found = queries_references(c->ctl->store, c->reference,
		    &exact, NULL);
	if (found != NULL && exact && found->len == 1)
		d = store_dossier(c->ctl->store, found->pdata[0], NULL);
	for (unsigned i = 0; d != NULL && i < d->findings->len; i++) {
		const struct finding *f = d->findings->pdata[i];
		char *place = g_strdup_printf("%" G_GINT64_FORMAT ".%u",
		    f->message, f->part);

		if (g_hash_table_add(seen, place))
			offer(c, place, true);
	}
	dossier_free(d);
}

static void
offer_outcomes(const struct completion *c)
{
	for (enum outcome o = 0; o < OUTCOME_COUNT; o++)
		offer(c, outcome_word(o), true);
}

static void
offer_statuses(const struct completion *c)
{
	for (enum dossier_status s = 0; s < DOSSIER_STATUS_COUNT; s++)
		offer(c, dossier_status_word(s), true);
}

/* By the name of an option, else by the word that stands for a value in
 * usage and help.  Neither function nor words: the name of a file. */
static const struct source {
	const char *what;
	void (*offers)(const struct completion *c);
	const char *words;
} sources[] = {
	{ "RÉFÉRENCE", offer_references, NULL },
	{ "MESSAGE", offer_messages, NULL },
	{ "N°", offer_messages, NULL },
	{ "RÉPONSE", offer_replies, NULL },
	{ "ÉTABLISSEMENT", offer_establishments, NULL },
	{ "CODE", offer_establishments, NULL },
	{ "ÉCHÉANCE", offer_deadlines, NULL },
	{ "PIÈCE", offer_pieces, NULL },
	{ "ADRESSE", offer_senders, NULL },
	{ "FICHIER", offer_documents, NULL },
	{ "DOSSIER", NULL, NULL },
	{ "send", NULL, "send" },
	{ "--campaign", offer_campaigns, NULL },
	{ "--config", NULL, NULL },
	{ "--deadline", offer_deadlines, NULL },
	{ "--format", NULL, "table csv json xlsx html" },
	{ "--outcome", offer_outcomes, NULL },
	{ "--output", NULL, NULL },
	{ "--sort", NULL, "reference received candidate establishment "
	    "status" },
	{ "--state", NULL, "present blank unreadable" },
	{ "--status", offer_statuses, NULL },
	{ "--subdivision", offer_subdivisions, NULL },
	{ "--to", offer_dams, NULL },
};

static const struct source *
find_source(const char *what)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
		if (strcmp(sources[i].what, what) == 0)
			return &sources[i];
	}
	return NULL;
}

static void
offer_words(const struct completion *c, const char *words)
{
	g_auto(GStrv) split = g_strsplit(words, " ", -1);

	for (unsigned i = 0; split[i] != NULL; i++)
		offer(c, split[i], true);
}

static int
offer_source(const struct completion *c, const struct source *source)
{
	if (source == NULL)
		return CTL_DONE;
	/* Without a dossier it is none of its documents: a backup's. */
	if (source->offers == offer_documents && c->reference == NULL)
		return CTL_FAILED;
	if (source->offers == NULL && source->words == NULL)
		return CTL_FAILED;
	if (source->offers != NULL)
		source->offers(c);
	else
		offer_words(c, source->words);
	return CTL_DONE;
}

static const GOptionEntry common_options[] = {
	{ "config", 'c', 0, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
	{ "width", 0, 0, G_OPTION_ARG_INT, NULL, NULL, NULL },
	{ "json", 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	{ "help", 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	{ "version", 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
offer_options(const struct completion *c, const GOptionEntry *entry)
{
	for (; entry != NULL && entry->long_name != NULL; entry++) {
		g_autofree char *option = g_strconcat("--", entry->long_name,
		    NULL);

		offer(c, option, true);
	}
}

static void
offer_commands(const struct completion *c)
{
	for (unsigned i = 0; ctl_commands[i] != NULL; i++) {
		if (ctl_commands[i]->summary[0] != '\0')
			offer(c, ctl_commands[i]->name, true);
	}
}

/* The option of entry that word is, if it wants a value. */
static const GOptionEntry *
find_option(const GOptionEntry *entry, const char *word)
{
	for (; entry != NULL && entry->long_name != NULL; entry++) {
		const char letter[] = { '-', entry->short_name, '\0' };

		if (entry->arg != G_OPTION_ARG_NONE &&
		    ((g_str_has_prefix(word, "--") &&
			 strcmp(word + 2, entry->long_name) == 0) ||
			(entry->short_name != 0 &&
			    strcmp(word, letter) == 0)))
			return entry;
	}
	return NULL;
}

static const GOptionEntry *
option_of(const struct completion *c, const char *word)
{
	const GOptionEntry *found = find_option(common_options, word);

	if (found == NULL && c->command != NULL)
		found = find_option(c->command->options, word);
	return found;
}

static int
offer_value(const struct completion *c, const GOptionEntry *option)
{
	g_autofree char *name = g_strconcat("--", option->long_name, NULL);
	const struct source *source = find_source(name);

	if (source == NULL && option->arg_description != NULL)
		source = find_source(option->arg_description);
	return offer_source(c, source);
}

/* The word of the usage line for argument n; the last may be repeated. */
static int
offer_argument(const struct completion *c, unsigned n)
{
	g_auto(GStrv) words = g_strsplit_set(c->command->arguments, " []…",
	    -1);
	const char *what = NULL;

	for (unsigned i = 0, at = 0; words[i] != NULL; i++) {
		if (words[i][0] != '\0' && at++ <= n)
			what = words[i];
	}
	if (what == NULL || n >= c->command->max_arguments)
		return CTL_DONE;
	return offer_source(c, find_source(what));
}

/* What comes before the last word: the command and its arguments. */
static unsigned
read_words(struct completion *c, char **words, unsigned count)
{
	unsigned arguments = 0;

	for (unsigned i = 0; i + 1 < count; i++) {
		if (option_of(c, words[i]) != NULL)
			i++;
		else if (words[i][0] == '-')
			continue;
		else if (c->command == NULL)
			c->command = ctl_find_command(words[i]);
		else if (arguments++ == 0)
			c->reference = words[i];
	}
	return arguments;
}

static int
complete(struct ctl *ctl, char **words)
{
	unsigned count = g_strv_length(words);
	const char *last = words[count - 1];
	const char *equals = strchr(last, '=');
	struct completion c = { .ctl = ctl, .lead = "", .typed = last };
	unsigned arguments = read_words(&c, words, count);
	const GOptionEntry *option = count > 1 ?
	    option_of(&c, words[count - 2]) : NULL;
	g_autofree char *lead = NULL;

	if (option != NULL)
		return offer_value(&c, option);
	if (last[0] == '-' && equals != NULL) {
		g_autofree char *name = g_strndup(last,
		    (gsize)(equals - last));

		lead = g_strndup(last, (gsize)(equals + 1 - last));
		c.lead = lead;
		c.typed = equals + 1;
		option = option_of(&c, name);
		return option != NULL ? offer_value(&c, option) : CTL_DONE;
	}
	if (last[0] == '-') {
		offer_options(&c, common_options);
		offer_options(&c, c.command != NULL ? c.command->options :
						      NULL);
		return CTL_DONE;
	}
	if (c.command != NULL)
		return offer_argument(&c, arguments);
	offer_commands(&c);
	return CTL_DONE;
}

const struct command command_complete = {
	.name = "complete",
	.arguments = "-- MOTS…",
	.summary = "",
	.min_arguments = 1,
	.max_arguments = G_MAXUINT,
	.run = complete,
};
