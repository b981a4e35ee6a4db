# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests of the mail side of the examiner.
check_PROGRAMS += tests/unit/test-mailtext
tests_unit_test_mailtext_CPPFLAGS = $(TESTING)
tests_unit_test_mailtext_SOURCES = tests/unit/test-mailtext.c
check_PROGRAMS += tests/unit/test-filename
tests_unit_test_filename_CPPFLAGS = $(TESTING)
tests_unit_test_filename_SOURCES = tests/unit/test-filename.c
check_PROGRAMS += tests/unit/test-quoting
tests_unit_test_quoting_CPPFLAGS = $(TESTING)
tests_unit_test_quoting_SOURCES = tests/unit/test-quoting.c
check_PROGRAMS += tests/unit/test-body
tests_unit_test_body_CPPFLAGS = $(TESTING)
tests_unit_test_body_SOURCES = tests/unit/test-body.c
check_PROGRAMS += tests/unit/test-headers
tests_unit_test_headers_CPPFLAGS = $(TESTING)
tests_unit_test_headers_SOURCES = tests/unit/test-headers.c
check_PROGRAMS += tests/unit/test-delivery
tests_unit_test_delivery_CPPFLAGS = $(TESTING)
tests_unit_test_delivery_SOURCES = tests/unit/test-delivery.c
check_PROGRAMS += tests/unit/test-rfc2047
tests_unit_test_rfc2047_CPPFLAGS = $(TESTING)
tests_unit_test_rfc2047_SOURCES = tests/unit/test-rfc2047.c
check_PROGRAMS += tests/unit/test-boundaries
tests_unit_test_boundaries_CPPFLAGS = $(TESTING)
tests_unit_test_boundaries_SOURCES = tests/unit/test-boundaries.c
check_PROGRAMS += tests/unit/test-walk
tests_unit_test_walk_CPPFLAGS = $(TESTING)
tests_unit_test_walk_SOURCES = tests/unit/test-walk.c
check_PROGRAMS += tests/unit/test-sandbox
tests_unit_test_sandbox_CPPFLAGS = $(TESTING)
tests_unit_test_sandbox_SOURCES = tests/unit/test-sandbox.c
check_PROGRAMS += tests/unit/test-archives
tests_unit_test_archives_CPPFLAGS = $(TESTING)
tests_unit_test_archives_SOURCES = tests/unit/test-archives.c
check_PROGRAMS += tests/unit/test-noise
tests_unit_test_noise_CPPFLAGS = $(TESTING)
tests_unit_test_noise_SOURCES = tests/unit/test-noise.c
check_PROGRAMS += tests/unit/test-cms
tests_unit_test_cms_CPPFLAGS = $(TESTING)
tests_unit_test_cms_SOURCES = tests/unit/test-cms.c
check_PROGRAMS += tests/unit/test-winmail
tests_unit_test_winmail_CPPFLAGS = $(TESTING)
tests_unit_test_winmail_SOURCES = tests/unit/test-winmail.c
check_PROGRAMS += tests/unit/test-outlook
tests_unit_test_outlook_CPPFLAGS = $(TESTING)
tests_unit_test_outlook_SOURCES = tests/unit/test-outlook.c
check_PROGRAMS += tests/unit/test-portfolio
tests_unit_test_portfolio_CPPFLAGS = $(TESTING)
tests_unit_test_portfolio_SOURCES = tests/unit/test-portfolio.c
check_PROGRAMS += tests/unit/test-filetype
tests_unit_test_filetype_CPPFLAGS = $(TESTING)
tests_unit_test_filetype_SOURCES = tests/unit/test-filetype.c
EXTRA_DIST += tests/unit/examined.h tests/data/archives/locked.7z \
	tests/data/archives/stored.rar \
	tests/data/archives/deflate64.zip \
	tests/data/archives/volume.part1.rar
tests_unit_test_outlook_CPPFLAGS += $(GSF_CFLAGS)
