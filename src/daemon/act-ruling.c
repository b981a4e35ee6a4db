/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acts for the future — trust, extend — and the one that takes back. */
#include <string.h>

#include "act.h"
#include "acts.h"
#include "day.h"

/* Numbers of messages named in an answer; further ones are counted. */
#define NAMED_MAX 10u

static bool
is_address(const char *typed)
{
	const char *at = strrchr(typed, '@');

	return at != NULL && at != typed && at[1] != '\0' &&
	    strpbrk(typed, " <>,;*\"()") == NULL;
}

/* What this address sent before and was not let in. */
static bool
name_earlier(struct act_call *call, const char *address, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GString) list = g_string_new(NULL);

	if (!store_messages_of(call->store, address, ids, error))
		return false;
	for (unsigned i = 0; i < ids->len && i < NAMED_MAX; i++)
		g_string_append_printf(list, "%s%" G_GINT64_FORMAT,
		    i > 0 ? ", " : "", g_array_index(ids, int64_t, i));
	if (ids->len > NAMED_MAX)
		g_string_append_printf(list, " et %u autres",
		    ids->len - NAMED_MAX);
	if (ids->len > 0)
		act_say(call, "Déjà reçus de cette adresse, à accepter un à "
		    "un (asrctl accept) : %s.", list->str);
	return true;
}

static void
say_trust(struct act_call *call, const struct trust_row *row,
    const struct establishment *e, const char *since, const char *until)
{
	g_autofree char *first_day = day_typed(since != NULL ? since : "");
	g_autofree char *last_day = day_typed(until != NULL ? until : "");
	g_autofree char *first = day_french(first_day);
	g_autofree char *last = day_french(last_day);

	act_say(call, "%s est désormais une adresse DAM de %s%s%s%s%s%s.",
	    row->address, e->name, since != NULL ? " à partir du " : "",
	    first, until != NULL ? " jusqu’au " : "", last,
	    until != NULL ? " inclus" : "");
}

static bool
trust(struct act_call *call, struct trust_row *row,
    const struct establishment *e, GError **error)
{
	g_autofree char *what = g_strdup_printf("%s est une adresse DAM de "
	    "%s", row->address, e->name);
	const struct trace trace = { .who = call->who, .what = what,
		.why = call->request->why };
	const char *since = act_option(call, "since");
	const char *until = act_option(call, "until");

	if (since != NULL &&
	    !act_find_day(call, since, false, &row->since, error))
		return false;
	if (until != NULL &&
	    !act_find_day(call, until, true, &row->until, error))
		return false;
	if (row->until != 0 && row->until <= row->since)
		return act_refuse(error, "--until est avant --since");
	say_trust(call, row, e, since, until);
	return store_add_trust(call->store, row, call->who, call->now,
		   error) &&
	    store_trace(call->store, &trace, call->now, error) &&
	    name_earlier(call, row->address, error);
}

bool
act_trust(struct act_call *call, GError **error)
{
	const char *typed = act_argument(call, 0);
	g_autofree char *address = g_utf8_strdown(typed, -1);
	const struct establishment *e;
	struct trust_row row = { .address = address };

	if (!is_address(typed))
		return act_refuse(error, "« %s » n’est pas une adresse",
		    typed);
	e = act_find_establishment(call, act_argument(call, 1), error);
	if (e == NULL)
		return false;
	if (e->kind != KIND_PERIPHERAL)
		return act_refuse(error, "%s n’est pas un établissement "
		    "périphérique : sa DAM ne peut pas déposer", e->name);
	row.establishment = e->code;
	return trust(call, &row, e, error);
}

/* With the dates that there are, as they were first announced. */
static void
refuse_deadline(struct act_call *call, const char *typed, GError **error)
{
	const GPtrArray *all = call->conf->campaigns->campaigns;
	g_autoptr(GString) known = g_string_new(NULL);

	for (unsigned i = 0; i < all->len; i++) {
		const struct campaign *c = all->pdata[i];

		for (unsigned k = 0; k < c->deadlines->len; k++) {
			const struct deadline *d = c->deadlines->pdata[k];
			g_autofree char *day = day_french(d->id);

			g_string_append_printf(known, "%s%s",
			    known->len > 0 ? ", " : "", day);
		}
	}
	act_refuse(error, "aucune échéance « %s » ; celles d’abord "
	    "annoncées : %s", typed, known->str);
}

/* The one campaign with such a deadline, or that of --campaign. */
static const struct campaign *
find_campaign(struct act_call *call, const char *deadline, const char *typed,
    GError **error)
{
	const GPtrArray *all = call->conf->campaigns->campaigns;
	const char *wanted = act_option(call, "campaign");
	const struct campaign *found = NULL;

	for (unsigned i = 0; i < all->len; i++) {
		const struct campaign *c = all->pdata[i];

		if (campaign_deadline(c, deadline) == NULL ||
		    (wanted != NULL && strcmp(c->id, wanted) != 0))
			continue;
		if (found != NULL) {
			act_refuse(error, "plusieurs campagnes ont cette "
			    "échéance : --campaign %s ou %s", found->id,
			    c->id);
			return NULL;
		}
		found = c;
	}
	if (found == NULL)
		refuse_deadline(call, typed, error);
	return found;
}

/* When the last of what a dossier rests on came. */
static int64_t
last_received(const struct dossier *d)
{
	int64_t last = d->received_at;

	for (unsigned i = 0; i < d->findings->len; i++) {
		const struct finding *f = d->findings->pdata[i];

		if (!f->withdrawn)
			last = MAX(last, f->received_at);
	}
	return last;
}

/* Those that were late and are in time now are told so. */
static bool
settle_late(struct act_call *call, const struct campaign *campaign,
    const struct deadline *deadline, GError **error)
{
	g_autoptr(GPtrArray) references = store_references_of(call->store,
	    campaign->id, deadline->id, error);

	for (unsigned i = 0; references != NULL && i < references->len;
	    i++) {
		OWNED(dossier) d = store_dossier(call->store,
		    references->pdata[i], error);
		struct standing before;
		bool ok;

		if (d == NULL)
			return false;
		if (!d->late || last_received(d) >= deadline->closes_at)
			continue;
		standing_take(&before, d);
		d->late = false;
		ok = act_settle(call, d, &before, "échéance prolongée",
		    error);
		standing_clear(&before);
		if (!ok)
			return false;
	}
	return references != NULL;
}

static bool
extend(struct act_call *call, const struct campaign *campaign,
    const char *id, const char *date, GError **error)
{
	struct extension_row row = { .campaign = campaign->id };
	g_autofree char *deadline_id = g_strdup(id);
	g_autofree char *day = g_strdup(date);
	g_autofree char *from = day_french(id), *to = day_french(date);
	g_autofree char *what = g_strdup_printf("échéance du %s prolongée "
	    "au %s", from, to);
	const struct trace trace = { .who = call->who, .what = what,
		.why = call->request->why };

	row.deadline = deadline_id;
	row.date = day;
	act_say(call, "L’échéance du %s court jusqu’au %s inclus.", from,
	    to);
	return store_add_extension(call->store, &row, call->who, call->now,
		   error) &&
	    store_trace(call->store, &trace, call->now, error) &&
	    act_apply_rulings(call->conf, call->store, error) &&
	    settle_late(call, campaign, campaign_deadline(campaign, id),
		error);
}

bool
act_extend(struct act_call *call, GError **error)
{
	const char *typed = act_argument(call, 0);
	const char *until = act_argument(call, 1);
	g_autofree char *first = day_typed(typed), *date = day_typed(until);
	const char *id = first != NULL ? first : typed;
	const struct campaign *campaign = find_campaign(call, id, typed,
	    error);
	int64_t ends = 0;

	if (campaign == NULL || !act_find_day(call, until, true, &ends, error))
		return false;
	if (ends <= campaign_deadline(campaign, id)->closes_at)
		return act_refuse(error, "cette échéance court déjà "
		    "jusque-là : seule une date plus tardive la prolonge");
	return extend(call, campaign, id, date, error);
}

/* A reply that was let go may have left; "pause send" keeps what has not. */
static bool
check_undo(const struct act_row *row, GError **error)
{
	if (row->undone_by != 0)
		return act_refuse(error, "l’acte %" G_GINT64_FORMAT
		    " est déjà annulé", row->id);
	if (!row->recorded || strcmp(row->name, "undo") == 0 ||
	    strcmp(row->name, "release") == 0)
		return act_refuse(error, "l’acte %" G_GINT64_FORMAT
		    " (%s) ne s’annule pas", row->id, row->name);
	return true;
}

static bool
undo(struct act_call *call, const struct act_row *row, GError **error)
{
	g_autofree char *arguments = NULL;
	unsigned cancelled = 0, sent = 0;

	g_ptr_array_add(row->arguments, NULL);
	arguments = g_strjoinv(" ", (char **)row->arguments->pdata);
	if (!check_undo(row, error) ||
	    !store_undo_act(call->store, row->id, &cancelled, &sent, error))
		return false;
	act_say(call, "Annulé : « %s %s » (acte %" G_GINT64_FORMAT
	    " de %s).", row->name, arguments, row->id, row->who);
	if (cancelled > 0)
		act_say_mail(call, "Son courrier n’était pas parti : il ne "
		    "part pas.");
	if (sent > 0)
		act_say_mail(call, "Attention, son courrier était déjà parti : "
		    "« asrctl resend » dira l’état présent.");
	return true;
}

bool
act_undo(struct act_call *call, GError **error)
{
	const char *typed = call->request->arguments->len > 0 ?
	    act_argument(call, 0) : NULL;
	g_autoptr(GError) problem = NULL;
	struct act_row *row;
	guint64 id = 0;
	bool ok;

	if (typed != NULL && !g_ascii_string_to_unsigned(typed, 10, 1,
		G_MAXINT64, &id, NULL))
		return act_refuse(error, "« %s » n’est pas un numéro d’acte",
		    typed);
	row = store_act(call->store, (int64_t)id, call->who, &problem);
	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (row == NULL)
		return act_refuse(error, typed != NULL ? "aucun acte %s" :
			"vous n’avez rien fait qui s’annule%s",
		    typed != NULL ? typed : "");
	ok = undo(call, row, error);
	act_row_free(row);
	return ok;
}
