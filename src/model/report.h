/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The examination report: what asr-examine found in one raw message.  It
 * is the border between hostile bytes and decisions: everything in it has
 * been bounded and is valid UTF-8 without NUL, but nothing in it is
 * trusted.  report-json.h carries it across.
 *
 * Strings are owned by the report.  Arrays are GPtrArrays that own their
 * elements and are never NULL.  Times are seconds since the epoch, 0 when
 * absent.
 */
#ifndef ASR_REPORT_H
#define ASR_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "owned.h"
#include "words.h"

/* Version of the report's JSON; a decoder refuses any other. */
#define REPORT_SCHEMA 1

/*
 * Limits of a report, kept by the encoder's side and checked again by the
 * decoder.  Each is some ten times what the largest real dossier needs.
 */
#define REPORT_BYTES_MAX (64u << 20) /* the JSON as a whole */
#define REPORT_PARTS_MAX 2000u       /* archive members included */
#define REPORT_PAGES_MAX 2000u       /* over all parts */
#define REPORT_HEADERS_MAX 500u
#define REPORT_HEADER_BYTES_MAX 8192u  /* one header's value */
#define REPORT_NAME_BYTES_MAX 1024u    /* a part's name with its path */
#define REPORT_PAGE_BYTES_MAX (64u << 10) /* the text of one page */
#define REPORT_BODY_BYTES_MAX (256u << 10) /* each of body and quoted */
#define REPORT_INK_MAX 4000u           /* ink rows of one page */
#define REPORT_DEPTH_MAX 10u           /* containers in containers */
#define REPORT_ADDRESSES_MAX 1000u     /* each of from, reply_to, to */
#define REPORT_ADDRESS_BYTES_MAX 320u  /* RFC 5321 §4.5.3.1: 64 @ 255 */
#define REPORT_IDS_MAX 1000u           /* each of in_reply_to, references */
#define REPORT_ID_BYTES_MAX 998u       /* a line of RFC 5322 §2.1.1 */
#define REPORT_TYPE_BYTES_MAX 255u     /* RFC 6838 §4.2: 127 / 127 */
#define REPORT_FINDINGS_MAX 1000u
#define REPORT_FINDING_BYTES_MAX 1024u
/*
 * Commas and opening brackets of the JSON, ink taking eight each: what a
 * decoder's memory grows with.  Some 1 000 scanned pages of 400 words.
 */
#define REPORT_VALUES_MAX 3000000u
/* Moments a report may name: until the end of the year 9999. */
#define REPORT_TIME_MIN 0
#define REPORT_TIME_MAX INT64_C(253402300799)

/* A header field as it stood, unfolded, RFC 2047 words decoded. */
struct header {
	char *name;
	char *value;
};

/* A mailbox of an address list, RFC 5322 §3.4. */
struct address {
	char *name;    /* display name, may be NULL */
	char *address; /* addr-spec, lower case domain, never NULL */
};

/*
 * A mark on a scanned page: a recognised word, or ink that is no word
 * (handwriting, signature, stamp, drawing).  The decision subtracts the
 * form's own words to learn what was filled in.  Unit: tenths of a mm.
 */
struct ink {
	char *text; /* the word; NULL: ink that was not recognised */
	uint8_t confidence; /* 0..100, of the word */
	uint16_t x, y, width, height;
	uint32_t area; /* inked area in hundredths of a mm² */
};

/* One page (or, for formats without pages, one stretch) of a part. */
struct page {
	unsigned number; /* from 1, within its part */
	enum page_source source;
	enum part_reason reason; /* why not read, or not wholly */
	uint8_t confidence;      /* mean of OCR, 100 for text */
	bool quoted; /* history of a mail: feeds no recognition */
	/*
	 * UTF-8, lines ended by \n, in reading order, form values on the
	 * line of their label.  Check boxes are "[x]", "[ ]" or, when their
	 * state cannot be told, "[?]".  Dot leaders stay.
	 */
	char *text;
	unsigned images; /* raster pictures drawn on it, no logo-sized ones,
			  * and signed fields for electronic signatures */
	GPtrArray *ink;  /* struct ink; empty unless source is PAGE_OCR */
};

/* One leaf or container of the message. */
struct part {
	int parent;  /* index of the container in report->parts, or -1 */
	enum part_role role;
	enum part_state state;
	enum part_reason reason;
	char *name; /* decoded, NFC, no path of ours; NULL when unnamed */
	char *path; /* folders inside its archive, "/"-joined; may be NULL */
	char *type; /* media type by content */
	char *declared_type; /* as the message says; may be NULL */
	char *content_id;    /* without <>; may be NULL */
	uint64_t size;       /* bytes, decoded */
	char *sha256;        /* of the decoded bytes, 64 lower-case hex digits;
			      * NULL when they could not be had */
	GPtrArray *pages;    /* struct page */
};

/* What a delivery report (RFC 3464) says of the message it is about. */
struct delivery_report {
	char *action;       /* failed, delayed, …; may be NULL */
	char *status;       /* 5.1.1; may be NULL */
	char *recipient;    /* may be NULL */
	char *about;        /* Message-ID of the reported message, with <> */
};

struct report {
	/* The headers decisions read, parsed. */
	char *message_id; /* with <>; NULL when absent or malformed */
	GPtrArray *from;  /* struct address: all mailboxes of all From */
	GPtrArray *reply_to;
	GPtrArray *to; /* To and Cc */
	char *return_path; /* "" for the null path; NULL when absent */
	char *subject;     /* decoded; NULL when absent */
	GPtrArray *in_reply_to; /* char *: Message-IDs with <> */
	GPtrArray *references;  /* likewise */
	int64_t date_at;        /* Date: */
	int64_t received_at;    /* date of the topmost Received: */
	char *content_type;     /* of the whole: "multipart/report" … */
	char *report_type;      /* its report-type parameter; may be NULL */
	GPtrArray *headers;     /* struct header: all, in order, top first */

	char *body;   /* what the sender typed, quotes cut off; "" if none */
	char *quoted; /* earlier mail below or between; "" if none */
	struct delivery_report *delivery; /* NULL when it is none */
	GPtrArray *parts;    /* struct part, in order of the message */
	GPtrArray *findings; /* char *: oddities met, English, for people */
	bool truncated; /* a limit cut something off: never "missing" */
};

struct report *report_new(void);
void report_free(struct report *report);
struct part *part_new(void);
void part_free(struct part *part);
struct page *page_new(void);
void page_free(struct page *page);
struct ink *ink_new(void);
void ink_free(struct ink *ink);
struct header *header_new(const char *name, const char *value);
void header_free(struct header *header);
struct address *address_new(const char *name, const char *address);
void address_free(struct address *address);
struct delivery_report *delivery_report_new(void);
void delivery_report_free(struct delivery_report *delivery);

/*
 * The value of the index-th header called name (case ignored), counted
 * from the top; NULL when there are fewer.
 */
const char *report_header(const struct report *report, const char *name,
    unsigned index);

/* The part at index; asserts that it exists. */
struct part *report_part(const struct report *report, unsigned index);

/* path "/" name, as people name it: "PJ.zip/DUPONT/Annexe 1.pdf"; caller
 * frees; "" when the part has no name. */
char *part_full_name(const struct part *part);

OWNED_DEFINE(report, report_free)
OWNED_DEFINE(part, part_free)
OWNED_DEFINE(page, page_free)

#endif
