# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-fold tests/unit/test-durable
tests_unit_test_fold_CPPFLAGS = $(TESTING)
tests_unit_test_fold_SOURCES = tests/unit/test-fold.c
tests_unit_test_durable_CPPFLAGS = $(TESTING)
tests_unit_test_durable_SOURCES = tests/unit/test-durable.c
check_PROGRAMS += tests/unit/test-near
tests_unit_test_near_CPPFLAGS = $(TESTING)
tests_unit_test_near_SOURCES = tests/unit/test-near.c
