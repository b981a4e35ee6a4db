/* SPDX-License-Identifier: GPL-3.0-or-later */
/* truth.json read, every word checked: a label misspelt must not pass. */
#include "labels.h"

#include <string.h>

#include <jansson.h>

#include "error.h"

static void
message_label_free(void *data)
{
	struct message_label *label = data;

	g_free(label->file);
	g_free(label->message_id);
	g_free(label->note);
	g_ptr_array_unref(label->missing);
	g_free(label);
}

static void
piece_label_free(void *data)
{
	struct piece_label *label = data;

	g_free(label->piece);
	g_free(label);
}

static void
dossier_label_free(void *data)
{
	struct dossier_label *label = data;

	g_free(label->family_name);
	g_free(label->given_name);
	g_free(label->establishment);
	g_free(label->subdivision);
	g_free(label->deadline);
	g_ptr_array_unref(label->also);
	g_ptr_array_unref(label->pieces);
	g_free(label);
}

static const char *
text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static char *
copy_of(const json_t *object, const char *key)
{
	const char *text = text_of(object, key);

	return g_strdup(text != NULL ? text : "");
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
texts_of(const json_t *object, const char *key)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(object, key), i, item)
		if (json_is_string(item))
			g_ptr_array_add(texts,
			    g_strdup(json_string_value(item)));
	g_ptr_array_sort(texts, compare_texts);
	return texts;
}

static struct message_label *
read_message(const json_t *object, GError **error)
{
	struct message_label *label = g_new0(struct message_label, 1);

	label->file = copy_of(object, "file");
	label->message_id = copy_of(object, "message_id");
	label->note = g_strdup(text_of(object, "note"));
	label->missing = texts_of(object, "missing");
	label->may_defer = json_is_true(json_object_get(object, "may_defer"));
	if (sender_verdict_parse(text_of(object, "sender"), &label->sender) &&
	    outcome_parse(text_of(object, "outcome"), &label->outcome) &&
	    reply_kind_parse(text_of(object, "reply"), &label->reply))
		return label;
	error_set(error, ASR_ERROR_FORMAT, "message %s: sender, outcome or "
	    "reply is not a word of the interface", label->file);
	message_label_free(label);
	return NULL;
}

static bool
read_pieces(GPtrArray *pieces, json_t *object)
{
	const char *piece;
	json_t *word;

	json_object_foreach(object, piece, word) {
		struct piece_label *label = g_new0(struct piece_label, 1);

		label->piece = g_strdup(piece);
		g_ptr_array_add(pieces, label);
		if (!piece_state_parse(json_string_value(word), &label->state))
			return false;
	}
	return true;
}

static struct dossier_label *
read_dossier(const json_t *object, GError **error)
{
	struct dossier_label *label = g_new0(struct dossier_label, 1);

	label->family_name = copy_of(object, "family_name");
	label->given_name = copy_of(object, "given_name");
	label->establishment = copy_of(object, "establishment");
	label->subdivision = copy_of(object, "subdivision");
	label->deadline = copy_of(object, "deadline");
	label->also = texts_of(object, "also");
	label->pieces = g_ptr_array_new_with_free_func(piece_label_free);
	label->late = json_is_true(json_object_get(object, "late"));
	label->may_defer = json_is_true(json_object_get(object, "may_defer"));
	label->optional = json_is_true(json_object_get(object, "optional"));
	if (dossier_status_parse(text_of(object, "status"), &label->status) &&
	    read_pieces(label->pieces, json_object_get(object, "pieces")))
		return label;
	error_set(error, ASR_ERROR_FORMAT, "dossier %s %s: status or a piece's "
	    "state is not a word of the interface", label->family_name,
	    label->given_name);
	dossier_label_free(label);
	return NULL;
}

static bool
read_all(struct labels *labels, const json_t *root, GError **error)
{
	const json_t *object;
	size_t i;

	json_array_foreach(json_object_get(root, "messages"), i, object) {
		struct message_label *label = read_message(object, error);

		if (label == NULL)
			return false;
		g_ptr_array_add(labels->messages, label);
	}
	json_array_foreach(json_object_get(root, "dossiers"), i, object) {
		struct dossier_label *label = read_dossier(object, error);

		if (label == NULL)
			return false;
		g_ptr_array_add(labels->dossiers, label);
	}
	return labels->messages->len > 0 || error_set(error, ASR_ERROR_FORMAT,
	    "no labelled message");
}

struct labels *
labels_read(const char *path, GError **error)
{
	json_error_t where;
	json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &where);
	struct labels *labels;

	if (root == NULL) {
		error_set(error, ASR_ERROR_FORMAT, "%s:%d: %s", path,
		    where.line, where.text);
		return NULL;
	}
	labels = g_new0(struct labels, 1);
	labels->messages = g_ptr_array_new_with_free_func(message_label_free);
	labels->dossiers = g_ptr_array_new_with_free_func(dossier_label_free);
	if (!read_all(labels, root, error)) {
		g_prefix_error(error, "%s: ", path);
		g_clear_pointer(&labels, labels_free);
	}
	json_decref(root);
	return labels;
}

void
labels_free(struct labels *labels)
{
	if (labels == NULL)
		return;
	g_ptr_array_unref(labels->messages);
	g_ptr_array_unref(labels->dossiers);
	g_free(labels);
}
