/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields answered by ticking one of several boxes, or by a value. */
#ifndef ASR_CHOICES_H
#define ASR_CHOICES_H

#include "text.h"

/* An answer: the words of the options ticked, or of the value typed. */
struct choice {
	bool asked;        /* the label is there */
	unsigned boxes;    /* seen */
	unsigned ticked;   /* of them */
	bool unknown;      /* the state of one could not be read */
	unsigned first, end; /* words of the first option ticked, or of the
			      * value when there are no boxes */
};

/* What the first label (fields.h) of field within words [first, end) is
 * answered. */
struct choice choices_read(const struct form_rules *rules,
    const struct text *text, enum field field, unsigned first,
    unsigned end);

#endif
