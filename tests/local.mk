# SPDX-License-Identifier: GPL-3.0-or-later
#
# Unit tests: one program per source file under tests/unit, listed in the
# ROOM.mk beside it.  `make check` runs them, the lints and the flows.

TESTING = $(AM_CPPFLAGS) $(DECIDE) -I$(srcdir)/src/net \
	-I$(srcdir)/src/mailbox -I$(srcdir)/src/spool -I$(srcdir)/src/store \
	-I$(srcdir)/src/outbox -I$(srcdir)/src/examine -I$(srcdir)/src/daemon \
	-I$(srcdir)/src/ctl -I$(srcdir)/tests/unit $(PATHS) \
	-DTEST_SOURCES='"$(abs_srcdir)"' -DTEST_BUILD='"$(abs_builddir)"' \
	$(GLIB_CFLAGS) $(CHECK_CFLAGS) $(JANSSON_CFLAGS) $(SQLITE_CFLAGS) \
	$(GMIME_CFLAGS) $(CURL_CFLAGS)

# In the order of the arrows: who is named later is used by who is earlier.
ROOM_LIBS = src/daemon/libdaemon.a src/ctl/libctl.a \
	src/outbox/liboutbox.a src/store/libstore.a src/decide/libdecide.a \
	src/examine/libexamine.a src/mailbox/libmailbox.a src/net/libnet.a \
	src/spool/libspool.a src/conf/libconf.a src/model/libmodel.a \
	src/base/libbase.a
LDADD = $(ROOM_LIBS) $(CHECK_LIBS) $(GMIME_LIBS) $(CURL_LIBS) \
	$(ETPAN_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS) $(SYSTEMD_LIBS) \
	$(XLSXWRITER_LIBS) $(EXAMINE_LIBS) $(NETTLE_LIBS) $(GLIB_LIBS) -lm

EXTRA_DIST += tests/unit/harness.h tests/lsan.supp
TESTS += $(check_PROGRAMS) $(dist_check_SCRIPTS)
AM_TESTS_ENVIRONMENT = TEST_SOURCES='$(abs_srcdir)'; \
	TEST_BUILD='$(abs_builddir)'; export TEST_SOURCES TEST_BUILD; \
	LSAN_OPTIONS='suppressions=$(abs_srcdir)/tests/lsan.supp:print_suppressions=0'; \
	export LSAN_OPTIONS;

# What takes too long for every day: `make check-long` runs these one by one.
LONG_TESTS =
check-long: all $(check_PROGRAMS) $(check_DATA)
	@$(AM_TESTS_ENVIRONMENT) \
	for t in $(LONG_TESTS); do \
		echo "== $$t"; $(srcdir)/$$t || exit 1; \
	done
.PHONY: check-long

include tests/unit/base.mk
include tests/unit/model.mk
include tests/unit/conf.mk
include tests/unit/net.mk
include tests/unit/mailbox.mk
include tests/unit/spool.mk
include tests/unit/documents.mk
include tests/unit/pictures.mk
include tests/unit/examine.mk
include tests/unit/decide.mk
include tests/unit/store.mk
include tests/unit/outbox.mk
include tests/unit/daemon.mk
include tests/unit/ctl.mk
include tests/lint/local.mk
include tests/tools/local.mk
include tests/flow/local.mk
include tests/kill/local.mk
include tests/faults/local.mk
include tests/corpus/local.mk
include tests/bench/local.mk
include tests/soak/local.mk
