/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recognise.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "letters.h"

#define FORMS TEST_SOURCES "/etc/forms/"

static const char registry_text[] =
    "code;name;aliases;kind;department;subdivision;domains;dam_addresses\n"
    "CH-VALBEC;Centre hospitalier Aristide Prunier de Valbec;CH Valbec|"
    "Hôpital Prunier;peripheral;14;caen;ch-valbec.test;"
    "dam@ch-valbec.test\n"
    "CH-ORNE-SUD;Centre hospitalier intercommunal de l’Orne Sud;CHIOS|"
    "CH de Mortelle;peripheral;61;caen;chios.test;dam@chios.test\n"
    "EPSM-SAIRE;Établissement public de santé mentale du Val de Saire;"
    "EPSM du Val de Saire;peripheral;50;caen;epsm-saire.test;"
    "dam@epsm-saire.test\n"
    "CHU-CAEN;CHU de Caen Normandie;CHU Caen|Centre hospitalier "
    "universitaire de Caen;chu;14;caen;chu-caen.test;dam@chu-caen.test\n"
    "CHU-ROUEN;CHU de Rouen Normandie;CHU Rouen|Hôpital Charles-Nicolle;"
    "chu;76;rouen;chu-rouen.test;dam@chu-rouen.test\n";

struct bench {
	struct problems *problems;
	struct form *form;
	struct registry *registry;
	struct campaign campaign;
	struct report *report;
	GPtrArray *employers, *candidates, *unassigned;
};

static struct registry *
make_registry(struct problems *problems)
{
	g_autofree char *path = NULL;
	struct registry *registry;
	int fd = g_file_open_tmp("registry-XXXXXX", &path, NULL);

	ck_assert_int_ge(fd, 0);
	ck_assert(g_file_set_contents(path, registry_text, -1, NULL));
	registry = registry_read(path, problems);
	ck_assert_int_eq(remove(path), 0);
	ck_assert_uint_eq(registry->establishments->len, 5);
	return registry;
}

static void
free_candidate(gpointer candidate)
{
	candidate_free(candidate);
}

static void
free_finding(gpointer finding)
{
	finding_free(finding);
}

static struct bench *
bench_new(const char *form)
{
	struct bench *bench = g_new0(struct bench, 1);

	bench->problems = problems_new();
	bench->form = form_read(form, bench->problems);
	bench->registry = make_registry(bench->problems);
	ck_assert_uint_eq(problems_errors(bench->problems), 0);
	bench->campaign.form = bench->form;
	bench->campaign.deadlines = g_ptr_array_new();
	bench->report = report_new();
	bench->employers = g_ptr_array_new();
	bench->candidates = g_ptr_array_new_with_free_func(free_candidate);
	bench->unassigned = g_ptr_array_new_with_free_func(free_finding);
	return bench;
}

static void
bench_free(struct bench *bench)
{
	g_ptr_array_unref(bench->candidates);
	g_ptr_array_unref(bench->unassigned);
	g_ptr_array_unref(bench->employers);
	g_ptr_array_unref(bench->campaign.deadlines);
	report_free(bench->report);
	registry_free(bench->registry);
	form_free(bench->form);
	problems_free(bench->problems);
	g_free(bench);
}

/* Adds a document whose pages are parted by form feeds. */
static struct part *
add_document(struct bench *bench, const char *path, const char *name,
    const char *text)
{
	struct part *part = part_new();
	g_auto(GStrv) pages = g_strsplit(text, "\f", -1);

	part->role = PART_DOCUMENT;
	part->state = PART_READ;
	part->name = g_strdup(name);
	part->path = g_strdup(path);
	part->sha256 = g_strdup("");
	for (unsigned i = 0; pages[i] != NULL; i++) {
		struct page *page = page_new();

		page->number = i + 1;
		page->source = PAGE_TEXT;
		page->confidence = 100;
		g_free(page->text);
		page->text = g_strdup(pages[i]);
		g_ptr_array_add(part->pages, page);
	}
	g_ptr_array_add(bench->report->parts, part);
	return part;
}

static void
bench_run(struct bench *bench)
{
	recognise(&bench->campaign, bench->registry, bench->report,
	    bench->employers, bench->candidates, bench->unassigned);
}

/* All findings as "KIND PIECE STATE CERTAINTY", one a line. */
static char *
all_findings(const struct bench *bench)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; i <= bench->candidates->len; i++) {
		const GPtrArray *findings = i < bench->candidates->len ?
		    ((struct candidate *)bench->candidates->pdata[i])->
		    findings : bench->unassigned;

		for (unsigned j = 0; j < findings->len; j++) {
			const struct finding *f = findings->pdata[j];

			g_string_append_printf(out, "%s%s %s %s %s",
			    out->len > 0 ? "\n" : "",
			    finding_kind_word(f->kind), f->piece == NULL ?
			    "-" : f->piece, piece_state_word(f->state),
			    certainty_word(f->certainty));
			ck_assert_str_ne(f->evidence, "");
		}
	}
	return g_string_free(out, FALSE);
}

/* Why, for whoever reads a failed test. */
static void
show_evidence(const struct bench *bench)
{
	for (unsigned i = 0; i <= bench->candidates->len; i++) {
		const GPtrArray *findings = i < bench->candidates->len ?
		    ((struct candidate *)bench->candidates->pdata[i])->
		    findings : bench->unassigned;

		for (unsigned j = 0; j < findings->len; j++)
			fprintf(stderr, "    %s\n", ((struct finding *)
			    findings->pdata[j])->evidence);
	}
}

START_TEST(single_documents)
{
	const struct letter *letter = &letters[_i];
	struct bench *bench = bench_new(FORMS "asr-2026.conf");
	g_autofree char *found = NULL;

	add_document(bench, NULL, "document.pdf", letter->text);
	bench_run(bench);
	found = all_findings(bench);
	if (!g_str_equal(found, letter->findings)) {
		fprintf(stderr, "%s:\n%s\n  instead of\n%s\n", letter->what,
		    found, letter->findings);
		show_evidence(bench);
	}
	ck_assert_str_eq(found, letter->findings);
	bench_free(bench);
}
END_TEST

HARNESS_MAIN("recognise",
    tcase_add_loop_test(tc, single_documents, 0, G_N_ELEMENTS(letters)))
