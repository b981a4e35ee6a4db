# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/mailbox/libmailbox.a
src_mailbox_libmailbox_a_CPPFLAGS = $(AM_CPPFLAGS) $(MAILBOX) $(PATHS) $(GLIB_CFLAGS) $(ETPAN_CFLAGS)
src_mailbox_libmailbox_a_SOURCES = \
	src/mailbox/imap-describe.c \
	src/mailbox/imap-describe.h \
	src/mailbox/imap-fetch.c \
	src/mailbox/imap-fetch.h \
	src/mailbox/imap-folders.c \
	src/mailbox/imap-folders.h \
	src/mailbox/imap-idle.c \
	src/mailbox/imap-idle.h \
	src/mailbox/imap-session.c \
	src/mailbox/imap-session.h \
	src/mailbox/mailbox-dir.c \
	src/mailbox/mailbox-imap.c \
	src/mailbox/mailbox-imap.h \
	src/mailbox/mailbox.c \
	src/mailbox/mailbox.h \
	src/mailbox/utf7.c \
	src/mailbox/utf7.h
