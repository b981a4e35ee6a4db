# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/decide/libdecide.a
src_decide_libdecide_a_CPPFLAGS = $(AM_CPPFLAGS) $(DECIDE) $(PATHS) $(GLIB_CFLAGS)
src_decide_libdecide_a_SOURCES = \
	src/decide/auth-results.c \
	src/decide/auth-results.h \
	src/decide/automatic.c \
	src/decide/automatic.h \
	src/decide/calendar.c \
	src/decide/calendar.h \
	src/decide/candidate.c \
	src/decide/citations.c \
	src/decide/citations.h \
	src/decide/decide.c \
	src/decide/decide.h \
	src/decide/dossier-state.c \
	src/decide/filing.c \
	src/decide/filing.h \
	src/decide/matching.c \
	src/decide/matching.h \
	src/decide/names.h \
	src/decide/recognise.h \
	src/decide/reply.c \
	src/decide/reply.h \
	src/decide/say.c \
	src/decide/say.h \
	src/decide/sender.c \
	src/decide/sender.h \
	src/decide/settle.c
