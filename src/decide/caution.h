/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps a page that weighs enough from being certain: a paper in
 * somebody's own words may be of the same words and another matter.  A page
 * of the form is none.
 */
#ifndef ASR_CAUTION_H
#define ASR_CAUTION_H

#include "scale.h"

/* True when a person must look before scale's stretch counts as subject
 * best, though nothing else weighs as much. */
bool caution_applies(const struct scale *scale, unsigned best);

/* The head of the stretch numbers or names the piece. */
bool caution_is_titled(const struct scale *scale, unsigned best);

#endif
