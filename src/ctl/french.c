/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What agents read: see french.h. */
#include "french.h"

#include <string.h>

#include <time.h>

static const char *const senders[] = {
	[SENDER_UNKNOWN] = "inconnu",
	[SENDER_DAM] = "DAM",
	[SENDER_ESTABLISHMENT] = "établissement",
	[SENDER_CHU] = "CHU",
	[SENDER_OUTSIDER] = "extérieur",
	[SENDER_AUTOMATIC] = "automate",
	[SENDER_FORGED] = "usurpé",
};
G_STATIC_ASSERT(G_N_ELEMENTS(senders) == SENDER_COUNT);

static const char *const outcomes[] = {
	[OUTCOME_REVIEW] = "à voir",
	[OUTCOME_FILED] = "classé",
	[OUTCOME_REFUSED] = "refusé",
	[OUTCOME_CORRESPONDENCE] = "courrier",
	[OUTCOME_AUTOMATIC] = "automatique",
	[OUTCOME_DUPLICATE] = "doublon",
	[OUTCOME_UNREADABLE] = "illisible",
};
G_STATIC_ASSERT(G_N_ELEMENTS(outcomes) == OUTCOME_COUNT);

static const char *const replies[] = {
	[REPLY_NONE] = "aucune",
	[REPLY_REGISTERED] = "bien reçu",
	[REPLY_LATE] = "hors délai",
	[REPLY_INCOMPLETE] = "incomplet",
	[REPLY_COMPLETE] = "complet",
	[REPLY_NOT_DAM] = "pas la DAM",
	[REPLY_REMINDER] = "rappel",
};
G_STATIC_ASSERT(G_N_ELEMENTS(replies) == REPLY_KIND_COUNT);

static const char *const reply_states[] = {
	[REPLY_STATE_NONE] = "–",
	[REPLY_STATE_QUEUED] = "à envoyer",
	[REPLY_STATE_HELD] = "retenue",
	[REPLY_STATE_SENT] = "envoyée",
	[REPLY_STATE_DOUBTFUL] = "envoi incertain",
	[REPLY_STATE_FAILED] = "échec",
	[REPLY_STATE_BOUNCED] = "non remise",
};
G_STATIC_ASSERT(G_N_ELEMENTS(reply_states) == REPLY_STATE_COUNT);

static const char *const statuses[] = {
	[DOSSIER_REVIEW] = "à voir",
	[DOSSIER_INCOMPLETE] = "incomplet",
	[DOSSIER_COMPLETE] = "complet",
};
G_STATIC_ASSERT(G_N_ELEMENTS(statuses) == DOSSIER_STATUS_COUNT);

static const char *const pieces[] = {
	[PIECE_UNCERTAIN] = "à vérifier",
	[PIECE_MISSING] = "absente",
	[PIECE_UNREADABLE] = "illisible",
	[PIECE_BLANK] = "vierge",
	[PIECE_PRESENT] = "présente",
};
G_STATIC_ASSERT(G_N_ELEMENTS(pieces) == PIECE_STATE_COUNT);

static const char *const part_states[] = {
	[PART_UNREADABLE] = "illisible",
	[PART_READ] = "lu",
	[PART_IGNORED] = "écarté",
};
G_STATIC_ASSERT(G_N_ELEMENTS(part_states) == PART_STATE_COUNT);

static const char *const reasons[] = {
	[REASON_NONE] = "",
	[REASON_UNSUPPORTED] = "format non pris en charge",
	[REASON_ENCRYPTED] = "protégé par un mot de passe",
	[REASON_DAMAGED] = "fichier abîmé",
	[REASON_EMPTY] = "fichier vide",
	[REASON_TOO_LARGE] = "trop volumineux",
	[REASON_TOO_DEEP] = "trop d’emboîtements",
	[REASON_TOO_MANY] = "trop d’éléments",
	[REASON_OUT_OF_TIME] = "temps de lecture épuisé",
	[REASON_CRASHED] = "la lecture a échoué",
	[REASON_LOGO] = "logo de signature",
	[REASON_PIXEL] = "pixel espion",
	[REASON_VCARD] = "carte de visite",
	[REASON_CALENDAR] = "invitation",
	[REASON_SIGNATURE] = "signature électronique du message",
	[REASON_SYSTEM_FILE] = "fichier technique",
	[REASON_REPORT] = "rapport de remise",
};
G_STATIC_ASSERT(G_N_ELEMENTS(reasons) == REASON_COUNT);

const char *
french_sender(enum sender_verdict value)
{
	return senders[value];
}

const char *
french_outcome(enum outcome value)
{
	return outcomes[value];
}

const char *
french_reply(enum reply_kind value)
{
	return replies[value];
}

const char *
french_reply_state(enum reply_state value)
{
	return reply_states[value];
}

const char *
french_status(enum dossier_status value)
{
	return statuses[value];
}

const char *
french_piece(enum piece_state value)
{
	return pieces[value];
}

const char *
french_reason(enum part_reason value)
{
	return reasons[value];
}

const char *
french_part_state(enum part_state value)
{
	return part_states[value];
}

enum cell_sense
sense_status(enum dossier_status value)
{
	static const enum cell_sense senses[] = {
		[DOSSIER_REVIEW] = CELL_WARNING,
		[DOSSIER_INCOMPLETE] = CELL_BAD,
		[DOSSIER_COMPLETE] = CELL_GOOD,
	};

	return senses[value];
}

enum cell_sense
sense_dossier(const struct dossier *dossier)
{
	return dossier->late && dossier->status == DOSSIER_COMPLETE ?
	    CELL_WARNING :
	    sense_status(dossier->status);
}

enum cell_sense
sense_piece(enum piece_state value)
{
	static const enum cell_sense senses[] = {
		[PIECE_UNCERTAIN] = CELL_WARNING,
		[PIECE_MISSING] = CELL_BAD,
		[PIECE_UNREADABLE] = CELL_BAD,
		[PIECE_BLANK] = CELL_BAD,
		[PIECE_PRESENT] = CELL_GOOD,
	};

	return senses[value];
}

enum cell_sense
sense_outcome(enum outcome value)
{
	switch (value) {
	case OUTCOME_FILED:
		return CELL_GOOD;
	case OUTCOME_REVIEW:
	case OUTCOME_UNREADABLE:
		return CELL_WARNING;
	case OUTCOME_AUTOMATIC:
	case OUTCOME_DUPLICATE:
		return CELL_FAINT;
	default:
		return CELL_PLAIN;
	}
}

enum cell_sense
sense_reply(enum reply_state value)
{
	switch (value) {
	case REPLY_STATE_HELD:
	case REPLY_STATE_DOUBTFUL:
		return CELL_WARNING;
	case REPLY_STATE_FAILED:
	case REPLY_STATE_BOUNCED:
		return CELL_BAD;
	default:
		return CELL_PLAIN;
	}
}

char *
french_time(int64_t at, GTimeZone *zone)
{
	time_t shifted = (time_t)at;
	struct tm local;

	if (at == 0)
		return g_strdup("");
	if (zone == NULL) {
		localtime_r(&shifted, &local);
	} else {
		/* A list asks for each dossier: no objects for that. */
		shifted += g_time_zone_get_offset(zone,
		    g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL,
			at));
		gmtime_r(&shifted, &local);
	}
	return g_strdup_printf("%02d/%02d/%04d %02d:%02d", local.tm_mday,
	    local.tm_mon + 1, local.tm_year + 1900, local.tm_hour,
	    local.tm_min);
}

char *
french_last_minute(int64_t end, GTimeZone *zone)
{
	g_autofree char *time = end != 0 ? french_time(end - 1, zone) :
	    g_strdup("");
	g_auto(GStrv) words = g_strsplit(time, " ", 2);

	return g_strjoinv(" à ", words);
}

char *
french_spaces(const char *text)
{
	static const char *const marks[] = { ":", ";", "?", "!", "»", "%" };
	static const char opening[] = "« ";
	GString *spaced = g_string_new(NULL);

	for (; *text != '\0'; text++) {
		bool tied = false;

		if (g_str_has_prefix(text, opening)) {
			g_string_append(spaced, "«\u202f");
			text += sizeof(opening) - 2;
			continue;
		}
		for (size_t i = 0; *text == ' ' && i < G_N_ELEMENTS(marks);
		    i++)
			tied = tied || g_str_has_prefix(text + 1, marks[i]);
		g_string_append(spaced, tied ? "\u202f" : "");
		if (!tied)
			g_string_append_c(spaced, *text);
	}
	return g_string_free(spaced, FALSE);
}

char *
french_size(uint64_t bytes)
{
	static const char *const units[] = { "ko", "Mo", "Go" };
	double size = (double)bytes;
	char *text;
	size_t unit = 0;

	if (bytes < 1000)
		return g_strdup_printf("%u\u00a0octet%s", (unsigned)bytes,
		    bytes > 1 ? "s" : "");
	size /= 1000;
	while (size >= 999.95 && unit + 1 < G_N_ELEMENTS(units)) {
		size /= 1000;
		unit++;
	}
	text = g_strdup_printf("%.1f\u00a0%s", size, units[unit]);
	*strchr(text, '.') = ',';
	return text;
}

char *
french_count(unsigned long count, const char *one, const char *many)
{
	return g_strdup_printf("%lu %s", count, count < 2 ? one : many);
}
