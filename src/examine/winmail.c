/* SPDX-License-Identifier: GPL-3.0-or-later */
/* winmail.dat: see winmail.h. */
#include "winmail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ytnef.h>

#include "body.h"
#include "document.h"
#include "mailtext.h"
#include "rtfmail.h"
#include "unpack.h"

/* An embedded message's TNEF stream follows the 16 octets of its class. */
#define OBJECT_HEADER_BYTES 16

/* The property, in either of its string types; NULL when absent. */
static const variableLength *
find(MAPIProps *properties, unsigned id)
{
	static const unsigned types[] = { PT_UNICODE, PT_STRING8, PT_BINARY,
		PT_OBJECT };

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		variableLength *value = MAPIFindProperty(
		    properties, (unsigned)PROP_TAG(types[i], id));

		if (value != MAPI_UNDEFINED && value->data != NULL &&
		    value->size > 0)
			return value;
	}
	return NULL;
}

/* Strings are in an unnamed code page, or UTF-8 by libytnef's doing. */
static char *
text_of(const variableLength *value)
{
	if (value == NULL)
		return NULL;
	return g_strndup((const char *)value->data, (gsize)value->size);
}

static char *
name_of(Attachment *attachment)
{
	const variableLength *name =
	    find(&attachment->MAPI, PR_ATTACH_LONG_FILENAME);

	if (name == NULL)
		name = find(&attachment->MAPI, PR_DISPLAY_NAME);
	if (name == NULL && attachment->Title.data != NULL &&
	    attachment->Title.size > 0)
		name = &attachment->Title;
	return text_of(name);
}

static GBytes *
bytes_of(Attachment *attachment)
{
	const variableLength *object =
	    find(&attachment->MAPI, PR_ATTACH_DATA_OBJ);

	if (attachment->FileData.data != NULL && attachment->FileData.size > 0)
		return g_bytes_new(attachment->FileData.data,
		    (gsize)attachment->FileData.size);
	if (object != NULL && object->size > OBJECT_HEADER_BYTES)
		return g_bytes_new(object->data + OBJECT_HEADER_BYTES,
		    (gsize)object->size - OBJECT_HEADER_BYTES);
	return g_bytes_new(NULL, 0);
}

static void
add_attachment(struct exam *exam, int index, Attachment *attachment)
{
	g_autoptr(GBytes) bytes = bytes_of(attachment);
	g_autofree char *name = name_of(attachment);
	g_autofree char *type =
	    text_of(find(&attachment->MAPI, PR_ATTACH_MIME_TAG));
	g_autofree char *cid =
	    text_of(find(&attachment->MAPI, PR_ATTACH_CONTENT_ID));
	g_autofree char *folder = g_strdup(exam_part(exam, index)->path);
	struct entry entry = { .parent = index,
		.place = exam_leaf(exam, index)->place,
		.name = name,
		.folder = folder,
		.declared_type = type,
		.content_id = cid,
		.bytes = bytes };
	int child = exam_add(exam, &entry);

	if (child >= 0)
		unpack_part(exam, child);
}

/* The text of the mail, as far as it is there in a form read here. */
static void
take_body(struct exam *exam, TNEFStruct *tnef)
{
	const variableLength *plain = find(&tnef->MapiProperties, PR_BODY);
	const variableLength *html = find(&tnef->MapiProperties, PR_BODY_HTML);
	const variableLength *rtf =
	    find(&tnef->MapiProperties, PR_RTF_COMPRESSED);
	g_autofree char *text = NULL;

	if (plain == NULL && tnef->body.data != NULL && tnef->body.size > 0)
		plain = &tnef->body;
	if (plain != NULL) {
		text = mailtext_decode(
		    (const char *)plain->data, (size_t)plain->size, NULL);
		body_add_plain(exam->body, text);
	} else if (html != NULL) {
		text = html_to_text((const char *)html->data,
		    (gsize)html->size, &exam->body->cut);
		body_add_html(exam->body, text);
	} else if (rtf != NULL) {
		text = rtfmail_text(rtf->data, (size_t)rtf->size,
		    exam->budget, &exam->body->cut);
		body_add_plain(exam->body, text);
	}
}

void
winmail_open(struct exam *exam, int index)
{
	gsize size;
	const void *data = exam_bytes(exam_leaf(exam, index)->bytes, &size);
	g_autofree BYTE *copy = g_memdup2(data, size);
	TNEFStruct tnef;
	int rc;

	TNEFInitialize(&tnef);
	tnef.Debug = 0; /* which TNEFInitialize leaves as it was */
	exam_settle(exam, index, PART_CONTAINER, PART_READ, REASON_NONE);
	rc = TNEFParseMemory(copy, (long)size, &tnef);
	for (Attachment *a = tnef.starting_attach.next; a != NULL; a = a->next)
		add_attachment(exam, index, a);
	if (exam->body != NULL && body_is_blank(exam->body) &&
	    exam_leaf(exam, index)->place == PLACE_MAIL)
		take_body(exam, &tnef);
	if (rc != 0)
		exam_unopened(exam, index, REASON_DAMAGED);
	TNEFFree(&tnef);
}
