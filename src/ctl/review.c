/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for an agent: see review.h. */
#include "review.h"

#include <string.h>

#include "french.h"
#include "queries.h"

static void
remedy_free(void *pointer)
{
	struct remedy *remedy = pointer;

	g_free(remedy->says);
	request_free(remedy->request);
	g_free(remedy->asks);
	g_free(remedy);
}

static void
item_free(void *pointer)
{
	struct item *item = pointer;

	g_free(item->key);
	g_free(item->title);
	g_ptr_array_unref(item->reasons);
	g_ptr_array_unref(item->evidence);
	g_ptr_array_unref(item->remedies);
	g_free(item->reference);
	g_free(item);
}

static struct item *
item_new(char *key, char *title)
{
	struct item *item = g_new0(struct item, 1);

	item->key = key;
	item->title = title;
	item->reasons = g_ptr_array_new_with_free_func(g_free);
	item->evidence = g_ptr_array_new_with_free_func(g_free);
	item->remedies = g_ptr_array_new_with_free_func(remedy_free);
	return item;
}

/* Adds a remedy: act with these arguments, NULL-terminated. */
static struct remedy *
offer(struct item *item, const char *says, const char *act, ...)
{
	struct remedy *remedy = g_new0(struct remedy, 1);
	const char *argument;
	va_list ap;

	remedy->says = g_strdup(says);
	remedy->request = request_new(act);
	va_start(ap, act);
	while ((argument = va_arg(ap, const char *)) != NULL)
		g_ptr_array_add(remedy->request->arguments,
		    g_strdup(argument));
	va_end(ap);
	g_ptr_array_add(item->remedies, remedy);
	return remedy;
}

static void
ask(struct remedy *remedy, const char *what, const char *option,
    const char *question)
{
	remedy->question = question;
	remedy->asks = g_strdup(what);
	remedy->option = option;
}

static void
append_word(GString *command, const char *word)
{
	g_autofree char *quoted = NULL;

	if (word[0] != '\0' && strpbrk(word, " '\"\\$`()<>|;&*?#~!") == NULL) {
		g_string_append_printf(command, " %s", word);
		return;
	}
	quoted = g_shell_quote(word);
	g_string_append_printf(command, " %s", quoted);
}

char *
remedy_command(const struct remedy *remedy)
{
	const struct request *request = remedy->request;
	GString *command = g_string_new("asrctl ");

	g_string_append(command, request->act);
	for (unsigned i = 0; i < request->arguments->len; i++)
		append_word(command, request->arguments->pdata[i]);
	if (remedy->asks != NULL && remedy->option == NULL)
		g_string_append_printf(command, " %s", remedy->asks);
	for (unsigned i = 0; i + 1 < request->options->len; i += 2) {
		const char *value = request->options->pdata[i + 1];

		g_string_append_printf(command, " --%s",
		    (const char *)request->options->pdata[i]);
		if (value[0] != '\0')
			append_word(command, value);
	}
	if (remedy->asks != NULL && remedy->option != NULL)
		g_string_append_printf(command, " --%s %s", remedy->option,
		    remedy->asks);
	return g_string_free(command, FALSE);
}

static void
add_all(GPtrArray *to, const GPtrArray *texts)
{
	for (unsigned i = 0; i < texts->len; i++)
		g_ptr_array_add(to, g_strdup(texts->pdata[i]));
}

/* ", p. 2", ", p. 2-4"; nothing where there are no pages. */
static void
append_pages(GString *text, const struct finding *f)
{
	if (f->first_page != 0)
		g_string_append_printf(text, ", p. %u", f->first_page);
	if (f->last_page > f->first_page)
		g_string_append_printf(text, "-%u", f->last_page);
}

/* "17.3  annexe 9.pdf : Avis du directeur (à vérifier) – why". */
static char *
describe_finding(const struct ctl *ctl, const char *campaign,
    const struct finding *f)
{
	GString *text = g_string_new(NULL);

	g_string_append_printf(text, "%" G_GINT64_FORMAT ".%u  %s",
	    f->message, f->part, f->name[0] != '\0' ? f->name : "(sans nom)");
	append_pages(text, f);
	if (f->piece != NULL)
		g_string_append_printf(text, " : %s, %s",
		    ctl_piece_label(ctl, campaign, f->piece),
		    french_piece(f->state));
	/* What is in no doubt needs no reasons here: show-message has them. */
	if (f->evidence[0] != '\0' && (f->state != PIECE_PRESENT ||
		f->certainty != CERTAINTY_CERTAIN))
		g_string_append_printf(text, " – %s", f->evidence);
	return g_string_free(text, FALSE);
}

static bool
has_documents(const struct message_view *m)
{
	for (unsigned i = 0; i < m->attachments->len; i++) {
		const struct attachment_view *a = m->attachments->pdata[i];

		if (a->role == PART_DOCUMENT)
			return true;
	}
	return false;
}

/* To whom, and what the server said when it refused; of one that came back
 * it had said yes. */
static char *
undelivered(const struct reply_view *reply)
{
	bool said = reply->state == REPLY_STATE_FAILED &&
	    reply->last_text != NULL;

	return g_strdup_printf("notre réponse à %s n’a pas été remise%s%s",
	    reply->to, said ? " : " : "", said ? reply->last_text : "");
}

/* Our reply did not leave, or did not arrive. */
static void
offer_reply(struct item *item, const struct message_view *m)
{
	g_autofree char *reply = g_strdup_printf("%" G_GINT64_FORMAT,
	    m->reply.id);

	switch (m->reply.state) {
	case REPLY_STATE_HELD:
		offer(item, "envoyer la réponse retenue", "release", reply,
		    NULL);
		break;
	case REPLY_STATE_FAILED:
	case REPLY_STATE_BOUNCED:
		g_ptr_array_add(item->reasons, undelivered(&m->reply));
		for (unsigned i = 0; i < m->dossiers->len; i++)
			offer(item, "renvoyer l’état du dossier", "resend",
			    (const char *)m->dossiers->pdata[i], NULL);
		break;
	default:
		break;
	}
}

/* Documents that are in no dossier: whose are they? */
static bool
has_loose(const struct message_view *m)
{
	return m->dossiers->len == 0 && has_documents(m) &&
	    m->outcome == OUTCOME_REVIEW;
}

static void
offer_message(struct item *item, const struct message_view *m)
{
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, m->id);
	bool held = m->outcome == OUTCOME_REVIEW && has_documents(m);

	offer_reply(item, m);
	if (held && m->sender != SENDER_FORGED)
		offer(item, "classer ce message", "accept", id, NULL);
	if (held && has_loose(m) && m->sender != SENDER_FORGED) {
		ask(offer(item, "le classer dans un dossier", "accept", id,
			NULL), "RÉFÉRENCE", "dossier", "référence du dossier");
		ask(offer(item, "le classer pour un candidat", "accept", id,
			NULL), "'NOM Prénom'", "candidate",
		    "nom et prénom (DUPONT Jeanne)");
	}
	offer(item, "l’écarter", "dismiss", id, NULL);
	if (held && m->sender == SENDER_FORGED)
		offer(item, "le classer quand même, après vérification "
		    "auprès de la DAM", "accept", id, NULL);
	if (m->sender == SENDER_ESTABLISHMENT && m->from != NULL &&
	    m->establishment != NULL)
		offer(item, "reconnaître cette adresse comme celle de la DAM",
		    "trust", m->from, m->establishment, NULL);
}

static struct item *
item_of_message(const struct ctl *ctl, const struct message_view *m)
{
	g_autofree char *received = french_time(m->received_at,
	    ctl_zone(ctl, m->campaign));
	struct item *item = item_new(
	    g_strdup_printf("m%" G_GINT64_FORMAT, m->id),
	    g_strdup_printf("Message %" G_GINT64_FORMAT " – %s – %s – %s",
		m->id, received,
		m->from != NULL ? m->from : "(sans expéditeur)",
		m->subject != NULL ? m->subject : "(sans objet)"));

	item->message = m->id;
	add_all(item->reasons, m->review_reasons);
	add_all(item->evidence, m->evidence);
	add_all(item->evidence, m->warnings);
	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *f = m->findings->pdata[i];

		if (!f->withdrawn)
			g_ptr_array_add(item->evidence,
			    describe_finding(ctl, m->campaign, f));
	}
	offer_message(item, m);
	return item;
}

static struct item *
item_of_dossier(const struct ctl *ctl, const struct dossier *d,
    const char *matter)
{
	struct item *item = item_new(g_strdup_printf("%s/%s", d->reference,
	    matter), g_strdup_printf("Dossier %s – %s %s – %s", d->reference,
	    d->family_name, d->given_name, d->establishment != NULL ?
	    ctl_establishment_name(ctl, d->establishment) : "?"));

	item->reference = g_strdup(d->reference);
	return item;
}

/* What an agent types for a piece: its number, where that is one. */
static char *
piece_word(const struct dossier *d, const char *piece)
{
	const struct piece_status *status = dossier_piece(d, piece);

	return status != NULL && status->annexe != 0 ?
	    g_strdup_printf("%u", status->annexe) : g_strdup(piece);
}

/*
 * Another piece that the same document is, by what counts: on pages of f
 * (shared) or on others; NULL when there is none.
 */
static const struct finding *
piece_beside(const struct dossier *d, const struct finding *f, bool shared)
{
	for (unsigned i = 0; i < d->findings->len; i++) {
		const struct finding *other = d->findings->pdata[i];
		bool overlap = other->first_page <= f->last_page &&
		    other->last_page >= f->first_page;

		if (!other->withdrawn && other->kind == FINDING_PIECE &&
		    other->message == f->message && other->part == f->part &&
		    g_strcmp0(other->piece, f->piece) != 0 &&
		    overlap == shared)
			return other;
	}
	return NULL;
}

/* assign f's pages, and of its document no more; word NULL: asked for. */
static struct remedy *
offer_word(struct item *item, const struct dossier *d,
    const struct finding *f, const char *says, const char *word)
{
	g_autofree char *document = g_strdup_printf("%" G_GINT64_FORMAT ".%u",
	    f->message, f->part);
	g_autofree char *pages = f->last_page > f->first_page ?
	    g_strdup_printf("%u-%u", f->first_page, f->last_page) :
	    g_strdup_printf("%u", f->first_page);
	struct remedy *remedy = offer(item, says, "assign", d->reference,
	    document, word, NULL);

	if (f->first_page != 0 && piece_beside(d, f, false) != NULL)
		request_add_option(remedy->request, "pages", pages);
	return remedy;
}

static void
offer_piece(const struct ctl *ctl, struct item *item,
    const struct dossier *d, const struct finding *f, const char *piece)
{
	bool shared = piece_beside(d, f, true) != NULL;
	g_autofree char *word = piece_word(d, piece);
	g_autofree char *says = g_strdup_printf("c’est%s : %s",
	    shared ? " aussi" : "", ctl_piece_label(ctl, d->campaign, piece));
	struct remedy *remedy = offer_word(item, d, f, says, word);

	if (shared)
		request_add_option(remedy->request, "also", "");
}

/* The document is not what it may be. */
static void
offer_none(const struct ctl *ctl, struct item *item, const struct dossier *d,
    const struct finding *f)
{
	const struct finding *beside = piece_beside(d, f, true);
	g_autofree char *says = NULL, *word = NULL;

	if (beside == NULL) {
		offer_word(item, d, f, "ce n’est aucune pièce", "aucune");
		return;
	}
	says = g_strdup_printf("ce n’est que : %s",
	    ctl_piece_label(ctl, d->campaign, beside->piece));
	word = piece_word(d, beside->piece);
	offer_word(item, d, f, says, word);
}

static bool
is_required_and_uncertain(const struct dossier *d, const char *piece)
{
	const struct piece_status *p = piece != NULL ?
	    dossier_piece(d, piece) : NULL;

	return p != NULL && p->requirement == REQUIREMENT_REQUIRED &&
	    p->state == PIECE_UNCERTAIN;
}

/* What is in doubt, and where: "« avis.pdf », p. 2 : pièce à vérifier". */
static char *
describe_doubt(const struct dossier *d, const struct finding *f)
{
	GString *text = g_string_new(NULL);

	g_string_append_printf(text, "« %s »",
	    f->name[0] != '\0' ? f->name : "(sans nom)");
	append_pages(text, f);
	g_string_append(text, f->kind == FINDING_PIECE &&
	    is_required_and_uncertain(d, f->piece) ?
		" : pièce à vérifier" :
	    f->kind != FINDING_UNIDENTIFIED ?
		" : document mal identifié, peut-être une pièce qui manque" :
	    f->state == PIECE_UNREADABLE ?
		" : document qui n’a pas pu être lu, peut-être une pièce qui "
		"manque" :
		" : document non identifié, peut-être une pièce qui manque");
	return g_string_free(text, FALSE);
}

/* A document that might be a piece: likely ones are offered by name. */
static struct item *
item_of_doubt(const struct ctl *ctl, const struct dossier *d,
    const struct finding *f, const char *matter)
{
	struct item *item = item_of_dossier(ctl, d, matter);
	unsigned lacking = 0;

	g_ptr_array_add(item->reasons, describe_doubt(d, f));
	g_ptr_array_add(item->evidence, describe_finding(ctl, d->campaign,
	    f));
	if (f->piece != NULL)
		offer_piece(ctl, item, d, f, f->piece);
	for (unsigned i = 0; i < d->pieces->len; i++) {
		const struct piece_status *p = d->pieces->pdata[i];

		if (p->requirement != REQUIREMENT_REQUIRED ||
		    p->state == PIECE_PRESENT ||
		    g_strcmp0(p->piece, f->piece) == 0)
			continue;
		/* A list of twelve helps nobody. */
		if (lacking++ < 3)
			offer_piece(ctl, item, d, f, p->piece);
	}
	offer_none(ctl, item, d, f);
	ask(offer_word(item, d, f, "c’est une autre pièce (son numéro "
	    "d’annexe)", NULL), "PIÈCE", NULL, "numéro d’annexe de la pièce");
	return item;
}

static bool
lacks_a_piece(const struct dossier *d)
{
	for (unsigned i = 0; i < d->pieces->len; i++) {
		const struct piece_status *p = d->pieces->pdata[i];

		if (p->requirement == REQUIREMENT_REQUIRED &&
		    p->state != PIECE_PRESENT)
			return true;
	}
	return false;
}

/* What keeps a dossier in review: a document that nobody knows, one that is
 * only probably what it counts as while a piece lacks, or a piece in doubt. */
static bool
is_doubt(const struct dossier *d, const struct finding *f)
{
	if (f->withdrawn)
		return false;
	if (f->kind == FINDING_UNIDENTIFIED)
		return true;
	return f->by == BY_RULE && ((f->kind == FINDING_PIECE &&
	    is_required_and_uncertain(d, f->piece)) ||
	    (f->certainty != CERTAINTY_CERTAIN && lacks_a_piece(d)));
}

static void
add_doubts(const struct ctl *ctl, const struct dossier *d, GPtrArray *items)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);

	for (unsigned i = 0; i < d->findings->len; i++) {
		const struct finding *f = d->findings->pdata[i];
		char *document;

		if (!is_doubt(d, f))
			continue;
		document = g_strdup_printf("%" G_GINT64_FORMAT ".%u.%u",
		    f->message, f->part, f->first_page);
		if (g_hash_table_add(seen, document))
			g_ptr_array_add(items, item_of_doubt(ctl, d, f,
			    document));
	}
}

static void
add_employer(const struct ctl *ctl, const struct dossier *d,
    GPtrArray *items)
{
	struct item *item = item_of_dossier(ctl, d, "employer");

	g_ptr_array_add(item->reasons, g_strdup("l’établissement porteur "
	    "n’est pas dit"));
	add_all(item->evidence, d->warnings);
	ask(offer(item, "dire lequel", "employer", d->reference, NULL),
	    "ÉTABLISSEMENT", NULL, "établissement (code, ou mots de son nom)");
	offer(item, "retirer ce dossier", "withdraw", d->reference, NULL);
	g_ptr_array_add(items, item);
}

/* Provisional: its message is the item, unless that was settled. */
static void
add_provisional(const struct ctl *ctl, const struct dossier *d,
    GPtrArray *items)
{
	const struct finding *f = d->findings->len > 0 ?
	    d->findings->pdata[0] : NULL;
	g_autofree char *message = g_strdup_printf("%" G_GINT64_FORMAT,
	    f != NULL ? f->message : 0);
	struct item *item = item_of_dossier(ctl, d, "provisional");

	g_ptr_array_add(item->reasons, g_strdup("l’envoi ne vient pas d’une "
	    "adresse DAM prouvée"));
	if (f != NULL)
		offer(item, "classer son message", "accept", message, NULL);
	offer(item, "retirer ce dossier", "withdraw", d->reference, NULL);
	g_ptr_array_add(items, item);
}

static bool
message_waits(const GPtrArray *messages, const struct dossier *d)
{
	for (unsigned i = 0; i < messages->len; i++) {
		const struct message_view *m = messages->pdata[i];

		if (g_ptr_array_find_with_equal_func(m->dossiers,
			d->reference, g_str_equal, NULL))
			return true;
	}
	return false;
}

/* Where an agent lets each reply go ([smtp] mode = hold). */
static struct item *
item_of_held(const struct held_view *held)
{
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, held->id);
	struct item *item = item_new(g_strdup_printf("r%s", id),
	    g_strdup_printf("Réponse %s – %s – pour %s%s%s", id,
		french_reply(held->kind), held->to,
		held->references[0] != '\0' ? " – " : "",
		held->references));

	g_ptr_array_add(item->reasons, g_strdup_printf("retenue, elle attend "
	    "votre accord%s%s%s", held->why != NULL ? " (" : "",
	    held->why != NULL ? held->why : "",
	    held->why != NULL ? ")" : ""));
	if (held->message != 0)
		g_ptr_array_add(item->reasons, g_strdup_printf("pour la "
		    "lire : asrctl show-message %" G_GINT64_FORMAT " --reply",
		    held->message));
	offer(item, "l’envoyer", "release", id, NULL);
	return item;
}

/* Of this name at two hospitals: one person, or another. */
static void
offer_persons(struct item *item, const struct dossier *d)
{
	ask(offer(item, "c’est elle : réunir les deux dossiers", "merge",
		d->reference, NULL), "RÉFÉRENCE", NULL,
	    "référence de l’autre dossier");
	offer(item, "non, ou deux projets : ce dossier est à part",
	    "employer", d->reference, d->establishment, NULL);
}

static void
add_dossier(const struct ctl *ctl, const struct dossier *d,
    const GPtrArray *messages, GPtrArray *items)
{
	unsigned before = items->len;

	if (d->provisional) {
		if (!message_waits(messages, d))
			add_provisional(ctl, d, items);
		return;
	}
	if (d->establishment == NULL)
		add_employer(ctl, d, items);
	add_doubts(ctl, d, items);
	if (items->len == before) {
		struct item *item = item_of_dossier(ctl, d, "other");

		add_all(item->reasons, d->review_reasons);
		for (unsigned i = 0; i < item->reasons->len; i++) {
			if (g_str_has_suffix(item->reasons->pdata[i],
				" est-ce la même personne ?"))
				offer_persons(item, d);
		}
		ask(offer(item, "dire ce qu’est un document", "assign",
			d->reference, NULL), "FICHIER PIÈCE", NULL,
		    "numéro du document, puis celui de l’annexe (17.3 9)");
		g_ptr_array_add(items, item);
	}
}

GPtrArray *
review_items(struct ctl *ctl, GError **error)
{
	struct message_filter waiting = { .outcome = -1, .waiting = true };
	struct dossier_filter in_review = { .status = DOSSIER_REVIEW,
		.late = -1 };
	g_autoptr(GPtrArray) messages = queries_messages(ctl->store,
	    &waiting, error);
	g_autoptr(GPtrArray) dossiers = messages != NULL ?
	    queries_dossiers(ctl->store, &in_review, error) : NULL;
	g_autoptr(GPtrArray) held = dossiers != NULL ?
	    queries_held(ctl->store, error) : NULL;
	GPtrArray *items;

	if (held == NULL)
		return NULL;
	items = g_ptr_array_new_with_free_func(item_free);
	for (unsigned i = 0; i < messages->len; i++)
		g_ptr_array_add(items, item_of_message(ctl,
		    messages->pdata[i]));
	for (unsigned i = 0; i < dossiers->len; i++)
		add_dossier(ctl, dossiers->pdata[i], messages, items);
	for (unsigned i = 0; i < held->len; i++)
		g_ptr_array_add(items, item_of_held(held->pdata[i]));
	return items;
}
