/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders as mailboxes: what is listed, what is streamed, what is not. */
#include "harness.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "error.h"
#include "mailbox.h"

#define HEADER "From: dam@ch-sapin.test\r\nSubject: un\r\n\r\n"

struct taken {
	GString *bytes;   /* since the last end */
	GString *log;     /* "name=length;" of whole messages */
	unsigned abandoned;
	const char *refuse; /* the message at whose end the sink stops */
	const char *grows;  /* this file grows while it is read */
};

static bool
on_bytes(void *context, const void *bytes, size_t length, GError **error)
{
	struct taken *taken = context;

	(void)error;
	g_string_append_len(taken->bytes, bytes, (gssize)length);
	if (taken->grows != NULL) {
		FILE *file = fopen(taken->grows, "a");

		fputs("more", file);
		fclose(file);
		taken->grows = NULL;
	}
	return true;
}

static bool
on_end(void *context, const struct mailbox_item *item, GError **error)
{
	struct taken *taken = context;

	if (taken->refuse != NULL && strcmp(taken->refuse, item->name) == 0)
		return error_set(error, ASR_ERROR_IO, "disk full");
	g_string_append_printf(taken->log, "%s=%zu;", item->name,
	    taken->bytes->len);
	g_string_truncate(taken->bytes, 0);
	return true;
}

static void
on_abandon(void *context)
{
	struct taken *taken = context;

	taken->abandoned++;
	g_string_truncate(taken->bytes, 0);
}

static struct taken taken;
static const struct mailbox_sink sink = { .bytes = on_bytes, .end = on_end,
	.abandon = on_abandon, .context = &taken };
static char *folder;

static void
put(const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static char *
path_of(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

static void
set_up(void)
{
	folder = g_dir_make_tmp("asr-dir-XXXXXX", NULL);
	taken.bytes = g_string_new(NULL);
	taken.log = g_string_new(NULL);
}

static void
tear_down(void)
{
	g_string_free(taken.bytes, TRUE);
	g_string_free(taken.log, TRUE);
	g_free(folder);
}

static char *
names(const GPtrArray *items)
{
	GString *list = g_string_new(NULL);

	for (unsigned i = 0; i < items->len; i++) {
		const struct mailbox_item *item = items->pdata[i];

		ck_assert_str_eq(item->folder, "");
		ck_assert_uint_eq(item->uid, 0);
		ck_assert_int_gt(item->file_time, 1600000000);
		g_string_append_printf(list, "%s ", item->name);
	}
	return g_string_free(list, FALSE);
}

START_TEST(lists_messages_by_name)
{
	struct mailbox *box = mailbox_dir_open(folder, NULL);
	g_autoptr(GPtrArray) items = NULL;
	g_autofree char *list = NULL, *below = path_of("below.eml");

	put("0002.eml", HEADER "b");
	put("0010.EML", HEADER "c");
	put("0001.eml", HEADER "a");
	put(".hidden.eml", HEADER);
	put("notes.txt", HEADER);
	g_mkdir(below, 0700);
	items = box->ops->list(box, 0, 0, NULL);
	list = names(items);
	ck_assert_str_eq(list, "0001.eml 0002.eml 0010.EML ");
	ck_assert(box->ops->fetch(box, items, &sink, NULL));
	ck_assert_str_eq(taken.log->str, "0001.eml=41;0002.eml=41;"
					 "0010.EML=41;");
	box->ops->close(box);
}
END_TEST

START_TEST(reads_a_maildir)
{
	struct mailbox *box;
	g_autoptr(GPtrArray) items = NULL;
	g_autofree char *list = NULL, *cur = path_of("cur"),
		       *new = path_of("new"), *seen = NULL;

	g_mkdir(cur, 0700);
	g_mkdir(new, 0700);
	put("new/17.M2.host", HEADER "new");
	put("cur/16.M1.host:2,S", HEADER "cur");
	put("stray.eml", HEADER);
	box = mailbox_dir_open(folder, NULL);
	items = box->ops->list(box, 0, 0, NULL);
	list = names(items);
	ck_assert_str_eq(list, "16.M1.host 17.M2.host ");
	ck_assert(box->ops->fetch(box, items, &sink, NULL));
	ck_assert_str_eq(taken.log->str, "16.M1.host=43;17.M2.host=43;");
	/* Read by somebody: the flags change, the message does not. */
	g_clear_pointer(&items, g_ptr_array_unref);
	g_clear_pointer(&list, g_free);
	seen = path_of("cur/17.M2.host:2,RS");
	g_free(new);
	new = path_of("new/17.M2.host");
	g_rename(new, seen);
	items = box->ops->list(box, 0, 0, NULL);
	list = names(items);
	ck_assert_str_eq(list, "16.M1.host 17.M2.host ");
	box->ops->close(box);
}
END_TEST

START_TEST(streams_bytes_untouched)
{
	struct mailbox *box = mailbox_dir_open(folder, NULL);
	g_autoptr(GPtrArray) items = NULL;
	g_autofree char *text = g_strnfill(200000, 'x');

	memcpy(text + 65535, "\r\n\xe9\n.\n\r", 7);
	put("a.eml", text);
	items = box->ops->list(box, 0, 0, NULL);
	taken.refuse = "a.eml";
	ck_assert(!box->ops->fetch(box, items, &sink, NULL));
	ck_assert_str_eq(taken.bytes->str, text);
	box->ops->close(box);
}
END_TEST

START_TEST(passes_over_what_changes)
{
	struct mailbox *box = mailbox_dir_open(folder, NULL);
	g_autoptr(GPtrArray) items = NULL;
	g_autofree char *gone = path_of("a.eml"), *grows = path_of("b.eml"),
		       *fifo = path_of("c.eml");

	put("a.eml", HEADER);
	put("b.eml", HEADER);
	put("c.eml", HEADER);
	put("d.eml", HEADER);
	items = box->ops->list(box, 0, 0, NULL);
	g_unlink(gone);
	g_unlink(fifo);
	mkfifo(fifo, 0600);
	taken.grows = grows;
	ck_assert(box->ops->fetch(box, items, &sink, NULL));
	ck_assert_str_eq(taken.log->str, "d.eml=40;");
	ck_assert_uint_eq(taken.abandoned, 1);
	box->ops->close(box);
}
END_TEST

/* A link that leads to itself cannot be opened, whoever runs the test. */
START_TEST(goes_on_after_an_unreadable_file)
{
	struct mailbox *box = mailbox_dir_open(folder, NULL);
	g_autoptr(GPtrArray) items = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *loop = path_of("a.eml");

	put("a.eml", HEADER);
	put("b.eml", HEADER);
	items = box->ops->list(box, 0, 0, NULL);
	g_unlink(loop);
	ck_assert_int_eq(symlink("a.eml", loop), 0);
	ck_assert(!box->ops->fetch(box, items, &sink, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "a.eml"));
	ck_assert_str_eq(taken.log->str, "b.eml=40;");
	box->ops->close(box);
}
END_TEST

START_TEST(stops_when_the_sink_does)
{
	struct mailbox *box = mailbox_dir_open(folder, NULL);
	g_autoptr(GPtrArray) items = NULL;
	g_autoptr(GError) error = NULL;

	put("a.eml", HEADER);
	put("b.eml", HEADER);
	put("c.eml", HEADER);
	items = box->ops->list(box, 0, 0, NULL);
	taken.refuse = "b.eml";
	ck_assert(!box->ops->fetch(box, items, &sink, &error));
	ck_assert_str_eq(error->message, "disk full");
	ck_assert_str_eq(taken.log->str, "a.eml=40;");
	box->ops->close(box);
}
END_TEST

static const struct header_case {
	const char *text;
	size_t length;
} headers[] = {
	{ HEADER "body\r\n\r\nmore", strlen(HEADER) },
	{ "A: b\n\nbody", 6 },
	{ "A: b\r\n", 6 }, /* no body at all */
	{ "\nbody", 1 },
};

START_TEST(fetches_headers_alone)
{
	struct mailbox *box = mailbox_dir_open(folder, NULL);
	g_autoptr(GPtrArray) items = NULL;
	g_autofree char *want = g_strdup_printf("a.eml=%zu;",
	    headers[_i].length);

	put("a.eml", headers[_i].text);
	items = box->ops->list(box, 0, 0, NULL);
	ck_assert(box->ops->fetch_header(box, items->pdata[0], &sink, NULL));
	ck_assert_str_eq(taken.log->str, want);
	box->ops->close(box);
}
END_TEST

#define HEADER_BYTES ((size_t)1 << 20) /* as in mailbox-dir.c */

START_TEST(fetches_headers_to_their_limit)
{
	for (size_t more = 0; more < 2; more++) {
		struct mailbox *box = mailbox_dir_open(folder, NULL);
		g_autoptr(GPtrArray) items = NULL;
		g_autofree char *letters = g_strnfill(HEADER_BYTES + more -
		    strlen("A: \n\n"), 'x');
		g_autofree char *text =
		    g_strdup_printf("A: %s\n\nbody", letters);

		put("a.eml", text);
		items = box->ops->list(box, 0, 0, NULL);
		g_string_truncate(taken.log, 0);
		ck_assert(box->ops->fetch_header(box, items->pdata[0], &sink,
		    NULL));
		ck_assert_str_eq(taken.log->str, "a.eml=1048576;");
		box->ops->close(box);
	}
}
END_TEST

START_TEST(never_writes)
{
	struct mailbox *box = mailbox_dir_open(folder, NULL);
	g_autoptr(GPtrArray) items = NULL;
	g_autoptr(GError) error = NULL;

	put("a.eml", HEADER);
	items = box->ops->list(box, 0, 0, NULL);
	ck_assert(!box->ops->move(box, items->pdata[0], "Faits", NULL,
	    &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_REFUSED));
	box->ops->close(box);
}
END_TEST

START_TEST(names_a_folder_that_lacks)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(mailbox_dir_open("/nonexistent/mail", &error));
	ck_assert_ptr_nonnull(strstr(error->message, "/nonexistent/mail"));
}
END_TEST

HARNESS_MAIN("mailbox-dir",
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, lists_messages_by_name);
    tcase_add_test(tc, reads_a_maildir);
    tcase_add_test(tc, streams_bytes_untouched);
    tcase_add_test(tc, passes_over_what_changes);
    tcase_add_test(tc, goes_on_after_an_unreadable_file);
    tcase_add_test(tc, stops_when_the_sink_does);
    tcase_add_loop_test(tc, fetches_headers_alone, 0,
	G_N_ELEMENTS(headers));
    tcase_add_test(tc, fetches_headers_to_their_limit);
    tcase_add_test(tc, never_writes);
    tcase_add_test(tc, names_a_folder_that_lacks))
