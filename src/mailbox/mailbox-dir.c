/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder of .eml files, or a Maildir, read only: mailbox_dir_open of
 * mailbox.h.  A message is known by its file's name.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "mailbox.h"

#define READ_BYTES 65536

struct mailbox_dir {
	struct mailbox base;
	char *path;
	bool maildir;
};

static struct mailbox_dir *
self(struct mailbox *mailbox)
{
	return (struct mailbox_dir *)mailbox;
}

static void
free_item(void *item)
{
	mailbox_item_free(item);
}

static void
add_file(const struct mailbox_dir *box, const char *folder,
    const char *file, GPtrArray *items)
{
	g_autofree char *path = g_build_filename(box->path, folder, file,
	    NULL);
	struct mailbox_item *item;
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	item = g_new0(struct mailbox_item, 1);
	item->folder = g_strdup(folder);
	item->name = g_strdup(file);
	item->size = (uint64_t)st.st_size;
	item->file_time = st.st_mtime;
	g_ptr_array_add(items, item);
}

static bool
list_folder(const struct mailbox_dir *box, const char *folder,
    GPtrArray *items, GError **error)
{
	g_autofree char *path = g_build_filename(box->path, folder, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, error);
	const char *file;

	if (dir == NULL)
		return false;
	while ((file = g_dir_read_name(dir)) != NULL) {
		if (file[0] == '.')
			continue;
		if (box->maildir || g_str_has_suffix(file, ".eml"))
			add_file(box, folder, file, items);
	}
	return true;
}

static int
by_name(const void *a, const void *b)
{
	const struct mailbox_item *one = *(struct mailbox_item *const *)a;
	const struct mailbox_item *other = *(struct mailbox_item *const *)b;

	return strcmp(one->name, other->name);
}

static GPtrArray *
dir_list(struct mailbox *mailbox, uint32_t uid_validity, uint32_t last_uid,
    GError **error)
{
	struct mailbox_dir *box = self(mailbox);
	GPtrArray *items = g_ptr_array_new_with_free_func(free_item);
	bool ok;

	(void)uid_validity;
	(void)last_uid;
	if (box->maildir)
		ok = list_folder(box, "new", items, error) &&
		    list_folder(box, "cur", items, error);
	else
		ok = list_folder(box, "", items, error);
	if (!ok) {
		g_ptr_array_unref(items);
		return NULL;
	}
	g_ptr_array_sort(items, by_name);
	return items;
}

static bool
stream(int fd, const char *path, const struct mailbox_sink *sink,
    GError **error)
{
	g_autofree char *buffer = g_malloc(READ_BYTES);
	ssize_t n;

	while ((n = read(fd, buffer, READ_BYTES)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(error, errno, "%s", path);
		if (!sink->bytes(sink->context, buffer, (size_t)n, error))
			return false;
	}
	return true;
}

/* True also for a file that has gone since it was listed. */
static bool
fetch_one(const struct mailbox_dir *box, const struct mailbox_item *item,
    const struct mailbox_sink *sink, GError **error)
{
	g_autofree char *path = g_build_filename(box->path, item->folder,
	    item->name, NULL);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0)
		return error_errno(error, errno, "%s", path);
	ok = stream(fd, path, sink, error);
	close(fd);
	if (!ok) {
		sink->abandon(sink->context);
		return false;
	}
	return sink->end(sink->context, item, error);
}

static bool
dir_fetch(struct mailbox *mailbox, const GPtrArray *items,
    const struct mailbox_sink *sink, GError **error)
{
	for (unsigned i = 0; i < items->len; i++) {
		if (!fetch_one(self(mailbox), items->pdata[i], sink, error))
			return false;
	}
	return true;
}

static bool
dir_fetch_header(struct mailbox *mailbox, const struct mailbox_item *item,
    const struct mailbox_sink *sink, GError **error)
{
	return fetch_one(self(mailbox), item, sink, error);
}

/* Read only: nothing moves, and nothing is kept beside. */
static bool
dir_move(struct mailbox *mailbox, const struct mailbox_item *item,
    const char *folder, GError **error)
{
	(void)mailbox;
	(void)item;
	(void)folder;
	(void)error;
	return true;
}

static bool
dir_append(struct mailbox *mailbox, const char *folder, GBytes *message,
    GError **error)
{
	(void)mailbox;
	(void)folder;
	(void)message;
	(void)error;
	return true;
}

static bool
dir_wait(struct mailbox *mailbox, int wake_fd, unsigned timeout_s,
    GError **error)
{
	struct pollfd pfd = { .fd = wake_fd, .events = POLLIN };

	(void)mailbox;
	(void)error;
	poll(&pfd, wake_fd >= 0 ? 1 : 0, (int)MIN(timeout_s, 86400) * 1000);
	return true;
}

static void
dir_close(struct mailbox *mailbox)
{
	struct mailbox_dir *box = self(mailbox);

	g_free(box->path);
	g_free(box);
}

static const struct mailbox_ops dir_ops = {
	.list = dir_list,
	.fetch = dir_fetch,
	.fetch_header = dir_fetch_header,
	.move = dir_move,
	.append = dir_append,
	.wait = dir_wait,
	.close = dir_close,
};

struct mailbox *
mailbox_dir_open(const char *path, GError **error)
{
	g_autofree char *cur = g_build_filename(path, "cur", NULL);
	g_autofree char *new = g_build_filename(path, "new", NULL);
	struct mailbox_dir *box;

	if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
		error_set(error, ASR_ERROR_IO, "%s: no such folder", path);
		return NULL;
	}
	box = g_new0(struct mailbox_dir, 1);
	box->base.ops = &dir_ops;
	box->path = g_strdup(path);
	box->maildir = g_file_test(cur, G_FILE_TEST_IS_DIR) &&
	    g_file_test(new, G_FILE_TEST_IS_DIR);
	return &box->base;
}
