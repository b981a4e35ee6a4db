/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator can do about an error that servers word badly. */
#ifndef ASR_ADVICE_H
#define ASR_ADVICE_H

#include <glib.h>

/* What to ask whom for, in plain words; NULL when text is not known.  A
 * static text. */
const char *advice_for(const char *text);

#endif
