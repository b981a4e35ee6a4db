/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Delivery reports (RFC 3464) and read receipts (RFC 8098): what they say
 * and which message they are about.
 */
#ifndef ASR_DELIVERY_H
#define ASR_DELIVERY_H

#include <stdbool.h>

#include <glib.h>

#include "report.h"

/*
 * Takes a part of a multipart/report into report->delivery, by its declared
 * type: message/delivery-status, message/disposition-notification, the
 * headers or the whole of the reported message.  The recipient that failed
 * counts before others.  Other types change nothing.
 */
void delivery_read(
    struct report *report, const char *declared_type, GBytes *bytes);

/* True of the types above, but for the reported message itself. */
bool delivery_is_status(const char *declared_type);

#endif
