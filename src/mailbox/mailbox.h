/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where mail comes from, as one struct of functions: mailbox-dir.c (a
 * folder of .eml files or a Maildir, read only) and mailbox-imap.c.
 * Nobody reads or writes \Seen: people share the mailbox.
 */
#ifndef ASR_MAILBOX_H
#define ASR_MAILBOX_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/* A message in the mailbox, before it is fetched. */
struct mailbox_item {
	char *folder;         /* "" for dir: */
	uint32_t uid_validity; /* 0 for dir: */
	uint32_t uid;          /* 0 for dir: */
	char *name;            /* file name for dir:; NULL for IMAP */
	uint64_t size;         /* as announced; an estimate */
	int64_t received_at;   /* INTERNALDATE; 0 for dir: (the report's
				* Received: or Date: counts, then this) */
	int64_t file_time;     /* dir: the file's time */
	char *message_id;      /* with < and >, from survey alone; NULL: none */
};

void mailbox_item_free(struct mailbox_item *item);

/*
 * Takes messages as they stream in.  bytes gets a message's next bytes;
 * end tells that it arrived whole and which one it was (a server may say
 * so last).  abandon: what came since the last end is no whole message.
 * False from bytes or end stops the fetch.
 */
struct mailbox_sink {
	bool (*bytes)(void *context, const void *bytes, size_t length,
	    GError **error);
	bool (*end)(void *context, const struct mailbox_item *item,
	    GError **error);
	void (*abandon)(void *context);
	void *context;
};

struct mailbox;

struct mailbox_ops {
	/*
	 * The messages not yet known, oldest first: those after
	 * (uid_validity, last_uid) of the cursor, or all when the cursor's
	 * UIDVALIDITY is another.  NULL on failure.
	 */
	GPtrArray *(*list)(struct mailbox *mailbox, uint32_t uid_validity,
	    uint32_t last_uid, GError **error);
	/*
	 * Streams items (struct mailbox_item) into sink, in any order.
	 * True also when the server did not deliver some of them: those
	 * are the items for which end was never called.
	 */
	bool (*fetch)(struct mailbox *mailbox, const GPtrArray *items,
	    const struct mailbox_sink *sink, GError **error);
	/* The same for the header section alone (a message too large). */
	bool (*fetch_header)(struct mailbox *mailbox,
	    const struct mailbox_item *item,
	    const struct mailbox_sink *sink, GError **error);
	/*
	 * Moves a settled message to folder; true also when it is gone.
	 * half_moved: its Message-ID when an earlier move may have got
	 * half-way, so that folder has it already; else NULL.
	 */
	bool (*move)(struct mailbox *mailbox,
	    const struct mailbox_item *item, const char *folder,
	    const char *half_moved, GError **error);
	/* Appends a copy of a sent reply to folder. */
	bool (*append)(struct mailbox *mailbox, const char *folder,
	    GBytes *message, GError **error);
	/* True in *holds_r when folder has a message of this Message-ID:
	 * whether an append that was cut off had succeeded. */
	bool (*holds)(struct mailbox *mailbox, const char *folder,
	    const char *message_id, bool *holds_r, GError **error);
	/*
	 * All messages of any folder, with their Message-IDs, by UID; none
	 * when there is no such folder.  NULL on failure; of a dir: always,
	 * whose files everybody can compare.
	 */
	GPtrArray *(*survey)(struct mailbox *mailbox, const char *folder,
	    GError **error);
	/*
	 * Waits for news for timeout_s at most, or until wake_fd (may be
	 * -1) is readable.  True: look again, whatever ended the wait.
	 */
	bool (*wait)(struct mailbox *mailbox, int wake_fd,
	    unsigned timeout_s, GError **error);
	void (*close)(struct mailbox *mailbox);
};

/* First member of each kind's own struct. */
struct mailbox {
	const struct mailbox_ops *ops;
	int64_t certificate_end; /* of the server last reached; 0: none */
};

/* A folder of .eml files, or a Maildir (cur/ and new/). */
struct mailbox *mailbox_dir_open(const char *path, GError **error);

#endif
