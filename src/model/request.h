/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agent asks of the service, and its answer: one line of JSON each
 * over the control socket, one request and one answer a connection.  Both
 * sides decode with suspicion: bounded, every member checked, none
 * unknown.
 */
#ifndef ASR_REQUEST_H
#define ASR_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "owned.h"

/* Counts up when a member changes its meaning. */
#define REQUEST_VERSION 1

/* A line with its line end: a long reason fits many times. */
#define REQUEST_BYTES_MAX (32u << 10)
/* An answer lists at most a campaign's dossiers. */
#define ANSWER_BYTES_MAX (4u << 20)
/* `split` names files one by one; a message holds about that many. */
#define REQUEST_ARGUMENTS_MAX 64u
#define REQUEST_OPTIONS_MAX 16u
/* Of one argument, option or reason. */
#define REQUEST_TEXT_BYTES_MAX 4096u

/* Is no act: nothing changes, nothing is on record. */
#define REQUEST_RECONCILE "reconcile"

struct request {
	char *act;
	GPtrArray *arguments; /* char * */
	GPtrArray *options;   /* char *: name, value, name, value … */
	char *why;            /* may be NULL */
	bool dry_run;
	bool silent; /* no mail goes out, whatever changes */
};

struct request *request_new(const char *act);
void request_free(struct request *request);

void request_add_option(struct request *request, const char *name,
    const char *value);
/* The value of an option; NULL when it was not given. */
const char *request_option(const struct request *request, const char *name);

/* One line with its line end; the caller frees it. */
char *request_encode(const struct request *request);
/* NULL and *error (ASR_ERROR_FORMAT or _LIMIT) for whatever is odd. */
struct request *request_decode(const char *line, size_t length,
    GError **error);

/* Zero is the careful value. */
enum answer_status {
	ANSWER_FAILED,  /* the service could not: store, disk */
	ANSWER_REFUSED, /* it may not or makes no sense; nothing changed */
	ANSWER_USAGE,   /* wrongly called */
	ANSWER_DONE,
	ANSWER_STATUS_COUNT
};

struct answer {
	enum answer_status status;
	char *text;     /* French, for the agent */
	int64_t act;    /* its number; 0: nothing is on record */
	unsigned mails; /* that it queued */
};

struct answer *answer_new(enum answer_status status, const char *text);
void answer_free(struct answer *answer);

char *answer_encode(const struct answer *answer);
struct answer *answer_decode(const char *line, size_t length,
    GError **error);

OWNED_DEFINE(request, request_free)
OWNED_DEFINE(answer, answer_free)

#endif
