/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole UTF-8 text of the configuration. */
#ifndef ASR_TEXT_FILE_H
#define ASR_TEXT_FILE_H

#include <stddef.h>

#include "problems.h"

/*
 * The text of file without a BOM, its lines ending in \n whatever editor
 * wrote them; the caller frees it.  NULL when it
 * cannot be read, is larger than bytes_max or is not UTF-8: problems says
 * so, with the line of the first bad byte.
 */
char *text_file_read(const char *file, size_t bytes_max,
    struct problems *problems);

#endif
