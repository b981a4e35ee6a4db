/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-json.h"

#include <string.h>

#include "error.h"
#include "harness.h"

/* The members of an empty report, in which cases put something odd. */
#define REST                                                                   \
	"\"from\":[],\"reply_to\":[],\"to\":[],\"return_path\":null,"          \
	"\"subject\":null,\"in_reply_to\":[],\"references\":[],"               \
	"\"date_at\":0,\"received_at\":0,\"content_type\":null,"               \
	"\"report_type\":null,\"headers\":[],\"body\":\"\","                   \
	"\"quoted\":\"\",\"delivery\":null,\"findings\":[],"                   \
	"\"truncated\":false"
#define WITH(more) "{\"schema\":1," more "," REST "}"
#define WITH_PARTS(parts) WITH("\"message_id\":null,\"parts\":[" parts "]")
#define PART(parent, pages)                                                    \
	"{\"parent\":" parent ",\"role\":\"document\",\"state\":\"read\","     \
	"\"reason\":\"none\",\"name\":null,\"path\":null,\"type\":null,"       \
	"\"declared_type\":null,\"content_id\":null,\"size\":1,"               \
	"\"sha256\":null,\"pages\":[" pages "]}"
#define PAGE(number, ink)                                                      \
	"{\"number\":" number ",\"source\":\"ocr\",\"reason\":\"none\","       \
	"\"confidence\":90,\"quoted\":false,\"text\":\"\",\"images\":0,"       \
	"\"ink\":[" ink "]}"

static const struct {
	const char *json;
	enum asr_error code;
	const char *says; /* part of the error; NULL: decoded */
} cases[] = {
	{ WITH_PARTS(""), 0, NULL },
	{ WITH_PARTS("") "\n", 0, NULL },
	{ WITH_PARTS(PART("-1", "")), 0, NULL },
	{ WITH_PARTS(PART("-1", "") "," PART("0", "")), 0, NULL },
	{ WITH_PARTS(PART("-1", PAGE("1", "[null,0,1,2,3,4,5]"))), 0, NULL },
	{ "", ASR_ERROR_FORMAT, "as a whole" },
	{ "[]", ASR_ERROR_FORMAT, "schema" },
	{ "null", ASR_ERROR_FORMAT, "as a whole" },
	{ WITH_PARTS("") "x", ASR_ERROR_FORMAT, "as a whole" },
	{ WITH_PARTS("") "{}", ASR_ERROR_FORMAT, "as a whole" },
	{ "{\"schema\":2}", ASR_ERROR_FORMAT, "schema" },
	{ "{\"schema\":\"1\"}", ASR_ERROR_FORMAT, "schema" },
	{ "{\"schema\":1}", ASR_ERROR_FORMAT, "message_id: missing" },
	{ WITH("\"parts\":[]"), ASR_ERROR_FORMAT, "message_id: missing" },
	{ WITH("\"message_id\":null"), ASR_ERROR_FORMAT, "parts: missing" },
	{ WITH("\"message_id\":1,\"parts\":[]"), ASR_ERROR_FORMAT,
	    "message_id: not a text" },
	{ WITH("\"message_id\":null,\"parts\":[],\"more\":1"), ASR_ERROR_FORMAT,
	    "not known" },
	{ WITH("\"message_id\":null,\"parts\":[],\"body\":\"\""),
	    ASR_ERROR_FORMAT, "duplicate" },
	{ WITH("\"message_id\":\"\\u0000\",\"parts\":[]"), ASR_ERROR_FORMAT,
	    "as a whole" },
	{ WITH("\"message_id\":\"\xe9\",\"parts\":[]"), ASR_ERROR_FORMAT,
	    "as a whole" },
	{ WITH("\"message_id\":null,\"parts\":{}"), ASR_ERROR_FORMAT,
	    "parts: not an array" },
	{ WITH_PARTS("1"), ASR_ERROR_FORMAT, "parts[0]: neither" },
	{ WITH_PARTS("{}"), ASR_ERROR_FORMAT, "parts[0].parent: missing" },
	{ WITH_PARTS(PART("0", "")), ASR_ERROR_FORMAT, "parts[0].parent" },
	{ WITH_PARTS(PART("1", "") "," PART("-1", "")), ASR_ERROR_FORMAT,
	    "parts[0].parent" },
	{ WITH_PARTS(PART("-2", "")), ASR_ERROR_LIMIT, "parts[0].parent" },
	{ WITH_PARTS(PART("1.0", "")), ASR_ERROR_FORMAT, "parts[0].parent" },
	{ WITH_PARTS(PART("99999999999999999999", "")), ASR_ERROR_FORMAT,
	    "too big" },
	{ WITH_PARTS(PART("-1", PAGE("0", ""))), ASR_ERROR_LIMIT,
	    "parts[0].pages[0].number" },
	{ WITH_PARTS(PART("-1", PAGE("2001", ""))), ASR_ERROR_LIMIT, "number" },
	{ WITH_PARTS(PART("-1", PAGE("1", "[null,0,1,2,3,4]"))),
	    ASR_ERROR_FORMAT, "ink[0].area: missing" },
	{ WITH_PARTS(PART("-1", PAGE("1", "[null,0,1,2,3,4,5,6]"))),
	    ASR_ERROR_FORMAT, "ink[0]: a member" },
	{ WITH_PARTS(PART("-1", PAGE("1", "[null,101,1,2,3,4,5]"))),
	    ASR_ERROR_LIMIT, "ink[0].confidence" },
	{ WITH_PARTS(PART("-1", PAGE("1", "[null,0,65536,2,3,4,5]"))),
	    ASR_ERROR_LIMIT, "ink[0].x" },
	{ WITH_PARTS(PART("-1", PAGE("1", "[null,0,-1,2,3,4,5]"))),
	    ASR_ERROR_LIMIT, "ink[0].x" },
};

START_TEST(decodes_what_is_exact_and_nothing_else)
{
	g_autoptr(GError) error = NULL;
	OWNED(report)
	report = report_decode(cases[_i].json, strlen(cases[_i].json), &error);

	ck_assert_int_eq(report != NULL, cases[_i].says == NULL);
	if (report != NULL)
		return;
	ck_assert_msg(strstr(error->message, cases[_i].says) != NULL, "%s",
	    error->message);
	ck_assert_int_eq((int)error->code, (int)cases[_i].code);
}
END_TEST

/* A word, a hash and a flag of a part that is otherwise right. */
static const struct {
	const char *was, *is, *says;
} changes[] = {
	{ "\"document\"", "\"Document\"", "parts[0].role: not a word" },
	{ "\"document\"", "0", "parts[0].role: not a word" },
	{ "\"none\"", "\"no\"", "parts[0].reason: not a word" },
	{ "\"sha256\":null", "\"sha256\":\"00\"", "parts[0].sha256" },
	{ "\"sha256\":null",
	    "\"sha256\":\"000000000000000000000000000000000000000000000000000"
	    "000000000000G\"",
	    "parts[0].sha256" },
	{ "\"size\":1", "\"size\":-1", "parts[0].size: out of range" },
	{ "\"size\":1", "\"size\":null", "parts[0].size: not an integer" },
	{ "\"quoted\":false", "\"quoted\":0", "quoted: neither true" },
};

START_TEST(refuses_a_changed_member)
{
	g_auto(GStrv) halves = g_strsplit(
	    WITH_PARTS(PART("-1", PAGE("1", ""))), changes[_i].was, 2);
	g_autofree char *json =
	    g_strconcat(halves[0], changes[_i].is, halves[1], NULL);
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_nonnull(halves[1]);
	ck_assert_ptr_null(report_decode(json, strlen(json), &error));
	ck_assert_msg(strstr(error->message, changes[_i].says) != NULL, "%s",
	    error->message);
}
END_TEST

/* The empty report with one part, in which was has become is. */
static bool
takes(const char *was, const char *is)
{
	g_auto(GStrv) halves = g_strsplit(
	    WITH_PARTS(PART("-1", PAGE("1", "[null,0,1,2,3,4,5]"))), was, 2);
	g_autofree char *json = g_strconcat(halves[0], is, halves[1], NULL);
	g_autoptr(GError) error = NULL;
	OWNED(report) report = NULL;

	ck_assert_ptr_nonnull(halves[1]);
	report = report_decode(json, strlen(json), &error);
	if (report == NULL)
		ck_assert_int_eq((int)error->code, ASR_ERROR_LIMIT);
	return report != NULL;
}

/* Texts: where each stands, and its longest. */
static const struct {
	const char *was, *before, *after;
	size_t longest;
} texts[] = {
	{ "\"message_id\":null", "\"message_id\":", "", REPORT_ID_BYTES_MAX },
	{ "\"return_path\":null", "\"return_path\":", "",
	    REPORT_ADDRESS_BYTES_MAX },
	{ "\"subject\":null", "\"subject\":", "", REPORT_HEADER_BYTES_MAX },
	{ "\"content_type\":null", "\"content_type\":", "",
	    REPORT_TYPE_BYTES_MAX },
	{ "\"report_type\":null", "\"report_type\":", "",
	    REPORT_TYPE_BYTES_MAX },
	{ "\"body\":\"\"", "\"body\":", "", REPORT_BODY_BYTES_MAX },
	{ "\"quoted\":\"\"", "\"quoted\":", "", REPORT_BODY_BYTES_MAX },
	{ "\"name\":null", "\"name\":", "", REPORT_NAME_BYTES_MAX },
	{ "\"path\":null", "\"path\":", "", REPORT_NAME_BYTES_MAX },
	{ "\"type\":null", "\"type\":", "", REPORT_TYPE_BYTES_MAX },
	{ "\"declared_type\":null", "\"declared_type\":", "",
	    REPORT_TYPE_BYTES_MAX },
	{ "\"content_id\":null", "\"content_id\":", "", REPORT_ID_BYTES_MAX },
	{ "\"text\":\"\"", "\"text\":", "", REPORT_PAGE_BYTES_MAX },
	{ "[null,0,", "[", ",0,", REPORT_NAME_BYTES_MAX },
	{ "\"findings\":[]", "\"findings\":[", "]",
	    REPORT_FINDING_BYTES_MAX },
	{ "\"references\":[]", "\"references\":[", "]", REPORT_ID_BYTES_MAX },
	{ "\"in_reply_to\":[]", "\"in_reply_to\":[", "]",
	    REPORT_ID_BYTES_MAX },
	{ "\"headers\":[]", "\"headers\":[[\"X\",", "]]",
	    REPORT_HEADER_BYTES_MAX },
	{ "\"headers\":[]", "\"headers\":[[", ",\"\"]]",
	    REPORT_ID_BYTES_MAX },
	{ "\"from\":[]", "\"from\":[{\"name\":null,\"address\":", "}]",
	    REPORT_ADDRESS_BYTES_MAX },
	{ "\"from\":[]", "\"from\":[{\"address\":\"\",\"name\":", "}]",
	    REPORT_ID_BYTES_MAX },
};

START_TEST(texts_have_a_longest)
{
	for (size_t more = 0; more < 2; more++) {
		g_autofree char *text =
		    g_strnfill(texts[_i].longest + more, 'x');
		g_autofree char *is = g_strconcat(texts[_i].before, "\"", text,
		    "\"", texts[_i].after, NULL);

		ck_assert_msg(takes(texts[_i].was, is) == (more == 0), "%s",
		    texts[_i].was);
	}
}
END_TEST

/* Lists: where each stands, an element, and how many there may be. */
#define ADDRESS "{\"name\":null,\"address\":\"\"}"
#define MARK "[null,0,1,2,3,4,5]"

static const struct {
	const char *was, *before, *element;
	unsigned most;
} lists[] = {
	{ "\"from\":[]", "\"from\":[", ADDRESS, REPORT_ADDRESSES_MAX },
	{ "\"reply_to\":[]", "\"reply_to\":[", ADDRESS,
	    REPORT_ADDRESSES_MAX },
	{ "\"to\":[]", "\"to\":[", ADDRESS, REPORT_ADDRESSES_MAX },
	{ "\"in_reply_to\":[]", "\"in_reply_to\":[", "\"\"",
	    REPORT_IDS_MAX },
	{ "\"references\":[]", "\"references\":[", "\"\"", REPORT_IDS_MAX },
	{ "\"headers\":[]", "\"headers\":[", "[\"\",\"\"]",
	    REPORT_HEADERS_MAX },
	{ "\"findings\":[]", "\"findings\":[", "\"\"",
	    REPORT_FINDINGS_MAX },
	{ "[" MARK "]", "[", MARK, REPORT_INK_MAX },
	{ "[" PAGE("1", MARK) "]", "[", PAGE("1", ""), REPORT_PAGES_MAX },
	{ "[" PART("-1", PAGE("1", MARK)) "]", "[", PART("-1", ""),
	    REPORT_PARTS_MAX },
};

START_TEST(lists_have_a_longest)
{
	for (unsigned more = 0; more < 2; more++) {
		GString *is = g_string_new(lists[_i].before);

		for (unsigned i = 0; i < lists[_i].most + more; i++)
			g_string_append_printf(is, "%s%s", i > 0 ? "," : "",
			    lists[_i].element);
		g_string_append_c(is, ']');
		ck_assert_msg(takes(lists[_i].was, is->str) == (more == 0),
		    "%s", lists[_i].was);
		g_string_free(is, TRUE);
	}
}
END_TEST

/* Pages of all parts together. */
START_TEST(pages_of_all_parts_are_counted)
{
	for (unsigned more = 0; more < 2; more++) {
		GString *is = g_string_new("[");

		for (unsigned i = 0; i < REPORT_PAGES_MAX / 2; i++)
			g_string_append(is, PART("-1",
			    PAGE("1", "") "," PAGE("2", "")) ",");
		g_string_append(is, more == 0 ? PART("-1", "") "]" :
		    PART("-1", PAGE("1", "")) "]");
		ck_assert_int_eq(takes("[" PART("-1", PAGE("1", MARK)) "]",
		    is->str), more == 0);
		g_string_free(is, TRUE);
	}
}
END_TEST

/* The last second of the year 9999, and the first. */
START_TEST(moments_have_bounds)
{
	static const struct {
		const char *is;
		bool good;
	} moments[] = { { "0", true }, { "-1", false },
		{ "253402300799", true }, { "253402300800", false } };

	for (size_t i = 0; i < G_N_ELEMENTS(moments); i++) {
		g_autofree char *date =
		    g_strconcat("\"date_at\":", moments[i].is, NULL);
		g_autofree char *reception =
		    g_strconcat("\"received_at\":", moments[i].is, NULL);

		ck_assert_int_eq(takes("\"date_at\":0", date),
		    moments[i].good);
		ck_assert_int_eq(takes("\"received_at\":0", reception),
		    moments[i].good);
	}
}
END_TEST

static struct part *
add_part(struct report *report, int parent)
{
	struct part *part = part_new();

	part->parent = parent;
	g_ptr_array_add(report->parts, part);
	return part;
}

static struct page *
add_page(struct part *part, const char *text)
{
	struct page *page = page_new();

	page->number = part->pages->len + 1;
	page->source = PAGE_OCR;
	g_free(page->text);
	page->text = g_strdup(text);
	g_ptr_array_add(part->pages, page);
	return page;
}

static struct report *
again(const struct report *report, GError **error)
{
	g_autofree char *json = report_encode(report);

	ck_assert_ptr_null(strchr(json, '\n'));
	return report_decode(json, strlen(json), error);
}

/* A report with every member set. */
static struct report *
full_report(void)
{
	struct report *report = report_new();
	struct part *part = add_part(report, -1);
	struct page *page = add_page(part, "Vœu :\t« oui »\n[x] \"là\"\n");
	struct ink *ink = ink_new();

	report->message_id = g_strdup("<1@ch-x.test>");
	g_ptr_array_add(report->from, address_new("Zoé", "zoe@ch-x.test"));
	g_ptr_array_add(report->from, address_new(NULL, "b@ch-x.test"));
	report->return_path = g_strdup("");
	g_ptr_array_add(report->references, g_strdup("<0@ch-x.test>"));
	report->received_at = 1763370000;
	g_ptr_array_add(report->headers, header_new("Subject", "été"));
	report->delivery = delivery_report_new();
	report->delivery->status = g_strdup("5.1.1");
	part->role = PART_CONTAINER;
	part->size = UINT64_C(1) << 40;
	part->sha256 = g_strnfill(64, 'a');
	part->reason = REASON_ENCRYPTED;
	page->confidence = 87;
	page->quoted = true;
	page->images = 3;
	ink->text = g_strdup("mot");
	ink->area = UINT32_MAX;
	ink->x = UINT16_MAX;
	g_ptr_array_add(page->ink, ink);
	add_part(report, 0)->name = g_strdup("Pièce.pdf");
	return report;
}

START_TEST(keeps_every_member)
{
	OWNED(report) report = full_report();
	g_autofree char *once = report_encode(report);
	g_autoptr(GError) error = NULL;
	OWNED(report) back = report_decode(once, strlen(once), &error);
	g_autofree char *twice = NULL;

	g_assert_no_error(error);
	twice = report_encode(back);
	ck_assert_str_eq(once, twice);
	ck_assert_str_eq(((struct address *)back->from->pdata[0])->name, "Zoé");
	ck_assert_ptr_null(((struct address *)back->from->pdata[1])->name);
	ck_assert_str_eq(back->return_path, "");
	ck_assert_str_eq(report_header(back, "subject", 0), "été");
	ck_assert_int_eq((int)report_part(back, 0)->reason, REASON_ENCRYPTED);
	ck_assert_uint_eq(report_part(back, 0)->size, UINT64_C(1) << 40);
	ck_assert_int_eq(report_part(back, 1)->parent, 0);
	ck_assert_str_eq(
	    ((struct page *)report_part(back, 0)->pages->pdata[0])->text,
	    "Vœu :\t« oui »\n[x] \"là\"\n");
	ck_assert_str_eq(back->delivery->status, "5.1.1");
	ck_assert(!back->truncated);
}
END_TEST

/* Texts at their limit stay; one byte more is cut at a character. */
START_TEST(cuts_texts_at_a_character)
{
	OWNED(report) report = report_new();
	OWNED(report) back = NULL;
	char *value = g_strnfill(REPORT_HEADER_BYTES_MAX + 1, 'x');

	memcpy(value + REPORT_HEADER_BYTES_MAX - 1, "é", 2);
	g_ptr_array_add(report->headers, header_new("X", value));
	value[REPORT_HEADER_BYTES_MAX - 1] = '\0';
	g_ptr_array_add(report->headers, header_new("Y", value));
	g_free(value);
	back = again(report, NULL);
	ck_assert_uint_eq(
	    strlen(report_header(back, "X", 0)), REPORT_HEADER_BYTES_MAX - 1);
	ck_assert_uint_eq(
	    strlen(report_header(back, "Y", 0)), REPORT_HEADER_BYTES_MAX - 1);
	ck_assert(!back->truncated);
}
END_TEST

START_TEST(says_when_a_piece_may_hide)
{
	OWNED(report) report = report_new();
	OWNED(report) back = NULL;
	g_autofree char *text = g_strnfill(REPORT_PAGE_BYTES_MAX + 1, 'x');
	struct part *part = add_part(report, -1);

	add_page(part, text + 1);
	back = again(report, NULL);
	ck_assert(!back->truncated);
	add_page(part, text);
	report_free(back);
	back = again(report, NULL);
	ck_assert(back->truncated);
}
END_TEST

START_TEST(cuts_lists_at_their_limit)
{
	OWNED(report) report = report_new();
	OWNED(report) back = NULL;
	g_autoptr(GError) error = NULL;

	for (unsigned i = 0; i < REPORT_PARTS_MAX + 1; i++)
		add_part(report, -1);
	back = again(report, &error);
	g_assert_no_error(error);
	ck_assert_uint_eq(back->parts->len, REPORT_PARTS_MAX);
	ck_assert(back->truncated);
}
END_TEST

START_TEST(cleans_what_json_cannot_carry)
{
	OWNED(report) report = report_new();
	OWNED(report) back = NULL;

	report->subject = g_strdup("a\xe9"
				   "b\x01\f\r\tc");
	back = again(report, NULL);
	ck_assert_str_eq(back->subject, "a\xef\xbf\xbd"
					"b   \tc");
}
END_TEST

START_TEST(leaves_out_pages_past_the_whole)
{
	OWNED(report) report = report_new();
	OWNED(report) back = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *text = g_strnfill(REPORT_PAGE_BYTES_MAX, '"');
	struct part *part = add_part(report, -1);
	const struct page *first, *last;

	for (unsigned i = 0; i < 600; i++)
		add_page(part, text);
	back = again(report, &error);
	g_assert_no_error(error);
	first = report_part(back, 0)->pages->pdata[0];
	last = report_part(back, 0)->pages->pdata[599];
	ck_assert_int_eq((int)first->source, PAGE_OCR);
	ck_assert_int_eq((int)last->source, PAGE_NOT_READ);
	ck_assert_int_eq((int)last->reason, REASON_TOO_MANY);
	ck_assert_uint_eq(last->number, 600);
	ck_assert(back->truncated);
}
END_TEST

/* Pages of 4 000 marks, eight values each: of the 2.9 million that all pages
 * may take, 90 pages, and no 91st. */
START_TEST(leaves_out_marks_past_the_whole)
{
	OWNED(report) report = report_new();
	OWNED(report) back = NULL;
	g_autoptr(GError) error = NULL;
	struct part *part = add_part(report, -1);

	for (unsigned i = 0; i < 91; i++) {
		struct page *page = add_page(part, "");

		for (unsigned k = 0; k < REPORT_INK_MAX; k++)
			g_ptr_array_add(page->ink, ink_new());
	}
	back = again(report, &error);
	g_assert_no_error(error);
	ck_assert(back->truncated);
	for (unsigned i = 0; i < 91; i++) {
		const struct page *page = report_part(back, 0)->pages->pdata[i];

		ck_assert_int_eq(page->source,
		    i < 90 ? PAGE_OCR : PAGE_NOT_READ);
		ck_assert_uint_eq(page->ink->len,
		    i < 90 ? REPORT_INK_MAX : 0);
	}
}
END_TEST

START_TEST(refuses_too_deep)
{
	OWNED(report) report = report_new();
	OWNED(report) good = NULL;
	OWNED(report) bad = NULL;
	g_autoptr(GError) error = NULL;

	for (int i = -1; i < (int)REPORT_DEPTH_MAX; i++)
		add_part(report, i);
	good = again(report, &error);
	g_assert_no_error(error);
	add_part(report, (int)REPORT_DEPTH_MAX);
	bad = again(report, &error);
	ck_assert_ptr_null(bad);
	ck_assert_int_eq((int)error->code, ASR_ERROR_LIMIT);
}
END_TEST

START_TEST(refuses_bombs_before_building_them)
{
	g_autoptr(GError) error = NULL;
	GString *json = g_string_new("[[]");

	for (unsigned i = 0; i <= REPORT_VALUES_MAX / 2; i++)
		g_string_append(json, ",[]");
	g_string_append_c(json, ']');
	ck_assert_ptr_null(report_decode(json->str, json->len, &error));
	ck_assert_int_eq((int)error->code, ASR_ERROR_LIMIT);
	g_clear_error(&error);
	g_string_assign(json, "");
	for (unsigned i = 0; i < 100000; i++)
		g_string_append_c(json, '[');
	ck_assert_ptr_null(report_decode(json->str, json->len, &error));
	g_clear_error(&error);
	g_string_set_size(json, REPORT_BYTES_MAX + 1);
	memset(json->str, ' ', json->len);
	ck_assert_ptr_null(report_decode(json->str, json->len, &error));
	ck_assert_int_eq((int)error->code, ASR_ERROR_LIMIT);
	g_string_free(json, TRUE);
}
END_TEST

HARNESS_MAIN(
    "report-json",
    tcase_add_loop_test(
	tc, decodes_what_is_exact_and_nothing_else, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(tc, texts_have_a_longest, 0, G_N_ELEMENTS(texts));
    tcase_add_loop_test(tc, lists_have_a_longest, 0, G_N_ELEMENTS(lists));
    tcase_add_test(tc, pages_of_all_parts_are_counted);
    tcase_add_test(tc, moments_have_bounds);
    tcase_add_loop_test(tc, refuses_a_changed_member, 0, G_N_ELEMENTS(changes));
    tcase_add_test(tc, keeps_every_member);
    tcase_add_test(tc, cuts_texts_at_a_character);
    tcase_add_test(tc, says_when_a_piece_may_hide);
    tcase_add_test(tc, cuts_lists_at_their_limit);
    tcase_add_test(tc, cleans_what_json_cannot_carry);
    tcase_add_test(tc, leaves_out_pages_past_the_whole);
    tcase_add_test(tc, leaves_out_marks_past_the_whole);
    tcase_add_test(tc, refuses_too_deep);
    tcase_add_test(tc, refuses_bombs_before_building_them))
