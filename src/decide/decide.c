/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a message says by itself: decide_read of decide.h. */
#include "decide.h"

#include "automatic.h"
#include "calendar.h"
#include "citations.h"
#include "day.h"
#include "recognise.h"
#include "say.h"
#include "scheme.h"
#include "sender.h"

static void
free_candidate(void *candidate)
{
	candidate_free(candidate);
}

static void
free_finding(void *finding)
{
	finding_free(finding);
}

static struct reading *
reading_new(void)
{
	struct reading *reading = g_new0(struct reading, 1);

	reading->establishments = g_ptr_array_new();
	reading->candidates = g_ptr_array_new_with_free_func(free_candidate);
	reading->unassigned = g_ptr_array_new_with_free_func(free_finding);
	reading->references = g_ptr_array_new_with_free_func(g_free);
	reading->thread = g_ptr_array_new_with_free_func(g_free);
	reading->evidence = g_ptr_array_new_with_free_func(g_free);
	reading->warnings = g_ptr_array_new_with_free_func(g_free);
	return reading;
}

void
reading_free(struct reading *reading)
{
	if (reading == NULL)
		return;
	g_free(reading->sender_address);
	g_ptr_array_unref(reading->establishments);
	g_ptr_array_unref(reading->candidates);
	g_ptr_array_unref(reading->unassigned);
	g_ptr_array_unref(reading->references);
	g_ptr_array_unref(reading->thread);
	g_ptr_array_unref(reading->evidence);
	g_ptr_array_unref(reading->warnings);
	g_free(reading);
}

static void
read_calendar(const struct conf *conf, const struct report *report,
    int64_t received_at, struct reading *reading)
{
	g_autofree char *day = NULL;

	reading->campaign = calendar_campaign(conf->campaigns, report,
	    received_at);
	if (reading->campaign == NULL) {
		say(reading->evidence, "aucune campagne ouverte à la "
		    "réception");
		return;
	}
	reading->deadline = calendar_deadline(reading->campaign, received_at,
	    &reading->after_deadline);
	day = day_french(reading->deadline != NULL ? reading->deadline->id :
		"aucune");
	say(reading->evidence, "campagne %s, échéance %s%s",
	    reading->campaign->id, day,
	    reading->after_deadline ? " (passée)" : "");
}

static void
read_documents(const struct conf *conf, const struct report *report,
    struct reading *reading)
{
	g_autofree char *words = NULL;

	reading->has_documents = automatic_has_documents(report);
	if (!reading->has_documents || reading->campaign == NULL ||
	    reading->campaign->form == NULL)
		return;
	reading->other_scheme = scheme_is_other(reading->campaign->form,
	    report, &words);
	if (reading->other_scheme)
		say(reading->evidence, "parle d’un autre dispositif : %s",
		    words);
	recognise(reading->campaign, conf->registry, report,
	    reading->establishments, reading->candidates,
	    reading->unassigned);
}

static void
read_link(const struct report *report, struct reading *reading)
{
	g_autofree char *host = citations_transfer_link(report);

	reading->has_transfer_link = host != NULL;
	if (host != NULL)
		say(reading->evidence, "lien de téléchargement vers %s, "
		    "jamais ouvert", host);
}

/* What was never seen may hold any piece: a finding of its own. */
static struct finding *
add_unread(struct reading *reading, const char *evidence)
{
	struct finding *f = finding_new();

	f->kind = FINDING_UNIDENTIFIED;
	f->state = PIECE_UNREADABLE;
	g_free(f->evidence);
	f->evidence = g_strdup(evidence);
	g_ptr_array_add(reading->unassigned, f);
	return f;
}

static struct finding *
add_unread_part(struct reading *reading, const struct report *report,
    unsigned index, const char *evidence)
{
	const struct part *part = report->parts->pdata[index];
	struct finding *f = add_unread(reading, evidence);

	f->part = index;
	g_free(f->name);
	f->name = part_full_name(part);
	f->sha256 = g_strdup(part->sha256);
	return f;
}

/* A page that a limit cut is told by what is left of it; and what was cut
 * off may be anything. */
static void
note_cut_pages(const struct report *report, unsigned index,
    struct reading *reading)
{
	const struct part *part = report->parts->pdata[index];

	for (unsigned i = 0; i < part->pages->len; i++) {
		const struct page *page = part->pages->pdata[i];
		struct finding *f;

		if (page->source == PAGE_NOT_READ || page->quoted ||
		    page->reason == REASON_NONE)
			continue;
		f = add_unread_part(reading, report, index, "une limite a "
		    "coupé la lecture de la page");
		f->first_page = f->last_page = page->number;
	}
}

static void
note_unread(const struct report *report, struct reading *reading)
{
	if (report->truncated)
		add_unread(reading, "une limite a coupé la lecture du "
		    "message");
	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report->parts->pdata[i];

		if (part->role == PART_CONTAINER &&
		    part->state == PART_UNREADABLE)
			add_unread_part(reading, report, i, "archive qui n’a "
			    "pas pu être ouverte");
		if (part->role == PART_DOCUMENT)
			note_cut_pages(report, i, reading);
	}
}

/* Every finding carries the message's own date and id. */
static void
date_findings(const GPtrArray *findings, const struct report *report,
    int64_t received_at)
{
	for (unsigned i = 0; i < findings->len; i++) {
		struct finding *f = findings->pdata[i];

		f->received_at = received_at;
		g_free(f->message_id);
		f->message_id = g_strdup(report->message_id);
	}
}

/* Every candidate's findings into one array; the candidates are gone. */
static void
gather_findings(struct reading *reading, GPtrArray *into)
{
	for (unsigned i = 0; i < reading->candidates->len; i++) {
		struct candidate *c = reading->candidates->pdata[i];

		while (c->findings->len > 0)
			g_ptr_array_add(into,
			    g_ptr_array_steal_index(c->findings, 0));
	}
	g_ptr_array_set_size(reading->candidates, 0);
}

void
decide_give_to_thread(struct reading *reading)
{
	gather_findings(reading, reading->unassigned);
}

void
decide_give_to(struct reading *reading, const char *family_name,
    const char *given_name)
{
	struct candidate *c = candidate_new();

	g_free(c->family_name);
	c->family_name = g_strdup(family_name);
	g_free(c->given_name);
	c->given_name = g_strdup(given_name);
	c->certainty = CERTAINTY_CERTAIN;
	c->by_agent = true;
	gather_findings(reading, c->findings);
	while (reading->unassigned->len > 0)
		g_ptr_array_add(c->findings,
		    g_ptr_array_steal_index(reading->unassigned, 0));
	g_ptr_array_add(reading->candidates, c);
}

struct reading *
decide_read(const struct conf *conf, const struct report *report,
    int64_t received_at)
{
	struct reading *reading = reading_new();

	sender_read(conf, report, received_at, reading);
	citations_thread(report, reading->thread);
	if (reading->sender == SENDER_AUTOMATIC)
		return reading;
	read_calendar(conf, report, received_at, reading);
	citations_references(conf->campaigns, report, reading->references);
	read_link(report, reading);
	read_documents(conf, report, reading);
	note_unread(report, reading);
	date_findings(reading->unassigned, report, received_at);
	for (unsigned i = 0; i < reading->candidates->len; i++) {
		const struct candidate *c = reading->candidates->pdata[i];

		date_findings(c->findings, report, received_at);
	}
	return reading;
}
