# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/outbox/liboutbox.a
src_outbox_liboutbox_a_CPPFLAGS = $(AM_CPPFLAGS) $(OUTBOX) $(PATHS) $(GLIB_CFLAGS) $(GMIME_CFLAGS) $(CURL_CFLAGS)
src_outbox_liboutbox_a_SOURCES = \
	src/outbox/compose.c \
	src/outbox/courier-dir.c \
	src/outbox/courier-smtp.c \
	src/outbox/courier-smtp.h \
	src/outbox/letter.c \
	src/outbox/letter.h \
	src/outbox/lines.c \
	src/outbox/lines.h \
	src/outbox/outbox.h
