# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-words
tests_unit_test_words_CPPFLAGS = $(TESTING)
tests_unit_test_words_SOURCES = tests/unit/test-words.c
check_PROGRAMS += tests/unit/test-report-json
tests_unit_test_report_json_CPPFLAGS = $(TESTING)
tests_unit_test_report_json_SOURCES = tests/unit/test-report-json.c
