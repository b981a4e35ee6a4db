/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --once --dry-run: the same pass over a scratch copy of the state, whose
 * replies go nowhere; told, then removed.  Nothing of the real state, the
 * mailbox or the outbox is touched.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "error.h"
#include "modes.h"
#include "queries.h"
#include "scratch.h"
#include "service.h"
#include "signals.h"

#define DATABASE "intake.db"
#define CHUNK_BYTES 65536u

/* The bytes of a message that waits in the state, into the scratch. */
static bool
copy_message(struct spool *from, struct spool *to, const char *sha256,
    GError **error)
{
	g_autofree char *chunk = g_malloc(CHUNK_BYTES);
	g_autofree char *same = NULL;
	struct spool_writer *writer = spool_begin(to, error);
	int fd = writer != NULL ? spool_read(from, sha256, error) : -1;
	uint64_t size;
	ssize_t n = -1;

	while (fd >= 0 && (n = read(fd, chunk, CHUNK_BYTES)) > 0) {
		if (!spool_write(writer, chunk, (size_t)n, error)) {
			n = -2; /* said already */
			break;
		}
	}
	if (fd >= 0 && n == -1)
		error_errno(error, errno, "message %s", sha256);
	if (fd >= 0)
		close(fd);
	if (n == 0)
		return spool_commit(writer, &same, &size, error);
	spool_abort(writer);
	return false;
}

/* Messages fetched and not yet examined when the service stopped. */
static bool
copy_waiting(struct store *store, const char *from, const char *to,
    GError **error)
{
	g_autoptr(GPtrArray) rows = store_messages_in(store,
	    MESSAGE_SPOOLED, UINT_MAX, error);
	struct spool *old = spool_open_readonly(from);
	struct spool *new = rows != NULL && rows->len > 0 ?
	    spool_open(to, error) : NULL;
	bool ok = rows != NULL && (rows->len == 0 || new != NULL);

	for (unsigned i = 0; ok && i < rows->len; i++) {
		const struct message_row *row = rows->pdata[i];

		ok = copy_message(old, new, row->sha256, error);
	}
	spool_close(old);
	spool_close(new);
	return ok;
}

/* Copies the state as it is now, if there is one yet. */
static bool
copy_state(const char *from, const char *to, GError **error)
{
	g_autofree char *existing = g_build_filename(from, DATABASE, NULL);
	g_autofree char *copy = g_build_filename(to, DATABASE, NULL);
	struct store *store;
	bool ok;

	if (!g_file_test(existing, G_FILE_TEST_EXISTS))
		return true;
	store = store_open_readonly(from, error);
	if (store == NULL)
		return false;
	ok = store_copy(store, copy, error) &&
	    copy_waiting(store, from, to, error);
	store_close(store);
	return ok;
}

static GPtrArray *
all_messages(struct store *store)
{
	const struct message_filter all = { .outcome = -1 };

	return queries_messages(store, &all, NULL);
}

/* The rows that were settled before, so that only new decisions are told. */
static GHashTable *
settled_ids(struct store *store)
{
	g_autoptr(GPtrArray) views = all_messages(store);
	GHashTable *ids = g_hash_table_new_full(g_int64_hash, g_int64_equal,
	    g_free, NULL);

	for (unsigned i = 0; views != NULL && i < views->len; i++) {
		const struct message_view *view = views->pdata[i];

		if (view->state == MESSAGE_SETTLED)
			g_hash_table_add(ids, g_memdup2(&view->id,
			    sizeof(view->id)));
	}
	return ids;
}

static void
print_list(const char *before, const GPtrArray *texts)
{
	for (unsigned i = 0; i < texts->len; i++)
		printf("%s%s", i == 0 ? before : ", ",
		    (const char *)texts->pdata[i]);
}

static void
tell_message(const struct message_view *m)
{
	printf("%s, « %s » : %s", m->from != NULL ? m->from :
						    "(sans expéditeur)",
	    m->subject != NULL ? m->subject : "", outcome_word(m->outcome));
	print_list(", dossier ", m->dossiers);
	if (m->reply.kind != REPLY_NONE)
		printf(" ; réponse %s", reply_kind_word(m->reply.kind));
	if (m->reply.kind != REPLY_NONE && m->reply.to != NULL)
		printf(" à %s", m->reply.to);
	print_list(" ; manque : ", m->reply.missing);
	putchar('\n');
}

static void
tell(struct store *store, GHashTable *before)
{
	g_autoptr(GPtrArray) views = all_messages(store);

	for (unsigned i = 0; views != NULL && i < views->len; i++) {
		const struct message_view *view = views->pdata[i];

		if (view->state == MESSAGE_SETTLED &&
		    !g_hash_table_contains(before, &view->id))
			tell_message(view);
	}
	puts("Essai : rien n’a été écrit, déplacé ni envoyé.");
}

/* The pass over the scratch folder; conf goes over to the service. */
static bool
run(struct conf *conf, GError **error)
{
	OWNED(service) service = service_open(conf, SERVICE_ALL, error);
	g_autoptr(GHashTable) before = NULL;
	bool ok;

	if (service == NULL)
		return false;
	before = settled_ids(service->store);
	ok = signals_install(false, error) && service_pass(service, error);
	tell(service->store, before);
	return ok;
}

int
mode_dry_run(const char *file)
{
	struct conf *conf = mode_read_conf(file);
	g_autoptr(GError) error = NULL;
	g_autofree char *scratch = NULL;
	bool ok;

	if (conf == NULL)
		return MODE_USAGE;
	scratch = g_dir_make_tmp("asr-dry-run-XXXXXX", &error);
	ok = scratch != NULL &&
	    copy_state(conf->settings->state_directory, scratch, &error);
	if (ok) {
		scratch_redirect(conf->settings, scratch);
		/* Composed and held: no folder is made for them. */
		if (conf->settings->mode == SEND_ON)
			conf->settings->mode = SEND_HOLD;
		ok = run(conf, &error);
	} else {
		conf_free(conf);
	}
	if (scratch != NULL)
		scratch_remove(scratch);
	if (!ok)
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	return ok ? MODE_DONE : MODE_FAILED;
}
