/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attachments that nobody sent on purpose: signature logos, tracking
 * pixels, visiting cards, invitations, signatures, files of the system.
 * Told by evidence, never by Content-Disposition alone: people's programs
 * send scans «inline» and logos as attachments.
 */
#ifndef ASR_NOISE_H
#define ASR_NOISE_H

#include "exam.h"

/*
 * A page of paper, photographed or scanned, has at least this many pixels
 * on its shorter side; a picture that has is never a logo.
 */
#define NOISE_PAGE_PIXELS 600u
/* Logos and banners of mail signatures are lighter than this. */
#define NOISE_LOGO_BYTES_MAX (100u << 10)
/* Icons: noise without further evidence, unless attached on purpose. */
#define NOISE_ICON_PIXELS 160u
#define NOISE_ICON_BYTES_MAX (20u << 10)
/* Tracking pixels are 1 by 1, spacers a few. */
#define NOISE_PIXEL_PIXELS 4u
/* What Exchange calls ATT00001.txt and is longer was typed by somebody. */
#define NOISE_ATT_BYTES_MAX (4u << 10)

/* Notes the pictures that an HTML body shows (cid: URLs, RFC 2392). */
void noise_note_html(struct exam *exam, const char *html);

/*
 * True for the text that Exchange finds between or after attachments and
 * sends on as ATT00001.txt: noise as a file, the sender's words as text.
 */
bool noise_is_remainder(const struct part *part);

/* Settles every part that is noise; the others stay as they are. */
void noise_judge(struct exam *exam);

#endif
