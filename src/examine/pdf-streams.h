/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether all that a PDF's pages are drawn with can be unpacked, and what
 * files it names are there.  Poppler draws and reads a page up to where its
 * data is damaged and says nothing: the form would seem blank below.
 */
#ifndef ASR_PDF_STREAMS_H
#define ASR_PDF_STREAMS_H

#include <stdbool.h>

#include <glib.h>

#include "words.h"

struct pdf_streams;

/* pdf as a second reader sees it; NULL when that one cannot read it. */
struct pdf_streams *pdf_streams_open(GBytes *pdf);
void pdf_streams_close(struct pdf_streams *streams);

/*
 * XObjects of one page, pictures included, that are looked into.  A filled
 * form has 20, a report that lists its pictures on every page some hundreds.
 */
#define PDF_STREAMS_XOBJECTS_MAX 1000u
/* Nodes of the tree of files; a portfolio has one, or one for 64 files. */
#define PDF_STREAMS_NODES_MAX 200u

/*
 * Why page (from 0) is not to be read: REASON_DAMAGED when some of its
 * drawing, or a form XObject that it names, is cut off or other than its
 * checksum says; REASON_TOO_MANY when it names more than is looked into.
 * REASON_NONE also when nobody can tell: streams is NULL or has no such page.
 */
enum part_reason pdf_streams_flaw(struct pdf_streams *streams, unsigned page);

/*
 * False when a file that the document lists, or one pinned to a page, has no
 * content in it (ISO 32000-1 §7.11.4), and when nobody can tell, as past
 * PDF_STREAMS_NODES_MAX.
 */
bool pdf_streams_have_files(struct pdf_streams *streams);

#endif
