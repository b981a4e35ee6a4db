/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rtf.c and rtf-group.c share: groups, and the text they make. */
#ifndef ASR_RTF_INSIDE_H
#define ASR_RTF_INSIDE_H

#include <stdbool.h>

#include "charset.h"
#include "story.h"

/* Groups in groups; writers reach some twenty. */
#define GROUPS_MAX 500u

/* What a group's text is for. */
enum use {
	USE_TEXT,
	USE_NONE,
	USE_FONT_NAME,
	USE_INSTRUCTION, /* of a field */
	USE_CHOICE,	 /* of a drop-down list */
};

struct group {
	enum use use;
	bool hidden;	  /* deleted by a revision, or not shown */
	bool boxed;	  /* began a text box */
	bool lines;	  /* a header: lines of its own */
	bool optional;	  /* \* was met, and no word since */
	bool answered;	  /* of a field: its result is already told */
	bool in_field;	  /* the group of the field itself */
	bool instructed;  /* began a field's instruction */
	unsigned after_unicode; /* \uc: characters that repeat \u */
	int font;
	enum charset charset;
};

/* A form field's data while it is read. */
struct form {
	int result, at_first; /* -1: not said */
	GPtrArray *choices;
};

struct rtf {
	struct story story;
	struct group groups[GROUPS_MAX];
	unsigned depth; /* of the group in hand */
	bool paragraph_open;
	unsigned boxes; /* text boxes that are open */
	unsigned repeats; /* characters still to leave out after \u */
	gunichar high;	  /* the first half of a pair */
	GHashTable *fonts;    /* number → name */
	int font;	      /* being described */
	GString *collected;   /* the name or choice being read */
	GString *instruction; /* of the field being read */
	struct form form;
	long picture_wide;    /* twips */
	bool section_stays; /* its break is no new page */
	bool unread;	    /* a picture that may be a page */
	bool cut;	    /* fonts or a choice are left out */
};

/* The group in hand. */
struct group *rtf_group(struct rtf *rtf);

/* The group of the field that the group in hand is part of, or NULL. */
struct group *rtf_field(struct rtf *rtf);

/* Opens a group; false when there are too many. */
bool rtf_open(struct rtf *rtf);

/* Closes the group in hand, and does what its content asked for. */
void rtf_close(struct rtf *rtf);

void rtf_open_paragraph(struct rtf *rtf);
void rtf_end_paragraph(struct rtf *rtf);

/* A character for what the group's text is for. */
void rtf_put(struct rtf *rtf, gunichar c);

/* A byte of text, in the font and the character set of the group. */
void rtf_put_byte(struct rtf *rtf, unsigned char code);

/* \u: one unit of UTF-16, as a signed number. */
void rtf_put_unicode(struct rtf *rtf, long value);

#endif
