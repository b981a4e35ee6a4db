# SPDX-License-Identifier: GPL-3.0-or-later
# Two hours of a busy day: `make soak`, or SOAK_MINUTES=10 of it; over a mail
# server: SOAK_OPTIONS=--imap.
EXTRA_DIST += tests/soak/soak.py tests/soak/sources.py
soak: all
	@$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/soak/soak.py $(SOAK_OPTIONS) $(SOAK_MINUTES)
.PHONY: soak
