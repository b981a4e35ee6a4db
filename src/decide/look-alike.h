/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses that could be taken for a registered one: imitations, and
 * slips of the registry's file.  They are shown to agents and never taken
 * for the real one.
 */
#ifndef ASR_LOOK_ALIKE_H
#define ASR_LOOK_ALIKE_H

#include "registry.h"

/*
 * Why domain could be taken for registered, in French, static; NULL when
 * it could not or is the same.  Looked at: letters that look alike (rn m,
 * 0 o, Cyrillic ones in punycode, RFC 3492), hyphens, another ending, the
 * registered name in front of another, and single letters by the length.
 */
const char *look_alike_domain(const char *domain, const char *registered);

/*
 * The DAM address of establishment that address, of the same domain,
 * resembles: separators left out, or a letter or two else.  NULL: none.
 */
const char *look_alike_dam(const struct establishment *establishment,
    const char *address);

#endif
