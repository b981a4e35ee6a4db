# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-names
tests_unit_test_names_CPPFLAGS = $(TESTING)
tests_unit_test_names_SOURCES = tests/unit/test-names.c
check_PROGRAMS += tests/unit/test-recognise
tests_unit_test_recognise_CPPFLAGS = $(TESTING)
tests_unit_test_recognise_SOURCES = tests/unit/test-recognise.c \
	tests/unit/bench.h tests/unit/letters.h \
	tests/unit/signed-letters.h tests/unit/recognising.h
check_PROGRAMS += tests/unit/test-scanned
tests_unit_test_scanned_CPPFLAGS = $(TESTING)
tests_unit_test_scanned_SOURCES = tests/unit/test-scanned.c \
	tests/unit/bench.h tests/unit/recognising.h tests/unit/sheets.h
check_PROGRAMS += tests/unit/test-thresholds
tests_unit_test_thresholds_CPPFLAGS = $(TESTING)
tests_unit_test_thresholds_SOURCES = tests/unit/test-thresholds.c \
	tests/unit/bench.h tests/unit/recognising.h tests/unit/sheets.h
check_PROGRAMS += tests/unit/test-person
tests_unit_test_person_CPPFLAGS = $(TESTING)
tests_unit_test_person_SOURCES = tests/unit/test-person.c
check_PROGRAMS += tests/unit/test-places
tests_unit_test_places_CPPFLAGS = $(TESTING)
tests_unit_test_places_SOURCES = tests/unit/test-places.c tests/unit/bench.h
check_PROGRAMS += tests/unit/test-file-name
tests_unit_test_file_name_CPPFLAGS = $(TESTING)
tests_unit_test_file_name_SOURCES = tests/unit/test-file-name.c tests/unit/bench.h
check_PROGRAMS += tests/unit/test-auth-results
tests_unit_test_auth_results_CPPFLAGS = $(TESTING)
tests_unit_test_auth_results_SOURCES = tests/unit/test-auth-results.c tests/unit/reports.h
check_PROGRAMS += tests/unit/test-look-alike
tests_unit_test_look_alike_CPPFLAGS = $(TESTING)
tests_unit_test_look_alike_SOURCES = tests/unit/test-look-alike.c
check_PROGRAMS += tests/unit/test-sender
tests_unit_test_sender_CPPFLAGS = $(TESTING)
tests_unit_test_sender_SOURCES = tests/unit/test-sender.c tests/unit/bench.h tests/unit/reports.h
check_PROGRAMS += tests/unit/test-automatic
tests_unit_test_automatic_CPPFLAGS = $(TESTING)
tests_unit_test_automatic_SOURCES = tests/unit/test-automatic.c tests/unit/reports.h
check_PROGRAMS += tests/unit/test-dates
tests_unit_test_dates_CPPFLAGS = $(TESTING)
tests_unit_test_dates_SOURCES = tests/unit/test-dates.c tests/unit/bench.h
check_PROGRAMS += tests/unit/test-checks
tests_unit_test_checks_CPPFLAGS = $(TESTING)
tests_unit_test_checks_SOURCES = tests/unit/test-checks.c tests/unit/bench.h tests/unit/reports.h
check_PROGRAMS += tests/unit/test-scheme
tests_unit_test_scheme_CPPFLAGS = $(TESTING)
tests_unit_test_scheme_SOURCES = tests/unit/test-scheme.c tests/unit/bench.h tests/unit/reports.h
check_PROGRAMS += tests/unit/test-settle
tests_unit_test_settle_CPPFLAGS = $(TESTING)
tests_unit_test_settle_SOURCES = tests/unit/test-settle.c tests/unit/bench.h tests/unit/reports.h
