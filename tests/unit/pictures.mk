# SPDX-License-Identifier: GPL-3.0-or-later
check_PROGRAMS += tests/unit/test-exif tests/unit/test-image \
	tests/unit/test-ocr tests/unit/test-ocr-text
EXTRA_DIST += tests/unit/scans.h \
	tests/data/scans/README \
	tests/data/scans/blank-form.jpg \
	tests/data/scans/empty.png \
	tests/data/scans/logo.png \
	tests/data/scans/pen-filled.jpg \
	tests/data/scans/pen-leaders.jpg \
	tests/data/scans/photo-exif6.jpg \
	tests/data/scans/photo.heic \
	tests/data/scans/quarter-turn.tif \
	tests/data/scans/shadow.jpg \
	tests/data/scans/skewed.jpg \
	tests/data/scans/two-pages.tif \
	tests/data/scans/upright.tif \
	tests/data/scans/upside-down.tif
tests_unit_test_exif_CPPFLAGS = $(TESTING) $(TESSERACT_CFLAGS)
tests_unit_test_exif_SOURCES = tests/unit/test-exif.c
tests_unit_test_image_CPPFLAGS = $(TESTING) $(TESSERACT_CFLAGS)
tests_unit_test_image_SOURCES = tests/unit/test-image.c
tests_unit_test_ocr_CPPFLAGS = $(TESTING) $(TESSERACT_CFLAGS)
tests_unit_test_ocr_SOURCES = tests/unit/test-ocr.c
tests_unit_test_ocr_text_CPPFLAGS = $(TESTING)
tests_unit_test_ocr_text_SOURCES = tests/unit/test-ocr-text.c
