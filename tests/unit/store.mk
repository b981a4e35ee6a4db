# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-store
tests_unit_test_store_CPPFLAGS = $(TESTING)
tests_unit_test_store_SOURCES = tests/unit/test-store.c
check_PROGRAMS += tests/unit/test-acts-store
tests_unit_test_acts_store_CPPFLAGS = $(TESTING)
tests_unit_test_acts_store_SOURCES = tests/unit/test-acts-store.c
EXTRA_DIST += tests/data/store/version-1.sql
