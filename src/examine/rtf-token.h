/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens of Rich Text Format 1.9. */
#ifndef ASR_RTF_TOKEN_H
#define ASR_RTF_TOKEN_H

#include <stdbool.h>

#include <glib.h>

/* The longest word is 32 letters; longer ones are cut. */
#define RTF_WORD_MAX 32u

enum rtf_kind {
	RTF_END,    /* of the bytes */
	RTF_OPEN,   /* { */
	RTF_CLOSE,  /* } */
	RTF_WORD,   /* \word or \wordN */
	RTF_SYMBOL, /* \ and what is no letter: in code */
	RTF_BYTE,   /* text, as it is or as \'hh: in code */
};

struct rtf_token {
	enum rtf_kind kind;
	char word[RTF_WORD_MAX + 1];
	long value; /* of a word */
	bool has_value;
	unsigned char code;
};

/* Bytes being read. */
struct rtf_source {
	const char *at, *end;
};

/* Reads the next token; line ends and binary data (\bin) are passed over. */
void rtf_token_next(struct rtf_source *source, struct rtf_token *token_r);

#endif
