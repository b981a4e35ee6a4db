# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-utf7
tests_unit_test_utf7_CPPFLAGS = $(TESTING)
tests_unit_test_utf7_SOURCES = tests/unit/test-utf7.c
check_PROGRAMS += tests/unit/test-mailbox-dir
tests_unit_test_mailbox_dir_CPPFLAGS = $(TESTING)
tests_unit_test_mailbox_dir_SOURCES = tests/unit/test-mailbox-dir.c
