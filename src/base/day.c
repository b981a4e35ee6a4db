/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day as people type it: see day.h. */
#include "day.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

/* Digits of each part: a year is never written short. */
#define YEAR_DIGITS 4u
#define SHORT_DIGITS 2u

/* A part of a date, whole; 0 where it is none. */
static unsigned
part(const char *text, unsigned digits_min, unsigned digits_max)
{
	guint64 number = 0;
	size_t digits = strlen(text);

	if (digits < digits_min || digits > digits_max ||
	    !g_ascii_string_to_unsigned(text, 10, 1, 9999, &number, NULL))
		return 0;
	return (unsigned)number;
}

char *
day_typed(const char *typed)
{
	bool french = strchr(typed, '/') != NULL;
	g_auto(GStrv) parts = g_strsplit(typed, french ? "/" : "-", 4);
	unsigned least = french ? 1 : SHORT_DIGITS;
	unsigned year, month, day;

	if (g_strv_length(parts) != 3)
		return NULL;
	year = part(parts[french ? 2 : 0], YEAR_DIGITS, YEAR_DIGITS);
	month = part(parts[1], least, SHORT_DIGITS);
	day = part(parts[french ? 0 : 2], least, SHORT_DIGITS);
	if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month,
		(GDateYear)year))
		return NULL;
	return g_strdup_printf("%04u-%02u-%02u", year, month, day);
}

char *
day_french(const char *iso)
{
	static const char form[] = "0000-00-00";

	for (unsigned i = 0; iso != NULL && i < sizeof(form) - 1; i++) {
		if (form[i] == '0' ? !g_ascii_isdigit(iso[i]) :
				     iso[i] != form[i])
			return g_strdup(iso);
	}
	if (iso == NULL || iso[sizeof(form) - 1] != '\0')
		return g_strdup(iso != NULL ? iso : "");
	return g_strdup_printf("%.2s/%.2s/%.4s", iso + 8, iso + 5, iso);
}
