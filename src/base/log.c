/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines for the journal or on stderr: see log.h. */
#include "log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const char *journal = "/run/systemd/journal/socket";
static const char *process = "";

/* What a line is about. */
struct about {
	int64_t message;     /* 0: none */
	const char *dossier; /* NULL: none */
};

void
log_set_process(const char *name)
{
	process = name;
}

void
log_set_journal(const char *path)
{
	journal = path;
}

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

/* UTF-8 without line end or control character, and not too long. */
static void
clean(GString *line)
{
	g_autofree char *valid = g_utf8_make_valid(line->str,
	    (gssize)line->len);

	g_string_assign(line, valid);
	for (size_t i = 0; i < line->len; i++) {
		unsigned char c = (unsigned char)line->str[i];

		if (c < 0x20 || c == 0x7f)
			line->str[i] = ' ';
	}
	if (line->len > LOG_LINE_BYTES_MAX)
		g_string_truncate(line, (gsize)(g_utf8_find_prev_char(
		    line->str, line->str + LOG_LINE_BYTES_MAX + 1) -
		    line->str));
}

/* One write(2) a line, so that lines of several processes do not mix. */
static void
write_line(GString *line)
{
	size_t done = 0;

	clean(line);
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

/* The journal's own protocol, of which a datagram of "FIELD=text" lines is
 * all that is needed; a library for it would be one more in asr-examine. */
static bool
tell_journal(enum log_level level, const struct about *about, GString *text)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	g_autoptr(GString) fields = g_string_new(NULL);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	ssize_t sent = -1;

	clean(text);
	g_string_append_printf(fields, "PRIORITY=%d\nSYSLOG_IDENTIFIER=%s\n"
	    "MESSAGE=%s\n", (int)level, program_invocation_short_name,
	    text->str);
	if (process[0] != '\0')
		g_string_append_printf(fields, "ASR_PROCESS=%s\n", process);
	if (about->message != 0)
		g_string_append_printf(fields, "ASR_MESSAGE=%" PRId64 "\n",
		    about->message);
	if (about->dossier != NULL)
		g_string_append_printf(fields, "ASR_DOSSIER=%s\n",
		    about->dossier);
	g_strlcpy(address.sun_path, journal, sizeof(address.sun_path));
	if (fd >= 0) {
		sent = sendto(fd, fields->str, fields->len, MSG_NOSIGNAL,
		    (const struct sockaddr *)&address, sizeof(address));
		close(fd);
	}
	return sent == (ssize_t)fields->len;
}

static void
append_text(GString *line, const struct about *about, const char *format,
    va_list ap)
{
	if (about->message != 0)
		g_string_append_printf(line, "message %" PRId64 ": ",
		    about->message);
	if (about->dossier != NULL)
		g_string_append_printf(line, "%s: ", about->dossier);
	g_string_append_vprintf(line, format, ap);
}

static void
say(enum log_level level, const struct about *about, const char *format,
    va_list ap)
{
	g_autoptr(GString) line = NULL;
	bool listens = journal_listens();

	if (!listens && level > LOG_LEVEL_NOTICE)
		return;
	line = g_string_new(NULL);
	if (!listens)
		g_string_append_printf(line, "%s: ",
		    program_invocation_short_name);
	append_text(line, about, format, ap);
	if (listens && tell_journal(level, about, line))
		return;
	if (listens) {
		g_autofree char *prefix = g_strdup_printf("<%d>",
		    (int)level);

		g_string_prepend(line, prefix);
	}
	write_line(line);
}

void
log_line(enum log_level level, const char *format, ...)
{
	const struct about about = { 0 };
	va_list ap;

	va_start(ap, format);
	say(level, &about, format, ap);
	va_end(ap);
}

void
log_message(enum log_level level, int64_t message, const char *format, ...)
{
	const struct about about = { .message = message };
	va_list ap;

	va_start(ap, format);
	say(level, &about, format, ap);
	va_end(ap);
}

void
log_dossier(enum log_level level, int64_t message, const char *reference,
    const char *format, ...)
{
	const struct about about = { message, reference };
	va_list ap;

	va_start(ap, format);
	say(level, &about, format, ap);
	va_end(ap);
}
