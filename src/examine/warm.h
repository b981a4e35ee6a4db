/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything libraries open, done before the room is locked and before the
 * first hostile byte: locale, charset modules, magic data base, fonts, OCR
 * model.
 */
#ifndef ASR_WARM_H
#define ASR_WARM_H

#include <stdbool.h>

#include <glib.h>

struct filetype;

struct warm {
	struct filetype *filetype;
	GPtrArray *charsets; /* GIConv, open so that their modules stay */
	void *pdf;	     /* an open document, see warm-pdf.h */
	bool ocr;	     /* there is a model and it was asked for */
};

/*
 * Warms.  ocr: pages may have to be recognised; without a model that is
 * said on stderr, and scanned pages are reported as not read.  NULL and
 * *error when something is missing that every message needs.
 * What is warm stays so until the process ends.
 */
struct warm *warm_up(bool ocr, GError **error);

/* Keeps libraries from logging what they find in a message; once. */
void warm_silence(void);

/*
 * Makes sure that this process runs in the environment the libraries want
 * (OMP_THREAD_LIMIT=1, TZ=UTC0, LC_ALL=C.UTF-8), which two of them read when
 * they are loaded: executes itself again with it when it does not, and
 * nothing else of what is there.  Returns when all is well, or when it
 * cannot be helped.
 */
void warm_environment(char **argv);

#endif
