/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An examination for harnesses: small limits, and a sound report at the end. */
#ifndef ASR_EXAMINATION_H
#define ASR_EXAMINATION_H

#include "delivery.h"
#include "exam.h"

/* Bytes that containers of one input may unpack to. */
#define EXAMINATION_BYTES_MAX (16u << 20)

struct exam *examination_begin(void);

/* Asserts that its report is one that a decoder takes; frees it. */
void examination_end(struct exam *exam);

/* data as the one part of a message, of its index 0. */
struct exam *examination_of_part(const uint8_t *data, size_t size);

#endif
