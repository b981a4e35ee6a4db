# SPDX-License-Identifier: GPL-3.0-or-later
# Stopping the service at every durable step: a library put before it.
EXTRA_DIST += tests/kill/points.h tests/kill/points.py \
	tests/kill/tries.py tests/kill/forms/asr-2026.conf \
	tests/kill/forms/blank.txt \
	tests/kill/workspace.py $(POINTS_PARTS)
POINTS_PARTS = tests/kill/points.c tests/kill/undo.c tests/kill/calls.c \
	tests/kill/clock.c
check_DATA += tests/kill/points.so
CLEANFILES += tests/kill/points.so
tests/kill/points.so: $(POINTS_PARTS) tests/kill/points.h
	$(AM_V_GEN)$(MKDIR_P) tests/kill && $(CC) -std=gnu11 -D_GNU_SOURCE \
		$(WARNINGS) -O1 -shared -fPIC -o $@ \
		$(POINTS_PARTS:%=$(srcdir)/%) -ldl

# A share of the points each time; every point and mode is for check-long.
dist_check_SCRIPTS += tests/kill/kill-dir.py tests/kill/kill-mail.py
dist_check_SCRIPTS += tests/kill/kill-erase.py tests/kill/kill-move.py
EXTRA_DIST += tests/servers/remains.py
EXTRA_DIST += tests/servers/smtp.py
LONG_TESTS += tests/kill/long.sh
EXTRA_DIST += tests/kill/long.sh
