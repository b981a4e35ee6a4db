/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests and answers of the control socket, and whatever is odd in them. */
#include "request.h"

#include <string.h>

#include "error.h"
#include "harness.h"

static struct request *
sample(void)
{
	struct request *request = request_new("assign");

	g_ptr_array_add(request->arguments, g_strdup("42"));
	g_ptr_array_add(request->arguments, g_strdup("Annexe 9 (signée).pdf"));
	g_ptr_array_add(request->arguments, g_strdup("avis-directeur-ch"));
	request_add_option(request, "pages", "2-4");
	request->why = g_strdup("lu « à l’œil »");
	request->dry_run = true;
	return request;
}

START_TEST(a_request_arrives_as_it_was_sent)
{
	OWNED(request) sent = sample();
	g_autofree char *line = request_encode(sent);
	OWNED(request) got = request_decode(line, strlen(line), NULL);

	ck_assert_ptr_nonnull(got);
	ck_assert_ptr_eq(strchr(line, '\n'), line + strlen(line) - 1);
	ck_assert_str_eq(got->act, "assign");
	ck_assert_uint_eq(got->arguments->len, 3);
	ck_assert_str_eq(got->arguments->pdata[1], "Annexe 9 (signée).pdf");
	ck_assert_str_eq(request_option(got, "pages"), "2-4");
	ck_assert_ptr_null(request_option(got, "state"));
	ck_assert_str_eq(got->why, "lu « à l’œil »");
	ck_assert(got->dry_run);
	ck_assert(!got->silent);
}
END_TEST

START_TEST(an_answer_arrives_as_it_was_sent)
{
	OWNED(answer) sent = answer_new(ANSWER_REFUSED, "non\nvraiment");
	g_autofree char *line = NULL;
	OWNED(answer) got = NULL;

	sent->act = 7;
	sent->mails = 2;
	line = answer_encode(sent);
	got = answer_decode(line, strlen(line), NULL);
	ck_assert_ptr_nonnull(got);
	ck_assert_int_eq(got->status, ANSWER_REFUSED);
	ck_assert_str_eq(got->text, "non\nvraiment");
	ck_assert_int_eq(got->act, 7);
	ck_assert_uint_eq(got->mails, 2);
}
END_TEST

#define REST ",\"options\":{},\"why\":null,\"dry_run\":false,\"silent\":false}"

static const char *const odd[] = {
	"",
	"\n",
	"null",
	"[]",
	"{",
	"{\"v\":1}",
	"{\"v\":2,\"act\":\"note\",\"arguments\":[]" REST,
	"{\"v\":1,\"act\":null,\"arguments\":[]" REST,
	"{\"v\":1,\"act\":\"note\",\"arguments\":{}" REST,
	"{\"v\":1,\"act\":\"note\",\"arguments\":[1]" REST,
	"{\"v\":1,\"act\":\"note\",\"arguments\":[\"a\\u001b[2J\"]" REST,
	"{\"v\":1,\"act\":\"note\",\"arguments\":[\"a\\u0000b\"]" REST,
	"{\"v\":1,\"act\":\"note\",\"arguments\":[\"\xff\"]" REST,
	"{\"v\":1,\"v\":1,\"act\":\"note\",\"arguments\":[]" REST,
	"{\"v\":1,\"act\":\"note\",\"more\":1,\"arguments\":[]" REST,
	"{\"v\":1,\"act\":\"note\",\"arguments\":[]" REST " {}",
	"{\"v\":1,\"act\":\"note\",\"arguments\":[],\"options\":{\"a\":1},"
	"\"why\":null,\"dry_run\":false,\"silent\":false}",
	"{\"v\":1,\"act\":\"note\",\"arguments\":[],\"options\":{},"
	"\"why\":3,\"dry_run\":false,\"silent\":false}",
	"{\"v\":1,\"act\":\"note\",\"arguments\":[],\"options\":{},"
	"\"why\":null,\"dry_run\":0,\"silent\":false}",
};

START_TEST(whatever_is_odd_is_refused)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(request_decode(odd[_i], strlen(odd[_i]), &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_FORMAT));
	ck_assert_ptr_null(answer_decode(odd[_i], strlen(odd[_i]), NULL));
}
END_TEST

/* A request with one argument of so many bytes. */
static bool
takes_text(size_t length)
{
	OWNED(request) request = request_new("note");
	g_autofree char *line = NULL;
	OWNED(request) got = NULL;

	g_ptr_array_add(request->arguments, g_strnfill(length, 'a'));
	line = request_encode(request);
	got = request_decode(line, strlen(line), NULL);
	return got != NULL;
}

static bool
takes_arguments(unsigned count)
{
	OWNED(request) request = request_new("split");
	g_autofree char *line = NULL;
	OWNED(request) got = NULL;

	for (unsigned i = 0; i < count; i++)
		g_ptr_array_add(request->arguments, g_strdup("a"));
	line = request_encode(request);
	got = request_decode(line, strlen(line), NULL);
	return got != NULL;
}

static bool
takes_options(unsigned count)
{
	OWNED(request) request = request_new("accept");
	g_autofree char *line = NULL;
	OWNED(request) got = NULL;

	for (unsigned i = 0; i < count; i++) {
		g_autofree char *name = g_strdup_printf("o%u", i);

		request_add_option(request, name, "a");
	}
	line = request_encode(request);
	got = request_decode(line, strlen(line), NULL);
	return got != NULL;
}

/* A line of so many bytes: a request with spaces after it. */
static bool
takes_line(size_t length)
{
	OWNED(request) request = sample();
	g_autofree char *line = request_encode(request);
	g_autofree char *filled = g_strnfill(length, ' ');
	OWNED(request) got = NULL;

	memcpy(filled, line, strlen(line));
	got = request_decode(filled, length, NULL);
	return got != NULL;
}

/* The same of an answer. */
static bool
takes_answer(size_t length)
{
	OWNED(answer) answer = answer_new(ANSWER_DONE, "fait");
	g_autofree char *line = answer_encode(answer);
	g_autofree char *filled = g_strnfill(length, ' ');
	OWNED(answer) got = NULL;

	memcpy(filled, line, strlen(line));
	got = answer_decode(filled, length, NULL);
	return got != NULL;
}

START_TEST(limits_hold_at_the_limit_and_past_it)
{
	ck_assert(takes_text(REQUEST_TEXT_BYTES_MAX));
	ck_assert(!takes_text(REQUEST_TEXT_BYTES_MAX + 1));
	ck_assert(takes_arguments(REQUEST_ARGUMENTS_MAX));
	ck_assert(!takes_arguments(REQUEST_ARGUMENTS_MAX + 1));
	ck_assert(takes_options(REQUEST_OPTIONS_MAX));
	ck_assert(!takes_options(REQUEST_OPTIONS_MAX + 1));
	ck_assert(takes_line(REQUEST_BYTES_MAX));
	ck_assert(!takes_line(REQUEST_BYTES_MAX + 1));
	ck_assert(takes_answer(ANSWER_BYTES_MAX));
	ck_assert(!takes_answer(ANSWER_BYTES_MAX + 1));
}
END_TEST

/* Every byte of a good line changed in turn: decoded or refused, and what is
 * decoded is within its bounds. */
START_TEST(a_changed_byte_harms_nothing)
{
	OWNED(request) request = sample();
	g_autofree char *line = request_encode(request);
	size_t length = strlen(line);

	for (size_t i = 0; i < length; i++) {
		for (unsigned byte = 0; byte < 256; byte += 5) {
			char old = line[i];
			OWNED(request) got = NULL;

			line[i] = (char)byte;
			got = request_decode(line, length, NULL);
			if (got != NULL)
				ck_assert_uint_le(got->arguments->len,
				    REQUEST_ARGUMENTS_MAX);
			line[i] = old;
		}
	}
}
END_TEST

HARNESS_MAIN("request",
    tcase_add_test(tc, a_request_arrives_as_it_was_sent);
    tcase_add_test(tc, an_answer_arrives_as_it_was_sent);
    tcase_add_loop_test(tc, whatever_is_odd_is_refused, 0,
	(int)G_N_ELEMENTS(odd));
    tcase_add_test(tc, limits_hold_at_the_limit_and_past_it);
    tcase_add_test(tc, a_changed_byte_harms_nothing))
