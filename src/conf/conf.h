/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole configuration, read at once and swapped at once. */
#ifndef ASR_CONF_H
#define ASR_CONF_H

#include "campaigns.h"
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
 * id, subdivisions of the registry that no campaign knows.  Never NULL.
 */
struct conf *conf_read(const char *file, struct problems *problems);

/*
 * What reading the database needs of it: settings, registry, campaigns with
 * forms in outline, no templates.  An agent's command must not wait for
 * rules that it does not use; --check finds what is wrong in them.
 */
struct conf *conf_read_outline(const char *file, struct problems *problems);

/*
 * What the service needs beyond that, and a reader of the database does
 * not: that secrets, authorities and a dir: source can be read, and by
 * nobody who should not.
 */
void conf_check_files(const struct conf *conf, struct problems *problems);
void conf_free(struct conf *conf);

#endif
