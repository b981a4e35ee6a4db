/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"
#include "zipping.h"

#define ODT "application/vnd.oasis.opendocument.text"
#define NAMESPACES                                                        \
	" xmlns:office='urn:office' xmlns:text='urn:text' xmlns:table="   \
	"'urn:table' xmlns:style='urn:style' xmlns:draw='urn:draw' "      \
	"xmlns:fo='urn:fo' xmlns:form='urn:form' xmlns:field='urn:field' " \
	"xmlns:loext='urn:loext' xmlns:svg='urn:svg' xmlns:xlink='urn:x' " \
	"xmlns:manifest='urn:manifest'"
#define CONTENT(styles, body)                                      \
	"<office:document-content" NAMESPACES "><office:automatic-styles>" \
	styles "</office:automatic-styles><office:body><office:text>\n"    \
	body "\n</office:text></office:body></office:document-content>"
#define P(text) "<text:p>" text "</text:p>"

static struct part *
read_content(const char *xml)
{
	g_autoptr(GBytes) zip =
	    zipping((const char *[]){ "content.xml", xml, NULL });
	gsize size;
	const void *data = g_bytes_get_data(zip, &size);

	return reading_of(ODT, data, size);
}

START_TEST(text_and_fields_are_read)
{
	static const struct {
		const char *body, *text;
	} cases[] = {
		{ CONTENT("", P("a<text:s text:c='3'/>b<text:tab/>c"
		    "<text:line-break/>d\ne")), "a   b\tc\nd e\n" },
		{ CONTENT("", P("<field:fieldmark text:name='' field:type="
		    "'vnd.oasis.opendocument.field.FORMCHECKBOX'><field:param "
		    "field:name='ecma.office-open-xml.field.Checkbox_Checked' "
		    "field:value='true'/></field:fieldmark> Oui "
		    "<field:fieldmark field:type='x.FORMCHECKBOX'/> Non")),
		    "[x] Oui [ ] Non\n" },
		{ CONTENT("", "<text:tracked-changes><text:changed-region>"
		    "<text:deletion>" P("ôté") "</text:deletion>"
		    "</text:changed-region></text:tracked-changes>"
		    P("reste<office:annotation>" P("note")
		    "</office:annotation>")), "reste\n" },
		{ CONTENT("", P("<loext:content-control loext:checkbox='true' "
		    "loext:checked='true'>☒</loext:content-control> oui "
		    "<loext:content-control loext:showing-place-holder='true'>"
		    "Cliquez</loext:content-control>"
		    "<text:placeholder>&lt;ici&gt;</text:placeholder>fin")),
		    "[x] oui fin\n" },
		{ CONTENT("", P("<draw:frame><draw:text-box>" P("LEFÈVRE")
		    "</draw:text-box><svg:desc>vide</svg:desc></draw:frame>"
		    "Nom : ……")), "Nom : …… LEFÈVRE\n" },
		{ CONTENT("", "<table:table><table:table-row><table:table-cell>"
		    P("CHU") "</table:table-cell><table:table-cell>" P("20")
		    "</table:table-cell></table:table-row></table:table>"
		    P("fin")), "CHU\t20\nfin\n" },
		{ CONTENT("", "<office:forms><form:form><form:checkbox "
		    "form:id='c1' form:label='Oui' form:current-state="
		    "'checked'/><form:text form:id='c2' form:current-value="
		    "'LEFÈVRE'/></form:form></office:forms>"
		    P("<draw:control draw:control='c1'/>")
		    P("Nom : <draw:control draw:control='c2'/>")),
		    "[x] Oui\nNom : LEFÈVRE\n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		OWNED(part) part = read_content(cases[i].body);

		ck_assert_int_eq(part->state, PART_READ);
		ck_assert_uint_eq(part->pages->len, 1);
		ck_assert_str_eq(reading_page(part, 0)->text, cases[i].text);
	}
}
END_TEST

START_TEST(styles_say_where_pages_begin)
{
	static const char xml[] = CONTENT(
	    "<style:style style:name='B'><style:paragraph-properties "
	    "fo:break-before='page'/></style:style>"
	    "<style:style style:name='C' style:parent-style-name='B'/>"
	    "<style:style style:name='A'><style:paragraph-properties "
	    "fo:break-after='page'/></style:style>"
	    "<style:style style:name='M' style:master-page-name='First'/>"
	    "<style:style style:name='N' style:parent-style-name='B'>"
	    "<style:paragraph-properties fo:break-before='auto'/>"
	    "</style:style>",
	    P("1") "<text:p text:style-name='B'>2</text:p>"
	    "<text:h text:style-name='C'>3</text:h>"
	    "<text:p text:style-name='A'>encore 3</text:p>" P("4")
	    "<text:p text:style-name='M'>5</text:p>"
	    "<text:p text:style-name='N'>encore 5</text:p>"
	    P("fin<text:soft-page-break/>6"));
	static const char *const pages[] = { "1\n", "2\n", "3\nencore 3\n",
		"4\n", "5\nencore 5\nfin\n", "6\n" };
	OWNED(part) part = read_content(xml);

	ck_assert_uint_eq(part->pages->len, G_N_ELEMENTS(pages));
	for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++)
		ck_assert_str_eq(reading_page(part, i)->text, pages[i]);
}
END_TEST

START_TEST(headers_come_first_and_footers_last)
{
	g_autoptr(GBytes) zip = zipping((const char *[]){ "content.xml",
	    CONTENT("", P("corps")), "styles.xml",
	    "<office:document-styles" NAMESPACES "><style:header>" P("tête")
	    "</style:header><style:footer>" P("pied") "</style:footer>"
	    "</office:document-styles>", NULL });
	gsize size;
	const void *data = g_bytes_get_data(zip, &size);
	OWNED(part) part = reading_of(ODT, data, size);

	ck_assert_str_eq(reading_page(part, 0)->text, "tête\ncorps\npied\n");
}
END_TEST

START_TEST(a_password_is_said)
{
	g_autoptr(GBytes) zip = zipping((const char *[]){ "content.xml",
	    "\x12\x34 not XML", "META-INF/manifest.xml",
	    "<manifest:manifest" NAMESPACES "><manifest:file-entry>"
	    "<manifest:encryption-data/></manifest:file-entry>"
	    "</manifest:manifest>", NULL });
	gsize size;
	const void *data = g_bytes_get_data(zip, &size);
	OWNED(part) part = reading_of(ODT, data, size);

	ck_assert_int_eq(part->state, PART_UNREADABLE);
	ck_assert_int_eq(part->reason, REASON_ENCRYPTED);
}
END_TEST

START_TEST(sheets_are_pages)
{
	static const char xml[] = "<office:document-content" NAMESPACES
	    "><office:body><office:spreadsheet><table:table table:name='Un'>"
	    "<table:table-row><table:table-cell>" P("a") "</table:table-cell>"
	    "<table:table-cell>" P("b") "</table:table-cell></table:table-row>"
	    "</table:table><table:table table:name='Deux'/>"
	    "</office:spreadsheet></office:body></office:document-content>";
	OWNED(part) part = read_content(xml);

	ck_assert_uint_eq(part->pages->len, 2);
	ck_assert_str_eq(reading_page(part, 0)->text, "Un\na\tb\n");
	ck_assert_str_eq(reading_page(part, 1)->text, "Deux\n");
}
END_TEST

/* As in odt.c. */
#define CONTROLS 5000u
#define STYLES 20000u

/* LibreOffice puts each sheet's name above it, in the place of question marks
 * that the page's header has for it; they are no page. */
START_TEST(headers_of_sheets_are_no_pages)
{
	g_autoptr(GBytes) zip = zipping((const char *[]){ "content.xml",
	    "<office:document-content" NAMESPACES "><office:body>"
	    "<office:spreadsheet><table:table table:name='Un'/>"
	    "</office:spreadsheet></office:body></office:document-content>",
	    "styles.xml", "<office:document-styles" NAMESPACES
	    "><style:header>" P("<text:sheet-name>??" "?</text:sheet-name>")
	    "</style:header></office:document-styles>", NULL });
	gsize size;
	const void *data = g_bytes_get_data(zip, &size);
	OWNED(part) part = reading_of(ODT, data, size);

	ck_assert_uint_eq(part->pages->len, 1);
	ck_assert_str_eq(reading_page(part, 0)->text, "Un\n");
}
END_TEST

START_TEST(controls_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		GString *xml = g_string_new("<office:document-content"
		    NAMESPACES "><office:body><office:text><office:forms>"
		    "<form:form>");
		struct part *part;

		for (unsigned i = 1; i < CONTROLS + more; i++)
			g_string_append_printf(xml,
			    "<form:checkbox form:id='c%u'/>", i);
		g_string_append(xml, "<form:checkbox form:id='c' form:"
		    "current-state='checked'/></form:form></office:forms>"
		    "<text:p><draw:control draw:control='c'/> Oui</text:p>"
		    "</office:text></office:body></office:document-content>");
		part = read_content(xml->str);
		ck_assert_int_eq(part->reason,
		    more > 0 ? REASON_TOO_MANY : REASON_NONE);
		ck_assert_uint_eq(part->pages->len, 1 + more);
		if (more == 0)
			ck_assert_str_eq(reading_page(part, 0)->text,
			    "[x] Oui\n");
		part_free(part);
		g_string_free(xml, TRUE);
	}
}
END_TEST

START_TEST(styles_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		GString *styles = g_string_new(NULL);
		g_autofree char *xml = NULL;
		struct part *part;

		for (unsigned i = 1; i < STYLES + more; i++)
			g_string_append_printf(styles, "<style:style "
			    "style:name='s%u' style:master-page-name='m'/>", i);
		xml = g_strdup_printf(CONTENT("%s<style:style style:name='s' "
		    "style:master-page-name='m'/>", P("un")
		    "<text:p text:style-name='s'>deux</text:p>"), styles->str);
		part = read_content(xml);
		ck_assert_int_eq(part->reason,
		    more ? REASON_TOO_MANY : REASON_NONE);
		/* A page of its own each; or both on one, and what is said. */
		ck_assert_uint_eq(part->pages->len, 2);
		ck_assert_str_eq(reading_page(part, 0)->text,
		    more ? "un\ndeux\n" : "un\n");
		part_free(part);
		g_string_free(styles, TRUE);
	}
}
END_TEST

START_TEST(damaged_headers_are_said)
{
	g_autoptr(GBytes) zip = zipping((const char *[]){
	    "content.xml", CONTENT("", P("corps")),
	    "styles.xml", "<office:document-styles", NULL });
	gsize size;
	const void *data = g_bytes_get_data(zip, &size);
	OWNED(part) part = reading_of(ODT, data, size);

	ck_assert_int_eq(part->reason, REASON_DAMAGED);
	ck_assert_uint_eq(part->pages->len, 2);
}
END_TEST

START_TEST(a_real_form_is_read)
{
	OWNED(part) part = reading_file(ODT, "fiche.odt");
	const char *text = reading_page(part, 0)->text;

	reading_assert_line(text, "ANNEXE 1");
	reading_assert_line(text, "Nom du candidat : LEFÈVRE-DUBOIS");
	reading_assert_line(text, "[x] Interne");
	reading_assert_line(text, "[ ] Docteur Junior");
}
END_TEST

HARNESS_MAIN("odt", tcase_add_test(tc, text_and_fields_are_read);
    tcase_add_test(tc, styles_say_where_pages_begin);
    tcase_add_test(tc, styles_are_counted);
    tcase_add_test(tc, headers_come_first_and_footers_last);
    tcase_add_test(tc, a_password_is_said);
    tcase_add_test(tc, sheets_are_pages);
    tcase_add_test(tc, headers_of_sheets_are_no_pages);
    tcase_add_test(tc, controls_are_counted);
    tcase_add_test(tc, damaged_headers_are_said);
    tcase_add_test(tc, a_real_form_is_read))
