/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that appear whole or not at all: see folder.h. */
#include "folder.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "safe-name.h"
#include "stop.h"
#include "views.h"

/* Personal data: for the agent and the group the folder belongs to. */
#define FOLDER_MODE 0750
#define FILE_MODE 0640

struct folder {
	char *parent;
	char *path; /* hidden, until it is whole */
	GPtrArray *names; /* char *: of the files in it */
};

struct folder *
folder_begin(const char *parent, GError **error)
{
	g_autofree char *path = g_build_filename(parent, ".asrctl-XXXXXX",
	    NULL);
	struct folder *folder;

	stop_watch();
	if (g_mkdir_with_parents(parent, FOLDER_MODE) != 0 ||
	    g_mkdtemp(path) == NULL) {
		error_errno(error, errno, "%s", parent);
		return NULL;
	}
	folder = g_new0(struct folder, 1);
	folder->parent = g_strdup(parent);
	folder->path = g_steal_pointer(&path);
	folder->names = g_ptr_array_new_with_free_func(g_free);
	return folder;
}

bool
folder_add(struct folder *folder, const char *name, GBytes *bytes,
    GError **error)
{
	g_autofree char *path = g_build_filename(folder->path, name, NULL);
	size_t length;
	const char *data = g_bytes_get_data(bytes, &length);

	if (!stop_check(error))
		return false;
	/* Before it is written: what was begun is removed too. */
	g_ptr_array_add(folder->names, g_strdup(name));
	return g_file_set_contents_full(path, data != NULL ? data : "",
	    (gssize)length, G_FILE_SET_CONTENTS_NONE, FILE_MODE, error);
}

static void
folder_free(struct folder *folder)
{
	g_ptr_array_unref(folder->names);
	g_free(folder->parent);
	g_free(folder->path);
	g_free(folder);
}

bool
folder_commit(struct folder *folder, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(folder->parent, name, NULL);
	int saved;

	/* rename replaces no folder that has files in it. */
	if (chmod(folder->path, FOLDER_MODE) == 0 &&
	    access(path, F_OK) != 0 && rename(folder->path, path) == 0) {
		folder_free(folder);
		return true;
	}
	saved = access(path, F_OK) == 0 ? EEXIST : errno;
	folder_abort(folder);
	if (saved == EEXIST)
		return error_set(error, ASR_ERROR_FAILED,
		    "%s : existe déjà, laissé tel quel", path);
	return error_errno(error, saved, "%s", path);
}

void
folder_abort(struct folder *folder)
{
	if (folder == NULL)
		return;
	for (unsigned i = 0; i < folder->names->len; i++) {
		g_autofree char *path = g_build_filename(folder->path,
		    folder->names->pdata[i], NULL);

		unlink(path);
	}
	rmdir(folder->path);
	folder_free(folder);
}

unsigned
folder_files(const struct folder *folder)
{
	return folder->names->len;
}

char *
folder_dossier_name(const struct ctl *ctl, const struct dossier *dossier)
{
	const char *place = ctl_establishment_name(ctl,
	    dossier->establishment);
	g_autofree char *brief = place != NULL ? view_short_place(place) :
						 NULL;
	g_autofree char *who = g_strstrip(g_strdup_printf("%s %s",
	    dossier->family_name, dossier->given_name));
	g_autofree char *name = g_strdup_printf("%s%s%s",
	    who[0] != '\0' ? who : dossier->reference,
	    brief != NULL ? " – " : "", brief != NULL ? brief : "");

	return safe_name(name);
}
