/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Harnesses of the files that administrators and agents write. */
#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib.h>

#include "campaign.h"
#include "form.h"
#include "harness.h"
#include "problems.h"
#include "registry.h"
#include "settings.h"
#include "template.h"

/* data as a file in memory, for readers that want a path. */
static int
as_file(const uint8_t *data, size_t size, char **path_r)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	g_assert_cmpint(fd, >=, 0);
	g_assert_cmpint(write(fd, data, size), ==, (gssize)size);
	*path_r = g_strdup_printf("/proc/self/fd/%d", fd);
	return fd;
}

/* Every problem has its line of text. */
static void
check_problems(struct problems *problems)
{
	unsigned count =
	    problems_errors(problems) + problems_warnings(problems);
	bool is_error;

	for (unsigned i = 0; i < count; i++)
		g_assert_true(g_utf8_validate(
		    problems_text(problems, i, &is_error), -1, NULL));
	problems_free(problems);
}

void
harness_settings(const uint8_t *data, size_t size)
{
	struct problems *problems = problems_new();
	g_autofree char *path = NULL;
	int fd = as_file(data, size, &path);

	settings_free(settings_read(path, problems));
	check_problems(problems);
	close(fd);
}

void
harness_form(const uint8_t *data, size_t size)
{
	struct problems *problems = problems_new();
	g_autofree char *path = NULL;
	int fd = as_file(data, size, &path);

	form_free(form_read(path, problems));
	check_problems(problems);
	close(fd);
}

/* Without a form: each campaign's is unknown, and all else is read. */
void
harness_campaign(const uint8_t *data, size_t size)
{
	struct problems *problems = problems_new();
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autofree char *path = NULL;
	int fd = as_file(data, size, &path);

	campaign_free(campaign_read(path, none, none, problems));
	check_problems(problems);
	close(fd);
}

void
harness_registry(const uint8_t *data, size_t size)
{
	struct problems *problems = problems_new();
	g_autofree char *path = NULL;
	int fd = as_file(data, size, &path);

	registry_free(registry_read(path, problems));
	check_problems(problems);
	close(fd);
}

/* The first byte chooses the kind of reply. */
void
harness_template(const uint8_t *data, size_t size)
{
	struct problems *problems;
	g_autofree char *text = NULL;
	enum reply_kind kind;

	if (size == 0)
		return;
	kind = (enum reply_kind)(data[0] % REPLY_KIND_COUNT);
	text = g_strndup((const char *)data + 1, size - 1);
	if (!g_utf8_validate(text, -1, NULL))
		return; /* text_file_read lets nothing else through */
	problems = problems_new();
	template_free(template_parse(text, kind, "x.txt", problems));
	check_problems(problems);
}
