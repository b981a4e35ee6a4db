/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acts on one dossier: what its documents are, whose it is, whether it
 * stands. */
#include <string.h>

#include "act.h"
#include "acts.h"
#include "report-json.h"

/* What an agent says of a document or some of its pages. */
struct word {
	const struct piece *piece; /* NULL: none */
	enum piece_state state;
	unsigned first_page, last_page; /* 0, 0: the whole document */
	bool also; /* beside the other pieces that these pages are */
};

static bool
read_pages(const char *text, struct word *word, GError **error)
{
	g_auto(GStrv) halves = NULL;
	guint64 first = 0, last = 0;

	if (text == NULL)
		return true;
	halves = g_strsplit(text, "-", 2);
	if (halves[0] == NULL ||
	    !g_ascii_string_to_unsigned(halves[0], 10, 1, G_MAXUINT16, &first,
		NULL) ||
	    !g_ascii_string_to_unsigned(halves[1] != NULL ? halves[1] :
		halves[0], 10, first, G_MAXUINT16, &last, NULL))
		return act_refuse(error, "--pages %s : « 2 » ou « 2-4 » est "
		    "attendu", text);
	word->first_page = (unsigned)first;
	word->last_page = (unsigned)last;
	return true;
}

static bool
read_state(const char *text, struct word *word, GError **error)
{
	static const struct {
		enum piece_state state;
		const char *french;
	} states[] = {
		{ PIECE_PRESENT, "présente" },
		{ PIECE_BLANK, "vierge" },
		{ PIECE_UNREADABLE, "illisible" },
	};

	word->state = PIECE_PRESENT;
	for (size_t i = 0; text != NULL && i < G_N_ELEMENTS(states); i++) {
		if (strcmp(text, states[i].french) != 0 &&
		    strcmp(text, piece_state_word(states[i].state)) != 0)
			continue;
		word->state = states[i].state;
		return true;
	}
	return text == NULL || act_refuse(error, "--state %s : présente, "
	    "vierge ou illisible est attendu", text);
}

static bool
is_of(const struct finding *f, const struct finding *document)
{
	return f->message == document->message && f->part == document->part;
}

/* A stretch of f that the word does not speak of stays as it was told. */
static void
keep_stretch(struct dossier *d, const struct finding *f, unsigned first,
    unsigned last)
{
	struct finding *rest;

	if (first > last)
		return;
	rest = finding_copy(f);
	rest->id = 0;
	rest->first_page = first;
	rest->last_page = last;
	g_ptr_array_add(d->findings, rest);
}

static bool
overlaps(const struct finding *f, const struct word *word)
{
	return word->first_page == 0 || f->first_page == 0 ||
	    (f->first_page <= word->last_page &&
		f->last_page >= word->first_page);
}

/* One letter can be the opinion of two. */
static bool
stays_beside(const struct finding *f, const struct word *word)
{
	return word->also && word->piece != NULL &&
	    f->kind == FINDING_PIECE &&
	    strcmp(f->piece, word->piece->id) != 0;
}

/* What was told of these pages no longer counts. */
static void
withdraw_told(struct dossier *d, const struct finding *document,
    const struct word *word)
{
	unsigned count = d->findings->len;

	for (unsigned i = 0; i < count; i++) {
		struct finding *f = d->findings->pdata[i];

		if (f->withdrawn || !is_of(f, document) ||
		    !overlaps(f, word) || stays_beside(f, word))
			continue;
		f->withdrawn = true;
		if (word->first_page == 0 || f->first_page == 0)
			continue;
		keep_stretch(d, f, f->first_page, word->first_page - 1);
		keep_stretch(d, f, word->last_page + 1, f->last_page);
	}
}

/* A document that was nobody's comes into the dossier with all that was
 * told of it.  True when there was such. */
static bool
take_in(struct dossier *d, const GPtrArray *document)
{
	bool any = false;

	for (unsigned i = 0; i < document->len; i++) {
		const struct finding *f = document->pdata[i];
		bool known = false;

		for (unsigned k = 0; k < d->findings->len; k++) {
			const struct finding *other = d->findings->pdata[k];

			known = known || other->id == f->id;
		}
		if (known)
			continue;
		g_ptr_array_add(d->findings, finding_copy(f));
		any = true;
	}
	return any;
}

/* The whole document's pages, as far as they are known. */
static void
whole_pages(const GPtrArray *document, struct finding *f)
{
	for (unsigned i = 0; i < document->len; i++) {
		const struct finding *part = document->pdata[i];

		if (part->first_page == 0)
			continue;
		f->first_page = f->first_page == 0 ? part->first_page :
		    MIN(f->first_page, part->first_page);
		f->last_page = MAX(f->last_page, part->last_page);
	}
}

static void
add_word(struct dossier *d, const GPtrArray *document,
    const struct word *word, const char *who)
{
	struct finding *f = finding_copy(document->pdata[0]);

	f->id = 0;
	f->kind = word->piece != NULL ? FINDING_PIECE : FINDING_OTHER;
	g_free(f->piece);
	f->piece = word->piece != NULL ? g_strdup(word->piece->id) : NULL;
	f->state = word->state;
	f->certainty = CERTAINTY_CERTAIN;
	f->by = BY_AGENT;
	f->withdrawn = false;
	g_free(f->evidence);
	f->evidence = g_strdup_printf("dit par %s", who);
	g_clear_pointer(&f->warning, g_free);
	f->first_page = word->first_page;
	f->last_page = word->last_page;
	if (word->first_page == 0)
		whole_pages(document, f);
	g_ptr_array_add(d->findings, f);
}

static char *
name_pages(const struct word *word)
{
	if (word->first_page == 0)
		return g_strdup("");
	if (word->first_page == word->last_page)
		return g_strdup_printf(", page %u", word->first_page);
	return g_strdup_printf(", pages %u à %u", word->first_page,
	    word->last_page);
}

static char *
describe(const struct finding *f, const struct word *word)
{
	static const char *const states[PIECE_STATE_COUNT] = {
		[PIECE_BLANK] = " (vierge)",
		[PIECE_UNREADABLE] = " (illisible)",
	};
	const char *state = states[word->state];
	g_autofree char *pages = name_pages(word);

	if (word->piece == NULL)
		return g_strdup_printf("« %s »%s : aucune pièce", f->name,
		    pages);
	return g_strdup_printf("« %s »%s : %s%s", f->name, pages,
	    word->piece->label, state != NULL ? state : "");
}

/* Pages that were seen in the document; 0: none, it could not be opened. */
static bool
count_pages(struct act_call *call, const struct finding *document,
    unsigned *count_r, GError **error)
{
	struct message_row *row = store_message(call->store,
	    document->message, error);
	bool examined = row != NULL && row->report != NULL;
	OWNED(report) report = examined ? report_decode(row->report,
	    strlen(row->report), error) : NULL;
	const struct part *part = report != NULL &&
	    document->part < report->parts->len ?
	    report->parts->pdata[document->part] : NULL;
	bool ok = row != NULL && (report != NULL || !examined);

	*count_r = part != NULL ? part->pages->len : 0;
	message_row_free(row);
	return ok;
}

/* Only a page that is there can be a piece. */
static bool
check_range(struct act_call *call, const struct finding *document,
    const struct word *word, GError **error)
{
	unsigned count = 0;

	if (word->first_page == 0)
		return true;
	if (!count_pages(call, document, &count, error))
		return false;
	return count == 0 || word->last_page <= count ||
	    act_refuse(error, "« %s » n’a que %u page%s", document->name,
		count, count > 1 ? "s" : "");
}

/*
 * A word on the whole of a document that holds several pieces would take
 * the others away, and a hospital would be told that they lack: the agent
 * must say which pages are meant, all of them perhaps.
 */
static bool
check_pages(const GPtrArray *document, const struct word *word,
    GError **error)
{
	const struct finding *first = NULL;
	unsigned last = 0;
	bool several = false;

	for (unsigned i = 0; word->first_page == 0 && i < document->len; i++) {
		const struct finding *f = document->pdata[i];

		if (f->withdrawn || f->first_page == 0)
			continue;
		last = MAX(last, f->last_page);
		if (f->kind != FINDING_PIECE)
			continue;
		several = several ||
		    (first != NULL && first->first_page != f->first_page);
		first = first != NULL ? first : f;
	}
	return !several || act_refuse(error, "« %s » contient plusieurs "
	    "pièces : dites de quelles pages il s’agit, --pages 2 ou "
	    "--pages 1-%u", first->name, last);
}

static bool
assign(struct act_call *call, struct dossier *d, const struct word *word,
    GError **error)
{
	g_autoptr(GPtrArray) document = act_find_document(call, d,
	    act_argument(call, 1), error);
	struct standing before;
	const struct finding *first;
	g_autofree char *what = NULL;
	bool ok, loose;

	if (document == NULL || !check_pages(document, word, error))
		return false;
	first = document->pdata[0];
	if (!check_range(call, first, word, error))
		return false;
	standing_take(&before, d);
	loose = take_in(d, document);
	withdraw_told(d, first, word);
	add_word(d, document, word, call->who);
	what = describe(first, word);
	act_say(call, "%s.", what);
	ok = store_link_message(call->store, d->id, first->message, error) &&
	    act_settle(call, d, &before, what, error) &&
	    (!loose || store_settle_loose(call->store, first->message,
		error));
	standing_clear(&before);
	return ok;
}

bool
act_assign(struct act_call *call, GError **error)
{
	OWNED(dossier) d = act_find_dossier(call, act_argument(call, 0),
	    error);
	const struct campaign *campaign = d != NULL ?
	    act_campaign(call, d, error) : NULL;
	struct word word = { 0 };
	bool none = false;

	if (campaign == NULL)
		return false;
	word.also = act_option(call, "also") != NULL;
	word.piece = act_find_piece(campaign->form, act_argument(call, 2),
	    &none, error);
	return (word.piece != NULL || none) &&
	    read_pages(act_option(call, "pages"), &word, error) &&
	    read_state(act_option(call, "state"), &word, error) &&
	    assign(call, d, &word, error);
}

bool
act_note(struct act_call *call, GError **error)
{
	OWNED(dossier) d = act_find_dossier(call, act_argument(call, 0),
	    error);
	g_autofree char *what = g_strdup_printf("note : %s",
	    act_argument(call, 1));
	struct trace trace = { .who = call->who, .what = what,
		.why = call->request->why };

	if (d == NULL)
		return false;
	trace.dossier = d->id;
	act_say(call, "%s : la note est au dossier.", d->reference);
	return store_trace(call->store, &trace, call->now, error);
}

bool
act_withdraw(struct act_call *call, GError **error)
{
	OWNED(dossier) d = act_find_dossier(call, act_argument(call, 0),
	    error);
	struct standing before;
	g_autofree char *after = NULL;
	struct trace trace = { .who = call->who, .what = "dossier retiré",
		.why = call->request->why };
	bool ok;

	if (d == NULL)
		return false;
	if (d->withdrawn_at != 0)
		return act_refuse(error, "%s est déjà retiré", d->reference);
	standing_take(&before, d);
	d->withdrawn_at = call->now;
	after = act_state(d);
	trace.dossier = d->id;
	trace.before = before.state;
	trace.after = after;
	act_say(call, "%s : le dossier est retiré ; il ne compte plus, et "
	    "reste consultable.", d->reference);
	ok = store_save_dossier(call->store, d, NULL, error) &&
	    store_trace(call->store, &trace, call->now, error);
	standing_clear(&before);
	return ok;
}

static void
set_text(char **to, const char *text)
{
	char *copy = g_strdup(text);

	g_free(*to);
	*to = copy;
}

bool
act_employer(struct act_call *call, GError **error)
{
	OWNED(dossier) d = act_find_dossier(call, act_argument(call, 0),
	    error);
	const struct establishment *e = d != NULL ?
	    act_find_establishment(call, act_argument(call, 1), error) :
	    NULL;
	struct standing before;
	g_autofree char *what = NULL;
	bool ok;

	if (e == NULL)
		return false;
	if (e->kind != KIND_PERIPHERAL)
		return act_refuse(error, "%s n’est pas un établissement "
		    "périphérique : il ne peut pas porter un projet",
		    e->name);
	standing_take(&before, d);
	set_text(&d->establishment, e->code);
	set_text(&d->subdivision, e->subdivision);
	what = g_strdup_printf("établissement porteur : %s", e->name);
	act_say(call, "%s est désormais porté par %s.", d->reference,
	    e->name);
	ok = act_settle(call, d, &before, what, error);
	standing_clear(&before);
	return ok;
}

bool
act_rename(struct act_call *call, GError **error)
{
	OWNED(dossier) d = act_find_dossier(call, act_argument(call, 0),
	    error);
	g_autofree char *family = g_strstrip(g_strdup(act_argument(call, 1)));
	g_autofree char *given = g_strstrip(g_strdup(act_argument(call, 2)));
	g_autofree char *old = NULL, *what = NULL;
	struct standing before;
	bool ok;

	if (d == NULL)
		return false;
	if (family[0] == '\0' || given[0] == '\0')
		return act_refuse(error, "il faut un nom et un prénom");
	standing_take(&before, d);
	old = g_strstrip(g_strdup_printf("%s %s", d->family_name,
	    d->given_name));
	/* Under the old writing it is still found. */
	if (old[0] != '\0')
		g_ptr_array_add(d->other_names, g_strdup(old));
	set_text(&d->family_name, family);
	set_text(&d->given_name, given);
	what = g_strdup_printf("nom : %s %s, au lieu de %s", d->family_name,
	    d->given_name, old);
	act_say(call, "%s est désormais au nom de %s %s, et non plus de "
	    "« %s ».", d->reference, d->family_name, d->given_name, old);
	ok = act_settle(call, d, &before, what, error);
	standing_clear(&before);
	return ok;
}
