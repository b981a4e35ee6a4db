/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The MIME tree of a message (RFC 2045 to 2049), parsed by GMime: its leaves
 * become parts of the report, its text the body.
 */
#ifndef ASR_WALK_H
#define ASR_WALK_H

#include <glib.h>

#include "exam.h"

/*
 * Multiparts in multiparts.  Signed mail through a list, forwarded by
 * Outlook, reaches six.
 */
#define WALK_DEPTH_MAX 50u
/*
 * Lines that may be boundaries.  GMime makes an object of some 1.3 KB for
 * each part before the first can be counted.
 */
#define WALK_BOUNDARIES_MAX 100000u

/*
 * Walks the message in raw.  parent is -1 for the message itself, whose
 * text becomes report->body and report->quoted; otherwise the part that
 * holds it, and its text becomes quoted pages below that part.
 */
void walk_message(struct exam *exam, GBytes *raw, int parent);

/*
 * Walks raw, the content of a wrapper (signed S/MIME) at part parent that
 * is transparent: its text is that of the message around it.
 */
void walk_wrapped(struct exam *exam, GBytes *raw, int parent);

#endif
