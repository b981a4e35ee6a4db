/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of harnesses: see harness.h. */
#include "config.h"

#include "harness.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#include <glib.h>
#include <gmime/gmime.h>
#include <gsf/gsf-utils.h>
#include <libxml/parser.h>

#include "warm.h"

static const struct harness harnesses[] = {
	{ "message", harness_message, NULL },
	{ "headers", harness_headers, NULL },
	{ "names", harness_names, NULL },
	{ "delivery", harness_delivery, NULL },
	{ "report", harness_report, NULL },
	{ "archive", harness_archive, ".rar;.7z;.zip" },
	{ "winmail", harness_winmail, NULL },
	{ "rtfmail", harness_rtfmail, NULL },
	{ "outlook", harness_outlook, ".msg;.doc" },
	{ "cms", harness_cms, NULL },
	{ "unpack", harness_unpack, NULL },
	{ "docx", harness_docx, NULL },
	{ "odt", harness_odt, NULL },
	{ "sheet", harness_sheet, NULL },
	{ "slides", harness_slides, NULL },
	{ "doc", harness_doc, ".doc" },
	{ "rtf", harness_rtf, ".rtf" },
	{ "html", harness_html, NULL },
	{ "text", harness_text, NULL },
	{ "pdf", harness_pdf, ".pdf" },
	{ "picture", harness_picture, ".png;photo.heic;.tif;.jpg" },
	{ "decision", harness_decision, NULL },
	{ "settings", harness_settings, NULL },
	{ "form", harness_form, NULL },
	{ "campaign", harness_campaign, NULL },
	{ "registry", harness_registry, NULL },
	{ "template", harness_template, NULL },
};

const struct harness *
harness_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(harnesses); i++) {
		if (strcmp(harnesses[i].name, name) == 0)
			return &harnesses[i];
	}
	return NULL;
}

const struct harness *
harness_at(unsigned index)
{
	return index < G_N_ELEMENTS(harnesses) ? &harnesses[index] : NULL;
}

void
harness_set_up(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("TZ", "UTC0", TRUE);
	tzset();
	warm_silence();
	xmlInitParser();
	gsf_init();
	g_mime_init();
}
