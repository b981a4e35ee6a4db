# SPDX-License-Identifier: GPL-3.0-or-later
#
# The readers of documents: what stands behind document.h and boxes.h.
src_examine_libexamine_a_SOURCES += \
	src/examine/box-glyph.c \
	src/examine/box-glyph.h \
	src/examine/boxes.c \
	src/examine/boxes.h \
	src/examine/box-shapes.c \
	src/examine/box-shapes.h \
	src/examine/charset.c \
	src/examine/charset.h \
	src/examine/doc-file.c \
	src/examine/doc-file.h \
	src/examine/doc-inside.h \
	src/examine/doc-object.c \
	src/examine/doc.c \
	src/examine/document.c \
	src/examine/document.h \
	src/examine/docx-text.c \
	src/examine/docx-text.h \
	src/examine/docx.c \
	src/examine/drawings.c \
	src/examine/drawings.h \
	src/examine/html.c \
	src/examine/layout.c \
	src/examine/layout.h \
	src/examine/odt.c \
	src/examine/package.c \
	src/examine/package.h \
	src/examine/page-writer.c \
	src/examine/page-writer.h \
	src/examine/pdf-page.c \
	src/examine/pdf-page.h \
	src/examine/pdf-picture.c \
	src/examine/pdf-picture.h \
	src/examine/pdf-streams.c \
	src/examine/pdf-streams.h \
	src/examine/pdf.c \
	src/examine/embedded.c \
	src/examine/embedded.h \
	src/examine/readers.h \
	src/examine/relations.c \
	src/examine/relations.h \
	src/examine/rtf-group.c \
	src/examine/rtf-inside.h \
	src/examine/rtf-token.c \
	src/examine/rtf-token.h \
	src/examine/rtf.c \
	src/examine/sheet.c \
	src/examine/slides.c \
	src/examine/story.c \
	src/examine/story.h \
	src/examine/text-quality.c \
	src/examine/text-quality.h \
	src/examine/text.c
