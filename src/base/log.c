/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines on stderr: see log.h. */
#include "log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* True when stderr is the journal's own: sd-daemon(3), $JOURNAL_STREAM. */
static bool
journal_listens(void)
{
	const char *stream = g_getenv("JOURNAL_STREAM");
	struct stat st;
	uint64_t device, inode;

	return stream != NULL && fstat(STDERR_FILENO, &st) == 0 &&
	    sscanf(stream, "%" SCNu64 ":%" SCNu64, &device, &inode) == 2 &&
	    device == (uint64_t)st.st_dev && inode == (uint64_t)st.st_ino;
}

/* One write(2) a line, so that lines of several processes do not mix. */
static void
write_line(GString *line)
{
	size_t done = 0;

	for (size_t i = 0; i < line->len; i++) {
		unsigned char c = (unsigned char)line->str[i];

		if (c < 0x20 || c == 0x7f)
			line->str[i] = ' ';
	}
	if (line->len > LOG_LINE_BYTES_MAX)
		g_string_truncate(line, LOG_LINE_BYTES_MAX);
	g_string_append_c(line, '\n');
	while (done < line->len) {
		ssize_t n = write(STDERR_FILENO, line->str + done,
		    line->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return; /* nobody left to tell */
		done += (size_t)n;
	}
}

static void
say(enum log_level level, int64_t message, const char *format, va_list ap)
{
	bool journal = journal_listens();
	g_autoptr(GString) line = NULL;

	if (!journal && level > LOG_LEVEL_NOTICE)
		return;
	line = g_string_new(NULL);
	if (journal)
		g_string_append_printf(line, "<%d>", (int)level);
	else
		g_string_append_printf(line, "%s: ",
		    program_invocation_short_name);
	if (message != 0)
		g_string_append_printf(line, "message %" PRId64 ": ",
		    message);
	g_string_append_vprintf(line, format, ap);
	write_line(line);
}

void
log_line(enum log_level level, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(level, 0, format, ap);
	va_end(ap);
}

void
log_message(enum log_level level, int64_t message, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(level, message, format, ap);
	va_end(ap);
}
