/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The recogniser: tesseract with the French model, words with their places
 * out of a clean upright picture.  One to a process; it opens no file once
 * it is prepared, so that it works in the locked room.
 */
#ifndef ASR_ENGINE_H
#define ASR_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/* A word; its box in pixels from the top left. */
struct word {
	char *text;
	int x, y, width, height;
	int line_y, line_height; /* of the line it stands in */
	uint8_t confidence;      /* 0..100 */
};

enum engine_end {
	ENGINE_FAILED,
	ENGINE_OUT_OF_TIME,
	ENGINE_READ,
};

/*
 * Finds and maps the model: in TESSDATA_PREFIX, else where distributions
 * keep it.  May be called again.  False with a reason when there is none.
 */
bool engine_prepare(GError **error);

/*
 * Loads the model now (some 70 ms) and not at the first picture: for a
 * process whose children read.  False when it cannot be.
 */
bool engine_load(void);

/* How a picture is read. */
enum engine_pass {
	/* Letters made narrower; pictures, tables and columns told apart. */
	ENGINE_QUICK,
	/* Letters as they are; all is text, in lines across the page. */
	ENGINE_LINES,
};

/*
 * Recognises picture (8 bits a pixel, dark on light).  Words come in
 * reading order into words, which gets struct word (see engine_words_new);
 * *confidence_r is their mean.  Stops at ends_at_us, monotonic: words is
 * empty then.  The model is loaded at the first call
 * unless it is.
 */
struct Pix;
enum engine_end engine_read(struct Pix *picture, int dpi,
    enum engine_pass pass, int64_t ends_at_us, GArray *words,
    uint8_t *confidence_r);

/* An empty array of struct word that frees their texts. */
GArray *engine_words_new(void);

/* Frees the model and what was loaded of it; for tests of leaks. */
void engine_end(void);

#endif
