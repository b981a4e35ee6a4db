/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asrctl check: a monitoring plugin after the Monitoring Plugins
 * Development Guidelines: one line, performance data after "|", exit 0 ok,
 * 1 warning, 2 critical, 3 unknown.
 */
#include <sys/statvfs.h>

#include "json.h"
#include "queries.h"

enum level {
	LEVEL_OK,
	LEVEL_WARNING,
	LEVEL_CRITICAL,
	LEVEL_UNKNOWN,
};

static const char *const words[] = { "OK", "WARNING", "CRITICAL",
	"UNKNOWN" };

/* A pass is late after this many poll intervals, and never before. */
#define LATE_INTERVALS 5
#define LATE_SECONDS_MIN 300
/* Below this share of free disk a warning, below the next an alarm. */
#define DISK_WARNING_PERCENT 10.0
#define DISK_CRITICAL_PERCENT 3.0
/* A certificate or a secret that ends: time to ask for another one, and
 * hardly any left. */
#define END_WARNING_S (21 * 24 * 3600)
#define END_CRITICAL_S (3 * 24 * 3600)

struct verdict {
	enum level level;
	GString *text;
};

static void
raise_level(struct verdict *verdict, enum level level, const char *text)
{
	if (level > verdict->level)
		verdict->level = level;
	if (verdict->text->len > 0)
		g_string_append(verdict->text, ", ");
	g_string_append(verdict->text, text);
}

static double
free_percent(const char *folder)
{
	struct statvfs fs;

	if (statvfs(folder, &fs) != 0 || fs.f_blocks == 0)
		return -1;
	return 100.0 * (double)fs.f_bavail / (double)fs.f_blocks;
}

static void
judge_pass(struct verdict *verdict, const struct status_view *s,
    unsigned interval_s, int64_t now)
{
	int64_t late = MAX((int64_t)interval_s * LATE_INTERVALS,
	    LATE_SECONDS_MIN);

	if (s->last_success_at == 0)
		raise_level(verdict, LEVEL_CRITICAL, "aucun passage réussi");
	else if (now - s->last_success_at > late ||
	    s->newest_success_at - now > late) /* by a clock that was ahead */
		raise_level(verdict, LEVEL_CRITICAL,
		    "pas de passage réussi depuis trop longtemps");
}

static void
judge_replies(struct verdict *verdict, const struct status_view *s)
{
	/* A hospital was told nothing, and nobody has seen to it yet. */
	if (s->failed_waiting > 0)
		raise_level(verdict, LEVEL_CRITICAL,
		    "réponses en échec, à voir par un agent");
	if (s->failed_reminders > 0)
		raise_level(verdict, LEVEL_WARNING, "rappels en échec");
	if (s->replies[REPLY_STATE_DOUBTFUL] > 0)
		raise_level(verdict, LEVEL_WARNING, "envois incertains");
	if (s->bounced_waiting > 0)
		raise_level(verdict, LEVEL_WARNING, "réponses non remises");
	if (s->send_paused)
		raise_level(verdict, LEVEL_WARNING, "envoi suspendu");
}

static void
judge_end(struct verdict *verdict, int64_t ends_at, int64_t now,
    const char *soon, const char *over)
{
	if (ends_at == 0)
		return;
	if (ends_at < now + END_CRITICAL_S)
		raise_level(verdict, LEVEL_CRITICAL,
		    ends_at < now ? over : soon);
	else if (ends_at < now + END_WARNING_S)
		raise_level(verdict, LEVEL_WARNING, soon);
}

static void
judge_server(struct verdict *verdict, const struct status_view *s,
    int64_t secret_ends_at, int64_t now)
{
	if (s->undelivered > 0)
		raise_level(verdict, LEVEL_WARNING,
		    "messages que le serveur ne délivre pas");
	if (s->tidy_error != NULL && s->tidy_error[0] != '\0')
		raise_level(verdict, LEVEL_WARNING,
		    "rangement sur le serveur refusé");
	judge_end(verdict, s->certificate_ends_at, now,
	    "certificat du serveur bientôt périmé",
	    "certificat du serveur périmé");
	judge_end(verdict, secret_ends_at, now,
	    "secret OAuth2 bientôt périmé", "secret OAuth2 périmé");
}

static void
judge_disk(struct verdict *verdict, double percent)
{
	if (percent < 0)
		raise_level(verdict, LEVEL_UNKNOWN, "disque inconnu");
	else if (percent < DISK_CRITICAL_PERCENT)
		raise_level(verdict, LEVEL_CRITICAL, "disque presque plein");
	else if (percent < DISK_WARNING_PERCENT)
		raise_level(verdict, LEVEL_WARNING, "disque bientôt plein");
}

/* What the line says, its figures null where the base was not read. */
static void
say_json(struct ctl *ctl, enum level level, const char *text,
    const struct status_view *s, int64_t age, double disk)
{
	json_print(ctl, s == NULL ? json_pack("{s:s, s:i, s:s, s:n, s:n, s:n, "
	    "s:n, s:n}", "state", words[level], "status", (int)level, "text",
	    text, "age_s", "waiting", "queued", "failed", "disk_free_percent") :
	    json_pack("{s:s, s:i, s:s, s:I, s:i, s:i, s:i, s:f}", "state",
	    words[level], "status", (int)level, "text", text, "age_s",
	    (json_int_t)age, "waiting", (int)s->waiting, "queued",
	    (int)s->replies[REPLY_STATE_QUEUED], "failed",
	    (int)s->replies[REPLY_STATE_FAILED], "disk_free_percent", disk));
}

static void
say(struct ctl *ctl, enum level level, const char *text,
    const struct status_view *s, int64_t age, double disk)
{
	if (ctl->json)
		say_json(ctl, level, text, s, age, disk);
	else if (s == NULL)
		fprintf(ctl->out, "ASR %s - %s\n", words[level], text);
	else
		fprintf(ctl->out, "ASR %s - %s | age=%" G_GINT64_FORMAT
		    "s waiting=%u queued=%u failed=%u disk=%.1f%%\n",
		    words[level], text, age, s->waiting,
		    s->replies[REPLY_STATE_QUEUED],
		    s->replies[REPLY_STATE_FAILED], disk);
}

static int
check(struct ctl *ctl, char **arguments)
{
	const struct settings *settings = ctl->conf->settings;
	struct verdict verdict = { LEVEL_OK, g_string_new(NULL) };
	int64_t now = g_get_real_time() / G_USEC_PER_SEC;
	double disk = free_percent(settings->state_directory);
	g_autoptr(GError) error = NULL;
	struct status_view *s = NULL;

	(void)arguments;
	if (ctl_open_store(ctl))
		s = queries_status(ctl->store, &error);
	if (s == NULL) {
		say(ctl, LEVEL_UNKNOWN, error != NULL ? error->message :
		    "base illisible", NULL, -1, disk);
		g_string_free(verdict.text, TRUE);
		return LEVEL_UNKNOWN;
	}
	judge_pass(&verdict, s, settings->poll_interval_s, now);
	judge_replies(&verdict, s);
	judge_server(&verdict, s, settings->client_secret_expires, now);
	judge_disk(&verdict, disk);
	say(ctl, verdict.level, verdict.text->len > 0 ? verdict.text->str :
	    "tout va bien", s, s->last_success_at != 0 ?
	    now - s->last_success_at : -1, disk);
	g_string_free(verdict.text, TRUE);
	status_view_free(s);
	return (int)verdict.level;
}

const struct command command_check = {
	.name = "check",
	.arguments = "",
	.summary = "greffon de supervision : 0, 1, 2 ou 3, et une ligne",
	.run = check,
};
