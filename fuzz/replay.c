/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every seed and every input ever found, through its harness: in `make
 * check`, with whatever sanitizers the build has.  A harness is a process,
 * so that a crash names it.  With arguments: HARNESS FILE…, to look at one.
 */
#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>

#include "harness.h"

/* A file takes a second at the very most; so many a harness. */
#define SECONDS_MAX 120

static void
run_file(const struct harness *harness, const char *path)
{
	g_autofree char *bytes = NULL;
	g_autofree uint8_t *exact = NULL;
	gsize size = 0;

	if (!g_file_get_contents(path, &bytes, &size, NULL)) {
		fprintf(stderr, "%s cannot be read\n", path);
		exit(EXIT_FAILURE);
	}
	/* Without the NUL that GLib adds, so that a read past it shows. */
	exact = g_memdup2(bytes, size);
	fprintf(stderr, "%s %s\n", harness->name, path);
	harness->run(exact, size);
}

static bool
is_wanted(const char *name, const char *const *suffixes)
{
	if (suffixes == NULL)
		return true;
	for (; *suffixes != NULL; suffixes++) {
		if (g_str_has_suffix(name, *suffixes))
			return true;
	}
	return false;
}

/* The files of a folder, those that end in one of suffixes if it is not
 * NULL; how many there were. */
static unsigned
run_folder(const struct harness *harness, const char *folder,
    const char *const *suffixes)
{
	g_autofree char *path = g_build_filename(TEST_SOURCES, folder, NULL);
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;
	unsigned count = 0;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *file = g_build_filename(path, name, NULL);

		if (!is_wanted(name, suffixes))
			continue;
		run_file(harness, file);
		count++;
	}
	if (dir != NULL)
		g_dir_close(dir);
	return count;
}

/* A harness without one seed would test nothing. */
static void
run_all(const struct harness *harness)
{
	static const char *const data[] = { "tests/data/documents",
		"tests/data/archives", "tests/data/scans" };
	g_autofree char *seeds =
	    g_build_filename("fuzz/seeds", harness->name, NULL);
	g_autofree char *found =
	    g_build_filename("fuzz/found", harness->name, NULL);
	unsigned count = run_folder(harness, seeds, NULL);

	run_folder(harness, found, NULL);
	if (harness->suffixes != NULL) {
		g_auto(GStrv) suffixes = g_strsplit(harness->suffixes, ";", -1);

		for (size_t i = 0; i < G_N_ELEMENTS(data); i++)
			count += run_folder(harness, data[i],
			    (const char *const *)suffixes);
	}
	harness->run((const uint8_t *)"", 0);
	if (count > 0)
		return;
	fprintf(stderr, "%s has no seed\n", harness->name);
	exit(EXIT_FAILURE);
}

static bool
passes(const struct harness *harness)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		alarm(SECONDS_MAX);
		harness_set_up();
		run_all(harness);
		exit(EXIT_SUCCESS);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
		printf("%s failed\n", harness->name);
		return false;
	}
	return true;
}

static int
replay_files(char **arguments)
{
	const struct harness *harness = harness_find(arguments[0]);

	if (harness == NULL) {
		fprintf(stderr, "%s is no harness\n", arguments[0]);
		return 2;
	}
	harness_set_up();
	for (arguments++; *arguments != NULL; arguments++)
		run_file(harness, *arguments);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	bool good = true;

	if (argc > 1)
		return replay_files(argv + 1);
	for (unsigned i = 0; harness_at(i) != NULL; i++)
		good &= passes(harness_at(i));
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
