/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of text that several commands print: see views.h. */
#include "views.h"

#include <string.h>

#include "french.h"
#include "queries.h"

/* Text is not wrapped into a column narrower than that. */
#define NARROWEST_TEXT 20u

void
view_line(struct ctl *ctl, const char *label, const char *text)
{
	g_autofree char *before = NULL;

	if (text == NULL || text[0] == '\0')
		return;
	before = g_strdup_printf("  %s : ", label);
	view_wrapped(ctl, before, text);
}

/* What French typography keeps on the line of the word before it, though a
 * blank stands between; and what keeps the next word. */
static const char *const closing[] = { ":", ";", "?", "!", "»", "%" };
static const char opening[] = "«";

/* Where a line may end in text from blank on; NULL: nowhere any more. */
static const char *
next_break(const char *text, const char *blank)
{
	const size_t mark = sizeof(opening) - 1;
	bool tied = true;

	while (blank != NULL && tied) {
		tied = (size_t)(blank - text) >= mark &&
		    memcmp(blank - mark, opening, mark) == 0;
		for (size_t i = 0; i < G_N_ELEMENTS(closing); i++)
			tied = tied || g_str_has_prefix(blank + 1,
			    closing[i]);
		if (tied)
			blank = strchr(blank + 1, ' ');
	}
	return blank;
}

/* How much of text goes on a line of so many columns: up to a blank, or all
 * of a word that is longer than the line. */
static size_t
line_length(const char *text, unsigned columns)
{
	const char *blank = next_break(text, strchr(text, ' '));
	size_t fits = 0;

	for (;; blank = next_break(text, strchr(blank + 1, ' '))) {
		size_t length = blank != NULL ? (size_t)(blank - text) :
						strlen(text);
		g_autofree char *line = g_strndup(text, length);

		if (text_columns(line) > columns && fits > 0)
			return fits;
		fits = length;
		if (blank == NULL || text_columns(line) > columns)
			return fits;
	}
}

void
view_wrapped(struct ctl *ctl, const char *before, const char *text)
{
	unsigned indent = text_columns(before);
	unsigned room = ctl->width > indent + NARROWEST_TEXT ?
	    ctl->width - indent :
	    G_MAXUINT;
	size_t length = line_length(text, room);

	fprintf(ctl->out, "%s%.*s\n", before, (int)length, text);
	for (text += length; *text == ' '; text += length) {
		text++;
		length = line_length(text, room);
		fprintf(ctl->out, "%*s%.*s\n", (int)indent, "", (int)length,
		    text);
	}
}

void
view_title(struct ctl *ctl, const char *title)
{
	g_autofree char *coloured = text_coloured(title, CELL_WARNING,
	    ctl->colour);
	const char *rest = strchr(coloured, ' ');
	g_autofree char *first = g_strndup(coloured,
	    rest != NULL ? (size_t)(rest + 1 - coloured) : strlen(coloured));

	view_wrapped(ctl, first, rest != NULL ? rest + 1 : "");
}

void
view_list(struct ctl *ctl, const char *heading, const GPtrArray *texts)
{
	if (texts->len == 0)
		return;
	fprintf(ctl->out, "\n%s\n", heading);
	for (unsigned i = 0; i < texts->len; i++)
		view_wrapped(ctl, "  – ", texts->pdata[i]);
}

static char *
joined(const GPtrArray *texts)
{
	GString *all = g_string_new(NULL);

	for (unsigned i = 0; i < texts->len; i++)
		g_string_append_printf(all, "%s%s", i > 0 ? ", " : "",
		    (const char *)texts->pdata[i]);
	return g_string_free(all, FALSE);
}

static void
add_message(struct ctl *ctl, struct table *table,
    const struct message_view *m)
{
	g_autofree char *received = french_time(m->received_at,
	    ctl_zone(ctl, m->campaign));
	g_autofree char *dossiers = joined(m->dossiers);
	bool settled = m->state == MESSAGE_SETTLED;

	table_row(table);
	table_cell_format(table, CELL_PLAIN, "%" G_GINT64_FORMAT, m->id);
	table_cell(table, CELL_PLAIN, received);
	table_cell(table, CELL_PLAIN, m->from);
	table_cell(table, CELL_PLAIN, french_sender(m->sender));
	table_cell(table,
	    settled ? sense_outcome(m->outcome) : CELL_FAINT,
	    settled ? french_outcome(m->outcome) : "en cours");
	table_cell(table, CELL_PLAIN, dossiers);
	if (m->reply.kind == REPLY_NONE)
		table_cell(table, CELL_FAINT, "–");
	else if (m->reply.state == REPLY_STATE_SENT)
		table_cell(table, CELL_PLAIN, french_reply(m->reply.kind));
	else
		table_cell_format(table, sense_reply(m->reply.state),
		    "%s, %s", french_reply(m->reply.kind),
		    french_reply_state(m->reply.state));
	table_cell(table, m->erased ? CELL_FAINT : CELL_PLAIN,
	    m->erased ? "(effacé)" : m->subject);
}

void
view_messages(struct ctl *ctl, const GPtrArray *messages)
{
	static const char *const headings[] = { "N°", "~Reçu le",
		"<Expéditeur", "~Qualité", "Suite", "<Dossiers", "<Réponse",
		"<~Objet", NULL };
	struct table *table = table_new(headings);

	for (unsigned i = 0; i < messages->len; i++)
		add_message(ctl, table, messages->pdata[i]);
	if (messages->len > 0)
		table_print(table, ctl->out, ctl->width, ctl->colour);
	table_free(table);
}

void
view_history(struct ctl *ctl, const GPtrArray *history, GTimeZone *zone)
{
	if (history->len == 0)
		return;
	fprintf(ctl->out, "\nHistorique\n");
	for (unsigned i = 0; i < history->len; i++) {
		const struct history_view *h = history->pdata[i];
		g_autofree char *at = french_time(h->at, zone);

		g_autofree char *before = g_strdup_printf("  %s  ", at);
		g_autofree char *line = g_strdup_printf("%s : %s%s%s%s",
		    h->who, h->what, h->why != NULL ? " (" : "",
		    h->why != NULL ? h->why : "", h->why != NULL ? ")" : "");

		view_wrapped(ctl, before, line);
		if (h->before == NULL || h->after == NULL ||
		    g_strcmp0(h->before, h->after) == 0)
			continue;
		view_wrapped(ctl, "      avant : ", h->before);
		view_wrapped(ctl, "      après : ", h->after);
	}
}

static int
by_number(const void *a, const void *b)
{
	unsigned one = *(const unsigned *)a, other = *(const unsigned *)b;

	return (one > other) - (one < other);
}

/* "9, 10", "1 à 12": three in a row and more make a range. */
static void
append_ranges(GPtrArray *texts, GArray *numbers)
{
	unsigned last;

	g_array_sort(numbers, by_number);
	for (unsigned i = 0; i < numbers->len; i = last + 1) {
		const unsigned *n = &g_array_index(numbers, unsigned, 0);

		last = i;
		while (last + 1 < numbers->len && n[last + 1] == n[last] + 1)
			last++;
		if (last < i + 2)
			last = i;
		g_ptr_array_add(texts, last > i ?
			g_strdup_printf("%u à %u", n[i], n[last]) :
			g_strdup_printf("%u", n[i]));
	}
}

/* The numbers of required pieces in state, after heading; nothing for
 * none. */
static void
append_numbers(GString *text, const struct dossier *dossier,
    enum piece_state state, const char *heading)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE,
	    sizeof(unsigned));

	for (unsigned i = 0; i < dossier->pieces->len; i++) {
		const struct piece_status *piece = dossier->pieces->pdata[i];

		if (piece->state != state ||
		    piece->requirement != REQUIREMENT_REQUIRED)
			continue;
		if (piece->annexe != 0)
			g_array_append_val(numbers, piece->annexe);
		else
			g_ptr_array_add(texts, g_strdup(piece->piece));
	}
	append_ranges(texts, numbers);
	if (texts->len > 0)
		g_string_append_printf(text, "%s%s",
		    text->len > 0 ? " ; " : "", heading);
	for (unsigned i = 0; i < texts->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
		    (const char *)texts->pdata[i]);
}

char *
view_lacking(const struct dossier *dossier)
{
	GString *text = g_string_new(NULL);

	append_numbers(text, dossier, PIECE_MISSING, "");
	append_numbers(text, dossier, PIECE_BLANK, "vierges : ");
	append_numbers(text, dossier, PIECE_UNREADABLE, "illisibles : ");
	append_numbers(text, dossier, PIECE_UNCERTAIN, "à vérifier : ");
	return g_string_free(text, FALSE);
}

char *
view_short_place(const char *name)
{
	static const struct {
		const char *whole, *abbreviated;
	} kinds[] = {
		{ "Centre hospitalier intercommunal ", "CHI " },
		{ "Centre hospitalier universitaire ", "CHU " },
		{ "Centre hospitalier ", "CH " },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (g_str_has_prefix(name, kinds[i].whole))
			return g_strconcat(kinds[i].abbreviated,
			    name + strlen(kinds[i].whole), NULL);
	}
	return g_strdup(name);
}
