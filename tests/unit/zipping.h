/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ZIP files made in memory, for tests of office documents. */
#ifndef ASR_ZIPPING_H
#define ASR_ZIPPING_H

#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>

#define ZIPPING_BYTES_MAX (2u << 20)

/* Pairs of name and content, ended by NULL; the caller unrefs. */
static inline GBytes *
zipping(const char *const *pairs)
{
	struct archive *zip = archive_write_new();
	char *buffer = g_malloc(ZIPPING_BYTES_MAX);
	size_t used = 0;

	archive_write_set_format_zip(zip);
	archive_write_open_memory(zip, buffer, ZIPPING_BYTES_MAX, &used);
	for (; *pairs != NULL; pairs += 2) {
		struct archive_entry *entry = archive_entry_new();

		archive_entry_set_pathname(entry, pairs[0]);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_perm(entry, 0644);
		archive_entry_set_size(entry, (la_int64_t)strlen(pairs[1]));
		archive_write_header(zip, entry);
		archive_write_data(zip, pairs[1], strlen(pairs[1]));
		archive_entry_free(entry);
	}
	archive_write_close(zip);
	archive_write_free(zip);
	return g_bytes_new_take(buffer, used);
}

#endif
