/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a message: see headers.h. */
#include "headers.h"

#include <string.h>

#include <gmime/gmime.h>

#include "mailtext.h"
#include "rfc2047.h"

/* Address groups in address groups; RFC 5322 allows none. */
#define GROUPS_DEPTH_MAX 4u

/* A field as it stands in the block: its lines, folding included. */
struct field {
	const char *name, *value;
	size_t name_length, value_length;
};

/* What is being read. */
struct block {
	const char *p, *end;
	unsigned malformed;
};

static const char *
end_of_line(const char *p, const char *end)
{
	const char *newline = memchr(p, '\n', (size_t)(end - p));

	return newline != NULL ? newline + 1 : end;
}

/* The end of a field: the first line that does not begin with a blank. */
static const char *
end_of_field(const char *p, const char *end)
{
	p = end_of_line(p, end);
	while (p < end && (*p == ' ' || *p == '\t'))
		p = end_of_line(p, end);
	return p;
}

static bool
is_blank_line(const char *p, const char *end)
{
	return p >= end || *p == '\n' ||
	       (*p == '\r' && (p + 1 == end || p[1] == '\n'));
}

/* The length of the field's name; 0 when the line is no field. */
static size_t
name_length(const char *p, const char *end)
{
	const char *start = p;
	size_t length;

	while (p < end && (unsigned char)*p > ' ' && *p != ':' && *p != 0x7f)
		p++;
	length = (size_t)(p - start);
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p < end && *p == ':' ? length : 0;
}

/* The next field; false at the blank line that ends the header. */
static bool
next_field(struct block *block, struct field *field_r)
{
	while (!is_blank_line(block->p, block->end)) {
		const char *from = block->p;
		const char *colon;

		block->p = end_of_field(from, block->end);
		field_r->name = from;
		field_r->name_length = name_length(from, block->p);
		if (field_r->name_length == 0) {
			block->malformed++;
			continue;
		}
		colon = memchr(from, ':', (size_t)(block->p - from));
		field_r->value = colon + 1;
		field_r->value_length = (size_t)(block->p - colon - 1);
		return true;
	}
	return false;
}

size_t
headers_offset(const char *bytes, size_t length)
{
	size_t offset = 0;

	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		offset = 3;
	while (offset < length && strchr("\r\n", bytes[offset]) != NULL &&
	       bytes[offset] != '\0')
		offset++;
	return offset;
}

static struct block
block_of(const char *bytes, size_t length)
{
	const char *end = bytes + length;
	const char *start = bytes + headers_offset(bytes, length);

	/* A mailbox file's separator is no field. */
	if (end - start > 5 && memcmp(start, "From ", 5) == 0)
		start = end_of_line(start, end);
	return (struct block){ start, end, 0 };
}

/* The value on one line, without its outer blanks; bytes as they are. */
static char *
unfold(const struct field *field)
{
	size_t length = MIN(field->value_length, HEADERS_FIELD_BYTES_MAX);
	GString *out = g_string_sized_new(length);

	for (size_t i = 0; i < length; i++) {
		char c = field->value[i];

		if (c != '\r' && c != '\n' && c != '\0')
			g_string_append_c(out, c);
	}
	return g_strstrip(g_string_free(out, FALSE));
}

static bool
is_called(const struct field *field, const char *name)
{
	return strlen(name) == field->name_length &&
	       g_ascii_strncasecmp(field->name, name, field->name_length) == 0;
}

char *
headers_find(const char *bytes, size_t length, const char *name)
{
	struct block block = block_of(bytes, length);
	struct field field;

	while (next_field(&block, &field)) {
		if (is_called(&field, name))
			return unfold(&field);
	}
	return NULL;
}

void
headers_ids(const char *value, GPtrArray *ids)
{
	const char *p = value;

	while (ids->len < REPORT_IDS_MAX && (p = strchr(p, '<')) != NULL) {
		size_t length = strcspn(p + 1, "<> \t");

		if (p[1 + length] == '>' && length > 0 &&
		    length + 2 <= REPORT_ID_BYTES_MAX)
			g_ptr_array_add(ids, g_strndup(p, length + 2));
		p += 1 + length;
	}
}

/* Text in a field: words decoded, wrong readings put right. */
static char *
decode(const char *value)
{
	g_autofree char *text = rfc2047_decode(value);

	return g_strstrip(mailtext_repair(text));
}

char *
headers_text(const char *block, size_t length, const char *name)
{
	g_autofree char *raw = headers_find(block, length, name);

	return raw != NULL ? decode(raw) : NULL;
}

/* An address with its domain in lower case; NULL when it is none. */
static char *
clean_address(const char *address)
{
	g_autofree char *valid = mailtext_repair(address);
	g_autofree char *domain = NULL;
	char *at = strrchr(valid, '@');

	if (valid[0] == '\0' || strlen(valid) > REPORT_ADDRESS_BYTES_MAX)
		return NULL;
	if (at == NULL)
		return g_steal_pointer(&valid);
	domain = g_utf8_strdown(at, -1);
	*at = '\0';
	return g_strconcat(valid, domain, NULL);
}

static void
add_mailbox(GPtrArray *to, InternetAddressMailbox *mailbox)
{
	const char *raw = internet_address_mailbox_get_addr(mailbox);
	const char *name = internet_address_get_name(INTERNET_ADDRESS(mailbox));
	g_autofree char *address = clean_address(raw != NULL ? raw : "");
	g_autofree char *display = NULL;

	if (address == NULL)
		return;
	if (name != NULL && name[0] != '\0')
		display = mailtext_repair(name);
	g_ptr_array_add(to, address_new(display, address));
}

static void
add_addresses(GPtrArray *to, InternetAddressList *list, unsigned depth)
{
	int count = list != NULL ? internet_address_list_length(list) : 0;

	for (int i = 0; i < count && to->len < REPORT_ADDRESSES_MAX; i++) {
		InternetAddress *a = internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_MAILBOX(a))
			add_mailbox(to, INTERNET_ADDRESS_MAILBOX(a));
		else if (INTERNET_ADDRESS_IS_GROUP(a) &&
			 depth < GROUPS_DEPTH_MAX)
			add_addresses(to,
			    internet_address_group_get_members(
				INTERNET_ADDRESS_GROUP(a)),
			    depth + 1);
	}
}

/* What a field's meaning is read with. */
struct reading {
	struct report *report;
	const char *raw;     /* unfolded bytes */
	const char *decoded; /* the same as text */
};

static void
read_addresses(const struct reading *reading, GPtrArray *to)
{
	const char *charsets[] = { "utf-8", "windows-1252", NULL };
	GMimeParserOptions *options = g_mime_parser_options_new();
	g_autofree char *plain = rfc2047_plain_words(reading->raw);
	InternetAddressList *list;

	/* Raw 8-bit is UTF-8 where it can be, else windows-1252. */
	g_mime_parser_options_set_fallback_charsets(options, charsets);
	list = internet_address_list_parse(options, plain);
	g_mime_parser_options_free(options);

	add_addresses(to, list, 0);
	if (list != NULL)
		g_object_unref(list);
}

static void
read_from(const struct reading *reading)
{
	read_addresses(reading, reading->report->from);
}

static void
read_reply_to(const struct reading *reading)
{
	read_addresses(reading, reading->report->reply_to);
}

static void
read_to(const struct reading *reading)
{
	read_addresses(reading, reading->report->to);
}

/* The topmost counts: our own server wrote it. */
static void
read_return_path(const struct reading *reading)
{
	const char *open = strchr(reading->raw, '<');
	const char *path = open != NULL ? open + 1 : reading->raw;
	g_autofree char *plain = g_strndup(path, strcspn(path, "> \t"));

	if (reading->report->return_path != NULL)
		return;
	reading->report->return_path = clean_address(plain);
	if (plain[0] == '\0')
		reading->report->return_path = g_strdup("");
}

static void
read_subject(const struct reading *reading)
{
	if (reading->report->subject == NULL)
		reading->report->subject = g_strdup(reading->decoded);
}

static void
read_message_id(const struct reading *reading)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	headers_ids(reading->raw, ids);
	if (reading->report->message_id == NULL && ids->len > 0)
		reading->report->message_id = mailtext_repair(ids->pdata[0]);
}

static void
read_in_reply_to(const struct reading *reading)
{
	headers_ids(reading->raw, reading->report->in_reply_to);
}

static void
read_references(const struct reading *reading)
{
	headers_ids(reading->raw, reading->report->references);
}

/* Seconds since the epoch; 0 when it is no date a report may name. */
static int64_t
date_of(const char *text)
{
	GDateTime *date = g_mime_utils_header_decode_date(text);
	int64_t seconds = date != NULL ? g_date_time_to_unix(date) : 0;

	if (date != NULL)
		g_date_time_unref(date);
	return seconds >= REPORT_TIME_MIN && seconds <= REPORT_TIME_MAX
		   ? seconds
		   : 0;
}

static void
read_date(const struct reading *reading)
{
	if (reading->report->date_at == 0)
		reading->report->date_at = date_of(reading->raw);
}

static void
read_received(const struct reading *reading)
{
	const char *semicolon = strrchr(reading->raw, ';');

	if (reading->report->received_at == 0 && semicolon != NULL)
		reading->report->received_at = date_of(semicolon + 1);
}

static const struct {
	const char *name;
	void (*read)(const struct reading *reading);
} meanings[] = {
	{ "From", read_from },
	{ "Reply-To", read_reply_to },
	{ "To", read_to },
	{ "Cc", read_to },
	{ "Return-Path", read_return_path },
	{ "Subject", read_subject },
	{ "Message-ID", read_message_id },
	{ "In-Reply-To", read_in_reply_to },
	{ "References", read_references },
	{ "Date", read_date },
	{ "Received", read_received },
};

static void
take_field(struct exam *exam, const struct field *field)
{
	g_autofree char *name = g_strndup(
	    field->name, MIN(field->name_length, REPORT_ID_BYTES_MAX));
	g_autofree char *raw = unfold(field);
	g_autofree char *decoded = decode(raw);
	struct reading reading = { exam->report, raw, decoded };

	if (field->value_length > HEADERS_FIELD_BYTES_MAX ||
	    strlen(decoded) > REPORT_HEADER_BYTES_MAX)
		exam_finding(exam, "a header field too long, cut: %s", name);
	g_ptr_array_add(exam->report->headers, header_new(name, decoded));
	for (size_t i = 0; i < G_N_ELEMENTS(meanings); i++) {
		if (is_called(field, meanings[i].name))
			meanings[i].read(&reading);
	}
}

void
headers_read(struct exam *exam, GBytes *raw)
{
	gsize size;
	const char *bytes = exam_bytes(raw, &size);
	struct block block = block_of(bytes, size);
	struct field field;

	while (next_field(&block, &field)) {
		if (exam->report->headers->len >= REPORT_HEADERS_MAX) {
			exam_cut(exam, "more than %u header fields",
			    REPORT_HEADERS_MAX);
			break;
		}
		take_field(exam, &field);
	}
	if (block.malformed > 0)
		exam_finding(exam, "%u lines of the header are no fields",
		    block.malformed);
	if (exam->report->from->len == 0)
		exam_finding(exam, "no From address");
}
