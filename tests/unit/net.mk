# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-connection
tests_unit_test_connection_CPPFLAGS = $(TESTING)
tests_unit_test_connection_SOURCES = tests/unit/test-connection.c
