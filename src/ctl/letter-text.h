/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply of ours, as people read it. */
#ifndef ASR_CTL_LETTER_TEXT_H
#define ASR_CTL_LETTER_TEXT_H

#include <glib.h>

/*
 * Subject and text of what the outbox composed: one part of text in UTF-8,
 * encoded words and quoted-printable or base64 undone.  NULL when the bytes
 * are not made so; then they are shown as they are.  The caller frees both.
 */
char *letter_subject(GBytes *bytes);
char *letter_text(GBytes *bytes);

#endif
