/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files in a PDF: portfolios, as Acrobat makes them of several documents,
 * and attachments of a page (ISO 32000-1 §7.11.4, §12.3.5).
 */
#ifndef ASR_PORTFOLIO_H
#define ASR_PORTFOLIO_H

#include "exam.h"

/* One file in a PDF. */
#define PORTFOLIO_FILE_BYTES_MAX (50u << 20)

/*
 * Adds the files in the PDF at index, each once, as parts below it and
 * unpacks them in turn.  The PDF stays the document it is: its role is not
 * settled here.  When a file that it names is not in it, none is added, and
 * the report is truncated.
 */
void portfolio_open(struct exam *exam, int index);

#endif
