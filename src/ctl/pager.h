/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long output on a terminal, a screen at a time. */
#ifndef ASR_CTL_PAGER_H
#define ASR_CTL_PAGER_H

#include <stdio.h>

#include <sys/types.h>

/*
 * Starts $PAGER (less, where there is one) and returns the stream to it;
 * NULL where there is none to be had or it is turned off (PAGER empty or
 * "cat").  less ends by itself when all fits the screen.
 */
FILE *pager_open(pid_t *pid_r);

/* Ends the stream and waits until the reader has seen enough. */
void pager_close(FILE *stream, pid_t pid);

#endif
