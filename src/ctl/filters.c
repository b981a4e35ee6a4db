/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several commands understand of what is typed: see filters.h. */
#include "filters.h"

#include <string.h>

#include "erase.h"
#include "french.h"
#include "queries.h"

bool
filter_day(const struct ctl *ctl, const char *option, const char *text,
    bool end, int64_t *at_r)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	GTimeZone *zone = ctl_zone(ctl, NULL);
	g_autoptr(GDateTime) day = NULL;
	g_autofree char *iso = NULL;

	*at_r = 0;
	if (text == NULL)
		return true;
	iso = g_strconcat(text, "T00:00:00", NULL);
	day = g_date_time_new_from_iso8601(iso, zone != NULL ? zone : utc);
	if (day == NULL || strlen(text) != strlen("AAAA-MM-JJ")) {
		ctl_usage("%s %s : une date AAAA-MM-JJ est attendue", option,
		    text);
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

static void
say_nearest(const char *typed, const GPtrArray *references)
{
	g_autoptr(GString) near = g_string_new(NULL);

	for (unsigned i = 0; i < references->len; i++)
		g_string_append_printf(near, "%s%s", i > 0 ? ", " : "",
		    (const char *)references->pdata[i]);
	if (references->len == 0)
		ctl_fail("aucun dossier « %s »", typed);
	else
		ctl_fail("aucun dossier « %s » ; vouliez-vous dire : %s ?",
		    typed, near->str);
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
			say_nearest(typed, references);
		return NULL;
	}
	dossier = store_dossier(ctl->store, references->pdata[0], &error);
	if (dossier == NULL)
		ctl_fail("%s", error != NULL ? error->message : typed);
	return dossier;
}
