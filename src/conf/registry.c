/* SPDX-License-Identifier: GPL-3.0-or-later */
/* etablissements.csv: see registry.h. */
#include "registry.h"

#include <string.h>

#include "csv.h"
#include "text-file.h"

static const char *const columns[] = { "code", "name", "aliases", "kind",
	"department", "subdivision", "domains", "dam_addresses" };
static const char header[] = "code;name;aliases;kind;department;subdivision;"
			     "domains;dam_addresses";
enum column {
	CODE,
	NAME,
	ALIASES,
	KIND,
	DEPARTMENT,
	SUBDIVISION,
	DOMAINS,
	DAM_ADDRESSES,
};

/* Some 150 bytes a hospital: all 3,000 of the country many times. */
#define REGISTRY_BYTES_MAX (16u << 20)

struct reader {
	const char *file;
	struct problems *problems;
	struct registry *registry;
	unsigned line; /* of the row being read */
};

static void
free_establishment(void *pointer)
{
	struct establishment *e = pointer;

	g_free(e->code);
	g_free(e->name);
	g_strfreev(e->aliases);
	g_free(e->department);
	g_free(e->subdivision);
	g_strfreev(e->domains);
	g_strfreev(e->dam_addresses);
	g_free(e);
}

static char **
split_list(const char *cell, bool lower)
{
	g_auto(GStrv) parts = g_strsplit(cell, "|", -1);
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();

	for (unsigned i = 0; parts[i] != NULL; i++) {
		g_autofree char *part = lower ?
		    g_utf8_strdown(g_strstrip(parts[i]), -1) :
		    g_strdup(g_strstrip(parts[i]));

		if (part[0] != '\0')
			g_strv_builder_add(list, part);
	}
	return g_strv_builder_end(list);
}

static void
complain(struct reader *reader, enum column column, const char *text,
    const char *detail)
{
	problems_error(reader->problems, reader->file, reader->line, NULL,
	    columns[column], "%s “%s”", text, detail);
}

static bool
domain_ok(const char *domain)
{
	return strchr(domain, '.') != NULL && domain[0] != '.' &&
	    strpbrk(domain, " \t@<>,;*\"") == NULL;
}

static bool
address_ok(const char *address)
{
	const char *at = strchr(address, '@');
	g_autofree char *local = NULL;

	if (at == NULL || at == address || !domain_ok(at + 1))
		return false;
	local = g_strndup(address, (gsize)(at - address));
	return strcmp(local, "*") == 0 ||
	    strpbrk(local, " \t<>,;*\"") == NULL;
}

static void
check_addresses(struct reader *reader, const struct establishment *e)
{
	char **addresses = e->dam_addresses;

	for (unsigned i = 0; e->domains[i] != NULL; i++) {
		if (!domain_ok(e->domains[i]))
			complain(reader, DOMAINS, "not a mail domain:",
			    e->domains[i]);
	}
	for (unsigned i = 0; addresses[i] != NULL; i++) {
		if (!address_ok(addresses[i]))
			complain(reader, DAM_ADDRESSES, "not an address:",
			    addresses[i]);
		for (unsigned j = 0; j < i; j++) {
			if (strcmp(addresses[i], addresses[j]) == 0)
				complain(reader, DAM_ADDRESSES,
				    "stands here twice:", addresses[i]);
		}
	}
	if (addresses[0] == NULL && e->kind == KIND_PERIPHERAL)
		problems_warn(reader->problems, reader->file, reader->line,
		    NULL, columns[DAM_ADDRESSES],
		    "%s has no DAM address: it cannot submit", e->code);
}

/* The same address in another row: allowed (one office can serve a
 * territory), but often a slip. */
static void
check_shared(struct reader *reader, const struct establishment *e)
{
	for (unsigned i = 0; e->dam_addresses[i] != NULL; i++) {
		g_autoptr(GPtrArray) others = registry_by_dam_address(
		    reader->registry, e->dam_addresses[i]);

		if (others->len > 0)
			problems_warn(reader->problems, reader->file,
			    reader->line, NULL, columns[DAM_ADDRESSES],
			    "“%s” is also an address of %s",
			    e->dam_addresses[i],
			    ((struct establishment *)others->pdata[0])->code);
	}
}

static void
read_row(struct reader *reader, char **cells)
{
	struct establishment *e = g_new0(struct establishment, 1);

	e->line = reader->line;
	e->code = g_strdup(cells[CODE]);
	e->name = g_strdup(cells[NAME]);
	e->aliases = split_list(cells[ALIASES], false);
	e->department = g_strdup(cells[DEPARTMENT]);
	e->subdivision = g_strdup(cells[SUBDIVISION]);
	e->domains = split_list(cells[DOMAINS], true);
	e->dam_addresses = split_list(cells[DAM_ADDRESSES], true);
	if (!establishment_kind_parse(cells[KIND], &e->kind))
		complain(reader, KIND, "peripheral, chu or other is "
		    "expected, not", cells[KIND]);
	if (e->code[0] == '\0')
		complain(reader, CODE, "empty for", e->name);
	else if (registry_find(reader->registry, e->code) != NULL)
		complain(reader, CODE, "stands here twice:", e->code);
	if (e->name[0] == '\0')
		complain(reader, NAME, "empty for", e->code);
	check_addresses(reader, e);
	check_shared(reader, e);
	g_ptr_array_add(reader->registry->establishments, e);
}

static bool
is_blank(char **cells)
{
	for (; *cells != NULL; cells++) {
		if (**cells != '\0')
			return false;
	}
	return true;
}

static void G_GNUC_PRINTF(2, 3)
row_error(const struct reader *reader, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list ap;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	problems_error(reader->problems, reader->file, reader->line, NULL,
	    NULL, "%s", text);
}

/* Under another header every row would be misread: then none is read. */
static bool
read_header(struct reader *reader, struct csv *csv)
{
	g_auto(GStrv) cells = csv_next(csv);
	g_autofree char *found =
	    cells != NULL ? g_strjoinv(";", cells) : NULL;

	reader->line = csv->line;
	if (g_strcmp0(found, header) == 0)
		return true;
	row_error(reader, "the header must be %s", header);
	return false;
}

static void
read_rows(struct reader *reader, struct csv *csv)
{
	char **cells;

	for (; (cells = csv_next(csv)) != NULL; g_strfreev(cells)) {
		reader->line = csv->line;
		if (csv->problem != NULL)
			row_error(reader, "%s", csv->problem);
		else if (is_blank(cells))
			continue;
		else if (g_strv_length(cells) != G_N_ELEMENTS(columns))
			row_error(reader, "%u cells instead of %zu",
			    g_strv_length(cells), G_N_ELEMENTS(columns));
		else
			read_row(reader, cells);
	}
}

static void
free_trusted(void *pointer)
{
	struct trusted *trusted = pointer;

	g_free(trusted->address);
	g_free(trusted);
}

struct registry *
registry_read(const char *file, struct problems *problems)
{
	struct reader reader = { .file = file, .problems = problems };
	g_autofree char *text = text_file_read(file, REGISTRY_BYTES_MAX,
	    problems);
	struct csv csv = { .at = text, .next_line = 1 };

	reader.registry = g_new0(struct registry, 1);
	reader.registry->establishments =
	    g_ptr_array_new_with_free_func(free_establishment);
	reader.registry->trusted =
	    g_ptr_array_new_with_free_func(free_trusted);
	if (text != NULL && read_header(&reader, &csv))
		read_rows(&reader, &csv);
	return reader.registry;
}

void
registry_free(struct registry *registry)
{
	if (registry == NULL)
		return;
	g_ptr_array_unref(registry->trusted);
	g_ptr_array_unref(registry->establishments);
	g_free(registry);
}

const struct establishment *
registry_find(const struct registry *registry, const char *code)
{
	for (unsigned i = 0; i < registry->establishments->len; i++) {
		const struct establishment *e =
		    registry->establishments->pdata[i];

		if (strcmp(e->code, code) == 0)
			return e;
	}
	return NULL;
}

/* pattern may be "*@domain"; both in lower case. */
static bool
address_matches(const char *pattern, const char *address)
{
	const char *at = strrchr(address, '@');

	if (pattern[0] == '*')
		return at != NULL && strcmp(pattern + 1, at) == 0;
	return strcmp(pattern, address) == 0;
}

static bool
domain_matches(const char *domain, const char *address)
{
	const char *at = strrchr(address, '@');
	size_t length, ours = strlen(domain);

	if (at == NULL)
		return false;
	length = strlen(at + 1);
	if (length < ours || strcmp(at + 1 + length - ours, domain) != 0)
		return false;
	return length == ours || at[length - ours] == '.';
}

static GPtrArray *
find_all(const struct registry *registry, const char *address,
    bool (*matches)(const char *pattern, const char *address),
    size_t patterns_offset)
{
	g_autofree char *lower = g_utf8_strdown(address, -1);
	GPtrArray *found = g_ptr_array_new();

	for (unsigned i = 0; i < registry->establishments->len; i++) {
		struct establishment *e = registry->establishments->pdata[i];
		char **patterns = *(char ***)((char *)e + patterns_offset);

		for (unsigned p = 0; patterns[p] != NULL; p++) {
			if (matches(patterns[p], lower)) {
				g_ptr_array_add(found, e);
				break;
			}
		}
	}
	return found;
}

GPtrArray *
registry_by_dam_address(const struct registry *registry, const char *address)
{
	return find_all(registry, address, address_matches,
	    offsetof(struct establishment, dam_addresses));
}

GPtrArray *
registry_by_trust(const struct registry *registry, const char *address,
    int64_t at)
{
	g_autofree char *lower = g_utf8_strdown(address, -1);
	GPtrArray *found = g_ptr_array_new();

	for (unsigned i = 0; i < registry->trusted->len; i++) {
		const struct trusted *t = registry->trusted->pdata[i];
		gpointer e = (gpointer)t->establishment;

		if (strcmp(t->address, lower) == 0 && at >= t->since &&
		    (t->until == 0 || at < t->until) &&
		    !g_ptr_array_find(found, e, NULL))
			g_ptr_array_add(found, e);
	}
	return found;
}

GPtrArray *
registry_by_domain(const struct registry *registry, const char *address)
{
	return find_all(registry, address, domain_matches,
	    offsetof(struct establishment, domains));
}
