/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision as values for the templates: see letter.h. */
#include "letter.h"

#include <string.h>

static const char *const months[] = { "janvier", "février", "mars", "avril",
	"mai", "juin", "juillet", "août", "septembre", "octobre",
	"novembre", "décembre" };

static GDateTime *
local_time(int64_t at, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at);

	return zone != NULL ? g_date_time_to_timezone(utc, zone) :
			      g_date_time_ref(utc);
}

char *
letter_date(int64_t at, GTimeZone *zone)
{
	g_autoptr(GDateTime) local = local_time(at, zone);
	int day = g_date_time_get_day_of_month(local);

	return g_strdup_printf("%d%s %s %d", day, day == 1 ? "er" : "",
	    months[g_date_time_get_month(local) - 1],
	    g_date_time_get_year(local));
}

static char *
letter_time(int64_t at, GTimeZone *zone)
{
	g_autoptr(GDateTime) local = local_time(at, zone);

	return g_date_time_format(local, "%-H h %M");
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

/* The names of the files that say so, each once. */
static char *
file_names(const struct piece_status *status)
{
	g_autoptr(GPtrArray) seen = g_ptr_array_new();
	GString *names = g_string_new(NULL);

	for (unsigned i = 0; i < status->findings->len; i++) {
		const struct finding *f = status->findings->pdata[i];

		if (f->state != status->state || f->name[0] == '\0' ||
		    g_ptr_array_find_with_equal_func(seen, f->name,
			g_str_equal, NULL))
			continue;
		g_ptr_array_add(seen, f->name);
		g_string_append_printf(names, "%s%s",
		    names->len > 0 ? ", " : "", f->name);
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

static void
add_dossier(struct values *values, const struct letter *letter,
    const struct campaign *campaign, const struct dossier *d)
{
	const struct establishment *employer = d->establishment != NULL ?
	    registry_find(letter->conf->registry, d->establishment) : NULL;
	const struct deadline *deadline = d->deadline != NULL ?
	    campaign_deadline(campaign, d->deadline) : NULL;
	g_autofree char *candidate = g_strstrip(g_strdup_printf("%s %s",
	    d->given_name, d->family_name));
	struct values *element = values_add(values, "dossiers");

	values_set(element, "reference", d->reference);
	values_set(element, "candidate", candidate);
	values_set(element, "specialty", d->specialty);
	values_set(element, "employer",
	    employer != NULL ? employer->name : NULL);
	values_set(element, "complete",
	    d->status == DOSSIER_COMPLETE ? "oui" : NULL);
	values_set(element, "incomplete",
	    d->status == DOSSIER_INCOMPLETE ? "oui" : NULL);
	values_set(element, "late", d->late ? "oui" : NULL);
	if (deadline != NULL)
		set_last_day(element, "deadline_date", deadline->closes_at,
		    campaign);
	set_last_day(element, "complete_until", d->complete_until, campaign);
	set_contact(element, campaign, d);
	for (unsigned i = 0; i < d->pieces->len; i++)
		add_piece(element, campaign->form, d->pieces->pdata[i]);
}

static void
add_documents(struct values *values, const struct report *report)
{
	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report->parts->pdata[i];
		g_autofree char *name = part_full_name(part);

		if (part->role != PART_DOCUMENT || name[0] == '\0')
			continue;
		values_set(values, "has_documents", "oui");
		values_set(values_add(values, "documents"), "name", name);
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
		g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
		    d->family_name);
	}
	values_set(values, "references", references->str);
	values_set(values, "names", names->str);
	values_set(values, "several", dossiers->len > 1 ? "oui" : NULL);
}

struct values *
letter_values(const struct letter *letter)
{
	const struct decision *decision = letter->decision;
	const struct campaign *campaign = decision->campaign != NULL ?
	    campaigns_find(letter->conf->campaigns, decision->campaign) :
	    NULL;
	GTimeZone *zone = campaign != NULL ? campaign->time_zone : NULL;
	g_autofree char *date = letter_date(letter->received_at, zone);
	g_autofree char *time = letter_time(letter->received_at, zone);
	struct values *values = values_new();

	values_set(values, "received_date", date);
	values_set(values, "received_time", time);
	values_set(values, "sender", decision->reply.to);
	values_set(values, "subject", letter->report->subject);
	values_set(values, "mailbox", letter->conf->settings->from);
	values_set(values, "session", campaign != NULL ? campaign->title :
							 NULL);
	values_set(values, "has_link",
	    decision->dossiers->len == 0 &&
		    decision->outcome == OUTCOME_REVIEW &&
		    strstr(letter->report->body, "http") != NULL ?
		"oui" : NULL);
	set_headline(values, decision->dossiers);
	add_documents(values, letter->report);
	for (unsigned i = 0; campaign != NULL && i < decision->dossiers->len;
	    i++)
		add_dossier(values, letter, campaign,
		    decision->dossiers->pdata[i]);
	return values;
}
