# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/spool/libspool.a
src_spool_libspool_a_CPPFLAGS = $(AM_CPPFLAGS) $(SPOOL) $(PATHS) $(GLIB_CFLAGS)
src_spool_libspool_a_SOURCES = \
	src/spool/spool.c \
	src/spool/spool.h
