/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report's charts in SVG: see survey.h.  Bars are told apart by their
 * pattern and their figure, so that they read in grey; what a chart shows
 * stands in its description too.
 */
#include <string.h>

#include "french.h"
#include "survey.h"
#include "views.h"

#define DAY (24 * 60 * 60)
/* More bars than this would be too thin to see: weeks instead of days. */
#define DAYS_MAX 100
/* No chart of more: dates that far apart are a mistake or a clock.  What came
 * later is counted. */
#define BARS_MAX 200u

/* Geometry, in the units of the drawing. */
#define WIDTH 640
#define LEFT 40
#define PLOT (WIDTH - LEFT - 14)
#define PLOT_HEIGHT 150
#define TOP 26
#define NAME_WIDTH 220
#define NAME_LENGTH 30 /* letters that fit in it */
#define BAR_HEIGHT 18
#define BAR_STEP 27

struct days {
	int64_t first; /* local midnight of the first bar */
	unsigned step; /* days a bar stands for */
	unsigned bars;
	unsigned count[BARS_MAX];
	unsigned highest, total;
	unsigned later; /* than the last bar */
	int64_t closes_at;
};

static void
text(GString *page, const char *words)
{
	g_autofree char *escaped = g_markup_escape_text(
	    words != NULL ? words : "", -1);

	g_string_append(page, escaped);
}

/* Days since the epoch of at's date in zone. */
static int64_t
local_day(int64_t at, GTimeZone *zone)
{
	int32_t offset = 0;

	if (zone != NULL)
		offset = g_time_zone_get_offset(zone,
		    g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL,
			at));
	return (at + offset) / DAY;
}

/* "12/11" of a day since the epoch. */
static char *
day_name(int64_t day)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(day * DAY);

	return date != NULL ? g_date_time_format(date, "%d/%m") :
			      g_strdup("?");
}

static bool
same_deadline(const struct survey_group *group, const struct dossier *d)
{
	return g_strcmp0(group->campaign, d->campaign) == 0 &&
	    g_strcmp0(group->deadline, d->deadline) == 0;
}

static void
count_days(struct days *days, const struct survey *survey,
    const struct survey_group *group, GTimeZone *zone)
{
	for (unsigned i = 0; i < survey->dossiers->len; i++) {
		const struct dossier *d = survey->dossiers->pdata[i];
		int64_t bar;

		if (!same_deadline(group, d))
			continue;
		bar = (local_day(d->received_at, zone) - days->first) /
		    days->step;
		days->total++;
		if (bar >= days->bars) {
			days->later++;
			continue;
		}
		days->count[bar]++;
		days->highest = MAX(days->highest, days->count[bar]);
	}
}

/* From the first reception to the last one, or to the deadline. */
static void
fill_days(struct days *days, const struct survey *survey,
    const struct survey_group *group)
{
	GTimeZone *zone = ctl_zone(survey->ctl, group->campaign);
	int64_t first = INT64_MAX, last = 0, span;

	days->closes_at = survey_closes_at(survey, group);
	if (days->closes_at != 0)
		last = local_day(days->closes_at - 1, zone);
	for (unsigned i = 0; i < survey->dossiers->len; i++) {
		const struct dossier *d = survey->dossiers->pdata[i];

		if (!same_deadline(group, d))
			continue;
		first = MIN(first, local_day(d->received_at, zone));
		last = MAX(last, local_day(d->received_at, zone));
	}
	first = MIN(first, last);
	span = last - first + 1;
	days->first = first;
	days->step = span <= DAYS_MAX ? 1 : 7;
	days->bars = (unsigned)MIN(
	    (span + days->step - 1) / days->step, BARS_MAX);
	count_days(days, survey, group, zone);
}

static void
draw_axis(GString *page, const struct days *days)
{
	unsigned step = days->bars <= 12 ? 1 : (days->bars + 9) / 10;

	g_string_append_printf(page,
	    "<path d=\"M%d %d H%d M%d %d H%d\" stroke=\"#c9d0d9\"/>"
	    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%u</text>"
	    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>",
	    LEFT, TOP, LEFT + PLOT, LEFT, TOP + PLOT_HEIGHT, LEFT + PLOT,
	    LEFT - 6, TOP + 4, days->highest, LEFT - 6,
	    TOP + PLOT_HEIGHT + 4);
	for (unsigned i = 0; i < days->bars; i += step) {
		g_autofree char *name = day_name(
		    days->first + (int64_t)i * days->step);

		g_string_append_printf(page,
		    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
		    LEFT + (int)((i + 0.5) * PLOT / days->bars),
		    TOP + PLOT_HEIGHT + 18, name);
	}
}

static void
draw_bars(GString *page, const struct days *days)
{
	double width = (double)PLOT / days->bars;

	for (unsigned i = 0; i < days->bars; i++) {
		double height = (double)days->count[i] * PLOT_HEIGHT /
		    MAX(days->highest, 1);

		if (days->count[i] == 0)
			continue;
		g_string_append_printf(page, "<rect x=\"%d\" y=\"%d\" "
		    "width=\"%d\" height=\"%d\" fill=\"#2c5f8a\"/>",
		    (int)(LEFT + i * width + width * 0.1),
		    (int)(TOP + PLOT_HEIGHT - height),
		    MAX((int)(width * 0.8), 2), MAX((int)height, 1));
	}
}

/* The deadline: a broken line at the end of its day, with its name. */
static void
draw_deadline(GString *page, const struct days *days, GTimeZone *zone)
{
	int64_t day;
	double at;
	int x;

	if (days->closes_at == 0)
		return;
	day = local_day(days->closes_at - 1, zone) + 1;
	at = (double)(day - days->first) / days->step;
	if (at < 0 || at > days->bars)
		return;
	x = (int)(LEFT + at * PLOT / days->bars);
	g_string_append_printf(page,
	    "<path d=\"M%d %d V%d\" stroke=\"#b3261e\" stroke-width=\"2\" "
	    "stroke-dasharray=\"5 3\"/><text x=\"%d\" y=\"%d\" "
	    "text-anchor=\"%s\" fill=\"#b3261e\" font-weight=\"600\">"
	    "échéance</text>",
	    x, TOP - 8, TOP + PLOT_HEIGHT,
	    x > WIDTH / 2 ? x - 5 : x + 5, TOP - 10,
	    x > WIDTH / 2 ? "end" : "start");
}

static void
begin_figure(GString *page, const char *caption, const char *description,
    int height)
{
	g_string_append(page, "<figure><figcaption>");
	text(page, caption);
	g_string_append_printf(page,
	    "</figcaption><svg role=\"img\" viewBox=\"0 0 %d %d\" "
	    "width=\"%d\" height=\"%d\" xmlns=\"http://www.w3.org/2000/svg\" "
	    "fill=\"#1b2430\" aria-label=\"",
	    WIDTH, height, WIDTH, height);
	text(page, caption);
	g_string_append(page, " – ");
	text(page, description);
	g_string_append(page, "\">");
}

static void
end_figure(GString *page)
{
	g_string_append(page, "</svg></figure>\n");
}

void
chart_days(GString *page, const struct survey *survey,
    const struct survey_group *group)
{
	struct days days = { 0 };
	g_autofree char *deadline = survey_deadline(survey, group);
	g_autofree char *caption = NULL, *description = NULL, *later = NULL;

	fill_days(&days, survey, group);
	later = days.later > 0 ?
	    g_strdup_printf(" dont %u plus tard", days.later) : g_strdup("");
	caption = g_strdup_printf("Dossiers reçus par %s, échéance du %s",
	    days.step == 1 ? "jour" : "semaine", deadline);
	description = g_strdup_printf("%u en tout%s, %u au plus en un%s",
	    days.total, later, days.highest,
	    days.step == 1 ? " jour" : "e semaine");
	begin_figure(page, caption, description, TOP + PLOT_HEIGHT + 26);
	draw_axis(page, &days);
	draw_bars(page, &days);
	draw_deadline(page, &days, ctl_zone(survey->ctl, group->campaign));
	end_figure(page);
}

static const struct {
	enum dossier_status status;
	const char *fill;
	const char *ink;
	const char *name;
} shares[] = {
	{ DOSSIER_COMPLETE, "#1f6f43", "#ffffff", "complets" },
	{ DOSSIER_INCOMPLETE, "url(#incomplets)", "#1b2430", "incomplets" },
	{ DOSSIER_REVIEW, "url(#a-voir)", "#1b2430", "à voir" },
};

static void
draw_patterns(GString *page)
{
	g_string_append(page,
	    "<defs><pattern id=\"incomplets\" width=\"7\" height=\"7\" "
	    "patternUnits=\"userSpaceOnUse\" "
	    "patternTransform=\"rotate(45)\">"
	    "<rect width=\"7\" height=\"7\" fill=\"#f6cfcb\"/>"
	    "<rect width=\"2\" height=\"7\" fill=\"#b3261e\"/></pattern>"
	    "<pattern id=\"a-voir\" width=\"6\" height=\"6\" "
	    "patternUnits=\"userSpaceOnUse\">"
	    "<rect width=\"6\" height=\"6\" fill=\"#fff0c4\"/>"
	    "<circle cx=\"3\" cy=\"3\" r=\"1.3\" fill=\"#8a5a00\"/>"
	    "</pattern></defs>");
}

static void
draw_legend(GString *page)
{
	int x = NAME_WIDTH;

	for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
		g_string_append_printf(page, "<rect x=\"%d\" y=\"2\" "
		    "width=\"14\" height=\"14\" stroke=\"#1b2430\" "
		    "stroke-width=\".5\" fill=\"%s\"/>"
		    "<text x=\"%d\" y=\"14\">%s</text>",
		    x, shares[i].fill, x + 20, shares[i].name);
		x += 110;
	}
}

/* A figure on a pattern needs a ground of its own to be read. */
static void
draw_figure(GString *page, int x, int y, unsigned count, const char *ink)
{
	if (ink[1] != 'f')
		g_string_append_printf(page, "<rect x=\"%d\" y=\"%d\" "
		    "width=\"%d\" height=\"12\" rx=\"2\" fill=\"#ffffff\" "
		    "fill-opacity=\".85\"/>",
		    x - (count > 9 ? 9 : 6), y + 3, count > 9 ? 18 : 12);
	g_string_append_printf(page, "<text x=\"%d\" y=\"%d\" "
	    "text-anchor=\"middle\" fill=\"%s\">%u</text>",
	    x, y + 13, ink, count);
}

static void
draw_place(GString *page, const struct survey *survey,
    const struct survey_place *place, unsigned most, int y)
{
	double unit = (double)(WIDTH - NAME_WIDTH - 20) / MAX(most, 1);
	double x = NAME_WIDTH;
	g_autofree char *name = view_short_place(
	    survey_place_name(survey, place));
	g_autofree char *cut = g_utf8_strlen(name, -1) > NAME_LENGTH ?
	    g_utf8_substring(name, 0, NAME_LENGTH - 1) : NULL;

	g_string_append_printf(page,
	    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", NAME_WIDTH - 8,
	    y + 13);
	text(page, cut != NULL ? cut : name);
	g_string_append_printf(page, "%s</text>", cut != NULL ? "…" : "");
	for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
		unsigned count = place->count[shares[i].status];
		double width = count * unit;

		if (count == 0)
			continue;
		g_string_append_printf(page, "<rect x=\"%d\" y=\"%d\" "
		    "width=\"%d\" height=\"%d\" stroke=\"#1b2430\" "
		    "stroke-width=\".5\" fill=\"%s\"/>",
		    (int)x, y, MAX((int)width, 2), BAR_HEIGHT,
		    shares[i].fill);
		draw_figure(page, (int)(x + width / 2), y, count,
		    shares[i].ink);
		x += width;
	}
}

void
chart_places(GString *page, const struct survey *survey)
{
	unsigned most = 0;
	g_autofree char *description = french_count(survey->places->len,
	    "établissement", "établissements");

	if (survey->places->len == 0)
		return;
	for (unsigned i = 0; i < survey->places->len; i++) {
		const struct survey_place *place = survey->places->pdata[i];

		most = MAX(most, place->total);
	}
	begin_figure(page, "Dossiers par établissement", description,
	    30 + (int)survey->places->len * BAR_STEP);
	draw_patterns(page);
	draw_legend(page);
	for (unsigned i = 0; i < survey->places->len; i++)
		draw_place(page, survey, survey->places->pdata[i], most,
		    28 + (int)i * BAR_STEP);
	end_figure(page);
}
