/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents out of the raw messages: see papers.h. */
#include "papers.h"

#include <unistd.h>

#include "child.h"
#include "error.h"
#include "program.h"
#include "safe-name.h"
#include "spool.h"

/* A part is no larger than all that may be unpacked of a message. */
#define PART_BYTES_MAX (256u << 20)
/* Unpacking and cutting take seconds; a minute says that it hangs. */
#define PART_MS_MAX 60000u

struct papers {
	struct ctl *ctl;
	struct spool *spool;
	char *program;
	struct message_view *message; /* that was asked for last */
};

struct papers *
papers_open(struct ctl *ctl)
{
	struct papers *papers = g_new0(struct papers, 1);

	papers->ctl = ctl;
	papers->spool = spool_open_readonly(
	    ctl->conf->settings->state_directory);
	papers->program = program_find("asr-examine", "ASR_EXAMINE", SBINDIR);
	return papers;
}

void
papers_close(struct papers *papers)
{
	if (papers == NULL)
		return;
	if (papers->message != NULL)
		message_view_free(papers->message);
	spool_close(papers->spool);
	g_free(papers->program);
	g_free(papers);
}

static const struct message_view *
find_message(struct papers *papers, int64_t id, GError **error)
{
	if (papers->message != NULL && papers->message->id == id)
		return papers->message;
	if (papers->message != NULL)
		message_view_free(papers->message);
	papers->message = queries_message(papers->ctl->store, id, error);
	if (papers->message == NULL && (error == NULL || *error == NULL))
		error_set(error, ASR_ERROR_FAILED,
		    "message %" G_GINT64_FORMAT " : inconnu", id);
	return papers->message;
}

static GBytes *
take_output(struct child *child, GError **error)
{
	g_autofree char *how = NULL;
	const char *output;
	size_t length;

	child_wait(&child, 1, -1);
	if (child_end(child) != CHILD_EXITED || child_status(child) != 0) {
		how = child_describe(child);
		error_set(error, ASR_ERROR_FAILED, "asr-examine : %s %s", how,
		    child_complaint(child));
		return NULL;
	}
	output = child_output(child, &length);
	return g_bytes_new(output, length);
}

/* pages NULL: the whole part. */
static GBytes *
cut_out(struct papers *papers, const char *sha256, unsigned part,
    const char *pages, GError **error)
{
	g_autofree char *part_option = g_strdup_printf("--part=%u", part);
	g_autofree char *pages_option = pages != NULL ?
	    g_strdup_printf("--pages=%s", pages) : NULL;
	const char *const argv[] = { papers->program, "--config",
		papers->ctl->config, part_option, pages_option, NULL };
	const char *const envp[] = { "TZ=UTC0", "LC_ALL=C.UTF-8", NULL };
	struct child_options options = {
		.argv = argv,
		.envp = envp,
		.stdin_fd = spool_read(papers->spool, sha256, error),
		.output_bytes_max = PART_BYTES_MAX,
		.total_ms = PART_MS_MAX,
	};
	OWNED(child) child = NULL;

	if (options.stdin_fd < 0)
		return NULL;
	child = child_start(&options, error);
	close(options.stdin_fd);
	return child != NULL ? take_output(child, error) : NULL;
}

static const struct attachment_view *
find_attachment(const struct message_view *message, unsigned part)
{
	for (unsigned i = 0; i < message->attachments->len; i++) {
		const struct attachment_view *attachment =
		    message->attachments->pdata[i];

		if (attachment->part == part)
			return attachment;
	}
	return NULL;
}

GBytes *
papers_document(struct papers *papers, const struct finding *finding,
    const char **ending_r, bool *whole_r, GError **error)
{
	const struct message_view *message = find_message(papers,
	    finding->message, error);
	const struct attachment_view *attachment;
	g_autofree char *pages = NULL;
	GBytes *bytes = NULL;

	if (message == NULL)
		return NULL;
	attachment = find_attachment(message, finding->part);
	*ending_r = safe_ending(attachment != NULL ? attachment->type : NULL,
	    finding->name);
	if (finding->first_page != 0 && g_str_equal(*ending_r, "pdf")) {
		pages = g_strdup_printf("%u-%u", finding->first_page,
		    finding->last_page);
		bytes = cut_out(papers, message->sha256, finding->part, pages,
		    NULL);
	}
	*whole_r = bytes == NULL;
	if (bytes == NULL)
		bytes = cut_out(papers, message->sha256, finding->part, NULL,
		    error);
	return bytes;
}

GBytes *
papers_message(struct papers *papers, int64_t id, GError **error)
{
	const struct message_view *message = find_message(papers, id, error);
	g_autoptr(GMappedFile) file = NULL;
	int fd;

	if (message == NULL)
		return NULL;
	fd = spool_read(papers->spool, message->sha256, error);
	if (fd < 0)
		return NULL;
	file = g_mapped_file_new_from_fd(fd, FALSE, error);
	close(fd);
	return file != NULL ? g_mapped_file_get_bytes(file) : NULL;
}
