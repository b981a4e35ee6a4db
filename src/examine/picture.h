/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The picture of a page made ready to be recognised: grey, of one working
 * scale, evenly lit, dark on light, upright and straight.
 */
#ifndef ASR_PICTURE_H
#define ASR_PICTURE_H

#include <stdbool.h>

/*
 * 150 dots an inch.  Print is recognised as well as at 200 or 300, in less
 * time, and a dot of a leader is still three pixels.
 */
#define PICTURE_PIXELS_PER_MM 5.9055

/* Darker is ink, once the paper is at 200. */
#define PICTURE_INK_LEVEL 170

struct Pix;

struct picture {
	struct Pix *grey;   /* 8 bits a pixel */
	struct Pix *binary; /* 1 bit: ink */
	double pixels_per_mm;
	/* How sure it is that it is upright; see PICTURE_UPRIGHT_SURE. */
	double upright;
};

/* From here on the direction of the letters leaves no doubt. */
#define PICTURE_UPRIGHT_SURE 4.0

/*
 * Makes source (any depth), of which pixels_per_mm tells the scale, ready.
 * False when there is no memory for it.  To be cleared in any case.
 */
bool picture_prepare(struct picture *picture, struct Pix *source,
    double pixels_per_mm);

/* True when source has too few pixels for a line of print. */
bool picture_is_tiny(struct Pix *source);

/* Turns it by quarters, clockwise; false when there is no memory. */
bool picture_turn(struct picture *picture, int quarters);

/* True when it shows nothing but specks. */
bool picture_is_empty(const struct picture *picture);

void picture_clear(struct picture *picture);

#endif
