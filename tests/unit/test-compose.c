/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies as bytes: what they say, and that strangers cannot bend them. */
#include "harness.h"

#include <string.h>
#include <unistd.h>

#include <glib.h>
#include <gmime/gmime.h>

#include "courier-smtp.h"
#include "error.h"
#include "letter.h"
#include "outbox.h"

#define SHA256 \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define CONFIG                                                     \
	"[mailbox]\nsource = dir:.\n[smtp]\nserver = dir:out\n"    \
	"from = asr@ars.test\nfrom-name = ARS Normandie – Candidatures\n" \
	"[intake]\nestablishments = " TEST_SOURCES                 \
	"/etc/etablissements.csv\ncampaigns = " TEST_SOURCES       \
	"/etc/campaigns\nforms = " TEST_SOURCES "/etc/forms\n"     \
	"templates = " TEST_SOURCES "/etc/templates\n"

/* 2025-11-24 14:20:37 and 2026-02-28 12:00:00 in Paris. */
#define RECEIVED_AT INT64_C(1763990437)
#define NOW INT64_C(1772276400)
/* 2026-03-16 00:00:00 in Paris. */
#define CLOSES_AT INT64_C(1773615600)

static struct conf *conf;
static struct report *report;
static struct decision *decision;
static struct letter letter;

/* Once for all tests, which leave it as it is; never freed. */
static void
read_conf(void)
{
	g_autofree char *folder = g_dir_make_tmp("asr-compose-XXXXXX", NULL);
	g_autofree char *file = g_build_filename(folder, "a.conf", NULL);
	struct problems *problems = problems_new();

	g_assert(g_file_set_contents(file, CONFIG, -1, NULL));
	conf = conf_read(file, problems);
	g_assert_cmpuint(problems_errors(problems), ==, 0);
	problems_free(problems);
	unlink(file);
	rmdir(folder);
}

static void
set_up(void)
{
	g_mime_init();
	report = report_new();
	report->message_id = g_strdup("<question@ch-sapin.test>");
	report->subject = g_strdup("Dossier ASR de Mme Lenoir");
	decision = decision_new();
	decision->campaign = g_strdup("asr-normandie-2026");
	decision->reply.kind = REPLY_REGISTERED;
	decision->reply.to = g_strdup("dam@ch-sapin.test");
	letter = (struct letter){ .conf = conf, .report = report,
		.decision = decision, .received_at = RECEIVED_AT,
		.now = NOW, .sha256 = SHA256, .name = "0007.eml" };
}

static void
tear_down(void)
{
	decision_free(decision);
	report_free(report);
}

static void
add_piece(struct dossier *d, const char *piece, enum requirement requirement,
    enum piece_state state, const char *file)
{
	struct piece_status *status = piece_status_new();

	status->piece = g_strdup(piece);
	status->requirement = requirement;
	status->state = state;
	if (file != NULL) {
		struct finding *f = finding_new();

		g_free(f->name);
		f->name = g_strdup(file);
		f->state = state;
		g_ptr_array_add(d->findings, f);
		g_ptr_array_add(status->findings, f);
	}
	g_ptr_array_add(d->pieces, status);
}

static struct dossier *
add_dossier(const char *reference, const char *given, const char *family,
    enum dossier_status status)
{
	struct dossier *d = dossier_new();

	d->reference = g_strdup(reference);
	d->campaign = g_strdup("asr-normandie-2026");
	d->deadline = g_strdup("2026-02-13");
	d->subdivision = g_strdup("caen");
	d->establishment = g_strdup("CH-LISIEUX");
	g_free(d->given_name);
	d->given_name = g_strdup(given);
	g_free(d->family_name);
	d->family_name = g_strdup(family);
	d->status = status;
	g_ptr_array_add(decision->dossiers, d);
	return d;
}

/* A composed reply, raw and parsed. */
struct reply {
	GBytes *bytes;
	char *raw, *message_id, *name;
	char *text; /* the body, its line ends, indents and no-break spaces
		     * become spaces */
	GMimeMessage *message;
};

static char *
flatten(char *text)
{
	g_auto(GStrv) units = g_strsplit(text, "\u00a0", -1);
	g_autofree char *plain = g_strjoinv(" ", units);
	g_auto(GStrv) words = g_strsplit_set(plain, " \r\n", -1);
	GString *flat = g_string_new(NULL);

	for (unsigned i = 0; words[i] != NULL; i++) {
		if (words[i][0] != '\0')
			g_string_append_printf(flat, "%s ", words[i]);
	}
	g_free(text);
	return g_string_free(flat, FALSE);
}

static struct reply
compose(void)
{
	g_autoptr(GError) error = NULL;
	struct reply reply = { 0 };
	GMimeStream *stream;
	GMimeParser *parser;
	gsize length;
	const char *data;

	reply.bytes = outbox_compose(&letter, conf->templates,
	    &reply.message_id, &reply.name, &error);
	ck_assert_msg(reply.bytes != NULL, "%s",
	    error != NULL ? error->message : "");
	data = g_bytes_get_data(reply.bytes, &length);
	reply.raw = g_strndup(data, length);
	stream = g_mime_stream_mem_new_with_buffer(data, length);
	parser = g_mime_parser_new_with_stream(stream);
	reply.message = g_mime_parser_construct_message(parser, NULL);
	reply.text = flatten(g_mime_text_part_get_text(
	    GMIME_TEXT_PART(g_mime_message_get_mime_part(reply.message))));
	g_object_unref(parser);
	g_object_unref(stream);
	return reply;
}

static void
free_reply(struct reply *reply)
{
	g_object_unref(reply->message);
	g_bytes_unref(reply->bytes);
	g_free(reply->raw);
	g_free(reply->message_id);
	g_free(reply->name);
	g_free(reply->text);
}

static const char *
header(const struct reply *reply, const char *name)
{
	return g_mime_object_get_header(GMIME_OBJECT(reply->message), name);
}

/* RFC 5322 §2.1.1 and §2.3: CRLF alone ends lines, none is long, all is
 * ASCII. */
static void
assert_transportable(const struct reply *reply)
{
	g_auto(GStrv) lines = g_strsplit(reply->raw, "\r\n", -1);

	for (unsigned i = 0; lines[i] != NULL; i++) {
		ck_assert_uint_le(strlen(lines[i]), 78);
		ck_assert(g_str_is_ascii(lines[i]));
		ck_assert_ptr_null(strpbrk(lines[i], "\r\n"));
	}
}

/* As a mail program shows it: no line of it can end before a mark. */
START_TEST(keeps_the_marks_of_french_beside_their_words)
{
	g_autofree char *text = NULL;
	struct reply reply;

	add_dossier("ASR-2026-0042", "Élise", "LENOIR", DOSSIER_COMPLETE);
	reply = compose();
	assert_transportable(&reply);
	text = g_mime_text_part_get_text(GMIME_TEXT_PART(
	    g_mime_message_get_mime_part(reply.message)));
	ck_assert_ptr_nonnull(strstr(text, "Candidature de\u00a0: Élise"));
	ck_assert_ptr_nonnull(strstr(text, "14\u00a0h\u00a020."));
	ck_assert_ptr_nonnull(strstr(text, "«\u00a0"));
	for (const char *p = strpbrk(text, ":;!?%"); p != NULL;
	    p = strpbrk(p + 1, ":;!?%"))
		ck_assert(p == text || (p[-1] != ' ' && p[-1] != '\n'));
	ck_assert_ptr_null(strstr(text, "« "));
	ck_assert_ptr_null(strstr(text, " »"));
	free_reply(&reply);
}
END_TEST

START_TEST(carries_the_headers_of_an_automatic_reply)
{
	struct reply reply = compose();

	assert_transportable(&reply);
	ck_assert_str_eq(header(&reply, "Auto-Submitted"), "auto-replied");
	ck_assert_str_eq(header(&reply, "X-Auto-Response-Suppress"), "All");
	ck_assert_ptr_nonnull(strstr(reply.raw,
	    "\r\nContent-Language: fr\r\n"));
	ck_assert_str_eq(header(&reply, "In-Reply-To"),
	    "<question@ch-sapin.test>");
	ck_assert_str_eq(header(&reply, "References"),
	    "<question@ch-sapin.test>");
	ck_assert_str_eq(header(&reply, "To"), "dam@ch-sapin.test");
	ck_assert_ptr_null(header(&reply, "Reply-To"));
	ck_assert_str_eq(reply.message_id,
	    "<asr-0123456789abcdef0123456789abcdef@ars.test>");
	ck_assert_ptr_nonnull(strstr(reply.raw, "\r\nMessage-Id: "
	    "<asr-0123456789abcdef0123456789abcdef@ars.test>\r\n"));
	ck_assert_ptr_nonnull(strstr(reply.raw, "Date: Sat, 28 Feb 2026 "
	    "12:00:00 +0100\r\n"));
	ck_assert_str_eq(header(&reply, "From"),
	    "ARS Normandie – Candidatures <asr@ars.test>");
	ck_assert_ptr_null(strcasestr(reply.raw, "=?windows"));
	free_reply(&reply);
}
END_TEST

START_TEST(is_the_same_at_every_try)
{
	struct reply one = compose(), other = compose();

	ck_assert(g_bytes_equal(one.bytes, other.bytes));
	free_reply(&one);
	free_reply(&other);
}
END_TEST

/* One act may write about several dossiers of one message: the server and
 * the hospital's mail program take two letters for two. */
START_TEST(tells_the_letters_of_one_act_apart)
{
	static const char *const ends[] = { "", "-12", "-12-7", "-12-8" };
	struct reply replies[G_N_ELEMENTS(ends)];

	for (unsigned i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *id = g_strdup_printf(
		    "<asr-0123456789abcdef0123456789abcdef%s@ars.test>",
		    ends[i]);

		letter.act = i > 0 ? 12 : 0;
		letter.dossier = i > 1 ? 5 + i : 0;
		replies[i] = compose();
		ck_assert_str_eq(replies[i].message_id, id);
		ck_assert(g_str_has_suffix(replies[i].name, ends[i]));
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(ends); i++)
		free_reply(&replies[i]);
}
END_TEST

static const struct naming {
	const char *file;
	const char *name;
} namings[] = {
	{ "0007.eml", "0007-01234567" },
	{ NULL, "0123456789abcdef0123456789abcdef" },
	{ "....eml", "0123456789abcdef0123456789abcdef" },
	{ "../../etc/passwd.eml", "etc_passwd-01234567" },
	{ "Dossier été; rm -rf.eml", "Dossier___t____rm_-rf-01234567" },
	{ "1700000000.M1P2.host,S=3", "1700000000.M1P2.host_S_3-01234567" },
};

START_TEST(is_named_after_the_message)
{
	struct reply reply;

	letter.name = namings[_i].file;
	reply = compose();
	ck_assert_str_eq(reply.name, namings[_i].name);
	free_reply(&reply);
}
END_TEST

START_TEST(keeps_a_long_name_short)
{
	g_autofree char *file = g_strnfill(300, 'a');
	struct reply reply;

	letter.name = file;
	reply = compose();
	ck_assert_uint_eq(strlen(reply.name), 60 + 9);
	free_reply(&reply);
}
END_TEST

START_TEST(bounds_the_thread)
{
	struct reply reply;
	g_autofree char *long_id = g_strnfill(300, 'a');
	g_auto(GStrv) ids = NULL;

	for (unsigned i = 0; i < 50; i++)
		g_ptr_array_add(report->references,
		    g_strdup_printf("<%u.%s@ch-sapin.test>", i,
			"abcdefghijklmnopqrstuvwxyz"));
	g_ptr_array_add(report->references, g_strdup("<no\r\nBcc: x@y>"));
	g_ptr_array_add(report->references, g_strconcat("<", long_id,
	    "@b.test>", NULL));
	reply = compose();
	assert_transportable(&reply);
	ck_assert_ptr_null(header(&reply, "Bcc"));
	ids = g_strsplit_set(header(&reply, "References"), " \t\n", -1);
	ck_assert(g_str_has_prefix(ids[0], "<0."));
	ck_assert(g_str_has_prefix(ids[1], "<33."));
	ck_assert_str_eq(ids[g_strv_length(ids) - 1],
	    "<question@ch-sapin.test>");
	free_reply(&reply);
}
END_TEST

/* As in compose.c: the longest Message-ID that is answered by number. */
#define MESSAGE_ID_BYTES 250u

START_TEST(bounds_an_id)
{
	for (size_t more = 0; more < 2; more++) {
		struct reply reply;
		g_autofree char *letters = g_strnfill(MESSAGE_ID_BYTES + more -
		    strlen("<@b.test>"), 'a');

		g_free(report->message_id);
		report->message_id = g_strconcat("<", letters, "@b.test>",
		    NULL);
		reply = compose();
		ck_assert_int_eq(header(&reply, "In-Reply-To") == NULL,
		    more > 0);
		free_reply(&reply);
	}
}
END_TEST

START_TEST(bounds_an_address)
{
	for (size_t more = 0; more < 2; more++) {
		g_autofree char *letters = g_strnfill(
		    SMTP_ADDRESS_BYTES_MAX + more - strlen("dam@.test"), 'a');
		g_autofree char *address =
		    g_strconcat("dam@", letters, ".test", NULL);

		ck_assert_int_eq(courier_smtp_address_ok(address), more == 0);
	}
}
END_TEST

/* Bent Message-IDs are not answered by number, only by address. */
static const char *const bent_ids[] = { "<a b@c>", "<a@b>\r\nBcc: x@y",
	"<a@b", "<é@b.test>", "<@>", "<ab>" };

START_TEST(refuses_bent_ids)
{
	struct reply reply;

	g_free(report->message_id);
	report->message_id = g_strdup(bent_ids[_i]);
	reply = compose();
	assert_transportable(&reply);
	ck_assert_ptr_null(header(&reply, "In-Reply-To"));
	ck_assert_ptr_null(header(&reply, "References"));
	ck_assert_ptr_null(header(&reply, "Bcc"));
	free_reply(&reply);
}
END_TEST

static const char *const bent_addresses[] = { "", "@b.test", "a@",
	"a@b.test\r\nBcc: c@d.test", "a b@c.test", "a@b.test, c@d.test",
	"<a@b.test>" };

START_TEST(refuses_bent_addresses)
{
	g_autoptr(GError) error = NULL;
	char *message_id, *name;

	g_free(decision->reply.to);
	decision->reply.to = g_strdup(bent_addresses[_i]);
	ck_assert_ptr_null(outbox_compose(&letter, conf->templates,
	    &message_id, &name, &error));
	ck_assert(g_error_matches(error, ASR_ERROR, ASR_ERROR_FORMAT));
}
END_TEST

START_TEST(quotes_strangers_on_one_line)
{
	struct reply reply;
	struct part *part = part_new();

	g_free(report->subject);
	report->subject = g_strdup("Objet\r\n\r\nVous avez gagné\u202e !");
	part->role = PART_DOCUMENT;
	part->name = g_strdup("annexe\n\n– Dossier COMPLET.pdf");
	g_ptr_array_add(report->parts, part);
	reply = compose();
	assert_transportable(&reply);
	ck_assert_ptr_nonnull(strstr(reply.text,
	    "« Objet Vous avez gagné ! »"));
	ck_assert_ptr_nonnull(strstr(reply.text,
	    "Fichiers reçus : – annexe – Dossier COMPLET.pdf "));
	free_reply(&reply);
}
END_TEST

START_TEST(states_each_piece_of_an_incomplete_dossier)
{
	struct dossier *d = add_dossier("ASR-2026-0042", "Élise", "LENOIR",
	    DOSSIER_INCOMPLETE);
	struct reply reply;

	decision->reply.kind = REPLY_INCOMPLETE;
	d->complete_until = CLOSES_AT;
	add_piece(d, "projet", REQUIREMENT_REQUIRED, PIECE_PRESENT,
	    "PJ.zip/Projet.pdf");
	add_piece(d, "avis-cme-chu", REQUIREMENT_REQUIRED, PIECE_MISSING,
	    NULL);
	add_piece(d, "avis-directeur-ch", REQUIREMENT_REQUIRED, PIECE_BLANK,
	    "annexe 9.pdf");
	add_piece(d, "avis-directeur-chu", REQUIREMENT_REQUIRED,
	    PIECE_UNREADABLE, "annexe 8.pdf");
	add_piece(d, "diplomes", REQUIREMENT_CONDITIONAL, PIECE_MISSING,
	    NULL);
	reply = compose();
	assert_transportable(&reply);
	ck_assert_str_eq(g_mime_message_get_subject(reply.message),
	    "[ASR-2026-0042] Dossier INCOMPLET – LENOIR");
	ck_assert_ptr_nonnull(strstr(reply.text, "le 24 novembre 2025 à "
	    "14 h 20."));
	ck_assert_ptr_nonnull(strstr(reply.text, "Candidature de : "
	    "Élise LENOIR "));
	ck_assert_ptr_nonnull(strstr(reply.text, "Pièces manquantes : – Avis"));
	ck_assert_ptr_nonnull(strstr(reply.text, "(annexe 11 du formulaire"));
	ck_assert_ptr_nonnull(strstr(reply.text, "(annexe 9) : annexe "
	    "9.pdf"));
	ck_assert_ptr_nonnull(strstr(reply.text, "(annexe 8) : annexe "
	    "8.pdf"));
	ck_assert_ptr_nonnull(strstr(reply.text, "(annexe 4) : "
	    "PJ.zip/Projet.pdf"));
	ck_assert_ptr_nonnull(strstr(reply.text, "plus tard le 15 mars 2026 "
	    "à 23 h 59"));
	ck_assert_ptr_null(strstr(reply.text, "iplôme"));
	free_reply(&reply);
}
END_TEST

START_TEST(says_nothing_of_pieces_while_an_agent_must_look)
{
	struct dossier *d = add_dossier("ASR-2026-0042", "Élise", "LENOIR",
	    DOSSIER_REVIEW);
	struct reply reply;

	add_piece(d, "projet", REQUIREMENT_REQUIRED, PIECE_PRESENT, "a.pdf");
	add_piece(d, "avis-cme-chu", REQUIREMENT_REQUIRED, PIECE_MISSING,
	    NULL);
	reply = compose();
	ck_assert_ptr_nonnull(strstr(reply.text, "ASR-2026-0042"));
	ck_assert_ptr_null(strstr(reply.text, "Avis"));
	ck_assert_ptr_null(strcasestr(reply.text, "manqu"));
	ck_assert_ptr_null(strcasestr(reply.text, "complet"));
	free_reply(&reply);
}
END_TEST

START_TEST(says_of_each_dossier_whether_it_is_late)
{
	struct dossier *late = add_dossier("ASR-2026-0001", "Anne", "PETIT",
	    DOSSIER_COMPLETE);
	struct dossier *in_time = add_dossier("ASR-2026-0002", "Paul",
	    "GRAND", DOSSIER_INCOMPLETE);
	struct reply reply;
	char *second;

	decision->reply.kind = REPLY_LATE;
	late->late = true;
	in_time->complete_until = CLOSES_AT + 10 * 86400;
	reply = compose();
	ck_assert_ptr_nonnull(strstr(reply.text, "pour au moins un, il "
	    "est arrivé HORS DÉLAI"));
	second = strstr(reply.text, "Dossier ASR-2026-0002");
	ck_assert_ptr_nonnull(second);
	ck_assert_ptr_null(strstr(second, "HORS DÉLAI"));
	ck_assert_ptr_nonnull(strstr(second, "plus tard le 25 mars 2026"));
	*second = '\0';
	ck_assert_ptr_nonnull(strstr(strstr(reply.text,
	    "Dossier ASR-2026-0001"), "arrivé HORS DÉLAI"));
	free_reply(&reply);
}
END_TEST

START_TEST(asks_for_files_instead_of_a_link)
{
	struct reply reply = compose();

	ck_assert_ptr_nonnull(strstr(reply.text, "rien à renvoyer"));
	ck_assert_ptr_null(strstr(reply.text, "derrière un lien"));
	free_reply(&reply);
	letter.has_link = true;
	reply = compose();
	ck_assert_ptr_null(strstr(reply.text, "rien à renvoyer"));
	ck_assert_ptr_nonnull(strstr(reply.text, "derrière un lien"));
	free_reply(&reply);
}
END_TEST

START_TEST(counts_what_it_does_not_name)
{
	struct dossier *d = add_dossier("ASR-2026-0042", "Élise", "LENOIR",
	    DOSSIER_COMPLETE);
	struct piece_status *status;
	struct reply reply;

	decision->reply.kind = REPLY_COMPLETE;
	add_piece(d, "diplomes", REQUIREMENT_CONDITIONAL, PIECE_PRESENT,
	    "d0.pdf");
	status = d->pieces->pdata[0];
	for (unsigned i = 1; i < 7; i++) {
		struct finding *f = finding_new();

		g_free(f->name);
		f->name = g_strdup_printf("d%u.pdf", i);
		f->state = PIECE_PRESENT;
		g_ptr_array_add(d->findings, f);
		g_ptr_array_add(status->findings, f);
	}
	reply = compose();
	ck_assert_ptr_nonnull(strstr(reply.text, "d4.pdf et 2 autres"));
	ck_assert_ptr_null(strstr(reply.text, "d5.pdf"));
	free_reply(&reply);
}
END_TEST

static const struct {
	unsigned documents;
	const char *last;
} lists[] = {
	{ LETTER_DOCUMENTS_MAX, "d60.pdf Ce message" },
	{ LETTER_DOCUMENTS_MAX + 1, "d60.pdf – et 1 autre Ce message" },
	{ LETTER_DOCUMENTS_MAX + 2, "d60.pdf – et 2 autres Ce message" },
};

START_TEST(names_so_many_documents)
{
	struct reply reply;

	for (unsigned i = 1; i <= lists[_i].documents; i++) {
		struct part *part = part_new();

		part->name = g_strdup_printf("d%u.pdf", i);
		g_ptr_array_add(report->parts, part);
	}
	reply = compose();
	ck_assert_ptr_nonnull(strstr(reply.text, "d60.pdf"));
	ck_assert_ptr_null(strstr(reply.text, "d61.pdf"));
	ck_assert_msg(strstr(reply.text, lists[_i].last) != NULL, "%s",
	    reply.text);
	free_reply(&reply);
}
END_TEST

HARNESS_MAIN("compose", read_conf();
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, keeps_the_marks_of_french_beside_their_words);
    tcase_add_test(tc, carries_the_headers_of_an_automatic_reply);
    tcase_add_test(tc, is_the_same_at_every_try);
    tcase_add_test(tc, tells_the_letters_of_one_act_apart);
    tcase_add_loop_test(tc, is_named_after_the_message, 0,
	G_N_ELEMENTS(namings));
    tcase_add_test(tc, keeps_a_long_name_short);
    tcase_add_test(tc, bounds_the_thread);
    tcase_add_test(tc, bounds_an_id);
    tcase_add_test(tc, bounds_an_address);
    tcase_add_loop_test(tc, refuses_bent_ids, 0, G_N_ELEMENTS(bent_ids));
    tcase_add_loop_test(tc, refuses_bent_addresses, 0,
	G_N_ELEMENTS(bent_addresses));
    tcase_add_test(tc, quotes_strangers_on_one_line);
    tcase_add_test(tc, states_each_piece_of_an_incomplete_dossier);
    tcase_add_test(tc, says_nothing_of_pieces_while_an_agent_must_look);
    tcase_add_test(tc, says_of_each_dossier_whether_it_is_late);
    tcase_add_test(tc, asks_for_files_instead_of_a_link);
    tcase_add_test(tc, counts_what_it_does_not_name);
    tcase_add_loop_test(tc, names_so_many_documents, 0,
	G_N_ELEMENTS(lists)))
