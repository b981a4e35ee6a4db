/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder for a pass that must leave no trace: state and outbox in it,
 * removed at the end.  Nothing of the real state, the mailbox or the
 * outbox is touched.
 */
#ifndef ASR_SCRATCH_H
#define ASR_SCRATCH_H

#include "settings.h"

/* State and replies go below scratch from now on. */
void scratch_redirect(struct settings *settings, const char *scratch);

/* Removes the folder and all below it; symbolic links are not followed. */
void scratch_remove(const char *scratch);

#endif
