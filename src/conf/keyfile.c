/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of sections and keys: see keyfile.h. */
#include "keyfile.h"

#include <string.h>

#include "text-file.h"

static void
free_entry(void *pointer)
{
	struct keyfile_entry *entry = pointer;

	g_free(entry->key);
	g_free(entry->value);
	g_free(entry);
}

static void
free_section(void *pointer)
{
	struct keyfile_section *section = pointer;

	g_free(section->name);
	g_free(section->argument);
	g_free(section->title);
	g_ptr_array_unref(section->entries);
	g_free(section);
}

static void
complain(struct keyfile *keyfile, unsigned line, const char *text)
{
	problems_error(keyfile->problems, keyfile->file, line, NULL, NULL,
	    "%s", text);
}

static struct keyfile_section *
find_section(struct keyfile *keyfile, const char *name, const char *argument)
{
	for (unsigned i = 0; i < keyfile->sections->len; i++) {
		struct keyfile_section *section = keyfile->sections->pdata[i];

		if (strcmp(section->name, name) == 0 &&
		    strcmp(section->argument, argument) == 0)
			return section;
	}
	return NULL;
}

static struct keyfile_section *
section_new(const char *name, const char *argument, unsigned line)
{
	struct keyfile_section *section = g_new0(struct keyfile_section, 1);

	section->name = g_strdup(name);
	section->argument = g_strdup(argument);
	section->title = argument[0] == '\0' ? g_strdup(name) :
	    g_strdup_printf("%s %s", name, argument);
	section->line = line;
	section->entries = g_ptr_array_new_with_free_func(free_entry);
	return section;
}

/*
 * text between the brackets: a name, and perhaps an argument.  What follows
 * a section that stands here again is read into the first one, so that its
 * mistakes are named too.
 */
static struct keyfile_section *
add_section(struct keyfile *keyfile, char *text, unsigned line)
{
	char *argument = strpbrk(text, " \t");
	struct keyfile_section *section;

	if (argument != NULL)
		*argument++ = '\0';
	argument = argument != NULL ? g_strstrip(argument) : text +
	    strlen(text);
	section = find_section(keyfile, text, argument);
	if (section != NULL) {
		problems_error(keyfile->problems, keyfile->file, line,
		    section->title, NULL, "the section stands here twice");
		return section;
	}
	section = section_new(text, argument, line);
	g_ptr_array_add(keyfile->sections, section);
	return section;
}

static struct keyfile_entry *
find_entry(const struct keyfile_section *section, const char *key)
{
	for (unsigned i = 0; section != NULL && i < section->entries->len;
	    i++) {
		struct keyfile_entry *entry = section->entries->pdata[i];

		if (strcmp(entry->key, key) == 0)
			return entry;
	}
	return NULL;
}

static void
add_entry(struct keyfile *keyfile, struct keyfile_section *section,
    char *text, unsigned line)
{
	char *equals = strchr(text, '=');
	struct keyfile_entry *entry;

	if (equals == NULL || equals == text) {
		complain(keyfile, line, "neither [section] nor key = value");
		return;
	}
	if (section == NULL) {
		complain(keyfile, line, "a key before any [section]");
		return;
	}
	*equals = '\0';
	g_strchomp(text);
	if (find_entry(section, text) != NULL) {
		problems_error(keyfile->problems, keyfile->file, line,
		    section->title, text, "the key stands here twice");
		return;
	}
	entry = g_new0(struct keyfile_entry, 1);
	entry->key = g_strdup(text);
	entry->value = g_strdup(g_strstrip(equals + 1));
	entry->line = line;
	g_ptr_array_add(section->entries, entry);
}

/* Cuts a comment off: "#" at the start or after white space. */
static void
cut_comment(char *line)
{
	for (char *p = line; (p = strchr(p, '#')) != NULL; p++) {
		if (p == line || g_ascii_isspace(p[-1])) {
			*p = '\0';
			return;
		}
	}
}

/* True when line ends in a backslash, which is cut off: the next line goes
 * on where this one stops. */
static bool
goes_on(char *line)
{
	size_t length = strlen(line);

	if (length == 0 || line[length - 1] != '\\')
		return false;
	line[length - 1] = '\0';
	return true;
}

/* The line at *i with those that continue it, trimmed and without
 * comments; *i is left at the last of them. */
static char *
whole_line(char **lines, unsigned *i)
{
	GString *whole = g_string_new(NULL);

	for (;; (*i)++) {
		bool more;

		cut_comment(lines[*i]);
		more = goes_on(g_strstrip(lines[*i]));
		g_string_append(whole, lines[*i]);
		if (!more || lines[*i + 1] == NULL)
			break;
	}
	return g_strstrip(g_string_free(whole, FALSE));
}

static void
parse(struct keyfile *keyfile, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	struct keyfile_section *section = NULL;

	for (unsigned i = 0; lines[i] != NULL; i++) {
		unsigned number = i + 1;
		g_autofree char *line = whole_line(lines, &i);
		size_t length = strlen(line);

		if (length == 0)
			continue;
		if (line[0] == '[' && line[length - 1] == ']') {
			line[length - 1] = '\0';
			section = add_section(keyfile, g_strstrip(line + 1),
			    number);
		} else {
			add_entry(keyfile, section, line, number);
		}
	}
}

struct keyfile *
keyfile_read(const char *file, struct problems *problems)
{
	struct keyfile *keyfile = g_new0(struct keyfile, 1);
	g_autofree char *text = text_file_read(file, KEYFILE_BYTES_MAX,
	    problems);

	keyfile->file = g_strdup(file);
	keyfile->problems = problems;
	keyfile->sections = g_ptr_array_new_with_free_func(free_section);
	keyfile->readable = text != NULL;
	if (keyfile->readable)
		parse(keyfile, text);
	return keyfile;
}

void
keyfile_free(struct keyfile *keyfile)
{
	if (keyfile == NULL)
		return;
	g_free(keyfile->file);
	g_ptr_array_unref(keyfile->sections);
	g_free(keyfile);
}

struct keyfile_section *
keyfile_section(struct keyfile *keyfile, const char *name,
    const char *argument)
{
	struct keyfile_section *section = find_section(keyfile, name,
	    argument);

	if (section != NULL)
		section->known = true;
	return section;
}

const char *
keyfile_value(struct keyfile_section *section, const char *key)
{
	struct keyfile_entry *entry = find_entry(section, key);

	if (entry == NULL)
		return NULL;
	entry->known = true;
	return entry->value[0] != '\0' ? entry->value : NULL;
}

char **
keyfile_list(struct keyfile_section *section, const char *key)
{
	const char *value = keyfile_value(section, key);
	g_auto(GStrv) parts = g_strsplit(value != NULL ? value : "", ";", -1);
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();

	for (unsigned i = 0; parts[i] != NULL; i++) {
		if (*g_strstrip(parts[i]) != '\0')
			g_strv_builder_add(list, parts[i]);
	}
	return g_strv_builder_end(list);
}

static unsigned
line_of_key(const struct keyfile_section *section, const char *key)
{
	const struct keyfile_entry *entry =
	    key != NULL ? find_entry(section, key) : NULL;

	if (entry != NULL)
		return entry->line;
	return section != NULL ? section->line : 0;
}

void
keyfile_error(struct keyfile *keyfile, const struct keyfile_section *section,
    const char *key, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list ap;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	problems_error(keyfile->problems, keyfile->file,
	    line_of_key(section, key), section != NULL ? section->title :
	    NULL, key, "%s", text);
}

void
keyfile_warn(struct keyfile *keyfile, const struct keyfile_section *section,
    const char *key, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list ap;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	problems_warn(keyfile->problems, keyfile->file,
	    line_of_key(section, key), section != NULL ? section->title :
	    NULL, key, "%s", text);
}

void
keyfile_finish(struct keyfile *keyfile)
{
	for (unsigned i = 0; i < keyfile->sections->len; i++) {
		struct keyfile_section *section = keyfile->sections->pdata[i];

		if (!section->known) {
			keyfile_error(keyfile, section, NULL,
			    "unknown section");
			continue;
		}
		for (unsigned e = 0; e < section->entries->len; e++) {
			const struct keyfile_entry *entry =
			    section->entries->pdata[e];

			if (!entry->known)
				keyfile_error(keyfile, section, entry->key,
				    "unknown key");
		}
	}
}

char *
keyfile_path(const struct keyfile *keyfile, const char *path)
{
	g_autofree char *file = g_canonicalize_filename(keyfile->file, NULL);
	g_autofree char *folder = g_path_get_dirname(file);

	return g_canonicalize_filename(path, folder);
}
