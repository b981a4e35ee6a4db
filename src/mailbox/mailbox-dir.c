/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder as a mailbox: *.eml files, or a Maildir (cur/ and new/).  It is
 * only read.  A message is known by its file's name, in a Maildir without
 * the flags after ":" that change when somebody reads it.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "mailbox.h"

#define READ_BYTES 65536u
/* A header section alone; sendmail and Exchange stop far below. */
#define HEADER_BYTES_MAX (1u << 20)

struct mailbox_dir {
	struct mailbox base;
	char *path;
	bool maildir;
	GHashTable *files; /* char * message name → char * path, as listed */
};

/* How much of a file is wanted. */
enum extent {
	EXTENT_WHOLE,
	EXTENT_HEADER, /* up to and with the first empty line */
};

static struct mailbox_dir *
self(struct mailbox *mailbox)
{
	return (struct mailbox_dir *)mailbox;
}

static bool
refuse(const struct mailbox_dir *dir, GError **error)
{
	return error_set(error, ASR_ERROR_REFUSED,
	    "dir:%s: a folder is only read", dir->path);
}

/* The name a file's message is known by; NULL: it is no message. */
static char *
message_name(const struct mailbox_dir *dir, const char *file)
{
	const char *flags = strrchr(file, ':');

	if (file[0] == '.')
		return NULL;
	if (dir->maildir)
		return g_strndup(file, flags != NULL ?
			(gsize)(flags - file) : strlen(file));
	if (strlen(file) < strlen(".eml") ||
	    g_ascii_strcasecmp(file + strlen(file) - strlen(".eml"),
		".eml") != 0)
		return NULL;
	return g_strdup(file);
}

static struct mailbox_item *
item_new(const char *name, const struct stat *st)
{
	struct mailbox_item *item = g_new0(struct mailbox_item, 1);

	item->folder = g_strdup("");
	item->name = g_strdup(name);
	item->size = (uint64_t)st->st_size;
	item->file_time = (int64_t)st->st_mtime;
	return item;
}

static void
add_file(struct mailbox_dir *dir, const char *folder, const char *file,
    GPtrArray *items)
{
	g_autofree char *name = message_name(dir, file);
	g_autofree char *path = g_build_filename(folder, file, NULL);
	struct stat st;

	/* Gone already, or no file: a listing is a moment's picture. */
	if (name == NULL || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	if (g_hash_table_contains(dir->files, name))
		return; /* seen in new/ and, moved meanwhile, in cur/ */
	g_ptr_array_add(items, item_new(name, &st));
	g_hash_table_insert(dir->files, g_steal_pointer(&name),
	    g_steal_pointer(&path));
}

static bool
list_folder(struct mailbox_dir *dir, const char *folder, GPtrArray *items,
    GError **error)
{
	g_autoptr(GDir) files = g_dir_open(folder, 0, error);
	const char *file;

	if (files == NULL)
		return false;
	while ((file = g_dir_read_name(files)) != NULL)
		add_file(dir, folder, file, items);
	return true;
}

static int
compare_names(const void *a, const void *b)
{
	const struct mailbox_item *const *one = a, *const *other = b;

	return strcmp((*one)->name, (*other)->name);
}

static void
free_item(void *item)
{
	mailbox_item_free(item);
}

static bool
list_all(struct mailbox_dir *dir, GPtrArray *items, GError **error)
{
	g_autofree char *cur = g_build_filename(dir->path, "cur", NULL);
	g_autofree char *new = g_build_filename(dir->path, "new", NULL);

	g_hash_table_remove_all(dir->files);
	dir->maildir = g_file_test(cur, G_FILE_TEST_IS_DIR) &&
	    g_file_test(new, G_FILE_TEST_IS_DIR);
	if (!dir->maildir)
		return list_folder(dir, dir->path, items, error);
	/* Messages move from new to cur: none is missed in this order. */
	return list_folder(dir, new, items, error) &&
	    list_folder(dir, cur, items, error);
}

/* Files have no UIDs: all are listed, and the store knows the old ones. */
static GPtrArray *
dir_list(struct mailbox *mailbox, uint32_t uid_validity, uint32_t last_uid,
    GError **error)
{
	GPtrArray *items = g_ptr_array_new_with_free_func(free_item);

	(void)uid_validity;
	(void)last_uid;
	if (!list_all(self(mailbox), items, error)) {
		g_ptr_array_unref(items);
		return NULL;
	}
	g_ptr_array_sort(items, compare_names);
	return items;
}

/* The bytes of chunk that still belong to the header section; *line_start
 * is carried from chunk to chunk. */
static size_t
header_part(const char *chunk, size_t length, bool *line_start, bool *end)
{
	for (size_t i = 0; i < length; i++) {
		if (chunk[i] == '\n' && *line_start) {
			*end = true;
			return i + 1;
		}
		if (chunk[i] != '\r')
			*line_start = chunk[i] == '\n';
	}
	return length;
}

/* What came of one file. */
enum result {
	RESULT_STOP, /* the sink wants no more */
	RESULT_UNREADABLE,
	RESULT_DONE, /* also: gone, or still growing */
};

static enum result
unreadable(const char *path, GError **error)
{
	error_errno(error, errno, "%s", path);
	return RESULT_UNREADABLE;
}

static enum result
stream(int fd, enum extent extent, const struct mailbox_sink *sink,
    const char *path, GError **error)
{
	g_autofree char *chunk = g_malloc(READ_BYTES);
	bool line_start = true, end = false;
	size_t total = 0;
	ssize_t n;

	while (!end && (n = read(fd, chunk, READ_BYTES)) != 0) {
		size_t length = n > 0 ? (size_t)n : 0;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return unreadable(path, error);
		if (extent == EXTENT_HEADER) {
			length = header_part(chunk, length, &line_start,
			    &end);
			total += length;
			end = end || total >= HEADER_BYTES_MAX;
		}
		if (!sink->bytes(sink->context, chunk, length, error))
			return RESULT_STOP;
	}
	return RESULT_DONE;
}

/* A file that somebody is still writing is no message yet. */
static bool
changed_meanwhile(int fd, const struct stat *before)
{
	struct stat st;

	return fstat(fd, &st) != 0 || st.st_size != before->st_size ||
	    st.st_mtim.tv_sec != before->st_mtim.tv_sec ||
	    st.st_mtim.tv_nsec != before->st_mtim.tv_nsec;
}

/* Streams an open file; one that changed is left to the next listing. */
static enum result
fetch_open_file(int fd, const char *path, const struct mailbox_item *item,
    enum extent extent, const struct mailbox_sink *sink, GError **error)
{
	struct stat st;
	enum result result;

	if (fstat(fd, &st) != 0)
		return unreadable(path, error);
	if (!S_ISREG(st.st_mode))
		return RESULT_DONE;
	result = stream(fd, extent, sink, path, error);
	if (result != RESULT_DONE || changed_meanwhile(fd, &st)) {
		sink->abandon(sink->context);
		return result;
	}
	return sink->end(sink->context, item, error) ? RESULT_DONE :
						       RESULT_STOP;
}

static enum result
fetch_item(struct mailbox_dir *dir, const struct mailbox_item *item,
    enum extent extent, const struct mailbox_sink *sink, GError **error)
{
	const char *path = g_hash_table_lookup(dir->files, item->name);
	enum result result;
	int fd;

	if (path == NULL)
		return RESULT_DONE;
	/* O_NONBLOCK: a FIFO that took the file's place does not block. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return errno == ENOENT ? RESULT_DONE :
					 unreadable(path, error);
	result = fetch_open_file(fd, path, item, extent, sink, error);
	close(fd);
	return result;
}

/* One file that cannot be read does not hold up the others: the first of
 * them is named when all are through. */
static bool
dir_fetch(struct mailbox *mailbox, const GPtrArray *items,
    const struct mailbox_sink *sink, GError **error)
{
	g_autoptr(GError) first = NULL;
	enum result result = RESULT_DONE;

	for (unsigned i = 0; i < items->len && result != RESULT_STOP; i++) {
		g_autoptr(GError) failure = NULL;

		result = fetch_item(self(mailbox), items->pdata[i],
		    EXTENT_WHOLE, sink, &failure);
		if (result == RESULT_STOP)
			g_clear_error(&first);
		if (first == NULL)
			first = g_steal_pointer(&failure);
	}
	if (first == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&first));
	return false;
}

static bool
dir_fetch_header(struct mailbox *mailbox, const struct mailbox_item *item,
    const struct mailbox_sink *sink, GError **error)
{
	return fetch_item(self(mailbox), item, EXTENT_HEADER, sink, error) ==
	    RESULT_DONE;
}

static bool
dir_move(struct mailbox *mailbox, const struct mailbox_item *item,
    const char *folder, const char *half_moved, GError **error)
{
	(void)item;
	(void)folder;
	(void)half_moved;
	return refuse(self(mailbox), error);
}

static bool
dir_append(struct mailbox *mailbox, const char *folder, GBytes *message,
    GError **error)
{
	(void)folder;
	(void)message;
	return refuse(self(mailbox), error);
}

static bool
dir_holds(struct mailbox *mailbox, const char *folder,
    const char *message_id, bool *holds_r, GError **error)
{
	(void)folder;
	(void)message_id;
	*holds_r = false;
	return refuse(self(mailbox), error);
}

static GPtrArray *
dir_survey(struct mailbox *mailbox, const char *folder, GError **error)
{
	(void)folder;
	refuse(self(mailbox), error);
	return NULL;
}

static bool
dir_wait(struct mailbox *mailbox, int wake_fd, unsigned timeout_s,
    GError **error)
{
	struct pollfd pfd = { .fd = wake_fd, .events = POLLIN };

	(void)mailbox;
	(void)error;
	poll(&pfd, 1, (int)MIN(timeout_s, 86400) * 1000);
	return true;
}

static void
dir_close(struct mailbox *mailbox)
{
	struct mailbox_dir *dir = self(mailbox);

	g_hash_table_unref(dir->files);
	g_free(dir->path);
	g_free(dir);
}

static const struct mailbox_ops dir_ops = {
	.list = dir_list,
	.fetch = dir_fetch,
	.fetch_header = dir_fetch_header,
	.move = dir_move,
	.append = dir_append,
	.holds = dir_holds,
	.survey = dir_survey,
	.wait = dir_wait,
	.close = dir_close,
};

struct mailbox *
mailbox_dir_open(const char *path, GError **error)
{
	struct mailbox_dir *dir;

	if (access(path, R_OK | X_OK) != 0) {
		error_errno(error, errno, "dir:%s", path);
		return NULL;
	}
	dir = g_new0(struct mailbox_dir, 1);
	dir->base.ops = &dir_ops;
	dir->path = g_strdup(path);
	dir->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
	    g_free);
	return &dir->base;
}
