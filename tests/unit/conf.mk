# SPDX-License-Identifier: GPL-3.0-or-later
EXTRA_DIST += tests/unit/configured.h
check_PROGRAMS += tests/unit/test-lexicon tests/unit/test-form \
	tests/unit/test-keyfile \
	tests/unit/test-csv \
	tests/unit/test-endpoint \
	tests/unit/test-settings \
	tests/unit/test-secret \
	tests/unit/test-registry \
	tests/unit/test-campaign \
	tests/unit/test-templates \
	tests/unit/test-conf
tests_unit_test_lexicon_CPPFLAGS = $(TESTING)
tests_unit_test_lexicon_SOURCES = tests/unit/test-lexicon.c
tests_unit_test_form_CPPFLAGS = $(TESTING)
tests_unit_test_form_SOURCES = tests/unit/test-form.c
tests_unit_test_keyfile_CPPFLAGS = $(TESTING)
tests_unit_test_keyfile_SOURCES = tests/unit/test-keyfile.c
tests_unit_test_csv_CPPFLAGS = $(TESTING)
tests_unit_test_csv_SOURCES = tests/unit/test-csv.c
tests_unit_test_endpoint_CPPFLAGS = $(TESTING)
tests_unit_test_endpoint_SOURCES = tests/unit/test-endpoint.c
tests_unit_test_settings_CPPFLAGS = $(TESTING)
tests_unit_test_settings_SOURCES = tests/unit/test-settings.c
tests_unit_test_secret_CPPFLAGS = $(TESTING)
tests_unit_test_secret_SOURCES = tests/unit/test-secret.c
tests_unit_test_registry_CPPFLAGS = $(TESTING)
tests_unit_test_registry_SOURCES = tests/unit/test-registry.c
tests_unit_test_campaign_CPPFLAGS = $(TESTING)
tests_unit_test_campaign_SOURCES = tests/unit/test-campaign.c
tests_unit_test_templates_CPPFLAGS = $(TESTING)
tests_unit_test_templates_SOURCES = tests/unit/test-templates.c
tests_unit_test_conf_CPPFLAGS = $(TESTING)
tests_unit_test_conf_SOURCES = tests/unit/test-conf.c
check_PROGRAMS += tests/unit/test-rulings-conf
tests_unit_test_rulings_conf_CPPFLAGS = $(TESTING)
tests_unit_test_rulings_conf_SOURCES = tests/unit/test-rulings-conf.c
