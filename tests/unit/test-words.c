/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include "harness.h"

START_TEST(words_are_those_of_the_interface)
{
	ck_assert_str_eq(sender_verdict_word(SENDER_DAM), "dam");
	ck_assert_str_eq(outcome_word(OUTCOME_CORRESPONDENCE),
	    "correspondence");
	ck_assert_str_eq(reply_kind_word(REPLY_NOT_DAM), "not-dam");
	ck_assert_str_eq(reply_state_word(REPLY_STATE_BOUNCED), "bounced");
	ck_assert_str_eq(piece_state_word(PIECE_BLANK), "blank");
	ck_assert_str_eq(dossier_status_word(DOSSIER_REVIEW), "review");
	ck_assert_str_eq(page_source_word(PAGE_NOT_READ), "not-read");
}
END_TEST

START_TEST(parse_is_the_inverse)
{
	enum outcome outcome = OUTCOME_REVIEW;

	for (unsigned i = 0; i < OUTCOME_COUNT; i++) {
		ck_assert(outcome_parse(outcome_word((enum outcome)i),
		    &outcome));
		ck_assert_int_eq(outcome, (int)i);
	}
	ck_assert(!outcome_parse("Filed", &outcome));
	ck_assert(!outcome_parse(NULL, &outcome));
}
END_TEST

HARNESS_MAIN("words", tcase_add_test(tc, words_are_those_of_the_interface);
    tcase_add_test(tc, parse_is_the_inverse))
