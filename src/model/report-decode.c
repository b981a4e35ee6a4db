/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report out of JSON, see report-json.h.  Who wrote it may have been
 * taken over by the message: nothing is believed, nothing is repaired.
 */
#include "report-json.h"

#include <string.h>

#include <jansson.h>

#include "error.h"
#include "report-shape.h"

struct reader {
	GString *path;	/* "parts[3].pages[0].text", for errors */
	unsigned pages; /* over all parts */
	GError **error;
};

static bool read_shape(struct reader *reader, const struct shape *shape,
    const json_t *json, void *object);

static bool
refuse(struct reader *reader, enum asr_error code, const char *why)
{
	return error_set(reader->error, code, "report: %s: %s",
	    reader->path->len > 0 ? reader->path->str : "as a whole", why);
}

static bool
malformed(struct reader *reader, const char *why)
{
	return refuse(reader, ASR_ERROR_FORMAT, why);
}

static bool
past_limit(struct reader *reader, const char *why)
{
	return refuse(reader, ASR_ERROR_LIMIT, why);
}

/* Puts the text of json into *text_r; jansson has refused NUL and bad
 * UTF-8 already. */
static bool
read_bounded(
    struct reader *reader, const json_t *json, int64_t limit, char **text_r)
{
	if (!json_is_string(json))
		return malformed(reader, "not a text");
	if (json_string_length(json) > (size_t)limit)
		return past_limit(reader, "too long");
	g_free(*text_r);
	*text_r = g_strdup(json_string_value(json));
	return true;
}

static bool
read_text(struct reader *reader, const struct member *member,
    const json_t *json, void *field)
{
	return read_bounded(reader, json, member->max, field);
}

static bool
read_hex(struct reader *reader, const struct member *member, const json_t *json,
    void *field)
{
	const char *text = json_string_value(json);

	if (text == NULL || strlen(text) != (size_t)member->max ||
	    strspn(text, "0123456789abcdef") != (size_t)member->max)
		return malformed(reader, "not a hash in hexadecimal");
	return read_bounded(reader, json, member->max, field);
}

static bool
read_number(struct reader *reader, const struct member *member,
    const json_t *json, void *field)
{
	int64_t value = json_integer_value(json);

	if (!json_is_integer(json))
		return malformed(reader, "not an integer");
	if (value < member->min || value > member->max)
		return past_limit(reader, "out of range");
	switch (member->size) {
	case sizeof(uint8_t):
		*(uint8_t *)field = (uint8_t)value;
		break;
	case sizeof(uint16_t):
		*(uint16_t *)field = (uint16_t)value;
		break;
	case sizeof(uint32_t):
		*(uint32_t *)field = (uint32_t)value;
		break;
	default:
		*(int64_t *)field = value;
	}
	return true;
}

static bool
read_flag(struct reader *reader, const struct member *member,
    const json_t *json, void *field)
{
	(void)member;
	if (!json_is_boolean(json))
		return malformed(reader, "neither true nor false");
	*(bool *)field = json_is_true(json);
	return true;
}

static bool
read_word(struct reader *reader, const struct member *member,
    const json_t *json, void *field)
{
	if (!member->words->parse(json_string_value(json), field))
		return malformed(reader, "not a word known here");
	return true;
}

static bool
check_array(
    struct reader *reader, const struct member *member, const json_t *json)
{
	if (!json_is_array(json))
		return malformed(reader, "not an array");
	if (json_array_size(json) > (size_t)member->max)
		return past_limit(reader, "too many");
	if (member->shape == &report_page_shape) {
		reader->pages += (unsigned)json_array_size(json);
		if (reader->pages > REPORT_PAGES_MAX)
			return past_limit(reader, "too many pages in all");
	}
	return true;
}

static bool
read_texts(struct reader *reader, const struct member *member,
    const json_t *json, void *field)
{
	GPtrArray *texts = *(GPtrArray **)field;

	if (!check_array(reader, member, json))
		return false;
	for (size_t i = 0; i < json_array_size(json); i++) {
		char *text = NULL;

		if (!read_bounded(reader, json_array_get(json, i),
			member->text_max, &text))
			return false;
		g_ptr_array_add(texts, text);
	}
	return true;
}

static bool
read_list(struct reader *reader, const struct member *member,
    const json_t *json, void *field)
{
	GPtrArray *list = *(GPtrArray **)field;
	size_t at = reader->path->len;

	if (!check_array(reader, member, json))
		return false;
	for (size_t i = 0; i < json_array_size(json); i++) {
		void *object = member->shape->make();

		g_ptr_array_add(list, object);
		g_string_append_printf(reader->path, "[%zu]", i);
		if (!read_shape(
			reader, member->shape, json_array_get(json, i), object))
			return false;
		g_string_truncate(reader->path, at);
	}
	return true;
}

static bool
read_object(struct reader *reader, const struct member *member,
    const json_t *json, void *field)
{
	void *object = member->shape->make();

	*(void **)field = object;
	return read_shape(reader, member->shape, json, object);
}

static bool (*const read_member[MEMBER_KIND_COUNT])(
    struct reader *, const struct member *, const json_t *, void *) = {
	[MEMBER_TEXT] = read_text,
	[MEMBER_HEX] = read_hex,
	[MEMBER_NUMBER] = read_number,
	[MEMBER_FLAG] = read_flag,
	[MEMBER_WORD] = read_word,
	[MEMBER_TEXTS] = read_texts,
	[MEMBER_LIST] = read_list,
	[MEMBER_OBJECT] = read_object,
};

/* The member's value, or NULL when json has none or is of another kind. */
static const json_t *
value_of(const struct shape *shape, size_t index, const json_t *json)
{
	if (shape->as_row)
		return json_array_get(json, index);
	return json_object_get(json, shape->members[index].name);
}

static bool
read_shape(struct reader *reader, const struct shape *shape, const json_t *json,
    void *object)
{
	size_t at = reader->path->len;

	if (shape->as_row ? !json_is_array(json) : !json_is_object(json))
		return malformed(reader, "neither object nor row");
	for (size_t i = 0; i < shape->count; i++) {
		const struct member *member = &shape->members[i];
		const json_t *value = value_of(shape, i, json);
		void *field = (char *)object + member->offset;

		g_string_append_printf(
		    reader->path, "%s%s", at > 0 ? "." : "", member->name);
		if (value == NULL)
			return malformed(reader, "missing");
		if (!(member->nullable && json_is_null(value)) &&
		    !read_member[member->kind](reader, member, value, field))
			return false;
		g_string_truncate(reader->path, at);
	}
	if ((shape->as_row ? json_array_size(json) : json_object_size(json)) !=
	    shape->count)
		return malformed(reader, "a member that is not known");
	return true;
}

/* Containers stand before what they contain, and not too deep. */
static bool
check_parents(struct reader *reader, const struct report *report)
{
	uint8_t depth[REPORT_PARTS_MAX];

	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report_part(report, i);

		g_string_printf(reader->path, "parts[%u].parent", i);
		if (part->parent >= (int)i)
			return malformed(reader, "does not precede it");
		depth[i] =
		    part->parent < 0 ? 0 : (uint8_t)(depth[part->parent] + 1);
		if (depth[i] > REPORT_DEPTH_MAX)
			return past_limit(reader, "too deep");
	}
	return true;
}

/*
 * Values are counted before they are built: "[],[],…" would grow fifty-fold
 * in memory.  Every value follows a comma or opens an array or object.
 */
static bool
check_size(struct reader *reader, const char *json, size_t length)
{
	bool in_text = false;
	size_t values = 0;

	if (length > REPORT_BYTES_MAX)
		return past_limit(reader, "too many bytes");
	for (size_t i = 0; i < length; i++) {
		if (in_text && json[i] == '\\')
			i++;
		else if (json[i] == '"')
			in_text = !in_text;
		else if (!in_text && strchr(",[{", json[i]) != NULL)
			values++;
	}
	if (values > REPORT_VALUES_MAX)
		return past_limit(reader, "too many values");
	return true;
}

/* Takes the schema's version out of json. */
static bool
check_schema(struct reader *reader, json_t *json)
{
	const json_t *schema = json_object_get(json, "schema");

	g_string_assign(reader->path, "schema");
	if (!json_is_integer(schema) ||
	    json_integer_value(schema) != REPORT_SCHEMA)
		return malformed(reader, "not a version known here");
	json_object_del(json, "schema");
	g_string_truncate(reader->path, 0);
	return true;
}

static json_t *
parse(struct reader *reader, const char *text, size_t length)
{
	json_error_t why;
	json_t *json;

	if (!check_size(reader, text, length))
		return NULL;
	json = json_loadb(text, length, JSON_REJECT_DUPLICATES, &why);
	if (json == NULL)
		malformed(reader, why.text);
	return json;
}

struct report *
report_decode(const char *text, size_t length, GError **error)
{
	struct reader reader = { g_string_new(NULL), 0, error };
	OWNED(report) report = report_new();
	json_t *json = parse(&reader, text, length);
	bool good = json != NULL && check_schema(&reader, json) &&
		    read_shape(&reader, &report_shape, json, report) &&
		    check_parents(&reader, report);

	json_decref(json);
	g_string_free(reader.path, TRUE);
	return good ? g_steal_pointer(&report) : NULL;
}
