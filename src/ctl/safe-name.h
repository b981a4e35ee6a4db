/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files and folders that every system of an agent takes. */
#ifndef ASR_SAFE_NAME_H
#define ASR_SAFE_NAME_H

/* Of a whole path Windows takes 260 characters; a folder of a dossier and
 * a file in it leave room for where they are put. */
#define SAFE_NAME_LENGTH_MAX 80u

/*
 * A name, of a folder or of a file without its ending, that Windows, macOS
 * and Linux take alike: NFC; no separator, control or direction mark; no
 * dot or space at an end; no device's name; SAFE_NAME_LENGTH_MAX characters
 * at most.  Never empty.  The caller frees it.
 */
char *safe_name(const char *name);

/*
 * The ending for a document of this media type, or by its name when that
 * is a document's: "pdf".  "bin" for what an agent had better not open by
 * a double click.
 */
const char *safe_ending(const char *type, const char *name);

#endif
