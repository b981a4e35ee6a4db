/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What bytes are, by their content.  Names and declared types only decide
 * between readings that the content leaves open.
 */
#ifndef ASR_FILETYPE_H
#define ASR_FILETYPE_H

#include <stdbool.h>

#include <glib.h>

struct filetype;

/* Loads the magic data base; NULL and *error when there is none. */
struct filetype *filetype_open(GError **error);
void filetype_close(struct filetype *filetype);

/*
 * The media type of bytes, in lower case; name and declared may be NULL.
 * Never NULL; the caller frees it.  Beside what libmagic says:
 * - application/pdf also after up to 1 KB of junk, as readers accept it;
 * - ZIP and OLE2 files by what they hold: word processors' and others';
 *   application/vnd.ms-outlook for an Outlook .msg;
 * - application/encrypted for office files with a password, PGP messages
 *   and S/MIME envelopes: FILETYPE_ENCRYPTED;
 * - application/pkcs7-mime for signed S/MIME with its content inside;
 * - message/rfc822 where text begins as a mail's header does, and the
 *   name or the declared type says so.
 */
char *filetype_of(struct filetype *filetype, GBytes *bytes, const char *name,
    const char *declared);

#define FILETYPE_ENCRYPTED "application/encrypted"
#define FILETYPE_EMPTY "application/x-empty"
#define FILETYPE_MESSAGE "message/rfc822"
#define FILETYPE_OUTLOOK "application/vnd.ms-outlook"
#define FILETYPE_TNEF "application/vnd.ms-tnef"
#define FILETYPE_CMS "application/pkcs7-mime"
#define FILETYPE_SIGNATURE "application/pkcs7-signature"

#endif
