/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry.h"

#include "configured.h"

#define HEADER                                                         \
	"code;name;aliases;kind;department;subdivision;domains;"      \
	"dam_addresses\n"
#define CH_A "CH-A;CH d’A;;peripheral;14;caen;ch-a.test;dam@ch-a.test\n"

/* Each with its one error, NULL for none, and how many warnings. */
static const struct {
	const char *text, *error;
	unsigned warnings;
} files[] = {
	{ HEADER, NULL, 0 },
	{ HEADER CH_A, NULL, 0 },
	{ "\xef\xbb\xbf" HEADER CH_A, NULL, 0 },
	{ HEADER CH_A "\n;;;;;;;\n  ;;;;;;; \n", NULL, 0 },
	{ HEADER "CH-A;\"CH; d’A\";a|b;peripheral;14;caen;;d@a.test\n",
	    NULL, 0 },
	{ HEADER "CH-A;CH d’A;;peripheral;14;caen;ch-a.test;\n", NULL, 1 },
	{ HEADER "CHU-A;CHU;;chu;14;caen;chu-a.test;\n", NULL, 0 },
	{ HEADER CH_A "CH-B;B;;peripheral;14;caen;;DAM@ch-a.test\n", NULL,
	    1 },
	{ "", ":1: the header must be code;name", 0 },
	{ CH_A, ":1: the header must be", 0 },
	{ "\ncode;name\n" CH_A, ":2: the header must be", 0 },
	{ HEADER "\nCH-A;CH d’A\n", ":3: 2 cells instead of 8", 0 },
	{ HEADER CH_A "CH-B;B;;peripheral;14;caen;;b@b.test;\n",
	    ":3: 9 cells instead of 8", 0 },
	{ HEADER CH_A "CH-B;\"B;;peripheral;14;caen;;b@b.test\n",
	    ":3: a quote that is never closed", 0 },
	{ HEADER ";CH;;other;14;caen;;\n", ":2: code: empty", 0 },
	{ HEADER "CH-A;;;other;14;caen;;\n", ":2: name: empty", 0 },
	{ HEADER CH_A "CH-A;Other;;other;14;caen;;\n",
	    ":3: code: stands here twice: “CH-A”", 0 },
	{ HEADER "CH-A;A;;hospital;14;caen;;\n", ":2: kind: peripheral", 0 },
	{ HEADER "CH-A;A;;;14;caen;;\n", ":2: kind: peripheral", 0 },
	{ HEADER "CH-A;A;;other;14;caen;ch-a;\n", ":2: domains: not a", 0 },
	{ HEADER "CH-A;A;;other;14;caen;@ch-a.test;\n", ":2: domains", 0 },
	{ HEADER "CH-A;A;;other;14;caen;a.test,b.test;\n", ":2: domains",
	    0 },
	{ HEADER "CH-A;A;;other;14;caen;;dam\n", ":2: dam_addresses: not an",
	    0 },
	{ HEADER "CH-A;A;;other;14;caen;;@a.test\n", ":2: dam_addresses",
	    0 },
	{ HEADER "CH-A;A;;other;14;caen;;a@b@c.test\n", ":2: dam_addresses",
	    0 },
	{ HEADER "CH-A;A;;other;14;caen;;d*m@a.test\n", ":2: dam_addresses",
	    0 },
	{ HEADER "CH-A;A;;other;14;caen;;*@dam.a.test\n", NULL, 0 },
	{ HEADER "CH-A;A;;other;14;caen;;*@*.test\n", ":2: dam_addresses",
	    0 },
	{ HEADER "CH-A;A;;other;14;caen;;a@a.test|b@a.test|A@a.test\n",
	    ":2: dam_addresses: stands here twice: “a@a.test”", 0 },
	{ HEADER "CH-A;\xe9;;other;14;caen;;\n", ":2: not UTF-8", 0 },
};

static struct registry *
read_text(const char *text, struct problems *problems)
{
	char *folder = configured_folder();
	g_autofree char *path = configured_write(folder, "e.csv", text, -1);
	struct registry *registry = registry_read(path, problems);

	configured_remove(folder);
	ck_assert_ptr_nonnull(registry);
	return registry;
}

START_TEST(names_what_is_wrong)
{
	struct problems *problems = problems_new();

	registry_free(read_text(files[_i].text, problems));
	configured_expect(problems, files[_i].error);
	ck_assert_uint_eq(problems_warnings(problems), files[_i].warnings);
	problems_free(problems);
}
END_TEST

/* A registry of the largest size, and of a byte more. */
START_TEST(size_is_limited)
{
	for (size_t more = 0; more < 2; more++) {
		size_t size = ((size_t)16 << 20) + more;
		g_autofree char *rest = g_strnfill(size - strlen(HEADER), '\n');
		g_autofree char *text = g_strconcat(HEADER, rest, NULL);
		struct problems *problems = problems_new();

		registry_free(read_text(text, problems));
		configured_expect(problems, more > 0 ? "larger" : NULL);
		problems_free(problems);
	}
}
END_TEST

/* One territory: an office that serves two, a hospital of a parent
 * domain, an address by wildcard. */
#define TERRITORY                                                           \
	HEADER CH_A                                                         \
	"CH-B;CH de B;B | Hôpital B;peripheral;61;caen;CH-B.test;"         \
	"Dam@CH-B.test|office@ght.test\n"                                   \
	"CH-C;CH de C;;peripheral;76;rouen;ch-c.test|ght.test;"            \
	"*@dam.ch-c.test|office@ght.test\n"                                 \
	"CHU-X;CHU;;chu;14;caen;chu-x.test;\n"

static const struct {
	const char *address;
	bool dam;
	const char *codes;
} lookups[] = {
	{ "dam@ch-a.test", true, "CH-A " },
	{ "DAM@CH-A.TEST", true, "CH-A " },
	{ "dam@ch-b.test", true, "CH-B " },
	{ "office@ght.test", true, "CH-B CH-C " },
	{ "anyone@dam.ch-c.test", true, "CH-C " },
	{ "anyone@sub.dam.ch-c.test", true, "" },
	{ "anyone@ch-c.test", true, "" },
	{ "*@ch-c.test", true, "" },
	{ "dam@ch-a.test.evil.test", true, "" },
	{ "", true, "" },
	{ "dam", true, "" },
	{ "doctor@ch-a.test", false, "CH-A " },
	{ "doctor@CH-B.test", false, "CH-B " },
	{ "doctor@service.ch-b.test", false, "CH-B " },
	{ "doctor@otherch-b.test", false, "" },
	{ "doctor@ch-b.test.evil.test", false, "" },
	{ "doctor@ght.test", false, "CH-C " },
	{ "ch-a.test", false, "" },
	{ "professor@chu-x.test", false, "CHU-X " },
	{ "\"a@ch-a.test\"@evil.test", false, "" },
};

START_TEST(finds_by_address)
{
	struct problems *problems = problems_new();
	struct registry *registry = read_text(TERRITORY, problems);
	g_autoptr(GPtrArray) found = lookups[_i].dam ?
	    registry_by_dam_address(registry, lookups[_i].address) :
	    registry_by_domain(registry, lookups[_i].address);
	g_autoptr(GString) codes = g_string_new(NULL);

	configured_expect(problems, NULL);
	for (unsigned i = 0; i < found->len; i++)
		g_string_append_printf(codes, "%s ",
		    ((struct establishment *)found->pdata[i])->code);
	ck_assert_str_eq(codes->str, lookups[_i].codes);
	registry_free(registry);
	problems_free(problems);
}
END_TEST

START_TEST(keeps_what_is_written)
{
	struct problems *problems = problems_new();
	struct registry *registry = read_text(TERRITORY, problems);
	const struct establishment *e = registry_find(registry, "CH-B");
	g_autofree char *aliases = g_strjoinv(",", e->aliases);
	g_autofree char *domains = g_strjoinv(",", e->domains);

	ck_assert_uint_eq(registry->establishments->len, 4);
	ck_assert_uint_eq(e->line, 3);
	ck_assert_str_eq(e->name, "CH de B");
	ck_assert_str_eq(aliases, "B,Hôpital B");
	ck_assert_str_eq(domains, "ch-b.test");
	ck_assert_int_eq(e->kind, KIND_PERIPHERAL);
	ck_assert_str_eq(e->department, "61");
	ck_assert_str_eq(e->subdivision, "caen");
	ck_assert_int_eq(registry_find(registry, "CHU-X")->kind, KIND_CHU);
	ck_assert_ptr_null(registry_find(registry, "ch-b"));
	/* The shared office is worth a word, and nothing else is. */
	ck_assert_uint_eq(problems_warnings(problems), 1);
	ck_assert_uint_eq(configured_count(problems, false,
	    ":4: dam_addresses: “office@ght.test” is also an address of "
	    "CH-B"), 1);
	registry_free(registry);
	registry_free(NULL);
	problems_free(problems);
}
END_TEST

HARNESS_MAIN("registry",
    tcase_add_loop_test(tc, names_what_is_wrong, 0, G_N_ELEMENTS(files));
    tcase_add_test(tc, size_is_limited);
    tcase_add_loop_test(tc, finds_by_address, 0, G_N_ELEMENTS(lookups));
    tcase_add_test(tc, keeps_what_is_written))
