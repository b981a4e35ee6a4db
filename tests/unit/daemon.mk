# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-confine
tests_unit_test_confine_CPPFLAGS = $(TESTING)
tests_unit_test_confine_SOURCES = tests/unit/test-confine.c
