/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders of campaigns and forms: see campaigns.h. */
#include "campaigns.h"

#include <string.h>

static void
free_campaign(void *campaign)
{
	campaign_free(campaign);
}

static void
free_form(void *form)
{
	form_free(form);
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
    struct form *(*read_form)(const char *, struct problems *),
    struct problems *problems)
{
	g_autoptr(GPtrArray) paths = list_files(folder, problems);

	for (unsigned i = 0; i < paths->len; i++) {
		struct form *form = read_form(paths->pdata[i], problems);

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

static int
by_opening(const void *a, const void *b)
{
	const struct campaign *one = *(struct campaign *const *)a;
	const struct campaign *other = *(struct campaign *const *)b;

	return (one->opens_at > other->opens_at) -
	    (one->opens_at < other->opens_at);
}

static struct campaigns *
read_both(const char *campaigns_folder, const char *forms_folder,
    struct form *(*read_form)(const char *, struct problems *),
    struct problems *problems)
{
	struct campaigns *campaigns = g_new0(struct campaigns, 1);
	g_autoptr(GPtrArray) paths = list_files(campaigns_folder, problems);

	campaigns->campaigns = g_ptr_array_new_with_free_func(free_campaign);
	campaigns->forms = g_ptr_array_new_with_free_func(free_form);
	read_forms(campaigns, forms_folder, read_form, problems);
	for (unsigned i = 0; i < paths->len; i++)
		g_ptr_array_add(campaigns->campaigns,
		    campaign_read(paths->pdata[i], campaigns->forms,
			campaigns->campaigns, problems));
	if (paths->len == 0)
		problems_warn(problems, campaigns_folder, 0, NULL, NULL,
		    "no campaign: every message will be correspondence");
	g_ptr_array_sort(campaigns->campaigns, by_opening);
	return campaigns;
}

struct campaigns *
campaigns_read(const char *campaigns_folder, const char *forms_folder,
    struct problems *problems)
{
	return read_both(campaigns_folder, forms_folder, form_read,
	    problems);
}

struct campaigns *
campaigns_read_outline(const char *campaigns_folder,
    const char *forms_folder, struct problems *problems)
{
	return read_both(campaigns_folder, forms_folder, form_read_outline,
	    problems);
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
