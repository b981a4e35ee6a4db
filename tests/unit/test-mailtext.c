/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mailtext.h"

#include <string.h>

#include <glib.h>

#include "harness.h"

static const struct {
	const char *bytes, *charset, *text;
} decodings[] = {
	{ "", NULL, "" },
	{ "abc", "us-ascii", "abc" },
	{ "caf\xc3\xa9", "utf-8", "café" },
	{ "caf\xe9", "iso-8859-1", "café" },
	{ "5 \x80 l\x92" "avis", "iso-8859-1", "5 € l’avis" },
	{ "caf\xe9", NULL, "café" },
	{ "caf\xc3\xa9", NULL, "café" },
	{ "caf\xe9", "utf-8", "café" },
	{ "caf\xc3\xa9 \xe9", "utf-8", "café \xef\xbf\xbd" },
	{ "caf\xe9", "us-ascii", "café" },
	{ "caf\xe9", "x-never-heard-of", "café" },
	{ "\xa4", "iso-8859-15", "€" },
	{ "caf\x82", "\"CP850\"", "café" },
	{ "+AOk-", "utf-7", "é" },
	{ "\xef\xbb\xbf" "a", "utf-8", "a" },
	{ "\xe9", "Windows-1252; format=flowed", "é" },
	{ "\x1b$B$\"\x1b(B", "iso-2022-jp", "あ" },
	{ "a\x81" "b", "windows-1252", "a\xef\xbf\xbd" "b" },
};

START_TEST(decodes_as_declared_or_as_it_is)
{
	g_autofree char *text = mailtext_decode(decodings[_i].bytes,
	    strlen(decodings[_i].bytes), decodings[_i].charset);

	ck_assert_str_eq(text, decodings[_i].text);
}
END_TEST

START_TEST(drops_nul_and_reads_byte_order_marks)
{
	g_autofree char *plain = mailtext_decode("a\0b", 3, "utf-8");
	g_autofree char *wide = mailtext_decode("\xff\xfe\xe9\0", 4, NULL);
	g_autofree char *odd = mailtext_decode("\xff\xfe\xe9\0z", 5, NULL);

	ck_assert_str_eq(plain, "ab");
	ck_assert_str_eq(wide, "é");
	ck_assert_str_eq(odd, "é\xef\xbf\xbd");
}
END_TEST

static const struct {
	const char *was, *is;
} repairs[] = {
	{ "", "" },
	{ "Pièce n° 5 – œuvre", "Pièce n° 5 – œuvre" },
	{ "PiÃ¨ce", "Pièce" },
	{ "PiÃƒÂ¨ce", "Pièce" },
	{ "lâ€™avis", "l’avis" },
	{ "l\xc2\x92" "avis", "l’avis" },
	{ "Ã", "Ã" },
	{ "Müller © 2025", "Müller © 2025" },
	{ "漢字 Ã©", "漢字 Ã©" },
};

START_TEST(repairs_wrong_readings_only)
{
	g_autofree char *text = mailtext_repair(repairs[_i].was);

	ck_assert_str_eq(text, repairs[_i].is);
}
END_TEST

static const struct {
	const char *bytes, *name;
} names[] = {
	{ "Annexe 5.pdf", "Annexe 5.pdf" },
	{ "Annexe n\xc2\xb0 5 sign\xc3\xa9" "e.pdf", "Annexe n° 5 signée.pdf" },
	{ "sign\x82" "e.pdf", "signée.pdf" },           /* CP850 */
	{ "Pi\x8a" "ce n\xf8 5.pdf", "Pièce n° 5.pdf" },
	{ "DIPL\xe2ME.pdf", "DIPLÔME.pdf" },
	{ "sign\xe9" "e.pdf", "signée.pdf" },           /* windows-1252 */
	{ "No\xebl.pdf", "Noël.pdf" },
	{ "l\x92" "avis.pdf", "l’avis.pdf" },
	{ "f\xeate.pdf", "fête.pdf" },
	{ "sign‚e.pdf", "signée.pdf" }, /* CP850 that a webmail misread */
	{ "PiŠce.pdf", "Pièce.pdf" },
	{ "PiÃ¨ce.pdf", "Pièce.pdf" },
	{ "Šimon Tišler.pdf", "Šimon Tišler.pdf" },
	{ "Annexe 9 … Dupont.pdf", "Annexe 9 … Dupont.pdf" },
	{ "“Annexe 9” – avis.pdf", "“Annexe 9” – avis.pdf" },
	{ "Nguyễn Thị Hà.pdf", "Nguyễn Thị Hà.pdf" },
};

START_TEST(reads_names_as_french)
{
	g_autofree char *name = mailtext_name(names[_i].bytes);

	ck_assert_str_eq(name, names[_i].name);
}
END_TEST

HARNESS_MAIN("mailtext",
    tcase_add_loop_test(tc, decodes_as_declared_or_as_it_is, 0,
	G_N_ELEMENTS(decodings));
    tcase_add_test(tc, drops_nul_and_reads_byte_order_marks);
    tcase_add_loop_test(tc, repairs_wrong_readings_only, 0,
	G_N_ELEMENTS(repairs));
    tcase_add_loop_test(tc, reads_names_as_french, 0, G_N_ELEMENTS(names)))
