/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an agent means by what was typed: see act.h. */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "day.h"
#include "erase.h"
#include "error.h"
#include "fold.h"
#include "queries.h"

/* Fewer digits of a SHA-256 could be a number or a word. */
#define SHA256_DIGITS_MIN 6u
/* Names listed where what was typed fits several things. */
#define LISTED_MAX 6u

/* "a, b, c …": what fits, for a sentence. */
static void
append_name(GString *list, unsigned index, const char *name)
{
	if (index < LISTED_MAX)
		g_string_append_printf(list, "%s%s", index > 0 ? ", " : "",
		    name);
	else if (index == LISTED_MAX)
		g_string_append(list, "…");
}

static bool
refuse_reference(const struct act_call *call, const char *typed,
    const GPtrArray *near, bool several, GError **error)
{
	g_autoptr(GString) list = g_string_new(NULL);
	g_autofree char *reference = g_ascii_strup(typed, -1);
	g_autofree char *who = NULL;
	int64_t at = 0;

	if (store_erased(call->store, reference, &at, &who, NULL) && at != 0)
		return act_refuse(error, "le dossier %s a été effacé par %s",
		    reference, who);

	for (unsigned i = 0; i < near->len; i++)
		append_name(list, i, near->pdata[i]);
	if (near->len == 0)
		return act_refuse(error, "aucun dossier « %s »", typed);
	if (several)
		return act_refuse(error, "« %s » est le numéro de plusieurs "
		    "dossiers : %s", typed, list->str);
	return act_refuse(error,
	    "aucun dossier « %s » ; vouliez-vous dire : %s ?", typed,
	    list->str);
}

struct dossier *
act_find_dossier(struct act_call *call, const char *typed, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(GPtrArray) references = NULL;
	struct dossier *d = store_dossier(call->store, typed, &problem);
	bool exact = false;

	if (d == NULL && problem == NULL)
		references = queries_references(call->store, typed, &exact,
		    &problem);
	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return NULL;
	}
	if (d != NULL)
		return d;
	if (exact && references->len == 1)
		return store_dossier(call->store, references->pdata[0],
		    error);
	refuse_reference(call, typed, references, exact && references->len > 1,
	    error);
	return NULL;
}

static bool
parse_number(const char *typed, int64_t *number_r)
{
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(typed, 10, 1, G_MAXINT64, &number,
		NULL))
		return false;
	*number_r = (int64_t)number;
	return true;
}

struct message_view *
act_find_message(struct act_call *call, const char *typed, GError **error)
{
	g_autoptr(GError) problem = NULL;
	struct message_view *m;
	int64_t id = 0;

	if (!parse_number(typed, &id)) {
		act_refuse(error, "« %s » n’est pas un numéro de message",
		    typed);
		return NULL;
	}
	m = queries_message(call->store, id, &problem);
	if (problem != NULL)
		g_propagate_error(error, g_steal_pointer(&problem));
	else if (m == NULL)
		act_refuse(error, "aucun message %s", typed);
	else if (m->erased)
		act_refuse(error, "le message %s a été effacé", typed);
	else if (m->state == MESSAGE_SETTLED)
		return m;
	else
		act_refuse(error, "le message %s est en cours de lecture : "
		    "réessayez dans un instant", typed);
	message_view_free(m);
	return NULL;
}

const struct campaign *
act_campaign(struct act_call *call, const struct dossier *dossier,
    GError **error)
{
	const struct campaign *c = campaigns_find(call->conf->campaigns,
	    dossier->campaign);

	if (c != NULL && c->form != NULL)
		return c;
	act_refuse(error, "la campagne %s n’est plus dans la configuration",
	    dossier->campaign);
	return NULL;
}

/* "9", "annexe 9", "annexe n° 9": the number, 0 for anything else. */
static unsigned
annexe_number(const char *folded)
{
	static const char *const before[] = { "annexe n ", "annexe ", "" };

	for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
		const char *digits = folded + strlen(before[i]);
		guint64 number = 0;

		if (g_str_has_prefix(folded, before[i]) &&
		    g_ascii_string_to_unsigned(digits, 10, 1, 99, &number,
			NULL))
			return (unsigned)number;
	}
	return 0;
}

/* All words of typed occur in label; both folded. */
static bool
has_words(const char *label, char **words)
{
	for (unsigned i = 0; words[i] != NULL; i++) {
		if (strstr(label, words[i]) == NULL)
			return false;
	}
	return words[0] != NULL && words[0][0] != '\0';
}

static bool
piece_fits(const struct piece *piece, const char *typed, unsigned annexe,
    char **words)
{
	g_autofree char *label = fold_text(piece->label);
	g_autofree char *id = fold_text(piece->id);

	if (annexe != 0)
		return piece->annexe == annexe;
	return strcmp(piece->id, typed) == 0 || has_words(label, words) ||
	    has_words(id, words);
}

const struct piece *
act_find_piece(const struct form *form, const char *typed, bool *none_r,
    GError **error)
{
	const struct piece *exact = form_piece(form, typed), *found = NULL;
	g_autofree char *folded = fold_text(typed);
	g_auto(GStrv) words = fold_words(typed);
	g_autoptr(GString) fitting = g_string_new(NULL);
	unsigned count = 0;

	*none_r = strcmp(folded, "aucune") == 0 || strcmp(folded, "none") == 0;
	if (*none_r || exact != NULL)
		return exact;
	for (unsigned i = 0; i < form->pieces->len; i++) {
		const struct piece *piece = form->pieces->pdata[i];

		if (!piece_fits(piece, typed, annexe_number(folded), words))
			continue;
		append_name(fitting, count++, piece->label);
		found = piece;
	}
	if (count == 1)
		return found;
	act_refuse(error, count == 0 ?
	    "aucune pièce « %s » dans le formulaire%s" :
	    "« %s » peut être plusieurs pièces : %s", typed, fitting->str);
	return NULL;
}

/* "17.3": message 17, part 3. */
static bool
parse_place(const char *typed, int64_t *message_r, unsigned *part_r)
{
	g_auto(GStrv) halves = g_strsplit(typed, ".", 2);
	guint64 part = 0;

	if (halves[0] == NULL || halves[1] == NULL ||
	    !parse_number(halves[0], message_r) ||
	    !g_ascii_string_to_unsigned(halves[1], 10, 0, G_MAXUINT32,
		&part, NULL))
		return false;
	*part_r = (unsigned)part;
	return true;
}

static bool
is_digits_of(const char *typed, const char *sha256)
{
	return sha256 != NULL && strlen(typed) >= SHA256_DIGITS_MIN &&
	    g_ascii_strncasecmp(sha256, typed, strlen(typed)) == 0;
}

/* How well typed names a document: 2 exactly, 1 by a piece of its name. */
static unsigned
document_fits(const struct finding *f, const char *typed)
{
	g_autofree char *name = fold_text(f->name);
	g_auto(GStrv) words = fold_words(typed);
	g_autofree char *base = g_path_get_basename(f->name);
	int64_t message = 0;
	unsigned part = 0;

	if (parse_place(typed, &message, &part) && f->message == message &&
	    f->part == part)
		return 2;
	if (strcmp(f->name, typed) == 0 || strcmp(base, typed) == 0 ||
	    is_digits_of(typed, f->sha256))
		return 2;
	return has_words(name, words) ? 1 : 0;
}

static bool
same_document(const struct finding *one, const struct finding *other)
{
	return one->message == other->message && one->part == other->part;
}

static bool
refuse_documents(const char *typed, const GPtrArray *fitting, GError **error)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (unsigned i = 0; i < fitting->len; i++) {
		const struct finding *f = fitting->pdata[i];
		g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT
		    ".%u (%s)", f->message, f->part, f->name);

		append_name(list, i, text);
	}
	if (fitting->len == 0)
		return act_refuse(error,
		    "aucun document « %s » dans ce dossier", typed);
	return act_refuse(error, "« %s » peut être plusieurs documents : %s",
	    typed, list->str);
}

/* One finding of each document that typed fits best. */
static GPtrArray *
pick_documents(const GPtrArray *findings, const char *typed)
{
	GPtrArray *fitting = g_ptr_array_new();
	unsigned best = 1;

	for (unsigned i = 0; i < findings->len; i++) {
		struct finding *f = findings->pdata[i];
		unsigned fits = document_fits(f, typed);
		bool known = false;

		if (fits > best) {
			g_ptr_array_set_size(fitting, 0);
			best = fits;
		}
		for (unsigned k = 0; k < fitting->len; k++)
			known = known || same_document(fitting->pdata[k], f);
		if (fits == best && !known)
			g_ptr_array_add(fitting, f);
	}
	return fitting;
}

static void
free_finding(void *finding)
{
	finding_free(finding);
}

static void
add_copies(GPtrArray *to, const GPtrArray *findings,
    const struct finding *only)
{
	for (unsigned i = 0; i < findings->len; i++) {
		const struct finding *f = findings->pdata[i];

		if (only == NULL || same_document(f, only))
			g_ptr_array_add(to, finding_copy(f));
	}
}

/* Those of the dossier, and those of its messages that are nobody's. */
static GPtrArray *
findings_at_hand(struct act_call *call, const struct dossier *dossier,
    const char *typed, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(
	    free_finding);
	g_autoptr(GArray) messages = NULL;
	int64_t message = 0;
	unsigned part;

	add_copies(all, dossier->findings, NULL);
	messages = queries_messages_of(call->store, dossier->id, error);
	if (messages == NULL)
		return NULL;
	/* «17.3» may be any message's. */
	if (parse_place(typed, &message, &part))
		g_array_append_val(messages, message);
	for (unsigned i = 0; i < messages->len; i++) {
		g_autoptr(GPtrArray) loose = queries_loose_findings(
		    call->store, g_array_index(messages, int64_t, i), error);

		if (loose == NULL)
			return NULL;
		add_copies(all, loose, NULL);
	}
	return g_steal_pointer(&all);
}

GPtrArray *
act_find_document(struct act_call *call, const struct dossier *dossier,
    const char *typed, GError **error)
{
	g_autoptr(GPtrArray) all = findings_at_hand(call, dossier, typed,
	    error);
	g_autoptr(GPtrArray) fitting = NULL;
	GPtrArray *found;

	if (all == NULL)
		return NULL;
	fitting = pick_documents(all, typed);
	if (fitting->len != 1) {
		refuse_documents(typed, fitting, error);
		return NULL;
	}
	found = g_ptr_array_new_with_free_func(free_finding);
	add_copies(found, all, fitting->pdata[0]);
	return found;
}

const struct establishment *
act_find_establishment(const struct act_call *call, const char *typed,
    GError **error)
{
	const GPtrArray *all = call->conf->registry->establishments;
	const struct establishment *found = registry_find(
	    call->conf->registry, typed);
	g_auto(GStrv) words = fold_words(typed);
	g_autoptr(GString) fitting = g_string_new(NULL);
	unsigned count = 0;

	if (found != NULL)
		return found;
	for (unsigned i = 0; i < all->len; i++) {
		const struct establishment *e = all->pdata[i];
		g_autofree char *text = g_strjoin(" ", e->code, e->name,
		    NULL);
		g_autofree char *folded = fold_text(text);

		if (!has_words(folded, words))
			continue;
		append_name(fitting, count++, e->code);
		found = e;
	}
	if (count == 1)
		return found;
	act_refuse(error, count == 0 ?
	    "aucun établissement « %s » dans le registre%s" :
	    "« %s » peut être plusieurs établissements : %s", typed,
	    fitting->str);
	return NULL;
}

bool
act_find_day(const struct act_call *call, const char *typed, bool end,
    int64_t *at_r, GError **error)
{
	const GPtrArray *all = call->conf->campaigns->campaigns;
	const struct campaign *newest = all->len > 0 ?
	    all->pdata[all->len - 1] : NULL;
	g_autoptr(GTimeZone) zone = newest != NULL ?
	    g_time_zone_ref(newest->time_zone) : g_time_zone_new_local();
	g_autofree char *found = day_typed(typed);
	g_autofree char *iso = g_strconcat(found != NULL ? found : "",
	    "T00:00:00", NULL);
	g_autoptr(GDateTime) day = g_date_time_new_from_iso8601(iso, zone);
	g_autoptr(GDateTime) at = NULL;

	if (day == NULL)
		return act_refuse(error, "« %s » : une date est attendue, "
		    "2026-02-13 ou 13/02/2026", typed);
	at = g_date_time_add_days(day, end ? 1 : 0);
	*at_r = g_date_time_to_unix(at);
	return true;
}
