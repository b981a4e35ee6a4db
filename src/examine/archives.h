/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ZIP, 7z, RAR, TAR and compressed files, read from memory into memory
 * with libarchive; nothing is ever written under a member's name.
 */
#ifndef ASR_ARCHIVES_H
#define ASR_ARCHIVES_H

#include <glib.h>

#include "exam.h"

/* One member unpacked; a scanned dossier of 40 pages has some 20 MB. */
#define ARCHIVES_MEMBER_BYTES_MAX (50u << 20)
/*
 * Unpacked bytes to packed ones, past the first 20 MB: paper and text reach
 * 20, bombs 1000.
 */
#define ARCHIVES_RATIO_MAX 100u
#define ARCHIVES_RATIO_FROM (20u << 20)
/* Entries looked at, folders and links included. */
#define ARCHIVES_ENTRIES_MAX 20000u

/*
 * Adds the members of the archive at index as parts below it and unpacks
 * them in turn.  Encrypted members become parts without bytes, by their
 * names.  Links and devices are findings.
 */
void archives_open(struct exam *exam, int index);

/*
 * The media type of an office document packed as ZIP (OOXML, ODF, iWork,
 * EPUB), told by its members; NULL for any other ZIP.  Caller frees.
 */
char *archives_office_type(GBytes *bytes);

#endif
