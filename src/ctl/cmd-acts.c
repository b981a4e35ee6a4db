/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands that change something.  What is typed goes to the service
 * as it is; the service looks up, checks, does and answers.
 */
#include <unistd.h>

#include "client.h"
#include "filters.h"

/* Of what is typed to consent: more than the longest reference. */
#define CONSENT_BYTES 128

static struct {
	gboolean dry_run, silent, yes, also;
	char *with, *consent, *days, *reason, *pages, *state, *dossier,
	    *candidate, *establishment, *since, *until, *to, *campaign;
} options;

#define COMMON                                                              \
	{ "reason", 'r', 0, G_OPTION_ARG_STRING, &options.reason,           \
	    "pourquoi : reste dans l’historique", "TEXTE" },                \
	{ "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run,           \
	    "dire ce qui se passerait, et ne rien faire", NULL },           \
	{ NULL, 0, 0, 0, NULL, NULL, NULL }
#define SILENT                                                              \
	{ "silent", 0, 0, G_OPTION_ARG_NONE, &options.silent,               \
	    "ne pas écrire à la DAM, même si l’état change", NULL }

static const GOptionEntry plain[] = { COMMON };

static const GOptionEntry telling[] = { SILENT, COMMON };

#define IRREVOCABLE                                                         \
	{ "yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes,                   \
	    "ne pas demander confirmation", NULL }

static const GOptionEntry purge[] = { IRREVOCABLE, COMMON };

static const GOptionEntry erase[] = {
	{ "with", 0, 0, G_OPTION_ARG_STRING, &options.with,
	    "effacer aussi ces messages d’aucun dossier", "N°,N° ou aucun" },
	IRREVOCABLE, COMMON
};

static const GOptionEntry assign[] = {
	{ "pages", 'p', 0, G_OPTION_ARG_STRING, &options.pages,
	    "seulement ces pages du document", "2 ou 2-4" },
	{ "state", 0, 0, G_OPTION_ARG_STRING, &options.state,
	    "présente (par défaut), vierge ou illisible", "ÉTAT" },
	{ "also", 0, 0, G_OPTION_ARG_NONE, &options.also,
	    "en plus des autres pièces que sont ces pages", NULL },
	SILENT, COMMON
};

static const GOptionEntry accept[] = {
	{ "dossier", 'd', 0, G_OPTION_ARG_STRING, &options.dossier,
	    "tout va dans ce dossier", "RÉFÉRENCE" },
	{ "candidate", 0, 0, G_OPTION_ARG_STRING, &options.candidate,
	    "tout est à ce candidat", "« NOM Prénom »" },
	{ "establishment", 'e', 0, G_OPTION_ARG_STRING,
	    &options.establishment, "l’établissement porteur", "CODE" },
	SILENT, COMMON
};

static const GOptionEntry split[] = {
	{ "candidate", 0, 0, G_OPTION_ARG_STRING, &options.candidate,
	    "à qui sont ces documents", "« NOM Prénom »" },
	SILENT, COMMON
};

static const GOptionEntry trust[] = {
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since,
	    "pour ce qui est reçu à partir de ce jour", "AAAA-MM-JJ" },
	{ "until", 0, 0, G_OPTION_ARG_STRING, &options.until,
	    "jusqu’à ce jour inclus", "AAAA-MM-JJ" },
	COMMON
};

static const GOptionEntry remind[] = {
	{ "days", 0, 0, G_OPTION_ARG_STRING, &options.days,
	    "pour les échéances d’ici N jours", "N" },
	COMMON
};

static const GOptionEntry resend[] = {
	{ "to", 0, 0, G_OPTION_ARG_STRING, &options.to,
	    "à une autre adresse DAM de l’établissement", "ADRESSE" },
	COMMON
};

static const GOptionEntry extend[] = {
	{ "campaign", 0, 0, G_OPTION_ARG_STRING, &options.campaign,
	    "quand plusieurs campagnes ont cette échéance", "ID" },
	SILENT, COMMON
};

static void
add_options(struct request *request)
{
	const struct {
		const char *name, *value;
	} given[] = {
		{ "pages", options.pages },
		{ "state", options.state },
		{ "dossier", options.dossier },
		{ "candidate", options.candidate },
		{ "establishment", options.establishment },
		{ "since", options.since },
		{ "until", options.until },
		{ "to", options.to },
		{ "campaign", options.campaign },
		{ "days", options.days },
		{ "with", options.with },
		{ "consent", options.consent },
		{ "also", options.also ? "" : NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(given); i++) {
		if (given[i].value != NULL)
			request_add_option(request, given[i].name,
			    given[i].value);
	}
}

static int
act(struct ctl *ctl, char **arguments)
{
	OWNED(request) request = request_new(ctl->command->name);

	for (unsigned i = 0; arguments[i] != NULL; i++)
		g_ptr_array_add(request->arguments, g_strdup(arguments[i]));
	add_options(request);
	request->why = g_strdup(options.reason);
	request->dry_run = options.dry_run;
	request->silent = options.silent;
	return client_do(ctl, request);
}

/* What must be typed before it goes: a dossier's reference, so that no other
 * is meant; the caller frees it.  NULL when it was said what is wrong. */
static char *
word_of_consent(struct ctl *ctl, const char *typed)
{
	OWNED(dossier) dossier = NULL;

	if (typed == NULL)
		return g_strdup("oui");
	if (!ctl_open_store(ctl))
		return NULL;
	dossier = filter_dossier(ctl, typed);
	return dossier != NULL ? g_strdup(dossier->reference) : NULL;
}

/* What was typed in answer; the caller frees it.  NULL when it was said that
 * nothing goes. */
static char *
ask_consent(struct ctl *ctl, const char *typed)
{
	g_autofree char *wanted = word_of_consent(ctl, typed);
	char answer[CONSENT_BYTES] = "";

	if (wanted == NULL)
		return NULL;
	fprintf(ctl->out, "Pour effacer pour de bon, tapez « %s » : ",
	    wanted);
	fflush(ctl->out);
	if (fgets(answer, sizeof(answer), stdin) != NULL &&
	    g_strstrip(answer)[0] != '\0')
		return g_strdup(answer);
	ctl_fail("rien n’est effacé");
	return NULL;
}

/* What cannot be undone is shown first to whoever sits at a terminal, and
 * asked for; elsewhere --yes beside the whole reference is the consent.
 * Whether it is one the service says. */
static int
act_for_good(struct ctl *ctl, char **arguments)
{
	int status;

	if (options.yes)
		options.consent = g_strdup(arguments[0] != NULL ?
			arguments[0] : "oui");
	if (options.dry_run || options.yes)
		return act(ctl, arguments);
	if (!isatty(STDIN_FILENO))
		return ctl_usage("ce qui s’efface ne revient pas : --yes pour "
		    "l’effacer, --dry-run pour voir");
	options.dry_run = TRUE;
	status = act(ctl, arguments);
	options.dry_run = FALSE;
	if (status != CTL_DONE)
		return status;
	options.consent = ask_consent(ctl, arguments[0]);
	return options.consent != NULL ? act(ctl, arguments) : CTL_FAILED;
}

#define ACT(symbol, ...) ACT_BY(act, symbol, __VA_ARGS__)
#define ACT_BY(run_, symbol, name_, arguments_, summary_, min_, max_,   \
    options_)                                                          \
	const struct command command_##symbol = {                      \
		.name = name_,                                         \
		.arguments = arguments_,                               \
		.summary = summary_,                                   \
		.min_arguments = min_,                                 \
		.max_arguments = max_,                                 \
		.options = options_,                                   \
		.run = run_,                                           \
	}

ACT(accept, "accept", "MESSAGE", "classer un message retenu", 1, 1, accept);
ACT(assign, "assign", "RÉFÉRENCE FICHIER PIÈCE",
    "dire ce qu’est un document (aucune : rien)", 3, 3, assign);
ACT(dismiss, "dismiss", "MESSAGE", "écarter un message retenu", 1, 1,
    telling);
ACT(employer, "employer", "RÉFÉRENCE ÉTABLISSEMENT",
    "dire quel établissement porte le projet", 2, 2, telling);
ACT_BY(act_for_good, erase, "erase", "RÉFÉRENCE",
    "effacer pour de bon un dossier (droit à l’effacement)", 1, 1, erase);
ACT(extend, "extend", "ÉCHÉANCE DATE", "prolonger une échéance", 2, 2,
    extend);
ACT(merge, "merge", "RÉFÉRENCE RÉFÉRENCE",
    "deux dossiers n’en sont qu’un : le premier", 2, 2, telling);
ACT(note, "note", "RÉFÉRENCE TEXTE", "noter quelque chose au dossier", 2, 2,
    plain);
ACT(pause, "pause", "send", "suspendre l’envoi des réponses", 1, 1, plain);
ACT_BY(act_for_good, purge, "purge", "",
    "effacer pour de bon ce qui a été gardé assez longtemps", 0, 0, purge);
ACT(release, "release", "RÉPONSE", "envoyer une réponse retenue", 1, 1,
    plain);
ACT(remind, "remind", "",
    "rappeler à chaque DAM ce qui manque avant l’échéance", 0, 0, remind);
ACT(rename, "rename", "RÉFÉRENCE NOM PRÉNOM",
    "corriger le nom du candidat", 3, 3, telling);
ACT(resend, "resend", "RÉFÉRENCE", "renvoyer l’état présent du dossier", 1,
    1, resend);
ACT(resume, "resume", "send", "reprendre l’envoi", 1, 1, plain);
ACT(split, "split", "RÉFÉRENCE FICHIER…",
    "ces documents sont d’un autre candidat", 2, REQUEST_ARGUMENTS_MAX,
    split);
ACT(trust, "trust", "ADRESSE ÉTABLISSEMENT",
    "reconnaître une adresse DAM", 2, 2, trust);
ACT(undo, "undo", "[ACTE]", "annuler son dernier acte, ou celui-ci", 0, 1,
    plain);
ACT(withdraw, "withdraw", "RÉFÉRENCE", "retirer un dossier", 1, 1, plain);
