/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dossier's documents as files named by piece: see folder.h. */
#include <string.h>

#include "folder.h"
#include "french.h"
#include "safe-name.h"

struct filling {
	struct folder *folder;
	struct papers *papers;
	const struct ctl *ctl;
	const struct dossier *dossier;
	GHashTable *names; /* lower case, since Windows knows no other */
	GHashTable *done;  /* findings written: what, of which document */
	GString *index;    /* lines of LISEZ-MOI.txt */
	GString *trouble;
};

static void
line(GString *text, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	g_string_append_vprintf(text, format, ap);
	va_end(ap);
	g_string_append(text, "\r\n");
}

/* A name not yet taken: "09 Avis (2).pdf". */
static char *
free_name(struct filling *filling, const char *stem, const char *ending)
{
	g_autofree char *safe = safe_name(stem);

	for (unsigned i = 1;; i++) {
		g_autofree char *name = i == 1 ?
		    g_strdup_printf("%s.%s", safe, ending) :
		    g_strdup_printf("%s (%u).%s", safe, i, ending);
		char *folded = g_utf8_casefold(name, -1);

		if (g_hash_table_add(filling->names, folded))
			return g_steal_pointer(&name);
	}
}

static void
index_line(struct filling *filling, const char *name,
    const struct finding *finding, bool whole)
{
	g_autofree char *received = french_time(finding->received_at,
	    ctl_zone(filling->ctl, filling->dossier->campaign));
	g_autofree char *pages = NULL;

	if (finding->first_page == 0)
		pages = g_strdup("");
	else if (finding->first_page == finding->last_page)
		pages = g_strdup_printf(", page %u", finding->first_page);
	else
		pages = g_strdup_printf(", pages %u à %u",
		    finding->first_page, finding->last_page);
	line(filling->index, "%s", name);
	line(filling->index, "    de « %s »%s, message %" G_GINT64_FORMAT
	    " reçu le %s", finding->name[0] != '\0' ? finding->name :
						      "(sans nom)",
	    pages, finding->message, received);
	if (whole && finding->first_page > 1)
		line(filling->index, "    document entier : seules les pages "
		    "d’un PDF se séparent");
	if (finding->warning != NULL)
		line(filling->index, "    attention : %s", finding->warning);
}

static bool
add_document(struct filling *filling, const char *stem,
    const struct finding *finding, GError **error)
{
	g_autoptr(GError) why = NULL;
	const char *ending = "bin";
	bool whole = false;
	g_autoptr(GBytes) bytes = papers_document(filling->papers, finding,
	    &ending, &whole, &why);
	g_autofree char *name = NULL;

	if (bytes == NULL) {
		line(filling->trouble, "%s : « %s » du message %"
		    G_GINT64_FORMAT " – %s", stem, finding->name,
		    finding->message, why->message);
		return true;
	}
	name = free_name(filling, stem, ending);
	index_line(filling, name, finding, whole);
	return folder_add(filling->folder, name, bytes, error);
}

/* True when these pages were written under this heading already: the same
 * document sent twice is one file. */
static bool
is_done(struct filling *filling, const char *heading,
    const struct finding *finding)
{
	char *key = g_strdup_printf("%s/%s/%u-%u", heading,
	    finding->sha256 != NULL ? finding->sha256 : finding->name,
	    finding->first_page, finding->last_page);

	return !g_hash_table_add(filling->done, key);
}

/* "09 Avis du directeur (vierge)": the number is the form's order. */
static char *
piece_stem(const struct filling *filling, unsigned number,
    const struct piece_status *status, const struct finding *finding)
{
	const char *label = ctl_piece_label(filling->ctl,
	    filling->dossier->campaign, status->piece);
	bool good = finding->state == PIECE_PRESENT;

	return g_strdup_printf("%02u %s%s%s%s", number, label,
	    good ? "" : " (", good ? "" : french_piece(finding->state),
	    good ? "" : ")");
}

/* The newest first: it is the one that counts. */
static bool
add_piece(struct filling *filling, unsigned number,
    const struct piece_status *status, GError **error)
{
	for (unsigned i = status->findings->len; i > 0; i--) {
		const struct finding *finding = status->findings->pdata[i - 1];
		g_autofree char *stem = piece_stem(filling, number, status,
		    finding);

		if (finding->withdrawn ||
		    is_done(filling, status->piece, finding))
			continue;
		if (!add_document(filling, stem, finding, error))
			return false;
	}
	return true;
}

/* Documents that are no piece, or that nobody could tell. */
static bool
add_others(struct filling *filling, GError **error)
{
	const GPtrArray *findings = filling->dossier->findings;

	for (unsigned i = 0; i < findings->len; i++) {
		const struct finding *finding = findings->pdata[i];
		bool other = finding->kind == FINDING_OTHER;
		g_autofree char *base = g_path_get_basename(finding->name);
		char *dot = strrchr(base, '.');
		g_autofree char *stem = NULL;

		if (finding->kind == FINDING_PIECE || finding->withdrawn ||
		    is_done(filling, "", finding))
			continue;
		if (dot != NULL && dot != base)
			*dot = '\0';
		stem = g_strdup_printf("%s – %s", other ? "99 Autre" :
							  "98 À identifier",
		    base);
		if (!add_document(filling, stem, finding, error))
			return false;
	}
	return true;
}

static void
list_lacking(GString *text, const struct filling *filling)
{
	const struct dossier *d = filling->dossier;
	unsigned lacking = 0;

	for (unsigned i = 0; i < d->pieces->len; i++) {
		const struct piece_status *status = d->pieces->pdata[i];

		if (status->requirement != REQUIREMENT_REQUIRED ||
		    status->state == PIECE_PRESENT)
			continue;
		if (lacking++ == 0)
			line(text, "Pièces qui manquent ou à vérifier :");
		line(text, "  %02u %s : %s", i + 1,
		    ctl_piece_label(filling->ctl, d->campaign, status->piece),
		    french_piece(status->state));
	}
	if (lacking == 0)
		line(text, "Toutes les pièces demandées sont là.");
	line(text, "%s", "");
}

static GBytes *
index_text(const struct filling *filling)
{
	const struct dossier *d = filling->dossier;
	GTimeZone *zone = ctl_zone(filling->ctl, d->campaign);
	g_autofree char *received = french_time(d->received_at, zone);
	const char *place = ctl_establishment_name(filling->ctl,
	    d->establishment);
	GString *text = g_string_new("\xEF\xBB\xBF"); /* for old Notepads */

	line(text, "%s – %s %s", d->reference, d->family_name, d->given_name);
	line(text, "%s", place != NULL ? place : "établissement à préciser");
	line(text, "Reçu le %s – dossier %s%s", received,
	    french_status(d->status), d->late ? ", hors délai" : "");
	line(text, "%s", "");
	list_lacking(text, filling);
	if (filling->trouble->len > 0) {
		line(text, "Documents qui n’ont pas pu être sortis :");
		line(text, "%s", filling->trouble->str);
	}
	line(text, "Fichiers de ce dossier :");
	g_string_append_len(text, filling->index->str,
	    (gssize)filling->index->len);
	return g_string_free_to_bytes(text);
}

static bool
fill(struct filling *filling, GError **error)
{
	const GPtrArray *pieces = filling->dossier->pieces;
	g_autoptr(GBytes) text = NULL;

	for (unsigned i = 0; i < pieces->len; i++) {
		if (!add_piece(filling, i + 1, pieces->pdata[i], error))
			return false;
	}
	if (!add_others(filling, error))
		return false;
	text = index_text(filling);
	return folder_add(filling->folder, "LISEZ-MOI.txt", text, error);
}

bool
folder_add_dossier(struct folder *folder, struct papers *papers,
    const struct ctl *ctl, const struct dossier *dossier, GError **error)
{
	struct filling filling = {
		.folder = folder,
		.papers = papers,
		.ctl = ctl,
		.dossier = dossier,
		.names = g_hash_table_new_full(g_str_hash, g_str_equal,
		    g_free, NULL),
		.done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
		    NULL),
		.index = g_string_new(NULL),
		.trouble = g_string_new(NULL),
	};
	bool good = fill(&filling, error);

	g_hash_table_unref(filling.names);
	g_hash_table_unref(filling.done);
	g_string_free(filling.index, TRUE);
	g_string_free(filling.trouble, TRUE);
	return good;
}
