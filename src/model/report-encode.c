/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as JSON, see report-json.h.  The examiner keeps the limits
 * while it works; what is past them all the same is cut here, so that the
 * decoder never refuses what we wrote ourselves.
 */
#include "report-json.h"

#include <string.h>

#include <jansson.h>

#include "fold.h"
#include "report-shape.h"

/*
 * Bytes and values that all pages together may take.  What else a report
 * can hold at its limits takes less than 28 MB and 40 000 values.
 */
#define PAGES_BYTES_MAX (36u << 20)
#define PAGES_VALUES_MAX (REPORT_VALUES_MAX - 100000u)

/* JSON around one page's text and around one mark: generous. */
#define PAGE_BYTES 256u
#define PAGE_VALUES 8u
#define INK_BYTES 48u
#define INK_VALUES 8u

struct writer {
	bool truncated;
	size_t bytes_left, values_left; /* of the pages */
};

static json_t *write_shape(
    struct writer *writer, const struct shape *shape, const void *object);

/*
 * A value that memory lacks for must not vanish from the report: what is
 * not there would be read as missing.
 */
static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		g_error("no memory for the report");
}

static void
insert(json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) != 0)
		g_error("no memory for the report");
}

/* Cut to limit bytes, at the start of a character. */
static void
cut_text(char *text, size_t limit)
{
	char *end;

	if (strlen(text) <= limit)
		return;
	end = g_utf8_find_prev_char(text, text + limit + 1);
	*(end != NULL ? end : text) = '\0';
}

/*
 * Controls but for tab and line end become spaces: nobody reads them, and
 * JSON would spend six bytes on each.
 */
static void
blank_controls(char *text)
{
	for (char *p = text; *p != '\0'; p++) {
		if ((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t')
			*p = ' ';
	}
}

static json_t *
write_bounded(
    struct writer *writer, const char *text, size_t limit, bool matters)
{
	g_autofree char *clean = fold_valid_utf8(text, -1);

	if (strlen(clean) > limit) {
		cut_text(clean, limit);
		writer->truncated |= matters;
	}
	blank_controls(clean);
	return json_string(clean);
}

static json_t *
write_text(
    struct writer *writer, const struct member *member, const void *field)
{
	const char *text = *(char *const *)field;

	if (text == NULL && member->nullable)
		return json_null();
	return write_bounded(writer, text != NULL ? text : "",
	    (size_t)member->max, member->matters);
}

static json_t *
write_number(
    struct writer *writer, const struct member *member, const void *field)
{
	(void)writer;
	switch (member->size) {
	case sizeof(uint8_t):
		return json_integer(*(const uint8_t *)field);
	case sizeof(uint16_t):
		return json_integer(*(const uint16_t *)field);
	case sizeof(uint32_t):
		return json_integer(
		    member->min < 0 ? *(const int32_t *)field
				    : (json_int_t) * (const uint32_t *)field);
	default:
		return json_integer(*(const int64_t *)field);
	}
}

static json_t *
write_flag(
    struct writer *writer, const struct member *member, const void *field)
{
	(void)writer;
	(void)member;
	return json_boolean(*(const bool *)field);
}

static json_t *
write_word(
    struct writer *writer, const struct member *member, const void *field)
{
	(void)writer;
	return json_string(member->words->word(field));
}

/* How many of an array's elements are written. */
static unsigned
written_count(
    struct writer *writer, const struct member *member, const GPtrArray *array)
{
	if (array->len <= (uint64_t)member->max)
		return array->len;
	writer->truncated |= member->matters;
	return (unsigned)member->max;
}

static json_t *
write_texts(
    struct writer *writer, const struct member *member, const void *field)
{
	const GPtrArray *texts = *(GPtrArray *const *)field;
	unsigned count = written_count(writer, member, texts);
	json_t *array = json_array();

	for (unsigned i = 0; i < count; i++) {
		append(array, write_bounded(writer, texts->pdata[i],
				  (size_t)member->text_max, member->matters));
	}
	return array;
}

static json_t *
write_list(
    struct writer *writer, const struct member *member, const void *field)
{
	const GPtrArray *list = *(GPtrArray *const *)field;
	unsigned count = written_count(writer, member, list);
	json_t *array = json_array();

	for (unsigned i = 0; i < count; i++) {
		append(
		    array, write_shape(writer, member->shape, list->pdata[i]));
	}
	return array;
}

static json_t *
write_object(
    struct writer *writer, const struct member *member, const void *field)
{
	const void *object = *(void *const *)field;

	if (object == NULL)
		return json_null();
	return write_shape(writer, member->shape, object);
}

static json_t *(*const write_member[MEMBER_KIND_COUNT])(
    struct writer *, const struct member *, const void *) = {
	[MEMBER_TEXT] = write_text,
	[MEMBER_HEX] = write_text,
	[MEMBER_NUMBER] = write_number,
	[MEMBER_FLAG] = write_flag,
	[MEMBER_WORD] = write_word,
	[MEMBER_TEXTS] = write_texts,
	[MEMBER_LIST] = write_list,
	[MEMBER_OBJECT] = write_object,
};

/* At most what the text takes in JSON, quotes and escapes included. */
static size_t
escaped_bytes(const char *text)
{
	size_t bytes = 2;

	for (; text != NULL && *text != '\0'; text++) {
		bytes++;
		if (*text == '"' || *text == '\\' || *text == '\n' ||
		    *text == '\t')
			bytes++;
	}
	return bytes;
}

/* Takes the page's cost from what is left; false when it is too much. */
static bool
page_fits(struct writer *writer, const struct page *page)
{
	size_t bytes = PAGE_BYTES + escaped_bytes(page->text);
	size_t values = PAGE_VALUES + INK_VALUES * (size_t)page->ink->len;

	for (unsigned i = 0; i < page->ink->len; i++) {
		const struct ink *ink = page->ink->pdata[i];

		bytes += INK_BYTES + escaped_bytes(ink->text);
	}
	if (bytes > writer->bytes_left || values > writer->values_left)
		return false;
	writer->bytes_left -= bytes;
	writer->values_left -= values;
	return true;
}

static json_t *
write_members(
    struct writer *writer, const struct shape *shape, const void *object)
{
	json_t *json = shape->as_row ? json_array() : json_object();

	for (size_t i = 0; i < shape->count; i++) {
		const struct member *member = &shape->members[i];
		const void *field = (const char *)object + member->offset;
		json_t *value =
		    write_member[member->kind](writer, member, field);

		if (shape->as_row)
			append(json, value);
		else
			insert(json, member->name, value);
	}
	return json;
}

/* What stands in for a page that does not fit: its number and why. */
static json_t *
write_page_left_out(struct writer *writer, const struct page *page)
{
	OWNED(page) left_out = page_new();

	left_out->number = page->number;
	left_out->reason = REASON_TOO_MANY;
	left_out->quoted = page->quoted;
	left_out->images = page->images;
	writer->truncated = true;
	return write_members(writer, &report_page_shape, left_out);
}

static json_t *
write_shape(
    struct writer *writer, const struct shape *shape, const void *object)
{
	if (shape == &report_page_shape && !page_fits(writer, object))
		return write_page_left_out(writer, object);
	return write_members(writer, shape, object);
}

char *
report_encode(const struct report *report)
{
	struct writer writer = {
		.bytes_left = PAGES_BYTES_MAX,
		.values_left = PAGES_VALUES_MAX,
	};
	json_t *json = write_shape(&writer, &report_shape, report);
	char *line;

	insert(json, "schema", json_integer(REPORT_SCHEMA));
	if (writer.truncated)
		insert(json, "truncated", json_true());
	line = json_dumps(json, JSON_COMPACT);
	json_decref(json);
	if (line == NULL)
		g_error("no memory for the report");
	return line;
}
