/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of a page from what stands where on it.  The text of a page, the
 * values of its form fields and what was typed over it come from different
 * places; only their geometry tells that a value belongs to a label.
 *
 * Unit: points; y grows downwards.
 */
#ifndef ASR_LAYOUT_H
#define ASR_LAYOUT_H

#include <stdbool.h>

#include <glib.h>

#include "boxes.h"

/* More on one page is no text for people; the rest is left out. */
#define LAYOUT_ITEMS_MAX 50000u
/* Boxes whose overlaps are looked at, ten times what a form has; what is
 * typed into a later one stands beside it. */
#define LAYOUT_BOXES_MAX 500u

struct rectangle {
	double x0, y0, x1, y1;
};

struct layout;

struct layout *layout_new(void);
void layout_free(struct layout *layout);

/* Adds text that stands in area; length -1: up to its NUL. */
void layout_add_text(struct layout *layout, struct rectangle area,
    const char *text, gssize length);

/*
 * Adds text of several lines that fills area from its top, one line below
 * the other; line ends of any kind part them.
 */
void layout_add_block(struct layout *layout, struct rectangle area,
    const char *text);

/*
 * Adds a check box.  Boxes at one place become one: ticked if any of them
 * is.  A cross or tick typed into a box (a text of its own) ticks it.
 */
void layout_add_box(struct layout *layout, struct rectangle area,
    enum box_state state);

/* True when a text, other than a mark in a box, covers the area's middle. */
bool layout_has_text_at(const struct layout *layout, struct rectangle area);

/* Says that something was left out. */
void layout_cut(struct layout *layout);

/* True when something was left out, to be asked after layout_text. */
bool layout_is_full(const struct layout *layout);

/*
 * The lines, top to bottom, each from left to right and ended by \n; wide
 * gaps are tabs, an empty line stands for a wide space.  Caller frees.
 */
char *layout_text(struct layout *layout);

#endif
