/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message's documents go into dossiers: see filing.h. */
#include "filing.h"

#include <string.h>

#include "calendar.h"
#include "house.h"
#include "matching.h"
#include "say.h"

/* How a dossier's reason begins that two are to be compared. */
#define COMPARES "un candidat de ce nom a déjà le dossier "

static struct dossier *
copy_dossier(const struct dossier *d)
{
	struct dossier *copy = dossier_new();

	copy->id = d->id;
	copy->reference = g_strdup(d->reference);
	copy->campaign = g_strdup(d->campaign);
	copy->deadline = g_strdup(d->deadline);
	copy->subdivision = g_strdup(d->subdivision);
	copy->establishment = g_strdup(d->establishment);
	g_free(copy->family_name);
	copy->family_name = g_strdup(d->family_name);
	g_free(copy->given_name);
	copy->given_name = g_strdup(d->given_name);
	copy->specialty = g_strdup(d->specialty);
	copy->status = d->status;
	copy->late = d->late;
	copy->provisional = d->provisional;
	copy->withdrawn_at = d->withdrawn_at;
	copy->received_at = d->received_at;
	copy->completed_at = d->completed_at;
	copy->told_incomplete_at = d->told_incomplete_at;
	copy->complete_until = d->complete_until;
	say_all(copy->other_names, d->other_names);
	say_all(copy->message_ids, d->message_ids);
	say_all(copy->warnings, d->warnings);
	for (unsigned i = 0; i < d->findings->len; i++)
		g_ptr_array_add(copy->findings,
		    finding_copy(d->findings->pdata[i]));
	return copy;
}

static bool
can_speak_for(const struct reading *reading, const char *code)
{
	for (unsigned i = 0; i < reading->establishments->len; i++) {
		const struct establishment *e =
		    reading->establishments->pdata[i];

		if (strcmp(e->code, code) == 0)
			return true;
	}
	return false;
}

/*
 * The employer comes from the content, the sender confirms.  A sender who
 * speaks for one hospital carries it, whatever else the papers name; one
 * who speaks for several is told by the papers.
 */
static const char *
employer_of(const struct filing *filing, const struct candidate *candidate)
{
	const struct reading *reading = filing->reading;
	const struct establishment *only;

	if (filing->facts->accepted &&
	    filing->facts->accepted_establishment != NULL)
		return filing->facts->accepted_establishment;
	if (candidate != NULL && candidate->establishment != NULL &&
	    can_speak_for(reading, candidate->establishment))
		return candidate->establishment;
	if (reading->establishments->len == 1) {
		only = reading->establishments->pdata[0];
		if (only->kind == KIND_PERIPHERAL)
			return only->code;
	}
	/* A stranger's, whom an agent let in, or a candidate's own: its
	 * papers say for whom. */
	return candidate != NULL && (filing->facts->accepted ||
	    reading->campaign->candidate_submits) ?
	    candidate->establishment : NULL;
}

static void
set_text(char **to, const char *text)
{
	g_free(*to);
	*to = g_strdup(text);
}

static void
set_establishment(struct filing *filing, struct dossier *d, const char *code)
{
	const struct establishment *e = code != NULL ?
	    registry_find(filing->conf->registry, code) : NULL;

	if (e == NULL || d->establishment != NULL)
		return;
	set_text(&d->establishment, e->code);
	set_text(&d->subdivision, e->subdivision);
}

static struct dossier *
open_dossier(struct filing *filing, const struct candidate *candidate,
    const char *employer)
{
	const struct reading *reading = filing->reading;
	struct dossier *d = dossier_new();

	d->campaign = g_strdup(reading->campaign->id);
	if (reading->deadline != NULL)
		d->deadline = g_strdup(reading->deadline->id);
	d->late = reading->after_deadline;
	d->received_at = filing->received_at;
	d->provisional = filing->provisional;
	set_text(&d->family_name, candidate->family_name);
	set_text(&d->given_name, candidate->given_name);
	set_establishment(filing, d, employer);
	return d;
}

/*
 * The first second at which a message for this dossier is late.  One that
 * waits for a person was told nothing: it has the days it would have had.
 */
static int64_t
open_until(const struct filing *filing, const struct dossier *d,
    bool was_in_review)
{
	const struct campaign *campaign = filing->reading->campaign;
	const struct deadline *deadline = d->deadline != NULL ?
	    campaign_deadline(campaign, d->deadline) : NULL;
	int64_t closes_at = deadline != NULL ? deadline->closes_at : 0;

	if (was_in_review && closes_at != 0)
		closes_at = MAX(closes_at, calendar_complete_until(campaign,
		    deadline, d->received_at));
	return MAX(closes_at, d->complete_until);
}

/*
 * A dossier that was complete stays in time; an incomplete one may be
 * completed until its day, then it waits for the next deadline or is late.
 */
static void
judge_lateness(const struct filing *filing, struct dossier *d,
    const struct dossier *was)
{
	const struct reading *reading = filing->reading;
	int64_t until = open_until(filing, d, was->status ==
	    DOSSIER_REVIEW && !was->provisional && !was->late);

	if (was->status == DOSSIER_COMPLETE || until == 0 ||
	    filing->received_at < until)
		return;
	if (!reading->after_deadline && reading->deadline != NULL) {
		set_text(&d->deadline, reading->deadline->id);
		d->late = false;
	} else {
		d->late = true;
	}
}

/* What a message adds to what is known of the candidate. */
static void
learn(struct dossier *d, const struct candidate *candidate)
{
	g_autofree char *whole = g_strstrip(g_strdup_printf("%s %s",
	    candidate->family_name, candidate->given_name));
	g_autofree char *known = g_strstrip(g_strdup_printf("%s %s",
	    d->family_name, d->given_name));

	if (d->given_name[0] == '\0' && candidate->given_name[0] != '\0') {
		set_text(&d->family_name, candidate->family_name);
		set_text(&d->given_name, candidate->given_name);
	} else if (whole[0] != '\0' && strcmp(whole, known) != 0) {
		say_once(d->other_names, "%s", whole);
	}
	say_all(d->other_names, candidate->other_names);
	if (d->specialty == NULL)
		d->specialty = g_strdup(candidate->specialty);
	say_all(d->warnings, candidate->warnings);
}

/* The opinion of another hospital than the one that carries the dossier is
 * not the piece, unless a person says so. */
static void
doubt_house(const struct filing *filing, const struct dossier *d,
    char *const *houses, struct finding *f)
{
	char *strange = house_strange(filing->conf->registry, houses,
	    d->establishment);

	if (strange == NULL)
		return;
	f->certainty = MIN(f->certainty, CERTAINTY_PROBABLE);
	f->state = PIECE_UNCERTAIN;
	g_free(f->warning);
	f->warning = strange;
}

/* houses may be NULL: see struct candidate. */
static void
add_findings(struct filing *filing, struct dossier *d,
    const GPtrArray *findings, GHashTable *houses)
{
	for (unsigned i = 0; i < findings->len; i++) {
		struct finding *f = finding_copy(findings->pdata[i]);

		if (houses != NULL)
			doubt_house(filing, d, g_hash_table_lookup(houses,
			    findings->pdata[i]), f);
		f->provisional = filing->provisional;
		g_ptr_array_add(d->findings, f);
	}
}

/* Known to be of another specialty: another person of that name. */
static bool
is_namesake(const struct dossier *one, const struct dossier *other)
{
	return one->specialty != NULL && other->specialty != NULL &&
	    strcmp(one->specialty, other->specialty) != 0;
}

/*
 * The same candidate for a second hospital: what seems to lack may lie in
 * the first one's dossier, so a person compares them before anything is
 * said to be missing.
 */
static void
compare_with(struct dossier *d, const struct dossier *elsewhere)
{
	if (d->status != DOSSIER_INCOMPLETE || is_namesake(d, elsewhere))
		return;
	d->status = DOSSIER_REVIEW;
	say_once(d->review_reasons, COMPARES "%s, porté par %s : est-ce la "
	    "même personne ?", elsewhere->reference,
	    elsewhere->establishment);
}

/* What came since is no person's word: they are still to be compared. */
static void
compare_still(struct dossier *d, const struct dossier *was)
{
	for (unsigned i = 0; i < was->review_reasons->len; i++) {
		const char *reason = was->review_reasons->pdata[i];

		if (d->status != DOSSIER_COMPLETE &&
		    g_str_has_prefix(reason, COMPARES)) {
			d->status = DOSSIER_REVIEW;
			say_once(d->review_reasons, "%s", reason);
		}
	}
}

/* After all findings are in: the state, and what the decision says; was:
 * the dossier before, NULL: it is new. */
static void
finish(struct filing *filing, struct dossier *d, const struct dossier *was)
{
	if (filing->report->message_id != NULL)
		say_once(d->message_ids, "%s", filing->report->message_id);
	if (!filing->provisional)
		d->provisional = false;
	decide_dossier(filing->reading->campaign, d);
	if (was != NULL) {
		compare_still(d, was);
		judge_lateness(filing, d, was);
	}
	g_ptr_array_add(filing->decision->dossiers, d);
}

static struct dossier *
already_taken(const struct filing *filing, const struct dossier *found)
{
	for (unsigned i = 0; i < filing->decision->dossiers->len; i++) {
		struct dossier *d = filing->decision->dossiers->pdata[i];

		if (found != NULL && d->id == found->id && d->id != 0)
			return d;
	}
	return NULL;
}

static void
warn_of_employer(const struct candidate *candidate, struct dossier *d)
{
	const char *named = candidate->establishment;

	if (named != NULL && d->establishment != NULL &&
	    strcmp(named, d->establishment) != 0)
		say_once(d->warnings, "les pièces nomment %s comme "
		    "employeur, l’envoi vient de %s", named,
		    d->establishment);
}

/* Opinions of a CHU, and none of the dossier's own subdivision. */
static void
warn_of_chu(const struct filing *filing, const struct candidate *candidate,
    struct dossier *d)
{
	const struct establishment *chu = NULL;

	for (unsigned i = 0; i < candidate->chus->len; i++) {
		chu = registry_find(filing->conf->registry,
		    candidate->chus->pdata[i]);
		if (chu == NULL || d->subdivision == NULL ||
		    strcmp(chu->subdivision, d->subdivision) == 0)
			return;
	}
	if (chu != NULL)
		say_once(d->warnings, "les avis universitaires viennent de "
		    "%s, d’une autre subdivision", chu->name);
}

/* Believed, and shown: somebody else could have written it. */
static void
warn_of_proof(const struct filing *filing, struct dossier *d)
{
	if (filing->reading->weakly_proven && !filing->facts->accepted)
		say_once(d->warnings, "un envoi vient d’une adresse "
		    "faiblement prouvée (%s)",
		    filing->reading->sender_address);
}

/* Another's documents must not change what a DAM has sent, nor anybody's a
 * dossier that an agent has set aside. */
static bool
must_not_touch(const struct filing *filing, const struct dossier *found)
{
	return found != NULL && (found->withdrawn_at != 0 ||
	    (filing->provisional && !found->provisional));
}

static const char *
why_not_touched(const struct dossier *found)
{
	return found->withdrawn_at != 0 ?
	    "ce dossier a été retiré par un agent : rien n’y a été changé" :
	    "cet envoi ne vient pas de la DAM, qui a déjà déposé ce "
	    "dossier : rien n’y a été changé";
}

/* Why nobody but a person can say whose documents these are; NULL: it is
 * plain.  The caller frees it. */
static char *
why_unsure(const struct filing *filing, const struct candidate *candidate,
    enum matching match, const struct dossier *found)
{
	/* Theirs may be one of those not known here. */
	if (filing->facts->cut && !candidate->by_agent)
		return g_strdup("trop de dossiers portent un de ces noms : à "
		    "qui sont ces documents ?");
	if (match == MATCH_AMBIGUOUS)
		return g_strdup("plusieurs dossiers portent ce nom : à qui "
		    "sont ces documents ?");
	if (match == MATCH_NEAR)
		return g_strdup_printf("le dossier %s porte un nom très "
		    "proche : est-ce la même personne ?", found->reference);
	return must_not_touch(filing, found) ?
	    g_strdup(why_not_touched(found)) : NULL;
}

static void
keep_findings(struct filing *filing, const GPtrArray *findings)
{
	for (unsigned i = 0; i < findings->len; i++)
		g_ptr_array_add(filing->decision->documents,
		    finding_copy(findings->pdata[i]));
}

static void
file_candidate(struct filing *filing, const struct candidate *candidate,
    const GPtrArray *shared)
{
	const char *employer = employer_of(filing, candidate);
	const struct dossier *found;
	struct dossier *d;
	enum matching match = matching_find(filing->facts, candidate,
	    filing->reading->campaign->id, employer, &found);
	g_autofree char *unsure = why_unsure(filing, candidate, match,
	    found);

	if (unsure != NULL) {
		say_once(filing->decision->review_reasons, "%s", unsure);
		keep_findings(filing, candidate->findings);
		return;
	}
	d = match == MATCH_ONE ? already_taken(filing, found) : NULL;
	if (d != NULL) {
		add_findings(filing, d, candidate->findings,
		    candidate->houses);
		decide_dossier(filing->reading->campaign, d);
		compare_still(d, found);
		return;
	}
	d = match == MATCH_ONE ? copy_dossier(found) :
				 open_dossier(filing, candidate, employer);
	if (match == MATCH_ELSEWHERE)
		say_once(d->warnings, "un candidat de ce nom a aussi un "
		    "dossier porté par %s (%s)", found->establishment,
		    found->reference);
	set_establishment(filing, d, employer);
	learn(d, candidate);
	warn_of_employer(candidate, d);
	warn_of_proof(filing, d);
	warn_of_chu(filing, candidate, d);
	add_findings(filing, d, candidate->findings, candidate->houses);
	add_findings(filing, d, shared, NULL);
	finish(filing, d, match == MATCH_ONE ? found : NULL);
	if (match == MATCH_ELSEWHERE)
		compare_with(d, found);
}

/* Documents of nobody in particular: those that may be anybody's missing
 * piece go to doubts_r, the others to others_r. */
static void
split_unassigned(const GPtrArray *findings, GPtrArray *doubts_r,
    GPtrArray *others_r)
{
	for (unsigned i = 0; i < findings->len; i++) {
		const struct finding *f = findings->pdata[i];

		g_ptr_array_add(f->kind == FINDING_OTHER ? others_r :
							   doubts_r,
		    findings->pdata[i]);
	}
}

/* Nobody is named: only a thread or a reference can tell whose it is. */
static bool
file_by_thread(struct filing *filing)
{
	const struct dossier *found = matching_threaded(filing->facts,
	    filing->reading->campaign->id);
	struct dossier *d;

	if (found == NULL || must_not_touch(filing, found)) {
		say_once(filing->decision->review_reasons, "%s",
		    found == NULL ? "aucun candidat n’est nommé : à qui "
		    "sont ces documents ?" : why_not_touched(found));
		keep_findings(filing, filing->reading->unassigned);
		return false;
	}
	d = copy_dossier(found);
	add_findings(filing, d, filing->reading->unassigned, NULL);
	warn_of_proof(filing, d);
	say(filing->decision->evidence, "rattaché à %s par le fil ou la "
	    "référence", found->reference);
	finish(filing, d, found);
	return true;
}

bool
filing_file(struct filing *filing)
{
	const struct reading *reading = filing->reading;
	g_autoptr(GPtrArray) shared = g_ptr_array_new();
	g_autoptr(GPtrArray) others = g_ptr_array_new();

	if (reading->candidates->len == 0)
		return file_by_thread(filing);
	split_unassigned(reading->unassigned, shared, others);
	for (unsigned i = 0; i < reading->candidates->len; i++)
		file_candidate(filing, reading->candidates->pdata[i],
		    shared);
	keep_findings(filing, others);
	return filing->decision->dossiers->len > 0;
}

void
filing_keep(struct filing *filing)
{
	const struct reading *reading = filing->reading;

	keep_findings(filing, reading->unassigned);
	for (unsigned i = 0; i < reading->candidates->len; i++) {
		const struct candidate *c = reading->candidates->pdata[i];

		keep_findings(filing, c->findings);
	}
}
