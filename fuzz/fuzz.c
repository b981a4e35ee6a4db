/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libFuzzer's side: one program for all harnesses, ASR_FUZZ names the one
 * to run.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct harness *harness;

/* NOLINTBEGIN(readability-non-const-parameter): libFuzzer's own form. */
int
LLVMFuzzerInitialize(int *argc, char ***argv)
/* NOLINTEND(readability-non-const-parameter) */
{
	const char *name = getenv("ASR_FUZZ");

	(void)argc;
	(void)argv;
	harness = name != NULL ? harness_find(name) : NULL;
	if (harness == NULL) {
		fputs("ASR_FUZZ names no harness; there are:\n", stderr);
		for (unsigned i = 0; harness_at(i) != NULL; i++)
			fprintf(stderr, "%s\n", harness_at(i)->name);
		exit(2);
	}
	harness_set_up();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	harness->run(data, size);
	return 0;
}
