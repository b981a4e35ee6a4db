/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Line ends of boundaries.  The line end before a boundary belongs to it and
 * not to the content above (RFC 2046 §5.1.1).  GMime takes it to be of the
 * kind that ends the boundary's own line: where programs mixed LF and CR LF,
 * the last byte of an attachment would be lost, or a CR added to it.
 */
#ifndef ASR_BOUNDARIES_H
#define ASR_BOUNDARIES_H

#include <glib.h>

/* Names of boundaries that are known; the largest real mail has some ten. */
#define BOUNDARIES_NAMES_MAX 1000u
/* Of a name; RFC 2046 §5.1.1 allows 70, and some programs write more. */
#define BOUNDARIES_NAME_BYTES_MAX 255u

/*
 * The message raw with every boundary line ended as the line before it is;
 * a last one without an end gets one.  Nothing else is changed: a boundary
 * is a line of two hyphens and what some parameter in raw calls a boundary.
 * The caller owns the result, which mostly is another reference to raw.
 */
GBytes *boundaries_evened(GBytes *raw);

#endif
