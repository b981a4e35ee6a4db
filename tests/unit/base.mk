# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-fold tests/unit/test-durable
tests_unit_test_fold_CPPFLAGS = $(TESTING)
tests_unit_test_fold_SOURCES = tests/unit/test-fold.c
tests_unit_test_durable_CPPFLAGS = $(TESTING)
tests_unit_test_durable_SOURCES = tests/unit/test-durable.c
check_PROGRAMS += tests/unit/test-near
tests_unit_test_near_CPPFLAGS = $(TESTING)
tests_unit_test_near_SOURCES = tests/unit/test-near.c
check_PROGRAMS += tests/unit/test-child tests/unit/test-log
tests_unit_test_child_CPPFLAGS = $(TESTING)
tests_unit_test_child_SOURCES = tests/unit/test-child.c
tests_unit_test_log_CPPFLAGS = $(TESTING)
tests_unit_test_log_SOURCES = tests/unit/test-log.c
check_PROGRAMS += tests/unit/test-digest
tests_unit_test_digest_CPPFLAGS = $(TESTING)
tests_unit_test_digest_SOURCES = tests/unit/test-digest.c
