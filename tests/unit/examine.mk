# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-html tests/unit/test-page-writer \
	tests/unit/test-text
EXTRA_DIST += tests/unit/reading.h
tests_unit_test_html_CPPFLAGS = $(TESTING)
tests_unit_test_html_SOURCES = tests/unit/test-html.c
tests_unit_test_page_writer_CPPFLAGS = $(TESTING)
tests_unit_test_page_writer_SOURCES = tests/unit/test-page-writer.c
tests_unit_test_text_CPPFLAGS = $(TESTING)
tests_unit_test_text_SOURCES = tests/unit/test-text.c
