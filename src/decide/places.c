/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Establishments named in a text: see places.h. */
#include "places.h"

#include <string.h>

#include "fold.h"
#include "lexicon.h"

/* The word that stands for every kind of peripheral hospital. */
#define HOSPITAL "ch"

/* Writings of a kind of hospital, longest first, and its one word. */
static const struct {
	const char *words;
	const char *canonical;
} kinds[] = {
	{ "centre hospitalier regional et universitaire", "chu" },
	{ "centre hospitalier et universitaire", "chu" },
	{ "centre hospitalier regional universitaire", "chu" },
	{ "centre hospitalier universitaire", "chu" },
	{ "c h r u", "chu" },
	{ "c h u", "chu" },
	{ "chru", "chu" },
	{ "chu hopitaux", "chu" },
	{ "etablissement public sante mentale", "epsm" },
	{ "etablissement public de sante mentale", "epsm" },
	{ "centre hospitalier intercommunal", HOSPITAL },
	{ "centre hospitalier specialise", HOSPITAL },
	{ "centre hospitalier public", HOSPITAL },
	{ "centre hospitalier general", HOSPITAL },
	{ "centre hospitalier", HOSPITAL },
	{ "groupe hospitalier", HOSPITAL },
	{ "c h i", HOSPITAL },
	{ "c h", HOSPITAL },
	{ "ch public", HOSPITAL },
	{ "chic", HOSPITAL },
	{ "chi", HOSPITAL },
	{ "chg", HOSPITAL },
	{ "chp", HOSPITAL },
	{ "chs", HOSPITAL },
	{ "gh", HOSPITAL },
	{ "hopitaux", HOSPITAL },
	{ "hopital", HOSPITAL },
	{ "st", "saint" },
	{ "ste", "sainte" },
};

/* Words that come and go between the parts of a name. */
static const char *const small_words[] = { "de", "du", "des", "d", "la",
	"le", "les", "l", "et", "en", "a" };

/* A name that is in the lexicon, by its term. */
struct name {
	const struct establishment *establishment; /* NULL: two bear it */
	bool counts; /* not a short alias without another clue */
};

struct places {
	struct lexicon *lexicon;
	GArray *names;       /* struct name, by term */
	GHashTable *by_name; /* char * to term */
};

/* Words in canonical form, each with the place it has in the original. */
struct canonical {
	GPtrArray *words; /* char *, borrowed or static */
	GArray *first;    /* unsigned: first original word */
	GArray *end;      /* unsigned: one past the last */
};

static bool
is_small(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(small_words); i++) {
		if (strcmp(word, small_words[i]) == 0)
			return true;
	}
	return false;
}

/* How many of words spell out phrase; 0 when they do not. */
static unsigned
spells(char *const *words, unsigned count, const char *phrase)
{
	unsigned matched = 0;

	if (words[0][0] != phrase[0]) /* of nearly all */
		return 0;
	while (*phrase != '\0') {
		size_t length = strcspn(phrase, " ");

		if (matched == count ||
		    strlen(words[matched]) != length ||
		    strncmp(words[matched], phrase, length) != 0)
			return 0;
		matched++;
		phrase += length + (phrase[length] == ' ');
	}
	return matched;
}

static void
canonical_add(struct canonical *out, const char *word, unsigned first,
    unsigned end)
{
	g_ptr_array_add(out->words, (gpointer)word);
	g_array_append_val(out->first, first);
	g_array_append_val(out->end, end);
}

static struct canonical
canonical_of(char *const *words, unsigned count)
{
	struct canonical out = { g_ptr_array_new(),
		g_array_new(FALSE, FALSE, sizeof(unsigned)),
		g_array_new(FALSE, FALSE, sizeof(unsigned)) };

	for (unsigned i = 0; i < count;) {
		unsigned used = 0;
		size_t kind = 0;

		for (; used == 0 && kind < G_N_ELEMENTS(kinds); kind++)
			used = spells(words + i, count - i,
			    kinds[kind].words);
		if (used > 0)
			canonical_add(&out, kinds[kind - 1].canonical, i,
			    i + used);
		else if (!is_small(words[i]))
			canonical_add(&out, words[i], i, i + 1);
		i += MAX(used, 1);
	}
	return out;
}

static void
canonical_clear(struct canonical *canonical)
{
	g_ptr_array_unref(canonical->words);
	g_array_unref(canonical->first);
	g_array_unref(canonical->end);
}

/* The canonical words of a name; free with canonical_clear and strfreev. */
static char *
canonical_name(const char *name)
{
	g_auto(GStrv) words = fold_words(name);
	struct canonical canonical = canonical_of(words,
	    g_strv_length(words));
	char *joined;

	g_ptr_array_add(canonical.words, NULL);
	joined = g_strjoinv(" ", (char **)canonical.words->pdata);
	canonical_clear(&canonical);
	return joined;
}

static bool
is_likely(const GPtrArray *likely, const struct establishment *one)
{
	for (unsigned i = 0; likely != NULL && i < likely->len; i++) {
		if (likely->pdata[i] == one)
			return true;
	}
	return false;
}

/* Adds a name; one that another establishment bears counts for none. */
static void
add_name(struct places *places, const struct establishment *establishment,
    const char *canonical, bool counts)
{
	struct name name = { establishment, counts };
	gpointer found;

	if (*canonical == '\0' || strcmp(canonical, HOSPITAL) == 0 ||
	    strcmp(canonical, "chu") == 0)
		return;
	if (g_hash_table_lookup_extended(places->by_name, canonical, NULL,
	    &found)) {
		struct name *old = &g_array_index(places->names, struct name,
		    GPOINTER_TO_UINT(found));

		if (old->establishment != establishment)
			old->establishment = NULL;
		else
			old->counts |= counts;
		return;
	}
	g_hash_table_insert(places->by_name, g_strdup(canonical),
	    GUINT_TO_POINTER(places->names->len));
	lexicon_add(places->lexicon, canonical, places->names->len);
	g_array_append_val(places->names, name);
}

static void
add_alias(struct places *places, const struct establishment *establishment,
    const char *alias, const GPtrArray *likely)
{
	g_autofree char *canonical = canonical_name(alias);
	bool counts = strlen(canonical) > PLACE_SHORT_LETTERS ||
	    is_likely(likely, establishment);

	add_name(places, establishment, canonical, counts);
}

/* The last word of a name, when the name has several: mostly the town. */
static const char *
town_of(const char *canonical)
{
	const char *last = strrchr(canonical, ' ');

	return last == NULL ? NULL : last + 1;
}

/*
 * People drop what stands between: «CH de Lisieux» for «Centre hospitalier
 * Robert Bisson de Lisieux».  Added last, so that what the registry says
 * itself comes first and a town with two hospitals names neither.
 */
static void
add_towns(struct places *places, const struct registry *registry)
{
	g_autoptr(GHashTable) own = g_hash_table_new_full(g_str_hash,
	    g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, places->by_name);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_hash_table_add(own, g_strdup(key));
	for (unsigned i = 0; i < registry->establishments->len; i++) {
		const struct establishment *one =
		    registry->establishments->pdata[i];
		g_autofree char *canonical = canonical_name(one->name);
		const char *town = town_of(canonical);
		g_autofree char *name = NULL;

		if (one->kind != KIND_PERIPHERAL || town == NULL ||
		    !g_str_has_prefix(canonical, HOSPITAL " "))
			continue;
		name = g_strconcat(HOSPITAL " ", town, NULL);
		if (!g_hash_table_contains(own, name))
			add_name(places, one, name, true);
	}
}

struct places *
places_new(const struct registry *registry, const GPtrArray *likely)
{
	struct places *places = g_new0(struct places, 1);

	places->lexicon = lexicon_new();
	places->names = g_array_new(FALSE, FALSE, sizeof(struct name));
	places->by_name = g_hash_table_new_full(g_str_hash, g_str_equal,
	    g_free, NULL);
	for (unsigned i = 0; i < registry->establishments->len; i++) {
		const struct establishment *one =
		    registry->establishments->pdata[i];

		add_alias(places, one, one->name, likely);
		for (char **alias = one->aliases; *alias != NULL; alias++)
			add_alias(places, one, *alias, likely);
	}
	add_towns(places, registry);
	return places;
}

void
places_free(struct places *places)
{
	if (places == NULL)
		return;
	lexicon_free(places->lexicon);
	g_array_unref(places->names);
	g_hash_table_unref(places->by_name);
	g_free(places);
}

bool
places_is_town(const struct places *places, const char *name)
{
	g_autofree char *canonical = canonical_name(name);
	g_autofree char *hospital = g_strconcat(HOSPITAL " ", canonical,
	    NULL);

	return g_hash_table_contains(places->by_name, hospital);
}

void
places_scan(const struct places *places, char *const *words,
    unsigned count, GArray *hits_r)
{
	struct canonical canonical = canonical_of(words, count);
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE,
	    sizeof(struct hit));
	const struct hit *best = NULL;
	unsigned end = 0;

	lexicon_scan(places->lexicon, (char **)canonical.words->pdata,
	    canonical.words->len, true, hits);
	for (unsigned i = 0; i < hits->len; i++) {
		const struct hit *hit = &g_array_index(hits, struct hit, i);
		const struct name *name;
		struct place_hit place;

		/* The longest of those that begin here, none within it. */
		for (best = hit; i + 1 < hits->len && g_array_index(hits,
		    struct hit, i + 1).first == hit->first; i++) {
			const struct hit *next = &g_array_index(hits,
			    struct hit, i + 1);

			if (next->count > best->count || (next->exact &&
			    next->count == best->count))
				best = next;
		}
		if (best->first < end)
			continue;
		end = best->first + best->count;
		name = &g_array_index(places->names, struct name,
		    best->term);
		if (name->establishment == NULL || !name->counts)
			continue;
		place.establishment = name->establishment;
		place.first = g_array_index(canonical.first, unsigned,
		    best->first);
		place.count = g_array_index(canonical.end, unsigned,
		    end - 1) - place.first;
		g_array_append_val(hits_r, place);
	}
	canonical_clear(&canonical);
}
