/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asr-examine: one raw message on stdin, its examination report as one line
 * of JSON on stdout.  Strange messages have reports too; exit status 1 is
 * for what keeps it from examining at all.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#include "error.h"
#include "examine.h"
#include "nursery-end.h"
#include "ocr.h"
#include "pages.h"
#include "report-json.h"
#include "sandbox.h"
#include "warm.h"

#ifdef WITH_SANITIZERS
#include <sanitizer/common_interface_defs.h>
#endif

/* A message; servers take 150 MB at most. */
#define MESSAGE_BYTES_MAX (160u << 20)
/* Unpacked bytes of all archives of a message together. */
#define UNPACKED_BYTES_MAX (256u << 20)
/* Pages recognised: some five minutes of one processor. */
#define OCR_PAGES_MAX 400u
/* Seconds after which no page is begun, and those the last may take. */
#define SECONDS_DEFAULT 240
#define SECONDS_MAX 3600
#define SECONDS_TO_END 60u

/* Where the report and our own words go. */
struct ends {
	int out, err;
};

struct options {
	gboolean version, no_ocr, no_sandbox, progress, nursery;
	char *config;
	int part; /* -1: a report */
	char *pages; /* of the part: "3-4"; NULL: all of it */
	unsigned first, last;
	int seconds;
	char **skip;
};

static void
clear_options(struct options *options)
{
	g_free(options->config);
	g_strfreev(options->skip);
	g_free(options->pages);
}

/* "3-4" or "3". */
static bool
parse_pages(struct options *options)
{
	g_auto(GStrv) ends = NULL;
	guint64 first = 0, last = 0;

	if (options->pages == NULL)
		return true;
	ends = g_strsplit(options->pages, "-", 2);
	if (ends[0] == NULL ||
	    !g_ascii_string_to_unsigned(
		ends[0], 10, 1, G_MAXINT, &first, NULL) ||
	    !g_ascii_string_to_unsigned(ends[1] != NULL ? ends[1] : ends[0],
		10, first, G_MAXINT, &last, NULL))
		return false;
	options->first = (unsigned)first;
	options->last = (unsigned)last;
	return options->part >= 0;
}

static bool
check_options(struct options *options, int argc, char **argv, GError **error)
{
	if (argc > 1)
		return error_set(error, ASR_ERROR_USAGE,
		    "%s: no argument is expected", argv[1]);
	if (options->part < -1 || options->part >= (int)REPORT_PARTS_MAX)
		return error_set(error, ASR_ERROR_USAGE,
		    "--part %d: no such part", options->part);
	if (!parse_pages(options))
		return error_set(error, ASR_ERROR_USAGE,
		    "--pages %s: FIRST-LAST of a --part", options->pages);
	if (options->seconds < 1 || options->seconds > SECONDS_MAX)
		return error_set(error, ASR_ERROR_USAGE,
		    "--seconds %d: not from 1 to %d", options->seconds,
		    SECONDS_MAX);
	return true;
}

static bool
parse_options(struct options *options, int argc, char **argv, GError **error)
{
	const GOptionEntry entries[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config,
		    "Configuration, of which [intake] ocr counts here",
		    "FILE" },
		{ "no-ocr", 0, 0, G_OPTION_ARG_NONE, &options->no_ocr,
		    "Read no scanned page", NULL },
		{ "part", 0, 0, G_OPTION_ARG_INT, &options->part,
		    "Write the bytes of part N of the report instead of it",
		    "N" },
		{ "pages", 0, 0, G_OPTION_ARG_STRING, &options->pages,
		    "Of the part, a PDF, only these pages", "A-B" },
		{ "progress", 0, 0, G_OPTION_ARG_NONE, &options->progress,
		    "Say \"part N\" on stderr before part N is opened or read",
		    NULL },
		{ "skip", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->skip,
		    "Pass over part N: an earlier examination died of it",
		    "N" },
		{ "seconds", 0, 0, G_OPTION_ARG_INT, &options->seconds,
		    "Begin no page after N seconds (240)", "N" },
		{ "nursery", 0, 0, G_OPTION_ARG_NONE, &options->nursery,
		    "For asr-intaked: examine what is asked on the socket "
		    "that is stdin", NULL },
		{ "no-sandbox", 0, 0, G_OPTION_ARG_NONE, &options->no_sandbox,
		    "Leave the room unlocked, to debug", NULL },
		{ "version", 0, 0, G_OPTION_ARG_NONE, &options->version,
		    "Print the version", NULL },
		G_OPTION_ENTRY_NULL
	};
	GOptionContext *context = g_option_context_new("< MESSAGE > REPORT");
	bool good;

	g_option_context_set_summary(context,
	    "Examines one raw message in a locked room: JSON on stdout.");
	g_option_context_add_main_entries(context, entries, NULL);
	good = g_option_context_parse(context, &argc, &argv, error) &&
	       check_options(options, argc, argv, error);
	g_option_context_free(context);
	return good;
}

/*
 * The one setting of the configuration that counts here.  A file that was
 * named must be there; the default one may be out of reach.
 */
static bool
read_config(struct options *options, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autofree char *ocr = NULL;
	const char *path = options->config;
	bool named;

	if (path == NULL)
		path = g_getenv("ASR_INTAKE_CONFIG");
	named = path != NULL;
	if (!named)
		path = SYSCONFDIR "/asr-intake/asr-intake.conf";
	if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, error)) {
		if (named)
			g_prefix_error(error, "%s: ", path);
		else
			g_clear_error(error);
		return !named;
	}
	ocr = g_key_file_get_string(file, "intake", "ocr", NULL);
	options->no_ocr |= ocr != NULL && g_str_has_prefix(ocr, "never");
	return true;
}

static GBytes *
read_message(GError **error)
{
	GByteArray *bytes = g_byte_array_new();
	char chunk[65536];
	ssize_t got;

	while ((got = read(STDIN_FILENO, chunk, sizeof(chunk))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || bytes->len + got > MESSAGE_BYTES_MAX) {
			error_set(error, ASR_ERROR_IO, "stdin: %s",
			    got < 0 ? g_strerror(errno)
				    : "a message too large to examine");
			g_byte_array_unref(bytes);
			return NULL;
		}
		g_byte_array_append(bytes, (const guint8 *)chunk, (guint)got);
	}
	return g_byte_array_free_to_bytes(bytes);
}

static bool
write_all(int fd, const char *bytes, size_t length, GError **error)
{
	while (length > 0) {
		ssize_t sent = write(fd, bytes, length);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return error_errno(error, errno, "stdout");
		bytes += sent;
		length -= (size_t)sent;
	}
	return true;
}

static bool
write_report(struct exam *exam, GBytes *raw, int out, GError **error)
{
	g_autofree char *json = NULL;

	examine_message(exam, raw);
	json = report_encode(exam->report);
	return write_all(out, json, strlen(json), error) &&
	       write_all(out, "\n", 1, error);
}

static bool
write_part(struct exam *exam, GBytes *raw, const struct options *options,
    int out, GError **error)
{
	g_autoptr(GBytes) whole =
	    examine_extract(exam, raw, (unsigned)options->part);
	g_autoptr(GBytes) bytes = NULL;

	if (whole == NULL)
		return error_set(error, ASR_ERROR_FAILED,
		    "part %d: no such part, or its bytes are out of reach",
		    options->part);
	if (options->pages == NULL)
		bytes = g_bytes_ref(whole);
	else
		bytes = pages_cut(whole, options->first, options->last, error);
	return bytes != NULL &&
	       write_all(out, g_bytes_get_data(bytes, NULL),
		   g_bytes_get_size(bytes), error);
}

/* What is done inside the room. */
static bool
examine(const struct options *options, struct warm *warm,
    const struct ends *ends, GError **error)
{
	struct budget budget = {
		.parts_left = REPORT_PARTS_MAX,
		.pages_left = REPORT_PAGES_MAX,
		.bytes_left = UNPACKED_BYTES_MAX,
		.ends_at_us = g_get_monotonic_time() +
		    (int64_t)options->seconds * G_USEC_PER_SEC,
		.ocr_pages_left = OCR_PAGES_MAX,
		.ocr = warm->ocr,
	};
	g_autoptr(GBytes) raw = read_message(error);
	struct exam *exam;
	bool good;

	if (raw == NULL)
		return false;
	exam = exam_new(&budget, warm->filetype);
	exam->progress = options->progress ? ends->err : -1;
	for (char **s = options->skip; s != NULL && *s != NULL; s++)
		g_hash_table_add(exam->skipped,
		    GINT_TO_POINTER((int)g_ascii_strtoll(*s, NULL, 10)));
	if (options->part >= 0)
		good = write_part(exam, raw, options, ends->out, error);
	else
		good = write_report(exam, raw, ends->out, error);
	exam_free(exam);
	return good;
}

/*
 * Our own way out.  Libraries print on stdout and stderr when they like,
 * and quote what they read: that goes nowhere, the report and our own
 * words go through copies.
 */
static bool
keep_ends(struct ends *ends, GError **error)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	ends->out = dup(STDOUT_FILENO);
	ends->err = dup(STDERR_FILENO);
	if (ends->out < 0 || ends->err < 0 || nowhere < 0 ||
	    dup2(nowhere, STDOUT_FILENO) < 0)
		return error_errno(error, errno, "stdout");
	close(nowhere);
#ifdef WITH_SANITIZERS
	__sanitizer_set_report_fd((void *)(intptr_t)ends->err);
#endif
	return true;
}

/* Locks the room; stderr stays where it is only to debug. */
static bool
lock(const struct options *options, GError **error)
{
	if (options->no_sandbox)
		return true;
	if (!sandbox_enter((unsigned)options->seconds + SECONDS_TO_END, error))
		return false;
	close(STDERR_FILENO);
	return true;
}

/*
 * As a nursery: true in a child, that has a message and perhaps a part to
 * pass over.
 */
static bool
become_child(struct options *options, GError **error)
{
	int skip = -1;

	if (!nursery_end_child(&skip, error))
		return false;
	if (skip >= 0) {
		options->skip = g_new0(char *, 2);
		options->skip[0] = g_strdup_printf("%d", skip);
	}
	return true;
}

static bool
run(struct options *options, struct ends *ends, GError **error)
{
	struct warm *warm;

	if (!options->nursery && !keep_ends(ends, error))
		return false;
	warm = warm_up(!options->no_ocr && options->part < 0, error);
	if (warm == NULL)
		return false;
	if (options->nursery && warm->ocr)
		ocr_load();
	if (options->nursery &&
	    (!become_child(options, error) || !keep_ends(ends, error)))
		return *error == NULL;
	/* What is warm ends with the process: forty modules unload slowly. */
	return lock(options, error) && examine(options, warm, ends, error);
}

int
main(int argc, char **argv)
{
	struct options options = { .part = -1, .seconds = SECONDS_DEFAULT };
	struct ends ends = { STDOUT_FILENO, STDERR_FILENO };
	g_autoptr(GError) error = NULL;

	warm_environment(argv);
	if (!parse_options(&options, argc, argv, &error) ||
	    !read_config(&options, &error)) {
		fprintf(stderr, "asr-examine: %s\n", error->message);
		clear_options(&options);
		return 2;
	}
	if (options.version) {
		printf("asr-examine %s\n", PACKAGE_VERSION);
		clear_options(&options);
		return 0;
	}
	if (!run(&options, &ends, &error)) {
		dprintf(ends.err, "asr-examine: %s\n", error->message);
		_exit(1);
	}
	/* No destructors: those of tesseract complain and take their time. */
	_exit(0);
}
