/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries made ready before the lock: see warm.h. */
#include "config.h"

#include "warm.h"

#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <gmime/gmime.h>
#include <gsf/gsf-utils.h>
#include <leptonica/allheaders.h>
#include <libxml/parser.h>

#include "document.h"
#include "filetype.h"
#include "warm-pdf.h"

/* A page in colour at 200 dots an inch takes 15 MB; glibc allows 32. */
#define KEPT_BYTES_MAX (32 << 20)

/*
 * Charsets of mail that comes to a French hospital agency, its correspondents
 * abroad and its spam.  Each is a module that glibc loads from a file.
 */
static const char *const charsets[] = { "ISO-8859-1", "ISO-8859-2",
	"ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7",
	"ISO-8859-8", "ISO-8859-9", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14",
	"ISO-8859-15", "ISO-8859-16", "CP1250", "CP1251", "CP1252", "CP1253",
	"CP1254", "CP1255", "CP1256", "CP1257", "CP1258", "CP437", "CP850",
	"CP858", "MACINTOSH", "KOI8-R", "KOI8-U", "UTF-7", "UTF-16", "UTF-16LE",
	"UTF-16BE", "UTF-32", "GB18030", "BIG5", "EUC-KR", "ISO-2022-JP",
	"SHIFT_JIS", "EUC-JP" };

static void
charset_close(void *iconv)
{
	g_iconv_close((GIConv)iconv);
}

static GPtrArray *
open_charsets(void)
{
	GPtrArray *open = g_ptr_array_new_with_free_func(charset_close);

	for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
		GIConv iconv = g_iconv_open("UTF-8", charsets[i]);

		if (iconv != (GIConv)-1)
			g_ptr_array_add(open, iconv);
	}
	return open;
}

/* Libraries complain of hostile files in many words, and quote them. */
static void
say_nothing(
    const char *domain, GLogLevelFlags level, const char *message, void *data)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)data; /* what is fatal still aborts */
}

static GLogWriterOutput
write_nothing(
    GLogLevelFlags level, const GLogField *fields, gsize count, void *data)
{
	(void)level;
	(void)fields;
	(void)count;
	(void)data;
	return G_LOG_WRITER_HANDLED;
}

void
warm_silence(void)
{
	g_log_set_writer_func(write_nothing, NULL, NULL);
	g_log_set_default_handler(say_nothing, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
}

/*
 * Every page takes and gives back the same dozens of megabytes: kept, they
 * need not be zeroed by the kernel again.  A process lives for one message.
 */
static void
keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES_MAX);
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES_MAX);
}

struct warm *
warm_up(bool ocr, GError **error)
{
	g_autoptr(GError) no_model = NULL;
	struct filetype *filetype;
	struct warm *warm;

	keep_memory();
	setlocale(LC_ALL, "C.UTF-8");
	tzset();
	warm_silence();
	xmlInitParser();
	gsf_init();
	g_mime_init();
	filetype = filetype_open(error);
	if (filetype == NULL)
		return NULL;
	warm = g_new0(struct warm, 1);
	warm->filetype = filetype;
	warm->charsets = open_charsets();
	warm->pdf = warm_pdf();
	warm->ocr = ocr && ocr_prepare(&no_model);
	if (no_model != NULL)
		fprintf(stderr, "asr-examine: scanned pages are not read: %s\n",
		    no_model->message);
	return warm;
}

/* What the libraries want, and what helps those who debug them. */
static const char *const wanted[] = { "OMP_THREAD_LIMIT=1", "TZ=UTC0",
	"LC_ALL=C.UTF-8" };
static const char *const kept[] = { "ASR_INTAKE_CONFIG", "TESSDATA_PREFIX",
	"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "MALLOC_PERTURB_" };

static bool
has_wanted(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_auto(GStrv) pair = g_strsplit(wanted[i], "=", 2);

		if (g_strcmp0(g_getenv(pair[0]), pair[1]) != 0)
			return false;
	}
	return true;
}

void
warm_environment(char **argv)
{
	g_autoptr(GPtrArray) environment =
	    g_ptr_array_new_with_free_func(g_free);

	if (has_wanted())
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
		g_ptr_array_add(environment, g_strdup(wanted[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
		const char *value = g_getenv(kept[i]);

		if (value != NULL)
			g_ptr_array_add(environment,
			    g_strconcat(kept[i], "=", value, NULL));
	}
	g_ptr_array_add(environment, NULL);
	execve("/proc/self/exe", argv, (char **)environment->pdata);
	/* No /proc: what can still be set is set. */
	g_setenv("TZ", "UTC0", TRUE);
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
}
