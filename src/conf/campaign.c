/* SPDX-License-Identifier: GPL-3.0-or-later */
/* campaigns/NAME.conf: see campaign.h. */
#include "campaign.h"

#include <string.h>

#include "keyfile.h"

#define COMPLETION_DAYS_MAX 366

static void
free_deadline(void *pointer)
{
	struct deadline *deadline = pointer;

	g_free(deadline->id);
	g_free(deadline->date);
	g_free(deadline->extended_to);
	g_strfreev(deadline->entry_dates);
	g_free(deadline);
}

static void
free_subdivision(void *pointer)
{
	struct subdivision *subdivision = pointer;

	g_free(subdivision->id);
	g_free(subdivision->label);
	g_strfreev(subdivision->departments);
	g_free(subdivision->contact_name);
	g_free(subdivision->contact_phone);
	g_free(subdivision->contact_email);
	g_free(subdivision);
}

static void
free_campaign(void *pointer)
{
	struct campaign *campaign = pointer;

	g_free(campaign->id);
	g_free(campaign->title);
	g_free(campaign->form_id);
	g_free(campaign->reference_prefix);
	g_clear_pointer(&campaign->time_zone, g_time_zone_unref);
	g_strfreev(campaign->keywords);
	g_ptr_array_unref(campaign->deadlines);
	g_ptr_array_unref(campaign->subdivisions);
	g_free(campaign);
}

static void
free_form(void *form)
{
	form_free(form);
}

/* One campaign file being read. */
struct reader {
	struct keyfile *keyfile;
	struct campaign *campaign;
};

/* A required text; "" when it lacks, which is a problem. */
static char *
required(struct reader *reader, struct keyfile_section *section,
    const char *key)
{
	const char *value = keyfile_value(section, key);

	if (section != NULL && (value == NULL || value[0] == '\0'))
		keyfile_error(reader->keyfile, section, key, "must be set");
	return g_strdup(value != NULL ? value : "");
}

/* The first second of day (YYYY-MM-DD) plus days, in the zone; false when
 * it is no day. */
static bool
start_of(const struct reader *reader, const char *day, int days,
    int64_t *at_r)
{
	g_autofree char *iso = g_strconcat(day, "T00:00:00", NULL);
	g_autoptr(GDateTime) start = NULL;
	g_autoptr(GDateTime) then = NULL;

	if (strlen(day) == strlen("YYYY-MM-DD"))
		start = g_date_time_new_from_iso8601(iso,
		    reader->campaign->time_zone);
	if (start == NULL)
		return false;
	then = g_date_time_add_days(start, days);
	*at_r = g_date_time_to_unix(then);
	return true;
}

static bool
read_day(struct reader *reader, struct keyfile_section *section,
    const char *key, const char *day, int days, int64_t *at_r)
{
	if (start_of(reader, day, days, at_r))
		return true;
	keyfile_error(reader->keyfile, section, key,
	    "“%s” is not a date YYYY-MM-DD", day);
	return false;
}

static void
read_completion(struct reader *reader, struct keyfile_section *section,
    struct deadline *deadline)
{
	const char *value = keyfile_value(section, "completion-days");
	guint64 days = 0;

	if (value == NULL)
		return;
	if (g_ascii_string_to_unsigned(value, 10, 0, COMPLETION_DAYS_MAX,
		&days, NULL))
		deadline->completion_days = (unsigned)days;
	else
		keyfile_error(reader->keyfile, section, "completion-days",
		    "“%s” is not a number of days up to %d", value,
		    COMPLETION_DAYS_MAX);
}

static void
read_entry_dates(struct reader *reader, struct keyfile_section *section,
    struct deadline *deadline)
{
	int64_t at;

	deadline->entry_dates = keyfile_list(section, "entry-dates");
	for (unsigned i = 0; deadline->entry_dates[i] != NULL; i++)
		read_day(reader, section, "entry-dates",
		    deadline->entry_dates[i], 0, &at);
}

static void
read_deadline(struct reader *reader, struct keyfile_section *section)
{
	struct deadline *deadline = g_new0(struct deadline, 1);
	const char *extended = keyfile_value(section, "extended-to");
	int64_t first = 0, opens = reader->campaign->opens_at;

	deadline->id = g_strdup(section->argument);
	deadline->date = required(reader, section, "date");
	if (deadline->date[0] != '\0')
		read_day(reader, section, "date", deadline->date, 1, &first);
	deadline->closes_at = first;
	if (extended != NULL) {
		deadline->extended_to = g_strdup(extended);
		read_day(reader, section, "extended-to", extended, 1,
		    &deadline->closes_at);
		if (deadline->closes_at < first)
			keyfile_error(reader->keyfile, section,
			    "extended-to", "before the first date");
	}
	if (first != 0 && opens != 0 && first <= opens)
		keyfile_error(reader->keyfile, section, "date",
		    "before the campaign opens");
	if (deadline->id[0] == '\0')
		keyfile_error(reader->keyfile, section, NULL,
		    "wants its id: [deadline YYYY-MM-DD]");
	read_entry_dates(reader, section, deadline);
	read_completion(reader, section, deadline);
	g_ptr_array_add(reader->campaign->deadlines, deadline);
}

static char *
optional(struct reader *reader, struct keyfile_section *section,
    const char *key)
{
	const char *value = keyfile_value(section, key);

	if (value == NULL || value[0] == '\0') {
		keyfile_warn(reader->keyfile, section, key,
		    "not set: replies will not name it");
		return NULL;
	}
	return g_strdup(value);
}

static void
read_subdivision(struct reader *reader, struct keyfile_section *section)
{
	struct subdivision *subdivision = g_new0(struct subdivision, 1);

	subdivision->id = g_strdup(section->argument);
	subdivision->label = required(reader, section, "label");
	subdivision->departments = keyfile_list(section, "departments");
	subdivision->contact_name = optional(reader, section,
	    "contact-name");
	subdivision->contact_phone = optional(reader, section,
	    "contact-phone");
	subdivision->contact_email = optional(reader, section,
	    "contact-email");
	if (subdivision->id[0] == '\0')
		keyfile_error(reader->keyfile, section, NULL,
		    "wants its id: [subdivision rouen]");
	for (unsigned i = 0; subdivision->departments[i] != NULL; i++) {
		const struct subdivision *other = campaign_subdivision_of(
		    reader->campaign, subdivision->departments[i]);

		if (other != NULL)
			keyfile_error(reader->keyfile, section,
			    "departments", "%s is also in [subdivision %s]",
			    subdivision->departments[i], other->id);
	}
	g_ptr_array_add(reader->campaign->subdivisions, subdivision);
}

static void
read_zone(struct reader *reader, struct keyfile_section *section)
{
	const char *name = keyfile_value(section, "time-zone");

	if (name == NULL)
		name = "Europe/Paris";
	reader->campaign->time_zone = g_time_zone_new_identifier(name);
	if (reader->campaign->time_zone != NULL)
		return;
	keyfile_error(reader->keyfile, section, "time-zone",
	    "“%s” is no time zone of this system", name);
	reader->campaign->time_zone = g_time_zone_new_utc();
}

static void
read_submitter(struct reader *reader, struct keyfile_section *section)
{
	const char *who = keyfile_value(section, "submitter");

	if (who == NULL || strcmp(who, "dam") == 0)
		return;
	reader->campaign->candidate_submits = strcmp(who, "candidate") == 0;
	if (!reader->campaign->candidate_submits)
		keyfile_error(reader->keyfile, section, "submitter",
		    "dam or candidate is expected, not “%s”", who);
}

static void
read_head(struct reader *reader)
{
	struct keyfile_section *section = keyfile_section(reader->keyfile,
	    "campaign", "");
	struct campaign *campaign = reader->campaign;
	g_autofree char *opens = required(reader, section, "opens");

	if (section == NULL)
		problems_error(reader->keyfile->problems,
		    reader->keyfile->file, 0, "campaign", NULL,
		    "the section is missing");
	campaign->id = required(reader, section, "id");
	campaign->title = required(reader, section, "title");
	campaign->form_id = required(reader, section, "form");
	campaign->reference_prefix = required(reader, section,
	    "reference-prefix");
	campaign->keywords = keyfile_list(section, "keywords");
	read_zone(reader, section);
	read_submitter(reader, section);
	if (opens[0] != '\0')
		read_day(reader, section, "opens", opens, 0,
		    &campaign->opens_at);
}

static int
by_closing(const void *a, const void *b)
{
	const struct deadline *one = *(struct deadline *const *)a;
	const struct deadline *other = *(struct deadline *const *)b;

	return (one->closes_at > other->closes_at) -
	    (one->closes_at < other->closes_at);
}

static void
read_sections(struct reader *reader)
{
	struct keyfile *keyfile = reader->keyfile;
	struct keyfile_section *head = keyfile_section(keyfile, "campaign",
	    "");

	for (unsigned i = 0; i < keyfile->sections->len; i++) {
		struct keyfile_section *section = keyfile->sections->pdata[i];
		bool deadline = strcmp(section->name, "deadline") == 0;

		if (!deadline && strcmp(section->name, "subdivision") != 0)
			continue;
		section->known = true;
		if (deadline)
			read_deadline(reader, section);
		else
			read_subdivision(reader, section);
	}
	g_ptr_array_sort(reader->campaign->deadlines, by_closing);
	if (reader->campaign->deadlines->len == 0)
		keyfile_warn(keyfile, head, NULL,
		    "no [deadline …]: nothing is ever late");
}

static struct campaign *
read_campaign(const char *file, struct problems *problems)
{
	struct reader reader = { .campaign = g_new0(struct campaign, 1) };

	reader.keyfile = keyfile_read(file, problems);
	reader.campaign->deadlines =
	    g_ptr_array_new_with_free_func(free_deadline);
	reader.campaign->subdivisions =
	    g_ptr_array_new_with_free_func(free_subdivision);
	read_head(&reader);
	read_sections(&reader);
	keyfile_finish(reader.keyfile);
	keyfile_free(reader.keyfile);
	return reader.campaign;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The paths of folder's *.conf, sorted; an unreadable folder is a
 * problem. */
static GPtrArray *
list_files(const char *folder, struct problems *problems)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
	const char *name;

	if (dir == NULL) {
		problems_error(problems, folder, 0, NULL, NULL, "%s",
		    error->message);
		return paths;
	}
	while ((name = g_dir_read_name(dir)) != NULL) {
		if (g_str_has_suffix(name, ".conf") && name[0] != '.')
			g_ptr_array_add(paths,
			    g_build_filename(folder, name, NULL));
	}
	g_ptr_array_sort(paths, by_name);
	return paths;
}

static void
read_forms(struct campaigns *campaigns, const char *folder,
    struct problems *problems)
{
	g_autoptr(GPtrArray) paths = list_files(folder, problems);

	for (unsigned i = 0; i < paths->len; i++) {
		struct form *form = form_read(paths->pdata[i], problems);

		for (unsigned f = 0; f < campaigns->forms->len; f++) {
			const struct form *other = campaigns->forms->pdata[f];

			if (strcmp(other->id, form->id) == 0)
				problems_error(problems, paths->pdata[i], 0,
				    "form", "id", "“%s” is the id of another "
				    "form too", form->id);
		}
		g_ptr_array_add(campaigns->forms, form);
	}
}

static void
find_form(const struct campaigns *campaigns, struct campaign *campaign,
    const char *file, struct problems *problems)
{
	for (unsigned i = 0; i < campaigns->forms->len; i++) {
		const struct form *form = campaigns->forms->pdata[i];

		if (strcmp(form->id, campaign->form_id) == 0)
			campaign->form = form;
	}
	if (campaign->form == NULL && campaign->form_id[0] != '\0')
		problems_error(problems, file, 0, "campaign", "form",
		    "there is no form “%s”", campaign->form_id);
}

static int
by_opening(const void *a, const void *b)
{
	const struct campaign *one = *(struct campaign *const *)a;
	const struct campaign *other = *(struct campaign *const *)b;

	return (one->opens_at > other->opens_at) -
	    (one->opens_at < other->opens_at);
}

struct campaigns *
campaigns_read(const char *campaigns_folder, const char *forms_folder,
    struct problems *problems)
{
	struct campaigns *campaigns = g_new0(struct campaigns, 1);
	g_autoptr(GPtrArray) paths = list_files(campaigns_folder, problems);

	campaigns->campaigns = g_ptr_array_new_with_free_func(free_campaign);
	campaigns->forms = g_ptr_array_new_with_free_func(free_form);
	read_forms(campaigns, forms_folder, problems);
	for (unsigned i = 0; i < paths->len; i++) {
		struct campaign *campaign = read_campaign(paths->pdata[i],
		    problems);

		find_form(campaigns, campaign, paths->pdata[i], problems);
		if (campaigns_find(campaigns, campaign->id) != NULL)
			problems_error(problems, paths->pdata[i], 0,
			    "campaign", "id", "“%s” is the id of another "
			    "campaign too", campaign->id);
		g_ptr_array_add(campaigns->campaigns, campaign);
	}
	if (paths->len == 0)
		problems_warn(problems, campaigns_folder, 0, NULL, NULL,
		    "no campaign: every message will be correspondence");
	g_ptr_array_sort(campaigns->campaigns, by_opening);
	return campaigns;
}

void
campaigns_free(struct campaigns *campaigns)
{
	if (campaigns == NULL)
		return;
	g_ptr_array_unref(campaigns->campaigns);
	g_ptr_array_unref(campaigns->forms);
	g_free(campaigns);
}

const struct campaign *
campaigns_find(const struct campaigns *campaigns, const char *id)
{
	for (unsigned i = 0; i < campaigns->campaigns->len; i++) {
		const struct campaign *campaign =
		    campaigns->campaigns->pdata[i];

		if (strcmp(campaign->id, id) == 0)
			return campaign;
	}
	return NULL;
}

const struct deadline *
campaign_deadline(const struct campaign *campaign, const char *id)
{
	for (unsigned i = 0; i < campaign->deadlines->len; i++) {
		const struct deadline *deadline =
		    campaign->deadlines->pdata[i];

		if (strcmp(deadline->id, id) == 0)
			return deadline;
	}
	return NULL;
}

const struct subdivision *
campaign_subdivision(const struct campaign *campaign, const char *id)
{
	for (unsigned i = 0; i < campaign->subdivisions->len; i++) {
		const struct subdivision *subdivision =
		    campaign->subdivisions->pdata[i];

		if (strcmp(subdivision->id, id) == 0)
			return subdivision;
	}
	return NULL;
}

const struct subdivision *
campaign_subdivision_of(const struct campaign *campaign,
    const char *department)
{
	for (unsigned i = 0; i < campaign->subdivisions->len; i++) {
		const struct subdivision *subdivision =
		    campaign->subdivisions->pdata[i];

		if (g_strv_contains((const char *const *)
			subdivision->departments, department))
			return subdivision;
	}
	return NULL;
}
