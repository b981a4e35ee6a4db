/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slides (PPTX) as pages: paragraphs and runs are called as in Word. */
#include "readers.h"

#include <string.h>

#include "docx-text.h"
#include "drawings.h"
#include "package.h"
#include "page-writer.h"
#include "relations.h"

#define MAIN_PART "ppt/presentation.xml"

/* Slides in their order, with the relations that lead to them. */
struct slides {
	GBytes *bytes;
	struct page_writer *w;
	GPtrArray *relations;
	enum part_reason reason;
	bool cut; /* some relations are not known */
	struct drawings drawings;
};

static bool
on_node(xmlTextReaderPtr reader, void *user)
{
	struct slides *slides = user;
	g_autofree char *id = NULL;
	const char *member;
	enum part_reason reason = REASON_DAMAGED;

	if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT ||
	    strcmp(package_name(reader), "sldId") != 0)
		return true;
	/* Its own number is called id too; the relation's comes last. */
	while (xmlTextReaderMoveToNextAttribute(reader) == 1)
		if (strcmp(package_name(reader), "id") == 0) {
			g_free(id);
			id = g_strdup(
			    (const char *)xmlTextReaderConstValue(reader));
		}
	xmlTextReaderMoveToElement(reader);
	member = relations_target(slides->relations, id);
	if (member != NULL) {
		reason = docx_text(slides->w, slides->bytes, member, NULL);
		drawings_write(&slides->drawings, member);
	}
	if (slides->reason == REASON_NONE)
		slides->reason = reason;
	return page_writer_break(slides->w);
}

void
slides_read(struct part *part, GBytes *bytes, struct budget *budget)
{
	g_autofree char *main = relations_main(bytes, MAIN_PART, budget);
	struct page_writer writer;
	struct slides slides = { .bytes = bytes, .w = &writer };
	enum part_reason reason, drawn;

	page_writer_init(&writer, part, budget);
	drawings_init(&slides.drawings, &writer, bytes);
	slides.relations = relations_read(bytes, main, budget, &slides.cut);
	reason = package_xml(bytes, main, budget, on_node, &slides);
	drawn = drawings_end(&slides.drawings);
	if (reason == REASON_NONE)
		reason = slides.reason;
	if (reason == REASON_NONE)
		reason = drawn;
	if (reason == REASON_NONE && slides.cut)
		reason = REASON_TOO_MANY;
	page_writer_finish(&writer,
	    reason == REASON_EMPTY ? REASON_DAMAGED : reason);
	g_ptr_array_unref(slides.relations);
}
