/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asr-intake.conf as a struct: see settings.h.  The table below lists
 * every key there is. */
#include "settings.h"

#include <stddef.h>
#include <string.h>

#include "keyfile.h"

enum kind {
	KIND_TEXT,
	KIND_PATH,   /* made absolute, ${CREDENTIALS_DIRECTORY} expanded */
	KIND_ENDPOINT,
	KIND_NUMBER, /* unsigned, between min and max */
	KIND_SIZE,   /* bytes, with K, M or G */
	KIND_BOOLEAN,
	KIND_CHOICE, /* an enum; choices in its order */
	KIND_ADDRESS,
	KIND_WEB,    /* https://… */
	KIND_DATE,   /* YYYY-MM-DD; its first second, UTC; 0: not set */
};

struct setting {
	const char *section;
	const char *key;
	enum kind kind;
	size_t offset;
	const char *standard; /* the default; NULL: none */
	const char *choices;  /* "a|b|c" */
	uint64_t min, max;
	bool required;
};

/* A row; what is not named is zero: no default, no choices, optional. */
#define ROW(section_name, key_name, kind_of_it, member, ...)              \
	{                                                                 \
		.section = section_name, .key = key_name,                 \
		.kind = kind_of_it,                                       \
		.offset = offsetof(struct settings, member), ##__VA_ARGS__ \
	}

#define AUTH_CHOICES "password|xoauth2"
/* The largest message any mail server lets through, with room. */
#define MESSAGE_BYTES_MAX ((uint64_t)1 << 30)

/* A century: longer is for ever, which is 0. */
#define RETENTION_MONTHS_MAX 1200

static const struct setting settings_table[] = {
	ROW("mailbox", "source", KIND_ENDPOINT, source, .required = true),
	ROW("mailbox", "user", KIND_TEXT, mailbox.user),
	ROW("mailbox", "auth", KIND_CHOICE, mailbox.auth,
	    .standard = "password", .choices = AUTH_CHOICES),
	ROW("mailbox", "password-file", KIND_PATH, mailbox.password_file),
	ROW("mailbox", "ca-file", KIND_PATH, mailbox.ca_file),
	ROW("mailbox", "poll-interval", KIND_NUMBER, poll_interval_s,
	    .standard = "60", .min = 1, .max = 86400),
	ROW("mailbox", "idle", KIND_BOOLEAN, idle, .standard = "true"),
	ROW("mailbox", "done-folder", KIND_TEXT, done_folder),
	ROW("mailbox", "sent-folder", KIND_TEXT, sent_folder),
	ROW("smtp", "server", KIND_ENDPOINT, server, .required = true),
	ROW("smtp", "user", KIND_TEXT, smtp.user),
	ROW("smtp", "auth", KIND_CHOICE, smtp.auth,
	    .standard = "password", .choices = AUTH_CHOICES),
	ROW("smtp", "password-file", KIND_PATH, smtp.password_file),
	ROW("smtp", "ca-file", KIND_PATH, smtp.ca_file),
	ROW("smtp", "from", KIND_ADDRESS, from, .required = true),
	ROW("smtp", "from-name", KIND_TEXT, from_name),
	ROW("smtp", "mode", KIND_CHOICE, mode,
	    .standard = "send", .choices = "hold|send|off"),
	ROW("smtp", "replies-per-day", KIND_NUMBER, replies_per_day,
	    .standard = "5", .min = 1, .max = 1000),
	ROW("smtp", "replies-per-hour", KIND_NUMBER, replies_per_hour,
	    .standard = "300", .min = 1, .max = 100000),
	ROW("oauth2", "token-url", KIND_WEB, token_url),
	ROW("oauth2", "client-id", KIND_TEXT, client_id),
	ROW("oauth2", "client-secret-file", KIND_PATH, client_secret_file),
	ROW("oauth2", "client-secret-expires", KIND_DATE,
	    client_secret_expires),
	ROW("oauth2", "scope", KIND_TEXT, token_scope),
	ROW("oauth2", "ca-file", KIND_PATH, token_ca_file),
	ROW("state", "directory", KIND_PATH, state_directory,
	    .standard = LOCALSTATEDIR "/lib/asr-intake"),
	ROW("intake", "establishments", KIND_PATH, establishments,
	    .standard = "etablissements.csv"),
	ROW("intake", "campaigns", KIND_PATH, campaigns,
	    .standard = "campaigns"),
	ROW("intake", "forms", KIND_PATH, forms,
	    .standard = DATADIR "/asr-intake/forms"),
	ROW("intake", "templates", KIND_PATH, templates,
	    .standard = DATADIR "/asr-intake/templates"),
	ROW("intake", "authserv-id", KIND_TEXT, authserv_id, .standard = ""),
	ROW("intake", "sender-proof", KIND_CHOICE, sender_proof,
	    .standard = "any", .choices = "any|spf|signed"),
	ROW("intake", "max-message-size", KIND_SIZE, max_message_bytes,
	    .standard = "60M", .min = 1024, .max = MESSAGE_BYTES_MAX),
	ROW("intake", "ocr", KIND_CHOICE, ocr,
	    .standard = "auto", .choices = "auto|never"),
	ROW("intake", "examiners", KIND_NUMBER, examiners,
	    .standard = "2", .min = 1, .max = 64),
	ROW("intake", "quiet-period", KIND_NUMBER, quiet_period_s,
	    .standard = "0", .min = 0, .max = 86400),
	ROW("intake", "reminder-days", KIND_NUMBER, reminder_days,
	    .standard = "0", .min = 0, .max = 90),
	ROW("control", "socket", KIND_PATH, control_socket,
	    .standard = "/run/asr-intake/control"),
	ROW("control", "undo-delay", KIND_NUMBER, undo_delay_s,
	    .standard = "60", .min = 0, .max = 3600),
	ROW("retention", "dossier-months", KIND_NUMBER,
	    retention_dossier_months, .standard = "0", .min = 0,
	    .max = RETENTION_MONTHS_MAX),
	ROW("retention", "message-months", KIND_NUMBER,
	    retention_message_months, .standard = "0", .min = 0,
	    .max = RETENTION_MONTHS_MAX),
};

/* What is being read, for the functions below. */
struct reader {
	struct keyfile *keyfile;
	struct keyfile_section *section;
	const struct setting *setting;
	struct settings *settings;
};

static void *
member(const struct reader *reader)
{
	return (char *)reader->settings + reader->setting->offset;
}

/* Says what is wrong with the key being read; returns false. */
static bool G_GNUC_PRINTF(2, 3)
complain(const struct reader *reader, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list ap;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	keyfile_error(reader->keyfile, reader->section,
	    reader->setting->key, "%s", text);
	return false;
}

static bool
read_text(struct reader *reader, const char *value)
{
	*(char **)member(reader) = g_strdup(value);
	return true;
}

static bool
read_path(struct reader *reader, const char *value)
{
	const char *folder = g_getenv("CREDENTIALS_DIRECTORY");
	g_autoptr(GString) path = g_string_new(value);

	if (folder != NULL && folder[0] != '\0')
		g_string_replace(path, SETTINGS_CREDENTIALS, folder, 0);
	else if (strstr(value, SETTINGS_CREDENTIALS) != NULL)
		return read_text(reader, value);
	if (strstr(path->str, "${") != NULL)
		return complain(reader, "%s: the only variable is "
		    SETTINGS_CREDENTIALS, value);
	*(char **)member(reader) = keyfile_path(reader->keyfile, path->str);
	return true;
}

static bool
read_endpoint(struct reader *reader, const char *value)
{
	g_autofree char *folder =
	    g_path_get_dirname(reader->keyfile->file);
	g_autoptr(GError) error = NULL;

	return endpoint_parse(member(reader), value, folder, &error) ||
	    complain(reader, "%s", error->message);
}

static bool
number_of(struct reader *reader, const char *text, uint64_t min,
    uint64_t max, uint64_t *number_r)
{
	return g_ascii_string_to_unsigned(text, 10, min, max, number_r,
	    NULL) || complain(reader, "“%s” is not a whole number from %"
	    G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, text, min, max);
}

static bool
read_number(struct reader *reader, const char *value)
{
	uint64_t number = 0;

	if (!number_of(reader, value, reader->setting->min,
		reader->setting->max, &number))
		return false;
	*(unsigned *)member(reader) = (unsigned)number;
	return true;
}

static bool
read_size(struct reader *reader, const char *value)
{
	static const char units[] = "KMG";
	g_autofree char *digits = g_strdup(value);
	size_t length = strlen(digits);
	char *last = digits + MAX(length, 1) - 1;
	const char *unit = length > 0 ?
	    strchr(units, g_ascii_toupper(*last)) : NULL;
	unsigned shift = 0;
	uint64_t number = 0;

	if (unit != NULL) {
		shift = 10 * (unsigned)(unit - units + 1);
		*last = '\0';
	}
	if (!number_of(reader, digits, 0, G_MAXUINT32, &number))
		return false;
	number <<= shift;
	if (number < reader->setting->min || number > reader->setting->max)
		return complain(reader, "“%s” is not between %"
		    G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT " bytes",
		    value, reader->setting->min, reader->setting->max);
	*(uint64_t *)member(reader) = number;
	return true;
}

static bool
read_boolean(struct reader *reader, const char *value)
{
	bool yes = strcmp(value, "true") == 0 || strcmp(value, "yes") == 0;

	if (!yes && strcmp(value, "false") != 0 && strcmp(value, "no") != 0)
		return complain(reader,
		    "true or false is expected, not “%s”", value);
	*(bool *)member(reader) = yes;
	return true;
}

static bool
read_choice(struct reader *reader, const char *value)
{
	g_auto(GStrv) choices = g_strsplit(reader->setting->choices, "|", -1);

	for (unsigned i = 0; choices[i] != NULL; i++) {
		if (strcmp(choices[i], value) == 0) {
			*(unsigned *)member(reader) = i;
			return true;
		}
	}
	return complain(reader, "one of %s is expected, not “%s”",
	    reader->setting->choices, value);
}

/* ASCII alone: most servers refuse the others (RFC 6531 is rare). */
static bool
read_address(struct reader *reader, const char *value)
{
	const char *at = strchr(value, '@');

	if (at == NULL || at == value || strchr(at + 1, '.') == NULL ||
	    strpbrk(value, " \t<>,;\"") != NULL || !g_str_is_ascii(value))
		return complain(reader, "“%s” is not a plain ASCII address",
		    value);
	return read_text(reader, value);
}

/* A secret travels there: never in plain text. */
static bool
read_web(struct reader *reader, const char *value)
{
	g_autoptr(GUri) uri = g_uri_parse(value, G_URI_FLAGS_NONE, NULL);

	if (uri == NULL || strcmp(g_uri_get_scheme(uri), "https") != 0 ||
	    g_uri_get_host(uri) == NULL || *g_uri_get_host(uri) == '\0')
		return complain(reader, "“%s” is no https:// address",
		    value);
	return read_text(reader, value);
}

static bool
read_date(struct reader *reader, const char *value)
{
	g_autofree char *whole = g_strconcat(value, "T00:00:00Z", NULL);
	g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(whole,
	    NULL);

	if (date == NULL || strlen(value) != strlen("YYYY-MM-DD"))
		return complain(reader, "“%s” is no date (YYYY-MM-DD)",
		    value);
	*(int64_t *)member(reader) = g_date_time_to_unix(date);
	return true;
}

/* Each reads a value into the member; false when it is wrong, which was
 * said. */
static bool (*const readers[])(struct reader *reader, const char *value) = {
	[KIND_TEXT] = read_text,
	[KIND_PATH] = read_path,
	[KIND_ENDPOINT] = read_endpoint,
	[KIND_NUMBER] = read_number,
	[KIND_SIZE] = read_size,
	[KIND_BOOLEAN] = read_boolean,
	[KIND_CHOICE] = read_choice,
	[KIND_ADDRESS] = read_address,
	[KIND_WEB] = read_web,
	[KIND_DATE] = read_date,
};

/* What is not set, or set wrongly, has its default. */
static void
read_setting(struct reader *reader)
{
	const struct setting *setting = reader->setting;
	const char *value;

	reader->section = keyfile_section(reader->keyfile, setting->section,
	    "");
	value = keyfile_value(reader->section, setting->key);
	if (value != NULL && readers[setting->kind](reader, value))
		return;
	if (value == NULL && setting->required && reader->keyfile->readable)
		problems_error(reader->keyfile->problems,
		    reader->keyfile->file,
		    reader->section != NULL ? reader->section->line : 0,
		    setting->section, setting->key, "must be set");
	if (setting->standard != NULL)
		readers[setting->kind](reader, setting->standard);
}

static void
check_login(struct keyfile *keyfile, const char *section,
    const struct login *login, const struct settings *settings)
{
	struct keyfile_section *where = keyfile_section(keyfile, section,
	    "");

	if (login->user == NULL)
		return;
	if (login->auth == AUTH_PASSWORD && login->password_file == NULL)
		keyfile_error(keyfile, where, "password-file",
		    "must be set for user “%s”", login->user);
	if (login->auth == AUTH_XOAUTH2 &&
	    (settings->token_url == NULL || settings->client_id == NULL ||
		settings->client_secret_file == NULL))
		keyfile_error(keyfile, where, "auth",
		    "xoauth2 wants token-url, client-id and "
		    "client-secret-file in [oauth2]");
}

/* {field}s of done-folder: those that step-tidy.c fills in. */
static void
check_folder(struct keyfile *keyfile, struct keyfile_section *section,
    const char *folder)
{
	static const char *const fields[] = SETTINGS_FOLDER_FIELDS;
	GString *rest = g_string_new(folder);

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		g_string_replace(rest, fields[i], "", 0);
	if (strpbrk(rest->str, "{}") != NULL)
		keyfile_error(keyfile, section, "done-folder",
		    "“%s”: the fields are {campaign}, {deadline}, "
		    "{establishment} and {subdivision}", folder);
	g_string_free(rest, TRUE);
}

static void
check_source(struct keyfile *keyfile, const struct settings *settings)
{
	struct keyfile_section *section = keyfile_section(keyfile, "mailbox",
	    "");
	enum endpoint_kind kind = settings->source.kind;

	if (kind == ENDPOINT_SMTP || kind == ENDPOINT_SMTPS)
		keyfile_error(keyfile, section, "source",
		    "mail comes from dir:, imap:// or imaps://");
	if ((kind == ENDPOINT_IMAP || kind == ENDPOINT_IMAPS) &&
	    settings->mailbox.user == NULL)
		keyfile_error(keyfile, section, "user",
		    "must be set for an IMAP server");
	if (settings->done_folder != NULL)
		check_folder(keyfile, section, settings->done_folder);
	if (kind == ENDPOINT_DIR && settings->done_folder != NULL)
		keyfile_warn(keyfile, section, "done-folder",
		    "a dir: source is read only: nothing is moved");
	if (kind == ENDPOINT_DIR && settings->sent_folder != NULL)
		keyfile_warn(keyfile, section, "sent-folder",
		    "a dir: source is read only: nothing is put there");
}

static void
check_server(struct keyfile *keyfile, const struct settings *settings)
{
	struct keyfile_section *section = keyfile_section(keyfile, "smtp",
	    "");
	enum endpoint_kind kind = settings->server.kind;

	if (kind == ENDPOINT_IMAP || kind == ENDPOINT_IMAPS)
		keyfile_error(keyfile, section, "server",
		    "mail leaves by dir:, smtp:// or smtps://");
	if (kind == ENDPOINT_DIR &&
	    g_strcmp0(settings->server.path, settings->source.path) == 0)
		keyfile_error(keyfile, section, "server",
		    "replies would come back as mail of [mailbox] source");
}

struct settings *
settings_read(const char *file, struct problems *problems)
{
	struct settings *settings = g_new0(struct settings, 1);
	struct reader reader = { .settings = settings };

	settings->file = g_canonicalize_filename(file, NULL);
	reader.keyfile = keyfile_read(settings->file, problems);
	for (size_t i = 0; i < G_N_ELEMENTS(settings_table); i++) {
		reader.setting = &settings_table[i];
		read_setting(&reader);
	}
	check_login(reader.keyfile, "mailbox", &settings->mailbox, settings);
	check_login(reader.keyfile, "smtp", &settings->smtp, settings);
	check_source(reader.keyfile, settings);
	check_server(reader.keyfile, settings);
	keyfile_finish(reader.keyfile);
	keyfile_free(reader.keyfile);
	return settings;
}

void
settings_free(struct settings *settings)
{
	if (settings == NULL)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(settings_table); i++) {
		const struct setting *setting = &settings_table[i];
		void *at = (char *)settings + setting->offset;

		if (setting->kind == KIND_ENDPOINT)
			endpoint_clear(at);
		else if (setting->kind == KIND_TEXT ||
		    setting->kind == KIND_PATH ||
		    setting->kind == KIND_ADDRESS ||
		    setting->kind == KIND_WEB)
			g_free(*(char **)at);
	}
	g_free(settings->file);
	g_free(settings);
}

char *
settings_path(const char *option)
{
	const char *environment = g_getenv("ASR_INTAKE_CONFIG");

	if (option != NULL)
		return g_strdup(option);
	if (environment != NULL && environment[0] != '\0')
		return g_strdup(environment);
	return g_strdup(SYSCONFDIR "/asr-intake/asr-intake.conf");
}
