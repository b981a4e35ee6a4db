# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/decide/libdecide.a
src_decide_libdecide_a_CPPFLAGS = $(AM_CPPFLAGS) $(DECIDE) $(PATHS) $(GLIB_CFLAGS)
src_decide_libdecide_a_SOURCES = \
	src/decide/candidate.c \
	src/decide/decide.h \
	src/decide/names.h \
	src/decide/recognise.h
