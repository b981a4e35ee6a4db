/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker has no need of, the kernel keeps from it. */
#ifndef ASR_CONFINE_H
#define ASR_CONFINE_H

#include <stdbool.h>

#include <glib.h>

/*
 * For the rest of this process's life and its children's: no socket but of
 * AF_UNIX can be made (EPERM), and no program gains privileges.  Who reads
 * reports of strangers' documents is to open no connection whatever they
 * talk it into.
 */
bool confine_no_network(GError **error);

#endif
