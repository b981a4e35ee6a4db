/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asr-intaked: options, configuration, and the hand-over to one mode. */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <jansson.h>

#include "modes.h"

struct options {
	char *config;
	char *evaluate;
	gboolean once, check, connect, dry_run, json, version;
};

static bool
parse(int argc, char **argv, struct options *options)
{
	const GOptionEntry entries[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config,
		    "the configuration to read", "FILE" },
		{ "once", 0, 0, G_OPTION_ARG_NONE, &options->once,
		    "one full pass, then exit", NULL },
		{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &options->dry_run,
		    "with --once: say what would be done, and do nothing",
		    NULL },
		{ "check", 0, 0, G_OPTION_ARG_NONE, &options->check,
		    "check the configuration and exit", NULL },
		{ "connect", 0, 0, G_OPTION_ARG_NONE, &options->connect,
		    "with --check: log in to the servers too", NULL },
		{ "evaluate", 0, 0, G_OPTION_ARG_FILENAME, &options->evaluate,
		    "decide labelled messages (FOLDER/mail, FOLDER/truth.json) "
		    "and say how right that was; nothing is sent", "FOLDER" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &options->json,
		    "with --evaluate: for programs", NULL },
		{ "version", 0, 0, G_OPTION_ARG_NONE, &options->version,
		    "print the version and exit", NULL },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GOptionContext) context = g_option_context_new(
	    "– the mail intake of ASR applications");
	g_autoptr(GError) error = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error))
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	else if (argc > 1)
		fprintf(stderr, "asr-intaked: %s: no argument is expected\n",
		    argv[1]);
	else if (options->dry_run && !options->once)
		fprintf(stderr, "asr-intaked: --dry-run goes with --once\n");
	else if (options->json && options->evaluate == NULL)
		fprintf(stderr, "asr-intaked: --json goes with --evaluate\n");
	else if (options->connect && !options->check)
		fprintf(stderr, "asr-intaked: --connect goes with --check\n");
	else
		return true;
	return false;
}

static int
run(const struct options *options)
{
	g_autofree char *file = settings_path(options->config);

	if (options->check)
		return mode_check(file, options->connect);
	if (geteuid() == 0)
		fprintf(stderr, "asr-intaked: running as root; the unit file "
		    "runs it as asr-intake\n");
	if (options->evaluate != NULL)
		return mode_evaluate(options->config, options->evaluate,
		    options->json);
	if (options->once && options->dry_run)
		return mode_dry_run(file);
	if (options->once)
		return mode_once(file);
	return mode_serve(file);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	int status;

	setlocale(LC_CTYPE, "C.UTF-8");
	/* Without memory for a report the program ends, as without any other:
	 * it would take the report for a broken one, and that is lasting. */
	json_set_alloc_funcs(g_malloc, g_free);
	signal(SIGPIPE, SIG_IGN);
	if (!parse(argc, argv, &options)) {
		g_free(options.config);
		g_free(options.evaluate);
		return MODE_USAGE;
	}
	if (options.version) {
		puts("asr-intaked (" PACKAGE_STRING ")");
		status = MODE_DONE;
	} else {
		status = run(&options);
	}
	g_free(options.config);
	g_free(options.evaluate);
	return status;
}
