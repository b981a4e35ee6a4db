# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-lexicon tests/unit/test-form
tests_unit_test_lexicon_CPPFLAGS = $(TESTING)
tests_unit_test_lexicon_SOURCES = tests/unit/test-lexicon.c
tests_unit_test_form_CPPFLAGS = $(TESTING)
tests_unit_test_form_SOURCES = tests/unit/test-form.c
