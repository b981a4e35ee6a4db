# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_CPPFLAGS = $(AM_CPPFLAGS) $(BASE) $(PATHS) $(GLIB_CFLAGS) \
	$(NETTLE_CFLAGS)
src_base_libbase_a_SOURCES = \
	src/base/child-private.h \
	src/base/child.c \
	src/base/child.h \
	src/base/day.c \
	src/base/day.h \
	src/base/digest.c \
	src/base/digest.h \
	src/base/durable.c \
	src/base/durable.h \
	src/base/error.c \
	src/base/error.h \
	src/base/fold.c \
	src/base/fold.h \
	src/base/log.c \
	src/base/log.h \
	src/base/near.c \
	src/base/near.h \
	src/base/nursery.c \
	src/base/nursery.h \
	src/base/owned.h \
	src/base/program.c \
	src/base/program.h
