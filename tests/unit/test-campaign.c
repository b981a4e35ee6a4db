/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaigns.h"

#include "configured.h"

#define FORM \
	"[form]\nid = f\ntitle = F\n[piece p]\nlabel = P\n" \
	"requirement = required\n"
#define HEAD                                                       \
	"[campaign]\nid = c\ntitle = C\nform = f\n"               \
	"reference-prefix = C-26\n"
#define OPEN HEAD "opens = 2025-11-01\n"
#define PEOPLE                                                        \
	"[subdivision s]\nlabel = S\ndepartments = 14;50\n"          \
	"contact-name = Jo Martin\ncontact-phone = 02 00 00 00 00\n" \
	"contact-email = jo@ars.test\n"
#define DATED OPEN PEOPLE "[deadline 2026-02-13]\ndate = 2026-02-13\n"

struct read {
	char *folder;
	struct problems *problems;
	struct campaigns *campaigns;
};

/* Reads the texts as campaigns 0.conf, 1.conf; NULL ends them. */
static struct read
read_texts(const char *const *texts)
{
	struct read r = { configured_folder(), problems_new(), NULL };
	g_autofree char *folder = g_build_filename(r.folder, "c", NULL);
	g_autofree char *forms = g_build_filename(r.folder, "f", NULL);

	ck_assert_int_eq(g_mkdir(folder, 0700), 0);
	g_free(configured_write(r.folder, "f/f.conf", FORM, -1));
	for (unsigned i = 0; texts[i] != NULL; i++) {
		g_autofree char *name = g_strdup_printf("c/%u.conf", i);

		g_free(configured_write(r.folder, name, texts[i], -1));
	}
	r.campaigns = campaigns_read(folder, forms, r.problems);
	return r;
}

static struct read
read_text(const char *text)
{
	return read_texts((const char *const[]){ text, NULL });
}

static void
done(struct read *r)
{
	campaigns_free(r->campaigns);
	problems_free(r->problems);
	configured_remove(r->folder);
}

/* Each with its one error, NULL for none, and how many warnings. */
static const struct {
	const char *text, *error;
	unsigned warnings;
} files[] = {
	{ DATED, NULL, 0 },
	{ OPEN PEOPLE, NULL, 1 },
	{ OPEN "[subdivision s]\nlabel = S\ndepartments = 14\n"
	       "[deadline d]\ndate = 2026-02-13\n", NULL, 3 },
	{ PEOPLE "[deadline d]\ndate = 2026-02-13\n",
	    "[campaign] the section is missing", 0 },
	{ HEAD PEOPLE "[deadline d]\ndate = 2026-02-13\n",
	    "0.conf:1: [campaign] opens: must be set", 0 },
	{ HEAD "opens = 1/11/2025\n" PEOPLE "[deadline d]\n"
	       "date = 2026-02-13\n",
	    "0.conf:6: [campaign] opens: “1/11/2025” is not a date", 0 },
	{ OPEN "colour = red\n" PEOPLE "[deadline d]\ndate = 2026-02-13\n",
	    ":7: [campaign] colour: unknown key", 0 },
	{ OPEN "submitter = doctor\n" PEOPLE "[deadline d]\n"
	       "date = 2026-02-13\n", ":7: [campaign] submitter", 0 },
	{ OPEN "time-zone = Europe/Pari\n" PEOPLE "[deadline d]\n"
	       "date = 2026-02-13\n",
	    ":7: [campaign] time-zone: “Europe/Pari” is no time zone", 0 },
	{ DATED "extended-to = 2026-02-12\n",
	    "[deadline 2026-02-13] extended-to: before", 0 },
	{ DATED "extended-to = 2026-02-13\n", NULL, 0 },
	{ DATED "extended-to =\n", NULL, 0 },
	{ DATED "extended-to = 2026-02-30\n",
	    "extended-to: “2026-02-30” is not a date", 0 },
	{ DATED "extended-to = 2026-W20-1\n", "extended-to", 0 },
	{ DATED "extended-to = 2026-03-151\n", "extended-to", 0 },
	{ DATED "entry-dates = 2026-05-04;soon\n",
	    "entry-dates: “soon” is not a date", 0 },
	{ DATED "completion-days = 366\n", NULL, 0 },
	{ DATED "completion-days = 367\n", "completion-days", 0 },
	{ DATED "completion-days = ten\n", "completion-days", 0 },
	{ DATED "[deadline 2026-02-13]\n",
	    "[deadline 2026-02-13] the section stands here twice", 0 },
	{ DATED "[deadline x]\n", "[deadline x] date: must be set", 0 },
	{ DATED "[deadline]\ndate = 2026-03-01\n", "[deadline] wants", 0 },
	{ DATED "[deadline 2026-03-01]\ndate = 2026-03-02\n", NULL, 1 },
	{ DATED "[deadline x]\ndate = 2025-10-31\n",
	    "date: before the campaign opens", 0 },
	{ DATED "[deadline x]\ndate = 2025-11-01\n", NULL, 0 },
	{ DATED "[subdivision t]\nlabel = T\ndepartments = 61;50\n"
		"contact-name = a\ncontact-phone = b\ncontact-email = c\n",
	    "departments: 50 is also in [subdivision s]", 0 },
	{ DATED "[subdivision t]\nlabel = T\n"
		"contact-name = a\ncontact-phone = b\ncontact-email = c\n",
	    "[subdivision t] departments: must be set", 0 },
	{ DATED "[subdivision t]\ndepartments = 61\n"
		"contact-name = a\ncontact-phone = b\ncontact-email = c\n",
	    "[subdivision t] label: must be set", 0 },
	{ DATED "[garden]\n", "[garden] unknown section", 0 },
};

START_TEST(names_what_is_wrong)
{
	struct read r = read_text(files[_i].text);

	configured_expect(r.problems, files[_i].error);
	ck_assert_uint_eq(problems_warnings(r.problems), files[_i].warnings);
	done(&r);
}
END_TEST

/* The first second that is late, as UTC. */
static const struct {
	const char *zone, *date, *closes_at;
} closings[] = {
	{ "Europe/Paris", "2026-02-13", "2026-02-13T23:00:00Z" },
	{ "Europe/Paris", "2026-07-15", "2026-07-15T22:00:00Z" },
	/* The night in which clocks go forward is an hour shorter … */
	{ "Europe/Paris", "2026-03-28", "2026-03-28T23:00:00Z" },
	{ "Europe/Paris", "2026-03-29", "2026-03-29T22:00:00Z" },
	/* … and the one in which they go back an hour longer. */
	{ "Europe/Paris", "2026-10-24", "2026-10-24T22:00:00Z" },
	{ "Europe/Paris", "2026-10-25", "2026-10-25T23:00:00Z" },
	{ "Europe/Paris", "2026-12-31", "2026-12-31T23:00:00Z" },
	{ "Europe/Paris", "2028-02-29", "2028-02-29T23:00:00Z" },
	{ "Indian/Reunion", "2026-02-13", "2026-02-13T20:00:00Z" },
	{ "America/Guadeloupe", "2026-02-13", "2026-02-14T04:00:00Z" },
};

START_TEST(closes_at_midnight)
{
	g_autofree char *text = g_strdup_printf(OPEN "time-zone = %s\n"
	    PEOPLE "[deadline d]\ndate = 2025-12-01\nextended-to = %s\n",
	    closings[_i].zone, closings[_i].date);
	struct read r = read_text(text);
	const struct campaign *campaign = campaigns_find(r.campaigns, "c");
	const struct deadline *deadline = campaign_deadline(campaign, "d");
	g_autoptr(GDateTime) closes = g_date_time_new_from_iso8601(
	    closings[_i].closes_at, NULL);

	configured_expect(r.problems, NULL);
	ck_assert_int_eq(deadline->closes_at, g_date_time_to_unix(closes));
	done(&r);
}
END_TEST

#define TWO_DATES                                                         \
	OPEN "time-zone = Europe/Paris\nsubmitter = candidate\n"         \
	     "keywords = ASR 2026; temps partagé\n" PEOPLE               \
	     "[deadline 2026-03-01]\ndate = 2026-03-01\n"                \
	     "[deadline 2026-02-13]\ndate = 2026-02-13\n"                \
	     "entry-dates = 2026-05-04;2026-11-02\ncompletion-days = 10\n"

START_TEST(keeps_what_is_written)
{
	struct read r = read_text(TWO_DATES);
	const struct campaign *campaign = campaigns_find(r.campaigns, "c");
	const struct deadline *first = campaign->deadlines->pdata[0];
	const struct subdivision *s = campaign_subdivision(campaign, "s");
	g_autofree char *keywords = g_strjoinv("|", campaign->keywords);
	g_autofree char *entries = g_strjoinv("|", first->entry_dates);

	configured_expect(r.problems, NULL);
	ck_assert_ptr_nonnull(campaign->form);
	ck_assert_str_eq(campaign->form->id, "f");
	ck_assert_str_eq(campaign->reference_prefix, "C-26");
	ck_assert(campaign->candidate_submits);
	ck_assert_str_eq(keywords, "ASR 2026|temps partagé");
	/* 1 November 2025 in Paris. */
	ck_assert_int_eq(campaign->opens_at, 1761951600);
	ck_assert_str_eq(first->id, "2026-02-13");
	ck_assert_str_eq(entries, "2026-05-04|2026-11-02");
	ck_assert_uint_eq(first->completion_days, 10);
	ck_assert_ptr_null(first->extended_to);
	ck_assert_str_eq(s->contact_email, "jo@ars.test");
	ck_assert_ptr_eq(campaign_subdivision_of(campaign, "50"), s);
	ck_assert_ptr_null(campaign_subdivision_of(campaign, "27"));
	ck_assert_ptr_null(campaign_subdivision(campaign, "rouen"));
	ck_assert_ptr_null(campaign_deadline(campaign, "2026-02-14"));
	ck_assert_ptr_null(campaigns_find(r.campaigns, "d"));
	done(&r);
}
END_TEST

#define OTHER(id, prefix, form)                                          \
	"[campaign]\nid = " id "\ntitle = T\nform = " form              \
	"\nreference-prefix = " prefix "\nopens = 2024-11-01\n" PEOPLE \
	"[deadline 2025-02-14]\ndate = 2025-02-14\n"

static const struct {
	const char *other, *error;
} pairs[] = {
	{ OTHER("d", "C-25", "f"), NULL },
	{ OTHER("c", "C-25", "f"),
	    "1.conf:2: [campaign] id: “c” is the id of another" },
	{ OTHER("d", "C-26", "f"),
	    "1.conf:5: [campaign] reference-prefix: “C-26” is that of" },
	{ OTHER("d", "C 25", "f"), "[campaign] reference-prefix: “C 25”" },
	{ OTHER("d", "Cé", "f"), "[campaign] reference-prefix: “Cé”" },
	{ OTHER("d", "C-25", "g"),
	    "1.conf:4: [campaign] form: there is no form “g”" },
};

START_TEST(campaigns_stand_together)
{
	struct read r = read_texts((const char *const[]){ DATED,
	    pairs[_i].other, NULL });
	const struct campaign *oldest = r.campaigns->campaigns->pdata[0];

	configured_expect(r.problems, pairs[_i].error);
	ck_assert_uint_eq(r.campaigns->campaigns->len, 2);
	ck_assert_str_eq(oldest->title, "T");
	done(&r);
}
END_TEST

START_TEST(folders_may_lack)
{
	struct problems *problems = problems_new();
	struct campaigns *none = campaigns_read("/nowhere/c", "/nowhere/f",
	    problems);
	struct read empty = read_texts((const char *const[]){ NULL });

	ck_assert_uint_eq(problems_errors(problems), 2);
	ck_assert_uint_eq(configured_count(problems, true, "/nowhere/f"),
	    1);
	ck_assert_uint_eq(none->campaigns->len, 0);
	configured_expect(empty.problems, NULL);
	ck_assert_uint_eq(configured_count(empty.problems, false,
	    "no campaign"), 1);
	campaigns_free(none);
	campaigns_free(NULL);
	problems_free(problems);
	done(&empty);
}
END_TEST

START_TEST(two_forms_of_one_id)
{
	struct problems *problems = problems_new();
	char *folder = configured_folder();

	g_free(configured_write(folder, "a.conf", FORM, -1));
	g_free(configured_write(folder, "b.conf", FORM, -1));
	g_free(configured_write(folder, ".hidden.conf", "nonsense", -1));
	g_free(configured_write(folder, "b.conf~", "nonsense", -1));
	campaigns_free(campaigns_read(folder, folder, problems));
	ck_assert_uint_eq(configured_count(problems, true,
	    "b.conf: [form] id: “f” is the id of another form too"), 1);
	ck_assert_uint_eq(configured_count(problems, true, "nonsense"), 0);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

HARNESS_MAIN("campaign",
    tcase_add_loop_test(tc, names_what_is_wrong, 0, G_N_ELEMENTS(files));
    tcase_add_loop_test(tc, closes_at_midnight, 0, G_N_ELEMENTS(closings));
    tcase_add_test(tc, keeps_what_is_written);
    tcase_add_loop_test(tc, campaigns_stand_together, 0,
	G_N_ELEMENTS(pairs));
    tcase_add_test(tc, folders_may_lack);
    tcase_add_test(tc, two_forms_of_one_id))
