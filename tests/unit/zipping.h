/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ZIP files made in memory, for tests of office documents. */
#ifndef ASR_ZIPPING_H
#define ASR_ZIPPING_H

#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>

#define ZIPPING_BYTES_MAX (2u << 20)

static inline void
zipping_add(struct archive *zip, const char *name, const void *bytes,
    size_t length)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)length);
	archive_write_header(zip, entry);
	archive_write_data(zip, bytes, length);
	archive_entry_free(entry);
}

/* Pairs of name and content, ended by NULL, and a member of any bytes (name
 * NULL: none); the caller unrefs. */
static inline GBytes *
zipping_with(const char *const *pairs, const char *name, const void *bytes,
    size_t length)
{
	struct archive *zip = archive_write_new();
	char *buffer = g_malloc(ZIPPING_BYTES_MAX);
	size_t used = 0;

	archive_write_set_format_zip(zip);
	archive_write_open_memory(zip, buffer, ZIPPING_BYTES_MAX, &used);
	for (; *pairs != NULL; pairs += 2)
		zipping_add(zip, pairs[0], pairs[1], strlen(pairs[1]));
	if (name != NULL)
		zipping_add(zip, name, bytes, length);
	archive_write_close(zip);
	archive_write_free(zip);
	return g_bytes_new_take(buffer, used);
}

static inline GBytes *
zipping(const char *const *pairs)
{
	return zipping_with(pairs, NULL, NULL, 0);
}

#endif
