/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where another program of ours is: see program.h. */
#include "program.h"

#include <unistd.h>

#include <glib.h>

char *
program_find(const char *program, const char *variable, const char *folder)
{
	const char *named = g_getenv(variable);
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *ours = self != NULL ?
	    g_path_get_dirname(self) : NULL;
	g_autofree char *beside = ours != NULL ?
	    g_build_filename(ours, program, NULL) : NULL;

	if (named != NULL && named[0] != '\0')
		return g_strdup(named);
	if (beside != NULL && access(beside, X_OK) == 0)
		return g_steal_pointer(&beside);
	return g_build_filename(folder, program, NULL);
}
