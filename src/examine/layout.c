/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a page from what stands where on it: see layout.h. */
#include "layout.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "box-glyph.h"
#include "owned.h"

/*
 * Two texts are of one line when their middles differ by less than this
 * share of the taller one's height, and by these bounds: what is typed over
 * a form stands a few points too high or too low, and the narrowest lines
 * of small print are some 7 points apart.
 */
#define SAME_LINE_SHARE 0.42
#define SAME_LINE_MIN 2.0
#define SAME_LINE_MAX 6.0
/* A wider gap than this many heights is a column's. */
#define COLUMN_GAP 2.0
/* Further below than this many heights begins a paragraph. */
#define PARAGRAPH_GAP 2.2
/* Taller than so many usual heights is text that runs up the margin. */
#define UPRIGHT_HEIGHT_MAX 40.0
/* The height of a line of a block that could hold more lines than it has. */
#define BLOCK_LINE 13.0

struct item {
	struct rectangle area;
	char *text; /* NULL: a box */
	enum box_state state;
	bool gone; /* became part of another */
};

struct layout {
	GArray *items;
	bool full;
};

static void
clear_item(void *item)
{
	g_free(((struct item *)item)->text);
}

struct layout *
layout_new(void)
{
	struct layout *layout = g_new0(struct layout, 1);

	layout->items = g_array_new(FALSE, TRUE, sizeof(struct item));
	g_array_set_clear_func(layout->items, clear_item);
	return layout;
}

void
layout_free(struct layout *layout)
{
	if (layout == NULL)
		return;
	g_array_unref(layout->items);
	g_free(layout);
}

static struct item *
item_at(const struct layout *layout, unsigned index)
{
	return &g_array_index(layout->items, struct item, index);
}

static double
middle_x(struct rectangle r)
{
	return (r.x0 + r.x1) / 2;
}

static double
middle_y(struct rectangle r)
{
	return (r.y0 + r.y1) / 2;
}

static double
height(struct rectangle r)
{
	return r.y1 - r.y0;
}

/* Hostile documents have coordinates that are no numbers, or upside down. */
static bool
is_sane(struct rectangle *r)
{
	if (!isfinite(r->x0) || !isfinite(r->y0) || !isfinite(r->x1) ||
	    !isfinite(r->y1))
		return false;
	*r = (struct rectangle){ fmin(r->x0, r->x1), fmin(r->y0, r->y1),
		fmax(r->x0, r->x1), fmax(r->y0, r->y1) };
	return true;
}

static void
add(struct layout *layout, struct item item)
{
	if (!is_sane(&item.area) ||
	    layout->items->len >= LAYOUT_ITEMS_MAX) {
		layout->full = true;
		g_free(item.text);
		return;
	}
	g_array_append_val(layout->items, item);
}

void
layout_add_text(struct layout *layout, struct rectangle area,
    const char *text, gssize length)
{
	gsize size = length < 0 ? strlen(text) : (gsize)length;

	if (size > 0)
		add(layout, (struct item){ .area = area,
		    .text = g_strndup(text, size) });
}

void
layout_add_block(struct layout *layout, struct rectangle area,
    const char *text)
{
	g_auto(GStrv) lines = g_strsplit_set(text, "\r\n", -1);
	unsigned count = 0, index = 0;
	double step;

	for (char **line = lines; *line != NULL; line++)
		count += **line != '\0';
	if (count == 0 || !is_sane(&area))
		return;
	step = height(area) / count;
	if (step > 2 * BLOCK_LINE)
		step = BLOCK_LINE;
	for (char **line = lines; *line != NULL; line++) {
		struct rectangle at = area;

		if (**line == '\0')
			continue;
		at.y0 = area.y0 + step * index++;
		at.y1 = at.y0 + step;
		layout_add_text(layout, at, *line, -1);
	}
}

void
layout_add_box(struct layout *layout, struct rectangle area,
    enum box_state state)
{
	add(layout, (struct item){ .area = area, .state = state });
}

void
layout_cut(struct layout *layout)
{
	layout->full = true;
}

bool
layout_is_full(const struct layout *layout)
{
	return layout->full;
}

static bool
is_tick(const struct item *item)
{
	return item->text != NULL &&
	    box_glyph_is_tick(g_utf8_get_char(item->text)) &&
	    *g_utf8_next_char(item->text) == '\0';
}

static bool
covers(struct rectangle r, double x, double y)
{
	return x >= r.x0 && x <= r.x1 && y >= r.y0 && y <= r.y1;
}

bool
layout_has_text_at(const struct layout *layout, struct rectangle area)
{
	double x = middle_x(area), y = middle_y(area);

	for (unsigned i = 0; i < layout->items->len; i++) {
		const struct item *item = item_at(layout, i);

		if (item->text != NULL && !is_tick(item) &&
		    covers(item->area, x, y))
			return true;
	}
	return false;
}

/* What stands in the box, or is the same box once more, goes into it. */
static void
absorb(struct layout *layout, struct item *box)
{
	for (unsigned i = 0; i < layout->items->len; i++) {
		struct item *other = item_at(layout, i);
		struct rectangle r = other->area;

		if (other == box || other->gone ||
		    !covers(box->area, middle_x(r), middle_y(r)))
			continue;
		if (is_tick(other))
			box->state = BOX_TICKED;
		else if (other->text != NULL)
			continue;
		else if (other->state == BOX_TICKED ||
		    box->state == BOX_UNKNOWN)
			box->state = other->state;
		other->gone = true;
	}
}

static void
settle_boxes(struct layout *layout)
{
	unsigned boxes = 0;

	for (unsigned i = 0; i < layout->items->len; i++) {
		struct item *item = item_at(layout, i);

		if (item->text != NULL || item->gone)
			continue;
		if (boxes++ == LAYOUT_BOXES_MAX) {
			layout->full = true;
			return;
		}
		absorb(layout, item);
	}
}

static int
by_middle(const void *a, const void *b)
{
	double one = middle_y(((const struct item *)a)->area);
	double two = middle_y(((const struct item *)b)->area);

	return (one > two) - (one < two);
}

static int
by_left(const void *a, const void *b)
{
	double one = ((const struct item *)a)->area.x0;
	double two = ((const struct item *)b)->area.x0;

	return (one > two) - (one < two);
}

/* A line being gathered: items first to last of the sorted array. */
struct line {
	unsigned first, last;
	double middle, weight; /* mean of the middles, by length of text */
	double height;
};

static bool
joins(const struct line *line, const struct item *item)
{
	double tall = fmax(line->height, height(item->area));
	double near = SAME_LINE_SHARE * tall;

	if (line->height > UPRIGHT_HEIGHT_MAX ||
	    height(item->area) > UPRIGHT_HEIGHT_MAX)
		return false;
	near = fmin(fmax(near, SAME_LINE_MIN), SAME_LINE_MAX);
	return middle_y(item->area) - line->middle < near;
}

static void
join(struct line *line, const struct item *item)
{
	double weight = item->text != NULL ? (double)strlen(item->text) : 1;

	line->middle = (line->middle * line->weight +
	    middle_y(item->area) * weight) / (line->weight + weight);
	line->weight += weight;
	line->height = fmax(line->height, height(item->area));
	line->last++;
}

/* The line that begins with item first. */
static struct line
gather(const struct layout *layout, unsigned first)
{
	struct line line = { .first = first, .last = first };

	join(&line, item_at(layout, first));
	while (line.last < layout->items->len &&
	    joins(&line, item_at(layout, line.last)))
		join(&line, item_at(layout, line.last));
	return line;
}

static void
write_line(struct layout *layout, const struct line *line, GString *out)
{
	double right = 0;
	bool fresh = true;

	qsort(item_at(layout, line->first), line->last - line->first,
	    sizeof(struct item), by_left);
	for (unsigned i = line->first; i < line->last; i++) {
		const struct item *item = item_at(layout, i);
		double gap = item->area.x0 - right;

		if (item->gone)
			continue;
		if (!fresh)
			g_string_append_c(out,
			    gap > COLUMN_GAP * line->height ? '\t' : ' ');
		g_string_append(out, item->text != NULL ?
			item->text : box_state_text(item->state));
		right = fresh ? item->area.x1 : fmax(right, item->area.x1);
		fresh = false;
	}
	if (!fresh)
		g_string_append_c(out, '\n');
}

char *
layout_text(struct layout *layout)
{
	GString *out = g_string_new(NULL);
	double below = 0;

	settle_boxes(layout);
	g_array_sort(layout->items, by_middle);
	for (unsigned i = 0; i < layout->items->len;) {
		struct line line = gather(layout, i);

		if (out->len > 0 &&
		    line.middle - below > PARAGRAPH_GAP * line.height)
			g_string_append_c(out, '\n');
		write_line(layout, &line, out);
		below = line.middle;
		i = line.last;
	}
	return g_string_free(out, FALSE);
}
