/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of agents' acts, and the transaction of one: see act.h. */
#include "act.h"

#include <string.h>

#include "acts.h"
#include "error.h"
#include "log.h"
#include "service.h"

static const char *const assign_options[] = { "pages", "state", "also",
	NULL };
static const char *const accept_options[] = { "dossier", "candidate",
	"establishment", NULL };
static const char *const trust_options[] = { "since", "until", NULL };
static const char *const split_options[] = { "candidate", NULL };
static const char *const remind_options[] = { "days", NULL };
static const char *const resend_options[] = { "to", NULL };
static const char *const erase_options[] = { "with", "consent", NULL };
static const char *const purge_options[] = { "consent", NULL };
static const char *const extend_options[] = { "campaign", NULL };

static const struct act acts[] = {
	{ "accept", "MESSAGE", 1, 1, accept_options, act_accept },
	{ "assign", "RÉFÉRENCE FICHIER PIÈCE", 3, 3, assign_options,
	    act_assign },
	{ "dismiss", "MESSAGE", 1, 1, NULL, act_dismiss },
	{ "employer", "RÉFÉRENCE ÉTABLISSEMENT", 2, 2, NULL, act_employer },
	{ "erase", "RÉFÉRENCE", 1, 1, erase_options, act_erase },
	{ "extend", "ÉCHÉANCE DATE", 2, 2, extend_options, act_extend },
	{ "merge", "RÉFÉRENCE RÉFÉRENCE", 2, 2, NULL, act_merge },
	{ "note", "RÉFÉRENCE TEXTE", 2, 2, NULL, act_note },
	{ "pause", "send", 1, 1, NULL, act_pause },
	{ "purge", "", 0, 0, purge_options, act_purge },
	{ "release", "RÉPONSE", 1, 1, NULL, act_release },
	{ "remind", "", 0, 0, remind_options, act_remind },
	{ "rename", "RÉFÉRENCE NOM PRÉNOM", 3, 3, NULL, act_rename },
	{ "resend", "RÉFÉRENCE", 1, 1, resend_options, act_resend },
	{ "resume", "send", 1, 1, NULL, act_resume },
	{ "split", "RÉFÉRENCE FICHIER…", 2, REQUEST_ARGUMENTS_MAX,
	    split_options, act_split },
	{ "trust", "ADRESSE ÉTABLISSEMENT", 2, 2, trust_options, act_trust },
	{ "undo", "[ACTE]", 0, 1, NULL, act_undo },
	{ "withdraw", "RÉFÉRENCE", 1, 1, NULL, act_withdraw },
};

static const struct act *
find_act(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
		if (strcmp(acts[i].name, name) == 0)
			return &acts[i];
	}
	return NULL;
}

const char *
act_argument(const struct act_call *call, unsigned n)
{
	g_assert(n < call->request->arguments->len);
	return call->request->arguments->pdata[n];
}

const char *
act_option(const struct act_call *call, const char *name)
{
	return request_option(call->request, name);
}

static void G_GNUC_PRINTF(2, 0)
say(struct act_call *call, const char *format, va_list ap)
{
	if (call->answer->len > 0)
		g_string_append_c(call->answer, ' ');
	g_string_append_vprintf(call->answer, format, ap);
}

void
act_say(struct act_call *call, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(call, format, ap);
	va_end(ap);
}

void
act_say_mail(struct act_call *call, const char *format, ...)
{
	va_list ap;

	call->mail_said = true;
	va_start(ap, format);
	say(call, format, ap);
	va_end(ap);
}

bool
act_refuse(GError **error, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list ap;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	return error_set(error, ASR_ERROR_REFUSED, "%s", text);
}

static bool
knows_option(const struct act *act, const char *name)
{
	for (unsigned i = 0; act->options != NULL && act->options[i] != NULL;
	    i++) {
		if (strcmp(act->options[i], name) == 0)
			return true;
	}
	return false;
}

static bool
check_call(const struct act *act, const struct request *request,
    GError **error)
{
	unsigned count = request->arguments->len;

	if (act == NULL)
		return error_set(error, ASR_ERROR_USAGE,
		    "le service ne connaît pas cette commande");
	for (unsigned i = 0; i < request->options->len; i += 2) {
		if (!knows_option(act, request->options->pdata[i]))
			return error_set(error, ASR_ERROR_USAGE,
			    "%s ne connaît pas --%s", act->name,
			    (const char *)request->options->pdata[i]);
	}
	if (count < act->min_arguments || count > act->max_arguments)
		return error_set(error, ASR_ERROR_USAGE,
		    "usage : asrctl %s %s", act->name, act->usage);
	return true;
}

/* Who erases what nobody can bring back says why; the timer of purge, and
 * whoever could delete the files themselves, need not. */
static bool
check_reason(const struct act *act, const struct caller *caller,
    const struct request *request, GError **error)
{
	bool said = request->why != NULL && request->why[0] != '\0';
	bool for_good = act->run == act_erase || act->run == act_purge;

	if (!for_good || said || request->dry_run ||
	    caller->administrator)
		return true;
	return act_refuse(error, "un effacement est sans retour : dites "
	    "pourquoi, sans nommer le candidat (--reason "
	    "'demande reçue le 3 janvier')");
}

bool
act_apply_rulings(struct conf *conf, struct store *store, GError **error)
{
	g_autoptr(GPtrArray) trusts = store_trusts(store, error);
	g_autoptr(GPtrArray) extensions = NULL;

	if (trusts != NULL)
		extensions = store_extensions(store, error);
	if (extensions == NULL)
		return false;
	conf_forget_rulings(conf);
	for (unsigned i = 0; i < trusts->len; i++) {
		const struct trust_row *t = trusts->pdata[i];

		if (!conf_rule_trust(conf, t->address, t->establishment,
			t->since, t->until))
			log_line(LOG_LEVEL_WARNING, "a trusted address "
			    "speaks for %s, which the registry lacks",
			    t->establishment);
	}
	for (unsigned i = 0; i < extensions->len; i++) {
		const struct extension_row *e = extensions->pdata[i];

		if (!conf_rule_deadline(conf, e->campaign, e->deadline,
			e->date))
			log_line(LOG_LEVEL_WARNING, "deadline %s of %s was "
			    "extended and is not configured any more",
			    e->deadline, e->campaign);
	}
	return true;
}

static enum answer_status
status_of(const GError *error)
{
	if (g_error_matches(error, ASR_ERROR, ASR_ERROR_USAGE))
		return ANSWER_USAGE;
	if (g_error_matches(error, ASR_ERROR, ASR_ERROR_REFUSED))
		return ANSWER_REFUSED;
	return ANSWER_FAILED;
}

/* Begun already: runs it, and ends it one way or the other. */
static bool
perform(const struct act *act, struct act_call *call, GError **error)
{
	bool ok = act->run(call, error);

	if (ok && !call->mail_said)
		act_say(call, "Aucun courrier ne part.");
	if (!ok || call->request->dry_run) {
		store_cancel_act(call->store);
		call->id = 0;
	} else {
		ok = store_end_act(call->store, call->answer->str, error);
	}
	/* What was ruled counts at once, and not when it was taken back. */
	return act_apply_rulings(call->conf, call->store,
		   ok ? error : NULL) && ok;
}

static struct answer *
make_answer(struct act_call *call, const GError *problem)
{
	struct answer *answer;

	if (problem != NULL)
		return answer_new(status_of(problem), problem->message);
	if (call->request->dry_run)
		g_string_prepend(call->answer, "Essai, rien n’est fait. ");
	answer = answer_new(ANSWER_DONE, call->answer->str);
	answer->act = call->id;
	answer->mails = call->mails;
	return answer;
}

struct answer *
act_answer(struct conf *conf, struct store *store,
    const struct caller *caller, const struct request *request)
{
	const struct act *act = find_act(request->act);
	struct act_call call = { .conf = conf, .store = store,
		.request = request, .who = caller->name,
		.now = service_now() };
	g_autoptr(GError) problem = NULL;
	struct answer *answer;

	call.answer = g_string_new(NULL);
	if (check_call(act, request, &problem) &&
	    check_reason(act, caller, request, &problem) &&
	    store_begin_act(store, call.who, act->name, request->arguments,
		request->why, call.now, &call.id, &problem))
		perform(act, &call, &problem);
	answer = make_answer(&call, problem);
	if (answer->act != 0)
		log_line(LOG_LEVEL_INFO, "act %" G_GINT64_FORMAT ": %s, "
		    "%u mails", answer->act, act->name, answer->mails);
	g_string_free(call.answer, TRUE);
	return answer;
}
