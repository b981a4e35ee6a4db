/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters that are drawn as check boxes: see box-glyph.h. */
#include "box-glyph.h"

#include <string.h>

#define TICKED "[x]"
#define EMPTY "[ ]"

static const struct {
	gunichar c;
	const char *box;
} unicode_boxes[] = {
	{ 0x2610, EMPTY },   /* ☐ */
	{ 0x2611, TICKED },  /* ☑ */
	{ 0x2612, TICKED },  /* ☒ */
	{ 0x25a1, EMPTY },   /* □ */
	{ 0x25a2, EMPTY },   /* ▢ */
	{ 0x25fb, EMPTY },   /* ◻ */
	{ 0x25fd, EMPTY },   /* ◽ */
	{ 0x2b1c, EMPTY },   /* ⬜ */
	{ 0x274f, EMPTY },   /* ❏ */
	{ 0x2750, EMPTY },   /* ❐ */
	{ 0x2751, EMPTY },   /* ❑ */
	{ 0x2752, EMPTY },   /* ❒ */
	{ 0x22a0, TICKED },  /* ⊠ */
	{ 0x2327, TICKED },  /* ⌧ */
	{ 0x2bbd, TICKED },  /* ⮽ */
	{ 0x1f5f5, TICKED }, /* 🗵 */
	{ 0x1f5f7, TICKED }, /* 🗷 */
	{ 0x1f5f9, TICKED }, /* 🗹 */
	{ 0x2705, TICKED },  /* ✅ */
};

/* Codes of Wingdings that show a square; the rest of it is no box. */
static const struct {
	unsigned char code;
	const char *box;
} wingdings[] = {
	{ 0x6f, EMPTY }, /* square */
	{ 0x70, EMPTY }, /* bold square */
	{ 0x71, EMPTY }, /* square with a shadow below */
	{ 0x72, EMPTY }, /* square with a shadow above */
	{ 0xa8, EMPTY }, /* the one Word's box symbol uses */
	{ 0xfd, TICKED }, /* crossed */
	{ 0xfe, TICKED }, /* ticked */
	{ 0x78, TICKED }, /* crossed, small */
};

/* Wingdings 2, the other font of boxes. */
static const struct {
	unsigned char code;
	const char *box;
} wingdings2[] = {
	{ 0x51, TICKED },
	{ 0x52, TICKED },
	{ 0x53, TICKED },
	{ 0x54, TICKED },
	{ 0xa3, EMPTY },
};

/* Where Word puts the 256 codes of a symbol font. */
#define SYMBOL_FIRST 0xf000
#define SYMBOL_LAST 0xf0ff

static const char *
wingdings_box(gunichar code, bool second)
{
	if (second) {
		for (size_t i = 0; i < G_N_ELEMENTS(wingdings2); i++)
			if (wingdings2[i].code == code)
				return wingdings2[i].box;
		return NULL;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(wingdings); i++)
		if (wingdings[i].code == code)
			return wingdings[i].box;
	return NULL;
}

const char *
box_glyph(gunichar c)
{
	if (c < 0x2000)
		return NULL;
	/* Without the font's name the private use area is Wingdings'. */
	if (c >= SYMBOL_FIRST && c <= SYMBOL_LAST)
		return wingdings_box(c - SYMBOL_FIRST, false);
	for (size_t i = 0; i < G_N_ELEMENTS(unicode_boxes); i++)
		if (unicode_boxes[i].c == c)
			return unicode_boxes[i].box;
	return NULL;
}

const char *
box_glyph_of_font(gunichar c, const char *font)
{
	const char *name = font != NULL ? strstr(font, "Wingdings") : NULL;

	if (name == NULL)
		return box_glyph(c);
	if (c >= SYMBOL_FIRST && c <= SYMBOL_LAST)
		c -= SYMBOL_FIRST;
	if (c > 0xff)
		return box_glyph(c);
	return wingdings_box(c, strpbrk(name, "2") != NULL);
}

bool
box_glyph_is_tick(gunichar c)
{
	static const gunichar ticks[] = { 'x', 'X', 0x00d7, 0x2713, 0x2714,
		0x2715, 0x2716, 0x2717, 0x2718, 0xf0fc, 0xf0fb };

	for (size_t i = 0; i < G_N_ELEMENTS(ticks); i++)
		if (ticks[i] == c)
			return true;
	return false;
}
