/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How asrctl is called: see usage.h. */
#include "usage.h"

#include <string.h>

#include "near.h"
#include "table.h"

/* The longest call in the list of commands, the longest option. */
#define CALL_COLUMNS 33
#define OPTION_COLUMNS 26
/* A command typed with a slip or two. */
#define COMMAND_EDITS 2u

/* What the commands are for, and the first of each group. */
static const struct {
	const struct command *first;
	const char *heading;
} groups[] = {
	{ &command_status, "Pour savoir" },
	{ &command_assign, "Pour agir" },
	{ &command_report, "Pour sortir les papiers" },
	{ &command_check, "Pour l’administrateur" },
};

static const char *
heading_of(const struct command *command)
{
	for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
		if (groups[i].first == command)
			return groups[i].heading;
	}
	return NULL;
}

static void
print_padded(const char *call, int columns, const char *text)
{
	int pad = columns - (int)text_columns(call);

	printf("  %s%*s %s\n", call, MAX(pad, 0), "", text);
}

void
usage_print(void)
{
	puts("Usage : asrctl [-c FICHIER] COMMANDE [ARGUMENTS] [OPTIONS]\n\n"
	     "Commandes :");
	for (unsigned i = 0; ctl_commands[i] != NULL; i++) {
		const struct command *command = ctl_commands[i];
		const char *heading = heading_of(command);
		g_autofree char *call = g_strdup_printf("%s %s",
		    command->name, command->arguments);

		if (command->summary[0] == '\0')
			continue;
		if (heading != NULL)
			printf("\n%s\n", heading);
		print_padded(g_strchomp(call), CALL_COLUMNS,
		    command->summary);
	}
	puts("\nOptions communes :\n"
	     "  -c, --config FICHIER  la configuration à lire\n"
	     "  --json                pour un programme plutôt que pour vous\n"
	     "  --width N             colonnes de l’écran\n"
	     "  --help, --version\n\n"
	     "« asrctl COMMANDE --help » dit les options d’une commande.");
}

static void
print_options(const GOptionEntry *entry)
{
	for (; entry != NULL && entry->long_name != NULL; entry++) {
		g_autofree char *letter = entry->short_name != 0 ?
		    g_strdup_printf("-%c, ", entry->short_name) :
		    g_strdup("");
		g_autofree char *call = g_strdup_printf("%s--%s%s%s", letter,
		    entry->long_name, entry->arg_description != NULL ? "=" :
		    "", entry->arg_description != NULL ?
		    entry->arg_description : "");

		if (entry->description != NULL)
			print_padded(call, OPTION_COLUMNS,
			    entry->description);
	}
}

void
usage_print_command(const struct command *command, const GOptionEntry *common)
{
	printf("Usage : asrctl %s%s%s [OPTIONS]\n\n%s\n", command->name,
	    command->arguments[0] != '\0' ? " " : "", command->arguments,
	    command->summary);
	if (command->options != NULL && command->options[0].long_name != NULL)
		puts("\nOptions :");
	print_options(command->options);
	puts("\nOptions communes :");
	print_options(common);
}

int
usage_wrong_option(const struct command *command, const GError *error)
{
	/* GLib's sentences, which nothing translates, end with the option. */
	const char *last = strrchr(error->message, ' ');
	const char *what = g_error_matches(error, G_OPTION_ERROR,
	    G_OPTION_ERROR_UNKNOWN_OPTION) ? "option inconnue" :
	    g_str_has_prefix(error->message, "Missing") ?
	    "il manque une valeur après" : "valeur qui ne convient pas à";

	return ctl_usage("%s%s %s ; « asrctl %s --help »", what,
	    what[0] == 'o' ? " :" : "",
	    last != NULL ? last + 1 : error->message, command->name);
}

int
usage_unknown_command(const char *typed)
{
	for (unsigned edits = 1; edits <= COMMAND_EDITS; edits++) {
		for (unsigned i = 0; ctl_commands[i] != NULL; i++) {
			if (near_distance(typed, ctl_commands[i]->name,
				edits) == edits &&
			    ctl_commands[i]->summary[0] != '\0')
				return ctl_usage("commande inconnue : %s ; "
				    "vouliez-vous dire : asrctl %s ?", typed,
				    ctl_commands[i]->name);
		}
	}
	return ctl_usage("commande inconnue : %s ; « asrctl --help »", typed);
}
