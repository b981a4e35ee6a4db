/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Archives in memory: see archives.h. */
#include "archives.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "unpack.h"

/* Members an office document is told by stand near its beginning. */
#define OFFICE_MEMBERS_MAX 500u

#define CHUNK 65536u

/* An archive being unpacked. */
struct unpacking {
	struct exam *exam;
	int index;    /* of the archive's part */
	char *folder; /* its path and name */
	struct archive *archive;
	uint64_t packed, unpacked;
	enum part_reason stopped; /* why the rest is not unpacked */
};

static struct archive *
open_bytes(GBytes *bytes, bool any_format)
{
	struct archive *archive = archive_read_new();
	gsize size;
	const void *data = g_bytes_get_data(bytes, &size);

	if (archive == NULL)
		return NULL;
	archive_read_support_format_zip(archive);
	if (any_format) {
		archive_read_support_format_7zip(archive);
		archive_read_support_format_rar(archive);
		archive_read_support_format_rar5(archive);
		archive_read_support_format_tar(archive);
		archive_read_support_format_raw(archive);
		archive_read_support_filter_gzip(archive);
		archive_read_support_filter_bzip2(archive);
		archive_read_support_filter_xz(archive);
	}
	if (archive_read_open_memory(archive, data, size) == ARCHIVE_OK)
		return archive;
	archive_read_free(archive);
	return NULL;
}

/* Why no more of a member may be unpacked, or REASON_NONE. */
static enum part_reason
limit_passed(const struct unpacking *u, size_t member_bytes)
{
	if (member_bytes > ARCHIVES_MEMBER_BYTES_MAX ||
	    u->exam->budget->bytes_left == 0)
		return REASON_TOO_LARGE;
	if (u->unpacked > ARCHIVES_RATIO_FROM &&
	    u->unpacked / ARCHIVES_RATIO_MAX > u->packed)
		return REASON_TOO_LARGE;
	if (!budget_has_time(u->exam->budget))
		return REASON_OUT_OF_TIME;
	return REASON_NONE;
}

static void
spend(struct unpacking *u, size_t bytes)
{
	uint64_t *bytes_left = &u->exam->budget->bytes_left;

	u->unpacked += bytes;
	*bytes_left -= MIN(*bytes_left, bytes);
}

/* Why libarchive reads no further: its words tell, where they do. */
static enum part_reason
failure(struct archive *archive)
{
	const char *why = archive_error_string(archive);

	if (archive_read_has_encrypted_entries(archive) > 0)
		return REASON_ENCRYPTED;
	if (why == NULL)
		return REASON_DAMAGED;
	if (strstr(why, "ncrypt") != NULL)
		return REASON_ENCRYPTED;
	if (strstr(why, "nsupported") != NULL)
		return REASON_UNSUPPORTED;
	return REASON_DAMAGED;
}

/* True when a member ends before it should: the next volume has the rest. */
static bool
is_short(struct archive_entry *entry, size_t got)
{
	return archive_entry_size_is_set(entry) &&
	    archive_entry_size(entry) > 0 &&
	    got < (uint64_t)archive_entry_size(entry);
}

/* The bytes of the member in hand; NULL and why. */
static GBytes *
read_member(struct unpacking *u, struct archive_entry *entry,
    enum part_reason *why_r)
{
	GByteArray *out = g_byte_array_new();
	g_autofree char *chunk = g_malloc(CHUNK);
	la_ssize_t got = 1;

	*why_r = REASON_NONE;
	while (*why_r == REASON_NONE && got > 0) {
		got = archive_read_data(u->archive, chunk, CHUNK);
		if (got < 0) {
			*why_r = failure(u->archive);
			break;
		}
		g_byte_array_append(out, (const guint8 *)chunk, (guint)got);
		spend(u, (size_t)got);
		*why_r = limit_passed(u, out->len);
	}
	if (*why_r == REASON_NONE && is_short(entry, out->len))
		*why_r = REASON_DAMAGED;
	if (*why_r == REASON_NONE)
		return g_byte_array_free_to_bytes(out);
	g_byte_array_unref(out);
	return NULL;
}

/*
 * Raw is the format of a single compressed file, and of everything: without
 * a filter it only says that nobody knows the format.
 */
static bool
is_raw(struct archive *archive)
{
	return archive_format(archive) == ARCHIVE_FORMAT_RAW;
}

/* A single compressed file has the archive's name without its ending. */
static char *
name_of_single(const struct unpacking *u)
{
	const struct part *part = exam_part(u->exam, u->index);
	const char *dot;

	if (part->name == NULL)
		return NULL;
	dot = strrchr(part->name, '.');
	return dot != NULL && dot > part->name
		   ? g_strndup(part->name, (gsize)(dot - part->name))
		   : g_strdup(part->name);
}

static char *
member_name(const struct unpacking *u, struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);

	if (is_raw(u->archive))
		return name_of_single(u);
	return g_strdup(
	    name != NULL ? name : archive_entry_pathname_utf8(entry));
}

static void
add_member(struct unpacking *u, struct archive_entry *entry)
{
	g_autofree char *name = member_name(u, entry);
	g_autoptr(GBytes) bytes = NULL;
	struct entry member = { .parent = u->index,
		.place = PLACE_ARCHIVE,
		.name = name,
		.folder = u->folder };
	int index;

	if (archive_entry_is_data_encrypted(entry) > 0)
		member.reason = REASON_ENCRYPTED;
	else
		bytes = read_member(u, entry, &member.reason);
	member.bytes = bytes;
	index = exam_add(u->exam, &member);
	if (index < 0)
		u->stopped = REASON_TOO_MANY;
	else if (bytes != NULL)
		unpack_part(u->exam, index);
	if (u->stopped == REASON_NONE)
		u->stopped = limit_passed(u, 0);
}

static void
take_entry(struct unpacking *u, struct archive_entry *entry)
{
	if (archive_entry_hardlink(entry) != NULL ||
	    archive_entry_symlink(entry) != NULL) {
		exam_finding(
		    u->exam, "part %d: a link in an archive", u->index);
		return;
	}
	if (archive_entry_filetype(entry) == AE_IFREG ||
	    archive_entry_filetype(entry) == 0)
		add_member(u, entry);
	else if (archive_entry_filetype(entry) != AE_IFDIR)
		exam_finding(
		    u->exam, "part %d: a device in an archive", u->index);
}

static void
take_entries(struct unpacking *u)
{
	struct archive_entry *entry;
	unsigned seen = 0;
	int rc;

	while (u->stopped == REASON_NONE) {
		rc = archive_read_next_header(u->archive, &entry);
		if (rc == ARCHIVE_EOF)
			break;
		if (rc < ARCHIVE_WARN ||
		    (is_raw(u->archive) &&
			archive_filter_count(u->archive) < 2))
			u->stopped = failure(u->archive);
		else if (++seen > ARCHIVES_ENTRIES_MAX)
			u->stopped = REASON_TOO_MANY;
		else
			take_entry(u, entry);
	}
}

void
archives_open(struct exam *exam, int index)
{
	g_autoptr(GBytes) bytes = g_bytes_ref(exam_leaf(exam, index)->bytes);
	const guint before = exam->report->parts->len;
	struct unpacking u = {
		.exam = exam, .index = index, .packed = g_bytes_get_size(bytes)
	};

	exam_settle(exam, index, PART_CONTAINER, PART_READ, REASON_NONE);
	u.archive = open_bytes(bytes, true);
	if (u.archive == NULL) {
		exam_unopened(exam, index, REASON_DAMAGED);
		return;
	}
	u.folder = exam_path_below(exam, index);
	take_entries(&u);
	/* Of a file over several volumes, all but the first show no member. */
	if (u.stopped == REASON_NONE && exam->report->parts->len == before)
		u.stopped = REASON_EMPTY;
	if (u.stopped != REASON_NONE)
		exam_unopened(exam, index, u.stopped);
	archive_read_free(u.archive);
	g_free(u.folder);
}

/* Members by whose folder an office document is told. */
static const struct {
	const char *prefix, *type;
} office_types[] = {
	{ "word/", "application/vnd.openxmlformats-officedocument."
		   "wordprocessingml.document" },
	{ "xl/", "application/vnd.openxmlformats-officedocument."
		 "spreadsheetml.sheet" },
	{ "ppt/", "application/vnd.openxmlformats-officedocument."
		  "presentationml.presentation" },
	{ "Index/Document.iwa", "application/vnd.apple.iwork" },
};

/* The type an ODF or EPUB file states in its member "mimetype". */
static char *
stated_type(struct archive *archive)
{
	char text[128] = "";
	la_ssize_t got = archive_read_data(archive, text, sizeof(text) - 1);

	if (got <= 0)
		return NULL;
	g_strstrip(text);
	if (!g_str_has_prefix(text, "application/") ||
	    text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.+-/")] !=
		'\0')
		return NULL;
	return g_strdup(text);
}

char *
archives_office_type(GBytes *bytes)
{
	struct archive *archive = open_bytes(bytes, false);
	struct archive_entry *entry;
	const char *type = NULL;
	char *stated = NULL;
	bool ooxml = false;

	for (unsigned i = 0;
	     archive != NULL && stated == NULL && i < OFFICE_MEMBERS_MAX &&
	     archive_read_next_header(archive, &entry) >= ARCHIVE_WARN;
	     i++) {
		const char *name = archive_entry_pathname(entry);

		if (name != NULL && g_str_equal(name, "mimetype"))
			stated = stated_type(archive);
		ooxml |=
		    name != NULL && g_str_equal(name, "[Content_Types].xml");
		for (size_t t = 0; name != NULL && type == NULL &&
				   t < G_N_ELEMENTS(office_types);
		     t++) {
			if (g_str_has_prefix(name, office_types[t].prefix))
				type = office_types[t].type;
		}
	}
	archive_read_free(archive);
	if (stated == NULL && type != NULL &&
	    (ooxml || strstr(type, "iwork") != NULL))
		stated = g_strdup(type);
	return stated;
}
