/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns, deadlines, lateness: see calendar.h. */
#include "calendar.h"

#include "fold.h"

static bool
has_keyword(const struct campaign *campaign, const char *folded)
{
	for (unsigned i = 0; campaign->keywords[i] != NULL; i++) {
		g_autofree char *word = fold_text(campaign->keywords[i]);

		if (fold_contains(folded, word))
			return true;
	}
	return false;
}

const struct campaign *
calendar_campaign(const struct campaigns *campaigns,
    const struct report *report, int64_t received_at)
{
	g_autofree char *text = g_strdup_printf("%s %s",
	    report->subject != NULL ? report->subject : "", report->body);
	g_autofree char *folded = fold_text(text);
	const struct campaign *last = NULL, *named = NULL;

	/* They stand in the order of their opening. */
	for (unsigned i = 0; i < campaigns->campaigns->len; i++) {
		const struct campaign *campaign =
		    campaigns->campaigns->pdata[i];

		if (campaign->opens_at > received_at)
			continue;
		last = campaign;
		if (has_keyword(campaign, folded))
			named = campaign;
	}
	return named != NULL ? named : last;
}

const struct deadline *
calendar_deadline(const struct campaign *campaign, int64_t received_at,
    bool *late_r)
{
	const struct deadline *deadline = NULL;

	for (unsigned i = 0; i < campaign->deadlines->len; i++) {
		deadline = campaign->deadlines->pdata[i];
		if (received_at < deadline->closes_at) {
			*late_r = false;
			return deadline;
		}
	}
	*late_r = deadline != NULL;
	return deadline;
}

/* 24:00 of the day that lies days after at, in the zone. */
static int64_t
end_of_day(GTimeZone *zone, int64_t at, unsigned days)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
	g_autoptr(GDateTime) day = g_date_time_add_days(local,
	    (int)days + 1);
	g_autoptr(GDateTime) midnight = g_date_time_new(zone,
	    g_date_time_get_year(day), g_date_time_get_month(day),
	    g_date_time_get_day_of_month(day), 0, 0, 0);

	return g_date_time_to_unix(midnight);
}

int64_t
calendar_complete_until(const struct campaign *campaign,
    const struct deadline *deadline, int64_t told_at)
{
	int64_t until;

	if (deadline == NULL)
		return 0;
	if (deadline->completion_days == 0 || told_at == 0)
		return deadline->closes_at;
	until = end_of_day(campaign->time_zone, told_at,
	    deadline->completion_days);
	return MAX(until, deadline->closes_at);
}
