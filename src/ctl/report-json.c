/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as JSON: the groups with their counts and dossiers. */
#include <string.h>

#include "json.h"
#include "survey.h"

static json_t *
group_json(const struct survey *survey, const struct survey_group *group)
{
	json_t *dossiers = json_array();
	json_t *value = json_pack("{s:s, s:s, s:o, s:o, s:s}",
	    "campaign", group->campaign,
	    "title", survey_campaign(survey, group),
	    "deadline", json_text(group->deadline),
	    "subdivision", json_text(group->subdivision),
	    "label", survey_subdivision(survey, group));

	for (unsigned i = 0; i < group->dossiers->len; i++)
		json_array_append_new(dossiers,
		    json_dossier(survey->ctl, group->dossiers->pdata[i]));
	json_object_set_new(value, "closes_at",
	    json_time(survey_closes_at(survey, group),
		ctl_zone(survey->ctl, group->campaign)));
	json_object_set_new(value, "total", json_integer(
	    (json_int_t)group->dossiers->len));
	for (unsigned i = 0; i < DOSSIER_STATUS_COUNT; i++)
		json_object_set_new(value,
		    dossier_status_word((enum dossier_status)i),
		    json_integer((json_int_t)group->count[i]));
	json_object_set_new(value, "late",
	    json_integer((json_int_t)group->late));
	json_object_set_new(value, "dossiers", dossiers);
	return value;
}

GBytes *
report_json(const struct survey *survey)
{
	json_t *groups = json_array();
	json_t *value;
	char *text;

	for (unsigned i = 0; i < survey->groups->len; i++)
		json_array_append_new(groups,
		    group_json(survey, survey->groups->pdata[i]));
	value = json_pack("{s:o, s:o}", "made_at",
	    json_time(survey->made_at, ctl_zone(survey->ctl, NULL)),
	    "groups", groups);
	text = json_dumps(value, JSON_INDENT(2));
	json_decref(value);
	return g_bytes_new_with_free_func(text, strlen(text), free, text);
}
