/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every enumeration that leaves a process — JSON, database, examiner's
 * report — and its words, spelt once.  Zero is the careful value.
 */
#ifndef ASR_WORDS_H
#define ASR_WORDS_H

#include <stdbool.h>

/* Who sent a message: decisions.  "unknown" never leaves the registrar. */
enum sender_verdict {
	SENDER_UNKNOWN,
	SENDER_DAM,
	SENDER_ESTABLISHMENT,
	SENDER_CHU,
	SENDER_OUTSIDER,
	SENDER_AUTOMATIC,
	SENDER_FORGED,
	SENDER_COUNT
};

/* What became of a message. */
enum outcome {
	OUTCOME_REVIEW,
	OUTCOME_FILED,
	OUTCOME_REFUSED,
	OUTCOME_CORRESPONDENCE,
	OUTCOME_AUTOMATIC,
	OUTCOME_DUPLICATE,
	OUTCOME_UNREADABLE,
	OUTCOME_COUNT
};

enum reply_kind {
	REPLY_NONE,
	REPLY_REGISTERED,
	REPLY_LATE,
	REPLY_INCOMPLETE,
	REPLY_COMPLETE,
	REPLY_NOT_DAM,
	REPLY_REMINDER, /* answers nobody: before a deadline */
	REPLY_KIND_COUNT
};

/*
 * queued: to be sent; held: an agent releases it; doubtful: the server may
 * have taken it (connection lost after the final dot); failed: refused for
 * good or given up.
 */
enum reply_state {
	REPLY_STATE_NONE,
	REPLY_STATE_QUEUED,
	REPLY_STATE_HELD,
	REPLY_STATE_SENT,
	REPLY_STATE_DOUBTFUL,
	REPLY_STATE_FAILED,
	REPLY_STATE_BOUNCED,
	REPLY_STATE_COUNT
};

enum dossier_status {
	DOSSIER_REVIEW,
	DOSSIER_INCOMPLETE,
	DOSSIER_COMPLETE,
	DOSSIER_STATUS_COUNT
};

enum piece_state {
	PIECE_UNCERTAIN,
	PIECE_MISSING,
	PIECE_UNREADABLE,
	PIECE_BLANK,
	PIECE_PRESENT,
	PIECE_STATE_COUNT
};

/* Who said what a document is. */
enum piece_by {
	BY_RULE,
	BY_AGENT,
	BY_COUNT
};

/* Only certain findings lead to a definite reply. */
enum certainty {
	CERTAINTY_UNKNOWN,
	CERTAINTY_PROBABLE,
	CERTAINTY_CERTAIN,
	CERTAINTY_COUNT
};

/* The life of a message in the store. */
enum message_state {
	MESSAGE_SPOOLED,
	MESSAGE_EXAMINED,
	MESSAGE_SETTLED,
	MESSAGE_STATE_COUNT
};

enum part_state {
	PART_UNREADABLE,
	PART_READ,
	PART_IGNORED,
	PART_STATE_COUNT
};

/* What a part of a message is for. */
enum part_role {
	PART_DOCUMENT,  /* could be a piece of a dossier */
	PART_BODY,      /* text the sender typed */
	PART_CONTAINER, /* archive, winmail.dat, forwarded message */
	PART_NOISE,     /* logo, pixel, vCard, calendar, signature */
	PART_ROLE_COUNT
};

/* Why a part could not be read, or is noise. */
enum part_reason {
	REASON_NONE,
	REASON_UNSUPPORTED,   /* a format nobody reads here */
	REASON_ENCRYPTED,     /* needs a password or a key */
	REASON_DAMAGED,
	REASON_EMPTY,         /* no bytes */
	REASON_TOO_LARGE,
	REASON_TOO_DEEP,      /* nested past the limit */
	REASON_TOO_MANY,      /* parts, entries or pages past the limit */
	REASON_OUT_OF_TIME,   /* time budget spent: not read, not missing */
	REASON_CRASHED,       /* the reader died of it */
	REASON_LOGO,          /* signature logo */
	REASON_PIXEL,         /* tracking pixel */
	REASON_VCARD,
	REASON_CALENDAR,
	REASON_SIGNATURE,     /* S/MIME or PGP signature, not a document */
	REASON_SYSTEM_FILE,   /* __MACOSX, Thumbs.db, .DS_Store, ATT00001 */
	REASON_REPORT,        /* the parts of a delivery report */
	REASON_COUNT
};

/* Where the text of a page comes from. */
enum page_source {
	PAGE_NOT_READ, /* reason in page->reason: never "missing" */
	PAGE_TEXT,     /* the document's own text, fields included */
	PAGE_OCR,      /* recognised; page->confidence tells how well */
	PAGE_SOURCE_COUNT
};

enum establishment_kind {
	KIND_OTHER,
	KIND_PERIPHERAL,
	KIND_CHU,
	KIND_COUNT
};

enum requirement {
	REQUIREMENT_REQUIRED,
	REQUIREMENT_CONDITIONAL,
	REQUIREMENT_OPTIONAL,
	REQUIREMENT_COUNT
};

/* The word of a value, as interface and database spell it. */
const char *sender_verdict_word(enum sender_verdict value);
const char *outcome_word(enum outcome value);
const char *reply_kind_word(enum reply_kind value);
const char *reply_state_word(enum reply_state value);
const char *dossier_status_word(enum dossier_status value);
const char *piece_state_word(enum piece_state value);
const char *piece_by_word(enum piece_by value);
const char *certainty_word(enum certainty value);
const char *message_state_word(enum message_state value);
const char *part_state_word(enum part_state value);
const char *part_role_word(enum part_role value);
const char *part_reason_word(enum part_reason value);
const char *page_source_word(enum page_source value);
const char *establishment_kind_word(enum establishment_kind value);
const char *requirement_word(enum requirement value);

/*
 * The value of a word; false and *value_r untouched when no value has it.
 * word may be NULL (false).
 */
bool sender_verdict_parse(const char *word, enum sender_verdict *value_r);
bool outcome_parse(const char *word, enum outcome *value_r);
bool reply_kind_parse(const char *word, enum reply_kind *value_r);
bool reply_state_parse(const char *word, enum reply_state *value_r);
bool dossier_status_parse(const char *word, enum dossier_status *value_r);
bool piece_state_parse(const char *word, enum piece_state *value_r);
bool piece_by_parse(const char *word, enum piece_by *value_r);
bool certainty_parse(const char *word, enum certainty *value_r);
bool message_state_parse(const char *word, enum message_state *value_r);
bool part_state_parse(const char *word, enum part_state *value_r);
bool part_role_parse(const char *word, enum part_role *value_r);
bool part_reason_parse(const char *word, enum part_reason *value_r);
bool page_source_parse(const char *word, enum page_source *value_r);
bool establishment_kind_parse(const char *word,
    enum establishment_kind *value_r);
bool requirement_parse(const char *word, enum requirement *value_r);

#endif
