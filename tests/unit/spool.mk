# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-spool
tests_unit_test_spool_CPPFLAGS = $(TESTING)
tests_unit_test_spool_SOURCES = tests/unit/test-spool.c
