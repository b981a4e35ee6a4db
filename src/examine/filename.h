/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of attachments and archive members, as people would read them and
 * as no file system is fooled by.
 */
#ifndef ASR_FILENAME_H
#define ASR_FILENAME_H

#include <stdbool.h>

/* What file systems take, and what a longer name is cut to. */
#define FILENAME_BYTES_MAX 255u

struct filename {
	char *name;  /* NFC, one component; NULL when nothing is left */
	char *path;  /* folders before it, "/"-joined; NULL when none */
	bool tricky; /* it pointed elsewhere (.., drive, root), or held
		      * characters that hide its end */
	bool cut;    /* it was longer than FILENAME_BYTES_MAX */
};

/*
 * raw is UTF-8 or bytes nobody declared (mailtext_name reads them); NULL is
 * allowed.  The caller clears the result.
 */
struct filename filename_read(const char *raw);
void filename_clear(struct filename *filename);

/*
 * The filename= or name= parameter of a raw header value when it is a
 * Windows path that was not escaped as RFC 2045 wants ("C:\Docs\x.pdf"),
 * of which a parser leaves "C:Docsx.pdf"; NULL otherwise.  Caller frees.
 */
char *filename_of_windows(const char *header, const char *parameter);

/* The extension in lower case without the dot, or "".  Caller frees. */
char *filename_extension(const char *name);

#endif
