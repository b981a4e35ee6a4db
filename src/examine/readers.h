/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The readers behind document_read, one for each family of formats.  Each
 * keeps to the contract of document_read: pages into part->pages, state
 * and reason set, nothing kept after it returns.
 */
#ifndef ASR_READERS_H
#define ASR_READERS_H

#include <glib.h>

#include "budget.h"
#include "report.h"

typedef void read_fn(struct part *part, GBytes *bytes, struct budget *budget);

read_fn doc_read;
read_fn docx_read;
read_fn html_read;
read_fn image_read;
read_fn odt_read;
read_fn pdf_read;
read_fn rtf_read;
read_fn sheet_read;
read_fn slides_read;
read_fn text_read;

#endif
