# SPDX-License-Identifier: GPL-3.0-or-later
# Measuring: `make bench`, half an hour on a quiet machine.
BENCH = tests/bench/examine.py tests/bench/drain.py tests/bench/latency.py \
	tests/bench/growth.py
EXTRA_DIST += $(BENCH) tests/bench/letters.py tests/bench/measure.py \
	tests/bench/ocr.py
bench: all
	@$(AM_TESTS_ENVIRONMENT) \
	for b in $(BENCH); do echo "== $$b"; $(srcdir)/$$b || exit 1; done
.PHONY: bench
