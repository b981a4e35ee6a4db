/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings become a mailbox and a courier, with their secrets. */
#ifndef ASR_LINKS_H
#define ASR_LINKS_H

#include "mailbox.h"
#include "outbox.h"
#include "settings.h"

/* The mailbox of [mailbox]; IMAP connects at its first use. */
struct mailbox *links_mailbox(const struct settings *settings,
    GError **error);

/* The courier of [smtp]; SMTP connects at its first reply. */
struct courier *links_courier(const struct settings *settings,
    GError **error);

#endif
