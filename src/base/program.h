/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where another program of ours is. */
#ifndef ASR_PROGRAM_H
#define ASR_PROGRAM_H

/*
 * The path of program: what the environment's variable says, else beside
 * our own executable, so that a build tree and an installation each use
 * their own, else in folder.  The caller frees it.
 */
char *program_find(const char *program, const char *variable,
    const char *folder);

#endif
