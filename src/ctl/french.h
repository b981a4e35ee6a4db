/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What agents read: the French of every enumeration, dates, counts. */
#ifndef ASR_FRENCH_H
#define ASR_FRENCH_H

#include <stdint.h>

#include <glib.h>

#include "dossier.h"
#include "table.h"
#include "words.h"

const char *french_sender(enum sender_verdict value);
const char *french_outcome(enum outcome value);
const char *french_reply(enum reply_kind value);
const char *french_reply_state(enum reply_state value);
const char *french_status(enum dossier_status value);
const char *french_piece(enum piece_state value);
const char *french_reason(enum part_reason value);
const char *french_part_state(enum part_state value);

/* Which sense a value has in a table. */
enum cell_sense sense_status(enum dossier_status value);
/* The same of a dossier's, which may be complete and too late. */
enum cell_sense sense_dossier(const struct dossier *dossier);
enum cell_sense sense_piece(enum piece_state value);
enum cell_sense sense_outcome(enum outcome value);
enum cell_sense sense_reply(enum reply_state value);

/* "24/11/2025 14:20" in zone; "" for 0.  Caller frees. */
char *french_time(int64_t at, GTimeZone *zone);
/* "15/03/2026 à 23:59": the last minute before end, which itself is too
 * late, in zone; "" for 0.  Caller frees. */
char *french_last_minute(int64_t end, GTimeZone *zone);

/* text with the no-break spaces of French print beside « » : ; ? ! and %, in
 * place of plain blanks; for what no terminal shows.  The caller frees. */
char *french_spaces(const char *text);

/* "84,5 ko"; the caller frees. */
char *french_size(uint64_t bytes);

/* "1 dossier", "3 dossiers": count with the noun's form. */
char *french_count(unsigned long count, const char *one, const char *many);

#endif
