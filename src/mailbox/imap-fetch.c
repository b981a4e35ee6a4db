/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is new in the folder, and its bytes: see imap-fetch.h. */
#include "imap-fetch.h"

#include <string.h>

#include "error.h"
#include "imap-folders.h"

/*
 * libetpan calls the attribute handler only where a progress callback is
 * set too.
 */
static void
no_progress(size_t current, size_t maximum, void *context)
{
	(void)current;
	(void)maximum;
	(void)context;
}

/* INTERNALDATE in seconds; 0 when it is no date. */
static int64_t
seconds_of(const struct mailimap_date_time *when)
{
	int offset_min = (when->dt_zone / 100) * 60 + when->dt_zone % 100;
	g_autoptr(GDateTime) utc = g_date_time_new_utc(when->dt_year,
	    when->dt_month, when->dt_day, when->dt_hour, when->dt_min,
	    when->dt_sec);

	if (utc == NULL)
		return 0;
	return g_date_time_to_unix(utc) - (int64_t)offset_min * 60;
}

/* "<…>" of a Message-ID's line; NULL when there is none. */
static char *
message_id_of(const struct mailimap_msg_att_body_section *section)
{
	const char *line = section->sec_body_part;
	const char *begin = line != NULL ?
	    memchr(line, '<', section->sec_length) : NULL;
	const char *end = begin != NULL ? memchr(begin, '>',
	    section->sec_length - (size_t)(begin - line)) : NULL;

	return end != NULL ? g_strndup(begin, (gsize)(end + 1 - begin)) :
			     NULL;
}

static void
read_attribute(const struct mailimap_msg_att_static *att,
    struct mailbox_item *item)
{
	switch (att->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		item->uid = att->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_RFC822_SIZE:
		item->size = att->att_data.att_rfc822_size;
		break;
	case MAILIMAP_MSG_ATT_INTERNALDATE:
		item->received_at =
		    seconds_of(att->att_data.att_internal_date);
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		if (item->message_id == NULL)
			item->message_id = message_id_of(
			    att->att_data.att_body_section);
		break;
	default:
		break;
	}
}

/* What a FETCH answer says of a message; true when it names the UID. */
static bool
read_attributes(const struct mailimap_msg_att *att,
    struct mailbox_item *item)
{
	for (clistiter *i = clist_begin(att->att_list); i != NULL;
	    i = clist_next(i)) {
		const struct mailimap_msg_att_item *one = clist_content(i);

		if (one->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			read_attribute(one->att_data.att_static, item);
	}
	return item->uid != 0;
}

struct listing {
	GPtrArray *items;
	const char *folder;
	uint32_t uid_validity, last_uid;
};

static void
free_item(void *item)
{
	mailbox_item_free(item);
}

static void
list_one(struct mailimap_msg_att *att, void *context)
{
	struct listing *listing = context;
	struct mailbox_item *item = g_new0(struct mailbox_item, 1);

	item->folder = g_strdup(listing->folder);
	item->uid_validity = listing->uid_validity;
	if (read_attributes(att, item) && item->uid > listing->last_uid)
		g_ptr_array_add(listing->items, item);
	else
		mailbox_item_free(item);
}

static int
by_uid(const void *a, const void *b)
{
	const struct mailbox_item *one = *(struct mailbox_item *const *)a;
	const struct mailbox_item *other = *(struct mailbox_item *const *)b;

	return (one->uid > other->uid) - (one->uid < other->uid);
}

/* BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]: a line of each message, which no
 * server needs to have understood. */
static struct mailimap_fetch_att *
message_id_line(void)
{
	clist *names = clist_new();

	clist_append(names, strdup("MESSAGE-ID"));
	return mailimap_fetch_att_new_body_peek_section(
	    mailimap_section_new_header_fields(
		mailimap_header_list_new(names)));
}

static struct mailimap_fetch_type *
what_to_list(bool message_ids)
{
	struct mailimap_fetch_type *what =
	    mailimap_fetch_type_new_fetch_att_list_empty();

	mailimap_fetch_type_new_fetch_att_list_add(what,
	    mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(what,
	    mailimap_fetch_att_new_rfc822_size());
	mailimap_fetch_type_new_fetch_att_list_add(what,
	    mailimap_fetch_att_new_internaldate());
	if (message_ids)
		mailimap_fetch_type_new_fetch_att_list_add(what,
		    message_id_line());
	return what;
}

/* Runs UID FETCH with the handlers set, and takes them off again. */
static int
run_fetch(struct imap_session *session, struct mailimap_set *set,
    struct mailimap_fetch_type *what, mailimap_msg_att_handler *on_message,
    mailimap_msg_body_handler *on_body, void *context)
{
	mailimap *imap = session->imap;
	clist *result_list = NULL;
	int result;

	mailimap_set_progress_callback(imap, NULL, no_progress, NULL);
	mailimap_set_msg_att_handler(imap, on_message, context);
	mailimap_set_msg_body_handler(imap, on_body, context);
	result = mailimap_uid_fetch(imap, set, what, &result_list);
	/* After a refusal libetpan 1.9.4 leaves a list that it has freed. */
	if (imap_ok(result) && result_list != NULL)
		mailimap_fetch_list_free(result_list);
	mailimap_set_msg_att_handler(imap, NULL, NULL);
	mailimap_set_msg_body_handler(imap, NULL, NULL);
	mailimap_set_progress_callback(imap, NULL, NULL, NULL);
	return result;
}

/* UID FETCH of all after last_uid in the selected folder. */
static GPtrArray *
list_selected(struct imap_session *session, struct listing *listing,
    bool message_ids, GError **error)
{
	struct mailimap_fetch_type *what = what_to_list(message_ids);
	struct mailimap_set *set = mailimap_set_new_interval(
	    listing->last_uid + 1, 0);
	int result;

	listing->items = g_ptr_array_new_with_free_func(free_item);
	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	result = run_fetch(session, set, what, list_one, NULL, listing);
	mailimap_set_free(set);
	mailimap_fetch_type_free(what);
	if (!imap_ok(result)) {
		imap_session_fail(session, result, "UID FETCH", error);
		g_ptr_array_unref(listing->items);
		return NULL;
	}
	g_ptr_array_sort(listing->items, by_uid);
	return listing->items;
}

GPtrArray *
imap_list(struct imap_session *session, const char *folder,
    uint32_t last_uid, GError **error)
{
	struct listing listing = { .folder = folder,
		.uid_validity = session->uid_validity,
		.last_uid = last_uid };

	if (session->uid_next != 0 && session->uid_next <= last_uid + 1)
		return g_ptr_array_new_with_free_func(free_item);
	return list_selected(session, &listing, false, error);
}

GPtrArray *
imap_survey(struct imap_session *session, const char *folder,
    GError **error)
{
	struct listing listing = { .folder = folder };
	const struct mailimap_selection_info *selected;
	bool there;

	if (!imap_folders_examine(session, folder, &there, error))
		return NULL;
	selected = session->imap->imap_selection_info;
	/* No such folder; or a set that some servers call wrong. */
	if (!there || selected == NULL || selected->sel_exists == 0)
		return g_ptr_array_new_with_free_func(free_item);
	listing.uid_validity = selected->sel_uidvalidity;
	return list_selected(session, &listing, true, error);
}

struct transfer {
	const GPtrArray *items;
	const struct mailbox_sink *sink;
	bool begun; /* bytes came since the last end */
	GHashTable *arrived; /* of items */
	GError *error;
};

static bool
take_bytes(int type, struct mailimap_msg_att_body_section *section,
    const char *bytes, size_t length, void *context)
{
	struct transfer *transfer = context;

	(void)type;
	(void)section;
	transfer->begun = true;
	return transfer->error == NULL &&
	    transfer->sink->bytes(transfer->sink->context, bytes, length,
		&transfer->error);
}

static const struct mailbox_item *
find_item(const GPtrArray *items, uint32_t uid)
{
	for (unsigned i = 0; i < items->len; i++) {
		const struct mailbox_item *item = items->pdata[i];

		if (item->uid == uid)
			return item;
	}
	return NULL;
}

static void
abandon(struct transfer *transfer)
{
	if (transfer->begun)
		transfer->sink->abandon(transfer->sink->context);
	transfer->begun = false;
}

/*
 * A FETCH without body is somebody else's flag change; a body without a
 * UID we asked for belongs to nobody.
 */
static void
take_message(struct mailimap_msg_att *att, void *context)
{
	struct transfer *transfer = context;
	struct mailbox_item said = { 0 };
	const struct mailbox_item *item;

	if (!transfer->begun || transfer->error != NULL)
		return;
	read_attributes(att, &said);
	g_free(said.message_id);
	item = find_item(transfer->items, said.uid);
	if (item == NULL) {
		abandon(transfer);
		return;
	}
	transfer->begun = false;
	g_hash_table_add(transfer->arrived, (gpointer)item);
	transfer->sink->end(transfer->sink->context, item,
	    &transfer->error);
}

static struct mailimap_fetch_type *
what_to_fetch(bool header_only)
{
	struct mailimap_section *section = header_only ?
	    mailimap_section_new_header() : mailimap_section_new(NULL);
	struct mailimap_fetch_type *what =
	    mailimap_fetch_type_new_fetch_att_list_empty();

	mailimap_fetch_type_new_fetch_att_list_add(what,
	    mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(what,
	    mailimap_fetch_att_new_body_peek_section(section));
	return what;
}

/* The set of the next batch, from *next_r on, which moves past it. */
static struct mailimap_set *
next_batch(const GPtrArray *items, bool header_only, unsigned *next_r)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	uint64_t bytes = 0;
	unsigned count = 0;

	while (*next_r < items->len && count < FETCH_BATCH_MESSAGES) {
		const struct mailbox_item *item = items->pdata[*next_r];

		bytes += header_only ? 0 : item->size;
		if (count > 0 && bytes > FETCH_BATCH_BYTES)
			break;
		mailimap_set_add_single(set, item->uid);
		count++;
		(*next_r)++;
	}
	return set;
}

/* One UID FETCH; what came without its end is abandoned. */
static int
fetch_set(struct imap_session *session, struct mailimap_set *set,
    struct mailimap_fetch_type *what, struct transfer *transfer)
{
	int result;

	imap_session_limit(session, IMAP_FETCH_TIMEOUT_S);
	result = run_fetch(session, set, what, take_message, take_bytes,
	    transfer);
	abandon(transfer);
	return result;
}

/*
 * A server that refuses a batch for one message of it (Exchange does) is
 * asked for each alone; what it refuses then simply does not arrive.
 */
static int
fetch_one_by_one(struct imap_session *session, unsigned first, unsigned end,
    struct mailimap_fetch_type *what, struct transfer *transfer)
{
	int result = MAILIMAP_NO_ERROR;

	for (unsigned i = first; i < end; i++) {
		const struct mailbox_item *item = transfer->items->pdata[i];
		struct mailimap_set *set;

		if (g_hash_table_contains(transfer->arrived, item))
			continue;
		set = mailimap_set_new_single(item->uid);
		result = fetch_set(session, set, what, transfer);
		mailimap_set_free(set);
		if (transfer->error != NULL ||
		    (!imap_ok(result) && !imap_refused(result)))
			return result;
	}
	return MAILIMAP_NO_ERROR;
}

bool
imap_fetch(struct imap_session *session, const GPtrArray *items,
    bool header_only, const struct mailbox_sink *sink, GError **error)
{
	struct transfer transfer = { .items = items, .sink = sink,
		.arrived = g_hash_table_new(NULL, NULL) };
	struct mailimap_fetch_type *what = what_to_fetch(header_only);
	int result = MAILIMAP_NO_ERROR;
	unsigned next = 0;

	while (next < items->len && imap_ok(result) &&
	    transfer.error == NULL) {
		unsigned first = next;
		struct mailimap_set *set = next_batch(items, header_only,
		    &next);

		result = fetch_set(session, set, what, &transfer);
		mailimap_set_free(set);
		if (imap_refused(result) && transfer.error == NULL)
			result = fetch_one_by_one(session, first, next, what,
			    &transfer);
	}
	mailimap_fetch_type_free(what);
	g_hash_table_unref(transfer.arrived);
	if (transfer.error != NULL) {
		g_propagate_error(error, transfer.error);
		return false;
	}
	return imap_ok(result) ||
	    imap_session_fail(session, result, "UID FETCH", error);
}
