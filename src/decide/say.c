/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of French more: see say.h. */
#include "say.h"

void
say(GPtrArray *list, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	g_ptr_array_add(list, g_strdup_vprintf(format, ap));
	va_end(ap);
}

void
say_once(GPtrArray *list, const char *format, ...)
{
	g_autofree char *line = NULL;
	va_list ap;

	va_start(ap, format);
	line = g_strdup_vprintf(format, ap);
	va_end(ap);
	if (!g_ptr_array_find_with_equal_func(list, line, g_str_equal, NULL))
		g_ptr_array_add(list, g_steal_pointer(&line));
}

void
say_all(GPtrArray *list, const GPtrArray *more)
{
	for (unsigned i = 0; i < more->len; i++)
		say_once(list, "%s", (const char *)more->pdata[i]);
}
