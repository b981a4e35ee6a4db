/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --once --dry-run: the same pass over a scratch copy of the state, whose
 * replies go nowhere; told, then removed.  Nothing of the real state, the
 * mailbox or the outbox is touched.
 */
#include <stdio.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "error.h"
#include "modes.h"
#include "queries.h"
#include "service.h"

#define DATABASE "intake.db"

/* Copies the database, if there is one yet. */
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
	ok = store_copy(store, copy, error);
	store_close(store);
	return ok;
}

static int64_t
last_message(struct store *store)
{
	const struct message_filter all = { .outcome = -1 };
	g_autoptr(GPtrArray) views = queries_messages(store, &all, NULL);
	int64_t last = 0;

	for (unsigned i = 0; views != NULL && i < views->len; i++) {
		const struct message_view *view = views->pdata[i];

		last = MAX(last, view->id);
	}
	return last;
}

static void
tell_message(const struct message_view *m)
{
	printf("%s : %s", m->from != NULL ? m->from : "(sans expéditeur)",
	    outcome_word(m->outcome));
	if (m->reply.kind != REPLY_NONE)
		printf(", réponse %s", reply_kind_word(m->reply.kind));
	for (unsigned i = 0; i < m->reply.missing->len; i++)
		printf("%s%s", i == 0 ? " (" : ", ",
		    (const char *)m->reply.missing->pdata[i]);
	printf("%s\n", m->reply.missing->len > 0 ? ")" : "");
}

static void
tell(struct store *store, int64_t after)
{
	const struct message_filter all = { .outcome = -1 };
	g_autoptr(GPtrArray) views = queries_messages(store, &all, NULL);
	unsigned told = 0;

	for (unsigned i = 0; views != NULL && i < views->len; i++) {
		const struct message_view *view = views->pdata[i];

		if (view->id <= after || view->state != MESSAGE_SETTLED)
			continue;
		tell_message(view);
		told++;
	}
	printf("%u message(s) ; rien n’a été écrit, déplacé ni envoyé\n",
	    told);
}

static void
remove_tree(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		if (g_file_test(below, G_FILE_TEST_IS_SYMLINK) ||
		    !g_file_test(below, G_FILE_TEST_IS_DIR))
			g_unlink(below);
		else
			remove_tree(below);
	}
	if (dir != NULL)
		g_dir_close(dir);
	g_rmdir(path);
}

/* The pass over the scratch folder; conf goes over to the service. */
static bool
run(struct conf *conf, GError **error)
{
	struct service *service = service_open(conf, error);
	int64_t before;
	bool ok;

	if (service == NULL)
		return false;
	before = last_message(service->store);
	ok = service_pass(service, error);
	tell(service->store, before);
	service_close(service);
	return ok;
}

/* Replies have nowhere to go: no folder is made, no server is asked. */
static void
redirect(struct settings *settings, const char *scratch)
{
	g_free(settings->state_directory);
	settings->state_directory = g_strdup(scratch);
	endpoint_clear(&settings->server);
	settings->server.kind = ENDPOINT_DIR;
	settings->server.path = g_build_filename(scratch, "out", NULL);
	settings->mode = SEND_OFF;
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
		redirect(conf->settings, scratch);
		ok = run(conf, &error);
	} else {
		conf_free(conf);
	}
	if (scratch != NULL)
		remove_tree(scratch);
	if (!ok)
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	return ok ? MODE_DONE : MODE_FAILED;
}
