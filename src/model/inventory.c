/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the mailbox: see inventory.h. */
#include "inventory.h"

#include <stdlib.h>

#include <jansson.h>

#include "error.h"

static void
free_folder(void *pointer)
{
	struct inventory_folder *folder = pointer;

	g_free(folder->name);
	g_free(folder);
}

static void
free_stray(void *pointer)
{
	struct inventory_stray *stray = pointer;

	g_free(stray->place);
	g_free(stray);
}

struct inventory *
inventory_new(void)
{
	struct inventory *inventory = g_new0(struct inventory, 1);

	inventory->folders = g_ptr_array_new_with_free_func(free_folder);
	inventory->strays = g_ptr_array_new_with_free_func(free_stray);
	return inventory;
}

void
inventory_free(struct inventory *inventory)
{
	if (inventory == NULL)
		return;
	g_free(inventory->problem);
	g_ptr_array_unref(inventory->folders);
	g_ptr_array_unref(inventory->strays);
	g_free(inventory);
}

void
inventory_add_stray(struct inventory *inventory, const char *place,
    uint32_t uid, int64_t received_at)
{
	struct inventory_stray *stray;

	inventory->unexplained++;
	if (inventory->strays->len == INVENTORY_STRAYS_MAX)
		return;
	stray = g_new0(struct inventory_stray, 1);
	stray->place = g_strdup(place);
	stray->uid = uid;
	stray->received_at = received_at;
	g_ptr_array_add(inventory->strays, stray);
}

void
inventory_add_folder(struct inventory *inventory, const char *name,
    unsigned messages)
{
	struct inventory_folder *folder = g_new0(struct inventory_folder, 1);

	folder->name = g_strdup(name);
	folder->messages = messages;
	g_ptr_array_add(inventory->folders, folder);
}

unsigned
inventory_messages(const struct inventory *inventory)
{
	unsigned messages = 0;

	for (unsigned i = 0; i < inventory->folders->len; i++)
		messages += ((const struct inventory_folder *)
			inventory->folders->pdata[i])->messages;
	return messages;
}

/* A server's words are whatever it likes. */
static json_t *
encode_text(const char *text)
{
	g_autofree char *valid = text != NULL ?
	    g_utf8_make_valid(text, -1) : NULL;

	return valid != NULL ? json_string(valid) : json_null();
}

static json_t *
encode_folders(const struct inventory *inventory)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < inventory->folders->len; i++) {
		const struct inventory_folder *folder =
		    inventory->folders->pdata[i];

		json_array_append_new(array, json_pack("{s:o, s:I}", "name",
		    encode_text(folder->name), "messages",
		    (json_int_t)folder->messages));
	}
	return array;
}

static json_t *
encode_strays(const struct inventory *inventory)
{
	json_t *array = json_array();

	for (unsigned i = 0; i < inventory->strays->len; i++) {
		const struct inventory_stray *stray =
		    inventory->strays->pdata[i];

		json_array_append_new(array, json_pack("{s:o, s:I, s:I}",
		    "place", encode_text(stray->place), "uid",
		    (json_int_t)stray->uid, "received_at",
		    (json_int_t)stray->received_at));
	}
	return array;
}

/* The counts by their names, for both directions. */
struct count {
	const char *name;
	unsigned *value;
};

#define COUNTS 7

static void
name_counts(struct inventory *inventory, struct count counts[COUNTS])
{
	counts[0] = (struct count){ "in_hand", &inventory->in_hand };
	counts[1] = (struct count){ "withheld", &inventory->withheld };
	counts[2] = (struct count){ "copies", &inventory->copies };
	counts[3] = (struct count){ "others", &inventory->others };
	counts[4] = (struct count){ "absent", &inventory->absent };
	counts[5] = (struct count){ "unexplained", &inventory->unexplained };
	counts[6] = (struct count){ "erased", &inventory->erased };
}

char *
inventory_encode(const struct inventory *inventory)
{
	json_t *outcomes = json_object();
	struct inventory copy = *inventory;
	struct count counts[COUNTS];
	json_t *value;
	char *text, *json;

	for (enum outcome o = 0; o < OUTCOME_COUNT; o++)
		json_object_set_new(outcomes, outcome_word(o),
		    json_integer(inventory->outcomes[o]));
	value = json_pack("{s:I, s:o, s:o, s:o, s:o}", "number",
	    (json_int_t)inventory->number, "problem",
	    encode_text(inventory->problem), "folders",
	    encode_folders(inventory), "outcomes", outcomes, "strays",
	    encode_strays(inventory));
	name_counts(&copy, counts);
	for (unsigned i = 0; i < COUNTS; i++)
		json_object_set_new(value, counts[i].name,
		    json_integer(*counts[i].value));
	text = json_dumps(value, JSON_COMPACT);
	json = g_strdup(text);
	free(text);
	json_decref(value);
	return json;
}

static unsigned
count_of(const json_t *object, const char *name)
{
	json_int_t value = json_integer_value(json_object_get(object, name));

	return (unsigned)CLAMP(value, 0, G_MAXINT);
}

static void
decode_lists(const json_t *value, struct inventory *inventory)
{
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(value, "folders"), i, item) {
		const char *name = json_string_value(
		    json_object_get(item, "name"));

		if (name != NULL)
			inventory_add_folder(inventory, name,
			    count_of(item, "messages"));
	}
	json_array_foreach(json_object_get(value, "strays"), i, item) {
		const char *place = json_string_value(
		    json_object_get(item, "place"));

		if (place != NULL)
			inventory_add_stray(inventory, place,
			    (uint32_t)json_integer_value(
				json_object_get(item, "uid")),
			    json_integer_value(
				json_object_get(item, "received_at")));
	}
}

struct inventory *
inventory_decode(const char *json, GError **error)
{
	json_t *value = json_loads(json, 0, NULL);
	const json_t *outcomes = json_object_get(value, "outcomes");
	struct inventory *inventory;
	struct count counts[COUNTS];

	if (!json_is_integer(json_object_get(value, "number")) ||
	    !json_is_object(outcomes)) {
		json_decref(value);
		error_set(error, ASR_ERROR_FORMAT, "no inventory");
		return NULL;
	}
	inventory = inventory_new();
	inventory->number = json_integer_value(
	    json_object_get(value, "number"));
	inventory->problem = g_strdup(json_string_value(
	    json_object_get(value, "problem")));
	decode_lists(value, inventory);
	for (enum outcome o = 0; o < OUTCOME_COUNT; o++)
		inventory->outcomes[o] = count_of(outcomes, outcome_word(o));
	name_counts(inventory, counts);
	for (unsigned i = 0; i < COUNTS; i++)
		*counts[i].value = count_of(value, counts[i].name);
	json_decref(value);
	return inventory;
}
