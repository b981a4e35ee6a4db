# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/daemon/libdaemon.a
src_daemon_libdaemon_a_CPPFLAGS = $(AM_CPPFLAGS) $(DAEMON) $(PATHS) $(GLIB_CFLAGS) $(SYSTEMD_CFLAGS) $(JANSSON_CFLAGS)
src_daemon_libdaemon_a_SOURCES = \
	src/daemon/act-dossier.c \
	src/daemon/act-erase.c \
	src/daemon/act-letter.c \
	src/daemon/act-lookup.c \
	src/daemon/act-merge.c \
	src/daemon/act-message.c \
	src/daemon/act-remind.c \
	src/daemon/act-reply.c \
	src/daemon/act-ruling.c \
	src/daemon/act.c \
	src/daemon/act.h \
	src/daemon/board.c \
	src/daemon/board.h \
	src/daemon/check.c \
	src/daemon/confine.c \
	src/daemon/confine.h \
	src/daemon/control.c \
	src/daemon/control.h \
	src/daemon/courier.c \
	src/daemon/dry-run.c \
	src/daemon/evaluation-print.c \
	src/daemon/evaluation.c \
	src/daemon/evaluation.h \
	src/daemon/examiner.c \
	src/daemon/examiner.h \
	src/daemon/labels.c \
	src/daemon/labels.h \
	src/daemon/links.c \
	src/daemon/links.h \
	src/daemon/loop.c \
	src/daemon/loop.h \
	src/daemon/mode-evaluate.c \
	src/daemon/modes.h \
	src/daemon/once.c \
	src/daemon/reconcile.c \
	src/daemon/registrar.c \
	src/daemon/reminder.c \
	src/daemon/reminder.h \
	src/daemon/scratch.c \
	src/daemon/scratch.h \
	src/daemon/serve.c \
	src/daemon/service.c \
	src/daemon/service.h \
	src/daemon/signals.c \
	src/daemon/signals.h \
	src/daemon/step-decide.c \
	src/daemon/step-decide.h \
	src/daemon/step-examine.c \
	src/daemon/step-fetch.c \
	src/daemon/step-send.c \
	src/daemon/step-shred.c \
	src/daemon/step-tidy.c \
	src/daemon/summary.c \
	src/daemon/summary.h \
	src/daemon/supervisor.c \
	src/daemon/supervisor.h \
	src/daemon/watcher.c \
	src/daemon/worker.c \
	src/daemon/worker.h

sbin_PROGRAMS += asr-intaked
asr_intaked_CPPFLAGS = $(AM_CPPFLAGS) $(DAEMON) $(PATHS) $(GLIB_CFLAGS)
asr_intaked_SOURCES = src/daemon/main.c
asr_intaked_LDADD = src/daemon/libdaemon.a src/outbox/liboutbox.a \
	src/store/libstore.a src/decide/libdecide.a \
	src/mailbox/libmailbox.a src/net/libnet.a src/spool/libspool.a \
	src/conf/libconf.a src/model/libmodel.a src/base/libbase.a \
	$(GMIME_LIBS) $(CURL_LIBS) $(ETPAN_LIBS) $(SQLITE_LIBS) \
	$(JANSSON_LIBS) $(SYSTEMD_LIBS) $(NETTLE_LIBS) $(GLIB_LIBS) -lm
