# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += src/examine/libexamine.a
src_examine_libexamine_a_CPPFLAGS = $(AM_CPPFLAGS) $(EXAMINE) $(PATHS) \
	$(GLIB_CFLAGS) $(GMIME_CFLAGS) $(POPPLER_CFLAGS) $(ARCHIVE_CFLAGS) \
	$(XML_CFLAGS) $(GSF_CFLAGS) $(YTNEF_CFLAGS) $(TESSERACT_CFLAGS) \
	$(SECCOMP_CFLAGS) $(FONTCONFIG_CFLAGS) $(HEIF_CFLAGS)
src_examine_libexamine_a_SOURCES = \
	src/examine/box-glyph.c \
	src/examine/box-glyph.h \
	src/examine/boxes.h \
	src/examine/budget.c \
	src/examine/budget.h \
	src/examine/charset.c \
	src/examine/charset.h \
	src/examine/document.c \
	src/examine/document.h \
	src/examine/html.c \
	src/examine/page-writer.c \
	src/examine/page-writer.h \
	src/examine/readers.h \
	src/examine/text.c

# What asr-examine links; its converters go nowhere else.
EXAMINE_LIBS = $(GMIME_LIBS) $(MAGIC_LIBS) $(POPPLER_LIBS) $(ARCHIVE_LIBS) \
	$(XML_LIBS) $(GSF_LIBS) $(YTNEF_LIBS) $(TESSERACT_LIBS) \
	$(SECCOMP_LIBS) $(FONTCONFIG_LIBS) $(HEIF_LIBS)

sbin_PROGRAMS = asr-examine
asr_examine_CPPFLAGS = $(AM_CPPFLAGS) $(EXAMINE) $(PATHS) $(GLIB_CFLAGS)
asr_examine_SOURCES = src/examine/main.c
asr_examine_LDADD = src/examine/libexamine.a src/model/libmodel.a \
	src/base/libbase.a $(EXAMINE_LIBS) $(JANSSON_LIBS) $(GLIB_LIBS) -lm
