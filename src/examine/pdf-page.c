/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one page of a PDF holds: see pdf-page.h. */
#include "pdf-page.h"

#include <math.h>
#include <string.h>

#include "box-glyph.h"

/* 8 mm: a picture with a shorter side is a rule, a dot, a pictogram. */
#define PICTURE_SIDE_MIN 22.7
/* A picture that ends in this upper share of the page is its letterhead. */
#define LETTERHEAD_SHARE 0.15
/* A gap of this share of the height parts words that no space parts. */
#define WORD_GAP 0.35

/* The characters of a page while words are made of them. */
struct characters {
	const char *at;            /* the next one */
	struct rectangle *areas;
	unsigned index, count;
	GList *attributes;         /* PopplerTextAttributes, from index on */
};

/*
 * A place of the page as it is shown, from the top left, on the page as it
 * is read; p->width and p->height are of the latter.
 */
static struct rectangle
upright(const struct pdf_page *p, struct rectangle r)
{
	switch (p->turn) {
	case 1:
		return (struct rectangle){ p->width - r.y1, r.x0,
			p->width - r.y0, r.x1 };
	case 2:
		return (struct rectangle){ p->width - r.x1,
			p->height - r.y1, p->width - r.x0,
			p->height - r.y0 };
	case 3:
		return (struct rectangle){ r.y0, p->height - r.x1, r.y1,
			p->height - r.x0 };
	default:
		return r;
	}
}

/* Fields and annotations are counted from the bottom. */
static struct rectangle
from_bottom(const struct pdf_page *p, const PopplerRectangle *r)
{
	double shown = p->turn & 1 ? p->width : p->height;

	return upright(p,
	    (struct rectangle){ r->x1, shown - r->y2, r->x2, shown - r->y1 });
}

/* The nearest place from 0 to most; 0 for what is no number. */
static double
within(double place, double most)
{
	return fmin(fmax(place, 0), most);
}

/* The part of r that is on the page, or an empty one at its edge. */
static struct rectangle
clip(const struct pdf_page *p, struct rectangle r)
{
	return (struct rectangle){ within(r.x0, p->width),
		within(r.y0, p->height), within(r.x1, p->width),
		within(r.y1, p->height) };
}

/* What is written there accounts for what is drawn there.  Fields may lie
 * anywhere, also where no pixel has a number. */
static void
note_words(struct pdf_page *p, struct rectangle area)
{
	struct rectangle seen = clip(p, area);

	g_array_append_val(p->words, seen);
}

static const char *
font_of(struct characters *c)
{
	while (c->attributes != NULL) {
		const PopplerTextAttributes *a = c->attributes->data;

		if ((int)c->index <= a->end_index)
			return (int)c->index >= a->start_index ?
			    a->font_name : NULL;
		c->attributes = c->attributes->next;
	}
	return NULL;
}

static struct rectangle
area_of(const struct characters *c)
{
	return c->areas[c->index];
}

static void
next(struct characters *c)
{
	c->at = g_utf8_next_char(c->at);
	c->index++;
}

/* Dot leaders are parted from what is typed before or after them. */
static bool
is_leader(const char *p)
{
	gunichar c = g_utf8_get_char(p);

	return c == 0x2026 || c == '_' || (c == '.' && p[1] == '.');
}

/* True when r stands beside the word, or above or below: upright text. */
static bool
follows(struct rectangle word, struct rectangle r)
{
	double tall = word.y1 - word.y0, wide = word.x1 - word.x0;
	double lower = (r.y0 + r.y1) / 2 - (word.y0 + word.y1) / 2;
	double after = (r.x0 + r.x1) / 2 - (word.x0 + word.x1) / 2;

	if (fabs(lower) < tall / 2)
		return r.x0 - word.x1 < WORD_GAP * tall &&
		    r.x0 >= word.x0 - tall;
	return fabs(after) < wide / 2 && r.y0 - word.y1 < WORD_GAP * wide &&
	    word.y0 - r.y1 < WORD_GAP * wide;
}

static void
extend(struct rectangle *word, struct rectangle r)
{
	word->x0 = MIN(word->x0, r.x0);
	word->y0 = MIN(word->y0, r.y0);
	word->x1 = MAX(word->x1, r.x1);
	word->y1 = MAX(word->y1, r.y1);
}

static bool
ends_word(const struct characters *c, const char *start,
    struct rectangle word)
{
	gunichar letter = g_utf8_get_char(c->at);
	bool leader = is_leader(start);

	if (g_unichar_isspace(letter) || box_glyph(letter) != NULL)
		return true;
	/* The last dot of a leader has no dot after it. */
	if (leader ? letter != '.' && !is_leader(c->at) : is_leader(c->at))
		return true;
	return !follows(word, area_of(c));
}

static void
add_word(struct pdf_page *p, struct characters *c)
{
	const char *start = c->at;
	struct rectangle word = area_of(c);

	next(c);
	while (c->index < c->count && *c->at != '\0' &&
	    !ends_word(c, start, word)) {
		extend(&word, area_of(c));
		next(c);
	}
	layout_add_text(p->layout, word, start, c->at - start);
	note_words(p, word);
}

static void
add_characters(struct pdf_page *p, struct characters *c)
{
	while (c->index < c->count && *c->at != '\0') {
		gunichar letter = g_utf8_get_char(c->at);
		const char *box = box_glyph_of_font(letter, font_of(c));

		if (box != NULL) {
			layout_add_box(p->layout, area_of(c),
			    box[1] == 'x' ? BOX_TICKED : BOX_EMPTY);
			next(c);
		} else if (g_unichar_isspace(letter)) {
			next(c);
		} else {
			add_word(p, c);
		}
	}
}

/* The quarters by which most of the text is turned, clockwise. */
static int
direction_of(const char *text, const PopplerRectangle *areas, unsigned count)
{
	unsigned runs[4] = { 0 }; /* right, down, left, up */
	int most = 0;

	for (unsigned i = 0; i + 1 < count && *text != '\0'; i++) {
		double x = areas[i + 1].x1 - areas[i].x1;
		double y = areas[i + 1].y1 - areas[i].y1;
		bool ends = g_unichar_isspace(g_utf8_get_char(text));

		text = g_utf8_next_char(text);
		if (ends || *text == '\0' ||
		    g_unichar_isspace(g_utf8_get_char(text)))
			continue;
		if (fabs(x) > fabs(y))
			runs[x > 0 ? 0 : 2]++;
		else if (fabs(y) > 0)
			runs[y > 0 ? 1 : 3]++;
	}
	for (int i = 1; i < 4; i++)
		if (runs[i] > runs[most])
			most = i;
	return most;
}

/* Turns the page so that text running that way is upright. */
static void
turn_page(struct pdf_page *p, int direction)
{
	double width = p->width;

	p->turn = (4 - direction) % 4;
	if (p->turn & 1) {
		p->width = p->height;
		p->height = width;
	}
}

static void
add_text(struct pdf_page *p)
{
	g_autofree char *text = poppler_page_get_text(p->page);
	g_autofree PopplerRectangle *shown = NULL;
	g_autofree struct rectangle *areas = NULL;
	struct characters c = { .at = text };
	GList *attributes;

	if (text == NULL || !g_utf8_validate(text, -1, NULL) ||
	    !poppler_page_get_text_layout(p->page, &shown, &c.count))
		return;
	turn_page(p, direction_of(text, shown, c.count));
	areas = g_new(struct rectangle, c.count);
	for (unsigned i = 0; i < c.count; i++)
		areas[i] = upright(p, (struct rectangle){ shown[i].x1,
		    shown[i].y1, shown[i].x2, shown[i].y2 });
	attributes = poppler_page_get_text_attributes(p->page);
	c.areas = areas;
	c.attributes = attributes;
	add_characters(p, &c);
	poppler_page_free_text_attributes(attributes);
}

static void
add_value(struct pdf_page *p, struct rectangle area, const char *value)
{
	if (value == NULL || !g_utf8_validate(value, -1, NULL))
		return;
	layout_add_block(p->layout, area, value);
	note_words(p, area);
}

static char *
choice_of(PopplerFormField *field)
{
	char *text = poppler_form_field_choice_get_text(field);
	int count = poppler_form_field_choice_get_n_items(field);

	for (int i = 0; text == NULL && i < count; i++)
		if (poppler_form_field_choice_is_item_selected(field, i))
			text = poppler_form_field_choice_get_item(field, i);
	return text;
}

static void
add_field(struct pdf_page *p, PopplerFormField *field, struct rectangle area)
{
	g_autofree char *value = NULL;

	switch (poppler_form_field_get_field_type(field)) {
	case POPPLER_FORM_FIELD_BUTTON:
		if (poppler_form_field_button_get_button_type(field) !=
		    POPPLER_FORM_BUTTON_PUSH)
			layout_add_box(p->layout, area,
			    poppler_form_field_button_get_state(field) ?
				BOX_TICKED : BOX_EMPTY);
		break;
	case POPPLER_FORM_FIELD_TEXT:
		if (!poppler_form_field_text_is_password(field))
			value = poppler_form_field_text_get_text(field);
		break;
	case POPPLER_FORM_FIELD_CHOICE:
		value = choice_of(field);
		break;
	case POPPLER_FORM_FIELD_SIGNATURE:
		p->seals++;
		break;
	case POPPLER_FORM_FIELD_UNKNOWN:
		break;
	}
	add_value(p, area, value);
}

static void
add_fields(struct pdf_page *p)
{
	GList *fields = poppler_page_get_form_field_mapping(p->page);

	for (GList *l = fields; l != NULL; l = l->next) {
		const PopplerFormFieldMapping *m = l->data;

		add_field(p, m->field, from_bottom(p, &m->area));
	}
	poppler_page_free_form_field_mapping(fields);
}

static void
add_annotation(struct pdf_page *p, PopplerAnnot *annot,
    struct rectangle area)
{
	g_autofree char *text = NULL;

	if (poppler_annot_get_flags(annot) &
	    (POPPLER_ANNOT_FLAG_HIDDEN | POPPLER_ANNOT_FLAG_NO_VIEW))
		return;
	switch (poppler_annot_get_annot_type(annot)) {
	case POPPLER_ANNOT_FREE_TEXT:
		text = poppler_annot_get_contents(annot);
		add_value(p, area, text);
		break;
	case POPPLER_ANNOT_INK:
	case POPPLER_ANNOT_STAMP:
	case POPPLER_ANNOT_LINE:
	case POPPLER_ANNOT_POLY_LINE:
		p->drawn_on = true;
		break;
	default:
		break;
	}
}

static void
add_annotations(struct pdf_page *p)
{
	GList *annots = poppler_page_get_annot_mapping(p->page);

	for (GList *l = annots; l != NULL; l = l->next) {
		const PopplerAnnotMapping *m = l->data;

		add_annotation(p, m->annot, from_bottom(p, &m->area));
	}
	poppler_page_free_annot_mapping(annots);
}

static double
size(struct rectangle r)
{
	return (r.x1 - r.x0) * (r.y1 - r.y0);
}

/*
 * Where a picture is.  Poppler gives the place of its first corner and its
 * sides as if it were not turned; which of the ways it is turned fits best
 * on the page is its place, and in doubt the way the text is turned.
 */
static struct rectangle
picture_area(const struct pdf_page *p, const PopplerRectangle *r)
{
	double wide = r->x2 - r->x1, tall = r->y2 - r->y1;
	struct rectangle ways[] = {
		{ r->x1, r->y1, r->x2, r->y2 },
		{ r->x1, r->y1 - wide, r->x1 + tall, r->y1 }, /* turn 1 */
		{ r->x1, r->y1, r->x2, r->y2 },
		{ r->x1 - tall, r->y1, r->x1, r->y1 + wide }, /* turn 3 */
	};
	struct rectangle best = clip(p, upright(p, ways[p->turn]));

	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		struct rectangle way = clip(p, upright(p, ways[i]));

		if (size(way) > size(best) * 1.01)
			best = way;
	}
	return best;
}

static void
add_picture(struct pdf_page *p, const PopplerImageMapping *m)
{
	struct rectangle area = picture_area(p, &m->area);
	struct pdf_picture picture = { area, m->image_id,
		size(area) / (p->width * p->height) };

	if (area.x1 - area.x0 < PICTURE_SIDE_MIN ||
	    area.y1 - area.y0 < PICTURE_SIDE_MIN)
		return;
	g_array_append_val(p->pictures, picture);
	p->covered = MAX(p->covered, picture.share);
	p->images += area.y1 > LETTERHEAD_SHARE * p->height;
}

static void
add_pictures(struct pdf_page *p)
{
	GList *pictures = poppler_page_get_image_mapping(p->page);

	for (GList *l = pictures; l != NULL; l = l->next)
		add_picture(p, l->data);
	poppler_page_free_image_mapping(pictures);
}

void
pdf_page_init(struct pdf_page *p, PopplerPage *page)
{
	memset(p, 0, sizeof(*p));
	p->page = page;
	p->layout = layout_new();
	p->words = g_array_new(FALSE, FALSE, sizeof(struct rectangle));
	p->pictures = g_array_new(FALSE, FALSE, sizeof(struct pdf_picture));
	poppler_page_get_size(page, &p->width, &p->height);
	if (!(p->width >= 1 && p->height >= 1)) {
		p->width = p->height = 0;
		return;
	}
	add_text(p);
	add_fields(p);
	add_annotations(p);
	add_pictures(p);
}

void
pdf_page_clear(struct pdf_page *p)
{
	layout_free(p->layout);
	g_array_unref(p->words);
	g_array_unref(p->pictures);
}
