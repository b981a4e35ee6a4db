# SPDX-License-Identifier: GPL-3.0-or-later
# Flows: the programs and rooms against real servers on loopback.
# Helpers of the tests: built by `make check`, no tests themselves.
EXTRA_PROGRAMS = tests/flow/imap-probe
check_DATA = $(EXTRA_PROGRAMS)
CLEANFILES += $(EXTRA_PROGRAMS)
tests_flow_imap_probe_CPPFLAGS = $(TESTING)
tests_flow_imap_probe_SOURCES = tests/flow/imap-probe.c

dist_check_SCRIPTS += tests/flow/imap-dovecot.py
EXTRA_DIST += tests/servers/authority.py tests/servers/dovecot.py \
	tests/servers/intake.py tests/servers/postfix.py \
	tests/mailbox tests/tools/make-mailbox.py
dist_check_SCRIPTS += tests/flow/asking.py tests/flow/control.py
dist_check_SCRIPTS += tests/flow/day.py tests/flow/completion.py
dist_check_SCRIPTS += tests/flow/erase.py tests/flow/restore.py
dist_check_SCRIPTS += tests/flow/remind.py tests/flow/burst.py
dist_check_SCRIPTS += tests/flow/promises.py tests/flow/reconcile.py
EXTRA_DIST += tests/bench/ctl.py
dist_check_SCRIPTS += tests/flow/sample.py
dist_check_SCRIPTS += tests/flow/examine.py
dist_check_SCRIPTS += tests/flow/filled.py tests/flow/signed.py
EXTRA_DIST += tests/data/filled
dist_check_SCRIPTS += tests/flow/service.py tests/flow/unit-filter.py
dist_check_SCRIPTS += tests/flow/mail-servers.py tests/flow/mail-servers-too.py \
	tests/flow/mail-servers-three.py
dist_check_SCRIPTS += tests/flow/imap-oddities.py tests/flow/smtp-oddities.py
dist_check_SCRIPTS += tests/flow/after-sending.py tests/flow/monitoring.py
dist_check_SCRIPTS += tests/flow/oauth2.py tests/flow/certificates.py
EXTRA_DIST += tests/servers/scripted.py tests/servers/scripted_imap.py \
	tests/servers/scripted_smtp.py tests/servers/tokens.py
LONG_TESTS += tests/flow/long.sh
EXTRA_DIST += tests/flow/long.sh
EXTRA_DIST += tests/servers/whole_way.py tests/servers/cyrus.py \
	tests/servers/exim.py tests/servers/opensmtpd.py \
	tools/unpack-servers.sh
EXTRA_DIST += tests/flow/many.py tests/flow/idle-day.py

# An intruder for the locked room, loaded before asr-examine: no libtool for
# one shared object.
check_DATA += tests/flow/room-probe.so
CLEANFILES += tests/flow/room-probe.so
EXTRA_DIST += tests/flow/room-probe.c tests/torture/torture.py
EXTRA_PROGRAMS += tests/torture/leaves
tests_torture_leaves_CPPFLAGS = $(TESTING) $(GMIME_CFLAGS)
tests_torture_leaves_SOURCES = tests/torture/leaves.c
dist_check_SCRIPTS += tests/flow/room.py tests/flow/limits.py \
	tests/flow/pdf-bombs.py
tests/flow/room-probe.so: tests/flow/room-probe.c
	$(AM_V_CCLD)$(MKDIR_P) tests/flow && $(CC) -D_GNU_SOURCE -O1 -Wall \
		-shared -fPIC -o $@ $(srcdir)/tests/flow/room-probe.c
dist_check_SCRIPTS += tests/flow/papers.py
