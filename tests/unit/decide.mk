# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-names
tests_unit_test_names_CPPFLAGS = $(TESTING)
tests_unit_test_names_SOURCES = tests/unit/test-names.c
check_PROGRAMS += tests/unit/test-recognise
tests_unit_test_recognise_CPPFLAGS = $(TESTING)
tests_unit_test_recognise_SOURCES = tests/unit/test-recognise.c tests/unit/letters.h
