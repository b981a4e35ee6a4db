/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies in Outlook's compressed RTF (MS-OXRTFCP). */
#ifndef ASR_RTFMAIL_H
#define ASR_RTFMAIL_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

#include "budget.h"

/* A body unpacked; more is not looked at. */
#define RTFMAIL_BYTES_MAX (8u << 20)

/*
 * The RTF in a body, compressed or not; NULL when it is neither.  What goes
 * on past RTFMAIL_BYTES_MAX is left out.  The caller unrefs it.
 */
GBytes *rtfmail_unpack(const void *data, size_t length);

/* The text of a compressed RTF body; sets *cut_r when it is not all there:
 * damaged, or too large.  The caller frees it. */
char *rtfmail_text(const void *data, size_t length, struct budget *budget,
    bool *cut_r);

#endif
