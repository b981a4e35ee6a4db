/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several commands understand of what is typed: see filters.h. */
#include "filters.h"

#include <string.h>

#include "day.h"
#include "erase.h"
#include "french.h"
#include "queries.h"

/* Dossiers named where a candidate was typed for a reference. */
#define NAMES_MAX 5u

bool
filter_day(const struct ctl *ctl, const char *option, const char *text,
    bool end, int64_t *at_r)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	GTimeZone *zone = ctl_zone(ctl, NULL);
	g_autoptr(GDateTime) day = NULL;
	g_autofree char *typed = text != NULL ? day_typed(text) : NULL;
	g_autofree char *iso = g_strconcat(typed != NULL ? typed : "",
	    "T00:00:00", NULL);

	*at_r = 0;
	if (text == NULL)
		return true;
	day = g_date_time_new_from_iso8601(iso, zone != NULL ? zone : utc);
	if (day == NULL) {
		ctl_usage("%s %s : une date est attendue, 2026-02-13 ou "
		    "13/02/2026", option, text);
		return false;
	}
	if (end) {
		g_autoptr(GDateTime) next = g_date_time_add_days(day, 1);

		*at_r = g_date_time_to_unix(next);
	} else {
		*at_r = g_date_time_to_unix(day);
	}
	return true;
}

bool
filter_number(const char *what, const char *text, int64_t *number_r)
{
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &number,
		NULL)) {
		ctl_usage("%s : « %s » n’est pas un numéro", what, text);
		return false;
	}
	*number_r = (int64_t)number;
	return true;
}

/* An erased dossier is no mistake of who types its reference. */
static bool
say_erased(struct ctl *ctl, const char *typed)
{
	g_autofree char *reference = g_ascii_strup(typed, -1);
	g_autofree char *who = NULL, *when = NULL;
	int64_t at = 0;

	if (!store_erased(ctl->store, reference, &at, &who, NULL) || at == 0)
		return false;
	when = french_time(at, ctl_zone(ctl, NULL));
	ctl_fail("%s a été effacé le %s par %s", reference, when, who);
	return true;
}

static char *
joined(const GPtrArray *texts)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (unsigned i = 0; i < texts->len; i++)
		g_string_append_printf(all, "%s%s", i > 0 ? ", " : "",
		    (const char *)texts->pdata[i]);
	return g_strdup(all->str);
}

static void
note_name(void *names, struct dossier *d)
{
	if (((GPtrArray *)names)->len < NAMES_MAX)
		g_ptr_array_add(names, g_strdup_printf("%s (%s %s)",
		    d->reference, d->family_name, d->given_name));
	dossier_free(d);
}

/* Dossiers of whoever bears the name typed where a reference belongs. */
static GPtrArray *
find_names(struct ctl *ctl, const char *typed)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	const struct dossier_filter filter = { .status = -1, .late = -1,
		.brief = true, .candidate = typed };
	const struct dossier_sink sink = { note_name, names };

	if (typed[strcspn(typed, "0123456789")] == '\0')
		queries_each_dossier(ctl->store, &filter, &sink, NULL);
	return names;
}

static void
say_nearest(struct ctl *ctl, const char *typed, const GPtrArray *references,
    bool several)
{
	g_autoptr(GPtrArray) names = find_names(ctl, typed);
	g_autofree char *near = joined(references->len > 0 ? references :
							     names);

	if (several)
		ctl_fail("« %s » est le numéro de plusieurs dossiers : %s",
		    typed, near);
	else if (near[0] == '\0')
		ctl_fail("aucun dossier « %s »", typed);
	else
		ctl_fail("aucun dossier « %s » ; vouliez-vous dire : %s ?",
		    typed, near);
}

struct dossier *
filter_dossier(struct ctl *ctl, const char *typed)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) references = NULL;
	struct dossier *dossier = store_dossier(ctl->store, typed, &error);
	bool exact = false;

	if (dossier != NULL)
		return dossier;
	if (error == NULL)
		references = queries_references(ctl->store, typed, &exact,
		    &error);
	if (error != NULL) {
		ctl_fail("%s", error->message);
		return NULL;
	}
	if (!exact || references->len != 1) {
		if (!say_erased(ctl, typed))
			say_nearest(ctl, typed, references, exact &&
			    references->len > 1);
		return NULL;
	}
	dossier = store_dossier(ctl->store, references->pdata[0], &error);
	if (dossier == NULL)
		ctl_fail("%s", error != NULL ? error->message : typed);
	return dossier;
}
