/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forms/NAME.conf → struct form.  Tables say which keys a section may
 * have; keys that hold phrases go straight into the lexicon.
 */
#include "form.h"

#include <string.h>

#include "fold.h"
#include "form-phrases.h"
#include "text-file.h"

static const struct {
	const char *key;
	gsize offset;
} threshold_keys[] = {
	{ "title", offsetof(struct thresholds, title) },
	{ "phrase", offsetof(struct thresholds, phrase) },
	{ "annexe", offsetof(struct thresholds, annexe) },
	{ "former-annexe", offsetof(struct thresholds, former_annexe) },
	{ "shingles", offsetof(struct thresholds, shingles) },
	{ "shingle-share", offsetof(struct thresholds, shingle_share) },
	{ "certain", offsetof(struct thresholds, certain) },
	{ "probable", offsetof(struct thresholds, probable) },
	{ "margin", offsetof(struct thresholds, margin) },
	{ "filled-letters", offsetof(struct thresholds, filled_letters) },
	{ "ink-blank", offsetof(struct thresholds, ink_blank) },
	{ "ink-filled", offsetof(struct thresholds, ink_filled) },
	{ "scan-letters", offsetof(struct thresholds, scan_letters) },
	{ "scan-letters-unmeasured",
	    offsetof(struct thresholds, scan_letters_unmeasured) },
	{ "signatory-letters",
	    offsetof(struct thresholds, signatory_letters) },
	{ "shared-pieces", offsetof(struct thresholds, shared_pieces) },
	{ "form-words", offsetof(struct thresholds, form_words) },
	{ "ink-words", offsetof(struct thresholds, ink_words) },
	{ "read-confidence", offsetof(struct thresholds, read_confidence) },
	{ "misread-words", offsetof(struct thresholds, misread_words) },
	{ "misread-share", offsetof(struct thresholds, misread_share) },
	{ "misread-letters", offsetof(struct thresholds, misread_letters) },
	{ "share-employer-min",
	    offsetof(struct thresholds, share_employer_min) },
	{ "share-chu-max", offsetof(struct thresholds, share_chu_max) },
	{ "share-chu-min", offsetof(struct thresholds, share_chu_min) },
	{ "years-max", offsetof(struct thresholds, years_max) },
};

static bool
parse_number(const char *text, unsigned *number_r)
{
	guint64 value;

	if (!g_ascii_string_to_unsigned(text, 10, 0, 1000, &value, NULL))
		return false;
	*number_r = (unsigned)value;
	return true;
}

/* A number into *number_r when the key is there. */
static void
read_number(struct form_reader *reader, const char *key, unsigned *number_r)
{
	const char *value = keyfile_value(reader->section, key);

	if (value != NULL && !parse_number(value, number_r))
		keyfile_error(reader->file, reader->section, key,
		    "«%s» is no number from 0 to 1000", value);
}

static void
read_label(struct form_reader *reader, char **label)
{
	const char *value = keyfile_value(reader->section, "label");

	if (value == NULL || *value == '\0') {
		keyfile_error(reader->file, reader->section, "label",
		    "is missing");
		return;
	}
	g_free(*label);
	*label = g_strdup(value);
}

static void
read_former_annexes(struct form_reader *reader, struct subject *subject)
{
	g_auto(GStrv) list = keyfile_list(reader->section, "former-annexes");

	for (char **one = list; *one != NULL; one++) {
		unsigned number;

		if (parse_number(*one, &number))
			g_array_append_val(subject->former_annexes, number);
		else
			keyfile_error(reader->file, reader->section,
			    "former-annexes", "«%s» is no number", *one);
	}
}

static void
read_opinion(struct form_reader *reader, struct subject *subject)
{
	const char *function = keyfile_value(reader->section, "opinion-of");
	const char *side = keyfile_value(reader->section, "side");

	if (function != NULL) {
		subject->function = form_rules_function(reader->rules,
		    function);
		if (subject->function < 0)
			keyfile_error(reader->file, reader->section,
			    "opinion-of", "there is no [function %s]",
			    function);
	}
	if (side == NULL)
		return;
	if (g_str_equal(side, "chu"))
		subject->side = SIDE_CHU;
	else if (g_str_equal(side, "employer"))
		subject->side = SIDE_EMPLOYER;
	else
		keyfile_error(reader->file, reader->section, "side",
		    "«%s» is neither chu nor employer", side);
}

static bool
read_yes_or_no(struct form_reader *reader, const char *key, bool otherwise)
{
	const char *value = keyfile_value(reader->section, key);
	bool yes = value != NULL ? g_str_equal(value, "yes") : otherwise;

	if (value != NULL && !yes && !g_str_equal(value, "no"))
		keyfile_error(reader->file, reader->section, key,
		    "«%s» is neither yes nor no", value);
	return yes;
}

static void
read_pages_key(struct form_reader *reader, struct subject *subject)
{
	const char *pages = keyfile_value(reader->section, "pages");

	subject->many_pages = pages != NULL && g_str_equal(pages, "many");
	if (pages != NULL && !subject->many_pages &&
	    !g_str_equal(pages, "one"))
		keyfile_error(reader->file, reader->section, "pages",
		    "«%s» is neither one nor many", pages);
	subject->by_box = keyfile_value(reader->section, "box") != NULL;
	subject->needs = keyfile_value(reader->section, "needs") != NULL;
	subject->needs_too = keyfile_value(reader->section, "needs-too") !=
	    NULL;
}

/* A section [piece ID]; its subject was added before. */
static void
read_piece(struct form_reader *reader, unsigned index)
{
	struct subject *subject = reader->rules->subjects->pdata[index];
	struct piece *piece = reader->form->pieces->pdata[index];
	const char *requirement = keyfile_value(reader->section,
	    "requirement");

	read_number(reader, "annexe", &piece->annexe);
	piece->listed_annexe = piece->annexe;
	read_number(reader, "listed-annexe", &piece->listed_annexe);
	read_label(reader, &piece->label);
	if (!requirement_parse(requirement, &piece->requirement))
		keyfile_error(reader->file, reader->section, "requirement",
		    "must be required, conditional or optional");
	g_free(subject->label);
	subject->label = g_strdup(piece->label);
	subject->annexe = piece->annexe;
	subject->listed_annexe = piece->listed_annexe;
	subject->filled_letters = reader->rules->thresholds.filled_letters;
	read_number(reader, "filled-letters", &subject->filled_letters);
	read_number(reader, "sections-min", &subject->sections_min);
	read_number(reader, "labels-min", &subject->labels_min);
	read_former_annexes(reader, subject);
	read_opinion(reader, subject);
	/* An opinion names the employer by nature. */
	subject->names_employer = read_yes_or_no(reader, "names-employer",
	    subject->function >= 0);
	subject->is_letter = read_yes_or_no(reader, "letter", false);
	read_pages_key(reader, subject);
	form_phrases_read(reader, PHRASES_OF_SUBJECT, index);
}

static void
read_kind(struct form_reader *reader, unsigned index)
{
	struct subject *subject = reader->rules->subjects->pdata[index];

	read_label(reader, &subject->label);
	subject->many_pages = true;
	subject->common_words = read_yes_or_no(reader, "common-words", false);
	form_phrases_read(reader, PHRASES_OF_SUBJECT, index);
}

static void
read_function(struct form_reader *reader, unsigned index)
{
	struct function *function = reader->rules->functions->pdata[index];

	if (index == FUNCTIONS_MAX)
		keyfile_error(reader->file, reader->section, NULL,
		    "a form has at most %u functions", FUNCTIONS_MAX);
	read_label(reader, &function->label);
	form_phrases_read(reader, PHRASES_OF_FUNCTION, index);
}

/* A specialty by its full name = its other writings. */
static void
read_specialties(struct form_reader *reader)
{
	GPtrArray *entries = reader->section->entries;

	for (unsigned i = 0; i < entries->len; i++) {
		const struct keyfile_entry *entry = entries->pdata[i];
		g_auto(GStrv) list = keyfile_list(reader->section,
		    entry->key);
		unsigned index = reader->rules->specialties->len;

		g_ptr_array_add(reader->rules->specialties,
		    g_strdup(entry->key));
		form_phrases_add(reader, entry->key, TERM_SPECIALTY, index,
		    entry->key);
		for (char **one = list; *one != NULL; one++)
			form_phrases_add(reader, entry->key, TERM_SPECIALTY,
			    index, *one);
	}
}

/* Before the pieces, whose own values fall back on them. */
static void
read_thresholds(struct form_reader *reader)
{
	char *base = (char *)&reader->rules->thresholds;

	for (unsigned f = 0; f < reader->files->len; f++) {
		reader->file = reader->files->pdata[f];
		reader->section = keyfile_section(reader->file, "thresholds",
		    "");
		for (unsigned i = 0; reader->section != NULL &&
		    i < G_N_ELEMENTS(threshold_keys); i++)
			read_number(reader, threshold_keys[i].key,
			    (unsigned *)(void *)(base +
			    threshold_keys[i].offset));
	}
}

/* The text of the blank form, a file beside the form's own. */
static void
read_blank(struct form_reader *reader)
{
	const char *name = keyfile_value(reader->section, "blank");
	struct problems *problems = reader->file->problems;
	g_autofree char *path = NULL, *text = NULL;
	const char *why = NULL;
	unsigned line = 0;

	if (name == NULL)
		return;
	path = keyfile_path(reader->file, name);
	text = text_file_read(path, BLANK_BYTES_MAX, problems);
	if (text != NULL)
		why = form_rules_pages(reader->rules, text, &line);
	if (why != NULL)
		problems_error(problems, path, line, NULL, NULL, "%s", why);
}

static void
read_ignored(struct form_reader *reader)
{
	g_auto(GStrv) ignored = keyfile_list(reader->section, "ignored");

	for (char **one = ignored; *one != NULL; one++) {
		g_auto(GStrv) words = fold_words(*one);

		for (char **word = words; *word != NULL; word++)
			g_hash_table_add(reader->rules->ignored,
			    g_strdup(*word));
	}
}

/* A key of [form] that must be there. */
static char *
must_have(struct form_reader *reader, const char *key)
{
	const char *value = keyfile_value(reader->section, key);

	if (value == NULL || *value == '\0')
		keyfile_error(reader->file, reader->section, key,
		    "is missing");
	return g_strdup(value == NULL ? "" : value);
}

static void
read_form(struct form_reader *reader)
{
	reader->file = reader->files->pdata[0];
	reader->section = keyfile_section(reader->file, "form", "");
	if (reader->section == NULL)
		problems_error(reader->file->problems, reader->file->file, 0,
		    NULL, NULL, "there is no [form]");
	reader->form->id = must_have(reader, "id");
	reader->form->title = must_have(reader, "title");
	read_ignored(reader);
	read_blank(reader);
	if (reader->form->pieces->len == 0)
		problems_error(reader->file->problems, reader->file->file, 0,
		    NULL, NULL, "the form has no [piece …]");
}

/* Sections with an id: each id exists before anything names it. */
enum named {
	NAMED_PIECE,
	NAMED_KIND,
	NAMED_FUNCTION,
	NAMED_COUNT
};

static const struct {
	const char *name;
	void (*read)(struct form_reader *reader, unsigned index);
} named[NAMED_COUNT] = {
	[NAMED_PIECE] = { "piece", read_piece },
	[NAMED_KIND] = { "kind", read_kind },
	[NAMED_FUNCTION] = { "function", read_function },
};

/* Sections that stand alone: the phrases they hold, or who reads them. */
static const struct {
	const char *name;
	enum form_phrases phrases;
	void (*read)(struct form_reader *reader);
} alone[] = {
	{ "marks", PHRASES_OF_MARKS, NULL },
	{ "sides", PHRASES_OF_SIDES, NULL },
	{ "fields", PHRASES_OF_FIELDS, NULL },
	{ "specialties", PHRASES_COUNT, read_specialties },
};

static void
add_piece(struct form_reader *reader, const char *id)
{
	struct piece *piece = g_new0(struct piece, 1);

	piece->id = g_strdup(id);
	piece->label = g_strdup(id);
	piece->requirement = REQUIREMENT_OPTIONAL;
	g_ptr_array_add(reader->form->pieces, piece);
	form_rules_add_subject(reader->rules, id, true);
}

static int
index_of(const struct form_reader *reader, enum named kind, const char *id)
{
	return kind == NAMED_FUNCTION ?
	    form_rules_function(reader->rules, id) :
	    form_rules_subject(reader->rules, id);
}

static void
add_id(struct form_reader *reader, enum named kind, const char *id)
{
	if (index_of(reader, kind, id) >= 0)
		return;
	if (kind == NAMED_PIECE)
		add_piece(reader, id);
	else if (kind == NAMED_KIND)
		form_rules_add_subject(reader->rules, id, false);
	else
		form_rules_add_function(reader->rules, id);
}

/* Calls back for each section of a kind, in the order of the files. */
static void
each_named(struct form_reader *reader, enum named kind, bool read)
{
	for (unsigned f = 0; f < reader->files->len; f++) {
		reader->file = reader->files->pdata[f];
		for (unsigned i = 0; i < reader->file->sections->len; i++) {
			struct keyfile_section *section =
			    reader->file->sections->pdata[i];

			if (!g_str_equal(section->name, named[kind].name))
				continue;
			if (!read) {
				add_id(reader, kind, section->argument);
				continue;
			}
			reader->section = keyfile_section(reader->file,
			    section->name, section->argument);
			named[kind].read(reader, (unsigned)index_of(reader,
			    kind, section->argument));
		}
	}
}

static void
read_choices(struct form_reader *reader)
{
	for (unsigned f = 0; f < reader->files->len; f++) {
		struct keyfile_section *section = keyfile_section(
		    reader->files->pdata[f], "words", "");

		for (unsigned i = 0; section != NULL &&
		    i < section->entries->len; i++) {
			const struct keyfile_entry *entry =
			    section->entries->pdata[i];

			g_hash_table_insert(reader->choices, entry->key,
			    (char *)keyfile_value(section, entry->key));
		}
	}
}

static void
read_alone(struct form_reader *reader)
{
	for (unsigned f = 0; f < reader->files->len; f++) {
		reader->file = reader->files->pdata[f];
		for (unsigned i = 0; i < G_N_ELEMENTS(alone); i++) {
			reader->section = keyfile_section(reader->file,
			    alone[i].name, "");
			if (reader->section == NULL)
				continue;
			if (alone[i].read != NULL)
				alone[i].read(reader);
			else
				form_phrases_read(reader, alone[i].phrases,
				    0);
		}
	}
}

/* The vocabulary that several forms share, when the form names one. */
static void
add_vocabulary(struct form_reader *reader)
{
	struct keyfile *file = reader->files->pdata[0];
	const char *name = keyfile_value(keyfile_section(file, "form", ""),
	    "vocabulary");
	g_autofree char *path = NULL;

	if (name == NULL)
		return;
	path = keyfile_path(file, name);
	g_ptr_array_add(reader->files, keyfile_read(path, file->problems));
}

static void
read_files(struct form_reader *reader)
{
	add_vocabulary(reader);
	read_choices(reader);
	for (enum named kind = 0; kind < NAMED_COUNT; kind++)
		each_named(reader, kind, false);
	read_thresholds(reader);
	for (enum named kind = 0; kind < NAMED_COUNT; kind++)
		each_named(reader, kind, true);
	read_alone(reader);
	read_form(reader);
	for (unsigned f = 0; f < reader->files->len; f++)
		keyfile_finish(reader->files->pdata[f]);
}

static void
piece_free(gpointer data)
{
	struct piece *piece = data;

	g_free(piece->id);
	g_free(piece->label);
	g_free(piece);
}

struct form *
form_read(const char *file, struct problems *problems)
{
	g_autoptr(GHashTable) choices = g_hash_table_new(g_str_hash,
	    g_str_equal);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(
	    (GDestroyNotify)keyfile_free);
	struct form *form = g_new0(struct form, 1);
	struct form_reader reader = { .files = files, .choices = choices,
		.form = form };

	form->pieces = g_ptr_array_new_with_free_func(piece_free);
	form->rules = form_rules_new();
	reader.rules = form->rules;
	g_ptr_array_add(files, keyfile_read(file, problems));
	read_files(&reader);
	return form;
}

static void
outline_piece(struct form_reader *reader, const char *id)
{
	struct piece *piece;
	const char *requirement = keyfile_value(reader->section,
	    "requirement");

	add_piece(reader, id);
	piece = reader->form->pieces->pdata[reader->form->pieces->len - 1];
	read_number(reader, "annexe", &piece->annexe);
	piece->listed_annexe = piece->annexe;
	read_number(reader, "listed-annexe", &piece->listed_annexe);
	read_label(reader, &piece->label);
	requirement_parse(requirement, &piece->requirement);
}

struct form *
form_read_outline(const char *file, struct problems *problems)
{
	struct keyfile *keyfile = keyfile_read(file, problems);
	struct form *form = g_new0(struct form, 1);
	struct form_reader reader = { .file = keyfile, .form = form };

	form->pieces = g_ptr_array_new_with_free_func(piece_free);
	form->rules = form_rules_new();
	reader.rules = form->rules;
	reader.section = keyfile_section(keyfile, "form", "");
	form->id = must_have(&reader, "id");
	form->title = must_have(&reader, "title");
	for (unsigned i = 0; i < keyfile->sections->len; i++) {
		struct keyfile_section *section = keyfile->sections->pdata[i];

		if (!g_str_equal(section->name, "piece") ||
		    form_piece(form, section->argument) != NULL)
			continue;
		reader.section = section;
		outline_piece(&reader, section->argument);
	}
	keyfile_free(keyfile);
	return form;
}

void
form_free(struct form *form)
{
	if (form == NULL)
		return;
	g_free(form->id);
	g_free(form->title);
	g_ptr_array_unref(form->pieces);
	form_rules_free(form->rules);
	g_free(form);
}

const struct piece *
form_piece(const struct form *form, const char *id)
{
	for (unsigned i = 0; i < form->pieces->len; i++) {
		const struct piece *piece = form->pieces->pdata[i];

		if (g_str_equal(piece->id, id))
			return piece;
	}
	return NULL;
}
