/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems found while configuration is read: see problems.h. */
#include "problems.h"

struct problem {
	char *text;
	bool is_error;
};

struct problems {
	GPtrArray *list; /* struct problem */
	unsigned errors;
};

static void
free_problem(void *pointer)
{
	struct problem *problem = pointer;

	g_free(problem->text);
	g_free(problem);
}

struct problems *
problems_new(void)
{
	struct problems *problems = g_new0(struct problems, 1);

	problems->list = g_ptr_array_new_with_free_func(free_problem);
	return problems;
}

void
problems_free(struct problems *problems)
{
	if (problems == NULL)
		return;
	g_ptr_array_unref(problems->list);
	g_free(problems);
}

/* "FILE:LINE: [SECTION] KEY: TEXT", as much of it as is known. */
static void
add(struct problems *problems, bool is_error, const char *file,
    unsigned line, const char *section, const char *key, const char *format,
    va_list ap)
{
	struct problem *problem = g_new0(struct problem, 1);
	GString *text = g_string_new(file);

	if (line > 0)
		g_string_append_printf(text, ":%u", line);
	g_string_append(text, ": ");
	if (section != NULL)
		g_string_append_printf(text, "[%s] ", section);
	if (key != NULL)
		g_string_append_printf(text, "%s: ", key);
	g_string_append_vprintf(text, format, ap);
	problem->text = g_string_free(text, FALSE);
	problem->is_error = is_error;
	problems->errors += is_error;
	g_ptr_array_add(problems->list, problem);
}

void
problems_error(struct problems *problems, const char *file, unsigned line,
    const char *section, const char *key, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add(problems, true, file, line, section, key, format, ap);
	va_end(ap);
}

void
problems_warn(struct problems *problems, const char *file, unsigned line,
    const char *section, const char *key, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add(problems, false, file, line, section, key, format, ap);
	va_end(ap);
}

unsigned
problems_errors(const struct problems *problems)
{
	return problems->errors;
}

unsigned
problems_warnings(const struct problems *problems)
{
	return problems->list->len - problems->errors;
}

const char *
problems_text(const struct problems *problems, unsigned index,
    bool *is_error_r)
{
	const struct problem *problem;

	if (index >= problems->list->len)
		return NULL;
	problem = problems->list->pdata[index];
	if (is_error_r != NULL)
		*is_error_r = problem->is_error;
	return problem->text;
}
