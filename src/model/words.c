/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the enumerations: one table each, see words.h. */
#include "words.h"

#include <stddef.h>
#include <string.h>

#include <glib.h>

static bool
find_word(const char *const *words, size_t count, const char *word,
    size_t *index_r)
{
	for (size_t i = 0; word != NULL && i < count; i++) {
		if (strcmp(words[i], word) == 0) {
			*index_r = i;
			return true;
		}
	}
	return false;
}

/* A table of words gives an enumeration its two functions. */
#define WORDS(name, count, ...)                                         \
	static const char *const name##_words[] = { __VA_ARGS__ };      \
	G_STATIC_ASSERT(G_N_ELEMENTS(name##_words) == (count));         \
                                                                        \
	const char *name##_word(enum name value)                        \
	{                                                               \
		g_assert((size_t)value < (size_t)(count));              \
		return name##_words[value];                             \
	}                                                               \
                                                                        \
	bool name##_parse(const char *word, enum name *value_r)         \
	{                                                               \
		size_t index = 0;                                       \
                                                                        \
		if (!find_word(name##_words, count, word, &index))      \
			return false;                                   \
		*value_r = (enum name)index;                            \
		return true;                                            \
	}

WORDS(sender_verdict, SENDER_COUNT,
    "unknown", "dam", "establishment", "chu", "outsider", "automatic",
    "forged")
WORDS(outcome, OUTCOME_COUNT,
    "review", "filed", "refused", "correspondence", "automatic",
    "duplicate", "unreadable")
WORDS(reply_kind, REPLY_KIND_COUNT,
    "none", "registered", "late", "incomplete", "complete", "not-dam",
    "reminder")
WORDS(reply_state, REPLY_STATE_COUNT,
    "none", "queued", "held", "sent", "doubtful", "failed", "bounced")
WORDS(dossier_status, DOSSIER_STATUS_COUNT,
    "review", "incomplete", "complete")
WORDS(piece_state, PIECE_STATE_COUNT,
    "uncertain", "missing", "unreadable", "blank", "present")
WORDS(piece_by, BY_COUNT,
    "rule", "agent")
WORDS(certainty, CERTAINTY_COUNT,
    "unknown", "probable", "certain")
WORDS(message_state, MESSAGE_STATE_COUNT,
    "spooled", "examined", "settled")
WORDS(part_state, PART_STATE_COUNT,
    "unreadable", "read", "ignored")
WORDS(part_role, PART_ROLE_COUNT,
    "document", "body", "container", "noise")
WORDS(part_reason, REASON_COUNT,
    "none", "unsupported", "encrypted", "damaged", "empty", "too-large",
    "too-deep", "too-many", "out-of-time", "crashed", "logo", "pixel",
    "vcard", "calendar", "signature", "system-file", "report")
WORDS(page_source, PAGE_SOURCE_COUNT,
    "not-read", "text", "ocr")
WORDS(establishment_kind, KIND_COUNT,
    "other", "peripheral", "chu")
WORDS(requirement, REQUIREMENT_COUNT,
    "required", "conditional", "optional")
