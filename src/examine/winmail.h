/* SPDX-License-Identifier: GPL-3.0-or-later */
/* winmail.dat: what Outlook makes of mail in its rich format (MS-OXTNEF). */
#ifndef ASR_WINMAIL_H
#define ASR_WINMAIL_H

#include "exam.h"

/*
 * Adds the attachments of the TNEF stream at index as parts below it and
 * unpacks them in turn.  It is transparent: names have no folder of it, and
 * where the mail around it has no text of its own, its text is the mail's.
 */
void winmail_open(struct exam *exam, int index);

#endif
