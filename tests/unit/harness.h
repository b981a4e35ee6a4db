/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every unit test program shares: a main of one suite. */
#ifndef ASR_HARNESS_H
#define ASR_HARNESS_H

#include <stdlib.h>

#include <check.h>

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
		srunner_run_all(runner, CK_NORMAL);              \
		failed = srunner_ntests_failed(runner);          \
		srunner_free(runner);                            \
		return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE; \
	}

#endif
