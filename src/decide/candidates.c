/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a message is about, as candidates: see candidates.h. */
#include "candidates.h"

#include "checks.h"
#include "employer.h"
#include "specialty.h"

static void
add_other_names(struct candidate *candidate, const struct cluster *cluster)
{
	g_autofree char *best = g_strjoin(" ", candidate->family_name,
	    candidate->given_name, NULL);

	for (unsigned i = 0; i < cluster->mentions->len; i++) {
		const struct mention *mention = cluster->mentions->pdata[i];
		char *whole = person_whole(mention->person);
		bool known = names_match(whole, best) == NAMES_SAME ||
		    names_match(whole, best) == NAMES_PARTIAL;

		for (unsigned j = 0; !known &&
		    j < candidate->other_names->len; j++)
			known = names_match(whole,
			    candidate->other_names->pdata[j]) == NAMES_SAME;
		if (known || mention->ocr)
			g_free(whole);
		else
			g_ptr_array_add(candidate->other_names, whole);
		if (mention->person->born != NULL)
			g_ptr_array_add(candidate->other_names,
			    g_strjoin(" ", mention->person->born,
			    candidate->given_name, NULL));
	}
}

GPtrArray *
candidates_make(const struct documents *documents)
{
	const GPtrArray *clusters = documents->people->clusters;
	GPtrArray *candidates = g_ptr_array_new();

	for (unsigned i = 0; i < clusters->len; i++) {
		const struct cluster *cluster = clusters->pdata[i];
		struct candidate *candidate = NULL;

		if (cluster->is_candidate) {
			candidate = candidate_new();
			g_free(candidate->family_name);
			g_free(candidate->given_name);
			cluster_name(cluster, &candidate->family_name,
			    &candidate->given_name);
			candidate->certainty = cluster_certainty(cluster);
			add_other_names(candidate, cluster);
		}
		g_ptr_array_add(candidates, candidate);
	}
	return candidates;
}

/* What is known before a candidate's documents are looked at. */
struct inquiry {
	const struct campaign *campaign;
	const struct report *report;
	const GPtrArray *employers;
	const struct documents *documents;
	bool only; /* the message is about nobody else */
};

/* The first specialty the subject or the body names. */
static void
specialty_of_message(const struct inquiry *inquiry,
    struct candidate *candidate)
{
	const char *texts[2] = { inquiry->report->subject,
		inquiry->report->body };

	for (size_t i = 0; i < 2 && candidate->specialty == NULL; i++)
		candidate->specialty = specialty_named(
		    inquiry->documents->rules, texts[i]);
}

/* What the candidate's segments say of employer, specialty and shares. */
static void
read_candidate(const struct inquiry *inquiry, int cluster,
    struct candidate *candidate)
{
	const struct documents *documents = inquiry->documents;
	const struct form_rules *rules = documents->rules;
	OWNED(employer_votes) votes = employer_votes_new();
	OWNED(checks) checks = checks_new(rules, inquiry->campaign);
	OWNED(text) subject = text_of_string(rules, documents->places,
	    inquiry->report->subject);
	OWNED(text) body = text_of_string(rules, documents->places,
	    inquiry->report->body);
	const struct establishment *employer;

	for (unsigned i = 0; i < documents->all->len; i++) {
		const struct document *document = documents->all->pdata[i];

		for (unsigned j = 0; document->segments != NULL &&
		    j < document->segments->len; j++) {
			const struct segment *segment = &g_array_index(
			    document->segments, struct segment, j);

			if (g_array_index(document->clusters, int, j) !=
			    cluster || segment->unread)
				continue;
			employer_read_segment(votes, rules, document->text,
			    segment);
			if (candidate->specialty == NULL)
				candidate->specialty = specialty_in(rules,
				    document->text, segment);
			checks_segment(checks, document->text, segment);
		}
	}
	employer_read_text(votes, subject);
	employer_read_text(votes, body);
	employer = employer_settle(votes, inquiry->employers);
	candidate->establishment = employer == NULL ? NULL :
	    g_strdup(employer->code);
	if (inquiry->only)
		specialty_of_message(inquiry, candidate);
	checks_settle(checks, candidate->specialty, candidate->warnings,
	    candidate->chus);
}

void
candidates_read(const struct campaign *campaign, const struct report *report,
    const GPtrArray *employers, const struct documents *documents,
    GPtrArray *candidates)
{
	struct inquiry inquiry = { campaign, report, employers, documents,
		false };
	unsigned count = 0;

	for (unsigned i = 0; i < candidates->len; i++)
		count += candidates->pdata[i] != NULL;
	inquiry.only = count == 1;
	for (unsigned i = 0; i < candidates->len; i++) {
		if (candidates->pdata[i] != NULL)
			read_candidate(&inquiry, (int)i,
			    candidates->pdata[i]);
	}
}

static bool
has_findings(const struct candidate *candidate)
{
	return candidate != NULL && candidate->findings->len > 0;
}

void
candidates_choose(const GPtrArray *candidates, GPtrArray *chosen_r)
{
	bool any = false;

	for (unsigned i = 0; i < candidates->len; i++)
		any |= has_findings(candidates->pdata[i]);
	for (unsigned i = 0; i < candidates->len; i++) {
		struct candidate *candidate = candidates->pdata[i];

		if (candidate != NULL && (!any || has_findings(candidate)))
			g_ptr_array_add(chosen_r, candidate);
		else
			candidate_free(candidate);
	}
}
