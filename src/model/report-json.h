/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report across the process border: JSON out of asr-examine, decoded
 * with suspicion by the registrar.  doc/report.schema.json is its grammar.
 */
#ifndef ASR_REPORT_JSON_H
#define ASR_REPORT_JSON_H

#include "report.h"

/*
 * The report as one line of compact JSON without the newline.  The caller
 * frees it with g_free.  Never fails: what is past a limit is cut, and where
 * that may hide a piece (parts, pages, their text and ink, the body)
 * "truncated" is set.  A page that the whole has no room for any more is
 * there as PAGE_NOT_READ, REASON_TOO_MANY.
 */
char *report_encode(const struct report *report);

/*
 * Decodes length bytes.  NULL and *error (ASR_ERROR_FORMAT or
 * ASR_ERROR_LIMIT, naming the member) when anything is not exactly as the
 * schema says: unknown schema version, missing or ill-typed member, word
 * that no enumeration has, text that is not UTF-8 or holds NUL, a number
 * out of range, a count past its limit, a parent that does not precede its
 * child, trailing bytes.  Unknown members are refused too.
 */
struct report *report_decode(const char *json, size_t length,
    GError **error);

#endif
