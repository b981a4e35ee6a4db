/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examiner's end of base/nursery.h. */
#ifndef ASR_NURSERY_END_H
#define ASR_NURSERY_END_H

#include <stdbool.h>

#include <glib.h>

/*
 * Waits for what is asked on stdin, and returns true in each child, whose
 * standard descriptors are those that came with it; *argument_r is set.
 * False without *error in the nursery itself when nobody will ask again.
 */
bool nursery_end_child(int *argument_r, GError **error);

#endif
