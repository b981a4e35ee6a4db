/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of text that several commands print for people. */
#ifndef ASR_VIEWS_H
#define ASR_VIEWS_H

#include "ctl.h"

/* "  Label : text", wrapped; nothing when text is NULL or empty. */
void view_line(struct ctl *ctl, const char *label, const char *text);

/* text after before, wrapped to the terminal's width and indented; « and the
 * marks that follow a blank in French stay beside their word. */
void view_wrapped(struct ctl *ctl, const char *before, const char *text);

/* What follows is about: highlighted, further lines below its second word. */
void view_title(struct ctl *ctl, const char *title);

/* A heading and each text under it; nothing when there is none. */
void view_list(struct ctl *ctl, const char *heading, const GPtrArray *texts);

/* A table of struct message_view. */
void view_messages(struct ctl *ctl, const GPtrArray *messages);

/* A list of struct history_view under its heading. */
void view_history(struct ctl *ctl, const GPtrArray *history,
    GTimeZone *zone);

/* "1 à 7, 9 ; vierges : 8": what an agent must ask for, by number; "" when
 * nothing lacks.  The caller frees. */
char *view_lacking(const struct dossier *dossier);

/* An establishment's name as agents write it where there is little room:
 * "CHI des Trois-Rivières".  The caller frees. */
char *view_short_place(const char *name);

#endif
