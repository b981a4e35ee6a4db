/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content of what is signed: see cms.h. */
#include "cms.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define TAG_OCTETS 0x04
#define TAG_OCTETS_IN_CHUNKS 0x24
#define TAG_OID 0x06
#define TAG_SEQUENCE 0x30
#define TAG_EXPLICIT_0 0xa0

/* What is left to read of the contents of an element. */
struct ber {
	const uint8_t *p, *end;
};

static bool skip_to_end_mark(struct ber *in, unsigned depth);

static size_t
left(const struct ber *in)
{
	return (size_t)(in->end - in->p);
}

/* The long form of a length, X.690 §8.1.3.5. */
static bool
read_long_length(struct ber *in, unsigned octets, size_t *length_r)
{
	size_t length = 0;

	if (octets > sizeof(uint32_t) || octets > left(in))
		return false;
	while (octets-- > 0)
		length = length << 8 | *in->p++;
	*length_r = length;
	return true;
}

/*
 * Steps over the next element: its tag and contents.  Tags past 30 and
 * more than CMS_DEPTH_MAX indefinite lengths in one another are refused.
 */
static bool
next(struct ber *in, unsigned depth, uint8_t *tag_r, struct ber *contents_r)
{
	size_t length;

	if (left(in) < 2 || (in->p[0] & 0x1f) == 0x1f)
		return false;
	*tag_r = *in->p++;
	length = *in->p++;
	contents_r->p = in->p;
	if (length == 0x80) {
		if (!skip_to_end_mark(in, depth))
			return false;
		contents_r->end = in->p - 2;
		return true;
	}
	if (length > 0x80 && !read_long_length(in, length & 0x7f, &length))
		return false;
	if (length > left(in))
		return false;
	contents_r->p = in->p;
	in->p += length;
	contents_r->end = in->p;
	return true;
}

/* Steps past the two zero octets that end an indefinite length. */
static bool
skip_to_end_mark(struct ber *in, unsigned depth)
{
	if (depth >= CMS_DEPTH_MAX)
		return false;
	while (left(in) >= 2) {
		struct ber contents;
		uint8_t tag;

		if (in->p[0] == 0 && in->p[1] == 0) {
			in->p += 2;
			return true;
		}
		if (!next(in, depth + 1, &tag, &contents))
			return false;
	}
	return false;
}

/* The next element, when it bears tag; in stays before it otherwise. */
static bool
expect(struct ber *in, uint8_t tag, struct ber *contents_r)
{
	struct ber before = *in;
	uint8_t found;

	if (next(in, 0, &found, contents_r) && found == tag)
		return true;
	*in = before;
	return false;
}

static bool
is_oid(const struct ber *oid, const char *bytes, size_t length)
{
	return left(oid) == length && memcmp(oid->p, bytes, length) == 0;
}

/* 1.2.840.113549.1.7.n, n being the type of content, and authEnveloped. */
#define PKCS7 "\x2a\x86\x48\x86\xf7\x0d\x01\x07"
#define AUTH_ENVELOPED "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"
#define OID_IS(oid, bytes) is_oid(oid, bytes, sizeof(bytes) - 1)

/* The type of the whole and, for SignedData, its contents. */
static enum cms_kind
open_content_info(GBytes *bytes, struct ber *signed_data_r)
{
	gsize size;
	const uint8_t *data = g_bytes_get_data(bytes, &size);
	struct ber in = { data, data }, info, oid, content;

	if (size == 0)
		return CMS_NONE; /* data may be NULL, to which nothing adds */
	in.end += size;
	if (!expect(&in, TAG_SEQUENCE, &info) ||
	    !expect(&info, TAG_OID, &oid))
		return CMS_NONE;
	if (OID_IS(&oid, PKCS7 "\x03") || OID_IS(&oid, AUTH_ENVELOPED))
		return CMS_ENCRYPTED;
	if (!OID_IS(&oid, PKCS7 "\x02"))
		return left(&oid) > 8 && memcmp(oid.p, PKCS7, 7) == 0
			   ? CMS_OTHER
			   : CMS_NONE;
	if (!expect(&info, TAG_EXPLICIT_0, &content) ||
	    !expect(&content, TAG_SEQUENCE, signed_data_r))
		return CMS_NONE;
	return CMS_SIGNED;
}

/* SignedData up to the octets it carries; absent when detached. */
static enum cms_kind
open_signed(GBytes *bytes, struct ber *octets_r)
{
	struct ber signed_data, skipped, content, oid;
	enum cms_kind kind = open_content_info(bytes, &signed_data);
	uint8_t tag;

	if (kind != CMS_SIGNED)
		return kind;
	/* Behind the version and the digests. */
	for (unsigned i = 0; i < 2; i++) {
		if (!next(&signed_data, 0, &tag, &skipped))
			return CMS_NONE;
	}
	if (!expect(&signed_data, TAG_SEQUENCE, &content) ||
	    !expect(&content, TAG_OID, &oid))
		return CMS_NONE;
	if (!expect(&content, TAG_EXPLICIT_0, octets_r))
		return CMS_DETACHED;
	return CMS_SIGNED;
}

/* Appends the octets of in, which may come in chunks within chunks. */
static bool
append_octets(GByteArray *out, struct ber *in, unsigned depth)
{
	while (left(in) > 0) {
		struct ber contents;
		uint8_t tag;

		if (!next(in, 0, &tag, &contents))
			return false;
		if (tag == TAG_OCTETS)
			g_byte_array_append(
			    out, contents.p, (guint)left(&contents));
		else if (tag != TAG_OCTETS_IN_CHUNKS ||
		    depth >= CMS_DEPTH_MAX ||
		    !append_octets(out, &contents, depth + 1))
			return false;
	}
	return true;
}

enum cms_kind
cms_kind(GBytes *bytes)
{
	struct ber octets;

	return open_signed(bytes, &octets);
}

GBytes *
cms_content(GBytes *bytes)
{
	struct ber octets;
	GByteArray *out;

	if (open_signed(bytes, &octets) != CMS_SIGNED)
		return NULL;
	out = g_byte_array_new();
	if (!append_octets(out, &octets, 0)) {
		g_byte_array_unref(out);
		return NULL;
	}
	return g_byte_array_free_to_bytes(out);
}
