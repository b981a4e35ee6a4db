/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Characters that are drawn as check boxes: Unicode's own, and those of
 * the Wingdings fonts, which Word stores in the private use area.
 */
#ifndef ASR_BOX_GLYPH_H
#define ASR_BOX_GLYPH_H

#include <stdbool.h>

#include <glib.h>

/* "[x]" or "[ ]" for a character that is a box; NULL for any other. */
const char *box_glyph(gunichar c);

/*
 * As box_glyph for a character of the font called name (may be NULL): in a
 * Wingdings font, also ASCII and Latin-1 codes are pictures.
 */
const char *box_glyph_of_font(gunichar c, const char *font);

/* True for a mark people put into or over a box: x, X, ✓, ✔, ✗, ✘. */
bool box_glyph_is_tick(gunichar c);

#endif
