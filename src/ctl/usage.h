/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How asrctl is called, in French: what --help prints, and slips. */
#ifndef ASR_CTL_USAGE_H
#define ASR_CTL_USAGE_H

#include "ctl.h"

/* All commands. */
void usage_print(void);

/* One command with its options, its own first; common ends with NULL. */
void usage_print_command(const struct command *command,
    const GOptionEntry *common);

/* Says what of a command's options is wrong; returns CTL_USAGE. */
int usage_wrong_option(const struct command *command, const GError *error);

/* Says that there is no such command, and which may be meant. */
int usage_unknown_command(const char *typed);

#endif
