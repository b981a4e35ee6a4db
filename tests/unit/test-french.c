/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and dates as agents read them. */
#include "french.h"

#include "harness.h"

static const struct {
	int64_t at;
	const char *text;
} times[] = {
	{ 0, "" },
	{ 1771000000, "13/02/2026 17:26" }, /* winter: UTC + 1 */
	{ 1774746000, "29/03/2026 03:00" }, /* the hour that is left out */
	{ 1774745999, "29/03/2026 01:59" },
	{ 1783000000, "02/07/2026 15:46" }, /* summer: UTC + 2 */
};

START_TEST(a_time_is_that_of_its_zone)
{
	g_autoptr(GTimeZone) paris = g_time_zone_new_identifier(
	    "Europe/Paris");
	g_autofree char *text = french_time(times[_i].at, paris);

	ck_assert_str_eq(text, times[_i].text);
}
END_TEST

static const struct {
	int64_t end;
	const char *text;
} last_minutes[] = {
	{ 0, "" },
	{ 1773615600, "15/03/2026 à 23:59" }, /* midnight, winter */
	{ 1782943200, "01/07/2026 à 23:59" }, /* midnight, summer */
	{ 1773615601, "16/03/2026 à 00:00" },
};

START_TEST(an_end_is_told_by_its_last_minute)
{
	g_autoptr(GTimeZone) paris = g_time_zone_new_identifier(
	    "Europe/Paris");
	g_autofree char *text = french_last_minute(last_minutes[_i].end,
	    paris);

	ck_assert_str_eq(text, last_minutes[_i].text);
}
END_TEST

static const struct {
	const char *plain, *spaced;
} blanks[] = {
	{ "Avis : vierge ; vu ?", "Avis\u202f: vierge\u202f; vu\u202f?" },
	{ "« Annexe 9 »", "«\u202fAnnexe 9\u202f»" },
	{ "60 % oui !", "60\u202f% oui\u202f!" },
	{ "10:30 a;b «x»", "10:30 a;b «x»" },
	{ " ", " " },
	{ "", "" },
};

START_TEST(marks_stay_beside_their_word)
{
	g_autofree char *text = french_spaces(blanks[_i].plain);

	ck_assert_str_eq(text, blanks[_i].spaced);
}
END_TEST

HARNESS_MAIN("french",
    tcase_add_loop_test(tc, marks_stay_beside_their_word, 0,
	(int)G_N_ELEMENTS(blanks));
    tcase_add_loop_test(tc, a_time_is_that_of_its_zone, 0,
	(int)G_N_ELEMENTS(times));
    tcase_add_loop_test(tc, an_end_is_told_by_its_last_minute, 0,
	(int)G_N_ELEMENTS(last_minutes)))
