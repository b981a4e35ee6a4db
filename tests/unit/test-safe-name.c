/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "safe-name.h"

#include <string.h>

#include <glib.h>

#include "harness.h"

static const struct {
	const char *name, *safe;
} names[] = {
	{ "DUPONT Jeanne – CH de Lisieux", "DUPONT Jeanne – CH de Lisieux" },
	{ "09 Avis de l’établissement", "09 Avis de l’établissement" },
	/* a Mac's accents are composed */
	{ "Me\xcc\x81lissande", "Mélissande" },
	{ "a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j" },
	{ "../../etc/passwd", "_..-..-etc-passwd" },
	{ "..", "_" },
	{ "", "_" },
	{ " \t ", "_" },
	{ "avis. . .", "avis" },
	{ "  two   spaces ", "two spaces" },
	{ "line\nbreak\r\x01", "line break" },
	/* a mark that would show "annexe-fdp.exe" */
	{ "annexe\u202Efdp", "annexefdp" },
	{ "CON", "_CON" },
	{ "nul.pdf", "_nul.pdf" },
	{ "LPT1", "_LPT1" },
	{ "CONSEIL", "CONSEIL" },
	{ "COM10", "COM10" },
	{ ".hidden", "_.hidden" },
	{ "bad \xff byte", "bad \uFFFD byte" },
};

START_TEST(names_are_safe)
{
	g_autofree char *safe = safe_name(names[_i].name);

	ck_assert_str_eq(safe, names[_i].safe);
}
END_TEST

START_TEST(length_is_kept_at_its_limit)
{
	g_autoptr(GString) name = g_string_new(NULL);
	g_autofree char *at = NULL, *past = NULL;

	for (unsigned i = 0; i < SAFE_NAME_LENGTH_MAX; i++)
		g_string_append(name, "é");
	at = safe_name(name->str);
	ck_assert_str_eq(at, name->str);
	g_string_append(name, "é");
	past = safe_name(name->str);
	ck_assert_str_eq(past, at);
}
END_TEST

static const struct {
	const char *type, *name, *ending;
} kinds[] = {
	{ "application/pdf", "Annexe 9", "pdf" },
	{ "application/pdf", "Annexe 9.exe", "pdf" },
	{ "application/octet-stream", "lettre.DOCX", "docx" },
	{ NULL, "scan.tif", "tif" },
	{ "application/vnd.microsoft.portable-executable", "avis.scr",
	    "bin" },
	{ "text/html", "avis.html", "bin" },
	{ NULL, NULL, "bin" },
};

START_TEST(endings_are_of_documents)
{
	ck_assert_str_eq(safe_ending(kinds[_i].type, kinds[_i].name),
	    kinds[_i].ending);
}
END_TEST

HARNESS_MAIN("safe-name",
    tcase_add_loop_test(tc, names_are_safe, 0, G_N_ELEMENTS(names));
    tcase_add_test(tc, length_is_kept_at_its_limit);
    tcase_add_loop_test(tc, endings_are_of_documents, 0,
	G_N_ELEMENTS(kinds)))
