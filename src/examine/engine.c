/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tesseract and its French model: see engine.h. */
#include "engine.h"

#include <string.h>

#include <leptonica/allheaders.h>
#include <tesseract/capi.h>

#include "error.h"
#include "serial.h"

#define MODEL_NAME "fra.traineddata"

/*
 * Letters of a quick pass are made narrower: the model works column by
 * column, so that time goes with width.  Of 2,600 words of good print, 20
 * are read otherwise at this than at their whole width, 29 at 0.65, 42 at
 * 0.6, 121 at 0.55; but a fax loses names at 0.65 already.
 */
#define NARROWER 0.8f

/* Where the distributions' packages put the models of tesseract 5 and 4. */
static const char *const model_places[] = {
	"/usr/share/tesseract-ocr/5/tessdata",
	"/usr/share/tesseract-ocr/4.00/tessdata",
	"/usr/share/tessdata",
	"/usr/share/tesseract/tessdata",
	"/usr/local/share/tessdata",
};

/*
 * One to a process: the mapping is made before the room is locked, and
 * loading takes longer than many a page.
 */
static struct {
	GMappedFile *model;
	TessBaseAPI *api;
	float narrower; /* the picture in hand */
} engine;

static GMappedFile *
map_model(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, MODEL_NAME, NULL);

	return g_mapped_file_new(path, FALSE, NULL);
}

/* TESSDATA_PREFIX names the folder, or, as in tesseract 3, its parent. */
static GMappedFile *
map_model_of_environment(void)
{
	const char *prefix = g_getenv("TESSDATA_PREFIX");
	g_autofree char *below = NULL;
	GMappedFile *model;

	if (prefix == NULL)
		return NULL;
	model = map_model(prefix);
	if (model != NULL)
		return model;
	below = g_build_filename(prefix, "tessdata", NULL);
	return map_model(below);
}

bool
engine_prepare(GError **error)
{
	serial_begin();
	setMsgSeverity(L_SEVERITY_NONE);
	if (engine.model == NULL)
		engine.model = map_model_of_environment();
	for (size_t i = 0; i < G_N_ELEMENTS(model_places); i++)
		if (engine.model == NULL)
			engine.model = map_model(model_places[i]);
	if (engine.model == NULL)
		return error_set(error, ASR_ERROR_CONFIG,
		    "no " MODEL_NAME " in TESSDATA_PREFIX nor in %s",
		    model_places[0]);
	return true;
}

/* What must be known while the model is loaded. */
static char *const setting_names[] = { (char *)"debug_file" };
/* Not being able to open it means silence, too. */
static char *const setting_values[] = { (char *)"/dev/null" };

bool
engine_load(void)
{
	gsize size;

	if (engine.api != NULL)
		return true;
	if (!engine_prepare(NULL))
		return false;
	size = g_mapped_file_get_length(engine.model);
	if (size > G_MAXINT)
		return false;
	engine.api = TessBaseAPICreate();
	if (TessBaseAPIInit5(engine.api,
		g_mapped_file_get_contents(engine.model), (int)size, "fra",
		OEM_LSTM_ONLY, NULL, 0, (char **)setting_names,
		(char **)setting_values, G_N_ELEMENTS(setting_names),
		FALSE) != 0) {
		engine_end();
		return false;
	}
	/* White on black is sought on the whole page, not line by line. */
	TessBaseAPISetVariable(engine.api, "invert_threshold", "0");
	return true;
}

void
engine_end(void)
{
	if (engine.api != NULL) {
		TessBaseAPIEnd(engine.api);
		TessBaseAPIDelete(engine.api);
	}
	g_clear_pointer(&engine.model, g_mapped_file_unref);
	engine.api = NULL;
}

static void
clear_word(void *word)
{
	g_free(((struct word *)word)->text);
}

GArray *
engine_words_new(void)
{
	GArray *words = g_array_new(FALSE, TRUE, sizeof(struct word));

	g_array_set_clear_func(words, clear_word);
	return words;
}

/* The box of what iterator stands at; false when there is none. */
static bool
box_of(const TessPageIterator *iterator, TessPageIteratorLevel level,
    struct word *word)
{
	int left, top, right, bottom;

	if (!TessPageIteratorBoundingBox(iterator, level, &left, &top, &right,
		&bottom))
		return false;
	word->x = (int)((float)left / engine.narrower);
	word->y = top;
	word->width = (int)((float)(right - left) / engine.narrower);
	word->height = bottom - top;
	return true;
}

/*
 * A stretch of the page taken for a picture comes as a word of white space:
 * what stands there is marks, not writing.
 */
static bool
is_blank(const char *text)
{
	return text[strspn(text, " \t\n")] == '\0';
}

static void
take_word(const TessResultIterator *iterator, GArray *words)
{
	const TessPageIterator *place =
	    TessResultIteratorGetPageIteratorConst(iterator);
	char *text = TessResultIteratorGetUTF8Text(iterator, RIL_WORD);
	struct word word = { 0 }, line = { 0 };
	float confidence = TessResultIteratorConfidence(iterator, RIL_WORD);

	if (text != NULL && !is_blank(text) && box_of(place, RIL_WORD, &word) &&
	    box_of(place, RIL_TEXTLINE, &line)) {
		word.text = g_utf8_make_valid(text, -1);
		word.line_y = line.y;
		word.line_height = line.height;
		word.confidence = (uint8_t)CLAMP(confidence, 0, 100);
		g_array_append_val(words, word);
	}
	TessDeleteText(text);
}

static void
take_words(GArray *words)
{
	TessResultIterator *iterator = TessBaseAPIGetIterator(engine.api);

	if (iterator == NULL)
		return;
	do
		take_word(iterator, words);
	while (TessResultIteratorNext(iterator, RIL_WORD));
	TessResultIteratorDelete(iterator);
}

/* Called between words; tesseract then gives up on the rest. */
static bool
is_over(void *ends_at_us, int words)
{
	(void)words;
	return g_get_monotonic_time() >= *(const int64_t *)ends_at_us;
}

static enum engine_end
recognise(int64_t ends_at_us)
{
	ETEXT_DESC *monitor = TessMonitorCreate();
	int status;

	TessMonitorSetCancelThis(monitor, &ends_at_us);
	TessMonitorSetCancelFunc(monitor, is_over);
	status = TessBaseAPIRecognize(engine.api, monitor);
	TessMonitorDelete(monitor);
	if (is_over(&ends_at_us, 0))
		return ENGINE_OUT_OF_TIME;
	return status == 0 ? ENGINE_READ : ENGINE_FAILED;
}

enum engine_end
engine_read(struct Pix *picture, int dpi, enum engine_pass pass,
    int64_t ends_at_us, GArray *words, uint8_t *confidence_r)
{
	enum engine_end end;
	PIX *narrow;

	*confidence_r = 0;
	g_array_set_size(words, 0);
	engine.narrower = pass == ENGINE_QUICK ? NARROWER : 1;
	narrow = engine_load() ? pixScaleLI(picture, engine.narrower, 1) : NULL;
	if (narrow == NULL)
		return ENGINE_FAILED;
	TessBaseAPISetPageSegMode(engine.api,
	    pass == ENGINE_LINES ? PSM_SINGLE_BLOCK : PSM_AUTO);
	TessBaseAPISetImage2(engine.api, narrow);
	TessBaseAPISetSourceResolution(engine.api, dpi);
	end = recognise(ends_at_us);
	if (end == ENGINE_READ) {
		take_words(words);
		*confidence_r = (uint8_t)CLAMP(
		    TessBaseAPIMeanTextConf(engine.api), 0, 100);
	}
	TessBaseAPIClear(engine.api);
	pixDestroy(&narrow);
	return end;
}
