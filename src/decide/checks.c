/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings for agents: see checks.h. */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

#include "choices.h"
#include "dates.h"
#include "fields.h"
#include "say.h"
#include "shares.h"

/* «2 mai» is a Sunday: posts begin some days beside the day announced. */
#define ENTRY_DAYS 5
/* A contract «du 2 novembre 2026 au 5 novembre 2028» is of two years. */
#define PERIOD_DAYS 7
#define YEAR_DAYS 366u
#define YEAR_MONTHS 12u

struct checks {
	const struct form_rules *rules;
	const struct campaign *campaign;
	GDate entry, thesis, des; /* cleared: not said */
	GHashTable *chus;         /* char * to itself */
};

/* The paper in hand. */
struct view {
	const struct form_rules *rules;
	const struct campaign *campaign;
	const struct text *text;
	const struct segment *segment;
	const struct subject *subject;
	unsigned first, end; /* words */
	GPtrArray *warnings; /* what is found */
};

struct checks *
checks_new(const struct form_rules *rules, const struct campaign *campaign)
{
	struct checks *checks = g_new0(struct checks, 1);

	checks->rules = rules;
	checks->campaign = campaign;
	g_date_clear(&checks->entry, 1);
	g_date_clear(&checks->thesis, 1);
	g_date_clear(&checks->des, 1);
	checks->chus = g_hash_table_new(g_str_hash, g_str_equal);
	return checks;
}

void
checks_free(struct checks *checks)
{
	if (checks == NULL)
		return;
	g_hash_table_unref(checks->chus);
	g_free(checks);
}

/* ---------------------------------------------------- shares of time --- */

/* What is wrong with one year's shares; NULL: nothing.  0: not said. */
static const char *
fault_of_shares(const struct thresholds *limits, unsigned chu,
    unsigned employer)
{
	if (chu > limits->share_chu_max)
		return "trop au CHU";
	if (chu != 0 && chu < limits->share_chu_min)
		return "moins d’une journée par semaine au CHU";
	if (employer != 0 && employer < limits->share_employer_min)
		return "trop peu au centre hospitalier";
	if (chu != 0 && employer != 0 && chu + employer != 100)
		return "la somme n’est pas 100 %";
	return NULL;
}

static void
check_shares(struct view *view)
{
	struct year_shares shares = shares_read(view->rules, view->text,
	    view->first, view->end);
	const struct shares *chu = &shares.chu, *employer = &shares.employer;

	for (unsigned i = 0; i < MAX(chu->count, employer->count); i++) {
		const char *fault = fault_of_shares(
		    &view->rules->thresholds, chu->value[i],
		    employer->value[i]);

		if (fault != NULL)
			say_once(view->warnings, "Quotités de "
			    "l’année %u à vérifier (%s) : %u %% au CHU, "
			    "%u %% au centre hospitalier.", i + 1, fault,
			    chu->value[i], employer->value[i]);
	}
}

/* ------------------------------------------- entry, duration, period --- */

static bool
is_near(const GDate *one, const GDate *other)
{
	return (g_date_get_month(one) == g_date_get_month(other) &&
		   g_date_get_year(one) == g_date_get_year(other)) ||
	    abs(g_date_days_between(one, other)) <= ENTRY_DAYS;
}

/* Whether posts of the campaign begin then; true when it does not say. */
static bool
is_entry(const struct campaign *campaign, const GDate *date)
{
	bool told = false;

	for (unsigned i = 0; i < campaign->deadlines->len; i++) {
		const struct deadline *deadline =
		    campaign->deadlines->pdata[i];

		for (char **entry = deadline->entry_dates; entry != NULL &&
		    *entry != NULL; entry++) {
			GDate announced;

			if (!dates_parse(*entry, &announced))
				continue;
			told = true;
			if (is_near(date, &announced))
				return true;
		}
	}
	return !told;
}

/* Boxes that say too much, or nothing.  What a reader of scans makes of
 * boxes is not held against anybody. */
static void
check_boxes(const struct view *view, const struct choice *choice,
    const char *what)
{
	if (choice->ticked > 1)
		say_once(view->warnings, "%s : plusieurs cases sont "
		    "cochées.", what);
	if (choice->boxes > 0 && choice->ticked == 0 && !choice->unknown &&
	    !text_is_ocr(view->text, view->segment->stretch.first))
		say_once(view->warnings, "%s : aucune case n’est cochée.",
		    what);
}

/* «ANNEXE 4» over what has another number this year: last year's form. */
static void
check_number(struct view *view)
{
	const struct subject *subject = view->subject;
	unsigned number;

	if (view->first + 1 >= view->end || !text_has(view->text, view->rules,
	    TERM_MARK, MARK_HEADING, view->first, view->first + 1))
		return;
	number = (unsigned)strtoul(text_folded(view->text, view->first + 1),
	    NULL, 10);
	if (number == subject->annexe || number == subject->listed_annexe)
		return;
	for (unsigned i = 0; i < subject->former_annexes->len; i++) {
		if (g_array_index(subject->former_annexes, unsigned, i) ==
		    number)
			say_once(view->warnings, "Page d’un formulaire d’une "
			    "autre année (annexe %u).", number);
	}
}

static void
check_entry(struct view *view)
{
	struct choice choice = choices_read(view->rules, view->text,
	    FIELD_ENTRY, view->first, view->end);
	g_autofree char *said = NULL;
	GDate date;

	if (!choice.asked)
		return;
	check_boxes(view, &choice, "Prise de fonction");
	if (!dates_find(view->text, choice.first, choice.end, &date, NULL) ||
	    is_entry(view->campaign, &date))
		return;
	said = dates_say(&date);
	say_once(view->warnings, "Prise de fonction demandée au %s : ce n’est "
	    "pas une de celles de la campagne.", said);
}

/* The months that «1 an», «deux ans», «24 mois» are; 0: not told. */
static unsigned
read_months(const struct text *text, unsigned first, unsigned end)
{
	static const char *const words[] = { "un", "deux", "trois", "quatre",
		"cinq" };

	for (unsigned i = first; i + 1 < end; i++) {
		const char *unit = text_folded(text, i + 1);
		unsigned count = (unsigned)strtoul(text_folded(text, i),
		    NULL, 10);

		for (unsigned w = 0; w < G_N_ELEMENTS(words); w++) {
			if (strcmp(text_folded(text, i), words[w]) == 0)
				count = w + 1;
		}
		if (count == 0 || count > YEAR_MONTHS * 10)
			continue;
		if (strcmp(unit, "mois") == 0)
			return count;
		if (g_str_has_prefix(unit, "an"))
			return count * YEAR_MONTHS;
	}
	return 0;
}

static void
check_duration(struct view *view)
{
	struct choice choice = choices_read(view->rules, view->text,
	    FIELD_DURATION, view->first, view->end);
	unsigned months;
	unsigned most = view->rules->thresholds.years_max * YEAR_MONTHS;

	if (!choice.asked)
		return;
	check_boxes(view, &choice, "Durée des fonctions");
	months = read_months(view->text, choice.first, choice.end);
	if (months > most)
		say_once(view->warnings, "Durée demandée de %u mois : "
		    "le dispositif en prévoit %u au plus.", months, most);
	else if (months != 0 && months < YEAR_MONTHS)
		say_once(view->warnings, "Durée demandée de %u mois : "
		    "moins d’un an.", months);
}

/* «Pour la période du 2 novembre 2026 au 1er novembre 2028» of an opinion. */
static void
check_period(struct view *view)
{
	struct choice period = choices_read(view->rules, view->text,
	    FIELD_PERIOD, view->first, view->end);
	unsigned next;
	GDate from, to;
	int days;

	if (!period.asked || !dates_find(view->text, period.first,
	    period.end, &from, &next))
		return;
	if (!is_entry(view->campaign, &from))
		say_once(view->warnings, "La période ne commence pas à une "
		    "prise de fonction de la campagne.");
	if (!dates_find(view->text, next, period.end, &to, NULL))
		return;
	days = g_date_days_between(&from, &to);
	if (days <= 0 || (unsigned)days > view->rules->thresholds.years_max *
	    YEAR_DAYS + PERIOD_DAYS)
		say_once(view->warnings, "La durée de la période est à "
		    "vérifier.");
}

/* ------------------------------------------------------ thesis and DES --- */

/* The date behind a label, on its line or the next. */
static void
read_date(const struct view *view, unsigned label, unsigned first,
    GDate *date_r)
{
	unsigned below = text_word(view->text, label)->line + 2;
	unsigned end = below < view->text->lines->len ?
	    MIN(view->end, text_line(view->text, below)->first) : view->end;

	if (!g_date_valid(date_r))
		dates_find(view->text, first, end, date_r, NULL);
}

/* The form asks «Date d’obtention» below each diploma's own line; other
 * papers say «Thèse : soutenance le …». */
static void
read_diplomas(struct checks *checks, const struct view *view)
{
	const struct hit *hit;
	unsigned at = 0;
	GDate *diploma = NULL;

	while ((hit = text_next(view->text, view->rules, TERM_FIELD, -1,
	    view->first, view->end, &at)) != NULL) {
		unsigned behind = hit->first + hit->count;

		switch (text_term(view->rules, hit)->what) {
		case FIELD_DOCTORATE:
			diploma = &checks->thesis;
			break;
		case FIELD_DES:
			diploma = &checks->des;
			break;
		case FIELD_OTHER_DIPLOMA:
			diploma = NULL;
			break;
		case FIELD_OBTAINED:
			if (diploma != NULL)
				read_date(view, hit->first, behind, diploma);
			break;
		case FIELD_THESIS:
			read_date(view, hit->first, behind, &checks->thesis);
			break;
		default:
			break;
		}
	}
}

/* The entry asked for, unless two are. */
static void
read_entry(struct checks *checks, const struct view *view)
{
	struct choice choice = choices_read(view->rules, view->text,
	    FIELD_ENTRY, view->first, view->end);

	if (choice.asked && choice.ticked <= 1 &&
	    !g_date_valid(&checks->entry))
		dates_find(view->text, choice.first, choice.end,
		    &checks->entry, NULL);
}

/* The last day on which the campaign's posts begin. */
static bool
last_entry(const struct campaign *campaign, GDate *last_r)
{
	bool told = false;

	for (unsigned i = 0; i < campaign->deadlines->len; i++) {
		const struct deadline *deadline =
		    campaign->deadlines->pdata[i];

		for (char **entry = deadline->entry_dates; entry != NULL &&
		    *entry != NULL; entry++) {
			GDate date;

			if (!dates_parse(*entry, &date) ||
			    (told && g_date_compare(&date, last_r) <= 0))
				continue;
			*last_r = date;
			told = true;
		}
	}
	return told;
}

/* Both must be had by the entry asked for, else by the campaign's last. */
static void
judge_diploma(const struct checks *checks, const GDate *date,
    const char *what, GPtrArray *warnings)
{
	GDate entry = checks->entry;
	g_autofree char *when = NULL, *until = NULL;

	if (!g_date_valid(date) || (!g_date_valid(&entry) &&
	    !last_entry(checks->campaign, &entry)))
		return;
	if (g_date_compare(date, &entry) <= 0 || (g_date_get_day(date) == 1 &&
	    is_near(date, &entry)))
		return;
	when = dates_say(date);
	until = dates_say(&entry);
	say_once(warnings, "%s au %s, après la prise de fonction (%s).", what,
	    when, until);
}

/* --------------------------------------------------- who signed, where --- */

static bool
says_signed(const struct view *view)
{
	for (unsigned i = view->first; i < view->end; i++) {
		const char *word = text_folded(view->text, i);

		if (strcmp(word, "electroniquement") == 0 ||
		    strcmp(word, "electronique") == 0 ||
		    strcmp(word, "numerique") == 0)
			return true;
	}
	return false;
}

/* An opinion without a picture on its pages, and without a word of an
 * electronic signature.  Scans are pictures all over. */
static void
check_signature(struct view *view)
{
	const struct segment *segment = view->segment;

	if (view->subject->function < 0 || says_signed(view))
		return;
	for (unsigned i = segment->first_page; i <= segment->last_page &&
	    i < view->text->pages->len; i++) {
		const struct page *page = view->text->pages->pdata[i];

		if (page->images > 0 || page->source == PAGE_OCR)
			return;
	}
	say_once(view->warnings, "Aucune signature n’a été vue.");
}

static void
read_chus(struct checks *checks, const struct view *view)
{
	for (unsigned i = 0; i < view->text->places->len; i++) {
		const struct place_hit *place = &g_array_index(
		    view->text->places, struct place_hit, i);

		if (view->subject->side == SIDE_CHU &&
		    place->first >= view->first && place->first < view->end &&
		    place->establishment->kind == KIND_CHU)
			g_hash_table_add(checks->chus,
			    place->establishment->code);
	}
}

static bool
is_known_specialty(const struct form_rules *rules, const char *specialty)
{
	for (unsigned i = 0; i < rules->specialties->len; i++) {
		if (strcmp(rules->specialties->pdata[i], specialty) == 0)
			return true;
	}
	return false;
}

/* False when the segment is no piece, or not certainly. */
static bool
look_at(struct view *view, const struct form_rules *rules,
    const struct campaign *campaign, const struct text *text,
    const struct segment *segment, GPtrArray *warnings)
{
	*view = (struct view){ rules, campaign, text, segment, NULL,
		text_first_word(text, segment->stretch),
		text_end_word(text, segment->stretch), warnings };
	if (segment->verdict.subject < 0 ||
	    segment->verdict.certainty != CERTAINTY_CERTAIN)
		return false;
	view->subject = rules->subjects->pdata[segment->verdict.subject];
	return view->subject->is_piece;
}

/* The checks of one paper, in the order of the form. */
static void (*const paper_checks[])(struct view *view) = {
	check_number,
	check_entry,
	check_duration,
	check_shares,
	check_period,
	check_signature,
};

void
checks_paper(const struct form_rules *rules, const struct campaign *campaign,
    const struct text *text, const struct segment *segment,
    GPtrArray *warnings_r)
{
	struct view view;

	if (!look_at(&view, rules, campaign, text, segment, warnings_r))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(paper_checks); i++)
		paper_checks[i](&view);
}

void
checks_segment(struct checks *checks, const struct text *text,
    const struct segment *segment)
{
	struct view view;

	if (!look_at(&view, checks->rules, checks->campaign, text, segment,
	    NULL))
		return;
	read_entry(checks, &view);
	read_diplomas(checks, &view);
	read_chus(checks, &view);
}

void
checks_settle(const struct checks *checks, const char *specialty,
    GPtrArray *warnings_r, GPtrArray *chus_r)
{
	GHashTableIter iter;
	gpointer code;

	judge_diploma(checks, &checks->thesis, "Thèse", warnings_r);
	judge_diploma(checks, &checks->des, "DES", warnings_r);
	if (specialty != NULL && checks->rules->specialties->len > 0 &&
	    !is_known_specialty(checks->rules, specialty))
		say_once(warnings_r, "Spécialité « %s » : aucun DES de "
		    "ce nom.", specialty);
	g_hash_table_iter_init(&iter, checks->chus);
	while (g_hash_table_iter_next(&iter, &code, NULL))
		say_once(chus_r, "%s", (const char *)code);
}
