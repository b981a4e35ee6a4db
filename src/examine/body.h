/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a message, put together from its text parts: one of each
 * multipart/alternative, all of the others.
 */
#ifndef ASR_BODY_H
#define ASR_BODY_H

#include <stdbool.h>

#include <glib.h>

/* Text gathered of one message; past it no more is. */
#define BODY_BYTES_MAX (1u << 20)

struct body {
	GString *plain;	  /* what a reader of plain text sees */
	GString *html;	  /* what a reader of HTML sees, as text */
	unsigned choices; /* multipart/alternative around the part in hand */
	size_t plain_before, html_before; /* the outermost of them */
	int first_part; /* part of the report its text begins in, or -1 */
	bool cut;
};

struct body *body_new(void);
void body_free(struct body *body);

/* A text/plain part: UTF-8, flowed already undone. */
void body_add_plain(struct body *body, const char *text);

/* A text/html part, as text. */
void body_add_html(struct body *body, const char *text);

/* Around the children of a multipart/alternative. */
void body_begin_choice(struct body *body);
void body_end_choice(struct body *body);

/* True while nothing but blanks was added. */
bool body_is_blank(const struct body *body);

/*
 * The text: the plain one, unless it is blank or lacks a link that the HTML
 * shows (people's transfer links hide behind words).  Caller frees.
 */
char *body_text(const struct body *body);

/* True when a file stands in the text, uuencoded (POSIX.1-2017, uuencode) as
 * mail programs did before MIME; its lines end in \n. */
bool body_holds_file(const char *text);

/*
 * Lines that format=flowed (RFC 3676) broke, joined again; delsp: without
 * the blank at the break.  Line ends become \n.  The caller frees it.
 */
char *body_unflow(const char *text, bool delsp);

#endif
