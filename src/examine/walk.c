/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The MIME tree of a message: see walk.h. */
#include "config.h"

#include "walk.h"

#include <string.h>

#include <gmime/gmime.h>

#include "body.h"
#include "boundaries.h"
#include "delivery.h"
#include "document.h"
#include "filename.h"
#include "headers.h"
#include "mailtext.h"
#include "noise.h"
#include "quoting.h"
#include "rfc2047.h"
#include "unpack.h"

/* A message being walked. */
struct walk {
	struct exam *exam;
	struct body *body;
	int parent;    /* part that holds the message, or -1 */
	char *folder;  /* path of what stands in it */
	bool too_deep; /* said already */
};

/* Where in the tree the walk is. */
struct spot {
	unsigned depth;
	bool in_report; /* of a multipart/report */
};

static void walk_object(
    struct walk *walk, GMimeObject *object, struct spot spot);

static bool
is_called(GMimeObject *object, const char *type, const char *subtype)
{
	return g_mime_content_type_is_type(
	    g_mime_object_get_content_type(object), type, subtype);
}

static GBytes *
bytes_of(GMimeStream *memory)
{
	GMimeStreamMem *mem = GMIME_STREAM_MEM(memory);
	GByteArray *array = g_mime_stream_mem_get_byte_array(mem);

	g_mime_stream_mem_set_owner(mem, FALSE);
	g_object_unref(memory);
	return g_byte_array_free_to_bytes(array);
}

/* The decoded bytes of a leaf. */
static GBytes *
decoded(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *out = g_mime_stream_mem_new();

	if (content != NULL)
		g_mime_data_wrapper_write_to_stream(content, out);
	return bytes_of(out);
}

/* The bytes of an attached message; NULL when there is none in it. */
static GBytes *
written(GMimeMessage *message)
{
	GMimeFormatOptions *format = g_mime_format_options_new();
	GMimeStream *out = g_mime_stream_mem_new();

	g_mime_format_options_set_newline_format(
	    format, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), format, out);
	g_mime_format_options_free(format);
	return bytes_of(out);
}

static const char *
raw_header(GMimeObject *object, const char *name)
{
	GMimeHeader *header = g_mime_header_list_get_header(
	    g_mime_object_get_header_list(object), name);

	return header != NULL ? g_mime_header_get_raw_value(header) : NULL;
}

/* "pdf; name=a.pdf": GMime reads no parameters of half a type.  Caller
 * frees. */
static char *
with_a_subtype(const char *type)
{
	size_t half = strcspn(type, "/;");

	if (type[half] != ';')
		return g_strdup(type);
	return g_strconcat("application/octet-stream", type + half, NULL);
}

/*
 * A parameter that names the part, from the raw field: encoded words in it
 * (which RFC 2047 forbids and Outlook writes) are beyond GMime at times.
 * NULL when there is none.  Caller frees.
 */
static char *
name_parameter(GMimeObject *object, const char *field, const char *parameter)
{
	const char *raw = raw_header(object, field);
	g_autofree char *plain = NULL, *typed = NULL;
	char *name = raw != NULL ? filename_of_windows(raw, parameter) : NULL;
	GMimeContentType *type;

	if (raw == NULL || name != NULL)
		return name;
	/* Both fields are a value and parameters; a slash makes it a type. */
	plain = rfc2047_plain_words(raw);
	g_strstrip(plain);
	if (g_str_equal(field, "Content-Disposition")) {
		GMimeContentDisposition *disposition =
		    g_mime_content_disposition_parse(NULL, plain);

		name = g_strdup(g_mime_content_disposition_get_parameter(
		    disposition, parameter));
		g_object_unref(disposition);
		return name;
	}
	typed = with_a_subtype(plain);
	type = g_mime_content_type_parse(NULL, typed);
	name = g_strdup(g_mime_content_type_get_parameter(type, parameter));
	g_object_unref(type);
	return name;
}

/* The name the sender gave; NULL when none.  Caller frees. */
static char *
sent_name(GMimeObject *object)
{
	char *name = name_parameter(object, "Content-Disposition", "filename");

	if (name == NULL || name[0] == '\0') {
		g_free(name);
		name = name_parameter(object, "Content-Type", "name");
	}
	return name;
}

/* Adds the object as a part.  -1 when there may be no more. */
static int
add_part(struct walk *walk, GMimeObject *object, GBytes *bytes,
    const char *name, enum part_reason reason)
{
	g_autofree char *type = g_mime_content_type_get_mime_type(
	    g_mime_object_get_content_type(object));
	g_autofree char *declared = g_ascii_strdown(type, -1);
	const char *disposition = g_mime_object_get_disposition(object);
	struct entry entry = {
		.parent = walk->parent,
		.place = PLACE_MAIL,
		.name = name,
		.folder = walk->folder,
		.declared_type = declared,
		.content_id = g_mime_object_get_content_id(object),
		.attached = disposition != NULL &&
			    g_ascii_strcasecmp(disposition, "attachment") == 0,
		.bytes = bytes,
		.reason = reason,
	};

	return exam_add(walk->exam, &entry);
}

/* A part nobody here can look into: it may be or hold a piece. */
static void
add_closed(struct walk *walk, GMimeObject *object, enum part_reason reason)
{
	add_part(walk, object, NULL, NULL, reason);
}

static void
take_plain(struct walk *walk, GMimeObject *object, const char *text)
{
	const char *format =
	    g_mime_object_get_content_type_parameter(object, "format");
	const char *delsp =
	    g_mime_object_get_content_type_parameter(object, "delsp");
	g_autofree char *unflowed = NULL;

	if (format != NULL && g_ascii_strcasecmp(format, "flowed") == 0) {
		unflowed = body_unflow(text,
		    delsp != NULL && g_ascii_strcasecmp(delsp, "yes") == 0);
		text = unflowed;
	}
	if (body_holds_file(text))
		exam_cut(walk->exam, "a file within the text (uuencode)");
	body_add_plain(walk->body, text);
}

static void
take_html(struct walk *walk, const char *html)
{
	g_autofree char *text =
	    html_to_text(html, strlen(html), &walk->body->cut);

	noise_note_html(walk->exam, html);
	body_add_html(walk->body, text);
}

/* Line ends of any kind as \n. */
static char *
with_newlines(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		if (*from != '\r')
			*to++ = *from;
		else if (from[1] != '\n')
			*to++ = '\n';
	}
	*to = '\0';
	return text;
}

/* Text the sender typed: into the body. */
static void
take_text(struct walk *walk, GMimeObject *object, int index)
{
	const char *charset =
	    g_mime_object_get_content_type_parameter(object, "charset");
	gsize size;
	const char *bytes =
	    exam_bytes(exam_leaf(walk->exam, index)->bytes, &size);
	g_autofree char *text =
	    with_newlines(mailtext_decode(bytes, size, charset));

	if (is_called(object, "text", "html"))
		take_html(walk, text);
	else if (is_called(object, "text", "plain"))
		take_plain(walk, object, text);
}

/*
 * True for a text part that is the message's own: declared as text, text
 * in fact, without a name and not sent as an attachment.  Beside a choice
 * of HTML and plain text, any unnamed text is another form of the same.
 */
static bool
is_own_text(struct walk *walk, GMimeObject *object, int index)
{
	const struct part *part = exam_part(walk->exam, index);
	bool known =
	    is_called(object, "text", "plain") ||
	    is_called(object, "text", "html") ||
	    (walk->body->choices > 0 && is_called(object, "text", "*") &&
		!is_called(object, "text", "calendar"));

	return known && part->name == NULL &&
	       !exam_leaf(walk->exam, index)->attached &&
	       (g_str_has_prefix(part->type, "text/") ||
		   g_str_equal(part->type, FILETYPE_EMPTY)) &&
	       !g_str_equal(part->type, "text/calendar") &&
	       !g_str_equal(part->type, "text/vcard");
}

/*
 * A part of a report.  Only the report that a message is itself speaks of
 * mail of ours; what one returns that somebody attached may be a piece.
 */
static void
take_reported(struct walk *walk, int index, GBytes *bytes)
{
	const char *type = exam_part(walk->exam, index)->declared_type;

	if (walk->exam->within > 0 && !delivery_is_status(type)) {
		unpack_part(walk->exam, index);
		return;
	}
	if (walk->exam->within == 0)
		delivery_read(walk->exam->report, type, bytes);
	exam_settle(
	    walk->exam, index, PART_NOISE, PART_IGNORED, REASON_REPORT);
}

static void
take_leaf(struct walk *walk, GMimeObject *object, const char *name,
    GBytes *bytes, struct spot spot)
{
	int index = add_part(walk, object, bytes, name, REASON_NONE);

	if (index < 0)
		return;
	if (is_own_text(walk, object, index)) {
		take_text(walk, object, index);
		exam_settle(
		    walk->exam, index, PART_BODY, PART_READ, REASON_NONE);
		if (walk->body->first_part < 0)
			walk->body->first_part = index;
	} else if (noise_is_remainder(exam_part(walk->exam, index))) {
		take_text(walk, object, index);
	} else if (spot.in_report) {
		take_reported(walk, index, bytes);
	} else {
		unpack_part(walk->exam, index);
	}
}

static void
take_part(struct walk *walk, GMimeObject *object, struct spot spot)
{
	g_autoptr(GBytes) bytes = decoded(GMIME_PART(object));
	g_autofree char *name = sent_name(object);

	take_leaf(walk, object, name, bytes, spot);
}

static char *
name_by_subject(GBytes *message)
{
	g_autofree char *subject = headers_text(g_bytes_get_data(message, NULL),
	    g_bytes_get_size(message), "Subject");

	if (subject == NULL || subject[0] == '\0')
		return NULL;
	return g_strdelimit(g_strconcat(subject, ".eml", NULL), "/\\", '-');
}

/* An attached message; its subject names it when nothing else does. */
static void
take_message(struct walk *walk, GMimeObject *object, struct spot spot)
{
	GMimeMessage *message =
	    g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *name = sent_name(object);

	if (message == NULL) {
		add_closed(walk, object, REASON_DAMAGED);
		return;
	}
	bytes = written(message);
	if (name == NULL)
		name = name_by_subject(bytes);
	take_leaf(walk, object, name, bytes, spot);
}

/* What stands before the first part of a multipart that has none. */
static void
take_prologue(struct walk *walk, GMimeMultipart *multipart)
{
	const char *prologue = g_mime_multipart_get_prologue(multipart);
	g_autofree char *text = NULL;

	exam_cut(walk->exam, "a multipart without parts");
	if (prologue == NULL)
		return;
	text = with_newlines(mailtext_decode(prologue, strlen(prologue), NULL));
	body_add_plain(walk->body, text);
}

static void
take_children(struct walk *walk, GMimeMultipart *multipart, struct spot spot)
{
	int count = g_mime_multipart_get_count(multipart);

	spot.depth++;
	for (int i = 0; i < count; i++)
		walk_object(
		    walk, g_mime_multipart_get_part(multipart, i), spot);
}

static void
take_multipart(struct walk *walk, GMimeObject *object, struct spot spot)
{
	GMimeMultipart *multipart = GMIME_MULTIPART(object);
	bool choice = is_called(object, "multipart", "alternative");

	if (is_called(object, "multipart", "encrypted")) {
		add_closed(walk, object, REASON_ENCRYPTED);
		return;
	}
	if (g_mime_multipart_get_count(multipart) == 0) {
		take_prologue(walk, multipart);
		return;
	}
	spot.in_report |= is_called(object, "multipart", "report");
	if (choice)
		body_begin_choice(walk->body);
	take_children(walk, multipart, spot);
	if (choice)
		body_end_choice(walk->body);
}

/* A piece of a message, or a place elsewhere (RFC 2046 §5.2.2, 5.2.3). */
static bool
is_elsewhere(GMimeObject *object)
{
	return is_called(object, "message", "partial") ||
	    is_called(object, "message", "external-body");
}

static void
walk_object(struct walk *walk, GMimeObject *object, struct spot spot)
{
	if (spot.depth > WALK_DEPTH_MAX) {
		if (!walk->too_deep)
			exam_cut(walk->exam,
			    "multiparts nested more than %u "
			    "deep",
			    WALK_DEPTH_MAX);
		if (!walk->too_deep)
			add_closed(walk, object, REASON_TOO_DEEP);
		walk->too_deep = true;
	} else if (is_elsewhere(object)) {
		add_closed(walk, object, REASON_UNSUPPORTED);
	} else if (GMIME_IS_MULTIPART(object)) {
		take_multipart(walk, object, spot);
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		take_message(walk, object, spot);
	} else if (GMIME_IS_PART(object)) {
		take_part(walk, object, spot);
	}
}

/* Lines that begin with "--", as boundaries do. */
static bool
has_too_many_boundaries(GBytes *raw)
{
	gsize size;
	const char *p = exam_bytes(raw, &size), *end = p + size;
	unsigned count = 0;

	while (count <= WALK_BOUNDARIES_MAX &&
	       (p = memmem(p, (size_t)(end - p), "\n--", 3)) != NULL) {
		count++;
		p += 3;
	}
	return count > WALK_BOUNDARIES_MAX;
}

static GMimeMessage *
parse(GBytes *raw)
{
	g_autoptr(GBytes) evened = boundaries_evened(raw);
	gsize size;
	const char *bytes = exam_bytes(evened, &size);
	const char *charsets[] = { "utf-8", "windows-1252", NULL };
	size_t from = headers_offset(bytes, size);
	GMimeParserOptions *options = g_mime_parser_options_new();
	GMimeStream *stream =
	    g_mime_stream_mem_new_with_buffer(bytes + from, size - from);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message;

	g_mime_parser_options_set_fallback_charsets(options, charsets);
	message = g_mime_parser_construct_message(parser, options);
	g_mime_parser_options_free(options);
	g_object_unref(parser);
	g_object_unref(stream);
	return message;
}

static void
walk_tree(struct walk *walk, GBytes *raw)
{
	GMimeMessage *message = NULL;
	GMimeObject *top = NULL;

	if (has_too_many_boundaries(raw))
		exam_cut(walk->exam, "more than %u boundary lines",
		    WALK_BOUNDARIES_MAX);
	else
		message = parse(raw);
	if (message != NULL)
		top = g_mime_message_get_mime_part(message);
	if (top != NULL)
		walk_object(walk, top, (struct spot){ 0 });
	else
		exam_cut(walk->exam, "no message could be read in %s",
		    walk->parent < 0 ? "the message" : "an attached message");
	if (message != NULL)
		g_object_unref(message);
}

/* The type of the whole and, of a report, what it reports. */
static void
note_content_type(struct report *report, GBytes *raw)
{
	gsize size;
	const char *bytes = exam_bytes(raw, &size);
	g_autofree char *value = headers_find(bytes, size, "Content-Type");
	GMimeContentType *type;
	const char *report_type;
	g_autofree char *name = NULL;

	if (value == NULL)
		return;
	type = g_mime_content_type_parse(NULL, value);
	name = g_mime_content_type_get_mime_type(type);
	report_type = g_mime_content_type_get_parameter(type, "report-type");
	report->content_type = g_ascii_strdown(name, -1);
	if (report_type != NULL)
		report->report_type = g_ascii_strdown(report_type, -1);
	g_object_unref(type);
}

/* Gathers the text of the message in raw; the caller frees it. */
static char *
walk_gathering(struct walk *walk, GBytes *raw)
{
	struct body *outer = walk->exam->body;
	char *text;

	walk->body = body_new();
	walk->exam->body = walk->body;
	walk->exam->within += walk->parent >= 0;
	walk_tree(walk, raw);
	walk->exam->within -= walk->parent >= 0;
	if (walk->body->cut)
		exam_cut(walk->exam, "a body of more than %u bytes, or damaged",
		    BODY_BYTES_MAX);
	text = body_text(walk->body);
	if (walk->parent >= 0 && walk->body->first_part >= 0)
		exam_write_quoted(walk->exam, walk->body->first_part, text);
	walk->exam->body = outer;
	body_free(walk->body);
	return text;
}

void
walk_message(struct exam *exam, GBytes *raw, int parent)
{
	g_autofree char *folder = exam_path_below(exam, parent);
	struct walk walk = { .exam = exam, .parent = parent, .folder = folder };
	struct report *report = exam->report;
	g_autofree char *text = walk_gathering(&walk, raw);

	if (parent >= 0)
		return;
	note_content_type(report, raw);
	g_free(report->body);
	g_free(report->quoted);
	quoting_split(text, &report->body, &report->quoted);
}

void
walk_wrapped(struct exam *exam, GBytes *raw, int parent)
{
	struct walk walk = {
		.exam = exam, .body = exam->body, .parent = parent
	};
	g_autofree char *folder = g_strdup(exam_part(exam, parent)->path);

	walk.folder = folder;
	walk_tree(&walk, raw);
}
