/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of French more: evidence, warnings, reasons. */
#ifndef ASR_SAY_H
#define ASR_SAY_H

#include <glib.h>

/* Appends a line to list (of char *). */
void say(GPtrArray *list, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Appends it unless the list has it already. */
void say_once(GPtrArray *list, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Appends copies of all lines of more. */
void say_all(GPtrArray *list, const GPtrArray *more);

#endif
