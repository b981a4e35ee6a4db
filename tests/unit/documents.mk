# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-boxes tests/unit/test-morph tests/unit/test-doc tests/unit/test-docx \
	tests/unit/test-html tests/unit/test-package tests/unit/test-rtf \
	tests/unit/test-sheet \
	tests/unit/test-layout tests/unit/test-odt tests/unit/test-page-writer \
	tests/unit/test-pdf \
	tests/unit/test-text tests/unit/test-text-quality
EXTRA_DIST += tests/unit/reading.h tests/unit/zipping.h \
	tests/data/documents/acroform.pdf \
	tests/data/documents/acronoap.pdf \
	tests/data/documents/damaged-pages.pdf \
	tests/data/documents/fiche.doc \
	tests/data/documents/fiche.docx \
	tests/data/documents/fiche.odt \
	tests/data/documents/fiche.pdf \
	tests/data/documents/fiche.rtf \
	tests/data/documents/freetext.pdf \
	tests/data/documents/layered.pdf \
	tests/data/documents/overlay.pdf \
	tests/data/documents/owner.pdf \
	tests/data/documents/textbox.doc \
	tests/data/documents/tracked.doc \
	tests/data/documents/turned.pdf \
	tests/data/documents/user.pdf
tests_unit_test_boxes_CPPFLAGS = $(TESTING) $(TESSERACT_CFLAGS)
tests_unit_test_boxes_SOURCES = tests/unit/test-boxes.c
tests_unit_test_doc_CPPFLAGS = $(TESTING) $(GSF_CFLAGS)
tests_unit_test_doc_SOURCES = tests/unit/test-doc.c
tests_unit_test_docx_CPPFLAGS = $(TESTING) $(ARCHIVE_CFLAGS)
tests_unit_test_docx_SOURCES = tests/unit/test-docx.c
tests_unit_test_html_CPPFLAGS = $(TESTING)
tests_unit_test_html_SOURCES = tests/unit/test-html.c
tests_unit_test_layout_CPPFLAGS = $(TESTING)
tests_unit_test_layout_SOURCES = tests/unit/test-layout.c
tests_unit_test_odt_CPPFLAGS = $(TESTING) $(ARCHIVE_CFLAGS)
tests_unit_test_odt_SOURCES = tests/unit/test-odt.c
tests_unit_test_page_writer_CPPFLAGS = $(TESTING)
tests_unit_test_page_writer_SOURCES = tests/unit/test-page-writer.c
tests_unit_test_pdf_CPPFLAGS = $(TESTING)
tests_unit_test_pdf_SOURCES = tests/unit/test-pdf.c
tests_unit_test_rtf_CPPFLAGS = $(TESTING)
tests_unit_test_rtf_SOURCES = tests/unit/test-rtf.c
tests_unit_test_package_CPPFLAGS = $(TESTING) $(ARCHIVE_CFLAGS) $(XML_CFLAGS)
tests_unit_test_package_SOURCES = tests/unit/test-package.c
tests_unit_test_sheet_CPPFLAGS = $(TESTING) $(ARCHIVE_CFLAGS) \
	$(TESSERACT_CFLAGS)
tests_unit_test_sheet_SOURCES = tests/unit/test-sheet.c
tests_unit_test_text_CPPFLAGS = $(TESTING)
tests_unit_test_text_SOURCES = tests/unit/test-text.c
tests_unit_test_text_quality_CPPFLAGS = $(TESTING)
tests_unit_test_text_quality_SOURCES = tests/unit/test-text-quality.c
tests_unit_test_morph_CPPFLAGS = $(TESTING) $(TESSERACT_CFLAGS)
tests_unit_test_morph_SOURCES = tests/unit/test-morph.c
check_PROGRAMS += tests/unit/test-pdf-picture
tests_unit_test_pdf_picture_CPPFLAGS = $(TESTING) $(POPPLER_CFLAGS) \
	$(TESSERACT_CFLAGS)
tests_unit_test_pdf_picture_SOURCES = tests/unit/test-pdf-picture.c
check_PROGRAMS += tests/unit/test-pages
tests_unit_test_pages_CPPFLAGS = $(TESTING) $(POPPLER_CFLAGS)
tests_unit_test_pages_SOURCES = tests/unit/test-pages.c
