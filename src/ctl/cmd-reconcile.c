/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl reconcile: every message of the mailbox folder against the
 * database, and every message of the database against the spool.  What is
 * in one and not in the other is named.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "french.h"
#include "json.h"
#include "queries.h"
#include "spool.h"

#define CHUNK_BYTES 65536

struct count {
	unsigned files;      /* in the mailbox folder */
	unsigned outcomes[OUTCOME_COUNT]; /* what became of them */
	unsigned erased;     /* purged, or by right */
	unsigned in_hand;    /* fetched, not decided yet */
	GPtrArray *problems; /* char *, French: what nothing explains */
};

/* The SHA-256 of a file; NULL when it cannot be read. */
static char *
sum_of(const char *path)
{
	g_autofree char *chunk = g_malloc(CHUNK_BYTES);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;

	while (fd >= 0 && (n = read(fd, chunk, CHUNK_BYTES)) > 0)
		g_checksum_update(sum, (const guchar *)chunk, n);
	if (fd >= 0)
		close(fd);
	return n == 0 ? g_strdup(g_checksum_get_string(sum)) : NULL;
}

/* The name under which the service knows a file; NULL: it is no message.
 * A Maildir's flags change, its name before them does not. */
static char *
message_name(const char *file, bool maildir)
{
	const char *flags = strrchr(file, ':');
	const char *end = file + strlen(file);

	if (file[0] == '.')
		return NULL;
	if (maildir)
		return g_strndup(file, (gsize)((flags != NULL ? flags : end) -
		    file));
	if (strlen(file) < strlen(".eml") ||
	    g_ascii_strcasecmp(end - strlen(".eml"), ".eml") != 0)
		return NULL;
	return g_strdup(file);
}

static void
count_state(struct count *count, const struct stand *stand)
{
	if (stand->erased)
		count->erased++;
	else if (stand->state == MESSAGE_SETTLED)
		count->outcomes[stand->outcome]++;
	else
		count->in_hand++;
}

/* By its name, by which the service knows it (of a message too large only
 * the header was taken); else by its bytes, as after a move. */
static void
check_file(struct count *count, const struct stands *stands,
    const char *path, const char *name)
{
	const struct stand *stand = g_hash_table_lookup(stands->by_name,
	    name);
	g_autofree char *sha256 = NULL, *hidden = NULL;

	count->files++;
	if (stand == NULL) {
		hidden = store_hidden_name(name);
		stand = g_hash_table_lookup(stands->by_name, hidden);
	}
	if (stand == NULL) {
		sha256 = sum_of(path);
		if (sha256 != NULL)
			stand = g_hash_table_lookup(stands->by_sha256,
			    sha256);
	}
	if (stand != NULL)
		count_state(count, stand);
	else
		g_ptr_array_add(count->problems, g_strdup_printf(
		    "%s : dans la boîte, pas dans la base", name));
}

static bool
check_folder(struct count *count, const struct stands *stands,
    const char *folder, bool maildir, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *file;

	if (dir == NULL)
		return false;
	while ((file = g_dir_read_name(dir)) != NULL) {
		g_autofree char *name = message_name(file, maildir);
		g_autofree char *path = g_build_filename(folder, file, NULL);

		if (name != NULL && g_file_test(path, G_FILE_TEST_IS_REGULAR))
			check_file(count, stands, path, name);
	}
	return true;
}

static bool
check_mailbox(struct count *count, const struct stands *stands,
    const char *path, GError **error)
{
	g_autofree char *cur = g_build_filename(path, "cur", NULL);
	g_autofree char *new = g_build_filename(path, "new", NULL);

	if (!g_file_test(cur, G_FILE_TEST_IS_DIR) ||
	    !g_file_test(new, G_FILE_TEST_IS_DIR))
		return check_folder(count, stands, path, false, error);
	return check_folder(count, stands, new, true, error) &&
	    check_folder(count, stands, cur, true, error);
}

/* A row without its bytes could never be looked at again. */
static void
check_spool(struct ctl *ctl, struct count *count,
    const struct stands *stands)
{
	struct spool *spool = spool_open_readonly(
	    ctl->conf->settings->state_directory);
	GHashTableIter iterator;
	gpointer sha256, value;

	g_hash_table_iter_init(&iterator, stands->by_sha256);
	while (g_hash_table_iter_next(&iterator, &sha256, &value)) {
		g_autoptr(GError) error = NULL;
		const struct stand *stand = value;

		if (!stand->erased && !spool_verify(spool, sha256, &error))
			g_ptr_array_add(count->problems, g_strdup_printf(
			    "message %" G_GINT64_FORMAT " : dans la base, "
			    "son original manque ou est abîmé", stand->id));
	}
	spool_close(spool);
}

static json_t *
count_json(const struct count *count, unsigned messages)
{
	json_t *outcomes = json_object();

	for (enum outcome o = 0; o < OUTCOME_COUNT; o++)
		json_object_set_new(outcomes, outcome_word(o),
		    json_integer(count->outcomes[o]));
	return json_pack("{s:i, s:i, s:o, s:i, s:i, s:o}", "files",
	    (int)count->files, "messages", (int)messages, "outcomes",
	    outcomes, "erased", (int)count->erased, "in_hand",
	    (int)count->in_hand, "unexplained",
	    json_texts(count->problems));
}

static void
print_count(struct ctl *ctl, const struct count *count, unsigned messages)
{
	unsigned unexplained = count->problems->len;

	fprintf(ctl->out, "%u messages dans la boîte, %u dans la base.\n",
	    count->files, messages);
	for (enum outcome o = 0; o < OUTCOME_COUNT; o++) {
		if (count->outcomes[o] > 0)
			fprintf(ctl->out, "  %6u  %s\n", count->outcomes[o],
			    french_outcome(o));
	}
	if (count->erased > 0)
		fprintf(ctl->out, "  %6u  effacés\n", count->erased);
	if (count->in_hand > 0)
		fprintf(ctl->out, "  %6u  en cours de lecture\n",
		    count->in_hand);
	for (unsigned i = 0; i < unexplained; i++)
		fprintf(ctl->out, "  %s\n",
		    (const char *)count->problems->pdata[i]);
	fprintf(ctl->out, "%u inexpliqué%s\n", unexplained,
	    unexplained > 1 ? "s" : "");
}

static int
reconcile(struct ctl *ctl, char **arguments)
{
	const struct endpoint *source = &ctl->conf->settings->source;
	struct count count = { 0 };
	g_autoptr(GError) error = NULL;
	struct stands *stands;
	int status = CTL_DONE;

	(void)arguments;
	if (source->kind != ENDPOINT_DIR)
		return ctl_fail("seule une boîte « dir: » se compare d’ici : "
		    "le mot de passe d’un serveur n’est qu’au service");
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	stands = queries_stands(ctl->store, source->text, &error);
	if (stands == NULL)
		return ctl_fail("%s", error->message);
	count.problems = g_ptr_array_new_with_free_func(g_free);
	if (!check_mailbox(&count, stands, source->path, &error)) {
		status = ctl_fail("%s", error->message);
	} else {
		check_spool(ctl, &count, stands);
		if (ctl->json)
			json_print(ctl, count_json(&count, stands->count));
		else
			print_count(ctl, &count, stands->count);
		status = count.problems->len > 0 ? CTL_FAILED : CTL_DONE;
	}
	g_ptr_array_unref(count.problems);
	stands_free(stands);
	return status;
}

const struct command command_reconcile = {
	.name = "reconcile",
	.arguments = "",
	.summary = "la boîte, la base et les originaux concordent-ils ?",
	.run = reconcile,
};
