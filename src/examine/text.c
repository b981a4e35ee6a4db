/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text as pages: form feeds begin new ones. */
#include "readers.h"

#include <string.h>

#include "charset.h"
#include "page-writer.h"

void
text_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	gsize size, length;
	const char *data = g_bytes_get_data(bytes, &size);
	g_autofree char *text = charset_decode(data, size, &length);
	const char *p = text, *end = text + length;
	struct page_writer writer;

	page_writer_init(&writer, part, budget);
	while (p < end) {
		const char *feed = memchr(p, '\f', (size_t)(end - p));
		const char *stop = feed != NULL ? feed : end;

		page_writer_text(&writer, p, stop - p);
		if (feed == NULL || !page_writer_break(&writer))
			break;
		p = feed + 1;
	}
	page_writer_end(&writer);
}
