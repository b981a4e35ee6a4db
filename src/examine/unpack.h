/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which opener opens which container. */
#ifndef ASR_UNPACK_H
#define ASR_UNPACK_H

#include <stdbool.h>

#include "exam.h"

/*
 * When the part at index is a container, settles it and adds what it holds
 * below it, containers in it included; leaves any other part as it is.
 */
void unpack_part(struct exam *exam, int index);

#endif
