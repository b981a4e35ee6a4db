/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "boundaries.h"

#include "examined.h"
#include "harness.h"

#define NAMED "Content-Type: multipart/mixed; boundary=b\r\n\r\n"

static const struct {
	const char *raw, *evened; /* NULL: as it is */
} messages[] = {
	{ "", NULL },
	{ NAMED "--b\r\n\r\nx\r\n--b--\r\n", NULL },
	{ "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n",
	    NULL },
	/* the boundary is changed, what stands above it never */
	{ NAMED "--b\r\n\r\nx\n--b--\r\n", NAMED "--b\r\n\r\nx\n--b--\n" },
	{ NAMED "--b\r\n\r\nx\r\n--b--\n", NAMED "--b\r\n\r\nx\r\n--b--\r\n" },
	{ NAMED "--b\n\nx\n--b \r\n\r\ny\r\n--b--\r\n",
	    NAMED "--b\r\n\nx\n--b \n\r\ny\r\n--b--\r\n" },
	/* the end of the message is one of a line */
	{ NAMED "--b\r\n\r\nx\r\n--b--", NAMED "--b\r\n\r\nx\r\n--b--\r\n" },
	{ NAMED "--b\r\n\r\nx\r\n--b--\r", NAMED "--b\r\n\r\nx\r\n--b--\r\n" },
	{ NAMED "--b\r\n\r\nx\n--b--", NULL },
	/* other lines of hyphens are content */
	{ NAMED "--b\r\n\r\n-- \n-- \r\n--bc\n--c--\n--\n---\r\n--b--\r\n",
	    NULL },
	/* names as they are written */
	{ "a: x; BOUNDARY= \"b c;d\"\n\nx\n--b c;d\r\n",
	    "a: x; BOUNDARY= \"b c;d\"\n\nx\n--b c;d\n" },
	{ "a: x; boundary=b;y\n\nx\n--b\r\n", "a: x; boundary=b;y\n\nx\n--b\n" },
	{ "a: x; boundary=\r\n b\r\n\r\nx\n--b\r\n",
	    "a: x; boundary=\r\n b\r\n\r\nx\n--b\n" },
	{ "a: x; boundary=b--\n\nx\n--b--\r\n",
	    "a: x; boundary=b--\n\nx\n--b--\n" },
	{ "a: x; boundary=\"b\n\nx\n--b\r\n", NULL },
	{ "=\n\nx\n--b\r\n", NULL },
	/* that of a message within */
	{ NAMED "--b\r\nContent-Type: message/rfc822\r\n\r\n"
		"Content-Type: multipart/mixed; boundary=c\n\n"
		"--c\n\nx\n--c--\r\n--b--\r\n",
	    NAMED "--b\r\nContent-Type: message/rfc822\r\n\r\n"
		  "Content-Type: multipart/mixed; boundary=c\n\n"
		  "--c\n\nx\n--c--\n--b--\r\n" },
};

START_TEST(boundaries_end_as_the_line_above)
{
	const char *raw = messages[_i].raw;
	const char *expected = messages[_i].evened;
	g_autoptr(GBytes) bytes = g_bytes_new(raw, strlen(raw));
	g_autoptr(GBytes) evened = boundaries_evened(bytes);
	g_autofree char *text = g_strndup(
	    g_bytes_get_data(evened, NULL), g_bytes_get_size(evened));

	ck_assert_int_eq(evened == bytes, expected == NULL);
	if (expected != NULL)
		ck_assert_str_eq(text, expected);
}
END_TEST

/* What names a boundary after count others, and a line it might be. */
static GBytes *
named_after(unsigned count, const char *name)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i < count; i++)
		g_string_append_printf(out, "boundary=%u\n", i);
	g_string_append_printf(out, "boundary=%s\n\nx\n--%s\r\n", name, name);
	return g_string_free_to_bytes(out);
}

START_TEST(names_are_limited)
{
	g_autofree char *fits = g_strnfill(BOUNDARIES_NAME_BYTES_MAX, 'b');
	g_autofree char *longer = g_strconcat(fits, "b", NULL);
	const struct {
		unsigned others;
		const char *name;
		bool known;
	} cases[] = {
		{ BOUNDARIES_NAMES_MAX - 1, "b", true },
		{ BOUNDARIES_NAMES_MAX, "b", false },
		{ 0, fits, true },
		{ 0, longer, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GBytes) raw =
		    named_after(cases[i].others, cases[i].name);
		g_autoptr(GBytes) evened = boundaries_evened(raw);

		ck_assert_msg((evened != raw) == cases[i].known, "case %zu", i);
	}
}
END_TEST

/* An attachment of "abcdef", which whoever attached it encoded so. */
static const char *const attached[] = {
	"\n\nYWJj\nZGVm\n--b--\r\n",
	"\r\n\r\nYWJjZGVm\n--b--\r\n",
	"\n\nYWJjZGVm\n--b\r\n\r\nx\r\n--b--\r\n",
	"\r\n\r\nYWJjZGVm\r\n--b--\n",
	"\r\n\r\nYWJjZGVm\r\n--b--",
};
/* The same, as it is. */
static const char *const plain[] = {
	"\r\n\r\nabcdef\n--b--\r\n",
	"\r\n\r\nabcdef\r\n--b--\n",
	"\r\n\r\nabcdef\r\n--b--",
};

static void
check_bytes(const char *encoding, const char *rest)
{
	g_autofree char *message = g_strconcat(
	    NAMED "--b\r\nContent-Type: application/pdf; name=a.pdf\r\n"
		  "Content-Transfer-Encoding: ", encoding, rest, NULL);
	g_autofree char *sum =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "abcdef", 6);
	struct exam *exam = examined(message, strlen(message));

	ck_assert_str_eq(report_part(exam->report, 0)->sha256, sum);
	exam_done(exam);
}

START_TEST(attachments_lose_and_gain_no_byte)
{
	for (size_t i = 0; i < G_N_ELEMENTS(attached); i++)
		check_bytes("base64", attached[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
		check_bytes("8bit", plain[i]);
}
END_TEST

HARNESS_MAIN("boundaries",
    tcase_add_loop_test(tc, boundaries_end_as_the_line_above, 0,
	G_N_ELEMENTS(messages));
    tcase_add_test(tc, names_are_limited);
    tcase_add_test(tc, attachments_lose_and_gain_no_byte))
