/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of the report's JSON: see report-shape.h. */
#include "report-shape.h"

/* Readers and writers of an enumeration through an untyped field. */
#define WORDS(name)                                                            \
	static const char *name##_of(const void *field)                        \
	{                                                                      \
		return name##_word(*(const enum name *)field);                 \
	}                                                                      \
                                                                               \
	static bool name##_into(const char *word, void *field)                 \
	{                                                                      \
		return name##_parse(word, (enum name *)field);                 \
	}                                                                      \
                                                                               \
	static const struct words name##_words = { name##_of, name##_into };

WORDS(part_role)
WORDS(part_state)
WORDS(part_reason)
WORDS(page_source)

/* Makers and freers without types, for struct shape. */
#define LIFE(name, ...)                                                        \
	static void *name##_make(void)                                         \
	{                                                                      \
		return name##_new(__VA_ARGS__);                                \
	}                                                                      \
                                                                               \
	static void name##_unmake(void *object)                                \
	{                                                                      \
		name##_free(object);                                           \
	}

LIFE(report)
LIFE(part)
LIFE(page)
LIFE(ink)
LIFE(header, NULL, NULL)
LIFE(address, NULL, NULL)
LIFE(delivery_report)

#define AT(type, field) .name = #field, .offset = offsetof(struct type, field)
#define TEXT(type, field, bytes)                                               \
	{                                                                      \
		AT(type, field), .kind = MEMBER_TEXT, .max = (bytes)           \
	}
#define TEXT_OR_NULL(type, field, bytes)                                       \
	{                                                                      \
		AT(type, field), .kind = MEMBER_TEXT, .max = (bytes),          \
				 .nullable = true                              \
	}
#define TEXT_MATTERS(type, field, bytes)                                       \
	{                                                                      \
		AT(type, field), .kind = MEMBER_TEXT, .max = (bytes),          \
				 .matters = true                               \
	}
#define HEX_OR_NULL(type, field, digits)                                       \
	{                                                                      \
		AT(type, field), .kind = MEMBER_HEX, .max = (digits),          \
				 .nullable = true                              \
	}
#define NUMBER(type, field, from, to)                                          \
	{                                                                      \
		AT(type, field), .kind = MEMBER_NUMBER, .min = (from),         \
				 .max = (to),                                  \
				 .size = sizeof(((struct type *)NULL)->field)  \
	}
#define FLAG(type, field)                                                      \
	{                                                                      \
		AT(type, field), .kind = MEMBER_FLAG                           \
	}
#define WORD(type, field, enumeration)                                         \
	{                                                                      \
		AT(type, field), .kind = MEMBER_WORD,                          \
				 .words = &enumeration##_words                 \
	}
#define TEXTS(type, field, number, bytes)                                      \
	{                                                                      \
		AT(type, field), .kind = MEMBER_TEXTS, .max = (number),        \
				 .text_max = (bytes)                           \
	}
#define LIST(type, field, number, of)                                          \
	{                                                                      \
		AT(type, field), .kind = MEMBER_LIST, .max = (number),         \
				 .shape = &(of)                                \
	}
#define LIST_MATTERS(type, field, number, of)                                  \
	{                                                                      \
		AT(type, field), .kind = MEMBER_LIST, .max = (number),         \
				 .shape = &(of), .matters = true               \
	}
#define OBJECT_OR_NULL(type, field, of)                                        \
	{                                                                      \
		AT(type, field), .kind = MEMBER_OBJECT, .shape = &(of),        \
				 .nullable = true                              \
	}
#define SHAPE(type, table, row)                                                \
	{                                                                      \
		(table), G_N_ELEMENTS(table), (row), type##_make,              \
		    type##_unmake                                              \
	}

static const struct member ink_members[] = {
	TEXT_OR_NULL(ink, text, REPORT_NAME_BYTES_MAX),
	NUMBER(ink, confidence, 0, 100),
	NUMBER(ink, x, 0, UINT16_MAX),
	NUMBER(ink, y, 0, UINT16_MAX),
	NUMBER(ink, width, 0, UINT16_MAX),
	NUMBER(ink, height, 0, UINT16_MAX),
	NUMBER(ink, area, 0, UINT32_MAX),
};
static const struct shape ink_shape = SHAPE(ink, ink_members, true);

static const struct member page_members[] = {
	NUMBER(page, number, 1, REPORT_PAGES_MAX),
	WORD(page, source, page_source),
	WORD(page, reason, part_reason),
	NUMBER(page, confidence, 0, 100),
	FLAG(page, quoted),
	TEXT_MATTERS(page, text, REPORT_PAGE_BYTES_MAX),
	NUMBER(page, images, 0, UINT16_MAX),
	LIST_MATTERS(page, ink, REPORT_INK_MAX, ink_shape),
};
const struct shape report_page_shape = SHAPE(page, page_members, false);

static const struct member part_members[] = {
	NUMBER(part, parent, -1, REPORT_PARTS_MAX - 1),
	WORD(part, role, part_role),
	WORD(part, state, part_state),
	WORD(part, reason, part_reason),
	TEXT_OR_NULL(part, name, REPORT_NAME_BYTES_MAX),
	TEXT_OR_NULL(part, path, REPORT_NAME_BYTES_MAX),
	TEXT_OR_NULL(part, type, REPORT_TYPE_BYTES_MAX),
	TEXT_OR_NULL(part, declared_type, REPORT_TYPE_BYTES_MAX),
	TEXT_OR_NULL(part, content_id, REPORT_ID_BYTES_MAX),
	NUMBER(part, size, 0, INT64_MAX),
	HEX_OR_NULL(part, sha256, 64),
	LIST_MATTERS(part, pages, REPORT_PAGES_MAX, report_page_shape),
};
static const struct shape part_shape = SHAPE(part, part_members, false);

static const struct member header_members[] = {
	TEXT(header, name, REPORT_ID_BYTES_MAX),
	TEXT(header, value, REPORT_HEADER_BYTES_MAX),
};
static const struct shape header_shape = SHAPE(header, header_members, true);

static const struct member address_members[] = {
	TEXT_OR_NULL(address, name, REPORT_ID_BYTES_MAX),
	TEXT(address, address, REPORT_ADDRESS_BYTES_MAX),
};
static const struct shape address_shape =
    SHAPE(address, address_members, false);

static const struct member delivery_members[] = {
	TEXT_OR_NULL(delivery_report, action, REPORT_ID_BYTES_MAX),
	TEXT_OR_NULL(delivery_report, status, REPORT_ID_BYTES_MAX),
	TEXT_OR_NULL(delivery_report, recipient, REPORT_ID_BYTES_MAX),
	TEXT_OR_NULL(delivery_report, about, REPORT_ID_BYTES_MAX),
};
static const struct shape delivery_shape =
    SHAPE(delivery_report, delivery_members, false);

static const struct member report_members[] = {
	TEXT_OR_NULL(report, message_id, REPORT_ID_BYTES_MAX),
	LIST(report, from, REPORT_ADDRESSES_MAX, address_shape),
	LIST(report, reply_to, REPORT_ADDRESSES_MAX, address_shape),
	LIST(report, to, REPORT_ADDRESSES_MAX, address_shape),
	TEXT_OR_NULL(report, return_path, REPORT_ADDRESS_BYTES_MAX),
	TEXT_OR_NULL(report, subject, REPORT_HEADER_BYTES_MAX),
	TEXTS(report, in_reply_to, REPORT_IDS_MAX, REPORT_ID_BYTES_MAX),
	TEXTS(report, references, REPORT_IDS_MAX, REPORT_ID_BYTES_MAX),
	NUMBER(report, date_at, REPORT_TIME_MIN, REPORT_TIME_MAX),
	NUMBER(report, received_at, REPORT_TIME_MIN, REPORT_TIME_MAX),
	TEXT_OR_NULL(report, content_type, REPORT_TYPE_BYTES_MAX),
	TEXT_OR_NULL(report, report_type, REPORT_TYPE_BYTES_MAX),
	LIST(report, headers, REPORT_HEADERS_MAX, header_shape),
	TEXT_MATTERS(report, body, REPORT_BODY_BYTES_MAX),
	TEXT(report, quoted, REPORT_BODY_BYTES_MAX),
	OBJECT_OR_NULL(report, delivery, delivery_shape),
	LIST_MATTERS(report, parts, REPORT_PARTS_MAX, part_shape),
	TEXTS(report, findings, REPORT_FINDINGS_MAX, REPORT_FINDING_BYTES_MAX),
	FLAG(report, truncated),
};
const struct shape report_shape = SHAPE(report, report_members, false);
