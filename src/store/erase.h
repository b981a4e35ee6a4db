/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing for good: what is held about a person, or was kept long enough.
 *
 * It happens in two steps.  Within an act (acts.h) the rows go, in one
 * transaction, and what remains to be done is noted in it: then nothing of
 * it can be undone.  After the commit the raw messages are removed and the
 * database is shredded, that is written anew, so that no byte of a row that
 * went stays in a page or in the write-ahead log.  A crash in between
 * leaves the notes, and the next pass goes on from there.
 *
 * Of an erased message a row remains, so that it is not fetched and filed
 * again: its number, its SHA-256, its size, when it came, from which
 * establishment and what became of it.  A note STORE_ERASED and its SHA-256
 * tells that it was erased.
 *
 * Texts are searched for a name as a whole: all its words must occur,
 * accents and case ignored.  A name of a single word is not searched for:
 * too many people have it.
 */
#ifndef ASR_ERASE_H
#define ASR_ERASE_H

#include "store.h"

/* What is about to go, once it was gathered. */
struct erasure {
	GArray *messages; /* int64_t: rows that are emptied */
	GArray *shared;   /* int64_t: another dossier's too: they stay whole */
	GArray *named;    /* int64_t: of no dossier, the name stands in them:
			   * they stay */
	GPtrArray *namesakes; /* char *: references of dossiers that stay and
			       * bear the name: the same person's, perhaps */
	unsigned dossiers; /* those merged into another are counted, too */
	unsigned unsent;   /* replies that will not leave */
	bool busy; /* one of its replies leaves, or a copy is read just now */
};

void erasure_clear(struct erasure *erasure);

/* --- within an act, in this order ------------------------------------- */

/* From here on the act records no changes: it cannot be undone. */
bool store_erase_begin(struct store *store, GError **error);

/* A dossier goes, and those merged into it; with its messages. */
bool store_erase_dossier(struct store *store, int64_t dossier,
    GError **error);

/* A message of no dossier goes. */
bool store_erase_message(struct store *store, int64_t message,
    GError **error);

/*
 * All messages go that belong to no dossier, came before, and wait for
 * nobody; those erased already do not count.
 */
bool store_erase_loose(struct store *store, int64_t before, GError **error);

/*
 * What else goes with it: the same bytes delivered again, copies under the
 * same Message-ID with the same documents, replies.  With search, messages
 * of no dossier are searched for the names.  The caller clears *erasure
 * also on failure.
 */
bool store_erase_gather(struct store *store, bool search,
    struct erasure *erasure, GError **error);

/* True when text names one of the candidates whose dossiers go. */
bool store_erase_names(struct store *store, const char *text);

/*
 * Does it: the rows go, earlier acts and histories that tell of them are
 * blanked (not those of namesakes), and each dossier that went, each
 * emptied message, each shared and each named one gets a line of history,
 * the emptied ones with what, and why.
 */
bool store_erase_apply(struct store *store, const char *what,
    const char *why, GError **error);

/*
 * When and by whom the dossier of a reference was erased, from its line of
 * history: *at_r is 0 where there is none.  The caller frees *who_r.
 */
bool store_erased(struct store *store, const char *reference,
    int64_t *at_r, char **who_r, GError **error);

/*
 * The reference of a dossier that was erased while this message, another's
 * too or of none and naming the candidate, stayed; the last of several.
 * NULL where there is none, and when the database fails (*error).  The
 * caller frees it.
 */
char *store_erased_beside(struct store *store, int64_t message,
    GError **error);

/* How old a dossier is, for the end of its retention. */
struct age_row {
	int64_t dossier;
	char *reference;
	char *campaign;
	int64_t last_at; /* when the last of its messages came */
};

/* All dossiers that are not merged into another, set aside ones too, by
 * reference; struct age_row. */
GPtrArray *store_ages(struct store *store, GError **error);

/* --- after the commit, or at the next start ----------------------------- */

/* False in *due_r when nothing is left of an erasure. */
bool store_shred_due(struct store *store, bool *due_r, GError **error);

/* SHA-256 of raw messages to be removed (char *). */
GPtrArray *store_to_shred(struct store *store, GError **error);

/*
 * When removed (SHA-256s) are, for good: writes the database anew and
 * empties the write-ahead log, then notes that nothing is left to do.
 * ASR_ERROR_BUSY when a reader keeps the log from being emptied: again
 * later.
 */
bool store_shred(struct store *store, const GPtrArray *removed,
    GError **error);

#endif
