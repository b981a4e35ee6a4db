/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON of asrctl: interface for other programs.  New members may be
 * added, none is renamed.  Every function returns a new reference.
 */
#ifndef ASR_CTL_JSON_H
#define ASR_CTL_JSON_H

#include <jansson.h>

#include "ctl.h"

/* RFC 3339 with the zone's offset at that time; null for 0. */
json_t *json_time(int64_t at, GTimeZone *zone);

/* A string, or null for NULL. */
json_t *json_text(const char *text);

/* An array of strings from a GPtrArray of char *. */
json_t *json_texts(const GPtrArray *texts);

/* A dossier as `asrctl list --json` has it, on one line. */
void json_write_dossier(const struct ctl *ctl, const struct dossier *dossier,
    GString *out);
/* The same as a value. */
json_t *json_dossier(const struct ctl *ctl, const struct dossier *dossier);

/* Prints value and a newline, and gives it up. */
int json_print(struct ctl *ctl, json_t *value);

#endif
