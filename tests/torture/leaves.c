/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The leaves of a message on stdin as GMime alone sees them: digest, a tab,
 * name, on a line each; only those with a name.  For torture.py.
 */
#include <stdio.h>
#include <unistd.h>

#include <gmime/gmime.h>

static void
print_leaf(GMimeObject *parent, GMimeObject *part, gpointer user)
{
	const char *name;
	GMimeDataWrapper *content;
	GMimeStream *memory;
	GByteArray *bytes;
	g_autofree char *digest = NULL;

	(void)parent;
	(void)user;
	if (!GMIME_IS_PART(part))
		return;
	name = g_mime_part_get_filename(GMIME_PART(part));
	content = g_mime_part_get_content(GMIME_PART(part));
	if (name == NULL || content == NULL)
		return;
	memory = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, memory);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
	digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes->data,
	    bytes->len);
	printf("%s\t%s\n", digest, name);
	g_object_unref(memory);
}

/* Content is read by its place in the stream, which a pipe has not. */
static GMimeStream *
read_all(void)
{
	GByteArray *bytes = g_byte_array_new();
	guint8 chunk[65536];
	ssize_t got;

	while ((got = read(STDIN_FILENO, chunk, sizeof(chunk))) > 0)
		g_byte_array_append(bytes, chunk, (guint)got);
	return g_mime_stream_mem_new_with_byte_array(bytes);
}

int
main(void)
{
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *message;

	g_mime_init();
	stream = read_all();
	parser = g_mime_parser_new_with_stream(stream);
	message = g_mime_parser_construct_message(parser, NULL);
	if (message != NULL) {
		g_mime_message_foreach(message, print_leaf, NULL);
		g_object_unref(message);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	g_mime_shutdown();
	return 0;
}
