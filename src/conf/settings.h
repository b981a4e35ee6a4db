/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asr-intake.conf as a read-only struct.  One table in settings.c lists
 * every section and key with its kind, default and limits.
 */
#ifndef ASR_SETTINGS_H
#define ASR_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "endpoint.h"
#include "problems.h"

enum auth_kind {
	AUTH_PASSWORD,
	AUTH_XOAUTH2,
};

enum send_mode {
	SEND_HOLD, /* an agent releases each reply */
	SEND_ON,
	SEND_OFF,
};

enum ocr_mode {
	OCR_AUTO,
	OCR_NEVER,
};

/* What our server must have found for a DAM's address to be believed, from
 * the least to the most. */
enum sender_proof {
	PROOF_ANY,    /* only a failure counts */
	PROOF_SPF,    /* SPF at least, for the address's own domain */
	PROOF_SIGNED, /* DMARC, or DKIM of the address's own domain */
};

/* Where and how to log in. */
struct login {
	char *user; /* NULL: no authentication */
	enum auth_kind auth;
	char *password_file; /* absolute; may be NULL */
	char *ca_file;       /* absolute; NULL: the system's */
};

struct settings {
	char *file; /* the path it was read from */

	struct endpoint source;
	struct login mailbox;
	unsigned poll_interval_s;
	bool idle;
	char *done_folder; /* may be NULL; with SETTINGS_FOLDER_FIELDS */
	char *sent_folder; /* may be NULL */

	struct endpoint server;
	struct login smtp;
	char *from;      /* address */
	char *from_name; /* may be NULL */
	enum send_mode mode;

	char *token_url;
	char *client_id;
	char *client_secret_file;
	int64_t client_secret_expires; /* as its portal says; 0: not told */
	char *token_scope;
	char *token_ca_file;

	char *state_directory;

	char *establishments; /* path */
	char *campaigns;      /* folder */
	char *forms;          /* folder */
	char *templates;      /* folder */
	char *authserv_id;    /* "" none, "topmost": the first one */
	enum sender_proof sender_proof;
	uint64_t max_message_bytes;
	enum ocr_mode ocr;
	unsigned examiners;
	unsigned quiet_period_s;  /* 0: answer each message at once */
	unsigned reminder_days;   /* 0: off */
	unsigned replies_per_day; /* to one address; interface: 5 */
	unsigned replies_per_hour; /* to all: the fuse */

	char *control_socket;
	unsigned undo_delay_s; /* before what an act says leaves the house */

	/* After which `asrctl purge` erases; 0: kept. */
	unsigned retention_dossier_months;
	unsigned retention_message_months; /* of messages of no dossier */
};

/* What done-folder may have of the message's first dossier:
 * "Traités/{subdivision}". */
#define SETTINGS_FOLDER_FIELDS                           \
	{                                                \
		"{campaign}", "{deadline}", "{establishment}", \
		    "{subdivision}"                      \
	}

/* What a path may begin with: systemd's folder of the service's secrets.
 * Where systemd has not set it, as for agents, it stays in the path. */
#define SETTINGS_CREDENTIALS "${CREDENTIALS_DIRECTORY}"

/*
 * Reads file.  Never NULL: what is wrong is in problems and the default
 * stands in its place, so that all else can be checked too.  Files that
 * paths lead to are not looked at: conf_check_files does.
 */
struct settings *settings_read(const char *file, struct problems *problems);
void settings_free(struct settings *settings);

/*
 * The configuration's path: option (may be NULL), else the environment's
 * ASR_INTAKE_CONFIG, else SYSCONFDIR/asr-intake/asr-intake.conf.  Caller
 * frees.
 */
char *settings_path(const char *option);

/*
 * The secret in file, its one trailing newline cut off.  NULL and *error
 * when it cannot be read, is empty or more than a line, or is readable by
 * others (any of the bits 0077, unless it stands in
 * ${CREDENTIALS_DIRECTORY}).  The caller wipes and frees it with
 * settings_forget.
 */
char *settings_secret(const char *file, GError **error);
void settings_forget(char *secret);

#endif
