/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an agent asks of the service: see request.h. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "error.h"

static const char *const statuses[] = {
	[ANSWER_FAILED] = "failed",
	[ANSWER_REFUSED] = "refused",
	[ANSWER_USAGE] = "usage",
	[ANSWER_DONE] = "done",
};
G_STATIC_ASSERT(G_N_ELEMENTS(statuses) == ANSWER_STATUS_COUNT);

struct request *
request_new(const char *act)
{
	struct request *request = g_new0(struct request, 1);

	request->act = g_strdup(act);
	request->arguments = g_ptr_array_new_with_free_func(g_free);
	request->options = g_ptr_array_new_with_free_func(g_free);
	return request;
}

void
request_free(struct request *request)
{
	if (request == NULL)
		return;
	g_free(request->act);
	g_ptr_array_unref(request->arguments);
	g_ptr_array_unref(request->options);
	g_free(request->why);
	g_free(request);
}

void
request_add_option(struct request *request, const char *name,
    const char *value)
{
	g_ptr_array_add(request->options, g_strdup(name));
	g_ptr_array_add(request->options, g_strdup(value));
}

const char *
request_option(const struct request *request, const char *name)
{
	for (unsigned i = 0; i + 1 < request->options->len; i += 2) {
		if (strcmp(request->options->pdata[i], name) == 0)
			return request->options->pdata[i + 1];
	}
	return NULL;
}

/* value as one line; gives value up. */
static char *
write_line(json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT);
	char *line = g_strconcat(text != NULL ? text : "{}", "\n", NULL);

	free(text);
	json_decref(value);
	return line;
}

static json_t *
text_or_null(const char *text)
{
	return text != NULL ? json_string(text) : json_null();
}

char *
request_encode(const struct request *request)
{
	json_t *arguments = json_array();
	json_t *options = json_object();

	for (unsigned i = 0; i < request->arguments->len; i++)
		json_array_append_new(arguments,
		    json_string(request->arguments->pdata[i]));
	for (unsigned i = 0; i + 1 < request->options->len; i += 2)
		json_object_set_new(options, request->options->pdata[i],
		    json_string(request->options->pdata[i + 1]));
	return write_line(json_pack("{s:i, s:s, s:o, s:o, s:o, s:b, s:b}",
	    "v", REQUEST_VERSION, "act", request->act, "arguments",
	    arguments, "options", options, "why",
	    text_or_null(request->why), "dry_run", request->dry_run,
	    "silent", request->silent));
}

/* A text of a person: short enough, and no control character that a
 * terminal or a log would obey. */
static bool
is_text(const char *text, size_t length)
{
	if (length > REQUEST_TEXT_BYTES_MAX || strlen(text) != length)
		return false;
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		if (g_unichar_iscntrl(g_utf8_get_char(p)))
			return false;
	}
	return true;
}

static bool
bad(const char *what, GError **error)
{
	return error_set(error, ASR_ERROR_FORMAT, "%s is not as expected",
	    what);
}

static bool
take_text(const json_t *value, const char *what, char **text_r,
    GError **error)
{
	if (!json_is_string(value) ||
	    !is_text(json_string_value(value), json_string_length(value)))
		return bad(what, error);
	*text_r = g_strdup(json_string_value(value));
	return true;
}

static bool
take_arguments(const json_t *array, struct request *request, GError **error)
{
	size_t count = json_array_size(array);

	if (!json_is_array(array) || count > REQUEST_ARGUMENTS_MAX)
		return bad("\"arguments\"", error);
	for (size_t i = 0; i < count; i++) {
		char *text = NULL;

		if (!take_text(json_array_get(array, i), "an argument",
			&text, error))
			return false;
		g_ptr_array_add(request->arguments, text);
	}
	return true;
}

static bool
take_options(json_t *object, struct request *request, GError **error)
{
	const char *name;
	json_t *value;

	if (!json_is_object(object) ||
	    json_object_size(object) > REQUEST_OPTIONS_MAX)
		return bad("\"options\"", error);
	json_object_foreach (object, name, value) {
		if (!is_text(name, strlen(name)) || !json_is_string(value) ||
		    !is_text(json_string_value(value),
			json_string_length(value)))
			return bad("an option", error);
		request_add_option(request, name, json_string_value(value));
	}
	return true;
}

/* The one object of a line, which must have exactly count members and be of
 * our version. */
static json_t *
read_object(const char *line, size_t length, size_t max, size_t count,
    GError **error)
{
	json_error_t problem;
	json_t *object;

	if (length > max) {
		error_set(error, ASR_ERROR_LIMIT, "more than %zu bytes", max);
		return NULL;
	}
	object = json_loadb(line, length, JSON_REJECT_DUPLICATES, &problem);
	if (object == NULL) {
		error_set(error, ASR_ERROR_FORMAT, "no JSON: %s",
		    problem.text);
		return NULL;
	}
	if (json_integer_value(json_object_get(object, "v")) ==
		REQUEST_VERSION && json_object_size(object) == count)
		return object;
	error_set(error, ASR_ERROR_FORMAT, "of another version, or with "
	    "members that are not expected");
	json_decref(object);
	return NULL;
}

static bool
fill_request(json_t *object, struct request *request, GError **error)
{
	const json_t *why = json_object_get(object, "why");
	const json_t *dry_run = json_object_get(object, "dry_run");
	const json_t *silent = json_object_get(object, "silent");

	if (!json_is_boolean(dry_run) || !json_is_boolean(silent))
		return bad("a flag", error);
	request->dry_run = json_is_true(dry_run);
	request->silent = json_is_true(silent);
	if (!json_is_null(why) &&
	    !take_text(why, "\"why\"", &request->why, error))
		return false;
	return take_text(json_object_get(object, "act"), "\"act\"",
		   &request->act, error) &&
	    take_arguments(json_object_get(object, "arguments"), request,
		error) &&
	    take_options(json_object_get(object, "options"), request, error);
}

struct request *
request_decode(const char *line, size_t length, GError **error)
{
	json_t *object = read_object(line, length, REQUEST_BYTES_MAX, 7,
	    error);
	struct request *request;
	bool ok;

	if (object == NULL)
		return NULL;
	request = request_new(NULL);
	ok = fill_request(object, request, error);
	json_decref(object);
	if (ok)
		return request;
	request_free(request);
	return NULL;
}

struct answer *
answer_new(enum answer_status status, const char *text)
{
	struct answer *answer = g_new0(struct answer, 1);

	answer->status = status;
	answer->text = g_strdup(text);
	return answer;
}

void
answer_free(struct answer *answer)
{
	if (answer == NULL)
		return;
	g_free(answer->text);
	g_free(answer);
}

char *
answer_encode(const struct answer *answer)
{
	return write_line(json_pack("{s:i, s:s, s:s, s:I, s:i}", "v",
	    REQUEST_VERSION, "status", statuses[answer->status], "text",
	    answer->text, "act", (json_int_t)answer->act, "mails",
	    (int)answer->mails));
}

static bool
fill_answer(json_t *object, struct answer *answer, GError **error)
{
	const char *status = json_string_value(json_object_get(object,
	    "status"));
	const char *text = json_string_value(json_object_get(object, "text"));
	const json_t *act = json_object_get(object, "act");
	const json_t *mails = json_object_get(object, "mails");
	bool known = false;

	for (unsigned i = 0; status != NULL && i < ANSWER_STATUS_COUNT; i++) {
		if (strcmp(statuses[i], status) != 0)
			continue;
		answer->status = (enum answer_status)i;
		known = true;
	}
	if (!known || text == NULL || !json_is_integer(act) ||
	    !json_is_integer(mails) || json_integer_value(mails) < 0 ||
	    json_integer_value(mails) > G_MAXINT)
		return bad("the answer", error);
	answer->text = g_strdup(text);
	answer->act = json_integer_value(act);
	answer->mails = (unsigned)json_integer_value(mails);
	return true;
}

struct answer *
answer_decode(const char *line, size_t length, GError **error)
{
	json_t *object = read_object(line, length, ANSWER_BYTES_MAX, 5,
	    error);
	struct answer *answer;
	bool ok;

	if (object == NULL)
		return NULL;
	answer = answer_new(ANSWER_FAILED, NULL);
	ok = fill_answer(object, answer, error);
	json_decref(object);
	if (ok)
		return answer;
	answer_free(answer);
	return NULL;
}
