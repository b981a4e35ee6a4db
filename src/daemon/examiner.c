/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examiners as children: see examiner.h. */
#include "examiner.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "error.h"
#include "nursery.h"
#include "program.h"
#include "report-json.h"

#define PROGRAM "asr-examine"
/* What the examiner says on stderr before it opens a part. */
#define PROGRESS "part "

struct examiner {
	char *program;
	char *config;
	struct nursery *nursery; /* NULL: a program that knows none */
	char *complaint;
};

static struct child_options
options_of(const char *const argv[], int message_fd)
{
	/* One core each; no zone or locale of ours; every symbol bound once,
	 * in the nursery, and not in each of its children. */
	static const char *const envp[] = { "OMP_THREAD_LIMIT=1", "TZ=UTC0",
		"LC_ALL=C.UTF-8", "LD_BIND_NOW=1", NULL };

	return (struct child_options){
		.argv = argv,
		.envp = envp,
		.stdin_fd = message_fd,
		.output_bytes_max = REPORT_BYTES_MAX,
		.total_ms = EXAMINER_TOTAL_MS,
	};
}

/* Warm once, then a clone of it for each message. */
static struct nursery *
start_nursery(const struct examiner *examiner, GError **error)
{
	g_autofree char *seconds = g_strdup_printf("--seconds=%d",
	    EXAMINER_SECONDS);
	const char *const argv[] = { examiner->program, "--config",
		examiner->config, "--progress", seconds, "--nursery", NULL };
	const struct child_options options = options_of(argv, -1);

	return nursery_start(&options, error);
}

static struct child *
start_program(const struct examiner *examiner, int message_fd, int skip,
    GError **error)
{
	g_autofree char *seconds = g_strdup_printf("--seconds=%d",
	    EXAMINER_SECONDS);
	g_autofree char *skip_option = skip >= 0 ?
	    g_strdup_printf("--skip=%d", skip) : NULL;
	const char *const argv[] = { examiner->program, "--config",
		examiner->config, "--progress", seconds, skip_option, NULL };
	const struct child_options options = options_of(argv, message_fd);

	return child_start(&options, error);
}

struct child *
examiner_start(const struct examiner *examiner, int message_fd, int skip,
    GError **error)
{
	const struct child_options options = options_of(NULL, message_fd);

	if (examiner->nursery == NULL)
		return start_program(examiner, message_fd, skip, error);
	return nursery_child(examiner->nursery, &options, skip, error);
}

/* Its last line of stderr that is no progress, for whoever reads why. */
static char *
last_complaint(const struct child *child)
{
	g_auto(GStrv) lines = g_strsplit(child_complaint(child), "\n", -1);

	for (unsigned i = g_strv_length(lines); i > 0; i--) {
		if (lines[i - 1][0] != '\0' &&
		    !g_str_has_prefix(lines[i - 1], PROGRESS))
			return g_utf8_make_valid(lines[i - 1], -1);
	}
	return g_strdup("");
}

struct report *
examiner_report(const struct child *child, char **json_r, GError **error)
{
	g_autofree char *how = child_describe(child);
	g_autofree char *complaint = last_complaint(child);
	struct report *report;
	const char *output;
	size_t length;

	output = child_output(child, &length);
	if (child_end(child) != CHILD_EXITED || child_status(child) != 0) {
		error_set(error, ASR_ERROR_FAILED, "%s%s%s", how,
		    complaint[0] != '\0' ? ": " : "", complaint);
		return NULL;
	}
	report = report_decode(output, length, error);
	if (report != NULL)
		*json_r = g_strndup(output, length);
	return report;
}

int
examiner_last_part(const struct child *child)
{
	const char *last = g_strrstr(child_complaint(child), PROGRESS);
	uint64_t part;

	if (last == NULL)
		return -1;
	part = g_ascii_strtoull(last + strlen(PROGRESS), NULL, 10);
	return part < REPORT_PARTS_MAX ? (int)part : -1;
}

/* A message of ours, of which every examiner must make a report. */
static int
open_sample(GError **error)
{
	static const char sample[] = "From: asr-intaked@localhost\r\n"
	    "Subject: sample\r\n\r\nsample\r\n";
	int fd = memfd_create("sample", MFD_CLOEXEC);

	if (fd < 0) {
		error_errno(error, errno, "memfd_create");
	} else if (write(fd, sample, strlen(sample)) !=
		(ssize_t)strlen(sample) ||
	    lseek(fd, 0, SEEK_SET) != 0) {
		error_errno(error, errno, "memfd");
		close(fd);
		fd = -1;
	}
	return fd;
}

static bool
try_sample(struct examiner *examiner, GError **error)
{
	OWNED(child) child = NULL;
	OWNED(report) report = NULL;
	g_autofree char *json = NULL;
	int fd = open_sample(error);

	if (fd < 0)
		return false;
	child = examiner_start(examiner, fd, -1, error);
	close(fd);
	if (child == NULL)
		return false;
	child_wait(&child, 1, -1);
	g_free(examiner->complaint);
	examiner->complaint = last_complaint(child);
	report = examiner_report(child, &json, error);
	if (report == NULL)
		g_prefix_error(error, "%s does not work: ",
		    examiner->program);
	return report != NULL;
}

struct examiner *
examiner_open(const struct settings *settings, GError **error)
{
	struct examiner *examiner = g_new0(struct examiner, 1);

	examiner->program = program_find(PROGRAM, "ASR_EXAMINE", SBINDIR);
	examiner->config = g_strdup(settings->file);
	examiner->nursery = start_nursery(examiner, NULL);
	if (examiner->nursery != NULL && try_sample(examiner, NULL))
		return examiner;
	/* An examiner of the administrator's own may know no nursery; what
	 * is wrong with ours is said by the plain program. */
	nursery_free(examiner->nursery);
	examiner->nursery = NULL;
	if (try_sample(examiner, error))
		return examiner;
	examiner_close(examiner);
	return NULL;
}

const char *
examiner_complaint(const struct examiner *examiner)
{
	return examiner->complaint;
}

void
examiner_close(struct examiner *examiner)
{
	if (examiner == NULL)
		return;
	nursery_free(examiner->nursery);
	g_free(examiner->program);
	g_free(examiner->config);
	g_free(examiner->complaint);
	g_free(examiner);
}
