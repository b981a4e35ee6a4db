/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file's name says of its content: see file-name.h. */
#include "file-name.h"

#include <string.h>

/* Numbers above are dates and counters, not annexes. */
#define ANNEXE_MAX 40u

struct numbers {
	bool named[ANNEXE_MAX + 1];
};

static void
add_subject(GArray *subjects, unsigned subject)
{
	for (unsigned i = 0; i < subjects->len; i++) {
		if (g_array_index(subjects, unsigned, i) == subject)
			return;
	}
	g_array_append_val(subjects, subject);
}

static unsigned
number_of(const char *word)
{
	guint64 value;

	if (!g_ascii_string_to_unsigned(word, 10, 1, ANNEXE_MAX, &value,
	    NULL))
		return 0;
	return (unsigned)value;
}

static void
name_range(struct numbers *numbers, unsigned from, unsigned to)
{
	for (unsigned i = from; i <= to; i++)
		numbers->named[i] = true;
}

/*
 * The numbers that follow «annexe» at word: «9 et 10», «5 à 8», «1-3-4».
 * «1-4» of two numbers is a range, «1-3-4» a list.
 */
static void
read_numbers(const struct text *name, unsigned word,
    struct numbers *numbers)
{
	unsigned last = 0, count = 0, first = 0;
	bool range = false;

	for (; word < name->words->len; word++) {
		const char *folded = text_folded(name, word);
		unsigned number = number_of(folded);

		if (number > 0) {
			if (range && last > 0)
				name_range(numbers, last, number);
			numbers->named[number] = true;
			first = count++ == 0 ? number : first;
			last = number;
			range = false;
		} else if (strcmp(folded, "a") == 0) {
			range = true;
		} else if (strcmp(folded, "et") != 0 &&
		    strcmp(folded, "n") != 0 && strcmp(folded, "no") != 0) {
			break;
		}
	}
	if (count == 2 && last > first + 1) {
		const struct word *end = text_word(name, word - 1);

		/* The raw text between tells a dash from «et». */
		if (strstr(end->raw - 3, "-") != NULL &&
		    strstr(end->raw - 3, "-") < end->raw)
			name_range(numbers, first, last);
	}
}

/* «annexe9», «annexes5» in one word. */
static unsigned
joined_number(const char *word)
{
	const char *digits = word + strcspn(word, "0123456789");

	if (digits == word || (strncmp(word, "annexe", 6) != 0 &&
	    strncmp(word, "an", (size_t)(digits - word)) != 0))
		return 0;
	return number_of(digits);
}

static void
find_numbers(const struct form_rules *rules, const struct text *name,
    struct numbers *numbers)
{
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(name, rules, TERM_MARK, MARK_HEADING, 0,
	    name->words->len, &at)) != NULL)
		read_numbers(name, hit->first + hit->count, numbers);
	for (unsigned i = 0; i < name->words->len; i++) {
		unsigned number = joined_number(text_folded(name, i));

		if (number > 0)
			numbers->named[number] = true;
	}
}

/* A subject by its number, when that is the only one it could be. */
static void
add_numbered(const struct form_rules *rules, const struct numbers *numbers,
    GArray *subjects)
{
	for (unsigned i = 0; i < rules->subjects->len; i++) {
		const struct subject *subject = rules->subjects->pdata[i];
		unsigned printed = subject->annexe;
		unsigned listed = subject->listed_annexe;

		if (printed == 0 || printed > ANNEXE_MAX ||
		    listed > ANNEXE_MAX)
			continue;
		if (numbers->named[printed] && numbers->named[listed])
			add_subject(subjects, i);
	}
}

GArray *
file_name_subjects(const struct form_rules *rules, const struct text *name)
{
	GArray *subjects = g_array_new(FALSE, FALSE, sizeof(unsigned));
	struct numbers numbers = { { false } };
	const struct hit *hit;
	unsigned at = 0;

	while ((hit = text_next(name, rules, TERM_FILE_NAME, -1, 0,
	    name->words->len, &at)) != NULL)
		add_subject(subjects, text_term(rules, hit)->what);
	if (subjects->len > 0)
		return subjects;
	find_numbers(rules, name, &numbers);
	add_numbered(rules, &numbers, subjects);
	return subjects;
}
