/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reply a decision calls for, if any. */
#ifndef ASR_REPLY_H
#define ASR_REPLY_H

#include "filing.h"

/* The reply by the state of decision->dossiers: the least settled tells. */
void reply_by_dossiers(struct filing *filing);

/* A reply of this kind that states nothing of any dossier. */
void reply_plain(struct filing *filing, enum reply_kind kind);

#endif
