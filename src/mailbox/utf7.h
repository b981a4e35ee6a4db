/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folder names on the wire: modified UTF-7, RFC 3501 §5.1.3. */
#ifndef ASR_UTF7_H
#define ASR_UTF7_H

#include <glib.h>

/* UTF-8 to modified UTF-7: "Traités" → "Trait&AOk-s".  name is valid
 * UTF-8; the caller frees the result. */
char *utf7_encode(const char *name);

/* The inverse; NULL when wire is not well-formed.  The caller frees it. */
char *utf7_decode(const char *wire);

#endif
