/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl: options, the table of commands, and the hand-over to one. */
#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ctl.h"
#include "pager.h"
#include "table.h"

/* The longest call in the list of commands. */
#define CALL_COLUMNS 33

static void
print_help(void)
{
	puts("Usage : asrctl [-c FICHIER] COMMANDE [ARGUMENTS] [OPTIONS]\n\n"
	     "Commandes :");
	for (unsigned i = 0; ctl_commands[i] != NULL; i++) {
		const struct command *command = ctl_commands[i];
		g_autofree char *call = g_strdup_printf("%s %s",
		    command->name, command->arguments);
		int pad = CALL_COLUMNS - (int)text_columns(call);

		if (command->summary[0] != '\0')
			printf("  %s%*s %s\n", call, MAX(pad, 0), "",
			    command->summary);
	}
	puts("\nOptions communes :\n"
	     "  -c, --config FICHIER  la configuration à lire\n"
	     "  --json                pour un programme plutôt que pour vous\n"
	     "  --width N             colonnes de l’écran\n"
	     "  --help, --version\n\n"
	     "« asrctl COMMANDE --help » dit les options d’une commande.");
}

static unsigned
terminal_width(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO))
		return 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return 80;
	return size.ws_col;
}

/* https://no-color.org: any non-empty value turns colour off. */
static bool
wants_colour(void)
{
	const char *no_color = g_getenv("NO_COLOR");
	const char *term = g_getenv("TERM");

	if (no_color != NULL && no_color[0] != '\0')
		return false;
	if (term == NULL || strcmp(term, "dumb") == 0)
		return false;
	return isatty(STDOUT_FILENO);
}

static int
report_problems(const struct problems *problems)
{
	bool is_error;
	const char *text;

	for (unsigned i = 0;
	    (text = problems_text(problems, i, &is_error)) != NULL; i++) {
		if (is_error)
			fprintf(stderr, "asrctl: %s\n", text);
	}
	return CTL_USAGE;
}

/* Through a pager where a person reads; an error shows beside it. */
static int
run_paged(const struct command *command, struct ctl *ctl, char **arguments)
{
	bool wanted = command->pages && !ctl->json &&
	    (command->unpaged == NULL || !*command->unpaged) &&
	    isatty(STDOUT_FILENO);
	pid_t pid = 0;
	FILE *pager = wanted ? pager_open(&pid) : NULL;
	int status;

	if (pager == NULL)
		return command->run(ctl, arguments);
	ctl->out = pager;
	status = command->run(ctl, arguments);
	ctl->out = stdout;
	pager_close(pager, pid);
	return status;
}

static int
run(const struct command *command, struct ctl *ctl, char **arguments)
{
	struct problems *problems = problems_new();
	int status;

	ctl->conf = conf_read_outline(ctl->config, problems);
	if (problems_errors(problems) > 0)
		status = report_problems(problems);
	else
		status = run_paged(command, ctl, arguments);
	if (fflush(stdout) != 0 && status == CTL_DONE)
		status = ctl_fail("sortie standard : %s", g_strerror(errno));
	store_close(ctl->store);
	conf_free(ctl->conf);
	problems_free(problems);
	return status;
}

/* Parses the command's own options; NULL when it was said what is wrong. */
static char **
parse(const struct command *command, int argc, char **argv, char **config_r,
    struct ctl *ctl)
{
	gboolean json = FALSE;
	int width = -1;
	char **rest = NULL;
	const GOptionEntry common[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, config_r,
		    "la configuration à lire", "FICHIER" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json,
		    "pour un programme plutôt que pour vous", NULL },
		{ "width", 0, 0, G_OPTION_ARG_INT, &width,
		    "colonnes de l’écran (0 : sans limite)", "N" },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &rest,
		    NULL, NULL },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	g_autofree char *usage = g_strdup_printf("%s – %s",
	    command->arguments, command->summary);
	g_autoptr(GOptionContext) context = g_option_context_new(usage);
	g_autofree char *name = g_strdup_printf("asrctl %s", command->name);
	g_autoptr(GError) error = NULL;
	unsigned count;

	g_set_prgname(name);
	g_option_context_add_main_entries(context, common, NULL);
	if (command->options != NULL)
		g_option_context_add_main_entries(context, command->options,
		    NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error)) {
		ctl_usage("%s", error->message);
		return NULL;
	}
	if (rest == NULL)
		rest = g_new0(char *, 1);
	count = g_strv_length(rest);
	if (count < command->min_arguments || count > command->max_arguments) {
		ctl_usage("usage : asrctl %s %s", command->name,
		    command->arguments);
		g_strfreev(rest);
		return NULL;
	}
	ctl->json = json;
	ctl->width = width >= 0 ? (unsigned)width : terminal_width();
	return rest;
}

/* Options before the command's name: only these few. */
static int
leading_options(int argc, char **argv, char **config_r)
{
	int i = 1;

	while (i < argc && argv[i][0] == '-') {
		bool config = strcmp(argv[i], "-c") == 0 ||
		    strcmp(argv[i], "--config") == 0;

		if (strcmp(argv[i], "--version") == 0) {
			puts("asrctl (" PACKAGE_STRING ")");
			exit(CTL_DONE);
		}
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0) {
			print_help();
			exit(CTL_DONE);
		}
		if (g_str_has_prefix(argv[i], "--config=")) {
			g_free(*config_r);
			*config_r = g_strdup(argv[i++] + 9);
			continue;
		}
		if (!config || i + 1 >= argc)
			exit(ctl_usage("option inconnue ou incomplète : %s ; "
			    "« asrctl --help »", argv[i]));
		g_free(*config_r);
		*config_r = g_strdup(argv[i + 1]);
		i += 2;
	}
	return i;
}

int
main(int argc, char **argv)
{
	g_autofree char *option = NULL;
	g_auto(GStrv) arguments = NULL;
	const struct command *command;
	struct ctl ctl = { .out = stdout };
	int first, status;

	setlocale(LC_CTYPE, "C.UTF-8");
	first = leading_options(argc, argv, &option);
	if (first >= argc) {
		print_help();
		return CTL_USAGE;
	}
	command = ctl_find_command(argv[first]);
	if (command == NULL)
		return ctl_usage("commande inconnue : %s ; « asrctl --help »",
		    argv[first]);
	arguments = parse(command, argc - first, argv + first, &option,
	    &ctl);
	if (arguments == NULL)
		return CTL_USAGE;
	ctl.command = command;
	ctl.config = settings_path(option);
	ctl.colour = wants_colour();
	status = run(command, &ctl, arguments);
	g_free(ctl.config);
	return status;
}
