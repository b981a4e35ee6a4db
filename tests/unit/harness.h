/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every unit test program shares: a main of one suite, and a folder
 * for what its cases put into /tmp, which goes with it. */
#ifndef ASR_HARNESS_H
#define ASR_HARNESS_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#define HARNESS_DEPTH 16 /* descriptors; deeper trees take longer */

static inline int
harness_remove(const char *path, const struct stat *st, int type,
    struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

/* Runs all; the number that failed. */
static inline int
harness_run(SRunner *runner)
{
	char folder[] = "/tmp/asr-unit-XXXXXX";
	int failed;

	if (mkdtemp(folder) == NULL || setenv("TMPDIR", folder, 1) != 0)
		return 1;
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	nftw(folder, harness_remove, HARNESS_DEPTH, FTW_DEPTH | FTW_PHYS);
	return failed;
}

/*
 * The body of main: runs the cases of one suite, each in a process of its
 * own.  Usage: HARNESS_MAIN("fold", add_test(tc, folds_names); …)
 */
#define HARNESS_MAIN(name, ...)                                  \
	int main(void)                                           \
	{                                                        \
		Suite *suite = suite_create(name);               \
		TCase *tc = tcase_create(name);                  \
		SRunner *runner;                                 \
		int failed;                                      \
                                                                 \
		tcase_set_timeout(tc, 300);                      \
		__VA_ARGS__;                                     \
		suite_add_tcase(suite, tc);                      \
		runner = srunner_create(suite);                  \
		failed = harness_run(runner);                    \
		srunner_free(runner);                            \
		return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE; \
	}

#endif
