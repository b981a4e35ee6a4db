# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_CPPFLAGS = $(AM_CPPFLAGS) $(MODEL) $(PATHS) $(GLIB_CFLAGS) $(JANSSON_CFLAGS)
src_model_libmodel_a_SOURCES = \
	src/model/decision.c \
	src/model/decision.h \
	src/model/dossier.c \
	src/model/dossier.h \
	src/model/facts.c \
	src/model/facts.h \
	src/model/inventory.c \
	src/model/inventory.h \
	src/model/report.c \
	src/model/report.h \
	src/model/report-decode.c \
	src/model/report-encode.c \
	src/model/report-json.h \
	src/model/report-shape.c \
	src/model/report-shape.h \
	src/model/request.c \
	src/model/request.h \
	src/model/words.c \
	src/model/words.h
