/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents read, cut and given to candidates: see documents.h. */
#include "documents.h"

#include <string.h>

#include "file-name.h"
#include "fold.h"
#include "namesakes.h"

/* So often a document names a first name with the candidate's family name
 * to be that person's: once may be a colleague's, or misread. */
#define NAMESAKES_MIN 2u

static void
document_free(gpointer data)
{
	struct document *document = data;

	g_free(document->name);
	text_free(document->text);
	g_clear_pointer(&document->segments, g_array_unref);
	g_clear_pointer(&document->likely, g_array_unref);
	g_array_unref(document->clusters);
	g_free(document);
}

void
documents_free(struct documents *documents)
{
	if (documents == NULL)
		return;
	g_ptr_array_unref(documents->all);
	people_free(documents->people);
	g_hash_table_unref(documents->prepared.names);
	g_hash_table_unref(documents->prepared.known);
	g_free(documents);
}

/* A document, or a container that stayed closed: its content is unknown. */
static bool
is_document(const struct part *part)
{
	return part->role == PART_DOCUMENT ||
	    (part->role == PART_CONTAINER && part->state == PART_UNREADABLE);
}

static bool
has_pages(const struct part *part)
{
	return part->state == PART_READ && part->pages->len > 0;
}

/* A file's name without the ending, which is no word of it. */
static char *
stem_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot == NULL ? g_strdup(name) :
	    g_strndup(name, (gsize)(dot - name));
}

static void
read_names(struct documents *documents, struct document *document,
    unsigned index)
{
	const struct part *part = document->source;
	g_autofree char *stem = stem_of(part->name == NULL ? "" :
	    part->name);
	OWNED(text) name = text_of_string(documents->rules,
	    documents->places, stem);
	OWNED(text) path = text_of_string(documents->rules,
	    documents->places, part->path);

	document->likely = file_name_subjects(documents->rules, name);
	people_read_name(documents->people, documents->rules, name,
	    MENTION_FILE_NAME, index);
	people_read_name(documents->people, documents->rules, path,
	    MENTION_FOLDER, index);
}

static void
add_words(GHashTable *set, const char *phrase)
{
	g_auto(GStrv) words = fold_words(phrase);

	for (char **word = words; *word != NULL; word++) {
		if (**word != '\0')
			g_hash_table_add(set, g_strdup(*word));
	}
}

static void
add_known(struct documents *documents, const struct text *text,
    unsigned first, unsigned count)
{
	for (unsigned i = first; i < first + count; i++)
		g_hash_table_add(documents->prepared.known,
		    g_strdup(text_folded(text, i)));
}

/* The establishments that the sender can speak for, by all their names. */
static void
gather_employers(struct documents *documents, const GPtrArray *employers)
{
	for (unsigned i = 0; i < employers->len; i++) {
		const struct establishment *e = employers->pdata[i];

		add_words(documents->prepared.known, e->name);
		for (char **alias = e->aliases; *alias != NULL; alias++)
			add_words(documents->prepared.known, *alias);
	}
}

/* The words of the specialties and establishments a text names. */
static void
gather_known(struct documents *documents, const struct text *text)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(text, documents->rules, TERM_SPECIALTY, -1, 0,
	    text->words->len, &at)) != NULL)
		add_known(documents, text, hit->first, hit->count);
	for (unsigned i = 0; i < text->places->len; i++) {
		const struct place_hit *place = &g_array_index(text->places,
		    struct place_hit, i);

		add_known(documents, text, place->first, place->count);
	}
}

static struct document *
new_document(const struct documents *documents, unsigned index,
    const struct part *part)
{
	struct document *document = g_new0(struct document, 1);

	document->part = index;
	document->source = part;
	document->name = part_full_name(part);
	document->clusters = g_array_new(FALSE, FALSE, sizeof(int));
	if (!has_pages(part))
		return document;
	document->text = text_of_part(documents->rules, documents->places,
	    part);
	document->segments = segments_of(documents->rules, document->text);
	return document;
}

/* Takes a document and reads the names in it. */
static void
add_document(struct documents *documents, struct document *document)
{
	unsigned at = documents->all->len;

	g_ptr_array_add(documents->all, document);
	read_names(documents, document, at);
	if (document->text == NULL)
		return;
	gather_known(documents, document->text);
	for (unsigned i = 0; i < document->segments->len; i++)
		people_read_segment(documents->people, documents->rules,
		    document->text, &g_array_index(document->segments,
		    struct segment, i), at, i);
}

/* Keeps of what a message says the opinions; false when it gives none. */
static bool
keep_opinions(const struct documents *documents, struct document *document)
{
	for (unsigned i = document->segments->len; i-- > 0;) {
		const struct verdict *verdict = &g_array_index(
		    document->segments, struct segment, i).verdict;

		if (verdict->certainty != CERTAINTY_CERTAIN ||
		    ((struct subject *)documents->rules->subjects->pdata[
		    verdict->subject])->function < 0)
			g_array_remove_index(document->segments, i);
	}
	return document->segments->len > 0;
}

/* An opinion may be the words of a message that is attached; what else one
 * says is no document. */
static void
read_attached_message(struct documents *documents, unsigned index,
    const struct part *part)
{
	struct document *document = new_document(documents, index, part);

	document->is_message = true;
	if (part->name == NULL && part->path != NULL) {
		g_free(document->name);
		document->name = g_strdup(part->path);
	}
	if (keep_opinions(documents, document))
		add_document(documents, document);
	else
		document_free(document);
}

static void
read_message(struct documents *documents, const struct report *report)
{
	OWNED(text) subject = text_of_string(documents->rules,
	    documents->places, report->subject);
	OWNED(text) body = text_of_string(documents->rules,
	    documents->places, report->body);

	people_read_subject(documents->people, documents->rules, subject);
	people_read_body(documents->people, documents->rules, body);
}

/* The words of every writing of the candidates' names, and civilities. */
static void
gather_names(struct documents *documents)
{
	add_words(documents->prepared.names, "M Mr Mme Mlle Dr Docteur "
	    "Monsieur Madame Mademoiselle née né épouse");
	for (unsigned i = 0; i < documents->people->mentions->len; i++) {
		const struct mention *mention =
		    documents->people->mentions->pdata[i];
		const struct cluster *cluster;

		if (mention->cluster < 0)
			continue;
		cluster = documents->people->clusters->pdata[
		    mention->cluster];
		if (!cluster->is_candidate)
			continue;
		add_words(documents->prepared.names, mention->person->family);
		add_words(documents->prepared.names, mention->person->given);
		add_words(documents->prepared.names, mention->person->born);
	}
}

static bool
is_candidate(const struct documents *documents, int cluster)
{
	return cluster >= 0 && ((struct cluster *)
	    documents->people->clusters->pdata[cluster])->is_candidate;
}

static unsigned
count_candidates(const struct documents *documents)
{
	unsigned count = 0;

	for (unsigned i = 0; i < documents->people->clusters->len; i++)
		count += is_candidate(documents, (int)i);
	return count;
}

/* The candidate named in a segment (or, segment MENTION_NOWHERE, by the
 * file); typed names before OCR's.  -1: none, or two of them. */
static int
named_in(const struct documents *documents, unsigned document,
    unsigned segment)
{
	int found[2] = { -1, -1 };

	for (unsigned i = 0; i < documents->people->mentions->len; i++) {
		const struct mention *mention =
		    documents->people->mentions->pdata[i];
		int *slot = &found[mention->ocr];

		if (mention->document != document ||
		    mention->segment != segment ||
		    !is_candidate(documents, mention->cluster))
			continue;
		*slot = *slot == -1 || *slot == mention->cluster ?
		    mention->cluster : -2;
	}
	return found[0] != -1 ? MAX(found[0], -1) : MAX(found[1], -1);
}

/* True when the words of the cluster's family name stand in the stretch. */
static bool
stands_in(const struct text *text, const struct segment *segment,
    const struct cluster *cluster)
{
	g_autofree char *family = NULL, *given = NULL, *folded = NULL;
	unsigned first = text_first_word(text, segment->stretch);
	unsigned end = text_end_word(text, segment->stretch);
	g_autoptr(GString) words = g_string_new(NULL);

	cluster_name(cluster, &family, &given);
	folded = fold_text(family);
	for (unsigned i = first; i < end; i++)
		g_string_append_printf(words, "%s%s", i > first ? " " : "",
		    text_folded(text, i));
	return fold_contains(words->str, folded);
}

/* The only candidate whose name the segment's text holds; -1: none. */
static int
found_in(const struct documents *documents, const struct document *document,
    unsigned segment)
{
	int found = -1;

	for (unsigned i = 0; i < documents->people->clusters->len; i++) {
		if (!is_candidate(documents, (int)i) ||
		    !stands_in(document->text, &g_array_index(
		    document->segments, struct segment, segment),
		    documents->people->clusters->pdata[i]))
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

/* What is nobody's in a file goes with what stands before it, else after. */
static void
spread_in_file(struct document *document)
{
	GArray *clusters = document->clusters;

	for (unsigned i = 1; i < clusters->len; i++) {
		if (g_array_index(clusters, int, i) < 0)
			g_array_index(clusters, int, i) =
			    g_array_index(clusters, int, i - 1);
	}
	for (unsigned i = clusters->len; i-- > 1;) {
		if (g_array_index(clusters, int, i - 1) < 0)
			g_array_index(clusters, int, i - 1) =
			    g_array_index(clusters, int, i);
	}
}

/* The one candidate of the other files in the folder; -1: none, or two. */
static int
folder_cluster(const struct documents *documents,
    const struct document *document)
{
	int found = -1;

	if (document->source->path == NULL)
		return -1;
	for (unsigned i = 0; i < documents->all->len; i++) {
		const struct document *other = documents->all->pdata[i];

		if (g_strcmp0(other->source->path,
		    document->source->path) != 0)
			continue;
		for (unsigned j = 0; j < other->clusters->len; j++) {
			int cluster = g_array_index(other->clusters, int, j);

			if (cluster >= 0 && found >= 0 && cluster != found)
				return -1;
			found = MAX(found, cluster);
		}
	}
	return found;
}

static void
assign_document(struct documents *documents, unsigned index)
{
	struct document *document = documents->all->pdata[index];
	unsigned count = document->segments == NULL ? 1 :
	    document->segments->len;
	int by_name = named_in(documents, index, MENTION_NOWHERE);

	for (unsigned i = 0; i < count; i++) {
		int cluster = named_in(documents, index, i);

		if (cluster < 0 && document->segments != NULL)
			cluster = found_in(documents, document, i);
		if (cluster < 0)
			cluster = by_name;
		g_array_append_val(document->clusters, cluster);
		document->names_somebody |= cluster >= 0;
	}
	spread_in_file(document);
}

/* Every segment to its candidate; with one candidate all are theirs. */
static void
assign(struct documents *documents)
{
	bool one = count_candidates(documents) == 1;

	for (unsigned i = 0; i < documents->all->len; i++)
		assign_document(documents, i);
	for (unsigned i = 0; i < documents->all->len; i++) {
		struct document *document = documents->all->pdata[i];
		int folder = folder_cluster(documents, document);

		for (unsigned j = 0; j < document->clusters->len; j++) {
			int *cluster = &g_array_index(document->clusters,
			    int, j);

			if (one)
				*cluster = 0;
			else if (*cluster < 0)
				*cluster = folder;
		}
	}
}

/* The one candidate to whom all of a document goes; -1: none, or two. */
static int
whole_cluster(const struct documents *documents,
    const struct document *document)
{
	int cluster = g_array_index(document->clusters, int, 0);

	for (unsigned i = 1; i < document->clusters->len; i++) {
		if (g_array_index(document->clusters, int, i) != cluster)
			return -1;
	}
	return document->text != NULL && is_candidate(documents, cluster) ?
	    cluster : -1;
}

static gboolean
is_often(gpointer who, gpointer count, gpointer nothing)
{
	(void)who;
	(void)nothing;
	return GPOINTER_TO_UINT(count) >= NAMESAKES_MIN;
}

/* Documents that name, of a candidate's family, somebody else alone. */
static void
find_namesakes(struct documents *documents)
{
	for (unsigned i = 0; i < documents->all->len; i++) {
		struct document *document = documents->all->pdata[i];
		int cluster = whole_cluster(documents, document);
		g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash,
		    g_str_equal);
		g_autofree char *family = NULL, *given = NULL;

		if (cluster < 0)
			continue;
		cluster_name(documents->people->clusters->pdata[cluster],
		    &family, &given);
		document->namesake = *given != '\0' && namesakes_count(
		    documents->rules, document->text, family, given,
		    found) && g_hash_table_find(found, is_often, NULL);
	}
}

struct documents *
documents_read(const struct form_rules *rules, const struct places *places,
    const GPtrArray *employers, const struct report *report)
{
	struct documents *documents = g_new0(struct documents, 1);

	documents->rules = rules;
	documents->places = places;
	documents->all = g_ptr_array_new_with_free_func(document_free);
	documents->people = people_new(places,
	    rules->thresholds.shared_pieces);
	documents->prepared.names = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);
	documents->prepared.known = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);
	gather_employers(documents, employers);
	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report_part(report, i);

		if (is_document(part))
			add_document(documents, new_document(documents, i,
			    part));
		else if (part->role == PART_BODY && part->parent >= 0 &&
		    has_pages(part))
			read_attached_message(documents, i, part);
	}
	read_message(documents, report);
	people_settle(documents->people);
	gather_names(documents);
	assign(documents);
	find_namesakes(documents);
	return documents;
}

bool
documents_names_another(const struct documents *documents,
    unsigned document, unsigned segment, int cluster)
{
	bool another = false;

	if (cluster < 0)
		return false;
	if (((struct document *)documents->all->pdata[document])->namesake)
		return true;
	for (unsigned i = 0; i < documents->people->mentions->len; i++) {
		const struct mention *mention =
		    documents->people->mentions->pdata[i];

		if (mention->document != document ||
		    mention->segment != segment)
			continue;
		if (mention->doubtful)
			return true;
		if (!mention->clear || mention->source < MENTION_LETTER)
			continue;
		if (cluster_match(documents->people->clusters->pdata[cluster],
		    mention->person, mention->ocr) != NAMES_UNLIKE)
			return false;
		another = true;
	}
	return another;
}
