/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies as files: courier_dir_open of outbox.h. */
#include "durable.h"
#include "outbox.h"

#define FOLDER_MODE 0750
#define FILE_MODE 0640

struct courier_dir {
	struct courier base;
	char *path;
	bool ready; /* the folder is there, and swept */
};

/* Made for the first reply, not before: a service that never answers
 * leaves no folder. */
static bool
make_folder(struct courier_dir *courier, GError **error)
{
	courier->ready = courier->ready ||
	    (durable_mkdir(courier->path, FOLDER_MODE, error) &&
		durable_sweep(courier->path, error));
	return courier->ready;
}

/* The same name at every try: a reply written twice is one file. */
static enum courier_outcome
dir_send(struct courier *base, const char *name, const char *to,
    GBytes *bytes, char **text_r)
{
	struct courier_dir *courier = (struct courier_dir *)base;
	g_autofree char *file = g_strconcat(name, ".eml", NULL);
	g_autoptr(GError) error = NULL;
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);

	(void)to;
	if (!make_folder(courier, &error) ||
	    !durable_put(courier->path, file, FILE_MODE, data, length,
		&error)) {
		*text_r = g_strdup(error->message);
		return COURIER_LATER;
	}
	*text_r = g_strdup(file);
	return COURIER_SENT;
}

static void
dir_close(struct courier *base)
{
	struct courier_dir *courier = (struct courier_dir *)base;

	g_free(courier->path);
	g_free(courier);
}

static const struct courier_ops dir_ops = {
	.send = dir_send,
	.close = dir_close,
};

struct courier *
courier_dir_open(const char *path)
{
	struct courier_dir *courier = g_new0(struct courier_dir, 1);

	courier->base.ops = &dir_ops;
	courier->path = g_strdup(path);
	return &courier->base;
}
