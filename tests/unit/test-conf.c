/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole configuration: what ships is sound, and of a bad one every
 * mistake is named in one run. */
#include "conf.h"

#include <unistd.h>

#include "configured.h"

#define SHIPPED TEST_SOURCES "/etc/"

static struct conf *
read_conf(const char *folder, const char *text, struct problems *problems)
{
	g_autofree char *path = configured_write(folder, "a.conf", text, -1);
	struct conf *conf = conf_read(path, problems);

	conf_check_files(conf, problems);
	return conf;
}

/* The shipped file where it will stand, beside what it names; forms and
 * templates from the sources, because nothing is installed yet. */
static char *
shipped_folder(GString *text)
{
	static const char *const names[] = { "etablissements.csv",
		"campaigns", "mail" };
	char *folder = configured_folder();
	g_autofree char *own = NULL;

	for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *from = g_build_filename(SHIPPED, names[i],
		    NULL);
		g_autofree char *to = g_build_filename(folder, names[i],
		    NULL);

		ck_assert_int_eq(symlink(from, to), 0);
	}
	ck_assert(g_file_get_contents(SHIPPED "asr-intake.conf", &own, NULL,
	    NULL));
	g_string_assign(text, own);
	ck_assert_uint_eq(g_string_replace(text, "\n[intake]\n",
	    "\n[intake]\nforms = " SHIPPED "forms\n"
	    "templates = " SHIPPED "templates\n", 0), 1);
	return folder;
}

START_TEST(what_ships_is_sound)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct problems *problems = problems_new();
	char *folder = shipped_folder(text);
	struct conf *conf = read_conf(folder, text->str, problems);

	configured_expect(problems, NULL);
	/* It sends nothing by itself, and asks for what only the site
	 * knows: addresses and contacts, and nothing else. */
	ck_assert_int_eq(conf->settings->mode, SEND_HOLD);
	ck_assert_int_eq(conf->settings->source.kind, ENDPOINT_DIR);
	ck_assert_int_eq(conf->settings->server.kind, ENDPOINT_DIR);
	ck_assert_uint_eq(conf->settings->quiet_period_s, 600);
	ck_assert_uint_eq(problems_warnings(problems),
	    configured_count(problems, false, "has no DAM address") +
		configured_count(problems, false, "contact-"));
	ck_assert_uint_eq(configured_count(problems, false, "contact-"), 12);
	ck_assert_uint_eq(conf->campaigns->campaigns->len, 2);
	ck_assert_uint_eq(conf->campaigns->forms->len, 2);
	conf_free(conf);
	conf_free(NULL);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

#define SETTINGS                                                     \
	"[mailbox]\nsource = dir:mail\n[smtp]\nserver = dir:out\n"  \
	"from = asr@ars.test\n[intake]\nestablishments = e.csv\n"   \
	"campaigns = c\nforms = f\ntemplates = " SHIPPED "templates\n"
#define HEADER                                                    \
	"code;name;aliases;kind;department;subdivision;domains;" \
	"dam_addresses\n"
#define FORM \
	"[form]\nid = f\ntitle = F\n[piece p]\nlabel = P\n" \
	"requirement = required\n"
#define CAMPAIGN(id, prefix)                                          \
	"[campaign]\nid = " id "\ntitle = C\nform = f\n"             \
	"reference-prefix = " prefix "\nopens = 2025-11-01\n"
#define PEOPLE                                                       \
	"[subdivision caen]\nlabel = Caen\ndepartments = 14;50;61\n" \
	"contact-name = a\ncontact-phone = b\ncontact-email = c\n"
#define DEADLINE "[deadline 2026-02-13]\ndate = 2026-02-13\n"

struct file {
	const char *name, *text;
};

static void
write_files(const char *folder, const struct file *files)
{
	for (; files->name != NULL; files++)
		g_free(configured_write(folder, files->name, files->text,
		    -1));
}

static const struct file sound[] = {
	{ "e.csv", HEADER "CH-A;A;;peripheral;14;caen;a.test;dam@a.test\n"
		"X;X;;other;75;;;\n" },
	{ "c/1.conf", CAMPAIGN("c1", "C1") PEOPLE DEADLINE },
	{ "f/f.conf", FORM },
	{ "mail/README", "" },
	{ NULL, NULL },
};

START_TEST(a_small_one_is_sound)
{
	struct problems *problems = problems_new();
	char *folder = configured_folder();
	struct conf *conf;

	write_files(folder, sound);
	conf = read_conf(folder, SETTINGS, problems);
	configured_show(problems);
	ck_assert_uint_eq(problems_errors(problems), 0);
	ck_assert_uint_eq(problems_warnings(problems), 0);
	conf_free(conf);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

/* The region's registry names départements that a campaign counts to
 * another subdivision: worth a word, no error. */
START_TEST(files_are_compared)
{
	struct problems *problems = problems_new();
	char *folder = configured_folder();
	struct conf *conf;

	write_files(folder, sound);
	g_free(configured_write(folder, "c/2.conf", CAMPAIGN("c2", "C2")
	    "[subdivision rouen]\nlabel = R\ndepartments = 76;14\n"
	    "contact-name = a\ncontact-phone = b\ncontact-email = c\n"
	    DEADLINE, -1));
	conf = read_conf(folder, SETTINGS, problems);
	configured_expect(problems, NULL);
	ck_assert_uint_eq(problems_warnings(problems), 1);
	ck_assert_uint_eq(configured_count(problems, false, "e.csv:2: "
	    "subdivision: CH-A: campaign c2 counts 14 to another"), 1);
	conf_free(conf);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

#define BAD_SETTINGS                                                      \
	"[mailbox]\nsource = imapz://imap.test\nuser = u\n"              \
	"password-file = secret\npoll-interval = often\ncolour = red\n"  \
	"[smtp]\nserver = smtp://smtp.test/folder\nfrom = nobody\n"      \
	"ca-file = nowhere.pem\nmode = perhaps\n[garden]\nrose = red\n"  \
	"[oauth2]\ntoken-url = http://login.test/\n"                     \
	"[intake]\nmax-message-size = huge\nestablishments = e.csv\n"    \
	"campaigns = c\nforms = f\ntemplates = t\nocr = auto\n"          \
	"ocr = never\n[intake]\nhello\n"

static const struct file bad[] = {
	{ "secret", "s3cret\n" },
	{ "e.csv", HEADER
		"CH-A;A;;peripheral;14;caen;a.test;dam@a.test\n"
		"CH-A;A again;;peripheral;14;caen;;other@a.test\n"
		"CH-B;B;;peripheral;14;caen;;dam@b.test|DAM@b.test\n"
		"CH-C;C\n"
		"CH-D;D;;hospital;14;caen;;dam@d.test\n"
		"CH-E;E;;peripheral;14;paris;;dam@e.test\n"
		"CH-F;F;;peripheral;14;caen;f test;dam@f.test\n"
		"CH-G;G;;peripheral;14;caen;;dam at g.test\n"
		"CH-H;\"H;;peripheral;14;caen;;dam@h.test\n" },
	{ "c/1.conf", CAMPAIGN("c1", "C1") "time-zone = Europe/Pari\n" PEOPLE
		DEADLINE "extended-to = 2026-02-01\n"
		"[deadline 2026-02-13]\n"
		"[deadline x]\ndate = 2026-13-01\n"
		"[deadline y]\ncompletion-days = many\n"
		"[subdivision lisieux]\nlabel = L\ndepartments = 14\n"
		"contact-name = a\ncontact-phone = b\ncontact-email = c\n" },
	{ "c/2.conf", "[campaign]\nid = c1\ntitle = T\nform = nowhere\n"
		"reference-prefix = C1\nopens = soon\nsubmiter = dam\n"
		PEOPLE "[deadline z]\ndate = 2026-02-13\n" },
	{ "c/3.conf", "[campaign]\ntitle = \xe9t\xe9\n" },
	{ "f/f.conf", FORM "[piece p]\n" },
	{ "t/complete.txt", "Subject: S\n\n{received_date} {received_time} "
		"{#dossiers}{reference} {employer}{/dossiers}\n" },
	{ "t/incomplete.txt", "Bonjour\n" },
	{ "t/late.txt", "Subject: S\n\n{received_dat}\n{#dossiers}\n" },
	{ "t/not-dam.txt", "Subject: S\n\n{received_date} {received_time} "
		"{mailbox} {nobody}\n" },
	{ NULL, NULL },
};

/* Each mistake by file, line or section, and key. */
static const char *const named[] = {
	"a.conf:2: [mailbox] source: ",
	"a.conf: [mailbox] password-file: ",
	"a.conf:5: [mailbox] poll-interval: ",
	"a.conf:6: [mailbox] colour: unknown key",
	"a.conf:8: [smtp] server: ",
	"a.conf:9: [smtp] from: ",
	"a.conf: [smtp] ca-file: ",
	"a.conf:11: [smtp] mode: ",
	"a.conf:12: [garden] unknown section",
	"a.conf:15: [oauth2] token-url: ",
	"a.conf:17: [intake] max-message-size: ",
	"a.conf:23: [intake] ocr: the key stands here twice",
	"a.conf:24: [intake] the section stands here twice",
	"a.conf:25: neither",
	"e.csv:3: code: stands here twice",
	"e.csv:4: dam_addresses: stands here twice",
	"e.csv:5: 2 cells instead of 8",
	"e.csv:6: kind: ",
	"e.csv:7: subdivision: CH-E",
	"e.csv:8: domains: ",
	"e.csv:9: dam_addresses: not an address",
	"e.csv:10: a quote that is never closed",
	"c/1.conf:7: [campaign] time-zone: ",
	"c/1.conf:16: [deadline 2026-02-13] extended-to: before",
	"c/1.conf:17: [deadline 2026-02-13] the section stands here twice",
	"c/1.conf:19: [deadline x] date: “2026-13-01” is not a date",
	"c/1.conf:20: [deadline y] date: must be set",
	"c/1.conf:21: [deadline y] completion-days: ",
	"c/1.conf:24: [subdivision lisieux] departments: 14 is also in",
	"c/2.conf:2: [campaign] id: “c1” is the id of another",
	"c/2.conf:4: [campaign] form: there is no form “nowhere”",
	"c/2.conf:5: [campaign] reference-prefix: “C1” is that of",
	"c/2.conf:6: [campaign] opens: “soon” is not a date",
	"c/2.conf:7: [campaign] submiter: unknown key",
	"c/3.conf:2: not UTF-8",
	"f/f.conf:7: [piece p] the section stands here twice",
	"t/complete.txt: candidate: a complete reply must have this field",
	"t/incomplete.txt:1: must begin with “Subject",
	"t/late.txt:3: received_dat: unknown field",
	"t/late.txt:5: dossiers: opened but not closed",
	"t/not-dam.txt:3: nobody: unknown field",
	"t/registered.txt: Failed to open",
};

START_TEST(every_mistake_is_named_in_one_run)
{
	struct problems *problems = problems_new();
	char *folder = configured_folder();
	g_autofree char *secret = g_build_filename(folder, "secret", NULL);
	struct conf *conf;

	write_files(folder, bad);
	ck_assert_int_eq(g_chmod(secret, 0644), 0);
	conf = read_conf(folder, BAD_SETTINGS, problems);
	for (unsigned i = 0; i < G_N_ELEMENTS(named); i++) {
		if (configured_count(problems, true, named[i]) == 1)
			continue;
		configured_show(problems);
		ck_abort_msg("not named, or more than once: %s", named[i]);
	}
	if (problems_errors(problems) != G_N_ELEMENTS(named)) {
		configured_show(problems);
		ck_abort_msg("more errors than mistakes");
	}
	conf_free(conf);
	problems_free(problems);
	configured_remove(folder);
}
END_TEST

START_TEST(nothing_there_is_said_of_each)
{
	struct problems *problems = problems_new();
	struct conf *conf = conf_read("/nowhere/a.conf", problems);

	/* The file itself; what its defaults lead to. */
	ck_assert_uint_eq(configured_count(problems, true,
	    "/nowhere/a.conf: "), 1);
	ck_assert_uint_eq(configured_count(problems, true,
	    "/nowhere/etablissements.csv: "), 1);
	ck_assert_uint_eq(configured_count(problems, true,
	    "/nowhere/campaigns: "), 1);
	ck_assert_uint_eq(configured_count(problems, true, "must be set"),
	    0);
	conf_free(conf);
	problems_free(problems);
}
END_TEST

HARNESS_MAIN("conf",
    tcase_add_test(tc, what_ships_is_sound);
    tcase_add_test(tc, a_small_one_is_sound);
    tcase_add_test(tc, files_are_compared);
    tcase_add_test(tc, every_mistake_is_named_in_one_run);
    tcase_add_test(tc, nothing_there_is_said_of_each))
