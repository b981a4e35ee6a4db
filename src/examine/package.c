/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Office documents that are ZIP files of XML: see package.h. */
#include "package.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

/* Nodes between two looks at the clock. */
#define NODES_BETWEEN 4096u

/* A member while libxml2 reads it. */
struct member {
	struct archive *archive;
	struct budget *budget;
	gsize taken;
	enum part_reason failed;
};

static struct archive *
open_zip(GBytes *bytes)
{
	struct archive *archive = archive_read_new();
	gsize size;
	const void *data = g_bytes_get_data(bytes, &size);

	if (archive == NULL)
		return NULL;
	archive_read_support_format_zip(archive);
	if (archive_read_open_memory(archive, data, size) == ARCHIVE_OK)
		return archive;
	archive_read_free(archive);
	return NULL;
}

/* Some writers put DOS separators, or a slash, before the name. */
static bool
is_called(const char *found, const char *name)
{
	g_autofree char *plain = g_strdup(found);

	g_strdelimit(plain, "\\", '/');
	return g_ascii_strcasecmp(plain[0] == '/' ? plain + 1 : plain,
	    name) == 0;
}

/* Goes to the member; REASON_NONE, or why it cannot be had. */
static enum part_reason
find_member(struct archive *archive, const char *name)
{
	struct archive_entry *entry;
	int result = ARCHIVE_OK;

	for (unsigned i = 0; i < PACKAGE_MEMBERS_MAX; i++) {
		const char *found;

		result = archive_read_next_header(archive, &entry);
		if (result == ARCHIVE_EOF)
			return REASON_EMPTY;
		if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
			return REASON_DAMAGED;
		found = archive_entry_pathname(entry);
		if (found == NULL || !is_called(found, name))
			continue;
		return archive_entry_is_data_encrypted(entry) ?
		    REASON_ENCRYPTED : REASON_NONE;
	}
	return REASON_TOO_LARGE;
}

static int
read_some(void *user, char *buffer, int length)
{
	struct member *m = user;
	la_ssize_t got;

	if (m->failed != REASON_NONE)
		return -1;
	got = archive_read_data(m->archive, buffer, (size_t)length);
	if (got < 0) {
		m->failed = REASON_DAMAGED;
		return -1;
	}
	m->taken += (gsize)got;
	if (m->taken > PACKAGE_XML_BYTES_MAX ||
	    m->budget->bytes_left < (uint64_t)got) {
		m->failed = REASON_TOO_LARGE;
		return -1;
	}
	m->budget->bytes_left -= (uint64_t)got;
	return (int)got;
}

/* Why the reading must end before the node in hand, or REASON_NONE. */
static enum part_reason
objection(xmlTextReaderPtr reader, const struct budget *budget,
    unsigned count)
{
	/* Entities are what expands, and no office program writes them. */
	if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_DOCUMENT_TYPE)
		return REASON_DAMAGED;
	if (count % NODES_BETWEEN == 0 && !budget_has_time(budget))
		return REASON_OUT_OF_TIME;
	return REASON_NONE;
}

static enum part_reason
read_nodes(struct member *m, package_node_fn *on_node, void *user)
{
	xmlTextReaderPtr reader = xmlReaderForIO(read_some, NULL, m, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	    XML_PARSE_COMPACT);
	enum part_reason reason = REASON_NONE;
	bool more = true;
	int result = 0;

	if (reader == NULL)
		return REASON_DAMAGED;
	for (unsigned i = 0; more && reason == REASON_NONE &&
	     (result = xmlTextReaderRead(reader)) == 1; i++) {
		reason = objection(reader, m->budget, i);
		if (reason == REASON_NONE)
			more = on_node(reader, user);
	}
	xmlFreeTextReader(reader);
	if (reason != REASON_NONE)
		return reason;
	if (m->failed != REASON_NONE)
		return m->failed;
	return result < 0 ? REASON_DAMAGED : REASON_NONE;
}

enum part_reason
package_xml(GBytes *bytes, const char *name, struct budget *budget,
    package_node_fn *on_node, void *user)
{
	struct member m = { .archive = open_zip(bytes), .budget = budget };
	enum part_reason reason = REASON_DAMAGED;

	if (m.archive == NULL)
		return reason;
	reason = find_member(m.archive, name);
	if (reason == REASON_NONE)
		reason = read_nodes(&m, on_node, user);
	archive_read_free(m.archive);
	return reason;
}

GBytes *
package_member(GBytes *bytes, const char *name, struct budget *budget)
{
	struct archive *archive = open_zip(bytes);
	g_autoptr(GByteArray) out = g_byte_array_new();
	g_autofree char *chunk = g_malloc(65536);
	la_ssize_t got = -1;

	if (archive != NULL && find_member(archive, name) == REASON_NONE)
		while ((got = archive_read_data(archive, chunk, 65536)) > 0) {
			g_byte_array_append(out, (const guint8 *)chunk,
			    (guint)got);
			if (out->len > PACKAGE_MEMBER_BYTES_MAX ||
			    budget->bytes_left < (uint64_t)got)
				break;
			budget->bytes_left -= (uint64_t)got;
		}
	if (archive != NULL)
		archive_read_free(archive);
	if (got != 0)
		return NULL;
	return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}

const char *
package_name(xmlTextReaderPtr reader)
{
	const xmlChar *name = xmlTextReaderConstLocalName(reader);

	return name != NULL ? (const char *)name : "";
}

char *
package_attribute(xmlTextReaderPtr reader, const char *name)
{
	char *value = NULL;

	while (value == NULL && xmlTextReaderMoveToNextAttribute(reader) == 1)
		if (strcmp(package_name(reader), name) == 0)
			value = g_strdup(
			    (const char *)xmlTextReaderConstValue(reader));
	xmlTextReaderMoveToElement(reader);
	return value;
}

bool
package_flag(xmlTextReaderPtr reader, const char *name, bool fallback)
{
	static const char *const no[] = { "0", "false", "off", "no", NULL };
	g_autofree char *value = package_attribute(reader, name);

	return value != NULL ? !g_strv_contains(no, value) : fallback;
}

char *
package_resolve(const char *from, const char *target)
{
	g_autofree char *folder = g_path_get_dirname(from);
	g_autofree char *joined = NULL;
	g_auto(GStrv) steps = NULL;
	g_autoptr(GPtrArray) kept = g_ptr_array_new();

	if (strstr(target, "://") != NULL)
		return NULL;
	joined = target[0] == '/' ? g_strdup(target) :
				    g_strconcat(folder, "/", target, NULL);
	steps = g_strsplit(joined, "/", -1);
	for (char **step = steps; *step != NULL; step++) {
		if (**step == '\0' || strcmp(*step, ".") == 0)
			continue;
		if (strcmp(*step, "..") != 0)
			g_ptr_array_add(kept, *step);
		else if (kept->len == 0)
			return NULL;
		else
			g_ptr_array_remove_index(kept, kept->len - 1);
	}
	g_ptr_array_add(kept, NULL);
	return g_strjoinv("/", (char **)kept->pdata);
}
