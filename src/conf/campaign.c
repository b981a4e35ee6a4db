/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One campaigns/NAME.conf: see campaign.h. */
#include "campaign.h"

#include <string.h>

#include "keyfile.h"

/* A year: a campaign later, nothing is left to complete. */
#define COMPLETION_DAYS_MAX 366

static void
free_deadline(void *pointer)
{
	struct deadline *deadline = pointer;

	g_free(deadline->id);
	g_free(deadline->date);
	g_free(deadline->extended_to);
	g_free(deadline->ruled_date);
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

void
campaign_free(struct campaign *campaign)
{
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

/* One campaign file being read. */
struct reader {
	struct keyfile *keyfile;
	struct campaign *campaign;
	const GPtrArray *forms, *others; /* of campaign_read */
};

/* A required text; "" when it lacks, which is a problem. */
static char *
required(struct reader *reader, struct keyfile_section *section,
    const char *key)
{
	const char *value = keyfile_value(section, key);

	if (section != NULL && value == NULL)
		keyfile_error(reader->keyfile, section, key, "must be set");
	return g_strdup(value != NULL ? value : "");
}

/* YYYY-MM-DD and nothing else; ISO 8601 has other ways to write a day. */
static bool
is_day(const char *text)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof(form); i++) {
		if (form[i] == 'd' ? !g_ascii_isdigit(text[i]) :
				     text[i] != form[i])
			return false;
	}
	return true;
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

	if (is_day(day))
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

/* An id that is another day than `date` is a section half copied. */
static void
check_deadline(struct reader *reader, struct keyfile_section *section,
    const struct deadline *deadline, int64_t first)
{
	int64_t opens = reader->campaign->opens_at;

	if (deadline->id[0] == '\0')
		keyfile_error(reader->keyfile, section, NULL,
		    "wants its id: [deadline YYYY-MM-DD]");
	else if (is_day(deadline->id) && first != 0 &&
	    strcmp(deadline->id, deadline->date) != 0)
		keyfile_warn(reader->keyfile, section, "date",
		    "the id, the date first announced, is another day");
	if (first != 0 && first <= opens)
		keyfile_error(reader->keyfile, section, "date",
		    "before the campaign opens");
	if (deadline->extended_to != NULL && deadline->closes_at < first)
		keyfile_error(reader->keyfile, section, "extended-to",
		    "before the first date");
}

static void
read_deadline(struct reader *reader, struct keyfile_section *section)
{
	struct deadline *deadline = g_new0(struct deadline, 1);
	int64_t first = 0;

	deadline->id = g_strdup(section->argument);
	deadline->date = required(reader, section, "date");
	deadline->extended_to = g_strdup(keyfile_value(section,
	    "extended-to"));
	if (deadline->date[0] != '\0')
		read_day(reader, section, "date", deadline->date, 1, &first);
	deadline->closes_at = first;
	if (deadline->extended_to != NULL)
		read_day(reader, section, "extended-to",
		    deadline->extended_to, 1, &deadline->closes_at);
	deadline->configured_closes_at = deadline->closes_at;
	check_deadline(reader, section, deadline, first);
	read_entry_dates(reader, section, deadline);
	read_completion(reader, section, deadline);
	g_ptr_array_add(reader->campaign->deadlines, deadline);
}

static char *
optional(struct reader *reader, struct keyfile_section *section,
    const char *key)
{
	const char *value = keyfile_value(section, key);

	if (value == NULL) {
		keyfile_warn(reader->keyfile, section, key,
		    "not set: replies will not name it");
		return NULL;
	}
	return g_strdup(value);
}

static void
read_departments(struct reader *reader, struct keyfile_section *section,
    struct subdivision *subdivision)
{
	char **departments = keyfile_list(section, "departments");

	subdivision->departments = departments;
	if (departments[0] == NULL)
		keyfile_error(reader->keyfile, section, "departments",
		    "must be set");
	for (unsigned i = 0; departments[i] != NULL; i++) {
		const struct subdivision *other = campaign_subdivision_of(
		    reader->campaign, departments[i]);

		if (other != NULL)
			keyfile_error(reader->keyfile, section,
			    "departments", "%s is also in [subdivision %s]",
			    departments[i], other->id);
	}
}

static void
read_subdivision(struct reader *reader, struct keyfile_section *section)
{
	struct subdivision *subdivision = g_new0(struct subdivision, 1);

	subdivision->id = g_strdup(section->argument);
	subdivision->label = required(reader, section, "label");
	subdivision->contact_name = optional(reader, section,
	    "contact-name");
	subdivision->contact_phone = optional(reader, section,
	    "contact-phone");
	subdivision->contact_email = optional(reader, section,
	    "contact-email");
	if (subdivision->id[0] == '\0')
		keyfile_error(reader->keyfile, section, NULL,
		    "wants its id: [subdivision rouen]");
	read_departments(reader, section, subdivision);
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

/* Its id and its prefix are its own. */
static void
check_others(struct reader *reader, struct keyfile_section *section)
{
	const struct campaign *campaign = reader->campaign;

	for (unsigned i = 0; i < reader->others->len; i++) {
		const struct campaign *other = reader->others->pdata[i];

		if (campaign->id[0] != '\0' &&
		    strcmp(other->id, campaign->id) == 0)
			keyfile_error(reader->keyfile, section, "id",
			    "“%s” is the id of another campaign too",
			    campaign->id);
		if (campaign->reference_prefix[0] != '\0' &&
		    strcmp(other->reference_prefix,
			campaign->reference_prefix) == 0)
			keyfile_error(reader->keyfile, section,
			    "reference-prefix",
			    "“%s” is that of campaign %s too",
			    campaign->reference_prefix, other->id);
	}
}

/* A reference must stand in a subject and be found there again. */
static void
check_prefix(struct reader *reader, struct keyfile_section *section)
{
	const char *prefix = reader->campaign->reference_prefix;

	for (const char *p = prefix; *p != '\0'; p++) {
		if (g_ascii_isalnum(*p) || *p == '-')
			continue;
		keyfile_error(reader->keyfile, section, "reference-prefix",
		    "“%s”: only letters, digits and hyphens", prefix);
		break;
	}
}

/* Its form exists. */
static void
find_form(struct reader *reader, struct keyfile_section *section)
{
	struct campaign *campaign = reader->campaign;
	const GPtrArray *forms = reader->forms;

	for (unsigned i = 0; i < forms->len; i++) {
		const struct form *form = forms->pdata[i];

		if (strcmp(form->id, campaign->form_id) == 0)
			campaign->form = form;
	}
	if (campaign->form == NULL && campaign->form_id[0] != '\0')
		keyfile_error(reader->keyfile, section, "form",
		    "there is no form “%s”", campaign->form_id);
}

static void
read_head(struct reader *reader)
{
	struct keyfile_section *section = keyfile_section(reader->keyfile,
	    "campaign", "");
	struct campaign *campaign = reader->campaign;
	g_autofree char *opens = required(reader, section, "opens");

	if (section == NULL && reader->keyfile->readable)
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
	find_form(reader, section);
	check_others(reader, section);
	check_prefix(reader, section);
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
	if (reader->campaign->deadlines->len == 0 && keyfile->readable)
		keyfile_warn(keyfile, head, NULL,
		    "no [deadline …]: nothing is ever late");
}

struct campaign *
campaign_read(const char *file, const GPtrArray *forms,
    const GPtrArray *others, struct problems *problems)
{
	struct reader reader = { .campaign = g_new0(struct campaign, 1),
		.forms = forms, .others = others };

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

const char *
deadline_extended_to(const struct deadline *deadline)
{
	/* Days as YYYY-MM-DD compare as they follow; NULL comes first. */
	return g_strcmp0(deadline->ruled_date, deadline->extended_to) > 0 &&
	    strcmp(deadline->ruled_date, deadline->date) > 0 ?
	    deadline->ruled_date : deadline->extended_to;
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
