/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256: the names of messages and documents.  Each byte of the mail goes
 * through it three times, so it is nettle's, which uses what the processor
 * has for it.
 */
#ifndef ASR_DIGEST_H
#define ASR_DIGEST_H

#include <stddef.h>

#include "owned.h"

/* Hexadecimal digits of one, without a NUL. */
#define DIGEST_DIGITS 64u

struct digest;

struct digest *digest_new(void);
void digest_add(struct digest *digest, const void *bytes, size_t length);
/* The digits of all that was added, in lower case; the caller frees them.
 * Nothing can be added after it. */
char *digest_text(struct digest *digest);
void digest_free(struct digest *digest);
OWNED_DEFINE(digest, digest_free)

/* The same for bytes at hand. */
char *digest_of(const void *bytes, size_t length);

#endif
