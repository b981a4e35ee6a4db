/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agents' rulings over the sample's configuration, and taken off again. */
#include "rulings-conf.h"

#include "harness.h"

#define DEADLINE "2026-02-20"
#define CAMPAIGN "asr-essai-2026"
#define ADDRESS "nouvelle.dam@autre-domaine.test"

static struct problems *problems;
static struct conf *conf;

static void
set_up(void)
{
	problems = problems_new();
	conf = g_new0(struct conf, 1);
	conf->registry = registry_read(
	    TEST_SOURCES "/tests/mailbox/etablissements.csv", problems);
	conf->campaigns = campaigns_read_outline(
	    TEST_SOURCES "/tests/mailbox/campaigns",
	    TEST_SOURCES "/etc/forms", problems);
	ck_assert_uint_eq(problems_errors(problems), 0);
}

static void
tear_down(void)
{
	conf_free(conf);
	problems_free(problems);
}

static const struct deadline *
deadline(void)
{
	return campaign_deadline(campaigns_find(conf->campaigns, CAMPAIGN),
	    DEADLINE);
}

static int64_t
closes_at(void)
{
	return deadline()->closes_at;
}

static unsigned
trusted_at(int64_t at)
{
	g_autoptr(GPtrArray) found = registry_by_trust(conf->registry,
	    ADDRESS, at);

	return found->len;
}

START_TEST(a_deadline_ends_with_the_day_said)
{
	int64_t configured = closes_at();

	ck_assert(conf_rule_deadline(conf, CAMPAIGN, DEADLINE,
	    "2026-04-01"));
	/* 2 April 2026, 00:00 in Paris. */
	ck_assert_int_eq(closes_at(), 1775080800);
	ck_assert_str_eq(deadline_extended_to(deadline()), "2026-04-01");
	conf_forget_rulings(conf);
	ck_assert_int_eq(closes_at(), configured);
	ck_assert_str_eq(deadline_extended_to(deadline()), "2026-03-20");
}
END_TEST

START_TEST(an_earlier_day_than_the_file_says_does_not_count)
{
	int64_t configured = closes_at();

	ck_assert(conf_rule_deadline(conf, CAMPAIGN, DEADLINE,
	    "2026-03-01"));
	ck_assert_int_eq(closes_at(), configured);
	ck_assert_str_eq(deadline_extended_to(deadline()), "2026-03-20");
}
END_TEST

static const struct {
	const char *campaign, *deadline, *date;
} wrong[] = {
	{ "asr-essai-2030", DEADLINE, "2026-04-01" },
	{ CAMPAIGN, "2026-02-21", "2026-04-01" },
	{ CAMPAIGN, DEADLINE, "2026-02-30" },
	{ CAMPAIGN, DEADLINE, "demain" },
	{ CAMPAIGN, DEADLINE, "" },
};

START_TEST(what_does_not_exist_is_not_ruled)
{
	int64_t configured = closes_at();

	ck_assert(!conf_rule_deadline(conf, wrong[_i].campaign,
	    wrong[_i].deadline, wrong[_i].date));
	ck_assert_int_eq(closes_at(), configured);
}
END_TEST

START_TEST(trust_holds_within_its_dates)
{
	ck_assert_uint_eq(trusted_at(150), 0);
	ck_assert(conf_rule_trust(conf, "Nouvelle.DAM@autre-domaine.test",
	    "CH-VALSAPIN", 100, 200));
	ck_assert_uint_eq(trusted_at(99), 0);
	ck_assert_uint_eq(trusted_at(100), 1);
	ck_assert_uint_eq(trusted_at(199), 1);
	ck_assert_uint_eq(trusted_at(200), 0);
	/* A second hospital by another word, without end. */
	ck_assert(conf_rule_trust(conf, ADDRESS, "CH-ROCHECLAIRE", 150, 0));
	ck_assert_uint_eq(trusted_at(160), 2);
	ck_assert_uint_eq(trusted_at(1000000), 1);
	conf_forget_rulings(conf);
	ck_assert_uint_eq(trusted_at(160), 0);
}
END_TEST

START_TEST(trust_wants_an_establishment_of_the_registry)
{
	ck_assert(!conf_rule_trust(conf, ADDRESS, "CH-NULLE-PART", 0, 0));
	ck_assert_uint_eq(trusted_at(1), 0);
}
END_TEST

/* An outline has what readers need, as the whole form has it. */
START_TEST(an_outline_has_the_same_pieces)
{
	struct form *whole = form_read(
	    TEST_SOURCES "/etc/forms/asr-2026.conf", problems);
	struct form *outline = form_read_outline(
	    TEST_SOURCES "/etc/forms/asr-2026.conf", problems);

	ck_assert_uint_eq(problems_errors(problems), 0);
	ck_assert_str_eq(outline->id, whole->id);
	ck_assert_str_eq(outline->title, whole->title);
	ck_assert_uint_eq(outline->pieces->len, whole->pieces->len);
	for (unsigned i = 0; i < whole->pieces->len; i++) {
		const struct piece *one = whole->pieces->pdata[i];
		const struct piece *other = outline->pieces->pdata[i];

		ck_assert_str_eq(other->id, one->id);
		ck_assert_str_eq(other->label, one->label);
		ck_assert_uint_eq(other->annexe, one->annexe);
		ck_assert_uint_eq(other->listed_annexe, one->listed_annexe);
		ck_assert_int_eq(other->requirement, one->requirement);
	}
	form_free(whole);
	form_free(outline);
}
END_TEST

HARNESS_MAIN("rulings-conf",
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, a_deadline_ends_with_the_day_said);
    tcase_add_test(tc, an_earlier_day_than_the_file_says_does_not_count);
    tcase_add_loop_test(tc, what_does_not_exist_is_not_ruled, 0,
	(int)G_N_ELEMENTS(wrong));
    tcase_add_test(tc, trust_holds_within_its_dates);
    tcase_add_test(tc, trust_wants_an_establishment_of_the_registry);
    tcase_add_test(tc, an_outline_has_the_same_pieces))
