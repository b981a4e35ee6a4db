/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings.h"

#include "configured.h"

/* The least that a configuration must say. */
#define LEAST                                                       \
	"[mailbox]\nsource = dir:mail\n[smtp]\nserver = dir:out\n" \
	"from = asr@ars.test\n"

#define EVERYTHING                                                          \
	"[mailbox]\nsource = imaps://imap.ars.test/ASR\nuser = u\n"        \
	"auth = xoauth2\npassword-file = p1\nca-file = /ca/1\n"            \
	"poll-interval = 5\nidle = no\ndone-folder = Traités\n"            \
	"sent-folder = Envoyés\n"                                          \
	"[smtp]\nserver = smtp://smtp.ars.test:25\nuser = v\n"             \
	"auth = password\npassword-file = "                                \
	"${CREDENTIALS_DIRECTORY}/p2\nca-file = ../ca2\n"                  \
	"from = asr@ars.test\nfrom-name = ARS – ASR\nmode = off\n"         \
	"replies-per-day = 7\n"                                            \
	"[oauth2]\ntoken-url = https://login.test/token\nclient-id = c\n"  \
	"client-secret-file = s\nscope = https://mail.test/.default\n"     \
	"ca-file = ca3\n"                                                  \
	"[state]\ndirectory = state\n"                                     \
	"[intake]\nestablishments = e.csv\ncampaigns = c\nforms = f\n"     \
	"templates = t\nauthserv-id = mx.ars.test\nsender-proof = spf\n"   \
	"max-message-size = 25m\nocr = never\nexaminers = 4\n"             \
	"quiet-period = 600\nreminder-days = 3\n"                          \
	"[control]\nsocket = /run/x\n"

struct read {
	char *folder;
	struct problems *problems;
	struct settings *settings;
};

static struct read
read_text(const char *text)
{
	struct read r = { configured_folder(), problems_new(), NULL };
	g_autofree char *path = configured_write(r.folder, "a.conf", text,
	    -1);

	r.settings = settings_read(path, r.problems);
	ck_assert_ptr_nonnull(r.settings);
	return r;
}

static void
done(struct read *r)
{
	settings_free(r->settings);
	problems_free(r->problems);
	configured_remove(r->folder);
}

static void
expect_path(const struct read *r, const char *path, const char *name)
{
	g_autofree char *expected = g_build_filename(r->folder, name, NULL);

	ck_assert_str_eq(path, expected);
}

START_TEST(has_defaults)
{
	struct read r = read_text(LEAST);
	const struct settings *s = r.settings;

	configured_expect(r.problems, NULL);
	ck_assert_uint_eq(problems_warnings(r.problems), 0);
	ck_assert_int_eq(s->source.kind, ENDPOINT_DIR);
	expect_path(&r, s->source.path, "mail");
	ck_assert_ptr_null(s->mailbox.user);
	ck_assert_int_eq(s->mailbox.auth, AUTH_PASSWORD);
	ck_assert_uint_eq(s->poll_interval_s, 60);
	ck_assert(s->idle);
	ck_assert_ptr_null(s->done_folder);
	ck_assert_int_eq(s->mode, SEND_ON);
	ck_assert_ptr_null(s->from_name);
	expect_path(&r, s->establishments, "etablissements.csv");
	expect_path(&r, s->campaigns, "campaigns");
	ck_assert_str_eq(s->forms, DATADIR "/asr-intake/forms");
	ck_assert_str_eq(s->templates, DATADIR "/asr-intake/templates");
	ck_assert_str_eq(s->state_directory, LOCALSTATEDIR "/lib/asr-intake");
	ck_assert_str_eq(s->authserv_id, "");
	ck_assert_int_eq(s->sender_proof, PROOF_ANY);
	ck_assert_uint_eq(s->max_message_bytes, 60 << 20);
	ck_assert_int_eq(s->ocr, OCR_AUTO);
	ck_assert_uint_eq(s->examiners, 2);
	ck_assert_uint_eq(s->quiet_period_s, 0);
	ck_assert_uint_eq(s->reminder_days, 0);
	ck_assert_uint_eq(s->replies_per_day, 5);
	ck_assert_str_eq(s->control_socket, "/run/asr-intake/control");
	done(&r);
}
END_TEST

static void
check_servers(const struct read *r)
{
	const struct settings *s = r->settings;

	ck_assert_int_eq(s->source.kind, ENDPOINT_IMAPS);
	ck_assert_str_eq(s->source.folder, "ASR");
	ck_assert_str_eq(s->mailbox.user, "u");
	ck_assert_int_eq(s->mailbox.auth, AUTH_XOAUTH2);
	expect_path(r, s->mailbox.password_file, "p1");
	ck_assert_str_eq(s->mailbox.ca_file, "/ca/1");
	ck_assert_uint_eq(s->poll_interval_s, 5);
	ck_assert(!s->idle);
	ck_assert_str_eq(s->done_folder, "Traités");
	ck_assert_str_eq(s->sent_folder, "Envoyés");
	ck_assert_int_eq(s->server.kind, ENDPOINT_SMTP);
	ck_assert_uint_eq(s->server.port, 25);
	ck_assert_str_eq(s->smtp.user, "v");
	ck_assert_int_eq(s->smtp.auth, AUTH_PASSWORD);
	ck_assert_str_eq(s->smtp.password_file, "/run/secrets/p2");
	ck_assert_str_eq(s->from, "asr@ars.test");
	ck_assert_str_eq(s->from_name, "ARS – ASR");
	ck_assert_int_eq(s->mode, SEND_OFF);
	ck_assert_uint_eq(s->replies_per_day, 7);
}

START_TEST(reads_every_key)
{
	struct read r;
	const struct settings *s;

	g_setenv("CREDENTIALS_DIRECTORY", "/run/secrets", TRUE);
	r = read_text(EVERYTHING);
	s = r.settings;
	configured_expect(r.problems, NULL);
	check_servers(&r);
	ck_assert_str_eq(s->token_url, "https://login.test/token");
	ck_assert_str_eq(s->client_id, "c");
	expect_path(&r, s->client_secret_file, "s");
	ck_assert_str_eq(s->token_scope, "https://mail.test/.default");
	expect_path(&r, s->token_ca_file, "ca3");
	expect_path(&r, s->state_directory, "state");
	expect_path(&r, s->establishments, "e.csv");
	expect_path(&r, s->campaigns, "c");
	expect_path(&r, s->forms, "f");
	expect_path(&r, s->templates, "t");
	ck_assert_str_eq(s->authserv_id, "mx.ars.test");
	ck_assert_int_eq(s->sender_proof, PROOF_SPF);
	ck_assert_uint_eq(s->max_message_bytes, 25 << 20);
	ck_assert_int_eq(s->ocr, OCR_NEVER);
	ck_assert_uint_eq(s->examiners, 4);
	ck_assert_uint_eq(s->quiet_period_s, 600);
	ck_assert_uint_eq(s->reminder_days, 3);
	ck_assert_str_eq(s->control_socket, "/run/x");
	done(&r);
}
END_TEST

#define MAILBOX "[smtp]\nserver = dir:out\nfrom = asr@ars.test\n[mailbox]\n"
#define SMTP "[mailbox]\nsource = dir:mail\n[smtp]\n"
#define FROM SMTP "server = dir:out\nfrom = "
#define INTAKE LEAST "[intake]\n"

/* Each with the one error it has; NULL: none. */
static const struct {
	const char *text, *error;
} files[] = {
	{ MAILBOX, "a.conf:4: [mailbox] source: must be set" },
	{ MAILBOX "source =\n", "[mailbox] source: must be set" },
	{ "[mailbox]\nsource = dir:mail\n[smtp]\nserver = dir:out\n",
	    "a.conf:3: [smtp] from: must be set" },
	{ SMTP "from = asr@ars.test\n", "[smtp] server: must be set" },
	{ MAILBOX "source = ftp://h.test\n", "a.conf:5: [mailbox] source" },
	{ MAILBOX "source = smtps://h.test\n", "mail comes from" },
	{ MAILBOX "source = imaps://h.test\n", "[mailbox] user: must be" },
	{ MAILBOX "source = imaps://h.test\nuser = u\n",
	    "[mailbox] password-file: must be set" },
	{ MAILBOX "source = imaps://h.test\nuser = u\nauth = xoauth2\n",
	    "a.conf:7: [mailbox] auth: xoauth2 wants" },
	{ MAILBOX "source = dir:mail\nauth = kerberos\n",
	    "[mailbox] auth: one of password|xoauth2" },
	{ MAILBOX "source = dir:mail\npoll-interval = 0\n",
	    "[mailbox] poll-interval" },
	{ MAILBOX "source = dir:mail\npoll-interval = 86400\n", NULL },
	{ MAILBOX "source = dir:mail\npoll-interval = 86401\n",
	    "[mailbox] poll-interval" },
	{ MAILBOX "source = dir:mail\npoll-interval = 60s\n",
	    "“60s” is not a whole number from 1 to 86400" },
	{ MAILBOX "source = dir:mail\npoll-interval = -1\n",
	    "[mailbox] poll-interval" },
	{ MAILBOX "source = dir:mail\nidle = maybe\n", "[mailbox] idle" },
	{ MAILBOX "source = dir:mail\nca-file = ${HOME}/ca\n",
	    "[mailbox] ca-file: ${HOME}/ca: the only variable is" },
	{ MAILBOX "source = dir:out\n", "[smtp] server: replies would" },
	{ SMTP "server = imaps://h.test\nfrom = a@b.test\n",
	    "mail leaves by" },
	{ SMTP "server = smtps://h.test\nfrom = a@b.test\nuser = u\n",
	    "[smtp] password-file: must be set" },
	{ FROM "a@b.test\nmode = maybe\n", "[smtp] mode: one of" },
	{ FROM "a@b.test\nreplies-per-day = 0\n", "[smtp] replies-per-day" },
	{ FROM "ars\n", "[smtp] from: “ars” is not" },
	{ FROM "@b.test\n", "[smtp] from" },
	{ FROM "a@localhost\n", "[smtp] from" },
	{ FROM "ARS <a@b.test>\n", "[smtp] from" },
	{ FROM "spécialistes@b.test\n", "[smtp] from" },
	{ LEAST "[oauth2]\ntoken-url = http://h.test/\n",
	    "[oauth2] token-url" },
	{ LEAST "[oauth2]\ntoken-url = https:///token\n",
	    "[oauth2] token-url" },
	{ INTAKE "max-message-size = 1023\n", "[intake] max-message-size" },
	{ INTAKE "max-message-size =\n", NULL },
	{ INTAKE "max-message-size = 1K\n", NULL },
	{ INTAKE "max-message-size = 1G\n", NULL },
	{ INTAKE "max-message-size = 1025M\n", "[intake] max-message-size" },
	{ INTAKE "max-message-size = M\n", "[intake] max-message-size" },
	{ INTAKE "max-message-size = 60T\n", "[intake] max-message-size" },
	{ INTAKE "max-message-size = 99999999999G\n", "max-message-size" },
	{ INTAKE "ocr = always\n", "[intake] ocr" },
	{ INTAKE "examiners = 64\n", NULL },
	{ INTAKE "examiners = 65\n", "[intake] examiners" },
	{ INTAKE "forms =\n", NULL },
	{ LEAST "[retention]\ndossier-months = 1200\n", NULL },
	{ LEAST "[retention]\ndossier-months = 1201\n",
	    "[retention] dossier-months" },
	{ LEAST "[retention]\nmessage-months = 1200\n", NULL },
	{ LEAST "[retention]\nmessage-months = 1201\n",
	    "[retention] message-months" },
	{ INTAKE "colour = red\n", "a.conf:7: [intake] colour: unknown key" },
	{ LEAST "[garden]\n", "a.conf:6: [garden] unknown section" },
	{ LEAST "[mailbox]\n", "a.conf:6: [mailbox] the section stands" },
	{ LEAST "from = b@ars.test\n", "a.conf:6: [smtp] from: the key" },
};

START_TEST(names_what_is_wrong)
{
	struct read r = read_text(files[_i].text);

	configured_expect(r.problems, files[_i].error);
	done(&r);
}
END_TEST

START_TEST(bad_values_leave_defaults)
{
	struct read r = read_text(LEAST "mode = maybe\n[intake]\n"
	    "examiners = none\nmax-message-size = big\nforms =\n");

	ck_assert_uint_eq(problems_errors(r.problems), 3);
	ck_assert_uint_eq(r.settings->examiners, 2);
	ck_assert_uint_eq(r.settings->max_message_bytes, 60 << 20);
	ck_assert_str_eq(r.settings->forms, DATADIR "/asr-intake/forms");
	done(&r);
}
END_TEST

START_TEST(warns_of_what_a_folder_cannot_do)
{
	struct read r = read_text("[smtp]\nserver = dir:out\n"
	    "from = a@b.test\n[mailbox]\nsource = dir:mail\n"
	    "done-folder = D\nsent-folder = S\n");

	configured_expect(r.problems, NULL);
	ck_assert_uint_eq(problems_warnings(r.problems), 2);
	ck_assert_uint_eq(configured_count(r.problems, false,
	    ":6: [mailbox] done-folder"), 1);
	done(&r);
}
END_TEST

/* Agents read the configuration too, and systemd gives them nothing. */
START_TEST(credentials_wait_for_systemd)
{
	struct read r;

	g_unsetenv("CREDENTIALS_DIRECTORY");
	r = read_text(LEAST "user = u\npassword-file = "
	    "${CREDENTIALS_DIRECTORY}/p\n");
	configured_expect(r.problems, NULL);
	ck_assert_str_eq(r.settings->smtp.password_file,
	    "${CREDENTIALS_DIRECTORY}/p");
	done(&r);
}
END_TEST

START_TEST(a_missing_file_is_a_problem)
{
	struct problems *problems = problems_new();
	struct settings *settings = settings_read("/nowhere/a.conf",
	    problems);

	configured_expect(problems, "/nowhere/a.conf: ");
	ck_assert_uint_eq(settings->examiners, 2);
	settings_free(settings);
	settings_free(NULL);
	problems_free(problems);
}
END_TEST

START_TEST(the_path_is_found)
{
	g_autofree char *option = settings_path("x.conf");
	g_autofree char *environment = NULL, *standard = NULL;

	g_setenv("ASR_INTAKE_CONFIG", "/e/y.conf", TRUE);
	environment = settings_path(NULL);
	g_setenv("ASR_INTAKE_CONFIG", "", TRUE);
	standard = settings_path(NULL);
	ck_assert_str_eq(option, "x.conf");
	ck_assert_str_eq(environment, "/e/y.conf");
	ck_assert_str_eq(standard, SYSCONFDIR "/asr-intake/asr-intake.conf");
}
END_TEST

HARNESS_MAIN("settings",
    tcase_add_test(tc, has_defaults);
    tcase_add_test(tc, reads_every_key);
    tcase_add_loop_test(tc, names_what_is_wrong, 0, G_N_ELEMENTS(files));
    tcase_add_test(tc, bad_values_leave_defaults);
    tcase_add_test(tc, warns_of_what_a_folder_cannot_do);
    tcase_add_test(tc, credentials_wait_for_systemd);
    tcase_add_test(tc, a_missing_file_is_a_problem);
    tcase_add_test(tc, the_path_is_found))
