/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asr-examine: one raw message on stdin, its examination report as one line
 * of JSON on stdout.
 */
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib.h>
#include <gmime/gmime.h>

#include "document.h"
#include "error.h"
#include "examine.h"
#include "report-json.h"

/* A message; more than any server takes, less than memory has. */
#define MESSAGE_BYTES_MAX (256u << 20)
/* Unpacked bytes of all archives of a message together. */
#define UNPACKED_BYTES_MAX (256u << 20)
/* Pages recognised: some five minutes of one processor. */
#define OCR_PAGES_MAX 400u
/* Seconds after which no new page is begun. */
#define SECONDS_DEFAULT 240

struct options {
	gboolean version, no_ocr, no_sandbox, progress;
	char *config;
	int part, seconds;
	char **skip;
};

static bool
parse_options(struct options *options, int argc, char **argv, GError **error)
{
	const GOptionEntry entries[] = {
		{ "version", 0, 0, G_OPTION_ARG_NONE, &options->version,
		    "Print the version and exit", NULL },
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config,
		    "Configuration: [intake] ocr", "FILE" },
		{ "no-ocr", 0, 0, G_OPTION_ARG_NONE, &options->no_ocr,
		    "Read no scanned page", NULL },
		{ "part", 0, 0, G_OPTION_ARG_INT, &options->part,
		    "Write the bytes of part N instead of a report", "N" },
		{ "skip", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->skip,
		    "Pass over part N, an earlier examination died of it",
		    "N" },
		{ "progress", 0, 0, G_OPTION_ARG_NONE, &options->progress,
		    "Say \"part N\" on stderr before each part", NULL },
		{ "seconds", 0, 0, G_OPTION_ARG_INT, &options->seconds,
		    "Begin no page after N seconds", "N" },
		{ "no-sandbox", 0, 0, G_OPTION_ARG_NONE, &options->no_sandbox,
		    "For debugging: stay unlocked", NULL },
		G_OPTION_ENTRY_NULL
	};
	GOptionContext *context = g_option_context_new("< MESSAGE > REPORT");
	bool good;

	g_option_context_set_summary(
	    context, "Examines one raw message in a locked room.");
	g_option_context_add_main_entries(context, entries, NULL);
	good = g_option_context_parse(context, &argc, &argv, error);
	g_option_context_free(context);
	if (good && argc > 1)
		return error_set(
		    error, ASR_ERROR_USAGE, "%s: unexpected argument", argv[1]);
	return good;
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
		if (got < 0 || bytes->len > MESSAGE_BYTES_MAX) {
			error_set(error, ASR_ERROR_IO, "stdin: %s",
			    got < 0 ? g_strerror(errno) : "too large");
			g_byte_array_unref(bytes);
			return NULL;
		}
		g_byte_array_append(bytes, (const guint8 *)chunk, (guint)got);
	}
	return g_byte_array_free_to_bytes(bytes);
}

static bool
write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = write(fd, bytes, length);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return false;
		bytes += sent;
		length -= (size_t)sent;
	}
	return true;
}

static int
run(const struct options *options, GBytes *raw, struct filetype *filetype,
    int out)
{
	struct budget budget = {
		.parts_left = REPORT_PARTS_MAX,
		.pages_left = REPORT_PAGES_MAX,
		.bytes_left = UNPACKED_BYTES_MAX,
		.ends_at_us =
		    g_get_monotonic_time() + options->seconds * G_USEC_PER_SEC,
		.ocr_pages_left = OCR_PAGES_MAX,
		.ocr = !options->no_ocr,
	};
	struct exam *exam = exam_new(&budget, filetype);
	bool good = true;

	exam->progress = options->progress;
	for (char **s = options->skip; s != NULL && *s != NULL; s++)
		g_hash_table_add(exam->skipped,
		    GINT_TO_POINTER((int)g_ascii_strtoll(*s, NULL, 10)));
	if (options->part >= 0) {
		g_autoptr(GBytes) bytes =
		    examine_extract(exam, raw, (unsigned)options->part);

		good = bytes != NULL &&
		       write_all(out, g_bytes_get_data(bytes, NULL),
			   g_bytes_get_size(bytes));
	} else {
		g_autofree char *json = NULL;

		examine_message(exam, raw);
		json = report_encode(exam->report);
		good = write_all(out, json, strlen(json)) &&
		       write_all(out, "\n", 1);
	}
	exam_free(exam);
	return good ? 0 : 1;
}

int
main(int argc, char **argv)
{
	struct options options = { .part = -1, .seconds = SECONDS_DEFAULT };
	g_autoptr(GError) error = NULL;
	struct filetype *filetype;
	GBytes *raw;
	int out;

	if (!parse_options(&options, argc, argv, &error)) {
		fprintf(stderr, "asr-examine: %s\n", error->message);
		return 2;
	}
	if (options.version) {
		printf("asr-examine %s\n", PACKAGE_VERSION);
		return 0;
	}
	/* Libraries print on stdout when they like; the report does not. */
	out = dup(STDOUT_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	setlocale(LC_ALL, "C.UTF-8");
	g_mime_init();
	filetype = filetype_open(&error);
	raw = filetype != NULL ? read_message(&error) : NULL;
	if (raw == NULL) {
		fprintf(stderr, "asr-examine: %s\n", error->message);
		return 1;
	}
	_exit(run(&options, raw, filetype, out));
}
