/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asrctl review --interactive: one item after another, a key each. */
#ifndef ASR_CTL_INTERACTIVE_H
#define ASR_CTL_INTERACTIVE_H

#include "ctl.h"

/* Wants a terminal on both sides; returns the exit status. */
int interactive_review(struct ctl *ctl);

#endif
