/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Agents' acts: a table of names, what each may be called with, and the
 * function that does it.  An act is one transaction; its errors are French
 * sentences for the agent (ASR_ERROR_USAGE, ASR_ERROR_REFUSED), those of
 * the store are not.
 */
#ifndef ASR_ACT_H
#define ASR_ACT_H

#include "control.h"
#include "outbox.h"
#include "request.h"
#include "rulings.h"
#include "rulings-conf.h"
#include "store.h"

/* An act in hand. */
struct act_call {
	struct conf *conf;
	struct store *store;
	const struct request *request;
	const char *who; /* login name */
	int64_t now;
	int64_t id;      /* the act's number */
	GString *answer; /* French, one sentence or two */
	unsigned mails;
	bool mail_said; /* of the mail, or why there is none */
};

struct act {
	const char *name;
	const char *usage; /* French, after the name */
	unsigned min_arguments, max_arguments;
	const char *const *options; /* NULL-terminated, NULL: none */
	bool (*run)(struct act_call *call, GError **error);
};

/*
 * The request's act, done by caller; never NULL, the caller frees it.  What
 * erases for good wants a reason, but of an administrator.
 */
struct answer *act_answer(struct conf *conf, struct store *store,
    const struct caller *caller, const struct request *request);

/* Lays over conf what the store has of agents' rulings. */
bool act_apply_rulings(struct conf *conf, struct store *store,
    GError **error);

/* The acts, by file. */
bool act_assign(struct act_call *call, GError **error);
bool act_erase(struct act_call *call, GError **error);
bool act_purge(struct act_call *call, GError **error);
bool act_note(struct act_call *call, GError **error);
bool act_withdraw(struct act_call *call, GError **error);
bool act_employer(struct act_call *call, GError **error);
bool act_rename(struct act_call *call, GError **error);
bool act_merge(struct act_call *call, GError **error);
bool act_split(struct act_call *call, GError **error);
bool act_accept(struct act_call *call, GError **error);
bool act_dismiss(struct act_call *call, GError **error);
bool act_release(struct act_call *call, GError **error);
bool act_remind(struct act_call *call, GError **error);
bool act_resend(struct act_call *call, GError **error);
bool act_trust(struct act_call *call, GError **error);
bool act_extend(struct act_call *call, GError **error);
bool act_pause(struct act_call *call, GError **error);
bool act_resume(struct act_call *call, GError **error);
bool act_undo(struct act_call *call, GError **error);

/* --- what they share ------------------------------------------------ */

/* Argument n; there is one, the table says. */
const char *act_argument(const struct act_call *call, unsigned n);
const char *act_option(const struct act_call *call, const char *name);

/* One more sentence of the answer. */
void act_say(struct act_call *call, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* One that says what is mailed, or that nothing is: no other is needed. */
void act_say_mail(struct act_call *call, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* false, with a French sentence. */
bool act_refuse(GError **error, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* The dossier an agent means: «ASR-2026-0042», «42»; NULL and *error with
 * what is near.  Withdrawn ones are found too. */
struct dossier *act_find_dossier(struct act_call *call, const char *typed,
    GError **error);

/* A message's view by its number, settled. */
struct message_view *act_find_message(struct act_call *call,
    const char *typed, GError **error);

/* The campaign of a dossier, with its form. */
const struct campaign *act_campaign(struct act_call *call,
    const struct dossier *dossier, GError **error);

/* «9», «annexe 9», an id, words of a label; NULL and *error with what fits.
 * *none_r: «aucune», no piece at all. */
const struct piece *act_find_piece(const struct form *form,
    const char *typed, bool *none_r, GError **error);

/*
 * The findings of the one document that typed names: «17.3» as show prints
 * it, a file's name, or the beginning of its SHA-256; among the dossier's
 * documents and those of its messages.  struct finding, copies; NULL and
 * *error.
 */
GPtrArray *act_find_document(struct act_call *call,
    const struct dossier *dossier, const char *typed, GError **error);

/* "DUPONT Jeanne", or "Dupont, Jeanne"; the caller frees both. */
bool act_split_name(const char *typed, char **family_r, char **given_r,
    GError **error);

/* An establishment by code, or by words of its name. */
const struct establishment *act_find_establishment(
    const struct act_call *call, const char *typed, GError **error);

/* The start of a day typed (day.h); with end that of the next.  The zone is
 * that of the newest campaign. */
bool act_find_day(const struct act_call *call, const char *typed, bool end,
    int64_t *at_r, GError **error);

/* "complet", "incomplet : manque 9, 10", "à voir" …: a dossier's state in
 * the history; the caller frees it. */
char *act_state(const struct dossier *dossier);

/* How a dossier stood before it was touched. */
struct standing {
	char *state; /* act_state */
	enum dossier_status status;
};

void standing_take(struct standing *standing, const struct dossier *dossier);
void standing_clear(struct standing *standing);

/*
 * After its findings changed: decides the dossier again, writes it with a
 * line of history, says how it stands now, and queues a letter when its
 * state is another and can be told.
 */
bool act_settle(struct act_call *call, struct dossier *dossier,
    const struct standing *before, const char *what, GError **error);

/* Queues a letter that stands written in its decision, and says so, or why
 * none leaves. */
bool act_queue(struct act_call *call, const struct letter *letter,
    int64_t message, int64_t dossier, GError **error);

/*
 * Queues a letter of kind's template about a dossier's present state, to
 * whoever sent last (to: another address, or NULL), in that thread.  Says
 * so, or why there is none.
 */
bool act_tell(struct act_call *call, struct dossier *dossier,
    const char *to, GError **error);

#endif
