/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children: what they get, what they may write, how they end. */
#include "harness.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#include "child.h"

static const char *const envp[] = { "COLOUR=blue", NULL };

static struct child *
shell(const char *script, unsigned silence_ms, unsigned total_ms,
    size_t output_bytes_max)
{
	const char *argv[] = { "/bin/sh", "-c", script, NULL };
	struct child_options options = {
		.argv = argv,
		.envp = envp,
		.stdin_fd = open("/dev/null", O_RDONLY | O_CLOEXEC),
		.output_bytes_max = output_bytes_max,
		.silence_ms = silence_ms,
		.total_ms = total_ms,
	};
	g_autoptr(GError) error = NULL;
	struct child *child = child_start(&options, &error);

	ck_assert_msg(child != NULL, "%s", error->message);
	close(options.stdin_fd);
	return child;
}

static const struct ending {
	const char *script;
	unsigned silence_ms, total_ms;
	size_t output_bytes_max;
	enum child_end end;
	int status;
	const char *output; /* NULL: does not matter */
} endings[] = {
	{ "echo hello; exit 3", 0, 0, 100, CHILD_EXITED, 3, "hello\n" },
	{ "kill -SEGV $$", 0, 0, 100, CHILD_CRASHED, SIGSEGV, "" },
	/* At the limit, and one past it. */
	{ "printf 12345", 0, 0, 5, CHILD_EXITED, 0, "12345" },
	{ "printf 123456", 0, 0, 5, CHILD_TOO_MUCH, 0, "" },
	{ "yes", 0, 0, 1000000, CHILD_TOO_MUCH, 0, NULL },
	{ "echo begun; sleep 60", 0, 300, 100, CHILD_TOO_LONG, 0,
	    "begun\n" },
	{ "echo begun; sleep 60", 300, 60000, 100, CHILD_SILENT, 0,
	    "begun\n" },
	/* What is said on stderr is a sign of life. */
	{ "for i in 1 2 3 4 5 6; do echo $i >&2; sleep 0.1; done; echo end",
	    400, 60000, 100, CHILD_EXITED, 0, "end\n" },
	/* A closed stdout is no end yet. */
	{ "exec >&-; sleep 0.2; exit 4", 0, 0, 100, CHILD_EXITED, 4, "" },
	/* One left behind does not keep us waiting. */
	{ "sleep 60 & echo gone", 0, 20000, 100, CHILD_EXITED, 0, "gone\n" },
	/* Only the environment that was given, and three descriptors. */
	{ "echo $COLOUR$HOME; ls /proc/self/fd | wc -l", 0, 0, 100,
	    CHILD_EXITED, 0, "blue\n4\n" },
};

START_TEST(comes_to_an_end)
{
	const struct ending *want = &endings[_i];
	OWNED(child) child = shell(want->script, want->silence_ms,
	    want->total_ms, want->output_bytes_max);
	int64_t began_us = g_get_monotonic_time();
	size_t length;
	const char *output;

	ck_assert_uint_eq(child_wait(&child, 1, -1), 0);
	ck_assert_int_eq(child_end(child), want->end);
	ck_assert_int_eq(child_status(child), want->status);
	ck_assert_int_lt(g_get_monotonic_time() - began_us, 10 * 1000000);
	output = child_output(child, &length);
	ck_assert_uint_le(length, want->output_bytes_max);
	if (want->output != NULL) {
		ck_assert_uint_eq(length, strlen(want->output));
		ck_assert_int_eq(memcmp(output != NULL ? output : "",
				     want->output, length), 0);
	}
}
END_TEST

START_TEST(keeps_the_end_of_a_long_complaint)
{
	OWNED(child) child = shell(
	    "yes | head -c 100000 >&2; echo last words >&2", 0, 0, 100);
	const char *complaint;

	child_wait(&child, 1, -1);
	complaint = child_complaint(child);
	ck_assert_uint_eq(strlen(complaint), CHILD_COMPLAINT_BYTES_MAX);
	ck_assert(g_str_has_suffix(complaint, "y\nlast words\n"));
}
END_TEST

START_TEST(takes_the_first_that_ends)
{
	struct child *children[] = {
		shell("sleep 60", 0, 0, 10),
		shell("echo done", 0, 0, 10),
	};

	ck_assert_uint_eq(child_wait(children, 2, -1), 1);
	ck_assert_int_eq(child_end(children[0]), CHILD_RUNNING);
	child_free(children[0]); /* kills it */
	child_free(children[1]);
}
END_TEST

START_TEST(wakes)
{
	OWNED(child) child = shell("sleep 60", 0, 0, 10);
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(write(ends[1], "!", 1), 1);
	ck_assert_uint_eq(child_wait(&child, 1, ends[0]), 1);
	ck_assert_int_eq(child_end(child), CHILD_RUNNING);
}
END_TEST

START_TEST(says_when_there_is_no_program)
{
	const char *argv[] = { "/nonexistent/program", NULL };
	struct child_options options = {
		.argv = argv, .envp = envp, .output_bytes_max = 10
	};
	OWNED(child) child = child_start(&options, NULL);
	g_autofree char *text = NULL;

	child_wait(&child, 1, -1);
	ck_assert_int_eq(child_end(child), CHILD_EXITED);
	text = child_describe(child);
	ck_assert_str_eq(text, "exit status 127");
}
END_TEST

HARNESS_MAIN("child",
    tcase_add_loop_test(tc, comes_to_an_end, 0, G_N_ELEMENTS(endings));
    tcase_add_test(tc, keeps_the_end_of_a_long_complaint);
    tcase_add_test(tc, takes_the_first_that_ends);
    tcase_add_test(tc, wakes);
    tcase_add_test(tc, says_when_there_is_no_program))
