/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as a workbook: a summary with its chart, then a sheet for
 * each subdivision and deadline.  Every cell is written as a string or a
 * number, never as what a stranger wrote to be computed.
 */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "day.h"
#include "error.h"
#include "french.h"
#include "survey.h"
#include "views.h"

/* Excel's limit to a sheet's name. */
#define SHEET_NAME_MAX 31
#define FIRST_PIECE 7 /* column of the first piece */
#define CHART_GAP 6   /* pixels below the break of a printed page */
#define FIRST_COUNT 3 /* column of the summary's first number */
#define CHART_NAMES 8 /* hidden column of the summary: a chart's bars */
/* Bars that fit a chart of the usual height, each with its name. */
#define BARS_OF_CHART 12
#define HEAD_ROW 2    /* of a subdivision's sheet */
/* In points: two lines, since not every program fits rows itself. */
#define DOSSIER_HEIGHT 30
#define HEAD_HEIGHT 108

struct book {
	lxw_workbook *workbook;
	const struct survey *survey;
	lxw_format *title, *note, *head, *number_head, *cell, *number, *total,
	    *date;
	lxw_format *piece[PIECE_STATE_COUNT];
	lxw_format *optional;
	lxw_format *status[DOSSIER_STATUS_COUNT];
};

static const struct {
	uint32_t ground, ink;
	bool bold;
} piece_looks[] = {
	[PIECE_UNCERTAIN] = { 0xFFF0C4, 0x6B4600, false },
	[PIECE_MISSING] = { 0xF6CFCB, 0x8C1D18, true },
	[PIECE_UNREADABLE] = { 0xFFE0B2, 0x6B4600, true },
	[PIECE_BLANK] = { 0xFBDCC4, 0x8C1D18, true },
	[PIECE_PRESENT] = { 0xE3F2E8, 0x1F6F43, false },
};
G_STATIC_ASSERT(G_N_ELEMENTS(piece_looks) == PIECE_STATE_COUNT);

static const uint32_t status_inks[] = {
	[DOSSIER_REVIEW] = 0x8A5A00,
	[DOSSIER_INCOMPLETE] = 0xB3261E,
	[DOSSIER_COMPLETE] = 0x1F6F43,
};
G_STATIC_ASSERT(G_N_ELEMENTS(status_inks) == DOSSIER_STATUS_COUNT);

static lxw_format *
new_format(struct book *book)
{
	lxw_format *format = workbook_add_format(book->workbook);

	format_set_border(format, LXW_BORDER_THIN);
	format_set_border_color(format, 0xC9D0D9);
	format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
	format_set_text_wrap(format);
	return format;
}

static void
add_formats(struct book *book)
{
	book->title = workbook_add_format(book->workbook);
	format_set_bold(book->title);
	format_set_font_size(book->title, 15);
	book->note = workbook_add_format(book->workbook);
	format_set_font_color(book->note, 0x56606D);
	book->head = new_format(book);
	format_set_bold(book->head);
	format_set_bg_color(book->head, 0xE4EAF0);
	format_set_align(book->head, LXW_ALIGN_VERTICAL_BOTTOM);
	book->number_head = new_format(book);
	format_set_bold(book->number_head);
	format_set_bg_color(book->number_head, 0xE4EAF0);
	format_set_align(book->number_head, LXW_ALIGN_VERTICAL_BOTTOM);
	format_set_align(book->number_head, LXW_ALIGN_RIGHT);
	book->cell = new_format(book);
	book->number = new_format(book);
	format_set_align(book->number, LXW_ALIGN_RIGHT);
	book->total = new_format(book);
	format_set_bold(book->total);
	format_set_top(book->total, LXW_BORDER_MEDIUM);
	book->date = new_format(book);
	format_set_num_format(book->date, "dd/mm/yyyy hh:mm");
	format_set_align(book->date, LXW_ALIGN_LEFT);
}

static void
add_looks(struct book *book)
{
	for (unsigned i = 0; i < PIECE_STATE_COUNT; i++) {
		book->piece[i] = new_format(book);
		format_set_align(book->piece[i], LXW_ALIGN_CENTER);
		format_set_bg_color(book->piece[i], piece_looks[i].ground);
		format_set_font_color(book->piece[i], piece_looks[i].ink);
		if (piece_looks[i].bold)
			format_set_bold(book->piece[i]);
	}
	for (unsigned i = 0; i < DOSSIER_STATUS_COUNT; i++) {
		book->status[i] = new_format(book);
		format_set_bold(book->status[i]);
		format_set_font_color(book->status[i], status_inks[i]);
	}
	book->optional = new_format(book);
	format_set_align(book->optional, LXW_ALIGN_CENTER);
	format_set_font_color(book->optional, 0x56606D);
}

static void
string(lxw_worksheet *sheet, lxw_row_t row, unsigned column, const char *text,
    lxw_format *format)
{
	worksheet_write_string(sheet, row, (lxw_col_t)column,
	    text != NULL ? text : "", format);
}

static void
number(lxw_worksheet *sheet, lxw_row_t row, unsigned column, unsigned value,
    lxw_format *format)
{
	worksheet_write_number(sheet, row, (lxw_col_t)column, value, format);
}

/* A time as Excel counts: a date that sorts and filters. */
static void
moment(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
    unsigned column, int64_t at, const char *campaign)
{
	GTimeZone *zone = ctl_zone(book->survey->ctl, campaign);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at);
	g_autoptr(GDateTime) local = NULL;
	lxw_datetime datetime = { 0 };

	if (at == 0 || utc == NULL) {
		worksheet_write_blank(sheet, row, (lxw_col_t)column,
		    book->date);
		return;
	}
	local = zone != NULL ? g_date_time_to_timezone(utc, zone) :
			       g_date_time_ref(utc);
	datetime.year = g_date_time_get_year(local);
	datetime.month = g_date_time_get_month(local);
	datetime.day = g_date_time_get_day_of_month(local);
	datetime.hour = g_date_time_get_hour(local);
	datetime.min = g_date_time_get_minute(local);
	worksheet_write_datetime(sheet, row, (lxw_col_t)column, &datetime,
	    book->date);
}

static void
print_setup(lxw_worksheet *sheet)
{
	worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, 9); /* A4 */
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
	worksheet_set_footer(sheet, "&L&A&RPage &P sur &N");
	worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
}

static const char *const summary_heads[] = { "Campagne", "Échéance",
	"Subdivision", "Dossiers", "Complets", "Incomplets", "À voir",
	"Dont hors délai" };

static void
summary_row(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
    const struct survey_group *group)
{
	g_autofree char *deadline = survey_deadline(book->survey, group);
	g_autofree char *first = day_french(group->deadline);
	g_autofree char *name = g_strdup_printf("%s, %s",
	    survey_subdivision(book->survey, group), first);

	string(sheet, row, 0, survey_campaign(book->survey, group),
	    book->cell);
	string(sheet, row, 1, deadline, book->cell);
	string(sheet, row, 2, survey_subdivision(book->survey, group),
	    book->cell);
	number(sheet, row, 3, group->dossiers->len, book->number);
	number(sheet, row, 4, group->count[DOSSIER_COMPLETE], book->number);
	number(sheet, row, 5, group->count[DOSSIER_INCOMPLETE], book->number);
	number(sheet, row, 6, group->count[DOSSIER_REVIEW], book->number);
	number(sheet, row, 7, group->late, book->number);
	string(sheet, row, CHART_NAMES, name, NULL);
}

/* Sums as formulas: they follow what an agent filters or corrects. */
static void
summary_total(struct book *book, lxw_worksheet *sheet, lxw_row_t row)
{
	unsigned sum[5] = { 0 };

	for (unsigned i = 0; i < book->survey->groups->len; i++) {
		const struct survey_group *g = book->survey->groups->pdata[i];

		sum[0] += g->dossiers->len;
		sum[1] += g->count[DOSSIER_COMPLETE];
		sum[2] += g->count[DOSSIER_INCOMPLETE];
		sum[3] += g->count[DOSSIER_REVIEW];
		sum[4] += g->late;
	}
	string(sheet, row, 0, "Ensemble", book->total);
	string(sheet, row, 1, "", book->total);
	string(sheet, row, 2, "", book->total);
	for (unsigned i = 0; i < G_N_ELEMENTS(sum); i++) {
		char column = (char)('D' + i);
		g_autofree char *formula = g_strdup_printf("=SUM(%c4:%c%u)",
		    column, column, row);

		worksheet_write_formula_num(sheet, row, (lxw_col_t)(3 + i),
		    formula, book->total, sum[i]);
	}
}

static void
style_series(lxw_chart_series *series, unsigned i)
{
	static const struct {
		uint32_t ink, ground;
		uint8_t pattern;
	} looks[] = {
		{ 0x1F6F43, 0x1F6F43, LXW_CHART_PATTERN_PERCENT_90 },
		{ 0xB3261E, 0xFFFFFF, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL },
		{ 0x8A5A00, 0xFFF0C4, LXW_CHART_PATTERN_PERCENT_25 },
	};
	lxw_chart_pattern pattern = {
		.fg_color = looks[i].ink,
		.bg_color = looks[i].ground,
		.type = looks[i].pattern,
	};
	lxw_chart_line border = { .color = 0x1B2430, .width = 0.5f };

	chart_series_set_pattern(series, &pattern);
	chart_series_set_line(series, &border);
}

/* Bars of complete, incomplete and waiting dossiers, row by row. */
static lxw_chart *
status_chart(struct book *book, const char *title, lxw_row_t first,
    lxw_row_t last, lxw_col_t names, lxw_col_t counts)
{
	static const char *const series_names[] = { "complets", "incomplets",
		"à voir" };
	lxw_chart *chart = workbook_add_chart(book->workbook,
	    LXW_CHART_BAR_STACKED);
	lxw_chart_line grid = { .color = 0xDDE2E8, .width = 0.5f };

	for (unsigned i = 0; i < G_N_ELEMENTS(series_names); i++) {
		lxw_chart_series *series = chart_add_series(chart, NULL,
		    NULL);
		lxw_col_t column = (lxw_col_t)(counts + i);

		chart_series_set_categories(series, "Synthèse", first, names,
		    last, names);
		chart_series_set_values(series, "Synthèse", first, column,
		    last, column);
		chart_series_set_name(series, series_names[i]);
		style_series(series, i);
	}
	chart_show_hidden_data(chart);
	chart_title_set_name(chart, title);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	chart_axis_set_reverse(chart->y_axis);
	chart_axis_set_interval_unit(chart->y_axis, 1);
	chart_axis_set_num_format(chart->x_axis, "0");
	chart_axis_set_crossing_max(chart->y_axis);
	chart_axis_major_gridlines_set_line(chart->x_axis, &grid);
	return chart;
}

static lxw_row_t
places_table(struct book *book, lxw_worksheet *sheet, lxw_row_t row)
{
	static const char *const heads[] = { "Établissement", "", "",
		"Dossiers", "Complets", "Incomplets", "À voir" };

	for (unsigned i = 0; i < G_N_ELEMENTS(heads); i++)
		string(sheet, row, i, heads[i], i < FIRST_COUNT ?
			book->head : book->number_head);
	worksheet_merge_range(sheet, row, 0, row, 2, heads[0], book->head);
	for (unsigned i = 0; i < book->survey->places->len; i++) {
		const struct survey_place *p = book->survey->places->pdata[i];

		row++;
		worksheet_merge_range(sheet, row, 0, row, 2,
		    survey_place_name(book->survey, p), book->cell);
		number(sheet, row, 3, p->total, book->number);
		number(sheet, row, 4, p->count[DOSSIER_COMPLETE],
		    book->number);
		number(sheet, row, 5, p->count[DOSSIER_INCOMPLETE],
		    book->number);
		number(sheet, row, 6, p->count[DOSSIER_REVIEW], book->number);
	}
	return row;
}

static void
insert_charts(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
    lxw_row_t groups_last, lxw_row_t places_first, lxw_row_t places_last)
{
	lxw_chart_options size = { .x_scale = 1.0, .y_scale = 1.0,
		.y_offset = CHART_GAP };
	double tall = (double)(places_last - places_first + 1) /
	    BARS_OF_CHART;
	lxw_chart_options beside = { .x_scale = 1.3, .y_scale = MAX(tall, 1),
		.x_offset = 500, .y_offset = CHART_GAP };

	worksheet_insert_chart_opt(sheet, row, 0,
	    status_chart(book, "Par subdivision et échéance", 3,
		groups_last, CHART_NAMES, 4),
	    &size);
	worksheet_insert_chart_opt(sheet, row, 0,
	    status_chart(book, "Par établissement", places_first, places_last,
		0, 4),
	    &beside);
}

static void
add_summary(struct book *book)
{
	lxw_worksheet *sheet = workbook_add_worksheet(book->workbook,
	    "Synthèse");
	const struct survey *survey = book->survey;
	g_autofree char *made = french_time(survey->made_at,
	    ctl_zone(survey->ctl, NULL));
	g_autofree char *note = g_strdup_printf("État au %s", made);
	lxw_row_col_options options = { .hidden = LXW_TRUE };
	lxw_row_t row = HEAD_ROW + 1, places, breaks[2] = { 0 };

	string(sheet, 0, 0, "Dossiers reçus", book->title);
	string(sheet, 1, 0, note, book->note);
	for (unsigned i = 0; i < G_N_ELEMENTS(summary_heads); i++)
		string(sheet, HEAD_ROW, i, summary_heads[i],
		    i < FIRST_COUNT ? book->head : book->number_head);
	for (unsigned i = 0; i < survey->groups->len; i++)
		summary_row(book, sheet, row++, survey->groups->pdata[i]);
	summary_total(book, sheet, row);
	places = places_table(book, sheet, row + 2);
	breaks[0] = places + 2;
	if (survey->places->len > BARS_OF_CHART)
		worksheet_set_h_pagebreaks(sheet, breaks);
	if (survey->groups->len > 0)
		insert_charts(book, sheet, places + 2, row - 1, row + 3,
		    places);
	worksheet_set_row(sheet, HEAD_ROW, DOSSIER_HEIGHT, NULL);
	worksheet_set_column(sheet, 0, 0, 46, NULL);
	worksheet_set_column(sheet, 1, 1, 32, NULL);
	worksheet_set_column(sheet, 2, 2, 18, NULL);
	worksheet_set_column(sheet, 3, 7, 12, NULL);
	worksheet_set_column_opt(sheet, CHART_NAMES, CHART_NAMES, 20, NULL,
	    &options);
	print_setup(sheet);
}

/* label between begin and end, cut for them to stand. */
static char *
fit_name(const char *begin, const char *label, const char *end)
{
	glong room = SHEET_NAME_MAX - g_utf8_strlen(begin, -1) -
	    g_utf8_strlen(end, -1);
	g_autofree char *cut = g_utf8_strlen(label, -1) > room ?
	    g_utf8_substring(label, 0, room) : g_strdup(label);

	return g_strconcat(begin, g_strstrip(cut), end, NULL);
}

/* "Rouen 2026-02-13", without what Excel refuses, never twice. */
static char *
sheet_name(const struct book *book, const struct survey_group *group,
    unsigned number)
{
	const struct survey *survey = book->survey;
	g_autofree char *label = g_strdup(survey_subdivision(survey, group));
	g_autofree char *begin = g_strdup_printf("%u ", number + 1);
	g_autofree char *end = g_strconcat(" ", survey->groups->len > 1 ?
		group->deadline : NULL, NULL);
	g_autofree char *name = NULL;

	g_strdelimit(label, "[]:*?/\\'", '-');
	g_strchomp(end);
	name = fit_name("", label, end);
	if (workbook_validate_sheet_name(book->workbook, name) ==
	    LXW_NO_ERROR)
		return g_steal_pointer(&name);
	/* Two campaigns with one date, or labels whose ends alone differ. */
	return fit_name(begin, label, end);
}

static void
group_head(struct book *book, lxw_worksheet *sheet,
    const struct survey_group *group)
{
	static const char *const heads[] = { "Référence", "Candidat",
		"Établissement", "Spécialité", "État", "Reçu le",
		"Manque (annexes)" };
	g_autofree char *deadline = survey_deadline(book->survey, group);
	g_autofree char *title = g_strdup_printf("%s – échéance du %s",
	    survey_subdivision(book->survey, group), deadline);

	string(sheet, 0, 0, title, book->title);
	string(sheet, 1, 0, survey_campaign(book->survey, group), book->note);
	for (unsigned i = 0; i < G_N_ELEMENTS(heads); i++)
		string(sheet, HEAD_ROW, i, heads[i], book->head);
	for (unsigned i = 0; i < group->pieces->len; i++) {
		const struct survey_piece *p = group->pieces->pdata[i];
		g_autofree char *name = p->annexe != 0 ?
		    g_strdup_printf("%u\n%s", p->annexe, p->label) :
		    g_strdup(p->label);

		string(sheet, HEAD_ROW, FIRST_PIECE + i, name, book->head);
	}
	worksheet_set_row(sheet, HEAD_ROW, HEAD_HEIGHT, NULL);
}

static void
piece_cells(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
    const struct survey_group *group, const struct dossier *d)
{
	for (unsigned i = 0; i < group->pieces->len; i++) {
		const struct survey_piece *p = group->pieces->pdata[i];
		const struct piece_status *status = dossier_piece(d,
		    p->piece);
		bool optional = status == NULL || piece_not_asked(status);

		if (optional)
			string(sheet, row, FIRST_PIECE + i, "–",
			    book->optional);
		else
			string(sheet, row, FIRST_PIECE + i,
			    french_piece(status->state),
			    book->piece[status->state]);
	}
}

static void
dossier_row(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
    const struct survey_group *group, const struct dossier *d)
{
	g_autofree char *name = g_strdup_printf("%s %s", d->family_name,
	    d->given_name);
	g_autofree char *state = g_strdup_printf("%s%s",
	    french_status(d->status), d->late ? ", hors délai" : "");
	g_autofree char *lacking = view_lacking(d);
	const char *place = ctl_establishment_name(book->survey->ctl,
	    d->establishment);
	/* Two lines of the column, which all rows have, hold that. */
	g_autofree char *brief = view_short_place(
	    place != NULL ? place : "à préciser");

	string(sheet, row, 0, d->reference, book->cell);
	string(sheet, row, 1, name, book->cell);
	string(sheet, row, 2, brief, book->cell);
	string(sheet, row, 3, d->specialty, book->cell);
	string(sheet, row, 4, state, book->status[d->status]);
	moment(book, sheet, row, 5, d->received_at, d->campaign);
	string(sheet, row, 6, lacking, book->cell);
	piece_cells(book, sheet, row, group, d);
	worksheet_set_row(sheet, row, DOSSIER_HEIGHT, NULL);
}

static void
group_columns(lxw_worksheet *sheet, lxw_col_t last)
{
	worksheet_set_column(sheet, 0, 0, 16, NULL);
	worksheet_set_column(sheet, 1, 1, 22, NULL);
	worksheet_set_column(sheet, 2, 2, 25, NULL);
	worksheet_set_column(sheet, 3, 3, 17, NULL);
	worksheet_set_column(sheet, 4, 4, 11, NULL);
	worksheet_set_column(sheet, 5, 5, 15, NULL);
	worksheet_set_column(sheet, 6, 6, 17, NULL);
	worksheet_set_column(sheet, FIRST_PIECE, last, 12, NULL);
}

static bool
add_group(struct book *book, unsigned number)
{
	const struct survey_group *group =
	    book->survey->groups->pdata[number];
	g_autofree char *name = sheet_name(book, group, number);
	lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
	lxw_col_t last = (lxw_col_t)(FIRST_PIECE + group->pieces->len - 1);
	lxw_row_t row = HEAD_ROW + 1;

	if (sheet == NULL)
		return false;
	group_head(book, sheet, group);
	for (unsigned i = 0; i < group->dossiers->len; i++)
		dossier_row(book, sheet, row++, group,
		    group->dossiers->pdata[i]);
	group_columns(sheet, last);
	worksheet_freeze_panes(sheet, HEAD_ROW + 1, 2);
	worksheet_autofilter(sheet, HEAD_ROW, 0, row - 1,
	    last);
	worksheet_repeat_rows(sheet, HEAD_ROW, HEAD_ROW);
	print_setup(sheet);
	return true;
}

static bool
write_book(const struct survey *survey, const char *path, GError **error)
{
	struct book book = { .survey = survey };
	char title[] = "Dossiers reçus", author[] = PACKAGE_NAME;
	lxw_doc_properties properties = { .title = title, .author = author };
	lxw_error result;
	bool good = true;

	book.workbook = workbook_new(path);
	if (book.workbook == NULL)
		return error_set(error, ASR_ERROR_IO, "%s: no workbook", path);
	workbook_set_properties(book.workbook, &properties);
	add_formats(&book);
	add_looks(&book);
	add_summary(&book);
	for (unsigned i = 0; good && i < survey->groups->len; i++)
		good = add_group(&book, i);
	result = workbook_close(book.workbook);
	if (!good || result != LXW_NO_ERROR)
		return error_set(error, ASR_ERROR_IO, "classeur : %s",
		    good ? lxw_strerror(result) : "nom de feuille refusé");
	return true;
}

GBytes *
report_xlsx(const struct survey *survey, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("asrctl-XXXXXX", error);
	g_autofree char *path = NULL, *bytes = NULL;
	size_t length = 0;
	bool good;

	if (folder == NULL)
		return NULL;
	path = g_build_filename(folder, "report.xlsx", NULL);
	good = write_book(survey, path, error) &&
	    g_file_get_contents(path, &bytes, &length, error);
	unlink(path);
	rmdir(folder);
	return good ? g_bytes_new_take(g_steal_pointer(&bytes), length) :
		      NULL;
}
