/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Problems found while configuration is read.  Every reader goes on after
 * a problem, so that one run names them all.
 */
#ifndef ASR_PROBLEMS_H
#define ASR_PROBLEMS_H

#include <stdbool.h>

#include <glib.h>

struct problems;

struct problems *problems_new(void);
void problems_free(struct problems *problems);

/*
 * Adds an error (or a warning: the service runs all the same).  file is
 * the path as the user knows it; line 0, section NULL and key NULL are
 * left out of the text: "FILE:LINE: [SECTION] KEY: TEXT".
 */
void problems_error(struct problems *problems, const char *file,
    unsigned line, const char *section, const char *key, const char *format,
    ...) G_GNUC_PRINTF(6, 7);
void problems_warn(struct problems *problems, const char *file,
    unsigned line, const char *section, const char *key, const char *format,
    ...) G_GNUC_PRINTF(6, 7);

unsigned problems_errors(const struct problems *problems);
unsigned problems_warnings(const struct problems *problems);

/* The index-th problem's one line of text, in order found; is_error_r may
 * be NULL.  NULL past the end. */
const char *problems_text(const struct problems *problems, unsigned index,
    bool *is_error_r);

#endif
