/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of recognition share: the form, a registry of inventions. */
#ifndef ASR_TEST_BENCH_H
#define ASR_TEST_BENCH_H

#include <stdio.h>
#include <unistd.h>

#include "form.h"
#include "harness.h"
#include "registry.h"

#define FORM_2026 TEST_SOURCES "/etc/forms/asr-2026.conf"

/*
 * The form of 2026, read once and never freed, since reading it takes longer
 * than most tests.  A main that calls this before its tests gives it to the
 * processes of all of them.
 */
static inline struct form *
bench_form(void)
{
	static struct form *form;
	struct problems *problems;

	if (form != NULL)
		return form;
	problems = problems_new();
	form = form_read(FORM_2026, problems);
	g_assert_cmpuint(problems_errors(problems), ==, 0);
	problems_free(problems);
	return form;
}

static const char bench_registry[] =
    "code;name;aliases;kind;department;subdivision;domains;dam_addresses\n"
    "CH-VALBEC;Centre hospitalier Aristide Prunier de Valbec;CH Valbec|"
    "Hôpital Prunier|CHV;peripheral;14;caen;ch-valbec.test;"
    "dam@ch-valbec.test\n"
    "CH-ORNE-SUD;Centre hospitalier intercommunal de l’Orne Sud;CHIOS|"
    "CH de Mortelle|Hôpital Monod;peripheral;61;caen;chios.test;"
    "dam@chios.test\n"
    "EPSM-SAIRE;Établissement public de santé mentale du Val de Saire;"
    "EPSM du Val de Saire|Hôpital Monod;peripheral;50;caen;"
    "epsm-saire.test;dam@epsm-saire.test\n"
    "CH-EU;Centre hospitalier d’Eu;CH Eu;peripheral;76;rouen;ch-eu.test;"
    "dam@ch-eu.test\n"
    "CHU-CAEN;CHU de Caen Normandie;CHU Caen|Centre hospitalier "
    "universitaire de Caen;chu;14;caen;chu-caen.test;dam@chu-caen.test\n"
    "CHU-ROUEN;CHU de Rouen Normandie;CHU Rouen|Hôpital Charles-Nicolle;"
    "chu;76;rouen;chu-rouen.test;dam@chu-rouen.test\n";

static inline struct registry *
bench_registry_new(struct problems *problems)
{
	g_autofree char *path = NULL;
	struct registry *registry;
	int fd = g_file_open_tmp("registry-XXXXXX", &path, NULL);

	ck_assert_int_ge(fd, 0);
	close(fd);
	ck_assert(g_file_set_contents(path, bench_registry, -1, NULL));
	registry = registry_read(path, problems);
	ck_assert_int_eq(remove(path), 0);
	ck_assert_uint_eq(problems_errors(problems), 0);
	return registry;
}

#endif
