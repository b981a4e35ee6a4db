/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments nobody sent on purpose: see noise.h. */
#include "config.h"

#include "noise.h"

#include <string.h>

#include <leptonica/allheaders.h>

#include "filetype.h"

/* Content-IDs noted; mails with more show them all the same. */
#define CIDS_MAX 10000u

void
noise_note_html(struct exam *exam, const char *html)
{
	const char *p = html;

	while ((p = strcasestr(p, "cid:")) != NULL &&
	       g_hash_table_size(exam->cids) < CIDS_MAX) {
		size_t length;
		char *cid;

		p += 4;
		length = strcspn(p, "\"'> )\t\r\n");
		cid = g_uri_unescape_segment(p, p + length, NULL);
		if (cid != NULL && cid[0] != '\0')
			g_hash_table_add(exam->cids, g_steal_pointer(&cid));
		g_free(cid);
		p += length;
	}
}

/* What is judged, and what tells. */
struct suspect {
	const struct exam *exam;
	const struct part *part;
	const struct leaf *leaf;
	GHashTable *seen; /* hash of a part: how often it occurs */
};

/* Names of files that systems and programs leave beside people's own. */
static const char *const system_names[] = { "(?i)^thumbs\\.db$",
	"(?i)^desktop\\.ini$", "^\\.DS_Store$", "^\\._", "^~\\$",
	"^oledata\\.mso$", "(?i)^~wrd\\d+\\.(jpg|tmp)$" };

static bool
is_system_file(const struct suspect *suspect)
{
	const char *name = suspect->part->name;
	const char *path = suspect->part->path;

	if (path != NULL && strstr(path, "__MACOSX") != NULL)
		return true;
	for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(system_names);
	     i++) {
		if (g_regex_match_simple(system_names[i], name, 0, 0))
			return true;
	}
	return false;
}

bool
noise_is_remainder(const struct part *part)
{
	return part->name != NULL && part->size <= NOISE_ATT_BYTES_MAX &&
	       (g_str_has_prefix(part->type, "text/") || part->size == 0) &&
	       g_regex_match_simple(
		   "(?i)^att\\d{5}\\.(txt|html?|dat|bin)$", part->name, 0, 0);
}

static bool
is_remainder(const struct suspect *suspect)
{
	return noise_is_remainder(suspect->part);
}

/* True when the content has one of the types, or is text declared so. */
static bool
is_of(const struct suspect *suspect, const char *const *types)
{
	const struct part *part = suspect->part;
	const char *declared =
	    part->declared_type != NULL ? part->declared_type : "";

	if (g_strv_contains(types, part->type))
		return true;
	return g_strv_contains(types, declared) &&
	       (g_str_has_prefix(part->type, "text/") ||
		   g_str_equal(part->type, "application/octet-stream"));
}

static bool
is_vcard(const struct suspect *suspect)
{
	static const char *const types[] = { "text/vcard", "text/x-vcard",
		"text/directory", NULL };

	return is_of(suspect, types);
}

static bool
is_calendar(const struct suspect *suspect)
{
	static const char *const types[] = { "text/calendar", "application/ics",
		"text/x-vcalendar", NULL };

	return is_of(suspect, types);
}

static bool
is_signature(const struct suspect *suspect)
{
	static const char *const types[] = { FILETYPE_SIGNATURE,
		"application/x-pkcs7-signature", "application/pgp-signature",
		"application/pgp-keys", NULL };

	return is_of(suspect, types);
}

/* The picture's size; false when its header cannot be read. */
static bool
picture_size(
    const struct suspect *suspect, unsigned *width_r, unsigned *height_r)
{
	gsize size;
	const l_uint8 *data = g_bytes_get_data(suspect->leaf->bytes, &size);
	l_int32 width = 0, height = 0;

	if (pixReadHeaderMem(
		data, size, NULL, &width, &height, NULL, NULL, NULL) != 0 ||
	    width <= 0 || height <= 0)
		return false;
	*width_r = (unsigned)width;
	*height_r = (unsigned)height;
	return true;
}

static bool
is_picture_of_mail(const struct suspect *suspect)
{
	return g_str_has_prefix(suspect->part->type, "image/") &&
	       suspect->leaf->place == PLACE_MAIL;
}

static bool
is_pixel(const struct suspect *suspect)
{
	unsigned width, height;

	return is_picture_of_mail(suspect) &&
	       picture_size(suspect, &width, &height) &&
	       width <= NOISE_PIXEL_PIXELS && height <= NOISE_PIXEL_PIXELS;
}

/* The names mail programs and signature tools give to pictures. */
static bool
has_logo_name(const struct part *part)
{
	return part->name != NULL &&
	       g_regex_match_simple(
		   "(?i)^(image\\d{3,}|outlook-.*|logo.*|signature.*|bandeau.*|"
		   "banni[eè]re.*|facebook.*|linkedin.*|twitter.*|instagram.*|"
		   "youtube.*|pastedgraphic.*)\\.(png|jpe?g|gif|bmp|svg|[ew]mf)"
		   "$",
		   part->name, 0, 0);
}

static bool
is_logo(const struct suspect *suspect)
{
	const struct part *part = suspect->part;
	unsigned width = 0, height = 0;
	bool known, shown, repeated;

	if (!is_picture_of_mail(suspect) || part->size > NOISE_LOGO_BYTES_MAX)
		return false;
	known = picture_size(suspect, &width, &height);
	if (MIN(width, height) >= NOISE_PAGE_PIXELS)
		return false;
	shown = part->content_id != NULL &&
		g_hash_table_contains(suspect->exam->cids, part->content_id);
	repeated = GPOINTER_TO_UINT(
		       g_hash_table_lookup(suspect->seen, part->sha256)) > 1;
	if (shown || (repeated && !suspect->leaf->attached) ||
	    has_logo_name(part))
		return true;
	return known && !suspect->leaf->attached &&
	       MAX(width, height) <= NOISE_ICON_PIXELS &&
	       part->size <= NOISE_ICON_BYTES_MAX;
}

static const struct {
	bool (*is)(const struct suspect *suspect);
	enum part_reason reason;
} kinds[] = {
	{ is_system_file, REASON_SYSTEM_FILE },
	{ is_remainder, REASON_SYSTEM_FILE },
	{ is_vcard, REASON_VCARD },
	{ is_calendar, REASON_CALENDAR },
	{ is_signature, REASON_SIGNATURE },
	{ is_pixel, REASON_PIXEL },
	{ is_logo, REASON_LOGO },
};

static void
judge(struct exam *exam, int index, GHashTable *seen)
{
	struct suspect suspect = { exam, exam_part(exam, index),
		exam_leaf(exam, index), seen };

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (!kinds[i].is(&suspect))
			continue;
		exam_settle(
		    exam, index, PART_NOISE, PART_IGNORED, kinds[i].reason);
		return;
	}
}

void
noise_judge(struct exam *exam)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned i = 0; i < exam->report->parts->len; i++) {
		struct part *part = report_part(exam->report, i);

		if (part->sha256 != NULL)
			g_hash_table_replace(seen, part->sha256,
			    GUINT_TO_POINTER(
				GPOINTER_TO_UINT(
				    g_hash_table_lookup(seen, part->sha256)) +
				1));
	}
	for (unsigned i = 0; i < exam->report->parts->len; i++) {
		if (!exam_leaf(exam, (int)i)->done)
			judge(exam, (int)i, seen);
	}
}
