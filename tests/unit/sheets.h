/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets on the bench: as pictures, word for word, and as the form has them. */
#ifndef ASR_TEST_SHEETS_H
#define ASR_TEST_SHEETS_H

#include "recognising.h"

/* Where a sheet's words stand, in tenths of a millimetre. */
#define LEFT 200u
#define TOP 150u
#define LINE 60u
#define LETTER 20u
#define HEIGHT 30u

/* Adds a word's ink, or with NULL a pen's of so many mm². */
static inline void
add_ink(struct page *page, const char *text, unsigned x, unsigned y,
    unsigned mm2)
{
	struct ink *ink = ink_new();

	ink->text = g_strdup(text);
	ink->confidence = text == NULL ? 0 : 92;
	ink->x = (uint16_t)x;
	ink->y = (uint16_t)y;
	ink->width = (uint16_t)(text == NULL ? 300 :
	    LETTER * strlen(text));
	ink->height = HEIGHT;
	ink->area = text == NULL ? mm2 * 100 :
	    (uint32_t)(strlen(text) * 230);
	g_ptr_array_add(page->ink, ink);
}

/* Makes page one that OCR read, each word printed where its line is. */
static inline void
make_scanned(struct page *page)
{
	g_auto(GStrv) lines = g_strsplit(page->text, "\n", -1);

	page->source = PAGE_OCR;
	page->confidence = 90;
	page->images = 1;
	for (unsigned i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
		unsigned x = LEFT;

		for (char **word = words; *word != NULL; word++) {
			if (**word != '\0')
				add_ink(page, *word, x, TOP + i * LINE, 0);
			x += LETTER * (unsigned)(strlen(*word) + 1);
		}
	}
}

#define OPINION(signatory, host, name, service, period, date)             \
	"ANNEXE 9\nCANDIDATURE ASR\nAvis du DIRECTEUR du CENTRE "         \
	"HOSPITALIER\ndans lequel l’assistant souhaite être recruté ou\n" \
	"exercer son temps partagé\nJe soussigné(e) " signatory "\n"      \
	"Directeur de : " host "\nDonne un avis favorable à : " name "\n" \
	"Pour être recruté(e) en qualité d’assistant spécialiste ou "     \
	"exercer son temps partagé dans le service : " service "\n"       \
	"Pour la période du : " period "\nà l’issue de ce post-internat " \
	"l’établissement envisage de recruter ce candidat en tant que :\n" \
	"Date : " date "\nSignature :\n"

#endif
