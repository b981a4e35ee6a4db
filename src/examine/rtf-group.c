/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of Rich Text Format, and the text they make: see rtf-inside.h. */
#include "rtf-inside.h"

#include <stdlib.h>
#include <string.h>

#include "box-glyph.h"

/* Fonts that are told apart; writers list some hundreds.  A box in another
 * would be a letter. */
#define FONTS_MAX 5000u
/* Of a field's instruction, or a font's name, what tells its kind; a choice
 * has 50 letters at most. */
#define COLLECTED_MAX 200u
/* Choices of a drop-down list; Word allows 25. */
#define CHOICES_MAX 200u
/* \ffres of a field whose state was never changed. */
#define AS_AT_FIRST 25

struct group *
rtf_group(struct rtf *rtf)
{
	return &rtf->groups[rtf->depth];
}

void
rtf_open_paragraph(struct rtf *rtf)
{
	if (rtf->paragraph_open)
		return;
	rtf->paragraph_open = true;
	story_paragraph(&rtf->story);
}

void
rtf_end_paragraph(struct rtf *rtf)
{
	if (rtf->boxes > 0) {
		story_line(&rtf->story);
		return;
	}
	rtf_open_paragraph(rtf);
	rtf->paragraph_open = false;
	story_paragraph_end(&rtf->story);
}

/* A choice or a font's name is complete. */
static void
keep_collected(struct rtf *rtf, enum use use)
{
	const char *text = rtf->collected->str;
	bool font = use == USE_FONT_NAME && text[0] != '\0';

	if (use == USE_CHOICE && rtf->form.choices->len < CHOICES_MAX)
		g_ptr_array_add(rtf->form.choices, g_strdup(text));
	else if (font && g_hash_table_size(rtf->fonts) < FONTS_MAX)
		g_hash_table_insert(rtf->fonts, GINT_TO_POINTER(rtf->font),
		    g_strdup(text));
	else
		rtf->cut |= font;
	g_string_truncate(rtf->collected, 0);
}

void
rtf_put(struct rtf *rtf, gunichar c)
{
	const struct group *group = rtf_group(rtf);

	if (group->use == USE_NONE || group->hidden)
		return;
	if (group->use != USE_TEXT) {
		GString *to = group->use == USE_INSTRUCTION ?
		    rtf->instruction : rtf->collected;

		/* Fonts need not have groups of their own. */
		if (c == ';' && group->use == USE_FONT_NAME)
			keep_collected(rtf, group->use);
		else if (to->len < COLLECTED_MAX)
			g_string_append_unichar(to, c);
		else
			rtf->cut |= group->use == USE_CHOICE;
		return;
	}
	rtf_open_paragraph(rtf);
	story_char(&rtf->story, c);
}

/* A code of the font in hand. */
static void
put_code(struct rtf *rtf, unsigned char code)
{
	const struct group *group = rtf_group(rtf);
	const char *font = g_hash_table_lookup(rtf->fonts,
	    GINT_TO_POINTER(group->font));
	const char *box = NULL;

	if (font != NULL && strstr(font, "Wingdings") != NULL)
		box = box_glyph_of_font(code, font);
	if (box == NULL) {
		rtf_put(rtf, charset_char(group->charset, code));
		return;
	}
	for (; *box != '\0'; box++)
		rtf_put(rtf, (gunichar)*box);
}

void
rtf_put_byte(struct rtf *rtf, unsigned char code)
{
	if (rtf->repeats > 0)
		rtf->repeats--;
	else
		put_code(rtf, code);
}

/* \u: one unit of UTF-16, as a signed number. */
void
rtf_put_unicode(struct rtf *rtf, long value)
{
	gunichar c = (gunichar)(value & 0xffff);

	rtf->repeats = rtf_group(rtf)->after_unicode;
	if ((c & 0xfc00) == 0xd800) {
		rtf->high = c;
		return;
	}
	if ((c & 0xfc00) == 0xdc00)
		c = rtf->high == 0 ? 0xfffd :
		    0x10000 + ((rtf->high & 0x3ff) << 10) + (c & 0x3ff);
	rtf->high = 0;
	rtf_put(rtf, c);
}

bool
rtf_open(struct rtf *rtf)
{
	struct group *group;

	if (rtf->depth + 1 >= GROUPS_MAX)
		return false;
	rtf->groups[rtf->depth + 1] = rtf->groups[rtf->depth];
	group = &rtf->groups[++rtf->depth];
	group->boxed = group->lines = group->optional = false;
	group->instructed = false;
	group->in_field = group->answered = false;
	rtf->repeats = 0;
	return true;
}

/* The group of the field that the group in hand is part of. */
struct group *
rtf_field(struct rtf *rtf)
{
	for (unsigned i = rtf->depth; i > 0; i--)
		if (rtf->groups[i].in_field)
			return &rtf->groups[i];
	return NULL;
}

static void
put_form_box(struct rtf *rtf)
{
	const struct form *form = &rtf->form;
	int state = form->result >= 0 && form->result != AS_AT_FIRST ?
	    form->result : form->at_first;

	rtf_open_paragraph(rtf);
	if (form->result < 0 && form->at_first < 0)
		story_box(&rtf->story, BOX_UNKNOWN);
	else
		story_box(&rtf->story, state > 0 ? BOX_TICKED : BOX_EMPTY);
}

static void
put_choice(struct rtf *rtf)
{
	const struct form *form = &rtf->form;
	int choice = form->result >= 0 && form->result != AS_AT_FIRST ?
	    form->result : form->at_first;

	if (choice < 0 || (unsigned)choice >= form->choices->len) {
		rtf->cut |= form->choices->len == CHOICES_MAX;
		return;
	}
	rtf_open_paragraph(rtf);
	story_text(&rtf->story, form->choices->pdata[choice]);
}

/* SYMBOL 168 \f "Wingdings" */
static bool
put_symbol(struct rtf *rtf, const char *instruction)
{
	const char *number = strstr(instruction, "SYMBOL");
	const char *box = box_glyph_of_font(
	    (gunichar)strtoul(number + strlen("SYMBOL"), NULL, 0),
	    strstr(instruction, "Wingdings"));

	if (box == NULL)
		return false;
	rtf_open_paragraph(rtf);
	story_text(&rtf->story, box);
	return true;
}

/* A field's instruction is complete; some tell all there is to tell. */
static void
end_instruction(struct rtf *rtf)
{
	const char *instruction = rtf->instruction->str;
	struct group *field = rtf_field(rtf);
	bool answered = true;

	if (strstr(instruction, "FORMCHECKBOX") != NULL)
		put_form_box(rtf);
	else if (strstr(instruction, "FORMDROPDOWN") != NULL)
		put_choice(rtf);
	else
		answered = strstr(instruction, "SYMBOL") != NULL &&
		    put_symbol(rtf, instruction);
	if (field != NULL)
		field->answered = answered;
	g_string_truncate(rtf->instruction, 0);
}

void
rtf_close(struct rtf *rtf)
{
	struct group group = *rtf_group(rtf);

	if (rtf->depth == 0)
		return;
	rtf->depth--;
	rtf->repeats = 0;
	if (group.boxed) {
		rtf->boxes--;
		story_paragraph_end(&rtf->story);
		story_text_box_end(&rtf->story);
	}
	if (group.lines && rtf->paragraph_open)
		rtf_end_paragraph(rtf);
	if (group.use == USE_CHOICE || group.use == USE_FONT_NAME)
		keep_collected(rtf, group.use);
	if (group.instructed && !rtf_group(rtf)->hidden &&
	    rtf_group(rtf)->use == USE_TEXT)
		end_instruction(rtf);
}
