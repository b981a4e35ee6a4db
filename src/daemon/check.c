/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --check, and what every mode does with a wrong configuration. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "advice.h"
#include "courier-smtp.h"
#include "error.h"
#include "examiner.h"
#include "links.h"
#include "mailbox-imap.h"
#include "modes.h"

/* A certificate that ends within so many days is worth a warning. */
#define CERTIFICATE_DAYS 21

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
say_error(const GError *error)
{
	const char *advice = advice_for(error->message);

	printf("error: %s\n", error->message);
	if (advice != NULL)
		printf("  → %s\n", advice);
	return false;
}

/* When there is a certificate, its end; a warning when that is near. */
static void
say_certificate(const char *where, int64_t ends_at)
{
	int64_t now = g_get_real_time() / G_USEC_PER_SEC;
	int64_t days = (ends_at - now) / (24 * 3600);
	g_autoptr(GDateTime) end = g_date_time_new_from_unix_utc(ends_at);
	g_autofree char *date = g_date_time_format(end, "%Y-%m-%d");

	if (ends_at != 0)
		printf("%s%s: certificate valid until %s (%" G_GINT64_FORMAT
		    " days)\n", days < CERTIFICATE_DAYS ? "warning: " : "",
		    where, date, days);
}

/* The done folder up to its first {field}; NULL: none.  Caller frees. */
static char *
fixed_part(const char *folder)
{
	g_auto(GStrv) levels = g_strsplit(folder != NULL ? folder : "", "{",
	    2);
	char *fixed = g_strdup(levels[0] != NULL ? levels[0] : "");

	if (g_str_has_suffix(fixed, "/"))
		fixed[strlen(fixed) - 1] = '\0';
	if (fixed[0] == '\0')
		g_clear_pointer(&fixed, g_free);
	return fixed;
}

static bool
show_mailbox(const struct settings *settings, struct mailbox *mailbox)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) lines = NULL;
	g_autofree char *done = NULL;

	if (settings->source.kind == ENDPOINT_DIR) {
		lines = mailbox->ops->list(mailbox, 0, 0, &error);
		if (lines != NULL)
			printf("%s: %u messages\n", settings->source.text,
			    lines->len);
		return lines != NULL || say_error(error);
	}
	done = fixed_part(settings->done_folder);
	lines = mailbox_imap_describe(mailbox, done, settings->sent_folder,
	    &error);
	for (unsigned i = 0; lines != NULL && i < lines->len; i++)
		printf("%s\n", (const char *)lines->pdata[i]);
	say_certificate(settings->source.text, mailbox->certificate_end);
	return lines != NULL || say_error(error);
}

/* A dir: outbox is made when the first reply leaves: here the next folder
 * above it that is there is looked at. */
static bool
show_folder(const struct settings *settings)
{
	g_autofree char *folder = g_strdup(settings->server.path);
	g_autoptr(GError) error = NULL;

	while (!g_file_test(folder, G_FILE_TEST_EXISTS)) {
		char *parent = g_path_get_dirname(folder);

		g_free(folder);
		folder = parent;
	}
	if (access(folder, W_OK | X_OK) == 0) {
		printf("%s: can be written\n", settings->server.text);
		return true;
	}
	error_errno(&error, errno, "%s", settings->server.text);
	return say_error(error);
}

static bool
show_courier(const struct settings *settings, struct courier *courier)
{
	g_autoptr(GError) error = NULL;

	if (settings->server.kind == ENDPOINT_DIR)
		return show_folder(settings);
	if (!courier_smtp_check(courier, &error))
		return say_error(error);
	printf("%s: %s\n", settings->server.text,
	    settings->smtp.user != NULL ? "logged in" : "reached");
	say_certificate(settings->server.text, courier->certificate_end);
	return true;
}

static bool
show_links(const struct settings *settings)
{
	g_autoptr(GError) error = NULL;
	struct links *links = links_open(settings, true, true, &error);
	bool mailbox, courier;

	if (links == NULL)
		return say_error(error);
	mailbox = show_mailbox(settings, links->mailbox);
	courier = show_courier(settings, links->courier);
	links_close(links);
	return mailbox && courier;
}

/* An installation whose examiner does not work would ask a person of every
 * message. */
static bool
show_examiner(const struct settings *settings)
{
	g_autoptr(GError) error = NULL;
	OWNED(examiner) examiner = examiner_open(settings, &error);

	if (examiner == NULL)
		return say_error(error);
	if (examiner_complaint(examiner)[0] != '\0')
		printf("%s\n", examiner_complaint(examiner));
	return true;
}

int
mode_check(const char *file, bool connect)
{
	struct problems *problems = problems_new();
	struct conf *conf = conf_read(file, problems);
	unsigned errors;
	bool reached = true;

	conf_check_files(conf, problems);
	print_problems(problems, stdout, true);
	errors = problems_errors(problems);
	if (errors == 0)
		reached = show_examiner(conf->settings);
	if (connect && errors == 0)
		reached &= show_links(conf->settings);
	printf("%s: %u errors, %u warnings\n", file, errors,
	    problems_warnings(problems));
	conf_free(conf);
	problems_free(problems);
	if (errors > 0)
		return MODE_USAGE;
	return reached ? MODE_DONE : MODE_FAILED;
}
