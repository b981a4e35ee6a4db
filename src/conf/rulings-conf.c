/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agents' rulings laid over the files: see rulings-conf.h. */
#include "rulings-conf.h"

#include <string.h>

static int
by_closing(const void *a, const void *b)
{
	const struct deadline *one = *(struct deadline *const *)a;
	const struct deadline *other = *(struct deadline *const *)b;

	return (one->closes_at > other->closes_at) -
	    (one->closes_at < other->closes_at);
}

static void
forget_deadlines(struct campaign *campaign)
{
	for (unsigned i = 0; i < campaign->deadlines->len; i++) {
		struct deadline *d = campaign->deadlines->pdata[i];

		d->closes_at = d->configured_closes_at;
		g_clear_pointer(&d->ruled_date, g_free);
	}
	g_ptr_array_sort(campaign->deadlines, by_closing);
}

void
conf_forget_rulings(struct conf *conf)
{
	const GPtrArray *all = conf->campaigns->campaigns;

	g_ptr_array_set_size(conf->registry->trusted, 0);
	for (unsigned i = 0; i < all->len; i++)
		forget_deadlines(all->pdata[i]);
}

bool
conf_rule_trust(struct conf *conf, const char *address, const char *code,
    int64_t since, int64_t until)
{
	const struct establishment *e = registry_find(conf->registry, code);
	struct trusted *trusted;

	if (e == NULL)
		return false;
	trusted = g_new0(struct trusted, 1);
	trusted->address = g_utf8_strdown(address, -1);
	trusted->establishment = e;
	trusted->since = since;
	trusted->until = until;
	g_ptr_array_add(conf->registry->trusted, trusted);
	return true;
}

/* The first second after day in zone; 0: it is none. */
static int64_t
end_of(const char *day, GTimeZone *zone)
{
	g_autofree char *iso = g_strconcat(day, "T00:00:00", NULL);
	g_autoptr(GDateTime) begins = g_date_time_new_from_iso8601(iso, zone);
	g_autoptr(GDateTime) next = NULL;

	if (begins == NULL || strlen(day) != strlen("YYYY-MM-DD"))
		return 0;
	next = g_date_time_add_days(begins, 1);
	return g_date_time_to_unix(next);
}

bool
conf_rule_deadline(struct conf *conf, const char *campaign_id,
    const char *deadline_id, const char *date)
{
	struct campaign *campaign = NULL;
	struct deadline *deadline = NULL;
	int64_t ends;

	for (unsigned i = 0; i < conf->campaigns->campaigns->len; i++) {
		struct campaign *c = conf->campaigns->campaigns->pdata[i];

		if (strcmp(c->id, campaign_id) == 0)
			campaign = c;
	}
	for (unsigned i = 0; campaign != NULL &&
	    i < campaign->deadlines->len; i++) {
		struct deadline *d = campaign->deadlines->pdata[i];

		if (strcmp(d->id, deadline_id) == 0)
			deadline = d;
	}
	ends = deadline != NULL ? end_of(date, campaign->time_zone) : 0;
	if (ends == 0)
		return false;
	g_free(deadline->ruled_date);
	deadline->ruled_date = g_strdup(date);
	deadline->closes_at = MAX(deadline->configured_closes_at, ends);
	g_ptr_array_sort(campaign->deadlines, by_closing);
	return true;
}
