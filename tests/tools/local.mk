# SPDX-License-Identifier: GPL-3.0-or-later
#
# Not installed: what people who edit forms look at.
noinst_PROGRAMS += tests/tools/show-findings
tests_tools_show_findings_CPPFLAGS = $(TESTING)
tests_tools_show_findings_SOURCES = tests/tools/show-findings.c
