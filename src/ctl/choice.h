/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dossiers a command is about, as agents type it. */
#ifndef ASR_CTL_CHOICE_H
#define ASR_CTL_CHOICE_H

#include "ctl.h"
#include "queries.h"

/* Values of the options of that name; NULL: not given. */
struct choice {
	char *subdivision, *status, *deadline, *campaign, *establishment;
};

/* The entries of a command's options that fill choice. */
#define CHOICE_ENTRIES(choice, before)                                      \
	{ "subdivision", 0, 0, G_OPTION_ARG_STRING, &(choice).subdivision,  \
	    before "rouen, caen…", "ID" },                                  \
	{ "status", 0, 0, G_OPTION_ARG_STRING, &(choice).status,            \
	    before "complet, incomplet ou « à voir »", "ÉTAT" },            \
	{ "deadline", 0, 0, G_OPTION_ARG_STRING, &(choice).deadline,        \
	    before "l’échéance, telle qu’annoncée", "AAAA-MM-JJ" },         \
	{ "campaign", 0, 0, G_OPTION_ARG_STRING, &(choice).campaign,        \
	    before "la campagne", "ID" },                                   \
	{ "establishment", 0, 0, G_OPTION_ARG_STRING,                       \
	    &(choice).establishment,                                        \
	    before "le code de l’établissement, ou des mots de son nom",    \
	    "CODE" }

/*
 * What filter is to hold: ids, also where labels, words of a name, French
 * words or dates were typed; what else it filters is left open.  The texts
 * belong to ctl's configuration or to choice.  Opens the store: what the
 * configuration has lost is still filtered by where dossiers have it.
 * CTL_DONE, or the exit status after it was said what is wrong, with what
 * there is instead: no empty list for a slip.
 */
int choice_filter(struct ctl *ctl, const struct choice *choice,
    struct dossier_filter *filter);

/* What became of a message, as messages shows it, or by its word in JSON;
 * -1: not typed.  CTL_DONE, or the exit status after it was said what there
 * is. */
int choice_outcome(const char *typed, int *outcome_r);

#endif
