/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another scheme, or another region's: see scheme.h. */
#include "scheme.h"

#include <string.h>

#include "text.h"

/* The head of a paper: letterhead and title. */
#define HEAD_LINES 8u

/* What a text says of schemes. */
struct said {
	bool ours;
	char *other; /* the words, owned; NULL: of no other */
};

static void
listen(const struct form *form, const char *string, struct said *said)
{
	OWNED(text) text = text_of_string(form->rules, NULL, string);
	unsigned at = 0, end = text->words->len;
	const struct hit *hit = text_next(text, form->rules, TERM_MARK,
	    MARK_OTHER_SCHEME, 0, end, &at);

	if (hit != NULL && said->other == NULL)
		said->other = g_strdup(text_term(form->rules, hit)->text);
	said->ours = said->ours || text_has(text, form->rules, TERM_MARK,
	    MARK_SCHEME, 0, end);
}

/* The first lines of a page that hold anything. */
static char *
head_of(const char *page)
{
	const char *p = page;

	for (unsigned lines = 0; lines < HEAD_LINES && *p != '\0';) {
		size_t length = strcspn(p, "\n");

		lines += strspn(p, " \t\r") < length;
		p += length;
		p += *p == '\n';
	}
	return g_strndup(page, (gsize)(p - page));
}

static void
listen_to_documents(const struct form *form, const struct report *report,
    struct said *said)
{
	for (unsigned i = 0; i < report->parts->len; i++) {
		const struct part *part = report->parts->pdata[i];
		const struct page *page;
		g_autofree char *head = NULL;

		if (part->role != PART_DOCUMENT || part->pages->len == 0)
			continue;
		page = part->pages->pdata[0];
		if (page->quoted || page->text == NULL)
			continue;
		head = head_of(page->text);
		listen(form, head, said);
	}
}

bool
scheme_is_other(const struct form *form, const struct report *report,
    char **words_r)
{
	struct said said = { false, NULL };
	bool other;

	if (report->subject != NULL)
		listen(form, report->subject, &said);
	listen(form, report->body, &said);
	if (!said.ours && said.other == NULL)
		listen_to_documents(form, report, &said);
	other = !said.ours && said.other != NULL;
	if (other)
		*words_r = g_steal_pointer(&said.other);
	g_free(said.other);
	return other;
}
