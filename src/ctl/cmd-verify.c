/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl verify: is everything there, byte for byte?  The database by
 * SQLite's checks, each message of the spool by its SHA-256.  Exit 1 and
 * each damage by name when something is not; nothing is mended.
 */
#include "french.h"
#include "json.h"
#include "spool.h"
#include "verify.h"

struct verifying {
	GPtrArray *damages; /* char *: French */
	unsigned messages;
};

static void
damaged(struct verifying *verifying, char *text)
{
	g_ptr_array_add(verifying->damages, text);
}

static void
damaged_database(void *context, const char *damage)
{
	damaged(context, g_strdup_printf("base : %s", damage));
}

static void
check_message(struct verifying *verifying, struct spool *spool,
    const struct needed *needed)
{
	g_autoptr(GError) error = NULL;

	verifying->messages++;
	if (!spool_verify(spool, needed->sha256, &error))
		damaged(verifying, g_strdup_printf(
		    "message %" G_GINT64_FORMAT " : %s", needed->message,
		    error->message));
}

static bool
check_spool(struct ctl *ctl, struct verifying *verifying, GError **error)
{
	struct spool *spool = spool_open_readonly(
	    ctl->conf->settings->state_directory);
	g_autoptr(GPtrArray) needed = store_needed(ctl->store, error);

	for (unsigned i = 0; needed != NULL && i < needed->len; i++)
		check_message(verifying, spool, needed->pdata[i]);
	spool_close(spool);
	return needed != NULL;
}

static int
print_json(struct ctl *ctl, const struct verifying *verifying)
{
	json_t *damages = json_array();

	for (unsigned i = 0; i < verifying->damages->len; i++)
		json_array_append_new(damages,
		    json_string(verifying->damages->pdata[i]));
	return json_print(ctl, json_pack("{s:i, s:o}", "messages",
	    (int)verifying->messages, "damages", damages));
}

static void
print_text(struct ctl *ctl, const struct verifying *verifying)
{
	g_autofree char *messages = french_count(verifying->messages,
	    "message", "messages");
	g_autofree char *damages = french_count(verifying->damages->len,
	    "dommage", "dommages");

	for (unsigned i = 0; i < verifying->damages->len; i++)
		fprintf(ctl->out, "%s\n",
		    (const char *)verifying->damages->pdata[i]);
	if (verifying->damages->len == 0)
		fprintf(ctl->out, "%s : base et messages intacts.\n",
		    messages);
	else
		fprintf(ctl->out,
		    "%s : %s. Arrêtez le service et restaurez la dernière "
		    "sauvegarde.\n", messages, damages);
}

/* A database so damaged that a query fails is a damage like the others. */
static void
verify_all(struct ctl *ctl, struct verifying *verifying)
{
	g_autoptr(GError) error = NULL;

	if (!store_verify(ctl->store, damaged_database, verifying, &error) ||
	    !check_spool(ctl, verifying, &error))
		damaged_database(verifying, error->message);
}

static int
verify(struct ctl *ctl, char **arguments)
{
	struct verifying verifying = { 0 };
	bool whole;

	(void)arguments;
	if (!ctl_open_store(ctl))
		return CTL_FAILED;
	verifying.damages = g_ptr_array_new_with_free_func(g_free);
	verify_all(ctl, &verifying);
	if (ctl->json)
		print_json(ctl, &verifying);
	else
		print_text(ctl, &verifying);
	whole = verifying.damages->len == 0;
	g_ptr_array_unref(verifying.damages);
	return whole ? CTL_DONE : CTL_FAILED;
}

const struct command command_verify = {
	.name = "verify",
	.arguments = "",
	.summary = "base et messages sont-ils intacts, octet pour octet",
	.run = verify,
};
