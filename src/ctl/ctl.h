/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl: a table of commands, one file each.  What a command has at hand
 * is in struct ctl; what it may be called with is in struct command, from
 * which help and checks follow.
 */
#ifndef ASR_CTL_H
#define ASR_CTL_H

#include <stdbool.h>
#include <stdio.h>

#include <glib.h>

#include "conf.h"
#include "store.h"

/* Exit statuses of interface and man page. */
enum ctl_exit {
	CTL_DONE = 0,
	CTL_FAILED = 1,
	CTL_USAGE = 2,
};

struct command;

struct ctl {
	const struct command *command; /* that runs */
	char *config;       /* the configuration's path */
	struct conf *conf;  /* read-only; with the dates that agents extended
			     * once the store is open */
	struct store *store; /* read-only; NULL before ctl_open_store */
	bool json;
	bool colour;
	unsigned width; /* of the terminal; 0: not a terminal */
	FILE *out;
};

struct command {
	const char *name;
	const char *arguments; /* "REF", "" …: as the usage line shows */
	const char *summary;   /* French, one line; "": help is silent of it */
	unsigned min_arguments, max_arguments;
	const GOptionEntry *options; /* its own; NULL: none */
	bool pages; /* on a terminal its text goes through a pager … */
	const gboolean *unpaged; /* … unless this option is set; may be NULL */
	int (*run)(struct ctl *ctl, char **arguments);
};

/*
 * Opens the store for reading, once, and lays the extended deadlines over
 * the configuration.  False when it was said on stderr why
 * it cannot be (exit CTL_FAILED).
 */
bool ctl_open_store(struct ctl *ctl);

/* One clear line on stderr, "asrctl: …"; returns CTL_FAILED. */
int ctl_fail(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* The same for wrong usage; returns CTL_USAGE. */
int ctl_usage(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The time zone of a campaign's id, of any campaign when NULL. */
GTimeZone *ctl_zone(const struct ctl *ctl, const char *campaign);
/* A piece's label in the campaign's form; the id itself when unknown. */
const char *ctl_piece_label(const struct ctl *ctl, const char *campaign,
    const char *piece);
/* A subdivision's label; the id itself when unknown. */
const char *ctl_subdivision_label(const struct ctl *ctl,
    const char *campaign, const char *subdivision);
/* The establishment's name; its code when the registry lacks it. */
const char *ctl_establishment_name(const struct ctl *ctl,
    const char *code);

/* All of them, NULL at the end: commands.c. */
extern const struct command *const ctl_commands[];
/* NULL when there is none of that name. */
const struct command *ctl_find_command(const char *name);

/* The commands, one per file; those that act are in cmd-acts.c. */
extern const struct command command_accept;
extern const struct command command_assign;
extern const struct command command_dismiss;
extern const struct command command_employer;
extern const struct command command_erase;
extern const struct command command_extend;
extern const struct command command_merge;
extern const struct command command_note;
extern const struct command command_pause;
extern const struct command command_purge;
extern const struct command command_release;
extern const struct command command_rename;
extern const struct command command_remind;
extern const struct command command_resend;
extern const struct command command_resume;
extern const struct command command_split;
extern const struct command command_trust;
extern const struct command command_undo;
extern const struct command command_withdraw;
extern const struct command command_list;
extern const struct command command_show;
extern const struct command command_messages;
extern const struct command command_show_message;
extern const struct command command_review;
extern const struct command command_status;
extern const struct command command_check;
extern const struct command command_complete;
extern const struct command command_reconcile;
extern const struct command command_verify;
extern const struct command command_backup;
extern const struct command command_disclose;
extern const struct command command_extract;
extern const struct command command_report;

#endif
