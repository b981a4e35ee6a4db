/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of configuration share: a folder of files for one case,
 * and the problems found in it. */
#ifndef ASR_CONFIGURED_H
#define ASR_CONFIGURED_H

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "harness.h"
#include "problems.h"

/* A new folder; configured_remove removes it with all it holds. */
static inline char *
configured_folder(void)
{
	char *folder = g_dir_make_tmp("asr-conf-XXXXXX", NULL);

	ck_assert_ptr_nonnull(folder);
	return folder;
}

/* Writes folder/name, with the folders that name goes through; length -1:
 * up to the zero byte.  Returns the path, to be freed. */
static inline char *
configured_write(const char *folder, const char *name, const char *text,
    gssize length)
{
	char *path = g_build_filename(folder, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);

	ck_assert_int_eq(g_mkdir_with_parents(parent, 0700), 0);
	ck_assert(g_file_set_contents(path, text, length, NULL));
	return path;
}

static inline int
configured_remove_one(const char *path, const struct stat *st, int kind,
    struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static inline void
configured_remove(char *folder)
{
	nftw(folder, configured_remove_one, 8, FTW_DEPTH | FTW_PHYS);
	g_free(folder);
}

/* How many problems, errors or warnings, have part in their text. */
static inline unsigned
configured_count(const struct problems *problems, bool errors,
    const char *part)
{
	unsigned count = 0;
	bool is_error;
	const char *text;

	for (unsigned i = 0;
	    (text = problems_text(problems, i, &is_error)) != NULL; i++)
		count += is_error == errors && strstr(text, part) != NULL;
	return count;
}

/* All errors, for the one who reads why a case failed. */
static inline void
configured_show(const struct problems *problems)
{
	for (unsigned i = 0; problems_text(problems, i, NULL) != NULL; i++)
		fprintf(stderr, "%s\n", problems_text(problems, i, NULL));
}

/*
 * A case of a table: expected is part of the only error, NULL for none at
 * all.
 */
static inline void
configured_expect(const struct problems *problems, const char *expected)
{
	unsigned wanted = expected != NULL ? 1 : 0;

	if (problems_errors(problems) != wanted ||
	    (expected != NULL &&
		configured_count(problems, true, expected) != 1)) {
		configured_show(problems);
		ck_abort_msg("expected the one error “%s”",
		    expected != NULL ? expected : "(none)");
	}
}

#endif
