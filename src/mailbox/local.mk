# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/mailbox/libmailbox.a
src_mailbox_libmailbox_a_CPPFLAGS = $(AM_CPPFLAGS) $(MAILBOX) $(PATHS) $(GLIB_CFLAGS) $(ETPAN_CFLAGS)
src_mailbox_libmailbox_a_SOURCES = \
	src/mailbox/mailbox.h
