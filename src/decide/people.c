/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names gathered into persons: see people.h. */
#include "people.h"

#include <string.h>

#include "fold.h"

/*
 * What a mention weighs, typed and by OCR.  Handwriting comes out as
 * garbage, so an opinion's field by OCR says little alone.
 */
static const unsigned weights[MENTION_SOURCE_COUNT][2] = {
	[MENTION_FILE_NAME] = { 2, 2 },
	[MENTION_FOLDER] = { 4, 4 },
	[MENTION_SUBJECT] = { 3, 3 },
	[MENTION_BODY] = { 5, 5 },
	[MENTION_SALUTED] = { 5, 5 },
	[MENTION_LETTER] = { 5, 2 },
	[MENTION_OPINION] = { 8, 3 },
	[MENTION_FORM] = { 12, 8 },
};

/* From this weight on a person is a candidate without doubt. */
#define CANDIDATE_WEIGHT 8u
/* A further candidate beside the first needs more: documents of their own,
 * not one page that names somebody else. */
#define FURTHER_WEIGHT 12u
/* Letters that may stand for a name; family names so short are rare. */
#define INITIALS_MAX 3u

static void
mention_free(gpointer data)
{
	struct mention *mention = data;

	person_free(mention->person);
	g_free(mention);
}

static void
cluster_free(gpointer data)
{
	struct cluster *cluster = data;

	g_ptr_array_unref(cluster->mentions);
	g_free(cluster);
}

struct people *
people_new(const struct places *places, unsigned shared_pieces)
{
	struct people *people = g_new0(struct people, 1);

	people->mentions = g_ptr_array_new_with_free_func(mention_free);
	people->clusters = g_ptr_array_new_with_free_func(cluster_free);
	people->places = places;
	people->shared_pieces = shared_pieces;
	return people;
}

void
people_free(struct people *people)
{
	if (people == NULL)
		return;
	g_ptr_array_unref(people->mentions);
	g_ptr_array_unref(people->clusters);
	g_free(people);
}

static unsigned
weight_of(const struct mention *mention)
{
	return weights[mention->source][mention->ocr ? 1 : 0];
}

/* Both names told, and which is which. */
static bool
is_whole(const struct person *person)
{
	return *person->family != '\0' && *person->given != '\0';
}

/* Two names, or the one with the other's maiden or married name. */
static enum name_match
match_persons(const struct person *one, const struct person *other)
{
	enum name_match match = names_match_parts(one->family, one->given,
	    other->family, other->given);

	if (match == NAMES_UNLIKE && one->born != NULL)
		match = names_match_parts(one->born, one->given,
		    other->family, other->given);
	if (match == NAMES_UNLIKE && other->born != NULL)
		match = names_match_parts(one->family, one->given,
		    other->born, other->given);
	return match;
}

enum name_match
cluster_match(const struct cluster *cluster, const struct person *person,
    bool ocr)
{
	enum name_match best = NAMES_UNLIKE;

	for (unsigned i = 0; i < cluster->mentions->len; i++) {
		const struct mention *mention = cluster->mentions->pdata[i];
		enum name_match match = match_persons(mention->person,
		    person);

		if (match != NAMES_NEAR || ocr || mention->ocr)
			best = MAX(best, match);
	}
	return best;
}

/* In which order mentions found clusters: the surest first. */
static int
compare_mentions(gconstpointer a, gconstpointer b)
{
	const struct mention *one = *(struct mention *const *)a;
	const struct mention *other = *(struct mention *const *)b;
	bool whole = is_whole(one->person), other_whole =
	    is_whole(other->person);
	bool born = one->person->born != NULL;

	/* Who has two family names comes first: both find them. */
	if (born != (other->person->born != NULL))
		return born ? -1 : 1;
	if (whole != other_whole)
		return whole ? -1 : 1;
	/* What is typed is what others may be misread from. */
	if (one->ocr != other->ocr)
		return one->ocr ? 1 : -1;
	if (weight_of(one) != weight_of(other))
		return weight_of(one) > weight_of(other) ? -1 : 1;
	return 0;
}

/* The cluster that person belongs to; -1 when none or two might. */
static int
find_cluster(const struct people *people, const struct mention *mention)
{
	enum name_match best = NAMES_UNLIKE;
	bool two = false;
	int found = -1;

	for (unsigned i = 0; i < people->clusters->len; i++) {
		enum name_match match = cluster_match(
		    people->clusters->pdata[i], mention->person,
		    mention->ocr);

		if (match == NAMES_UNLIKE || match < best)
			continue;
		two = match == best && match != NAMES_SAME;
		if (match > best)
			found = (int)i;
		best = match;
	}
	return two ? -1 : found;
}

/*
 * A few letters in a file's name or a subject («VC9.pdf», «PJ 3») may be
 * initials or anything: they find a person, and make none.
 */
static bool
may_be_initials(const struct mention *mention)
{
	bool bare = mention->source == MENTION_FILE_NAME ||
	    mention->source == MENTION_FOLDER ||
	    mention->source == MENTION_SUBJECT;
	const struct person *person = mention->person;

	return bare && !person->civil &&
	    g_utf8_strlen(person->family, -1) +
	    g_utf8_strlen(person->given, -1) <= INITIALS_MAX;
}

static void
add_to_cluster(struct people *people, struct mention *mention)
{
	int index = find_cluster(people, mention);
	struct cluster *cluster;

	if (index < 0 && (mention->garbled || may_be_initials(mention)))
		return;
	if (index < 0) {
		/* A part of a name that two persons share is nobody's. */
		for (unsigned i = 0; i < people->clusters->len; i++) {
			if (cluster_match(people->clusters->pdata[i],
			    mention->person, mention->ocr) != NAMES_UNLIKE)
				return;
		}
		index = (int)people->clusters->len;
		cluster = g_new0(struct cluster, 1);
		cluster->mentions = g_ptr_array_new();
		g_ptr_array_add(people->clusters, cluster);
	}
	mention->cluster = index;
	cluster = people->clusters->pdata[index];
	g_ptr_array_add(cluster->mentions, mention);
}

/* A name that one place repeats is one witness; every page is its own. */
static unsigned
weigh(const struct cluster *cluster)
{
	unsigned weight = 0;

	for (unsigned i = 0; i < cluster->mentions->len; i++) {
		const struct mention *mention = cluster->mentions->pdata[i];
		bool counted = false;

		for (unsigned j = 0; j < i && !counted; j++) {
			const struct mention *other =
			    cluster->mentions->pdata[j];

			counted = other->source == mention->source &&
			    other->document == mention->document &&
			    other->segment == mention->segment;
		}
		if (!counted)
			weight += weight_of(mention);
	}
	return weight;
}

static int
compare_clusters(gconstpointer a, gconstpointer b)
{
	const struct cluster *one = *(struct cluster *const *)a;
	const struct cluster *other = *(struct cluster *const *)b;

	if (one->weight != other->weight)
		return one->weight > other->weight ? -1 : 1;
	return 0;
}

/* The person has a form of their own, or is named in two places. */
static bool
stands_alone(const struct cluster *cluster)
{
	const struct mention *first = cluster->mentions->pdata[0];

	for (unsigned i = 0; i < cluster->mentions->len; i++) {
		const struct mention *mention = cluster->mentions->pdata[i];

		if (mention->source == MENTION_FORM ||
		    mention->document != first->document ||
		    mention->segment != first->segment)
			return true;
	}
	return false;
}

/* The pieces that two sets of mentions both speak of, each at its place. */
static unsigned
count_shared(const GPtrArray *ours, const GPtrArray *theirs)
{
	g_autoptr(GHashTable) pieces = g_hash_table_new(NULL, NULL);

	for (unsigned i = 0; i < ours->len; i++) {
		const struct mention *one = ours->pdata[i];

		for (unsigned j = 0; one->piece >= 0 && j < theirs->len; j++) {
			const struct mention *other = theirs->pdata[j];

			if (other->piece == one->piece &&
			    (other->document != one->document ||
			    other->segment != one->segment))
				g_hash_table_add(pieces,
				    GINT_TO_POINTER(one->piece + 1));
		}
	}
	return g_hash_table_size(pieces);
}

static bool
is_near(const struct cluster *cluster, const struct cluster *other)
{
	for (unsigned i = 0; i < cluster->mentions->len; i++) {
		const struct mention *mention = cluster->mentions->pdata[i];

		if (cluster_match(other, mention->person, true) ==
		    NAMES_NEAR)
			return true;
	}
	return false;
}

/*
 * A further candidate has documents of their own.  One whose name is near
 * to another's is a second person only where pieces come twice.
 */
static bool
is_further_candidate(const struct people *people, unsigned index)
{
	const struct cluster *cluster = people->clusters->pdata[index];

	if (cluster->weight < FURTHER_WEIGHT || !stands_alone(cluster))
		return false;
	for (unsigned i = 0; i < index; i++) {
		const struct cluster *other = people->clusters->pdata[i];

		if (other->is_candidate && is_near(cluster, other) &&
		    count_shared(cluster->mentions, other->mentions) <
		    people->shared_pieces)
			return false;
	}
	return true;
}

/* Of a cluster's mentions those that write the same name as one. */
static GPtrArray *
same_writing(const struct cluster *cluster, const struct mention *mention)
{
	GPtrArray *same = g_ptr_array_new();

	for (unsigned i = 0; i < cluster->mentions->len; i++) {
		struct mention *other = cluster->mentions->pdata[i];

		if (match_persons(other->person, mention->person) ==
		    NAMES_SAME)
			g_ptr_array_add(same, other);
	}
	return same;
}

/*
 * A name near to the cluster's own on a page that this one has too, under
 * its own name, may be another person's: so may all that bear that name.
 */
static void
doubt_near_names(struct cluster *cluster)
{
	g_autoptr(GPtrArray) own = same_writing(cluster,
	    cluster->mentions->pdata[0]);

	for (unsigned i = 1; i < cluster->mentions->len; i++) {
		struct mention *mention = cluster->mentions->pdata[i];
		g_autoptr(GPtrArray) near = NULL;

		if (mention->doubtful || match_persons(mention->person,
		    ((struct mention *)cluster->mentions->pdata[0])->
		    person) != NAMES_NEAR)
			continue;
		near = same_writing(cluster, mention);
		if (count_shared(near, own) == 0)
			continue;
		for (unsigned j = 0; j < near->len; j++)
			((struct mention *)near->pdata[j])->doubtful = true;
	}
}

static void
settle_cluster(struct people *people, unsigned index)
{
	struct cluster *cluster = people->clusters->pdata[index];

	cluster->is_candidate = index == 0 ||
	    is_further_candidate(people, index);
	doubt_near_names(cluster);
	for (unsigned i = 0; i < cluster->mentions->len; i++)
		((struct mention *)cluster->mentions->pdata[i])->cluster =
		    (int)index;
}

void
people_settle(struct people *people)
{
	g_ptr_array_sort(people->mentions, compare_mentions);
	for (unsigned i = 0; i < people->mentions->len; i++)
		add_to_cluster(people, people->mentions->pdata[i]);
	for (unsigned i = 0; i < people->clusters->len; i++) {
		struct cluster *cluster = people->clusters->pdata[i];

		cluster->weight = weigh(cluster);
	}
	g_ptr_array_sort(people->clusters, compare_clusters);
	for (unsigned i = 0; i < people->clusters->len; i++)
		settle_cluster(people, i);
}

/* What the mentions weigh that write a part of the name in these letters. */
static unsigned
votes_for(const struct cluster *cluster, const char *part, bool family,
    bool ocr)
{
	g_autofree char *key = fold_key(part);
	unsigned votes = 0;

	for (unsigned i = 0; i < cluster->mentions->len; i++) {
		const struct mention *mention = cluster->mentions->pdata[i];
		g_autofree char *other = fold_key(family ?
		    mention->person->family : mention->person->given);

		if (mention->ocr == ocr && g_str_equal(key, other))
			votes += weight_of(mention);
	}
	return votes;
}

/*
 * The best writing of one part among typed mentions, or those by OCR: the
 * sheet's own, where a name of birth and one of marriage are not mixed, the
 * form's, else what most say.  NULL when none tells it.
 */
static const char *
best_writing(const struct cluster *cluster, bool family, bool ocr)
{
	const char *best = NULL;
	unsigned best_votes = 0;

	for (unsigned i = 0; i < cluster->mentions->len; i++) {
		const struct mention *mention = cluster->mentions->pdata[i];
		const char *part = family ? mention->person->family :
		    mention->person->given;
		unsigned votes;

		if (*part == '\0' || !mention->person->order_known ||
		    mention->ocr != ocr)
			continue;
		if (mention->apart && !ocr)
			return part;
		votes = mention->source == MENTION_FORM && !ocr ? G_MAXUINT :
		    votes_for(cluster, part, family, ocr);
		if (votes > best_votes) {
			best = part;
			best_votes = votes;
		}
	}
	return best;
}

/* Handwriting comes out wrong: what is typed anywhere goes before OCR. */
static char *
best_part(const struct cluster *cluster, bool family)
{
	const char *best = best_writing(cluster, family, false);

	if (best == NULL)
		best = best_writing(cluster, family, true);
	return g_strdup(best == NULL ? "" : best);
}

void
cluster_name(const struct cluster *cluster, char **family_r,
    char **given_r)
{
	*family_r = best_part(cluster, true);
	*given_r = best_part(cluster, false);
	if (**family_r == '\0' && cluster->mentions->len > 0) {
		const struct mention *first = cluster->mentions->pdata[0];

		g_free(*family_r);
		g_free(*given_r);
		*family_r = g_strdup(first->person->family);
		*given_r = g_strdup(first->person->given);
	}
}

enum certainty
cluster_certainty(const struct cluster *cluster)
{
	return cluster->weight >= CANDIDATE_WEIGHT ? CERTAINTY_CERTAIN :
	    CERTAINTY_PROBABLE;
}
