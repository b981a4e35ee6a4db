/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl: options, the table of commands, and the hand-over to one. */
#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <jansson.h>

#include "ctl.h"
#include "pager.h"
#include "usage.h"

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

/* What every command may be called with. */
static struct {
	char *config;
	gboolean json, help;
	int width; /* -1: the terminal's */
	char **rest;
} common = { .width = -1 };

static const GOptionEntry common_entries[] = {
	{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &common.config,
	    "la configuration à lire", "FICHIER" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &common.json,
	    "pour un programme plutôt que pour vous", NULL },
	{ "width", 0, 0, G_OPTION_ARG_INT, &common.width,
	    "colonnes de l’écran (0 : sans limite)", "N" },
	{ "help", 'h', 0, G_OPTION_ARG_NONE, &common.help, "cette aide",
	    NULL },
	{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &common.rest,
	    NULL, NULL },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};

/* Parses a command's options; CTL_DONE, or the exit status after it was
 * said what is wrong. */
static int
parse(const struct command *command, int argc, char **argv)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;
	unsigned count;

	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_add_main_entries(context, common_entries, NULL);
	if (command->options != NULL)
		g_option_context_add_main_entries(context, command->options,
		    NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error))
		return usage_wrong_option(command, error);
	if (common.rest == NULL)
		common.rest = g_new0(char *, 1);
	count = g_strv_length(common.rest);
	if (!common.help && (count < command->min_arguments ||
		count > command->max_arguments))
		return ctl_usage("usage : asrctl %s%s%s", command->name,
		    command->arguments[0] != '\0' ? " " : "",
		    command->arguments);
	return CTL_DONE;
}

static int
run(const struct command *command, struct ctl *ctl)
{
	struct problems *problems = problems_new();
	int status;

	ctl->command = command;
	ctl->json = common.json;
	ctl->width = common.width >= 0 ? (unsigned)common.width :
					 terminal_width();
	ctl->colour = wants_colour();
	ctl->config = settings_path(common.config);
	ctl->conf = conf_read_outline(ctl->config, problems);
	if (problems_errors(problems) > 0)
		status = report_problems(problems);
	else
		status = run_paged(command, ctl, common.rest);
	if (fflush(stdout) != 0 && status == CTL_DONE)
		status = ctl_fail("sortie standard : %s", g_strerror(errno));
	store_close(ctl->store);
	conf_free(ctl->conf);
	problems_free(problems);
	g_free(ctl->config);
	return status;
}

/* The first word that is neither an option nor the value of one; argc when
 * there is none. */
static int
find_command_word(int argc, char **argv)
{
	static const char *const with_value[] = { "-c", "--config", "--width",
		NULL };
	int i = 1;

	while (i < argc && argv[i][0] == '-')
		i += g_strv_contains(with_value, argv[i]) ? 2 : 1;
	return MIN(i, argc);
}

/* Without a command: what there is to say. */
static int
without_command(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--version") == 0) {
			puts("asrctl (" PACKAGE_STRING ")");
			return CTL_DONE;
		}
	}
	usage_print();
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)
			return CTL_DONE;
	}
	return CTL_USAGE;
}

/* "asrctl help list" is "asrctl list --help". */
static bool
is_help(const char *word)
{
	return strcmp(word, "help") == 0 || strcmp(word, "aide") == 0;
}

int
main(int argc, char **argv)
{
	static char help[] = "--help";
	const struct command *command = NULL;
	struct ctl ctl = { .out = stdout };
	int at = find_command_word(argc, argv), status;
	g_autofree char *word = at < argc ? g_strdup(argv[at]) : NULL;

	setlocale(LC_CTYPE, "C.UTF-8");
	/* Without memory it ends; it would show lists that are not empty as
	 * empty ones. */
	json_set_alloc_funcs(g_malloc, g_free);
	if (word != NULL && is_help(word)) {
		g_free(word);
		word = at + 1 < argc ? g_strdup(argv[at + 1]) : NULL;
		if (word != NULL)
			argv[at + 1] = help;
	}
	if (word == NULL)
		return without_command(argc, argv);
	command = ctl_find_command(word);
	if (command == NULL)
		return usage_unknown_command(word);
	memmove(&argv[at], &argv[at + 1],
	    (size_t)(argc - at) * sizeof(*argv));
	status = parse(command, argc - 1, argv);
	if (status == CTL_DONE && common.help)
		usage_print_command(command, common_entries);
	else if (status == CTL_DONE)
		status = run(command, &ctl);
	g_strfreev(common.rest);
	return status;
}
