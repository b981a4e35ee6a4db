/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a letter: what strangers wrote made fit to be quoted in
 * one, and the body's lines made short.
 */
#ifndef ASR_LINES_H
#define ASR_LINES_H

/* RFC 5322 §2.1.1: lines should have no more than 78 characters; quoted-
 * printable (RFC 2045 §6.7) breaks them at 76. */
#define LINES_COLUMNS 76u

/*
 * One line of text as a letter may quote it: control and format characters
 * (RFC 3987 §4.1: those that turn the direction of writing too) become
 * spaces, runs of spaces one, and past letters_max it ends in "…".  NULL
 * gives "".  The caller frees it.
 */
char *lines_clean(const char *text, unsigned letters_max);

/*
 * Wraps a letter at LINES_COLUMNS.  Lines that begin in the first column
 * and follow each other are one paragraph and flow together, but for a
 * break after a line that ends in a backslash; an indented line stands for
 * itself, and what is too long of it goes on two columns further in.
 * Before the signs that French keeps apart by a space (: ; ! ? » %), after
 * « and around the h of an hour stands U+00A0, so that no line breaks
 * there, here nor in the reader's program; the narrow U+202F of print is
 * missing in the fonts of many.  A word longer than a line stays whole.
 * Empty lines at both ends go, several become one.  Each line ends in \n.
 * The caller frees it.
 */
char *lines_wrap(const char *text);

#endif
