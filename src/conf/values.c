/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values for the {fields} of a template: see values.h. */
#include "values.h"

struct values {
	const struct values *outer; /* NULL: the outermost */
	GHashTable *texts; /* char * → char * */
	GHashTable *lists; /* char * → GPtrArray of struct values */
};

static void
free_values(void *values)
{
	values_free(values);
}

static void
free_list(void *list)
{
	g_ptr_array_unref(list);
}

struct values *
values_new(void)
{
	struct values *values = g_new0(struct values, 1);

	values->texts = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, g_free);
	values->lists = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, free_list);
	return values;
}

void
values_free(struct values *values)
{
	if (values == NULL)
		return;
	g_hash_table_unref(values->texts);
	g_hash_table_unref(values->lists);
	g_free(values);
}

static char *
one_line(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *line = g_string_new(NULL);

	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		switch (g_unichar_type(c)) {
		case G_UNICODE_CONTROL:
		case G_UNICODE_LINE_SEPARATOR:
		case G_UNICODE_PARAGRAPH_SEPARATOR:
			g_string_append_c(line, ' ');
			break;
		case G_UNICODE_FORMAT:
			break;
		default:
			g_string_append_unichar(line, c);
		}
	}
	return g_string_free(line, FALSE);
}

void
values_set(struct values *values, const char *field, const char *text)
{
	g_hash_table_insert(values->texts, g_strdup(field),
	    one_line(text != NULL ? text : ""));
}

struct values *
values_add(struct values *values, const char *list)
{
	GPtrArray *elements = g_hash_table_lookup(values->lists, list);
	struct values *element = values_new();

	if (elements == NULL) {
		elements = g_ptr_array_new_with_free_func(free_values);
		g_hash_table_insert(values->lists, g_strdup(list), elements);
	}
	element->outer = values;
	g_ptr_array_add(elements, element);
	return element;
}

const char *
values_text(const struct values *values, const char *field)
{
	for (; values != NULL; values = values->outer) {
		const char *text = g_hash_table_lookup(values->texts, field);

		if (text != NULL)
			return text;
	}
	return "";
}

const GPtrArray *
values_list(const struct values *values, const char *list)
{
	for (; values != NULL; values = values->outer) {
		const GPtrArray *found = g_hash_table_lookup(values->lists,
		    list);

		if (found != NULL)
			return found;
	}
	return NULL;
}
