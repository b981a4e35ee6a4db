/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --check, and what every mode does with a wrong configuration. */
#include <stdio.h>

#include "links.h"
#include "mailbox-imap.h"
#include "modes.h"

static void
print_problems(const struct problems *problems, FILE *out, bool warnings)
{
	bool is_error;
	const char *text;

	for (unsigned i = 0;
	    (text = problems_text(problems, i, &is_error)) != NULL; i++) {
		if (is_error || warnings)
			fprintf(out, "%s: %s\n",
			    is_error ? "error" : "warning", text);
	}
}

struct conf *
mode_read_conf(const char *file)
{
	struct problems *problems = problems_new();
	struct conf *conf = conf_read(file, problems);

	conf_check_files(conf, problems);
	if (problems_errors(problems) > 0) {
		print_problems(problems, stderr, false);
		g_clear_pointer(&conf, conf_free);
	}
	problems_free(problems);
	return conf;
}

static bool
show_mailbox(const struct settings *settings)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) lines = NULL;
	struct mailbox *mailbox = links_mailbox(settings, &error);

	if (mailbox != NULL && settings->source.kind != ENDPOINT_DIR)
		lines = mailbox_imap_describe(mailbox, &error);
	if (error != NULL)
		printf("error: %s\n", error->message);
	for (unsigned i = 0; lines != NULL && i < lines->len; i++)
		printf("%s\n", (const char *)lines->pdata[i]);
	if (mailbox != NULL)
		mailbox->ops->close(mailbox);
	return error == NULL;
}

int
mode_check(const char *file, bool connect)
{
	struct problems *problems = problems_new();
	struct conf *conf = conf_read(file, problems);
	unsigned errors, warnings;
	bool reached = true;

	conf_check_files(conf, problems);
	print_problems(problems, stdout, true);
	errors = problems_errors(problems);
	warnings = problems_warnings(problems);
	if (connect && errors == 0)
		reached = show_mailbox(conf->settings);
	printf("%s: %u errors, %u warnings\n", file, errors, warnings);
	conf_free(conf);
	problems_free(problems);
	if (errors > 0)
		return MODE_USAGE;
	return reached ? MODE_DONE : MODE_FAILED;
}
