/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "utf7.h"

#include "harness.h"

/* Encoded by hand from RFC 3501 §5.1.3 and its example. */
static const struct {
	const char *name, *wire;
} names[] = {
	{ "INBOX", "INBOX" },
	{ "Traités", "Trait&AOk-s" },
	{ "Envoyés", "Envoy&AOk-s" },
	{ "Éléments envoyés", "&AMk-l&AOk-ments envoy&AOk-s" },
	{ "A & B", "A &- B" },
	{ "~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-" },
	{ "😀", "&2D3eAA-" }, /* a surrogate pair */
	{ "", "" },
};

START_TEST(encodes)
{
	g_autofree char *wire = utf7_encode(names[_i].name);

	ck_assert_str_eq(wire, names[_i].wire);
}
END_TEST

START_TEST(decodes)
{
	g_autofree char *name = utf7_decode(names[_i].wire);

	ck_assert_pstr_eq(name, names[_i].name);
}
END_TEST

static const char *const broken[] = {
	"&", "&AOk", "&A-", "Trait\xc3\xa9s", "a\tb",
};

START_TEST(refuses_what_is_not_utf7)
{
	ck_assert_ptr_null(utf7_decode(broken[_i]));
}
END_TEST

HARNESS_MAIN("utf7",
    tcase_add_loop_test(tc, encodes, 0, G_N_ELEMENTS(names));
    tcase_add_loop_test(tc, decodes, 0, G_N_ELEMENTS(names));
    tcase_add_loop_test(tc, refuses_what_is_not_utf7, 0,
	G_N_ELEMENTS(broken)))
