# SPDX-License-Identifier: GPL-3.0-or-later
#
# Pictures and what is recognised in them: what stands behind ocr_read.
src_examine_libexamine_a_SOURCES += \
	src/examine/engine.c \
	src/examine/engine.h \
	src/examine/exif.c \
	src/examine/exif.h \
	src/examine/heif.c \
	src/examine/heif.h \
	src/examine/image.c \
	src/examine/image.h \
	src/examine/ocr.c \
	src/examine/ocr-ink.c \
	src/examine/ocr-ink.h \
	src/examine/ocr-text.c \
	src/examine/ocr-text.h \
	src/examine/ocr.h \
	src/examine/picture.c \
	src/examine/picture.h \
	src/examine/serial.c \
	src/examine/serial.h
