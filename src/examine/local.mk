# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/examine/libexamine.a
src_examine_libexamine_a_CPPFLAGS = $(AM_CPPFLAGS) $(EXAMINE) $(PATHS) \
	$(GLIB_CFLAGS) $(GMIME_CFLAGS) $(POPPLER_CFLAGS) $(ARCHIVE_CFLAGS) \
	$(XML_CFLAGS) $(GSF_CFLAGS) $(YTNEF_CFLAGS) $(TESSERACT_CFLAGS) \
	$(SECCOMP_CFLAGS) $(FONTCONFIG_CFLAGS) $(HEIF_CFLAGS) \
	$(QPDF_CFLAGS)
src_examine_libexamine_a_SOURCES = \
	src/examine/archives.c \
	src/examine/archives.h \
	src/examine/body.c \
	src/examine/body.h \
	src/examine/boundaries.c \
	src/examine/boundaries.h \
	src/examine/budget.c \
	src/examine/budget.h \
	src/examine/cms.c \
	src/examine/cms.h \
	src/examine/delivery.c \
	src/examine/delivery.h \
	src/examine/exam.c \
	src/examine/exam.h \
	src/examine/examine.c \
	src/examine/examine.h \
	src/examine/filename.c \
	src/examine/filename.h \
	src/examine/filetype.c \
	src/examine/filetype.h \
	src/examine/headers.c \
	src/examine/headers.h \
	src/examine/mailtext.c \
	src/examine/mailtext.h \
	src/examine/morph.c \
	src/examine/morph.h \
	src/examine/noise.c \
	src/examine/noise.h \
	src/examine/nursery-end.c \
	src/examine/nursery-end.h \
	src/examine/outlook.c \
	src/examine/outlook.h \
	src/examine/pages.c \
	src/examine/pages.h \
	src/examine/portfolio.c \
	src/examine/portfolio.h \
	src/examine/quoting.c \
	src/examine/quoting.h \
	src/examine/rfc2047.c \
	src/examine/rfc2047.h \
	src/examine/rtfmail.c \
	src/examine/rtfmail.h \
	src/examine/sandbox.c \
	src/examine/sandbox.h \
	src/examine/unpack.c \
	src/examine/unpack.h \
	src/examine/walk.c \
	src/examine/walk.h \
	src/examine/warm-pdf.c \
	src/examine/warm-pdf.h \
	src/examine/warm.c \
	src/examine/warm.h \
	src/examine/winmail.c \
	src/examine/winmail.h
include src/examine/documents.mk
include src/examine/pictures.mk

# What asr-examine links; its converters go nowhere else.
EXAMINE_LIBS = $(GMIME_LIBS) $(MAGIC_LIBS) $(POPPLER_LIBS) $(ARCHIVE_LIBS) \
	$(XML_LIBS) $(GSF_LIBS) $(YTNEF_LIBS) $(TESSERACT_LIBS) \
	$(SECCOMP_LIBS) $(FONTCONFIG_LIBS) $(HEIF_LIBS) $(QPDF_LIBS)

sbin_PROGRAMS = asr-examine
asr_examine_CPPFLAGS = $(AM_CPPFLAGS) $(EXAMINE) $(PATHS) $(GLIB_CFLAGS) \
	$(GMIME_CFLAGS)
asr_examine_SOURCES = src/examine/main.c
asr_examine_LDADD = src/examine/libexamine.a src/model/libmodel.a \
	src/base/libbase.a $(EXAMINE_LIBS) $(JANSSON_LIBS) $(NETTLE_LIBS) \
	$(GLIB_LIBS) -lm
