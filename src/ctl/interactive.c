/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue worked through: each item with its evidence, one key for each
 * answer, the likeliest by Enter; «a» takes the last answer back by an act
 * of its own.  What is done goes through the service, as the commands do.
 */
#include "interactive.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "client.h"
#include "review.h"
#include "table.h"
#include "views.h"

/* Answers have the keys 1 to 9. */
#define ANSWERS_MAX 9u
/* Evidence shown before «v» is asked for. */
#define EVIDENCE_LINES 12u
#define CONTROL_C 3
#define CONTROL_D 4
/* What is typed after an answer, with its line end: a terminal gives no
 * longer line (N_TTY_BUF_SIZE of Linux), so that no rest is the next answer. */
#define TYPED_BYTES_MAX 4096

struct session {
	struct ctl *ctl;
	GHashTable *passed; /* keys of items left for later */
	unsigned settled;
	bool ended;
};

/* One key, without waiting for Enter; EOF at the end of the input. */
static int
read_key(void)
{
	struct termios old, raw;
	unsigned char key = 0;
	ssize_t n;

	if (tcgetattr(STDIN_FILENO, &old) != 0)
		return EOF;
	raw = old;
	/* Without ISIG: ^C would leave the terminal without its echo. */
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	do {
		n = read(STDIN_FILENO, &key, 1);
	} while (n < 0 && errno == EINTR);
	tcsetattr(STDIN_FILENO, TCSANOW, &old);
	return n == 1 && key != CONTROL_C && key != CONTROL_D ?
	    g_ascii_tolower((char)key) : EOF;
}

/* A line, edited as the terminal does; NULL when nothing was typed. */
static char *
read_line(struct session *session, const char *prompt)
{
	char typed[TYPED_BYTES_MAX + 1];
	ssize_t n;

	fprintf(session->ctl->out, "%s : ", prompt);
	fflush(session->ctl->out);
	n = read(STDIN_FILENO, typed, sizeof(typed) - 1);
	if (n <= 0)
		return NULL;
	typed[n] = '\0';
	g_strstrip(typed);
	return typed[0] != '\0' && g_utf8_validate(typed, -1, NULL) ?
	    g_strdup(typed) : NULL;
}

static void
print_item(struct session *session, const struct item *item, bool all)
{
	FILE *out = session->ctl->out;
	unsigned shown = all ? item->evidence->len :
	    MIN(item->evidence->len, EVIDENCE_LINES);

	fputc('\n', out);
	view_title(session->ctl, item->title);
	for (unsigned i = 0; i < item->reasons->len; i++)
		view_wrapped(session->ctl, "  ", item->reasons->pdata[i]);
	for (unsigned i = 0; i < shown; i++)
		view_wrapped(session->ctl, "    · ",
		    item->evidence->pdata[i]);
	if (shown < item->evidence->len)
		fprintf(out, "    · … %u de plus (v)\n",
		    item->evidence->len - shown);
}

static void
print_keys(struct session *session, const struct item *item)
{
	FILE *out = session->ctl->out;

	/* What was typed before the question is no answer to it. */
	tcflush(STDIN_FILENO, TCIFLUSH);
	for (unsigned i = 0; i < MIN(item->remedies->len, ANSWERS_MAX); i++) {
		const struct remedy *remedy = item->remedies->pdata[i];

		fprintf(out, "  %u%s  %s\n", i + 1,
		    i == 0 ? " ou Entrée" : "          ", remedy->says);
	}
	if (item->reference != NULL)
		fprintf(out, "  pour lire ses papiers : asrctl extract %s "
		    "DOSSIER\n", item->reference);
	fprintf(out, "  p passer   a annuler le dernier   v tout voir   "
	    "q quitter\n? ");
	fflush(out);
}

/* What the answer wants beside the key. */
static bool
complete(struct session *session, const struct remedy *remedy)
{
	g_autofree char *typed = NULL;
	g_auto(GStrv) words = NULL;

	if (remedy->asks == NULL)
		return true;
	typed = read_line(session, remedy->question);
	if (typed == NULL) {
		fputs("Rien n’est fait.\n", session->ctl->out);
		return false;
	}
	if (remedy->option != NULL) {
		request_add_option(remedy->request, remedy->option, typed);
		return true;
	}
	/* "FICHIER PIÈCE": two arguments; else all of it is one. */
	words = g_strsplit(typed, " ", strchr(remedy->asks, ' ') != NULL ?
		2 : 1);
	for (char **word = words; *word != NULL; word++)
		g_ptr_array_add(remedy->request->arguments,
		    g_strdup(*word));
	return true;
}

static void
answer(struct session *session, const struct item *item, unsigned n)
{
	const struct remedy *remedy = item->remedies->pdata[n];

	if (!complete(session, remedy))
		return;
	fflush(session->ctl->out);
	if (client_do(session->ctl, remedy->request) == CTL_DONE)
		session->settled++;
}

static void
undo(struct session *session)
{
	OWNED(request) request = request_new("undo");

	if (client_do(session->ctl, request) == CTL_DONE &&
	    session->settled > 0)
		session->settled--;
}

/* One key's worth; true when the item is done with for now. */
static bool
obey(struct session *session, const struct item *item, int key)
{
	unsigned n = key == '\n' || key == '\r' ? 0 :
	    (unsigned)(key - '1');

	if (key == EOF || key == 'q') {
		session->ended = true;
	} else if (key == 'p') {
		g_hash_table_add(session->passed, g_strdup(item->key));
	} else if (key == 'a') {
		undo(session);
	} else if (key == 'v') {
		print_item(session, item, true);
		return false;
	} else if (n < MIN(item->remedies->len, ANSWERS_MAX)) {
		answer(session, item, n);
	} else {
		fputs("Cette touche ne répond à rien ici ; rien n’est "
		      "fait.\n", session->ctl->out);
		return false;
	}
	return true;
}

/* The first item that was not passed over; NULL: none is left. */
static const struct item *
next_item(const struct session *session, const GPtrArray *items)
{
	for (unsigned i = 0; i < items->len; i++) {
		const struct item *item = items->pdata[i];

		if (!g_hash_table_contains(session->passed, item->key))
			return item;
	}
	return NULL;
}

static bool
work(struct session *session, GError **error)
{
	while (!session->ended) {
		g_autoptr(GPtrArray) items = review_items(session->ctl,
		    error);
		const struct item *item;
		bool done = false;

		if (items == NULL)
			return false;
		item = next_item(session, items);
		if (item == NULL)
			break;
		print_item(session, item, false);
		while (!done) {
			int key;

			print_keys(session, item);
			key = read_key();
			fputc('\n', session->ctl->out);
			done = obey(session, item, key);
		}
	}
	return true;
}

int
interactive_review(struct ctl *ctl)
{
	struct session session = { .ctl = ctl };
	g_autoptr(GError) error = NULL;
	unsigned passed;
	bool ok;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return ctl_usage("--interactive demande un terminal");
	session.passed = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, NULL);
	ok = work(&session, &error);
	passed = g_hash_table_size(session.passed);
	g_hash_table_unref(session.passed);
	if (!ok)
		return ctl_fail("%s", error->message);
	fprintf(ctl->out, "%u réglé%s, %u laissé%s pour plus tard.\n",
	    session.settled, session.settled > 1 ? "s" : "", passed,
	    passed > 1 ? "s" : "");
	return CTL_DONE;
}
