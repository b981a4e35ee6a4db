# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-lines tests/unit/test-compose
tests_unit_test_lines_CPPFLAGS = $(TESTING)
tests_unit_test_lines_SOURCES = tests/unit/test-lines.c
tests_unit_test_compose_CPPFLAGS = $(TESTING)
tests_unit_test_compose_SOURCES = tests/unit/test-compose.c
