/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands, in the order in which help shows them. */
#include <string.h>

#include "ctl.h"

const struct command *const ctl_commands[] = {
	/* to ask */
	&command_status,
	&command_review,
	&command_list,
	&command_show,
	&command_messages,
	&command_show_message,
	/* to act */
	&command_assign,
	&command_accept,
	&command_dismiss,
	&command_trust,
	&command_release,
	&command_resend,
	&command_remind,
	&command_note,
	&command_employer,
	&command_rename,
	&command_merge,
	&command_split,
	&command_withdraw,
	&command_extend,
	&command_pause,
	&command_resume,
	&command_undo,
	/* to take out */
	&command_report,
	&command_extract,
	/* to look after it */
	&command_check,
	&command_reconcile,
	&command_verify,
	&command_backup,
	&command_disclose,
	&command_erase,
	&command_purge,
	/* for the shell */
	&command_complete,
	NULL,
};

const struct command *
ctl_find_command(const char *name)
{
	for (unsigned i = 0; ctl_commands[i] != NULL; i++) {
		if (strcmp(ctl_commands[i]->name, name) == 0)
			return ctl_commands[i];
	}
	return NULL;
}
