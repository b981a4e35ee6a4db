# SPDX-License-Identifier: GPL-3.0-or-later
# The labelled corpus and the flow over it.
dist_check_SCRIPTS += tests/flow/corpus.py tests/flow/corpus-day.py
dist_check_SCRIPTS += tests/flow/letters.py
EXTRA_DIST += tests/corpus tests/corpus-2 tests/letters tests/letters-2 tests/letters-3 tests/letters-4 tests/letters-5 \
	tests/letters-6 \
	tests/letters-7 \
	tests/letters-8
dist_check_SCRIPTS += tests/flow/evaluate.py
check_PROGRAMS += tests/unit/test-evaluation
tests_unit_test_evaluation_CPPFLAGS = $(TESTING)
tests_unit_test_evaluation_SOURCES = tests/unit/test-evaluation.c
