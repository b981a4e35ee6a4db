# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(STORE) $(PATHS) $(GLIB_CFLAGS) $(SQLITE_CFLAGS) $(JANSSON_CFLAGS)
src_store_libstore_a_SOURCES = \
	src/store/acts.c \
	src/store/acts.h \
	src/store/attempts.c \
	src/store/backup.c \
	src/store/copy.c \
	src/store/dossiers.c \
	src/store/erase-names.c \
	src/store/erase-private.h \
	src/store/erase.c \
	src/store/erase.h \
	src/store/errands.c \
	src/store/errands.h \
	src/store/facts-query.c \
	src/store/findings.c \
	src/store/gather.c \
	src/store/messages.c \
	src/store/queries-complete.c \
	src/store/queries-dossiers.c \
	src/store/queries-messages.c \
	src/store/queries-stands.c \
	src/store/queries-status.c \
	src/store/queries.h \
	src/store/replies.c \
	src/store/rulings-record.c \
	src/store/rulings.c \
	src/store/rulings.h \
	src/store/schema.c \
	src/store/schema.h \
	src/store/settle.c \
	src/store/shred.c \
	src/store/sql.c \
	src/store/sql.h \
	src/store/store-private.h \
	src/store/store.c \
	src/store/store.h \
	src/store/verify.c \
	src/store/verify.h
