# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/ctl/libctl.a
src_ctl_libctl_a_CPPFLAGS = $(AM_CPPFLAGS) $(CTL) $(PATHS) $(GLIB_CFLAGS) $(JANSSON_CFLAGS) $(XLSXWRITER_CFLAGS) \
	$(ARCHIVE_CFLAGS)
src_ctl_libctl_a_SOURCES = \
	src/ctl/choice.c \
	src/ctl/choice.h \
	src/ctl/client.c \
	src/ctl/client.h \
	src/ctl/cmd-acts.c \
	src/ctl/cmd-check.c \
	src/ctl/cmd-complete.c \
	src/ctl/cmd-list.c \
	src/ctl/cmd-messages.c \
	src/ctl/cmd-reconcile.c \
	src/ctl/cmd-review.c \
	src/ctl/cmd-show-message.c \
	src/ctl/cmd-show.c \
	src/ctl/cmd-status.c \
	src/ctl/cmd-verify.c \
	src/ctl/commands.c \
	src/ctl/ctl.c \
	src/ctl/ctl.h \
	src/ctl/filters.c \
	src/ctl/filters.h \
	src/ctl/french.c \
	src/ctl/french.h \
	src/ctl/interactive.c \
	src/ctl/interactive.h \
	src/ctl/json-message.c \
	src/ctl/json-message.h \
	src/ctl/json-writer.c \
	src/ctl/json-writer.h \
	src/ctl/json.c \
	src/ctl/json.h \
	src/ctl/letter-text.c \
	src/ctl/letter-text.h \
	src/ctl/pager.c \
	src/ctl/pager.h \
	src/ctl/review.c \
	src/ctl/review.h \
	src/ctl/stop.c \
	src/ctl/stop.h \
	src/ctl/table.c \
	src/ctl/table.h \
	src/ctl/usage.c \
	src/ctl/usage.h \
	src/ctl/views.c \
	src/ctl/views.h

include src/ctl/reports.mk

bin_PROGRAMS = asrctl
asrctl_CPPFLAGS = $(AM_CPPFLAGS) $(CTL) $(PATHS) $(GLIB_CFLAGS)
asrctl_SOURCES = src/ctl/main.c
asrctl_LDADD = src/ctl/libctl.a src/store/libstore.a \
	src/spool/libspool.a src/conf/libconf.a \
	src/model/libmodel.a src/base/libbase.a $(SQLITE_LIBS) \
	$(JANSSON_LIBS) $(XLSXWRITER_LIBS) $(ARCHIVE_LIBS) $(NETTLE_LIBS) \
	$(GLIB_LIBS) -lm

bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = src/ctl/completion/asrctl
