/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log lines as a person and as the journal get them. */
#include "harness.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <glib.h>

#include "log.h"

static void
say_one(void)
{
	log_set_process("registrar");
	log_dossier(LOG_LEVEL_INFO, 17, "ASR-2026-0003", "com\nplete");
}

/* What say() writes on stderr. */
static const char *
heard(void (*say)(void), bool journal)
{
	static char text[2 * LOG_LINE_BYTES_MAX];
	int kept = dup(STDERR_FILENO), ends[2];
	ssize_t n;

	ck_assert_int_eq(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	close(ends[1]);
	if (journal) {
		g_autofree char *stream = NULL;
		struct stat st;

		fstat(STDERR_FILENO, &st);
		stream = g_strdup_printf("%" PRIu64 ":%" PRIu64,
		    (uint64_t)st.st_dev, (uint64_t)st.st_ino);
		g_setenv("JOURNAL_STREAM", stream, TRUE);
	} else {
		g_unsetenv("JOURNAL_STREAM");
	}
	say();
	dup2(kept, STDERR_FILENO);
	close(kept);
	n = read(ends[0], text, sizeof(text) - 1);
	close(ends[0]);
	text[n > 0 ? n : 0] = '\0';
	return text;
}

/* The datagram that the journal gets for one line. */
static const char *
told_journal(void)
{
	static char fields[4096];
	static char path[] = "test-log.socket";
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	ssize_t n;

	unlink(path);
	strcpy(address.sun_path, path);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address,
	    sizeof(address)), 0);
	log_set_journal(path);
	ck_assert_str_eq(heard(say_one, true), "");
	n = recv(fd, fields, sizeof(fields) - 1, MSG_DONTWAIT);
	fields[n > 0 ? n : 0] = '\0';
	close(fd);
	unlink(path);
	return fields;
}

static void
say_some(void)
{
	log_line(LOG_LEVEL_WARNING, "two\nlines %d", 2);
	log_message(LOG_LEVEL_ERROR, 17, "odd \x1b[31m");
	log_line(LOG_LEVEL_INFO, "for the journal");
}

static void
say_much(void)
{
	g_autofree char *text = g_strnfill(LOG_LINE_BYTES_MAX + 1, 'x');

	log_line(LOG_LEVEL_ERROR, "%s", text);
}

/* Letters of two bytes, so that the limit falls within one: the journal
 * shows a line that is not UTF-8 as a blob. */
static void
say_much_in_french(void)
{
	GString *text = g_string_new(NULL);

	while (text->len < LOG_LINE_BYTES_MAX)
		g_string_append(text, "é");
	/* Behind "test-log: ", which is of even length. */
	log_line(LOG_LEVEL_ERROR, "x%s", text->str);
	g_string_free(text, TRUE);
}

static void
say_bytes(void)
{
	log_line(LOG_LEVEL_ERROR, "the server: caf\xe9");
}

START_TEST(speaks_to_a_person)
{
	ck_assert_str_eq(heard(say_some, false),
	    "test-log: two lines 2\ntest-log: message 17: odd  [31m\n");
}
END_TEST

START_TEST(gives_the_journal_fields)
{
	ck_assert_str_eq(told_journal(),
	    "PRIORITY=6\nSYSLOG_IDENTIFIER=test-log\n"
	    "MESSAGE=message 17: ASR-2026-0003: com plete\n"
	    "ASR_PROCESS=registrar\nASR_MESSAGE=17\n"
	    "ASR_DOSSIER=ASR-2026-0003\n");
}
END_TEST

START_TEST(speaks_to_the_journal)
{
	log_set_journal("/nobody/listens");
	ck_assert_str_eq(heard(say_some, true),
	    "<4>two lines 2\n<3>message 17: odd  [31m\n"
	    "<6>for the journal\n");
}
END_TEST

START_TEST(cuts_long_lines)
{
	ck_assert_uint_eq(strlen(heard(say_much, false)),
	    LOG_LINE_BYTES_MAX + 1);
}
END_TEST

START_TEST(lines_are_utf8)
{
	ck_assert_uint_eq(strlen(heard(say_much_in_french, false)),
	    LOG_LINE_BYTES_MAX);
	ck_assert(g_utf8_validate(heard(say_much_in_french, false), -1,
	    NULL));
	ck_assert_str_eq(heard(say_bytes, false),
	    "test-log: the server: caf\xef\xbf\xbd\n");
}
END_TEST

HARNESS_MAIN("log", tcase_add_test(tc, speaks_to_a_person);
    tcase_add_test(tc, gives_the_journal_fields);
    tcase_add_test(tc, speaks_to_the_journal);
    tcase_add_test(tc, cuts_long_lines);
    tcase_add_test(tc, lines_are_utf8))
