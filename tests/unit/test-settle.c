/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of doc/decisions.md, from a report to the decision. */
#include "decide.h"

#include <string.h>

#include "bench.h"
#include "reports.h"

#define OPENS 1000000   /* of the campaign */
#define CLOSES 2000000  /* its one deadline */
#define IN_TIME 1500000
#define PER_DAY 5u      /* replies to one address */
#define DAY 86400       /* seconds */

/* The director of CH Valbec, and who is no director of it. */
#define LETTER(house)                                                   \
	house "\nDirection générale\nValbec, le 12 janvier 2026\n"      \
	"Objet : Post-internat – Dr Lise MARCHADIER\n"                  \
	"Madame la Directrice générale,\n"                              \
	"J’ai le plaisir de vous faire part de mon avis très favorable à " \
	"la candidature du Dr Lise MARCHADIER à un poste partagé entre " \
	"notre établissement et le CHU de Caen.\n"                      \
	"Je vous prie d’agréer, Madame, mes salutations distinguées.\n" \
	"Le Directeur du " house ",\nHubert LANGEVIN\n"
#define OPINION LETTER("Centre Hospitalier de Valbec")
#define OF_ANOTHER LETTER("Centre hospitalier d’Eu")
#define MENU "Menu de la semaine\nLundi : poisson\nMardi : riz\n"

#define SIGNED "mx.ars.test; dmarc=pass"
#define FAILS "mx.ars.test; dmarc=fail"
#define SPF "mx.ars.test; spf=pass smtp.mailfrom=ch-valbec.test; dkim=none"

static char authserv_id[] = "mx.ars.test", own[] = "asr@ars.test",
	    campaign_id[] = "c", prefix[] = "ASR-2026", first_day[] =
	    "2026-02-13";
static char *no_words[] = { NULL };

struct bench {
	struct problems *problems;
	struct settings settings;
	struct registry *registry;
	struct deadline deadline;
	struct campaign campaign;
	struct campaigns campaigns;
	struct conf conf;
	struct facts *facts;
	struct form *form;
};

static void
bench_fill(struct bench *b)
{
	*b = (struct bench){ .problems = problems_new() };
	b->settings = (struct settings){ .authserv_id = authserv_id,
		.from = own, .replies_per_day = PER_DAY };
	b->registry = bench_registry_new(b->problems);
	b->form = bench_form();
	b->deadline = (struct deadline){ .id = first_day, .date = first_day,
		.closes_at = CLOSES };
	b->campaign = (struct campaign){ .id = campaign_id, .form = b->form,
		.reference_prefix = prefix, .opens_at = OPENS,
		.time_zone = g_time_zone_new_utc(), .keywords = no_words,
		.deadlines = g_ptr_array_new(),
		.subdivisions = g_ptr_array_new() };
	g_ptr_array_add(b->campaign.deadlines, &b->deadline);
	b->campaigns.campaigns = g_ptr_array_new();
	g_ptr_array_add(b->campaigns.campaigns, &b->campaign);
	b->conf = (struct conf){ .settings = &b->settings,
		.registry = b->registry, .campaigns = &b->campaigns };
	b->facts = facts_new();
}

static void
bench_clear(struct bench *b)
{
	facts_free(b->facts);
	g_ptr_array_unref(b->campaigns.campaigns);
	g_ptr_array_unref(b->campaign.deadlines);
	g_ptr_array_unref(b->campaign.subdivisions);
	g_time_zone_unref(b->campaign.time_zone);
	registry_free(b->registry);
	problems_free(b->problems);
}

/* What the store says of a message. */
enum known {
	NEW,
	SAME_BYTES = 1,
	SAME_DOCUMENTS = 2,
	ACCEPTED = 4,
};

static const struct {
	const char *what;
	const char *from, *results, *subject, *body, *document;
	unsigned known;
	enum outcome outcome;
	enum reply_kind reply;
	unsigned dossiers;
} messages[] = {
	{ "1: a machine, though it brings a document",
	    "ne-pas-repondre@ch-valbec.test", SIGNED, "Lu : ASR", "", NULL,
	    NEW, OUTCOME_AUTOMATIC, REPLY_NONE, 0 },
	{ "2: the same bytes", "dam@ch-valbec.test", SIGNED, "ASR", "",
	    OPINION, SAME_BYTES, OUTCOME_DUPLICATE, REPLY_NONE, 0 },
	{ "2: the same documents", "dam@ch-valbec.test", SIGNED, "ASR", "",
	    OPINION, SAME_DOCUMENTS, OUTCOME_DUPLICATE, REPLY_NONE, 0 },
	{ "2 comes before 3", "dam@ch-valbec.test", FAILS, "ASR", "",
	    OPINION, SAME_BYTES, OUTCOME_DUPLICATE, REPLY_NONE, 0 },
	{ "an agent's word comes before 2", "dam@ch-valbec.test", SIGNED,
	    "ASR", "", OPINION, SAME_BYTES | ACCEPTED, OUTCOME_FILED,
	    REPLY_INCOMPLETE, 1 },
	{ "3: forged", "dam@ch-valbec.test", FAILS, "ASR", "", OPINION, NEW,
	    OUTCOME_REVIEW, REPLY_NONE, 0 },
	{ "3: a forged question", "dam@ch-valbec.test", FAILS, "ASR", "?",
	    NULL, NEW, OUTCOME_REVIEW, REPLY_NONE, 0 },
	{ "3: a forged CHU", "x@chu-caen.test", FAILS, "ASR", "", OPINION,
	    NEW, OUTCOME_REVIEW, REPLY_NONE, 0 },
	{ "an agent accepts it, and it is still not answered",
	    "dam@ch-valbec.test", FAILS, "ASR", "", OPINION, ACCEPTED,
	    OUTCOME_FILED, REPLY_NONE, 1 },
	{ "4: a DAM's document", "dam@ch-valbec.test", SIGNED, "ASR", "",
	    OPINION, NEW, OUTCOME_FILED, REPLY_INCOMPLETE, 1 },
	{ "4: weakly proven", "dam@ch-valbec.test", SPF, "ASR", "", OPINION,
	    NEW, OUTCOME_FILED, REPLY_INCOMPLETE, 1 },
	{ "4: a link besides", "dam@ch-valbec.test", SIGNED, "ASR",
	    "https://wetransfer.com/downloads/1", OPINION, NEW,
	    OUTCOME_FILED, REPLY_INCOMPLETE, 1 },
	{ "4: another hospital's director is not the piece",
	    "dam@ch-valbec.test", SIGNED, "ASR", "", OF_ANOTHER, NEW,
	    OUTCOME_FILED, REPLY_REGISTERED, 1 },
	{ "4: nobody is named", "dam@ch-valbec.test", SIGNED, "ASR", "",
	    MENU, NEW, OUTCOME_REVIEW, REPLY_REGISTERED, 0 },
	{ "4: another scheme", "dam@ch-valbec.test", SIGNED, "400 MG", "",
	    OPINION, NEW, OUTCOME_REVIEW, REPLY_REGISTERED, 0 },
	{ "5: a link alone", "dam@ch-valbec.test", SIGNED, "ASR",
	    "https://wetransfer.com/downloads/1", NULL, NEW, OUTCOME_REVIEW,
	    REPLY_REGISTERED, 0 },
	{ "8: a stranger's link", "a@ailleurs.test", SIGNED, "ASR",
	    "https://wetransfer.com/downloads/1", NULL, NEW,
	    OUTCOME_CORRESPONDENCE, REPLY_NONE, 0 },
	{ "6: the hospital's, not its DAM's", "urgences@ch-valbec.test",
	    SIGNED, "ASR", "", OPINION, NEW, OUTCOME_REVIEW,
	    REPLY_REGISTERED, 1 },
	{ "6: nothing is said of the DAM's address", "dam@ch-valbec.test",
	    NULL, "ASR", "", OPINION, NEW, OUTCOME_REVIEW, REPLY_REGISTERED,
	    1 },
	{ "6: another scheme", "urgences@ch-valbec.test", SIGNED, "400 MG",
	    "", OPINION, NEW, OUTCOME_REVIEW, REPLY_REGISTERED, 0 },
	{ "7: a CHU", "dam@chu-caen.test", SIGNED, "ASR", "", OPINION, NEW,
	    OUTCOME_REFUSED, REPLY_NOT_DAM, 0 },
	{ "7: the candidate", "lise@ailleurs.test", SIGNED, "ASR", "",
	    OPINION, NEW, OUTCOME_REFUSED, REPLY_NOT_DAM, 0 },
	{ "7: whose address fails is not answered", "lise@ailleurs.test",
	    FAILS, "ASR", "", OPINION, NEW, OUTCOME_REFUSED, REPLY_NONE, 0 },
	{ "7: nor is a machine", "no-reply@ailleurs.test", SIGNED, "ASR", "",
	    OPINION, NEW, OUTCOME_REFUSED, REPLY_NONE, 0 },
	{ "8: what is no piece", "lise@ailleurs.test", SIGNED, "Menu", "",
	    MENU, NEW, OUTCOME_CORRESPONDENCE, REPLY_NONE, 0 },
	{ "8: another scheme's papers of a CHU", "dam@chu-caen.test", SIGNED,
	    "400 MG", "", OPINION, NEW, OUTCOME_CORRESPONDENCE, REPLY_NONE,
	    0 },
	{ "8: a question", "dam@ch-valbec.test", SIGNED, "ASR ?", "?", NULL,
	    NEW, OUTCOME_CORRESPONDENCE, REPLY_NONE, 0 },
};

static struct decision *
decide_one(struct bench *b, struct report *report, int64_t at)
{
	struct reading *reading = decide_read(&b->conf, report, at);
	struct decision *decision = decide_settle(&b->conf, report, reading,
	    b->facts, at);

	reading_free(reading);
	return decision;
}

static struct report *
message(unsigned i)
{
	struct report *report = report_of(messages[i].from);

	report->subject = g_strdup(messages[i].subject);
	g_free(report->body);
	report->body = g_strdup(messages[i].body);
	g_ptr_array_add(report->reply_to,
	    address_new(NULL, "autre@ailleurs.test"));
	if (messages[i].results != NULL)
		report_add_header(report, "Authentication-Results",
		    messages[i].results);
	if (messages[i].document != NULL)
		report_add_document(report, "a.pdf", messages[i].document);
	return report;
}

START_TEST(first_match_wins)
{
	struct bench b;
	OWNED(report) report = message((unsigned)_i);
	struct decision *decision;

	bench_fill(&b);
	b.facts->same_bytes = (messages[_i].known & SAME_BYTES) != 0;
	b.facts->same_documents = (messages[_i].known & SAME_DOCUMENTS) != 0;
	b.facts->accepted = (messages[_i].known & ACCEPTED) != 0;
	decision = decide_one(&b, report, IN_TIME);
	ck_assert_msg(decision->outcome == messages[_i].outcome, "%s: %s",
	    messages[_i].what, outcome_word(decision->outcome));
	ck_assert_msg(decision->reply.kind == messages[_i].reply, "%s: %s",
	    messages[_i].what, reply_kind_word(decision->reply.kind));
	ck_assert_msg(decision->dossiers->len == messages[_i].dossiers,
	    "%s: %u dossiers", messages[_i].what, decision->dossiers->len);
	/* Never to Reply-To, which is another's. */
	if (decision->reply.kind != REPLY_NONE)
		ck_assert_str_eq(decision->reply.to, messages[_i].from);
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

static bool
is_said(const GPtrArray *lines, const char *of)
{
	for (unsigned i = 0; i < lines->len; i++) {
		if (strstr(lines->pdata[i], of) != NULL)
			return true;
	}
	return false;
}

/* submitter = candidate: no hospital sends it, the papers say whose it is. */
START_TEST(a_candidate_may_submit)
{
	struct bench b;
	OWNED(report) report = report_of("lise@ailleurs.test");
	struct decision *decision;
	const struct dossier *d;

	bench_fill(&b);
	b.campaign.candidate_submits = true;
	report_add_header(report, "Authentication-Results", SIGNED);
	report_add_document(report, "a.pdf", OPINION);
	decision = decide_one(&b, report, IN_TIME);
	ck_assert_int_eq(decision->outcome, OUTCOME_FILED);
	ck_assert_int_eq(decision->reply.kind, REPLY_INCOMPLETE);
	ck_assert_str_eq(decision->reply.to, "lise@ailleurs.test");
	ck_assert_uint_eq(decision->dossiers->len, 1);
	d = decision->dossiers->pdata[0];
	ck_assert_pstr_eq(d->establishment, "CH-VALBEC");
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

/* From bears two mailboxes: whose word it is cannot be told. */
START_TEST(several_senders_wait)
{
	struct bench b;
	OWNED(report) report = report_of("dam@ch-valbec.test");
	struct decision *decision;

	bench_fill(&b);
	report_add_from(report, NULL, "a@ailleurs.test");
	report_add_header(report, "Authentication-Results", SIGNED);
	report_add_document(report, "a.pdf", OPINION);
	decision = decide_one(&b, report, IN_TIME);
	ck_assert_int_eq(decision->outcome, OUTCOME_REVIEW);
	ck_assert_int_eq(decision->reply.kind, REPLY_NONE);
	ck_assert_uint_eq(decision->dossiers->len, 0);
	ck_assert_uint_gt(decision->documents->len, 0);
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

/* Weak proof and another hospital's word are shown in the dossier. */
static const struct {
	const char *results, *document, *warning;
} shown[] = {
	{ SIGNED, OPINION, NULL },
	{ SPF, OPINION, "faiblement prouvée (dam@ch-valbec.test)" },
	{ SIGNED, OF_ANOTHER, "autre établissement (Centre hospitalier d’Eu)" },
};

START_TEST(agents_are_shown)
{
	struct bench b;
	OWNED(report) report = report_of("dam@ch-valbec.test");
	struct decision *decision;
	const struct dossier *d;

	bench_fill(&b);
	report_add_header(report, "Authentication-Results",
	    shown[_i].results);
	report_add_document(report, "a.pdf", shown[_i].document);
	((struct page *)report_part(report, 0)->pages->pdata[0])->images = 1;
	decision = decide_one(&b, report, IN_TIME);
	ck_assert_uint_eq(decision->dossiers->len, 1);
	d = decision->dossiers->pdata[0];
	if (shown[_i].warning == NULL)
		ck_assert_uint_eq(d->warnings->len, 0);
	else
		ck_assert(is_said(d->warnings, shown[_i].warning));
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

static void
add_opinion(struct dossier *d, int64_t at, const char *warning)
{
	struct finding *f = finding_new();

	f->kind = FINDING_PIECE;
	f->piece = g_strdup("avis-directeur-ch");
	f->state = PIECE_PRESENT;
	f->certainty = CERTAINTY_CERTAIN;
	f->received_at = at;
	f->warning = g_strdup(warning);
	g_ptr_array_add(d->findings, f);
}

/* A warning about a paper goes when the paper comes again without fault;
 * the message's own stay. */
START_TEST(warnings_of_the_past_go)
{
	struct bench b;
	struct dossier *d = dossier_new();

	bench_fill(&b);
	g_ptr_array_add(d->warnings, g_strdup("du message"));
	add_opinion(d, 1, "Aucune signature n’a été vue.");
	decide_dossier(&b.campaign, d);
	decide_dossier(&b.campaign, d);
	ck_assert_uint_eq(d->warnings->len, 2);
	ck_assert_str_eq(d->warnings->pdata[1], "Avis du directeur du centre "
	    "hospitalier : Aucune signature n’a été vue.");
	add_opinion(d, 1, NULL); /* beside it, at the same moment */
	decide_dossier(&b.campaign, d);
	ck_assert_uint_eq(d->warnings->len, 2);
	add_opinion(d, 2, NULL);
	decide_dossier(&b.campaign, d);
	ck_assert_uint_eq(d->warnings->len, 1);
	ck_assert_str_eq(d->warnings->pdata[0], "du message");
	dossier_free(d);
	bench_clear(&b);
}
END_TEST

/* A dossier of the hospital whose name is one letter off: a person says
 * whether it is the same candidate, and may say that it is not. */
static const struct {
	const char *family, *thread;
	bool named; /* by an agent */
	enum outcome outcome;
	enum reply_kind reply;
	int64_t id; /* of the dossier; -1: none */
} knowns[] = {
	{ "MARCHADIER", NULL, false, OUTCOME_FILED, REPLY_INCOMPLETE, 7 },
	{ "MARCHANDIER", NULL, false, OUTCOME_REVIEW, REPLY_REGISTERED, -1 },
	{ "MARCHADlER", NULL, false, OUTCOME_REVIEW, REPLY_REGISTERED, -1 },
	{ "MARCHANDIER", "ASR-2026-0007", false, OUTCOME_FILED,
	    REPLY_INCOMPLETE, 7 },
	{ "MARCHANDIER", NULL, true, OUTCOME_FILED, REPLY_INCOMPLETE, 0 },
	{ "LENORMAND", NULL, false, OUTCOME_FILED, REPLY_INCOMPLETE, 0 },
};

static struct dossier *
known_dossier(const char *family, enum dossier_status status)
{
	struct dossier *d = dossier_new();

	d->id = 7;
	d->reference = g_strdup("ASR-2026-0007");
	d->campaign = g_strdup(campaign_id);
	d->deadline = g_strdup(first_day);
	d->establishment = g_strdup("CH-VALBEC");
	g_free(d->family_name);
	d->family_name = g_strdup(family);
	g_free(d->given_name);
	d->given_name = g_strdup("Lise");
	d->status = status;
	d->received_at = IN_TIME;
	return d;
}

static struct report *
opinion_sent(void)
{
	struct report *report = report_of("dam@ch-valbec.test");

	report_add_header(report, "Authentication-Results", SIGNED);
	report_add_document(report, "a.pdf", OPINION);
	return report;
}

START_TEST(near_names_wait)
{
	struct bench b;
	OWNED(report) report = opinion_sent();
	struct reading *reading;
	struct decision *decision;

	bench_fill(&b);
	g_ptr_array_add(b.facts->dossiers, known_dossier(knowns[_i].family,
	    DOSSIER_INCOMPLETE));
	if (knowns[_i].thread != NULL)
		g_ptr_array_add(b.facts->threaded,
		    g_strdup(knowns[_i].thread));
	reading = decide_read(&b.conf, report, IN_TIME);
	if (knowns[_i].named)
		decide_give_to(reading, "MARCHADIER", "Lise");
	decision = decide_settle(&b.conf, report, reading, b.facts, IN_TIME);
	ck_assert_int_eq(decision->outcome, knowns[_i].outcome);
	ck_assert_int_eq(decision->reply.kind, knowns[_i].reply);
	ck_assert_uint_eq(decision->dossiers->len, knowns[_i].id >= 0);
	if (knowns[_i].id >= 0)
		ck_assert_int_eq(((struct dossier *)decision->dossiers->
		    pdata[0])->id, knowns[_i].id);
	else
		ck_assert_uint_gt(decision->documents->len, 0);
	decision_free(decision);
	reading_free(reading);
	bench_clear(&b);
}
END_TEST

/* Of more dossiers than are looked at, one may be theirs. */
START_TEST(too_many_dossiers_wait)
{
	for (unsigned cut = 0; cut < 2; cut++) {
		struct bench b;
		OWNED(report) report = opinion_sent();
		struct decision *decision;

		bench_fill(&b);
		b.facts->cut = cut;
		decision = decide_one(&b, report, IN_TIME);
		ck_assert_int_eq(decision->outcome,
		    cut ? OUTCOME_REVIEW : OUTCOME_FILED);
		ck_assert_uint_eq(decision->dossiers->len, !cut);
		ck_assert_uint_eq(decision->documents->len > 0, cut);
		decision_free(decision);
		bench_clear(&b);
	}
}
END_TEST

/* Who was told nothing has the days to complete all the same. */
static const struct {
	enum dossier_status status;
	int64_t at;
	bool late;
} completions[] = {
	{ DOSSIER_COMPLETE, CLOSES + 400 * DAY, false },
	{ DOSSIER_INCOMPLETE, CLOSES, true }, /* told, and its day is over */
	{ DOSSIER_REVIEW, CLOSES - 1, false },
	{ DOSSIER_REVIEW, CLOSES, false },
	{ DOSSIER_REVIEW, CLOSES + 400 * DAY, true },
};

START_TEST(waiting_is_not_late)
{
	struct bench b;
	OWNED(report) report = opinion_sent();
	struct decision *decision;

	bench_fill(&b);
	b.deadline.completion_days = 30;
	g_ptr_array_add(b.facts->dossiers, known_dossier("MARCHADIER",
	    completions[_i].status));
	decision = decide_one(&b, report, completions[_i].at);
	ck_assert_uint_eq(decision->dossiers->len, 1);
	ck_assert_int_eq(((struct dossier *)decision->dossiers->pdata[0])->
	    late, completions[_i].late);
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

/* What a report says of a reply of ours, RFC 3464 §2.3.3 and RFC 8098
 * §3.2.6, and whether it came back. */
static const struct {
	const char *action; /* NULL: it does not say */
	int64_t bounced;
} reported[] = {
	{ "failed", 5 },
	{ NULL, 5 },
	{ "perdu", 5 },
	{ "delayed", 0 },
	{ "delivered", 0 },
	{ "relayed", 0 },
	{ "expanded", 0 },
	{ "displayed", 0 },
	{ "deleted", 0 },
	{ "dispatched", 0 },
	{ "processed", 0 },
	{ "denied", 0 },
};

START_TEST(a_reply_came_back_unless_the_report_says_otherwise)
{
	struct bench b;
	OWNED(report) report = report_of("mailer-daemon@ch-valbec.test");
	struct decision *decision;

	bench_fill(&b);
	b.facts->reported_reply = 5;
	report->report_type = g_strdup("delivery-status");
	report->delivery = delivery_report_new();
	report->delivery->action = g_strdup(reported[_i].action);
	decision = decide_one(&b, report, IN_TIME);
	ck_assert_int_eq(decision->outcome, OUTCOME_AUTOMATIC);
	ck_assert_int_eq(decision->bounced_reply, reported[_i].bounced);
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

/* The name has a dossier at another hospital: the same person, unless the
 * specialty is another. */
static const struct {
	const char *subject, *specialty; /* of the dossier there */
	enum reply_kind reply;
} elsewhere[] = {
	{ "ASR", NULL, REPLY_REGISTERED },
	{ "ASR gériatrie", "Gériatrie", REPLY_REGISTERED },
	{ "ASR gériatrie", "Urologie", REPLY_INCOMPLETE },
};

START_TEST(two_hospitals_are_compared)
{
	struct bench b;
	OWNED(report) report = report_of("dam@ch-valbec.test");
	struct dossier *there = dossier_new();
	struct decision *decision;
	const struct dossier *d;

	bench_fill(&b);
	there->id = 1;
	there->reference = g_strdup("ASR-2026-0001");
	there->campaign = g_strdup(campaign_id);
	there->establishment = g_strdup("CH-EU");
	there->specialty = g_strdup(elsewhere[_i].specialty);
	g_free(there->family_name);
	there->family_name = g_strdup("MARCHADIER");
	g_free(there->given_name);
	there->given_name = g_strdup("Lise");
	g_ptr_array_add(b.facts->dossiers, there);
	report->subject = g_strdup(elsewhere[_i].subject);
	report_add_header(report, "Authentication-Results", SIGNED);
	report_add_document(report, "a.pdf", OPINION);
	decision = decide_one(&b, report, IN_TIME);
	ck_assert_int_eq(decision->outcome, OUTCOME_FILED);
	ck_assert_int_eq(decision->reply.kind, elsewhere[_i].reply);
	ck_assert_uint_eq(decision->dossiers->len, 1);
	d = decision->dossiers->pdata[0];
	ck_assert_int_eq(d->id, 0);
	ck_assert_str_eq(d->establishment, "CH-VALBEC");
	ck_assert(is_said(d->warnings, "CH-EU (ASR-2026-0001)"));
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

/* Until a person has compared them, or nothing lacks any more. */
START_TEST(two_hospitals_are_compared_by_a_person)
{
	static const char asks[] = "un candidat de ce nom a déjà le dossier "
	    "ASR-2026-0001, porté par CH-EU : est-ce la même personne ?";
	struct bench b;
	OWNED(report) report = opinion_sent();
	struct dossier *d = known_dossier("MARCHADIER", DOSSIER_REVIEW);
	struct decision *decision;

	bench_fill(&b);
	g_ptr_array_add(d->review_reasons, g_strdup(asks));
	g_ptr_array_add(b.facts->dossiers, d);
	decision = decide_one(&b, report, IN_TIME);
	ck_assert_int_eq(decision->outcome, OUTCOME_FILED);
	ck_assert_int_eq(decision->reply.kind, REPLY_REGISTERED);
	d = decision->dossiers->pdata[0];
	ck_assert_int_eq(d->id, 7);
	ck_assert_int_eq(d->status, DOSSIER_REVIEW);
	ck_assert(is_said(d->review_reasons, asks));
	/* An agent's word is that of a person. */
	decide_dossier(&b.campaign, d);
	ck_assert_int_eq(d->status, DOSSIER_INCOMPLETE);
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

/* What one document more makes of a dossier that has its project, and no
 * opinion of the coordinator. */
static const struct {
	const char *what, *piece; /* NULL: of none */
	enum finding_kind kind;
	enum piece_state state;
	enum certainty certainty;
	enum dossier_status status;
	enum piece_state opinion;
} doubts[] = {
	{ "what is no piece", NULL, FINDING_OTHER, PIECE_PRESENT,
	    CERTAINTY_CERTAIN, DOSSIER_INCOMPLETE, PIECE_MISSING },
	{ "the project again", "projet", FINDING_PIECE, PIECE_PRESENT,
	    CERTAINTY_CERTAIN, DOSSIER_INCOMPLETE, PIECE_MISSING },
	{ "perhaps the project again, or anything", "projet", FINDING_PIECE,
	    PIECE_UNCERTAIN, CERTAINTY_PROBABLE, DOSSIER_REVIEW,
	    PIECE_UNCERTAIN },
	{ "a page nobody knows", NULL, FINDING_UNIDENTIFIED, PIECE_UNCERTAIN,
	    CERTAINTY_UNKNOWN, DOSSIER_REVIEW, PIECE_UNCERTAIN },
	{ "a file that is locked", NULL, FINDING_UNIDENTIFIED,
	    PIECE_UNREADABLE, CERTAINTY_UNKNOWN, DOSSIER_REVIEW,
	    PIECE_MISSING },
	{ "perhaps the opinion", "avis-coordonnateur", FINDING_PIECE,
	    PIECE_UNCERTAIN, CERTAINTY_PROBABLE, DOSSIER_REVIEW,
	    PIECE_UNCERTAIN },
};

static void
add_finding(struct dossier *d, const char *piece, enum finding_kind kind,
    enum piece_state state, enum certainty certainty)
{
	struct finding *f = finding_new();

	f->kind = kind;
	g_free(f->piece);
	f->piece = g_strdup(piece);
	f->state = state;
	f->certainty = certainty;
	g_ptr_array_add(d->findings, f);
}

START_TEST(doubt_is_shown)
{
	struct bench b;
	struct dossier *d = known_dossier("MARCHADIER", DOSSIER_INCOMPLETE);

	bench_fill(&b);
	add_finding(d, "projet", FINDING_PIECE, PIECE_PRESENT,
	    CERTAINTY_CERTAIN);
	add_finding(d, doubts[_i].piece, doubts[_i].kind, doubts[_i].state,
	    doubts[_i].certainty);
	decide_dossier(&b.campaign, d);
	ck_assert_msg(d->status == doubts[_i].status, "%s: %s",
	    doubts[_i].what, dossier_status_word(d->status));
	ck_assert_msg(dossier_piece(d, "avis-coordonnateur")->state ==
	    doubts[_i].opinion, "%s: %s", doubts[_i].what,
	    piece_state_word(dossier_piece(d, "avis-coordonnateur")->state));
	ck_assert_int_eq(dossier_piece(d, "projet")->state, PIECE_PRESENT);
	dossier_free(d);
	bench_clear(&b);
}
END_TEST

/* When the DAM's own came, not a stranger's copy of it before. */
START_TEST(a_dossier_is_complete_when_what_counts_has_come)
{
	struct bench b;
	struct dossier *d = known_dossier("MARCHADIER", DOSSIER_INCOMPLETE);
	struct finding *f;

	bench_fill(&b);
	for (unsigned i = 0; i < b.form->pieces->len; i++) {
		const struct piece *piece = b.form->pieces->pdata[i];

		for (unsigned again = 0; again < 2; again++) {
			add_finding(d, piece->id, FINDING_PIECE,
			    PIECE_PRESENT, CERTAINTY_CERTAIN);
			f = d->findings->pdata[d->findings->len - 1];
			f->received_at = again ? IN_TIME + 7 : IN_TIME;
			f->provisional = !again;
		}
	}
	decide_dossier(&b.campaign, d);
	ck_assert_int_eq(d->status, DOSSIER_COMPLETE);
	ck_assert_int_eq(d->completed_at, IN_TIME + 7);
	dossier_free(d);
	bench_clear(&b);
}
END_TEST

/* A page that a limit cut may have held any piece: nothing is missing. */
START_TEST(a_page_cut_is_a_doubt)
{
	for (unsigned cut = 0; cut < 2; cut++) {
		struct bench b;
		OWNED(report) report = report_of("dam@ch-valbec.test");
		struct part *part;
		struct decision *decision;
		const struct dossier *d;

		bench_fill(&b);
		report_add_header(report, "Authentication-Results", SIGNED);
		part = report_add_document(report, "a.pdf", OPINION);
		if (cut)
			((struct page *)part->pages->pdata[0])->reason =
			    REASON_TOO_LARGE;
		decision = decide_one(&b, report, IN_TIME);
		ck_assert_uint_eq(decision->dossiers->len, 1);
		d = decision->dossiers->pdata[0];
		ck_assert_int_eq(d->status,
		    cut ? DOSSIER_REVIEW : DOSSIER_INCOMPLETE);
		decision_free(decision);
		bench_clear(&b);
	}
}
END_TEST

/* The last second in time, and the first that is late; before the campaign
 * opens there is none. */
static const struct {
	int64_t at;
	enum outcome outcome;
	enum reply_kind reply;
} moments[] = {
	{ OPENS - 1, OUTCOME_CORRESPONDENCE, REPLY_NONE },
	{ OPENS, OUTCOME_FILED, REPLY_INCOMPLETE },
	{ CLOSES - 1, OUTCOME_FILED, REPLY_INCOMPLETE },
	{ CLOSES, OUTCOME_FILED, REPLY_LATE },
};

START_TEST(time_tells)
{
	struct bench b;
	OWNED(report) report = report_of("dam@ch-valbec.test");
	struct decision *decision;

	bench_fill(&b);
	report_add_header(report, "Authentication-Results", SIGNED);
	report_add_document(report, "a.pdf", OPINION);
	decision = decide_one(&b, report, moments[_i].at);
	ck_assert_int_eq(decision->outcome, moments[_i].outcome);
	ck_assert_int_eq(decision->reply.kind, moments[_i].reply);
	decision_free(decision);
	bench_clear(&b);
}
END_TEST

/* The fifth reply of a day goes, the sixth waits for an agent. */
START_TEST(too_many_replies_wait)
{
	for (unsigned before = PER_DAY - 1; before <= PER_DAY; before++) {
		struct bench b;
		OWNED(report) report = report_of("dam@ch-valbec.test");
		struct decision *decision;

		bench_fill(&b);
		b.facts->replies_today = before;
		report_add_header(report, "Authentication-Results", SIGNED);
		report_add_document(report, "a.pdf", OPINION);
		decision = decide_one(&b, report, IN_TIME);
		ck_assert_int_eq(decision->reply.kind, REPLY_INCOMPLETE);
		ck_assert_int_eq(decision->reply.held, before == PER_DAY);
		decision_free(decision);
		bench_clear(&b);
	}
}
END_TEST

HARNESS_MAIN("settle", bench_form();
    tcase_add_loop_test(tc, doubt_is_shown, 0, G_N_ELEMENTS(doubts));
    tcase_add_test(tc, a_page_cut_is_a_doubt);
    tcase_add_test(tc, too_many_dossiers_wait);
    tcase_add_loop_test(tc, near_names_wait, 0, G_N_ELEMENTS(knowns));
    tcase_add_loop_test(tc, waiting_is_not_late, 0,
	G_N_ELEMENTS(completions));
    tcase_add_loop_test(tc, first_match_wins, 0, G_N_ELEMENTS(messages));
    tcase_add_test(tc, several_senders_wait);
    tcase_add_loop_test(tc, agents_are_shown, 0, G_N_ELEMENTS(shown));
    tcase_add_test(tc, warnings_of_the_past_go);
    tcase_add_loop_test(tc, two_hospitals_are_compared, 0,
	G_N_ELEMENTS(elsewhere));
    tcase_add_test(tc, two_hospitals_are_compared_by_a_person);
    tcase_add_test(tc, a_candidate_may_submit);
    tcase_add_test(tc, a_dossier_is_complete_when_what_counts_has_come);
    tcase_add_loop_test(tc, a_reply_came_back_unless_the_report_says_otherwise,
	0, G_N_ELEMENTS(reported));
    tcase_add_loop_test(tc, time_tells, 0, G_N_ELEMENTS(moments));
    tcase_add_test(tc, too_many_replies_wait))
