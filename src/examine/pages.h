/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Some pages of a PDF as a PDF of their own, for agents: nothing is drawn
 * or compressed again, so that a page looks as it was sent.
 */
#ifndef ASR_PAGES_H
#define ASR_PAGES_H

#include <glib.h>

/*
 * Pages first to last (from 1) of pdf.  All of them: pdf itself, byte for
 * byte, so that its signatures hold.  NULL and *error when it is no PDF
 * that opens without a password, or has no such pages.
 */
GBytes *pages_cut(GBytes *pdf, unsigned first, unsigned last,
    GError **error);

#endif
