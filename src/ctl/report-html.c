/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as one HTML file that needs nothing else: no script, no font,
 * no picture from elsewhere, so that it opens from a mail or a USB stick.
 * What a colour says, a sign and a word say too.
 */
#include <string.h>

#include "french.h"
#include "survey.h"

/* More make a chart that stands below the others, not beside. */
#define PLACES_BESIDE 12

static const char style[] =
    ":root{--ink:#1b2430;--soft:#56606d;--line:#c9d0d9;--good:#1f6f43;"
    "--bad:#b3261e;--warn:#8a5a00;--head:#eef2f6}"
    "*{box-sizing:border-box}"
    "body{font:15px/1.45 system-ui,'Segoe UI','DejaVu Sans',sans-serif;"
    "color:var(--ink);background:#fff;margin:0 auto;max-width:86rem;"
    "padding:1.5rem 2rem 3rem}"
    "h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2.2rem 0 .6rem;"
    "border-bottom:2px solid var(--ink);padding-bottom:.25rem}"
    "h3{font-size:1rem;margin:1.2rem 0 .4rem}"
    "p.made{color:var(--soft);margin:.25rem 0 1.2rem}"
    ".scroll{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%;font-size:.87rem}"
    "caption{text-align:left;color:var(--soft);padding:.2rem 0 .5rem}"
    "th,td{border:1px solid var(--line);padding:.3rem .45rem;"
    "text-align:left;vertical-align:middle}"
    "thead th{background:var(--head);vertical-align:bottom}"
    "tbody tr:nth-child(even){background:#f8fafb}"
    "td.n,th.n{text-align:right;white-space:nowrap;"
    "font-variant-numeric:tabular-nums}"
    "th.p{text-align:center;padding:.4rem .2rem;width:2.5rem}"
    "th.p b{display:block;font-size:1rem}"
    "th.p span{writing-mode:vertical-rl;text-orientation:sideways;"
    "transform:rotate(180deg);"
    "font-weight:400;font-size:.78rem;max-height:10rem;line-height:1.15}"
    "td.s{text-align:center;font-weight:700;font-size:1rem;padding:.2rem}"
    "td.s small{display:block;font-weight:400;font-size:.68rem;"
    "line-height:1.05}"
    ".present{color:var(--good)}"
    ".missing{background:#fbe3e1;color:var(--bad)}"
    ".blank{background:#fdeee0;color:var(--bad)}"
    ".unreadable,.uncertain{background:#fff4d6;color:var(--warn)}"
    ".optional{color:var(--soft)}"
    "td.state{white-space:nowrap;font-weight:600}"
    "td.complete{color:var(--good)}td.incomplete{color:var(--bad)}"
    "td.review{color:var(--warn)}"
    "tr.total td,tr.total th{font-weight:700;border-top:2px solid "
    "var(--ink)}"
    ".who{min-width:11rem}small.ref{display:block;font-weight:400;"
    "color:var(--soft);white-space:nowrap}"
    "ul.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem "
    "1.4rem;padding:0;margin:.5rem 0 1rem;font-size:.87rem}"
    "ul.legend b{display:inline-block;min-width:1.4rem;text-align:center}"
    "figure{margin:1rem 0}figcaption{font-weight:600;margin-bottom:.3rem}"
    "svg{max-width:100%;height:auto;font:12px system-ui,'Segoe UI',"
    "'DejaVu Sans',sans-serif}"
    ".charts{display:grid;grid-template-columns:repeat(auto-fit,"
    "minmax(28rem,1fr));gap:0 2.5rem}"
    ".tall>figure:last-child{grid-column:1/-1}"
    ".hidden{position:absolute;width:1px;height:1px;overflow:hidden;"
    "clip-path:inset(50%)}"
    "@page{size:A4 landscape;margin:11mm}"
    "@media print{html{font-size:11px}"
    "body{max-width:none;padding:0;font-size:10px}"
    "th.p span{max-height:8rem}svg{max-height:165mm}"
    ".scroll{overflow:visible}thead{display:table-header-group}"
    "tr,figure{break-inside:avoid}section.group{break-before:page}"
    "th,td{padding:.2rem .35rem}"
    "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}";

/* The sign of a piece's state: told apart in grey too. */
static const char *const signs[] = {
	[PIECE_UNCERTAIN] = "?",
	[PIECE_MISSING] = "✗",
	[PIECE_UNREADABLE] = "!",
	[PIECE_BLANK] = "○",
	[PIECE_PRESENT] = "✓",
};
G_STATIC_ASSERT(G_N_ELEMENTS(signs) == PIECE_STATE_COUNT);

static void
text(GString *page, const char *words)
{
	g_autofree char *spaced = french_spaces(words != NULL ? words : "");
	g_autofree char *escaped = g_markup_escape_text(spaced, -1);

	g_string_append(page, escaped);
}

static void
element(GString *page, const char *tag, const char *class, const char *words)
{
	g_string_append_printf(page, "<%s", tag);
	if (class != NULL)
		g_string_append_printf(page, " class=\"%s\"", class);
	g_string_append_c(page, '>');
	text(page, words);
	/* A tag given with attributes ends by its first word. */
	g_string_append_printf(page, "</%.*s>", (int)strcspn(tag, " "), tag);
}

static void
number(GString *page, unsigned long value)
{
	g_string_append_printf(page, "<td class=\"n\">%lu</td>", value);
}

static void
head(GString *page, const struct survey *survey)
{
	g_autofree char *made = french_time(survey->made_at,
	    ctl_zone(survey->ctl, NULL));
	g_autofree char *count = french_count(survey->dossiers->len,
	    "dossier", "dossiers");

	g_string_append_printf(page,
	    "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<title>Dossiers reçus – état au %s</title>\n"
	    "<style>%s</style>\n</head>\n<body>\n"
	    "<header><h1>Dossiers reçus</h1>\n"
	    "<p class=\"made\">État au %s – %s</p></header>\n<main>\n",
	    made, style, made, count);
}

static void
legend(GString *page)
{
	static const enum piece_state order[] = { PIECE_PRESENT,
		PIECE_MISSING, PIECE_BLANK, PIECE_UNREADABLE,
		PIECE_UNCERTAIN };

	g_string_append(page, "<ul class=\"legend\" "
	    "aria-label=\"Légende\">");
	for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
		g_string_append_printf(page,
		    "<li><b class=\"%s\">%s</b> %s</li>",
		    piece_state_word(order[i]), signs[order[i]],
		    french_piece(order[i]));
	g_string_append(page, "<li><b class=\"optional\">–</b> facultative, "
	    "non jointe</li></ul>\n");
}

static void
count_cells(GString *page, const unsigned *count, unsigned total,
    unsigned late)
{
	number(page, total);
	number(page, count[DOSSIER_COMPLETE]);
	number(page, count[DOSSIER_INCOMPLETE]);
	number(page, count[DOSSIER_REVIEW]);
	number(page, late);
	g_string_append(page, "</tr>\n");
}

static void
summary(GString *page, const struct survey *survey)
{
	unsigned count[DOSSIER_STATUS_COUNT] = { 0 }, late = 0;

	g_string_append(page, "<section><h2>Synthèse</h2>\n"
	    "<div class=\"scroll\"><table><thead><tr>"
	    "<th scope=\"col\">Campagne</th><th scope=\"col\">Échéance</th>"
	    "<th scope=\"col\">Subdivision</th>"
	    "<th scope=\"col\" class=\"n\">Dossiers</th>"
	    "<th scope=\"col\" class=\"n\">Complets</th>"
	    "<th scope=\"col\" class=\"n\">Incomplets</th>"
	    "<th scope=\"col\" class=\"n\">À voir</th>"
	    "<th scope=\"col\" class=\"n\">Dont hors délai</th>"
	    "</tr></thead><tbody>\n");
	for (unsigned i = 0; i < survey->groups->len; i++) {
		const struct survey_group *group = survey->groups->pdata[i];
		g_autofree char *deadline = survey_deadline(survey, group);

		g_string_append(page, "<tr>");
		element(page, "td", NULL, survey_campaign(survey, group));
		element(page, "td", NULL, deadline);
		element(page, "th scope=\"row\"", NULL,
		    survey_subdivision(survey, group));
		count_cells(page, group->count, group->dossiers->len,
		    group->late);
		for (unsigned s = 0; s < DOSSIER_STATUS_COUNT; s++)
			count[s] += group->count[s];
		late += group->late;
	}
	g_string_append(page, "<tr class=\"total\"><th scope=\"row\" "
	    "colspan=\"3\">Ensemble</th>");
	count_cells(page, count, survey->dossiers->len, late);
	g_string_append(page, "</tbody></table></div>\n");
}

static void
matrix_head(GString *page, const struct survey_group *group)
{
	g_string_append(page, "<thead><tr><th scope=\"col\">Candidat</th>"
	    "<th scope=\"col\">Établissement</th>"
	    "<th scope=\"col\" class=\"n\">Reçu le</th>"
	    "<th scope=\"col\">État</th>");
	for (unsigned i = 0; i < group->pieces->len; i++) {
		const struct survey_piece *piece = group->pieces->pdata[i];

		g_string_append(page, "<th scope=\"col\" class=\"p\"><span>");
		text(page, piece->label);
		if (piece->annexe != 0)
			g_string_append_printf(page, "</span><b>%u</b></th>",
			    piece->annexe);
		else
			g_string_append(page, "</span><b>–</b></th>");
	}
	g_string_append(page, "</tr></thead>\n");
}

static void
piece_cell(GString *page, const struct survey_piece *piece,
    const struct piece_status *status)
{
	if (status == NULL || piece_not_asked(status)) {
		g_string_append(page, "<td class=\"s optional\">–<span "
		    "class=\"hidden\"> facultative, non jointe</span></td>");
		return;
	}
	g_string_append_printf(page, "<td class=\"s %s\" title=\"",
	    piece_state_word(status->state));
	text(page, piece->label);
	g_string_append_printf(page,
	    "\u202f: %s\">%s<span class=\"hidden\"> %s</span></td>",
	    french_piece(status->state), signs[status->state],
	    french_piece(status->state));
}

static void
matrix_row(GString *page, const struct survey *survey,
    const struct survey_group *group, const struct dossier *d)
{
	g_autofree char *received = french_time(d->received_at,
	    ctl_zone(survey->ctl, d->campaign));
	g_autofree char *state = g_strdup_printf("%s%s",
	    french_status(d->status), d->late ? ", hors délai" : "");
	const char *place = ctl_establishment_name(survey->ctl,
	    d->establishment);

	g_string_append(page, "<tr><th scope=\"row\" class=\"who\">");
	text(page, d->family_name);
	g_string_append_c(page, ' ');
	text(page, d->given_name);
	element(page, "small", "ref", d->reference);
	g_string_append(page, "</th>");
	element(page, "td", NULL, place != NULL ? place : "à préciser");
	element(page, "td", "n", received);
	g_string_append_printf(page, "<td class=\"state %s\">%s</td>",
	    dossier_status_word(d->status), state);
	for (unsigned i = 0; i < group->pieces->len; i++) {
		const struct survey_piece *piece = group->pieces->pdata[i];

		piece_cell(page, piece, dossier_piece(d, piece->piece));
	}
	g_string_append(page, "</tr>\n");
}

static void
group_section(GString *page, const struct survey *survey,
    const struct survey_group *group)
{
	g_autofree char *deadline = survey_deadline(survey, group);
	g_autofree char *title = g_strdup_printf("%s – échéance du %s",
	    survey_subdivision(survey, group), deadline);

	g_string_append(page, "<section class=\"group\">");
	element(page, "h2", NULL, title);
	legend(page);
	g_string_append(page, "<div class=\"scroll\"><table><caption>");
	text(page, survey_campaign(survey, group));
	g_string_append(page, "\u202f: les pièces de chaque dossier, par "
	    "numéro d’annexe</caption>\n");
	matrix_head(page, group);
	g_string_append(page, "<tbody>\n");
	for (unsigned i = 0; i < group->dossiers->len; i++)
		matrix_row(page, survey, group, group->dossiers->pdata[i]);
	g_string_append(page, "</tbody></table></div></section>\n");
}

/* A chart for each campaign's deadline: its subdivisions together. */
static void
charts(GString *page, const struct survey *survey)
{
	const struct survey_group *last = NULL;

	g_string_append_printf(page, "<div class=\"charts%s\">",
	    survey->places->len > PLACES_BESIDE ? " tall" : "");
	for (unsigned i = 0; i < survey->groups->len; i++) {
		const struct survey_group *group = survey->groups->pdata[i];

		if (last == NULL ||
		    g_strcmp0(last->campaign, group->campaign) != 0 ||
		    g_strcmp0(last->deadline, group->deadline) != 0)
			chart_days(page, survey, group);
		last = group;
	}
	chart_places(page, survey);
	g_string_append(page, "</div></section>\n");
}

GBytes *
report_html(const struct survey *survey)
{
	GString *page = g_string_new(NULL);

	head(page, survey);
	summary(page, survey);
	charts(page, survey);
	for (unsigned i = 0; i < survey->groups->len; i++)
		group_section(page, survey, survey->groups->pdata[i]);
	g_string_append(page, "</main>\n</body>\n</html>\n");
	return g_string_free_to_bytes(page);
}
