/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision as values for the templates: see letter.h. */
#include "letter.h"

#include <limits.h>

#include "lines.h"

static const char *const months[] = { "janvier", "février", "mars", "avril",
	"mai", "juin", "juillet", "août", "septembre", "octobre",
	"novembre", "décembre" };

static GDateTime *
in_zone(int64_t at, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at);

	return g_date_time_to_timezone(utc, zone);
}

static const struct campaign *
campaign_of(const struct letter *letter, const char *id)
{
	return id != NULL ?
	    campaigns_find(letter->conf->campaigns, id) : NULL;
}

/* The caller unrefs it. */
static GTimeZone *
zone_of(const struct letter *letter)
{
	const GPtrArray *all = letter->conf->campaigns->campaigns;
	const struct campaign *campaign = campaign_of(letter,
	    letter->decision->campaign);

	if (campaign == NULL && all->len > 0)
		campaign = all->pdata[all->len - 1];
	return campaign != NULL ? g_time_zone_ref(campaign->time_zone) :
				  g_time_zone_new_local();
}

GDateTime *
letter_local_time(const struct letter *letter, int64_t at)
{
	g_autoptr(GTimeZone) zone = zone_of(letter);

	return in_zone(at, zone);
}

static char *
say_date(GDateTime *day)
{
	int number = g_date_time_get_day_of_month(day);

	return g_strdup_printf("%d%s %s %d", number, number == 1 ? "er" : "",
	    months[g_date_time_get_month(day) - 1],
	    g_date_time_get_year(day));
}

char *
letter_date(int64_t at, GTimeZone *zone)
{
	g_autoptr(GDateTime) day = in_zone(at, zone);

	return say_date(day);
}

static void
set_quoted(struct values *values, const char *field, const char *text)
{
	g_autofree char *clean = lines_clean(text,
	    LETTER_QUOTED_LETTERS_MAX);

	values_set(values, field, clean);
}

/* «annexe 10», or both numbers where the form's list and pages differ. */
static char *
annexe_text(const struct piece *piece)
{
	if (piece->annexe == 0)
		return g_strdup("");
	if (piece->listed_annexe != 0 &&
	    piece->listed_annexe != piece->annexe)
		return g_strdup_printf("annexe %u du formulaire, %u dans sa "
		    "liste", piece->annexe, piece->listed_annexe);
	return g_strdup_printf("annexe %u", piece->annexe);
}

/* Appends one more of a list of names; past max nothing. */
static void
append_name(GString *names, const char *name, unsigned index, unsigned max)
{
	g_autofree char *clean = lines_clean(name,
	    LETTER_QUOTED_LETTERS_MAX);

	if (index < max)
		g_string_append_printf(names, "%s%s", index > 0 ? ", " : "",
		    clean);
}

/* «et 2 autres»; the caller frees it. */
static char *
and_others(unsigned count)
{
	return g_strdup_printf("et %u autre%s", count, count > 1 ? "s" : "");
}

/* The names of the files in which the piece is as its state says, each
 * once. */
static char *
file_names(const struct piece_status *status)
{
	g_autoptr(GPtrArray) seen = g_ptr_array_new();
	GString *names = g_string_new(NULL);

	for (unsigned i = 0; i < status->findings->len; i++) {
		const struct finding *f = status->findings->pdata[i];

		if (f->withdrawn || f->state != status->state ||
		    f->name[0] == '\0' ||
		    g_ptr_array_find_with_equal_func(seen, f->name,
			g_str_equal, NULL))
			continue;
		append_name(names, f->name, seen->len, LETTER_FILES_MAX);
		g_ptr_array_add(seen, f->name);
	}
	if (seen->len > LETTER_FILES_MAX) {
		g_autofree char *rest = and_others(
		    seen->len - LETTER_FILES_MAX);

		g_string_append_printf(names, " %s", rest);
	}
	return g_string_free(names, FALSE);
}

/* Which list of the template a state belongs to; NULL: none says it. */
static const char *
list_of(const struct piece_status *status)
{
	bool required = status->requirement == REQUIREMENT_REQUIRED;

	switch (status->state) {
	case PIECE_PRESENT:
		return "received";
	case PIECE_MISSING:
		return required ? "missing" : NULL;
	case PIECE_BLANK:
		return required ? "blank" : NULL;
	case PIECE_UNREADABLE:
		return required ? "unreadable" : NULL;
	default:
		return NULL;
	}
}

static void
add_piece(struct values *values, const struct form *form,
    const struct piece_status *status)
{
	const struct piece *piece = form_piece(form, status->piece);
	const char *list = list_of(status);
	g_autofree char *annexe = NULL, *files = NULL, *has = NULL;
	struct values *element;

	if (piece == NULL || list == NULL)
		return;
	annexe = annexe_text(piece);
	files = file_names(status);
	has = g_strconcat("has_", list, NULL);
	values_set(values, has, "oui");
	element = values_add(values, list);
	values_set(element, "label", piece->label);
	values_set(element, "annexe", annexe);
	values_set(element, "files", files);
}

static void
set_contact(struct values *values, const struct campaign *campaign,
    const struct dossier *d)
{
	const struct subdivision *subdivision = d->subdivision != NULL ?
	    campaign_subdivision(campaign, d->subdivision) : NULL;

	if (subdivision == NULL)
		return;
	values_set(values, "subdivision", subdivision->label);
	values_set(values, "contact_name", subdivision->contact_name);
	values_set(values, "contact_phone", subdivision->contact_phone);
	values_set(values, "contact_email", subdivision->contact_email);
}

/* The last day on which something is in time, from the first second that
 * is late. */
static void
set_last_day(struct values *values, const char *field, int64_t until,
    const struct campaign *campaign)
{
	g_autofree char *date = NULL;

	if (until == 0)
		return;
	date = letter_date(until - 1, campaign->time_zone);
	values_set(values, field, date);
}

/* The day until which a dossier could be brought in time. */
static void
set_deadline(struct values *values, const struct campaign *campaign,
    const struct dossier *d)
{
	const struct deadline *deadline = d->deadline != NULL ?
	    campaign_deadline(campaign, d->deadline) : NULL;

	if (deadline != NULL)
		set_last_day(values, "deadline_date",
		    MAX(deadline->closes_at, d->complete_until), campaign);
	if (d->status == DOSSIER_INCOMPLETE && !d->late)
		set_last_day(values, "complete_until", d->complete_until,
		    campaign);
}

static void
set_flags(struct values *values, const struct dossier *d)
{
	values_set(values, "complete",
	    d->status == DOSSIER_COMPLETE ? "oui" : NULL);
	values_set(values, "incomplete",
	    d->status == DOSSIER_INCOMPLETE ? "oui" : NULL);
	values_set(values, "late", d->late ? "oui" : NULL);
}

static char *
candidate_name(const struct dossier *d)
{
	g_autofree char *name = g_strdup_printf("%s %s", d->given_name,
	    d->family_name);

	return lines_clean(name, LETTER_QUOTED_LETTERS_MAX);
}

/*
 * A dossier that waits for an agent is named and nothing is said of its
 * pieces: what the rules could not tell must not stand in a letter.
 */
static void
add_dossier(struct values *values, const struct letter *letter,
    const struct dossier *d)
{
	const struct campaign *campaign = campaign_of(letter, d->campaign);
	const struct establishment *employer = d->establishment != NULL ?
	    registry_find(letter->conf->registry, d->establishment) : NULL;
	struct values *element = values_add(values, "dossiers");
	g_autofree char *candidate = candidate_name(d);

	values_set(element, "reference", d->reference);
	values_set(element, "candidate", candidate);
	set_quoted(element, "specialty", d->specialty);
	values_set(element, "employer",
	    employer != NULL ? employer->name : NULL);
	if (campaign == NULL)
		return;
	values_set(element, "session", campaign->title);
	set_contact(element, campaign, d);
	if (d->status == DOSSIER_REVIEW || campaign->form == NULL)
		return;
	set_flags(element, d);
	set_deadline(element, campaign, d);
	for (unsigned i = 0; i < d->pieces->len; i++)
		add_piece(element, campaign->form, d->pieces->pdata[i]);
}

static void
add_document(struct values *values, const char *name)
{
	values_set(values, "has_documents", "oui");
	set_quoted(values_add(values, "documents"), "name", name);
}

/* The files that were received, as the sender knows them. */
static void
add_documents(struct values *values, const struct report *report)
{
	unsigned count = 0;

	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report->parts->pdata[i];
		g_autofree char *name = part_full_name(part);

		if (part->role == PART_DOCUMENT &&
		    count++ < LETTER_DOCUMENTS_MAX)
			add_document(values,
			    name[0] != '\0' ? name : "(fichier sans nom)");
	}
	if (count > LETTER_DOCUMENTS_MAX) {
		g_autofree char *rest = and_others(
		    count - LETTER_DOCUMENTS_MAX);

		add_document(values, rest);
	}
}

/* "[ASR-2026-0001] [ASR-2026-0002]" and "DUPONT, MARTIN". */
static void
set_headline(struct values *values, const GPtrArray *dossiers)
{
	g_autoptr(GString) references = g_string_new(NULL);
	g_autoptr(GString) names = g_string_new(NULL);

	for (unsigned i = 0; i < dossiers->len; i++) {
		const struct dossier *d = dossiers->pdata[i];

		g_string_append_printf(references, "%s[%s]",
		    i > 0 ? " " : "", d->reference);
		append_name(names, d->family_name, i, UINT_MAX);
	}
	values_set(values, "references", references->str);
	values_set(values, "names", names->str);
	values_set(values, "several", dossiers->len > 1 ? "oui" : NULL);
}

static void
set_reception(struct values *values, const struct letter *letter)
{
	g_autoptr(GDateTime) received = letter_local_time(letter,
	    letter->received_at);
	g_autofree char *date = say_date(received);
	g_autofree char *time = g_date_time_format(received, "%-H h %M");

	values_set(values, "received_date", date);
	values_set(values, "received_time", time);
	set_quoted(values, "subject", letter->report->subject);
	values_set(values, "has_link", letter->has_link ? "oui" : NULL);
	add_documents(values, letter->report);
}

struct values *
letter_values(const struct letter *letter)
{
	const struct decision *decision = letter->decision;
	const struct campaign *campaign = campaign_of(letter,
	    decision->campaign);
	const struct establishment *sender =
	    decision->establishment != NULL ?
	    registry_find(letter->conf->registry, decision->establishment) :
	    NULL;
	struct values *values = values_new();

	values_set(values, "mailbox", letter->conf->settings->from);
	values_set(values, "sender", decision->reply.to);
	values_set(values, "sender_establishment",
	    sender != NULL ? sender->name : NULL);
	values_set(values, "session",
	    campaign != NULL ? campaign->title : NULL);
	set_reception(values, letter);
	set_headline(values, decision->dossiers);
	for (unsigned i = 0; i < decision->dossiers->len; i++)
		add_dossier(values, letter, decision->dossiers->pdata[i]);
	return values;
}
