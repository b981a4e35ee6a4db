# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-table
tests_unit_test_table_CPPFLAGS = $(TESTING)
tests_unit_test_table_SOURCES = tests/unit/test-table.c
check_PROGRAMS += tests/unit/test-french
tests_unit_test_french_CPPFLAGS = $(TESTING)
tests_unit_test_french_SOURCES = tests/unit/test-french.c
