# SPDX-License-Identifier: GPL-3.0-or-later
# Two hours of a busy day: `make soak`, or SOAK_MINUTES=10 of it.
EXTRA_DIST += tests/soak/soak.py
soak: all
	@$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/soak/soak.py $(SOAK_MINUTES)
.PHONY: soak
