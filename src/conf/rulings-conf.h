/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What agents have ruled beside the configuration's files: addresses they
 * trust, deadlines they extended.  Laid over a configuration after it is
 * read, and anew after each ruling; what the files say stays underneath.
 */
#ifndef ASR_RULINGS_CONF_H
#define ASR_RULINGS_CONF_H

#include "conf.h"

/* The files' words alone. */
void conf_forget_rulings(struct conf *conf);

/*
 * From since on (and before until, 0: without end) address speaks for the
 * establishment of code.  False when the registry has no such code.
 */
bool conf_rule_trust(struct conf *conf, const char *address,
    const char *code, int64_t since, int64_t until);

/*
 * A deadline ends with date (YYYY-MM-DD), if the files do not say a later
 * one.  False when there is no such deadline, or date is no day.
 */
bool conf_rule_deadline(struct conf *conf, const char *campaign,
    const char *deadline, const char *date);

#endif
