/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that Outlook saved as files: .msg (MS-OXMSG), in OLE2. */
#ifndef ASR_OUTLOOK_H
#define ASR_OUTLOOK_H

#include "exam.h"

/* A stream of a .msg; more is not read. */
#define OUTLOOK_STREAM_BYTES_MAX (50u << 20)
/* Attachments of one .msg: [MS-OXMSG] §2.2.2 allows no more. */
#define OUTLOOK_ATTACHMENTS_MAX 2048u

/*
 * Adds the text and the attachments of the .msg at index as parts below it
 * and unpacks them in turn.  Messages within it become parts without bytes
 * of their own: they are not stored as a file.
 */
void outlook_open(struct exam *exam, int index);

#endif
