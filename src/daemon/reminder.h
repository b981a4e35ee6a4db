/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders: before a deadline one digest for each DAM names what each of
 * its incomplete dossiers lacks.  It leaves once.
 */
#ifndef ASR_REMINDER_H
#define ASR_REMINDER_H

#include "conf.h"
#include "store.h"

struct reminder {
	const struct campaign *campaign;
	const struct deadline *deadline;
	char *recipient;     /* who sent last for these dossiers */
	GPtrArray *dossiers; /* struct dossier, whole, by reference */
};

/*
 * The digests due at now for deadlines that end within days: none for whom
 * one has left before.  struct reminder; NULL and *error.
 */
GPtrArray *reminder_due(struct conf *conf, struct store *store,
    unsigned days, int64_t now, GError **error);

/*
 * Queues one, due at due_at, and notes it; within a transaction.  act: what
 * asked for it, or 0.
 */
bool reminder_queue(struct conf *conf, struct store *store,
    const struct reminder *reminder, int64_t act, int64_t now,
    int64_t due_at, GError **error);

#endif
