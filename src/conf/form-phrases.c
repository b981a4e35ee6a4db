/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of a form that hold phrases: see form-phrases.h. */
#include "form-phrases.h"

/* Keys whose values are phrases about the section's own subject or
 * function, or about what the table says. */
struct phrase_key {
	const char *key;
	enum term_role role;
	unsigned what;
};

#define OF_SECTION 0u /* `what` is the section's own index */

static const struct phrase_key subject_phrases[] = {
	{ "titles", TERM_TITLE, OF_SECTION },
	{ "phrases", TERM_PHRASE, OF_SECTION },
	{ "against", TERM_AGAINST, OF_SECTION },
	{ "file-names", TERM_FILE_NAME, OF_SECTION },
	{ "box", TERM_BOX, OF_SECTION },
	{ "sections", TERM_SECTION, OF_SECTION },
	{ "labels", TERM_LABEL, OF_SECTION },
	{ "needs", TERM_NEEDS, OF_SECTION },
	{ "needs-too", TERM_NEEDS_TOO, OF_SECTION },
};

static const struct phrase_key function_phrases[] = {
	{ "titles", TERM_OPINION, OF_SECTION },
	{ "words", TERM_FUNCTION, OF_SECTION },
	{ "doubtful", TERM_DOUBTFUL, OF_SECTION },
	{ "short", TERM_SHORT, OF_SECTION },
	{ "letterheads", TERM_LETTERHEAD, OF_SECTION },
	{ "own", TERM_OWN, OF_SECTION },
	{ "claims", TERM_CLAIM, OF_SECTION },
	{ "bodies", TERM_BODY, OF_SECTION },
};

static const struct phrase_key mark_phrases[] = {
	{ "heading", TERM_MARK, MARK_HEADING },
	{ "opinion", TERM_MARK, MARK_ACT },
	{ "assent", TERM_MARK, MARK_ASSENT },
	{ "matter", TERM_MARK, MARK_MATTER },
	{ "serves-as", TERM_MARK, MARK_SERVES_AS },
	{ "stands-for", TERM_MARK, MARK_STANDS_FOR },
	{ "joint", TERM_MARK, MARK_JOINT },
	{ "applicant", TERM_MARK, MARK_APPLICANT },
	{ "trainee", TERM_MARK, MARK_TRAINEE },
	{ "put-off", TERM_MARK, MARK_PUT_OFF },
	{ "other-matter", TERM_MARK, MARK_OTHER_MATTER },
	{ "leave", TERM_MARK, MARK_LEAVE },
	{ "reader", TERM_MARK, MARK_READER },
	{ "opener", TERM_MARK, MARK_OPENER },
	{ "other-title", TERM_MARK, MARK_OTHER_TITLE },
	{ "statement", TERM_MARK, MARK_STATEMENT },
	{ "post", TERM_MARK, MARK_POST },
	{ "other-post", TERM_MARK, MARK_OTHER_POST },
	{ "reserved", TERM_MARK, MARK_RESERVED },
	{ "unfavourable", TERM_MARK, MARK_UNFAVOURABLE },
	{ "sworn", TERM_MARK, MARK_SWORN },
	{ "capacity", TERM_MARK, MARK_CAPACITY },
	{ "addressee", TERM_MARK, MARK_ADDRESSEE },
	{ "salutation", TERM_MARK, MARK_SALUTATION },
	{ "closing", TERM_MARK, MARK_CLOSING },
	{ "object", TERM_MARK, MARK_OBJECT },
	{ "civility", TERM_MARK, MARK_CIVILITY },
	{ "before-name", TERM_MARK, MARK_BEFORE_NAME },
	{ "stamp", TERM_MARK, MARK_STAMP },
	{ "born", TERM_MARK, MARK_BORN },
	{ "no-name", TERM_MARK, MARK_NO_NAME },
	{ "no-function", TERM_NO_FUNCTION, 0 },
	{ "no-opinion", TERM_NO_OPINION, 0 },
	{ "scheme", TERM_MARK, MARK_SCHEME },
	{ "other-scheme", TERM_MARK, MARK_OTHER_SCHEME },
};

static const struct phrase_key side_phrases[] = {
	{ "chu", TERM_SIDE, SIDE_CHU },
	{ "employer", TERM_SIDE, SIDE_EMPLOYER },
};

static const struct phrase_key field_phrases[] = {
	{ "family-name", TERM_FIELD, FIELD_FAMILY_NAME },
	{ "given-name", TERM_FIELD, FIELD_GIVEN_NAME },
	{ "whole-name", TERM_FIELD, FIELD_WHOLE_NAME },
	{ "supported", TERM_FIELD, FIELD_SUPPORTED },
	{ "specialty", TERM_FIELD, FIELD_SPECIALTY },
	{ "signatory", TERM_FIELD, FIELD_SIGNATORY },
	{ "host", TERM_FIELD, FIELD_HOST },
	{ "employer", TERM_FIELD, FIELD_EMPLOYER },
	{ "period", TERM_FIELD, FIELD_PERIOD },
	{ "date", TERM_FIELD, FIELD_DATE },
	{ "signature", TERM_FIELD, FIELD_SIGNATURE },
	{ "share-chu", TERM_FIELD, FIELD_SHARE_CHU },
	{ "share-employer", TERM_FIELD, FIELD_SHARE_EMPLOYER },
	{ "entry", TERM_FIELD, FIELD_ENTRY },
	{ "duration", TERM_FIELD, FIELD_DURATION },
	{ "doctorate", TERM_FIELD, FIELD_DOCTORATE },
	{ "des", TERM_FIELD, FIELD_DES },
	{ "other-diploma", TERM_FIELD, FIELD_OTHER_DIPLOMA },
	{ "obtained", TERM_FIELD, FIELD_OBTAINED },
	{ "thesis", TERM_FIELD, FIELD_THESIS },
	{ "other", TERM_FIELD, FIELD_OTHER },
};

static const struct {
	const struct phrase_key *keys;
	unsigned count;
} tables[PHRASES_COUNT] = {
	[PHRASES_OF_SUBJECT] = { subject_phrases,
	    G_N_ELEMENTS(subject_phrases) },
	[PHRASES_OF_FUNCTION] = { function_phrases,
	    G_N_ELEMENTS(function_phrases) },
	[PHRASES_OF_MARKS] = { mark_phrases, G_N_ELEMENTS(mark_phrases) },
	[PHRASES_OF_SIDES] = { side_phrases, G_N_ELEMENTS(side_phrases) },
	[PHRASES_OF_FIELDS] = { field_phrases, G_N_ELEMENTS(field_phrases) },
};

void
form_phrases_add(struct form_reader *reader, const char *key,
    enum term_role role, unsigned what, const char *pattern)
{
	const char *why = form_rules_add_term(reader->rules, role, what,
	    pattern, reader->choices);

	if (why != NULL)
		keyfile_error(reader->file, reader->section, key, "«%s» %s",
		    pattern, why);
}

void
form_phrases_read(struct form_reader *reader, enum form_phrases which,
    unsigned own)
{
	for (unsigned i = 0; i < tables[which].count; i++) {
		const struct phrase_key *key = &tables[which].keys[i];
		g_auto(GStrv) list = keyfile_list(reader->section, key->key);

		for (char **pattern = list; *pattern != NULL; pattern++)
			form_phrases_add(reader, key->key, key->role,
			    key->what == OF_SECTION ? own : key->what,
			    *pattern);
	}
}
