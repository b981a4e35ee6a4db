/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A harness of decisions: a message of hostile words, read by the rules of
 * the labelled mail's campaign.  NUL bytes divide head, subject, body and
 * then name and text of each document.  The head is the sender's address, and
 * a line "NAME: VALUE" for each header.  A text that begins with "~" was read
 * from a picture: each of its words is a mark on the page, and one that
 * begins with "~" was not recognised.  Form feeds divide pages.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "decide.h"
#include "harness.h"
#include "problems.h"
#include "quoting.h"
#include "reports.h"

#define LABELLED TEST_SOURCES "/tests/corpus/"

/* While the campaign of 2026 is open. */
#define RECEIVED_AT 1770000000
/* Where marks stand: tenths of a millimetre on an A4. */
#define LINE_TENTHS 60u
#define LETTER_TENTHS 20u
#define HEIGHT_TENTHS 30u
#define PAGE_TENTHS 2900u

/* Of the labelled mail; replies are not written, so no templates. */
static const struct conf *
labelled(void)
{
	static struct conf conf;
	struct problems *problems;

	if (conf.settings != NULL)
		return &conf;
	problems = problems_new();
	conf.settings = settings_read(LABELLED "asr-intake.conf", problems);
	conf.registry = registry_read(conf.settings->establishments, problems);
	conf.campaigns = campaigns_read(conf.settings->campaigns,
	    TEST_SOURCES "/etc/forms", problems);
	g_assert_cmpuint(problems_errors(problems), ==, 0);
	problems_free(problems);
	return &conf;
}

/* The next block, as text; NULL after the last.  The caller frees it. */
static char *
next_block(const uint8_t **data, size_t *size)
{
	const uint8_t *end;
	size_t length;
	char *text;

	if (*size == 0)
		return NULL;
	end = memchr(*data, '\0', *size);
	length = end != NULL ? (size_t)(end - *data) : *size;
	text = g_utf8_make_valid((const char *)*data, (gssize)length);
	length += end != NULL;
	*data += length;
	*size -= length;
	return text;
}

static void
add_mark(struct page *page, const char *word, unsigned x, unsigned y)
{
	struct ink *ink = ink_new();
	size_t letters = strlen(word);

	ink->text = *word != '~' ? g_strdup(word) : NULL;
	ink->confidence = (uint8_t)(40 + letters * 7 % 60);
	ink->x = (uint16_t)MIN(x, PAGE_TENTHS);
	ink->y = (uint16_t)MIN(y, PAGE_TENTHS);
	ink->width = (uint16_t)(MIN(letters, 100) * LETTER_TENTHS);
	ink->height = HEIGHT_TENTHS;
	ink->area = ink->width * HEIGHT_TENTHS / 4u;
	g_ptr_array_add(page->ink, ink);
}

static void
add_marks(struct page *page)
{
	g_auto(GStrv) lines = g_strsplit(page->text, "\n", -1);

	page->source = PAGE_OCR;
	page->confidence = 80;
	for (unsigned i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
		unsigned x = 0;

		for (unsigned j = 0; words[j] != NULL &&
		     page->ink->len < REPORT_INK_MAX; j++) {
			if (*words[j] != '\0')
				add_mark(page, words[j], x, i * LINE_TENTHS);
			x += (unsigned)(strlen(words[j]) + 1) * LETTER_TENTHS;
		}
	}
}

static void
add_document(struct report *report, const char *name, const char *text)
{
	bool scanned = *text == '~';
	struct part *part = report_add_document(report, name, text + scanned);

	part->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text,
	    -1);
	for (unsigned i = 0; scanned && i < part->pages->len; i++)
		add_marks(part->pages->pdata[i]);
}

static void
add_head(struct report *report, const char *head)
{
	g_auto(GStrv) lines = g_strsplit(head, "\n", REPORT_HEADERS_MAX);

	if (lines[0] == NULL)
		return;
	if (*lines[0] != '\0')
		report_add_from(report, NULL, lines[0]);
	for (char **line = lines + 1; *line != NULL; line++) {
		g_auto(GStrv) field = g_strsplit(*line, ": ", 2);

		if (g_strv_length(field) == 2)
			report_add_header(report, field[0], field[1]);
	}
}

static struct report *
report_in(const uint8_t *data, size_t size)
{
	struct report *report = report_new();
	g_autofree char *head = next_block(&data, &size);
	char *subject = next_block(&data, &size);
	g_autofree char *body = next_block(&data, &size);
	char *name;

	report->message_id = g_strdup("<a@x.test>");
	report->subject = subject;
	if (head != NULL)
		add_head(report, head);
	if (body != NULL) {
		g_free(report->body);
		g_free(report->quoted);
		quoting_split(body, &report->body, &report->quoted);
	}
	while (report->parts->len < REPORT_PARTS_MAX &&
	       (name = next_block(&data, &size)) != NULL) {
		g_autofree char *text = next_block(&data, &size);

		add_document(report, name, text != NULL ? text : "");
		g_free(name);
	}
	return report;
}

static void
check_lines(const GPtrArray *lines)
{
	for (unsigned i = 0; i < lines->len; i++)
		g_assert_true(g_utf8_validate(lines->pdata[i], -1, NULL));
}

static void
check_dossier(const struct campaign *campaign, const struct dossier *dossier)
{
	for (unsigned i = 0; i < dossier->findings->len; i++) {
		const struct finding *f = dossier->findings->pdata[i];

		g_assert_true(g_utf8_validate(f->evidence, -1, NULL));
		g_assert_cmpuint(f->first_page, <=, f->last_page);
	}
	check_lines(dossier->review_reasons);
	check_lines(dossier->warnings);
	g_assert_cmpuint(dossier->pieces->len, ==,
	    campaign->form->pieces->len);
}

static void
check_decision(const struct campaign *campaign,
    const struct decision *decision)
{
	for (unsigned i = 0; i < decision->dossiers->len; i++)
		check_dossier(campaign, decision->dossiers->pdata[i]);
	check_lines(decision->evidence);
	check_lines(decision->review_reasons);
	check_lines(decision->warnings);
	if (decision->reply.kind == REPLY_COMPLETE)
		g_assert_cmpuint(decision->reply.missing->len, ==, 0);
}

/* The decision's dossiers become known ones, as the store gives them. */
static void
remember(struct facts *facts, struct decision *decision)
{
	GPtrArray *dossiers = facts->dossiers;

	facts->dossiers = decision->dossiers;
	decision->dossiers = dossiers;
	for (unsigned i = 0; i < facts->dossiers->len; i++) {
		struct dossier *dossier = facts->dossiers->pdata[i];

		dossier->id = i + 1;
		g_free(dossier->reference);
		dossier->reference = g_strdup_printf("ASR-2026-%04u", i + 1);
		for (unsigned j = 0; j < dossier->findings->len; j++)
			((struct finding *)dossier->findings->pdata[j])->id =
			    j + 1;
	}
}

/* As it comes; taken at an agent's word; and sent once more. */
void
harness_decision(const uint8_t *data, size_t size)
{
	const struct conf *conf = labelled();
	OWNED(report) report = report_in(data, size);
	struct reading *reading = decide_read(conf, report, RECEIVED_AT);
	OWNED(facts) facts = facts_new();

	for (unsigned i = 0; i < 3; i++) {
		OWNED(decision) decision = decide_settle(conf, report, reading,
		    facts, RECEIVED_AT + i);

		if (reading->campaign != NULL)
			check_decision(reading->campaign, decision);
		remember(facts, decision);
		facts->accepted = true;
	}
	check_lines(reading->evidence);
	reading_free(reading);
}
