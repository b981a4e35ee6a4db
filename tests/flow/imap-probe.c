/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A mailbox from the command line, for tests with real servers:
 *	imap-probe imaps|imap|plain HOST PORT CA FOLDER COMMAND…
 * The password is read from the environment (PROBE_USER, PROBE_SECRET,
 * PROBE_BEARER).  Commands, in order, on one mailbox:
 *	list VALIDITY LAST   prints "uidvalidity uid size received_at"
 *	fetch                fetches what list found: "uid sha256"
 *	header               the same, headers only
 *	move FOLDER          moves what list found
 *	append FOLDER FILE
 *	wait SECONDS         prints "woken after N ms"
 *	describe
 *	memory               prints "peak KB": the most it ever had
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mailbox-imap.h"

struct probe {
	struct mailbox *box;
	GPtrArray *items;
	GChecksum *sum;
	bool header;
};

static bool
on_bytes(void *context, const void *bytes, size_t length, GError **error)
{
	struct probe *probe = context;

	(void)error;
	g_checksum_update(probe->sum, bytes, (gssize)length);
	return true;
}

static bool
on_end(void *context, const struct mailbox_item *item, GError **error)
{
	struct probe *probe = context;

	(void)error;
	printf("%u %s\n", item->uid, g_checksum_get_string(probe->sum));
	g_checksum_reset(probe->sum);
	return true;
}

static void
on_abandon(void *context)
{
	struct probe *probe = context;

	puts("abandoned");
	g_checksum_reset(probe->sum);
}

static bool
list(struct probe *probe, char **argument, GError **error)
{
	probe->items = probe->box->ops->list(probe->box,
	    (uint32_t)strtoul(argument[0], NULL, 10),
	    (uint32_t)strtoul(argument[1], NULL, 10), error);
	for (unsigned i = 0; probe->items != NULL && i < probe->items->len;
	    i++) {
		const struct mailbox_item *item = probe->items->pdata[i];

		printf("%u %u %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT "\n",
		    item->uid_validity, item->uid, item->size,
		    item->received_at);
	}
	return probe->items != NULL;
}

static bool
fetch(struct probe *probe, char **argument, GError **error)
{
	const struct mailbox_sink sink = { on_bytes, on_end, on_abandon,
		probe };

	(void)argument;
	return probe->box->ops->fetch(probe->box, probe->items, &sink, error);
}

static bool
header(struct probe *probe, char **argument, GError **error)
{
	const struct mailbox_sink sink = { on_bytes, on_end, on_abandon,
		probe };

	(void)argument;
	for (unsigned i = 0; i < probe->items->len; i++) {
		if (!probe->box->ops->fetch_header(probe->box,
			probe->items->pdata[i], &sink, error))
			return false;
	}
	return true;
}

static bool
move(struct probe *probe, char **argument, GError **error)
{
	for (unsigned i = 0; i < probe->items->len; i++) {
		if (!probe->box->ops->move(probe->box,
			probe->items->pdata[i], argument[0], NULL, error))
			return false;
	}
	return true;
}

static bool
append(struct probe *probe, char **argument, GError **error)
{
	g_autofree char *text = NULL;
	gsize length = 0;
	GBytes *bytes;
	bool ok;

	if (!g_file_get_contents(argument[1], &text, &length, error))
		return false;
	bytes = g_bytes_new(text, length);
	ok = probe->box->ops->append(probe->box, argument[0], bytes, error);
	g_bytes_unref(bytes);
	return ok;
}

static bool
wait_news(struct probe *probe, char **argument, GError **error)
{
	int64_t began = g_get_monotonic_time();
	bool ok = probe->box->ops->wait(probe->box, -1,
	    (unsigned)strtoul(argument[0], NULL, 10), error);

	printf("woken after %" G_GINT64_FORMAT " ms\n",
	    (g_get_monotonic_time() - began) / 1000);
	return ok;
}

static bool
describe(struct probe *probe, char **argument, GError **error)
{
	g_autoptr(GPtrArray) lines = mailbox_imap_describe(probe->box,
	    NULL, NULL, error);

	(void)argument;
	for (unsigned i = 0; lines != NULL && i < lines->len; i++)
		puts(lines->pdata[i]);
	return lines != NULL;
}

static bool
memory(struct probe *probe, char **argument, GError **error)
{
	g_autofree char *status = NULL;
	const char *line;

	(void)probe;
	(void)argument;
	if (!g_file_get_contents("/proc/self/status", &status, NULL, error))
		return false;
	line = strstr(status, "VmHWM:");
	printf("peak %ld\n", line != NULL ? strtol(line + 6, NULL, 10) : -1);
	return true;
}

static const struct {
	const char *name;
	int arguments;
	bool (*run)(struct probe *probe, char **argument, GError **error);
} commands[] = {
	{ "list", 2, list },
	{ "fetch", 0, fetch },
	{ "header", 0, header },
	{ "move", 1, move },
	{ "append", 2, append },
	{ "wait", 1, wait_news },
	{ "describe", 0, describe },
	{ "memory", 0, memory },
};

static const char *
secret(void *context, GError **error)
{
	(void)context;
	(void)error;
	return getenv("PROBE_SECRET");
}

static bool
run(struct probe *probe, char ***argument, GError **error)
{
	const char *name = *(*argument)++;

	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (strcmp(commands[i].name, name) != 0)
			continue;
		if (!commands[i].run(probe, *argument, error))
			return false;
		*argument += commands[i].arguments;
		fflush(stdout);
		return true;
	}
	abort();
}

int
main(int argc, char **argv)
{
	struct mailbox_imap_options options = { .idle = true,
		.secret = secret };
	struct probe probe = { .sum = g_checksum_new(G_CHECKSUM_SHA256) };
	g_autoptr(GError) error = NULL;
	char **argument = argv + 6;
	int status = 0;

	setlocale(LC_CTYPE, "C.UTF-8");
	if (argc < 7)
		return 2;
	options.target.tls = strcmp(argv[1], "imaps") == 0 ? NET_TLS :
	    strcmp(argv[1], "plain") == 0                 ? NET_PLAIN :
							    NET_STARTTLS;
	options.target.host = argv[2];
	options.target.port = (uint16_t)strtoul(argv[3], NULL, 10);
	options.target.ca_file = argv[4][0] != '\0' ? argv[4] : NULL;
	options.target.user = getenv("PROBE_USER");
	options.target.bearer = getenv("PROBE_BEARER") != NULL;
	options.folder = argv[5];
	probe.box = mailbox_imap_open(&options);
	while (*argument != NULL && status == 0) {
		if (!run(&probe, &argument, &error)) {
			fprintf(stderr, "%s\n", error->message);
			status = 1;
		}
	}
	if (probe.items != NULL)
		g_ptr_array_unref(probe.items);
	probe.box->ops->close(probe.box);
	g_checksum_free(probe.sum);
	return status;
}
