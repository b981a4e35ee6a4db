/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compressed RTF: see rtfmail.h.  Unpacked here rather than by libytnef,
 * whose DecompressRTF believes the sizes it reads.
 */
#include "rtfmail.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "document.h"

#define HEADER_BYTES 16u
#define WINDOW_BYTES 4096u
#define COMPRESSED 0x75465a4cu	 /* "LZFu" */
#define UNCOMPRESSED 0x414c454du /* "MELA" */

/* What both sides have in the window before the first octet. */
static const char preset[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}"
    "{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    "{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

struct unpacker {
	uint8_t window[WINDOW_BYTES];
	unsigned at; /* where the next octet goes */
	GByteArray *out;
};

static void
put(struct unpacker *u, uint8_t octet)
{
	u->window[u->at] = octet;
	u->at = (u->at + 1) % WINDOW_BYTES;
	g_byte_array_append(u->out, &octet, 1);
}

/* Copies from the window; false at the reference that ends the stream. */
static bool
copy(struct unpacker *u, unsigned reference)
{
	unsigned from = reference >> 4;
	unsigned length = (reference & 0xf) + 2;

	if (from == u->at)
		return false;
	while (length-- > 0)
		put(u, u->window[from++ % WINDOW_BYTES]);
	return true;
}

static GBytes *
unpack(const uint8_t *p, const uint8_t *end)
{
	struct unpacker u = { .at = sizeof(preset) - 1,
		.out = g_byte_array_new() };
	bool more = true;

	memcpy(u.window, preset, sizeof(preset) - 1);
	while (more && p < end && u.out->len <= RTFMAIL_BYTES_MAX) {
		unsigned control = *p++;

		for (unsigned bit = 0; more && bit < 8 && p < end; bit++) {
			if ((control >> bit & 1) == 0) {
				put(&u, *p++);
			} else if (end - p < 2) {
				more = false;
			} else {
				more = copy(&u, (unsigned)p[0] << 8 | p[1]);
				p += 2;
			}
		}
	}
	return g_byte_array_free_to_bytes(u.out);
}

static uint32_t
word_at(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

/* The pages' text, one after the other; sets *cut_r where some of it was
 * not read. */
static char *
text_of(GBytes *rtf, struct budget *budget, bool *cut_r)
{
	OWNED(part) part = part_new();
	GString *text = g_string_new(NULL);

	part->type = g_strdup("text/rtf");
	document_read(part, rtf, budget);
	for (unsigned i = 0; i < part->pages->len; i++) {
		const struct page *page = part->pages->pdata[i];

		g_string_append(text, page->text);
	}
	*cut_r |= part->reason != REASON_NONE;
	return g_string_free(text, FALSE);
}

GBytes *
rtfmail_unpack(const void *data, size_t length)
{
	const uint8_t *p = data;

	if (length < HEADER_BYTES)
		return NULL;
	if (word_at(p + 8) == COMPRESSED)
		return unpack(p + HEADER_BYTES, p + length);
	if (word_at(p + 8) == UNCOMPRESSED)
		return g_bytes_new(p + HEADER_BYTES, length - HEADER_BYTES);
	return NULL;
}

char *
rtfmail_text(const void *data, size_t length, struct budget *budget,
    bool *cut_r)
{
	g_autoptr(GBytes) rtf = rtfmail_unpack(data, length);

	*cut_r |= rtf == NULL || g_bytes_get_size(rtf) > RTFMAIL_BYTES_MAX;
	return rtf != NULL ? text_of(rtf, budget, cut_r) : g_strdup("");
}
