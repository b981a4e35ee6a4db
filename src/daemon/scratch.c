/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a pass without consequence works. */
#include "scratch.h"

#include <unistd.h>

#include <glib/gstdio.h>

void
scratch_redirect(struct settings *settings, const char *scratch)
{
	g_free(settings->state_directory);
	settings->state_directory = g_strdup(scratch);
	endpoint_clear(&settings->server);
	settings->server.kind = ENDPOINT_DIR;
	settings->server.path = g_build_filename(scratch, "out", NULL);
}

void
scratch_remove(const char *scratch)
{
	GDir *dir = g_dir_open(scratch, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *below = g_build_filename(scratch, name, NULL);

		if (g_file_test(below, G_FILE_TEST_IS_SYMLINK) ||
		    !g_file_test(below, G_FILE_TEST_IS_DIR))
			g_unlink(below);
		else
			scratch_remove(below);
	}
	if (dir != NULL)
		g_dir_close(dir);
	g_rmdir(scratch);
}
