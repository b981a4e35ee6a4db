/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl reconcile: every message of the mailbox's folders against the
 * database, and every message of the database against the spool.  What is
 * in one and not in the other is named.  A dir: is compared here; of a mail
 * server the service is asked, which alone can log in.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "client.h"
#include "digest.h"
#include "french.h"
#include "inventory.h"
#include "json.h"
#include "queries.h"
#include "spool.h"

#define CHUNK_BYTES 65536

/* An inventory takes some seconds; a server that is down, the pause before
 * the service tries again. */
#define PATIENCE_S 300u
#define LOOK_EVERY_US (200 * 1000)

/* The SHA-256 of a file; NULL when it cannot be read. */
static char *
sum_of(const char *path)
{
	g_autofree char *chunk = g_malloc(CHUNK_BYTES);
	OWNED(digest) sum = digest_new();
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;

	while (fd >= 0 && (n = read(fd, chunk, CHUNK_BYTES)) > 0)
		digest_add(sum, chunk, (size_t)n);
	if (fd >= 0)
		close(fd);
	return n == 0 ? digest_text(sum) : NULL;
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
count_stand(struct inventory *inventory, const struct stand *stand)
{
	if (stand->erased)
		inventory->erased++;
	else if (stand->state == MESSAGE_SETTLED)
		inventory->outcomes[stand->outcome]++;
	else
		inventory->in_hand++;
}

/* By its name, by which the service knows it (of a message too large only
 * the header was taken); else by its bytes, as after a move. */
static void
check_file(struct inventory *inventory, const struct stands *stands,
    const char *path, const char *name)
{
	const struct stand *stand = g_hash_table_lookup(stands->by_name,
	    name);
	g_autofree char *sha256 = NULL, *hidden = NULL;

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
		count_stand(inventory, stand);
	else
		inventory_add_stray(inventory, name, 0, 0);
}

static bool
check_folder(struct inventory *inventory, const struct stands *stands,
    const char *folder, bool maildir, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *file;
	unsigned files = 0;

	if (dir == NULL)
		return false;
	while ((file = g_dir_read_name(dir)) != NULL) {
		g_autofree char *name = message_name(file, maildir);
		g_autofree char *path = g_build_filename(folder, file, NULL);

		if (name == NULL || !g_file_test(path, G_FILE_TEST_IS_REGULAR))
			continue;
		check_file(inventory, stands, path, name);
		files++;
	}
	inventory_add_folder(inventory, folder, files);
	return true;
}

static bool
check_mailbox(struct inventory *inventory, const struct stands *stands,
    const char *path, GError **error)
{
	g_autofree char *cur = g_build_filename(path, "cur", NULL);
	g_autofree char *new = g_build_filename(path, "new", NULL);

	if (!g_file_test(cur, G_FILE_TEST_IS_DIR) ||
	    !g_file_test(new, G_FILE_TEST_IS_DIR))
		return check_folder(inventory, stands, path, false, error);
	return check_folder(inventory, stands, new, true, error) &&
	    check_folder(inventory, stands, cur, true, error);
}

/* The service's last answer, if it is to question number or a later one. */
static struct inventory *
read_answer(struct ctl *ctl, int64_t number, GError **error)
{
	g_autofree char *text = store_note(ctl->store, STORE_INVENTORY,
	    error);
	struct inventory *inventory = text != NULL ?
	    inventory_decode(text, error) : NULL;

	if (inventory == NULL || inventory->number >= number)
		return inventory;
	inventory_free(inventory);
	return NULL;
}

/* Asks the service, waits until it has looked; NULL when it was said why
 * there is no answer. */
static struct inventory *
ask_service(struct ctl *ctl)
{
	OWNED(request) request = request_new(REQUEST_RECONCILE);
	OWNED(answer) answer = client_ask(ctl, request);
	g_autofree char *question = NULL;
	g_autoptr(GError) error = NULL;
	int64_t until = g_get_monotonic_time() +
	    PATIENCE_S * G_USEC_PER_SEC;
	struct inventory *inventory = NULL;

	if (answer == NULL)
		return NULL;
	if (answer->status != ANSWER_DONE) {
		ctl_fail("%s", answer->text);
		return NULL;
	}
	question = store_note(ctl->store, STORE_RECONCILE, &error);
	while (question != NULL && inventory == NULL && error == NULL &&
	    g_get_monotonic_time() < until) {
		g_usleep(LOOK_EVERY_US);
		inventory = read_answer(ctl,
		    g_ascii_strtoll(question, NULL, 10), &error);
	}
	if (error != NULL)
		ctl_fail("%s", error->message);
	else if (inventory == NULL)
		ctl_fail("le service n’a pas encore pu comparer la boîte : "
		    "« asrctl status » dit comment il va");
	return inventory;
}

static struct inventory *
take_inventory(struct ctl *ctl, const struct stands *stands)
{
	const struct endpoint *source = &ctl->conf->settings->source;
	struct inventory *inventory;
	g_autoptr(GError) error = NULL;

	inventory = source->kind == ENDPOINT_DIR ? inventory_new() :
						   ask_service(ctl);
	if (inventory == NULL)
		return NULL;
	if (source->kind == ENDPOINT_DIR &&
	    !check_mailbox(inventory, stands, source->path, &error))
		ctl_fail("%s", error->message);
	else if (inventory->problem != NULL)
		ctl_fail("la boîte n’a pas pu être comparée : %s",
		    inventory->problem);
	else
		return inventory;
	inventory_free(inventory);
	return NULL;
}

/* French; the caller frees the array. */
static GPtrArray *
name_strays(struct ctl *ctl, const struct inventory *inventory)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; i < inventory->strays->len; i++) {
		const struct inventory_stray *stray =
		    inventory->strays->pdata[i];
		g_autofree char *received = french_time(stray->received_at,
		    ctl_zone(ctl, NULL));

		g_ptr_array_add(texts, stray->uid == 0 ?
			g_strdup_printf("%s : dans la boîte, pas dans la "
			    "base", stray->place) :
			g_strdup_printf("%s, message reçu le %s (UID %u) : "
			    "dans la boîte, pas dans la base", stray->place,
			    received, stray->uid));
	}
	return texts;
}

/* A row without its bytes could never be looked at again. */
static void
check_spool(struct ctl *ctl, const struct stands *stands,
    GPtrArray *problems)
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
			g_ptr_array_add(problems, g_strdup_printf(
			    "message %" G_GINT64_FORMAT " : dans la base, "
			    "son original manque ou est abîmé", stand->id));
	}
	spool_close(spool);
}

/* What was found, with the problems named and how many there are. */
struct finding_out {
	const struct inventory *inventory;
	const GPtrArray *problems; /* char *, French */
	unsigned unexplained;
	unsigned stored; /* messages of the database */
};

static void
print_json(struct ctl *ctl, const struct finding_out *found)
{
	const struct inventory *inventory = found->inventory;
	json_t *outcomes = json_object(), *folders = json_array();
	json_t *value;

	for (enum outcome o = 0; o < OUTCOME_COUNT; o++)
		json_object_set_new(outcomes, outcome_word(o),
		    json_integer(inventory->outcomes[o]));
	for (unsigned i = 0; i < inventory->folders->len; i++) {
		const struct inventory_folder *folder =
		    inventory->folders->pdata[i];

		json_array_append_new(folders, json_pack("{s:s, s:i}",
		    "name", folder->name, "messages",
		    (int)folder->messages));
	}
	value = json_pack("{s:i, s:i, s:o, s:i, s:o, s:o}", "files",
	    (int)inventory_messages(inventory), "messages",
	    (int)found->stored, "outcomes", outcomes, "in_hand",
	    (int)inventory->in_hand, "unexplained",
	    json_texts(found->problems), "folders", folders);
	json_object_set_new(value, "erased", json_integer(inventory->erased));
	json_object_set_new(value, "withheld",
	    json_integer(inventory->withheld));
	json_object_set_new(value, "copies", json_integer(inventory->copies));
	json_object_set_new(value, "others", json_integer(inventory->others));
	json_object_set_new(value, "absent", json_integer(inventory->absent));
	json_print(ctl, value);
}

/* "1 classé", "12 classés", "3 à voir". */
static void
print_outcome(struct ctl *ctl, unsigned count, enum outcome outcome)
{
	const char *word = french_outcome(outcome);

	if (count > 0)
		fprintf(ctl->out, "  %6u  %s%s\n", count, word,
		    count > 1 && strchr(word, ' ') == NULL ? "s" : "");
}

static void
print_count(struct ctl *ctl, unsigned count, const char *one,
    const char *many)
{
	if (count > 0)
		fprintf(ctl->out, "  %6u  %s\n", count,
		    count > 1 ? many : one);
}

static void
print_folders(struct ctl *ctl, const struct inventory *inventory)
{
	for (unsigned i = 0; inventory->folders->len > 1 &&
	    i < inventory->folders->len; i++) {
		const struct inventory_folder *folder =
		    inventory->folders->pdata[i];

		print_count(ctl, folder->messages, folder->name,
		    folder->name);
	}
}

static void
print_text(struct ctl *ctl, const struct finding_out *found)
{
	const struct inventory *inventory = found->inventory;
	g_autofree char *messages = french_count(
	    inventory_messages(inventory), "message", "messages");

	fprintf(ctl->out, "%s dans la boîte, %u dans la base.\n", messages,
	    found->stored);
	print_folders(ctl, inventory);
	fputs("Ce qu’ils sont devenus :\n", ctl->out);
	for (enum outcome o = 0; o < OUTCOME_COUNT; o++)
		print_outcome(ctl, inventory->outcomes[o], o);
	print_count(ctl, inventory->erased, "effacé", "effacés");
	print_count(ctl, inventory->in_hand, "en cours de lecture",
	    "en cours de lecture");
	print_count(ctl, inventory->withheld,
	    "que le serveur annonce sans le remettre",
	    "que le serveur annonce sans les remettre");
	print_count(ctl, inventory->copies, "copie d’une de nos réponses",
	    "copies de nos réponses");
	print_count(ctl, inventory->others,
	    "autre message envoyé : écrit par une personne, ou effacé de la "
	    "base",
	    "autres messages envoyés : écrits par des personnes, ou effacés "
	    "de la base");
	if (inventory->absent > 0)
		fprintf(ctl->out, inventory->absent > 1 ? "%u messages lus "
		    "ne sont plus dans ces dossiers : rangés ailleurs ou "
		    "supprimés par quelqu’un, leur original est gardé.\n" :
		    "%u message lu n’est plus dans ces dossiers : rangé "
		    "ailleurs ou supprimé par quelqu’un, son original est "
		    "gardé.\n", inventory->absent);
	for (unsigned i = 0; i < found->problems->len; i++)
		fprintf(ctl->out, "  %s\n",
		    (const char *)found->problems->pdata[i]);
	if (inventory->unexplained > inventory->strays->len)
		fputs("  …\n", ctl->out);
	fprintf(ctl->out, "%u inexpliqué%s\n", found->unexplained,
	    found->unexplained > 1 ? "s" : "");
}

/* The rows first: what is fetched meanwhile is not missed in them. */
static int
compare(struct ctl *ctl, const struct stands *stands)
{
	OWNED(inventory) inventory = take_inventory(ctl, stands);
	g_autoptr(GPtrArray) problems = NULL;
	struct finding_out found = { .inventory = inventory,
		.stored = stands->count };

	if (inventory == NULL)
		return CTL_FAILED;
	problems = name_strays(ctl, inventory);
	check_spool(ctl, stands, problems);
	found.problems = problems;
	found.unexplained = problems->len + inventory->unexplained -
	    inventory->strays->len;
	if (ctl->json)
		print_json(ctl, &found);
	else
		print_text(ctl, &found);
	return found.unexplained > 0 ? CTL_FAILED : CTL_DONE;
}

static int
reconcile(struct ctl *ctl, char **arguments)
{
	const struct endpoint *source = &ctl->conf->settings->source;
	g_autoptr(GError) error = NULL;
	struct stands *stands;
	int status;

	(void)arguments;
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	stands = queries_stands(ctl->store, source->text, &error);
	if (stands == NULL)
		return ctl_fail("%s", error->message);
	status = compare(ctl, stands);
	stands_free(stands);
	return status;
}

const struct command command_reconcile = {
	.name = "reconcile",
	.arguments = "",
	.summary = "la boîte, la base et les originaux concordent-ils ?",
	.run = reconcile,
};
