/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Office documents that are ZIP files of XML (OOXML, ODF): their members,
 * streamed, never unpacked to a file and never built as a tree.
 */
#ifndef ASR_PACKAGE_H
#define ASR_PACKAGE_H

#include <stdbool.h>

#include <glib.h>
#include <libxml/xmlreader.h>

#include "budget.h"
#include "words.h"

/* XML of one member: a thesis has 5 MB; a bomb ends here. */
#define PACKAGE_XML_BYTES_MAX ((gsize)64 << 20)
/* A picture in a document. */
#define PACKAGE_MEMBER_BYTES_MAX ((gsize)32 << 20)
/* Members of a package; a report with pictures has some hundreds. */
#define PACKAGE_MEMBERS_MAX 5000u

/*
 * Called for each node of a member; it reads, but does not move, reader.
 * False ends the reading.
 */
typedef bool package_node_fn(xmlTextReaderPtr reader, void *user);

/*
 * Reads the member called name (case ignored) of the ZIP in bytes as XML.
 * REASON_NONE when it was read to its end, or to the end on_node asked for;
 * REASON_EMPTY when there is no such member; REASON_DAMAGED when ZIP or XML
 * are broken or declare a document type; REASON_ENCRYPTED; REASON_TOO_LARGE
 * past a limit; REASON_OUT_OF_TIME.  What on_node got before stays got.
 */
enum part_reason package_xml(GBytes *bytes, const char *name,
    struct budget *budget, package_node_fn *on_node, void *user);

/* The bytes of a member; NULL when it cannot be had, or is too large. */
GBytes *package_member(GBytes *bytes, const char *name,
    struct budget *budget);

/* The name of the node in hand without its prefix; never NULL. */
const char *package_name(xmlTextReaderPtr reader);

/*
 * The value of the attribute called name, of any name space, of the node
 * in hand; NULL when it has none.  The caller frees it.
 */
char *package_attribute(xmlTextReaderPtr reader, const char *name);

/* False when the attribute says 0, false, off or no; else fallback when
 * there is none, true when there is. */
bool package_flag(xmlTextReaderPtr reader, const char *name, bool fallback);

/* The name of a member that target, as written in member from, means; the
 * caller frees it.  NULL when it leads out of the package. */
char *package_resolve(const char *from, const char *target);

#endif
