/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "places.h"

#include "bench.h"
#include "fold.h"

static const struct {
	const char *text;
	const char *codes; /* with first+count of words */
} texts[] = {
	{ "Centre Hospitalier Aristide Prunier de Valbec", "CH-VALBEC@0+6" },
	{ "au CH de Valbec", "CH-VALBEC@1+3" },
	{ "au C.H. VALBEC", "CH-VALBEC@1+3" },
	{ "l’hôpital de Valbec", "CH-VALBEC@1+3" }, /* the town */
	{ "le centre hospitalier de Valbec et le CHU de Caen",
	    "CH-VALBEC@1+4 CHU-CAEN@7+3" },
	{ "CHU de Caen Normandie", "CHU-CAEN@0+4" },
	{ "Centre hospitalier régional universitaire de Rouen",
	    "CHU-ROUEN@0+6" },
	{ "CHRU de Rouen", "CHU-ROUEN@0+3" },
	{ "C.H.I. de l’Orne-Sud", "CH-ORNE-SUD@0+7" },
	{ "EPSM du Val de Saire", "EPSM-SAIRE@0+5" },
	{ "CH d'Eu, le 3 mai", "CH-EU@0+3" },
	{ "j’ai eu vent de", "" },             /* Eu is a word */
	{ "Hôpital Monod", "" },               /* two bear the name */
	{ "le CHU", "" },                      /* which one? */
	{ "la ville de Valbec", "" },          /* a town is no hospital */
	{ "le CHV", "" },                      /* short: needs a clue */
	{ "CH de Va1bec", "CH-VALBEC@0+3" },   /* read badly */
	{ "CHU de Valbec", "" },
};

static char *
codes_in(const struct places *places, const char *text)
{
	g_auto(GStrv) words = fold_words(text);
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE,
	    sizeof(struct place_hit));
	GString *out = g_string_new(NULL);

	places_scan(places, words, g_strv_length(words), hits);
	for (unsigned i = 0; i < hits->len; i++) {
		struct place_hit *hit = &g_array_index(hits,
		    struct place_hit, i);

		g_string_append_printf(out, "%s%s@%u+%u", i > 0 ? " " : "",
		    hit->establishment->code, hit->first, hit->count);
	}
	return g_string_free(out, FALSE);
}

START_TEST(finds_places)
{
	struct problems *problems = problems_new();
	struct registry *registry = bench_registry_new(problems);
	OWNED(places) places = places_new(registry, NULL);
	g_autofree char *codes = codes_in(places, texts[_i].text);

	ck_assert_str_eq(codes, texts[_i].codes);
	registry_free(registry);
	problems_free(problems);
}
END_TEST

START_TEST(short_alias_counts_with_a_clue)
{
	struct problems *problems = problems_new();
	struct registry *registry = bench_registry_new(problems);
	g_autoptr(GPtrArray) likely = g_ptr_array_new();
	g_autofree char *codes = NULL;
	struct places *places;

	g_ptr_array_add(likely, (gpointer)registry_find(registry,
	    "CH-VALBEC"));
	places = places_new(registry, likely);
	codes = codes_in(places, "le CHV");
	ck_assert_str_eq(codes, "CH-VALBEC@1+1");
	places_free(places);
	registry_free(registry);
	problems_free(problems);
}
END_TEST

HARNESS_MAIN("places",
    tcase_add_loop_test(tc, finds_places, 0, G_N_ELEMENTS(texts));
    tcase_add_test(tc, short_alias_counts_with_a_clue))
