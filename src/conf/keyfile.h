/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of "[section]" and "key = value" lines, read strictly and with
 * line numbers.  GKeyFile is not used: it merges two sections of one name
 * and two keys of one name without a word, and knows no lines.
 *
 * "#" begins a comment at the start of a line or after white space.  A
 * section may have an argument: "[deadline 2026-02-13]".  A backslash at the
 * end of a line continues it on the next.  A key without a value is as good
 * as none.  A BOM is accepted; the text must be UTF-8.
 */
#ifndef ASR_KEYFILE_H
#define ASR_KEYFILE_H

#include <stdbool.h>

#include <glib.h>

#include "problems.h"

/* A configuration file past this size is none. */
#define KEYFILE_BYTES_MAX (1u << 20)

struct keyfile_entry {
	char *key;
	char *value;
	unsigned line;
	bool known; /* somebody asked for it */
};

struct keyfile_section {
	char *name;     /* "deadline" */
	char *argument; /* "2026-02-13", or "" */
	char *title;    /* both, as people write it */
	unsigned line;
	bool known;
	GPtrArray *entries; /* struct keyfile_entry, file's order */
};

struct keyfile {
	char *file;
	struct problems *problems; /* borrowed */
	bool readable; /* if not, what lacks in it is no further problem */
	GPtrArray *sections; /* struct keyfile_section, file's order */
};

/*
 * Reads file.  Never NULL: a file that cannot be read or parsed is in
 * problems, which the keyfile keeps for what is found later.  A section or
 * key that stands there again is a problem; its first value counts.
 */
struct keyfile *keyfile_read(const char *file, struct problems *problems);
void keyfile_free(struct keyfile *keyfile);

/* The section, marked as known; NULL when the file has none. */
struct keyfile_section *keyfile_section(struct keyfile *keyfile,
    const char *name, const char *argument);

/* The key's value, trimmed, and the key marked as known; NULL when it is
 * empty or not there, or section is NULL.  Borrowed. */
const char *keyfile_value(struct keyfile_section *section, const char *key);

/* The value as a list: separated by ";", trimmed, empty ones left out.
 * Never NULL; free with g_strfreev. */
char **keyfile_list(struct keyfile_section *section, const char *key);

/* A problem of a key (NULL: of the section itself). */
void keyfile_error(struct keyfile *keyfile,
    const struct keyfile_section *section, const char *key,
    const char *format, ...) G_GNUC_PRINTF(4, 5);
void keyfile_warn(struct keyfile *keyfile,
    const struct keyfile_section *section, const char *key,
    const char *format, ...) G_GNUC_PRINTF(4, 5);

/* Names every section and key that nobody asked for as a problem. */
void keyfile_finish(struct keyfile *keyfile);

/* path, made absolute against the folder of the keyfile; caller frees. */
char *keyfile_path(const struct keyfile *keyfile, const char *path);

#endif
