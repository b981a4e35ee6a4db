/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole configuration, read at once and swapped at once. */
#ifndef ASR_CONF_H
#define ASR_CONF_H

#include "campaign.h"
#include "registry.h"
#include "settings.h"
#include "templates.h"

struct conf {
	struct settings *settings;
	struct registry *registry;
	struct campaigns *campaigns;
	struct templates *templates;
};

/*
 * Reads the settings and all they point to, and checks what only shows
 * across files: campaigns whose form does not exist, two campaigns of one
 * id, subdivisions or departments of the registry that no campaign knows,
 * unreadable folders and secrets, plain text off loopback.  Never NULL.
 */
struct conf *conf_read(const char *file, struct problems *problems);
void conf_free(struct conf *conf);

#endif
