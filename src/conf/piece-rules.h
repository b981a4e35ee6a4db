/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the pieces of a form are recognised: the words, the form's own blank
 * pages and the thresholds, as the form file says them.  The code that
 * uses them stands in the decide room and knows no scheme.
 */
#ifndef ASR_PIECE_RULES_H
#define ASR_PIECE_RULES_H

#include <stdbool.h>

#include <glib.h>

#include "lexicon.h"
#include "owned.h"

/* Of which of the two establishments a signatory speaks. */
enum side {
	SIDE_NONE, /* the piece knows no side, or it is not told */
	SIDE_CHU,
	SIDE_EMPLOYER,
	SIDE_COUNT
};

/* What a phrase of the lexicon says.  `what` is said beside each. */
enum term_role {
	TERM_TITLE,      /* subject: heads its page */
	TERM_PHRASE,     /* subject: speaks for it */
	TERM_AGAINST,    /* subject: speaks against it */
	TERM_FILE_NAME,  /* subject: in a file's name only */
	TERM_BOX,        /* subject: the text beside its box */
	TERM_SECTION,    /* subject: begins a section of it */
	TERM_LABEL,      /* subject: a label of the sheet it is */
	TERM_NEEDS,      /* subject: in words of its own it has one of these */
	TERM_NEEDS_TOO,  /* subject: … and one of these */
	TERM_OPINION,    /* function: titles an opinion, side not said */
	TERM_FUNCTION,   /* function: names it */
	TERM_DOUBTFUL,   /* function: names one near it */
	TERM_SHORT,      /* function: names it where its office is named */
	TERM_LETTERHEAD, /* function: the office it writes from */
	TERM_OWN,        /* function: what only its holder says */
	TERM_CLAIM,      /* function: who says so holds it */
	TERM_BODY,       /* function: the body it speaks for */
	TERM_NO_FUNCTION, /* 0: holds a function's words, and is none */
	TERM_NO_OPINION,  /* 0: speaks of an opinion, and gives none */
	TERM_SIDE,       /* enum side */
	TERM_MARK,       /* enum mark */
	TERM_FIELD,      /* enum field */
	TERM_SPECIALTY,  /* index in specialties */
	TERM_ROLE_COUNT
};

/* What structures letters and messages. */
enum mark {
	MARK_HEADING,      /* the word before a number that heads a page */
	MARK_ACT,          /* gives an opinion */
	MARK_ASSENT,       /* is for it, if a signatory says so */
	MARK_MATTER,       /* what a signatory is for: the post, the person */
	MARK_SERVES_AS,    /* «vaut aussi avis du coordonnateur» */
	MARK_STANDS_FOR,   /* «ce message tient lieu d'avis du directeur» */
	MARK_JOINT,        /* «avis conjoint», «d'une seule voix» */
	MARK_APPLICANT,    /* «ma candidature»: the candidate speaks */
	MARK_TRAINEE,      /* interne: no function of a signatory */
	MARK_PUT_OFF,      /* an opinion that is to come, or on other things */
	MARK_OTHER_MATTER, /* a diploma, an invoice, a meeting */
	MARK_LEAVE,        /* of somebody in post: an opinion on that is none */
	MARK_READER,       /* speaks to whoever reads it: vous, votre */
	MARK_OPENER,       /* begins the title of some document */
	MARK_OTHER_TITLE,  /* titles what is no piece */
	MARK_STATEMENT,    /* titles what attests, and may give an opinion */
	MARK_POST,         /* the one that candidates apply for */
	MARK_OTHER_POST,   /* in the object of what is about another one */
	MARK_RESERVED,     /* … with reserves */
	MARK_UNFAVOURABLE, /* … against */
	MARK_SWORN,        /* je soussigné(e) */
	MARK_CAPACITY,     /* en ma qualité de */
	MARK_ADDRESSEE,    /* à l'attention de */
	MARK_SALUTATION,   /* Madame, Monsieur, */
	MARK_CLOSING,      /* Veuillez agréer */
	MARK_OBJECT,       /* Objet : */
	MARK_CIVILITY,     /* Mme, Dr */
	MARK_BEFORE_NAME,  /* la candidature de */
	MARK_STAMP,        /* of arrival: nobody filled that in */
	MARK_BORN,         /* née, épouse */
	MARK_NO_NAME,      /* words of subjects and file names, no names */
	MARK_SCHEME,       /* speaks of this scheme */
	MARK_OTHER_SCHEME, /* speaks of another */
	MARK_COUNT
};

/* Labels of the form whose value is read. */
enum field {
	FIELD_FAMILY_NAME,
	FIELD_GIVEN_NAME,
	FIELD_WHOLE_NAME,
	FIELD_SUPPORTED, /* the candidate, in an opinion */
	FIELD_SPECIALTY,
	FIELD_SIGNATORY,
	FIELD_HOST,      /* the signatory's service or establishment */
	FIELD_EMPLOYER,
	FIELD_PERIOD,
	FIELD_DATE,
	FIELD_SIGNATURE,
	FIELD_SHARE_CHU, /* share of time, in per cent */
	FIELD_SHARE_EMPLOYER,
	FIELD_ENTRY,     /* into office */
	FIELD_DURATION,
	FIELD_DOCTORATE, /* the lines below are about this diploma */
	FIELD_DES,
	FIELD_OTHER_DIPLOMA,
	FIELD_OBTAINED,  /* date of the diploma above */
	FIELD_THESIS,    /* date of the doctorate */
	FIELD_OTHER,     /* a label all the same: ends the value before it */
	FIELD_COUNT
};

struct term {
	enum term_role role;
	unsigned what;
	char *text; /* the first phrase of its key, for evidence */
};

/* Functions of a form, each a bit among others in decide; the sample has
 * four. */
#define FUNCTIONS_MAX 16u

/* The function of a signatory. */
struct function {
	char *id;
	char *label; /* French, for evidence */
};

/*
 * What a stretch of a document can be: a piece of the form (the first
 * ones, in the form's order) or a kind of document that is no piece.
 */
struct subject {
	char *id;
	char *label;
	bool is_piece;
	unsigned annexe, listed_annexe; /* 0: none */
	GArray *former_annexes; /* unsigned: numbers in other years' forms */
	int function;           /* index; -1: not an opinion */
	enum side side;
	bool many_pages; /* runs over pages by nature */
	bool by_box;     /* lives by its box: TERM_BOX tells where */
	bool names_employer; /* names the employer, and no other hospital
			      * but in passing */
	bool is_letter;    /* greets or closes, where no title tells it */
	bool needs, needs_too; /* words: TERM_NEEDS, TERM_NEEDS_TOO */
	bool common_words; /* of a kind: its phrases stand in pieces, too */
	unsigned sections_min; /* sections that make it that; 0: none */
	unsigned labels_min; /* labels that make it that sheet; 0: none */
	unsigned filled_letters; /* beyond its blank page, to be present */
	/* Its blank page; empty when the form has none. */
	GHashTable *page_words; /* char * to count */
	unsigned page_shingles; /* that only this page has */
	unsigned page_word_count;
	unsigned page_letters;
};

/* Words of a shingle: four in a row of the form are no accident. */
#define SHINGLE_WORDS 4u

/* The key of the shingle that begins at words; the caller frees it. */
char *form_rules_shingle(char *const *words);

/* Weights and thresholds; each has a default, [thresholds] may change it. */
struct thresholds {
	unsigned title;       /* a title at the head of a page */
	unsigned phrase;      /* each phrase, thrice at most */
	unsigned annexe;      /* its number at the head, by this form */
	unsigned former_annexe; /* and by another year's */
	unsigned shingles;    /* of the blank page, from which it is told, */
	unsigned shingle_share; /* and per cent of those it has */
	unsigned certain;     /* score from which it is certain */
	unsigned probable;
	unsigned margin;      /* lead over the second */
	unsigned filled_letters; /* letters beyond the blank page */
	unsigned ink_blank;   /* mm²: less ink beside the words is none */
	unsigned ink_filled;  /* mm²: more is writing */
	unsigned scan_letters; /* of OCR beyond the form's words that fill a
				* page; a blank one leaves 0 to 7 */
	unsigned scan_letters_unmeasured; /* where no ink tells how well
				* each word was read */
	unsigned signatory_letters; /* of a name beside its label; shorter
				* ones are misread «Madame» as well */
	unsigned shared_pieces; /* two people of near names have so many
				* pieces both; one has sent one again */
	unsigned form_words;  /* per cent of its words that make a page of
				* the form */
	unsigned ink_words;   /* per cent of the page's words OCR must find */
	unsigned read_confidence; /* of OCR: below it a page is not read */
	unsigned misread_words; /* of a page's text, from which a picture's
				 * reader wrote it, */
	unsigned misread_share; /* and per cent of the words known */
	unsigned misread_letters; /* of such text beyond the blank page */
	unsigned share_employer_min; /* per cent, 0: not checked */
	unsigned share_chu_max;
	unsigned share_chu_min; /* a day of the week; 0: not checked */
	unsigned years_max;     /* of the contract */
};

struct form_rules {
	struct lexicon *lexicon;
	GPtrArray *terms;     /* struct term: the lexicon's terms */
	GPtrArray *subjects;  /* struct subject: pieces, then kinds */
	GPtrArray *functions; /* struct function */
	GPtrArray *specialties; /* char * */
	GHashTable *ignored;  /* folded words of headers and footers */
	GHashTable *shingles; /* char * to the index + 1 of the subject whose
			       * page has it; 0: pages of two */
	struct thresholds thresholds;
};

/* The shingles of its page from which a subject is told. */
unsigned form_rules_shingles_needed(const struct form_rules *rules,
    const struct subject *subject);

struct form_rules *form_rules_new(void);
void form_rules_free(struct form_rules *rules);

/* Building, for form.c; the result is owned by rules. */
struct subject *form_rules_add_subject(struct form_rules *rules,
    const char *id, bool is_piece);
struct function *form_rules_add_function(struct form_rules *rules,
    const char *id);
/*
 * Adds the phrases of pattern (lexicon.h) as one term.  NULL, or what is
 * wrong with the pattern (static text).
 */
const char *form_rules_add_term(struct form_rules *rules,
    enum term_role role, unsigned what, const char *pattern,
    GHashTable *choices);

/* The subject or function of an id, or -1. */
int form_rules_subject(const struct form_rules *rules, const char *id);
int form_rules_function(const struct form_rules *rules, const char *id);

/*
 * Reads the text of the blank form: "@ ID" begins the page of a subject,
 * "#" a comment.  A subject may have several pages.  NULL, or a line's
 * number and what is wrong with it (static text).
 */
const char *form_rules_pages(struct form_rules *rules, const char *text,
    unsigned *line_r);

#endif
