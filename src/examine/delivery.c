/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delivery reports: see delivery.h. */
#include "delivery.h"

#include <string.h>

#include "exam.h"
#include "headers.h"
#include "mailtext.h"

static struct delivery_report *
delivery_of(struct report *report)
{
	if (report->delivery == NULL)
		report->delivery = delivery_report_new();
	return report->delivery;
}

/* "rfc822; dam@ch-x.test" without the type before it. */
static char *
untyped(const char *value)
{
	const char *semicolon = strchr(value, ';');
	g_autofree char *plain =
	    g_strdup(semicolon != NULL ? semicolon + 1 : value);

	return mailtext_repair(g_strstrip(plain));
}

/* A value without what follows its first word. */
static char *
first_word(const char *value)
{
	g_autofree char *word = g_strndup(value, strcspn(value, " \t;(,"));
	g_autofree char *valid = mailtext_repair(word);

	return g_ascii_strdown(valid, -1);
}

static void
take_recipient(
    struct delivery_report *delivery, const char *group, size_t length)
{
	g_autofree char *action = headers_find(group, length, "Action");
	g_autofree char *status = headers_find(group, length, "Status");
	g_autofree char *who = headers_find(group, length, "Final-Recipient");
	bool failed =
	    action != NULL && g_ascii_strncasecmp(action, "failed", 6) == 0;

	if (action == NULL || (delivery->action != NULL && !failed) ||
	    g_strcmp0(delivery->action, "failed") == 0)
		return;
	g_free(delivery->action);
	g_free(delivery->status);
	g_free(delivery->recipient);
	delivery->action = first_word(action);
	delivery->status = status != NULL ? first_word(status) : NULL;
	delivery->recipient = who != NULL ? untyped(who) : NULL;
}

/* The start of the next group: past a blank line; NULL at the end. */
static const char *
next_group(const char *p, const char *end)
{
	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));

		if (newline == NULL)
			return NULL;
		p = newline + 1;
		if (p < end && *p == '\r')
			p++;
		if (p < end && *p == '\n')
			return p + 1;
	}
	return NULL;
}

/* The Message-ID in a field of a block, with <>; NULL when none. */
static char *
id_in(const char *block, size_t length, const char *field)
{
	g_autofree char *value = headers_find(block, length, field);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	if (value != NULL)
		headers_ids(value, ids);
	return ids->len > 0 ? mailtext_repair(ids->pdata[0]) : NULL;
}

static void
take_about(struct delivery_report *delivery, const char *block, size_t length,
    const char *field)
{
	if (delivery->about == NULL)
		delivery->about = id_in(block, length, field);
}

static void
read_status(struct report *report, const char *data, size_t size)
{
	const char *end = data + size;

	for (const char *group = data; group != NULL;
	     group = next_group(group, end))
		take_recipient(
		    delivery_of(report), group, (size_t)(end - group));
}

/* "automatic-action/MDN-sent-automatically; displayed" */
static void
read_disposition(struct report *report, const char *data, size_t size)
{
	struct delivery_report *delivery = delivery_of(report);
	g_autofree char *disposition = headers_find(data, size, "Disposition");
	g_autofree char *who = headers_find(data, size, "Final-Recipient");

	if (disposition != NULL && delivery->action == NULL) {
		g_autofree char *what = untyped(disposition);

		delivery->action = first_word(what);
	}
	if (who != NULL && delivery->recipient == NULL)
		delivery->recipient = untyped(who);
	take_about(delivery, data, size, "Original-Message-ID");
}

static void
read_original(struct report *report, const char *data, size_t size)
{
	take_about(delivery_of(report), data, size, "Message-ID");
}

static const struct {
	const char *type;
	void (*read)(struct report *report, const char *data, size_t size);
	bool whole; /* the reported message, with all that was in it */
} readers[] = {
	{ "message/delivery-status", read_status, false },
	{ "message/global-delivery-status", read_status, false },
	{ "message/disposition-notification", read_disposition, false },
	{ "message/rfc822-headers", read_original, false },
	{ "text/rfc822-headers", read_original, false },
	{ "message/global-headers", read_original, false },
	{ "message/rfc822", read_original, true },
	{ "message/global", read_original, true },
};

bool
delivery_is_status(const char *declared_type)
{
	for (size_t i = 0; declared_type != NULL && i < G_N_ELEMENTS(readers);
	     i++) {
		if (g_ascii_strcasecmp(readers[i].type, declared_type) == 0)
			return !readers[i].whole;
	}
	return false;
}

void
delivery_read(struct report *report, const char *declared_type, GBytes *bytes)
{
	gsize size;
	const char *data = exam_bytes(bytes, &size);

	for (size_t i = 0; declared_type != NULL && i < G_N_ELEMENTS(readers);
	     i++) {
		if (g_ascii_strcasecmp(readers[i].type, declared_type) == 0)
			readers[i].read(report, data, size);
	}
}
