/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sums are those of FIPS 180-4's examples. */
#include "digest.h"

#include <string.h>

#include <glib.h>

#include "harness.h"

static const struct {
	const char *text, *sum;
} sums[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb924"
	      "27ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223"
		 "b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039"
	    "a33ce45964ff2167f6ecedd419db06c1" },
};

START_TEST(whole_and_in_pieces)
{
	const char *text = sums[_i].text;
	g_autofree char *whole = digest_of(text, strlen(text));
	g_autofree char *pieces = NULL;
	OWNED(digest) digest = digest_new();

	for (const char *p = text; *p != '\0'; p++)
		digest_add(digest, p, 1);
	pieces = digest_text(digest);
	ck_assert_str_eq(whole, sums[_i].sum);
	ck_assert_str_eq(pieces, sums[_i].sum);
}
END_TEST

HARNESS_MAIN("digest",
    tcase_add_loop_test(tc, whole_and_in_pieces, 0, G_N_ELEMENTS(sums)))
