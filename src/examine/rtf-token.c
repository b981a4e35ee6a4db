/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens of Rich Text Format: see rtf-token.h. */
#include "rtf-token.h"

#include <string.h>

/* Numbers have ten digits at most; longer ones stay at this. */
#define VALUE_MAX 2000000000L

static void
read_value(struct rtf_source *s, struct rtf_token *token)
{
	bool negative = s->at < s->end && *s->at == '-';

	if (negative)
		s->at++;
	while (s->at < s->end && g_ascii_isdigit(*s->at)) {
		token->has_value = true;
		token->value = MIN(token->value * 10 + (*s->at - '0'),
		    VALUE_MAX);
		s->at++;
	}
	if (negative)
		token->value = -token->value;
	/* A space ends the word and is no text. */
	if (s->at < s->end && *s->at == ' ')
		s->at++;
}

static void
read_word(struct rtf_source *s, struct rtf_token *token)
{
	size_t length = 0;

	token->kind = RTF_WORD;
	while (s->at < s->end && g_ascii_isalpha(*s->at)) {
		if (length < RTF_WORD_MAX)
			token->word[length++] = *s->at;
		s->at++;
	}
	token->word[length] = '\0';
	read_value(s, token);
	if (strcmp(token->word, "bin") == 0 && token->value > 0)
		s->at += MIN(token->value, s->end - s->at);
}

static void
read_hex(struct rtf_source *s, struct rtf_token *token)
{
	int code = 0;

	token->kind = RTF_BYTE;
	for (int i = 0; i < 2; i++)
		if (s->at < s->end && g_ascii_isxdigit(*s->at))
			code = code * 16 + g_ascii_xdigit_value(*s->at++);
	token->code = (unsigned char)code;
}

static void
read_control(struct rtf_source *s, struct rtf_token *token)
{
	if (s->at >= s->end)
		return;
	if (g_ascii_isalpha(*s->at)) {
		read_word(s, token);
		return;
	}
	token->code = (unsigned char)*s->at++;
	if (token->code == '\'')
		read_hex(s, token);
	else
		token->kind = RTF_SYMBOL;
}

void
rtf_token_next(struct rtf_source *s, struct rtf_token *token_r)
{
	char c;

	memset(token_r, 0, sizeof(*token_r));
	while (s->at < s->end &&
	    (*s->at == '\r' || *s->at == '\n' || *s->at == '\0'))
		s->at++;
	if (s->at >= s->end)
		return;
	c = *s->at++;
	if (c == '\\') {
		read_control(s, token_r);
		return;
	}
	token_r->kind = c == '{' ? RTF_OPEN : c == '}' ? RTF_CLOSE : RTF_BYTE;
	token_r->code = (unsigned char)c;
}
