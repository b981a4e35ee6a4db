/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"

#define RTF(text) "{\\rtf1\\ansi\\ansicpg1252\\uc1 " text "}"

static struct part *
read_text(const char *text)
{
	return reading_of("text/rtf", text, strlen(text));
}

static void
assert_text(const char *rtf, const char *text)
{
	OWNED(part) part = read_text(rtf);

	ck_assert_int_eq(part->state, PART_READ);
	ck_assert_int_eq(part->reason, REASON_NONE);
	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_str_eq(reading_page(part, 0)->text, text);
}

START_TEST(characters_are_decoded)
{
	static const struct {
		const char *rtf, *text;
	} cases[] = {
		{ RTF("Pr\\'e9nom : H\\'e9l\\'e8ne\\par"),
		    "Prénom : Hélène\n" },
		{ RTF("\\u339\\'9cuvre \\u8217?"), "œuvre ’\n" },
		{ RTF("{\\uc2 \\u233ab}c\\u233?d"), "écéd\n" },
		{ RTF("\\u-10179?\\u-8704?"), "😀\n" },
		{ RTF("\\u-8704?"), "\xef\xbf\xbd\n" },
		{ RTF("a\\~b\\_c\\{d\\}\\\\\\-e"), "a\u00a0b-c{d}\\e\n" },
		{ RTF("\\lquote a\\rquote  \\endash  \\bullet"),
		    "‘a’ – •\n" },
		{ "{\\rtf1\\mac Pr\\'8enom}", "Prénom\n" },
		{ "{\\rtf1\\ansi\\ansicpg850 Pr\\'82nom}", "Prénom\n" },
		{ RTF("un\r\ndeux\\line trois\\tab quatre\\\ncinq"),
		    "undeux\ntrois\tquatre\ncinq\n" },
		{ RTF("{\\b gras}et{\\i0\\plain plat}"), "grasetplat\n" },
		{ RTF("a{\\pict\\bin5 }}{{\\}b"), "ab\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_text(cases[i].rtf, cases[i].text);
}
END_TEST

START_TEST(what_is_not_shown_is_no_text)
{
	assert_text(RTF("{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red1;}"
	    "{\\stylesheet{\\s0 Normal;}}{\\info{\\author X}}"
	    "{\\*\\generator Y}{\\*\\unknown Z}vu{\\v cach\\'e9}"), "vu\n");
	assert_text(RTF("Nom : {\\deleted ......}{\\revised LEF\\'c8VRE}"),
	    "Nom : LEFÈVRE\n");
	assert_text(RTF("{\\field{\\*\\fldinst HYPERLINK \"x\"}"
	    "{\\fldrslt lien}}"), "lien\n");
	assert_text(RTF("{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv 1}}"
	    "{\\shptxt LEF\\'c8VRE\\par}}{\\shprslt LEF\\'c8VRE}}Nom : ..."),
	    "Nom : ... LEFÈVRE\n");
}
END_TEST

#define BOX(data)                                                    \
	"{\\field{\\*\\fldinst{ FORMCHECKBOX }{\\*\\formfield{"      \
	"\\fftype1" data "{\\*\\ffname Case1}}}}{\\fldrslt}}"

START_TEST(form_fields_have_their_state)
{
	static const struct {
		const char *rtf, *text;
	} cases[] = {
		{ RTF(BOX("\\ffres1\\ffdefres0") " Oui"), "[x] Oui\n" },
		{ RTF(BOX("\\ffres0\\ffdefres1") " Oui"), "[ ] Oui\n" },
		{ RTF(BOX("\\ffres25\\ffdefres1") " Oui"), "[x] Oui\n" },
		{ RTF(BOX("\\ffres25\\ffdefres0") " Oui"), "[ ] Oui\n" },
		{ RTF("{\\field{\\*\\fldinst FORMCHECKBOX}{\\fldrslt}} Oui"),
		    "[?] Oui\n" },
		{ RTF("{\\field{\\*\\fldinst FORMDROPDOWN{\\*\\formfield{"
		    "\\fftype2\\ffres1\\ffdefres0{\\*\\ffl Caen}{\\*\\ffl "
		    "Rouen}}}}{\\fldrslt}} fin"), "Rouen fin\n" },
		{ RTF("{\\field{\\*\\fldinst SYMBOL 254 \\\\f \"Wingdings\" "
		    "\\\\s 11}{\\fldrslt\\f3\\'fe}} oui"), "[x] oui\n" },
		{ RTF("{\\fonttbl{\\f0 Arial;}{\\f3\\fcharset2 Wingdings;}}"
		    "{\\f3 \\'a8} non {\\f3 \\'fe} oui \\'a8"),
		    "[ ] non [x] oui ¨\n" },
		{ RTF("{\\fonttbl\\f0 Arial;\\f3 Wingdings;}{\\f3\\'a8}"),
		    "[ ]\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_text(cases[i].rtf, cases[i].text);
}
END_TEST

/* As in rtf-group.c. */
#define CHOICES 200u
#define CHOICE_BYTES 200u
#define FONTS 5000u

static void
assert_limited(const GString *rtf, bool past, const char *text)
{
	OWNED(part) part = read_text(rtf->str);

	ck_assert_int_eq(part->reason, past ? REASON_TOO_MANY : REASON_NONE);
	ck_assert_uint_eq(part->pages->len, 1 + past);
	if (!past)
		ck_assert_str_eq(reading_page(part, 0)->text, text);
}

START_TEST(choices_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		g_autoptr(GString) rtf = g_string_new(NULL);

		g_string_printf(rtf, "{\\rtf1 {\\field{\\*\\fldinst "
		    "FORMDROPDOWN{\\*\\formfield\\fftype2\\ffres%u",
		    CHOICES - 1 + more);
		for (unsigned i = 1; i < CHOICES + more; i++)
			g_string_append(rtf, "{\\*\\ffl non}");
		g_string_append(rtf, "{\\*\\ffl oui}}}{\\fldrslt}} fin}");
		assert_limited(rtf, more > 0, "oui fin\n");
	}
}
END_TEST

START_TEST(choices_are_read_to_their_limit)
{
	for (unsigned more = 0; more < 2; more++) {
		g_autofree char *choice = g_strnfill(CHOICE_BYTES + more, 'x');
		g_autofree char *expected = g_strconcat(
		    choice + more, "\n", NULL);
		g_autoptr(GString) rtf = g_string_new(NULL);

		g_string_printf(rtf, "{\\rtf1 {\\field{\\*\\fldinst "
		    "FORMDROPDOWN{\\*\\formfield\\fftype2\\ffres0"
		    "{\\*\\ffl %s}}}{\\fldrslt}}}", choice);
		assert_limited(rtf, more > 0, expected);
	}
}
END_TEST

START_TEST(fonts_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		g_autoptr(GString) rtf = g_string_new("{\\rtf1 {\\fonttbl");

		for (unsigned i = 1; i < FONTS + more; i++)
			g_string_append_printf(rtf, "{\\f%u Arial;}", i);
		g_string_append(rtf, "{\\f9999 Wingdings;}}{\\f9999\\'a8} oui}");
		assert_limited(rtf, more > 0, "[ ] oui\n");
	}
}
END_TEST

START_TEST(rows_are_lines_and_breaks_are_pages)
{
	OWNED(part) part = read_text(RTF("{\\header t\\'eate}"
	    "\\trowd\\intbl Nom\\cell LEF\\'c8VRE\\cell\\row"
	    "\\trowd\\intbl\\cell vide\\cell\\row\\pard un\\par\\page deux"
	    "\\sect\\sectd\\sbknone encore\\par\\sect quatre"));

	ck_assert_uint_eq(part->pages->len, 3);
	ck_assert_str_eq(reading_page(part, 0)->text,
	    "tête\nNom\tLEFÈVRE\n\tvide\nun\n");
	ck_assert_str_eq(reading_page(part, 1)->text, "deux\n");
	ck_assert_str_eq(reading_page(part, 2)->text, "encore\nquatre\n");
}
END_TEST

START_TEST(pictures_are_counted_once)
{
	OWNED(part) part = read_text(RTF("a{\\*\\shppict{\\pict\\picwgoal2000"
	    "\\pichgoal1000 ffd8}}{\\nonshppict{\\pict\\picwgoal2000"
	    "\\pichgoal1000 ffd8}}{\\pict\\picwgoal200\\pichgoal100 ff}"));

	ck_assert_uint_eq(reading_page(part, 0)->images, 1);
	ck_assert_str_eq(reading_page(part, 0)->text, "a\n");
}
END_TEST

START_TEST(damage_is_said)
{
	OWNED(part) cut = read_text("{\\rtf1 d\\'e9but{\\b gras");
	OWNED(part) none = read_text("no rich text at all");
	GString *deep = g_string_new("{\\rtf1 ");
	struct part *part;

	ck_assert_int_eq(cut->state, PART_READ);
	ck_assert_int_eq(cut->reason, REASON_DAMAGED);
	ck_assert_str_eq(reading_page(cut, 0)->text, "débutgras\n");
	ck_assert_int_eq(reading_page(cut, 1)->source, PAGE_NOT_READ);
	ck_assert_int_eq(none->state, PART_UNREADABLE);
	for (unsigned i = 0; i < 100000; i++)
		g_string_append_c(deep, '{');
	part = read_text(deep->str);
	ck_assert_int_eq(part->reason, REASON_DAMAGED);
	part_free(part);
	g_string_free(deep, TRUE);
	part = read_text("{\\rtf1}}}}}}a");
	ck_assert_int_eq(part->state, PART_READ);
	part_free(part);
}
END_TEST

/* As in rtf-inside.h: the text around all groups is one of them. */
#define GROUPS 500u

START_TEST(groups_nest_so_far)
{
	for (unsigned more = 0; more < 2; more++) {
		unsigned inside = GROUPS - 2 + more;
		g_autofree char *open = g_strnfill(inside, '{');
		g_autofree char *close = g_strnfill(inside, '}');
		g_autofree char *rtf =
		    g_strconcat("{\\rtf1 a", open, "b", close, "}", NULL);
		OWNED(part) part = read_text(rtf);

		ck_assert_int_eq(part->reason,
		    more > 0 ? REASON_DAMAGED : REASON_NONE);
		ck_assert_str_eq(reading_page(part, 0)->text,
		    more > 0 ? "a\n" : "ab\n");
	}
}
END_TEST

START_TEST(a_real_form_is_read)
{
	OWNED(part) part = reading_file("text/rtf", "fiche.rtf");
	const char *text = reading_page(part, 0)->text;

	reading_assert_line(text, "ANNEXE 1");
	reading_assert_line(text, "Nom du candidat : LEFÈVRE-DUBOIS");
	/* Its writer left out the boxes' state. */
	reading_assert_line(text, "[?] Interne");
}
END_TEST

HARNESS_MAIN("rtf", tcase_add_test(tc, characters_are_decoded);
    tcase_add_test(tc, what_is_not_shown_is_no_text);
    tcase_add_test(tc, form_fields_have_their_state);
    tcase_add_test(tc, choices_are_counted);
    tcase_add_test(tc, choices_are_read_to_their_limit);
    tcase_add_test(tc, fonts_are_counted);
    tcase_add_test(tc, rows_are_lines_and_breaks_are_pages);
    tcase_add_test(tc, pictures_are_counted_once);
    tcase_add_test(tc, damage_is_said);
    tcase_add_test(tc, groups_nest_so_far);
    tcase_add_test(tc, a_real_form_is_read))
