/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving and appending: see imap-folders.h. */
#include "imap-folders.h"

#include <string.h>

#include "error.h"
#include "utf7.h"

/* The first personal namespace (RFC 2342): "INBOX." on some servers. */
static void
ask_prefix(struct imap_session *session)
{
	struct mailimap_namespace_data *data = NULL;
	const struct mailimap_namespace_info *first = NULL;

	if (!mailimap_has_namespace(session->imap) ||
	    !imap_ok(mailimap_namespace(session->imap, &data)) ||
	    data == NULL)
		return;
	if (data->ns_personal != NULL &&
	    clist_begin(data->ns_personal->ns_data_list) != NULL)
		first = clist_content(
		    clist_begin(data->ns_personal->ns_data_list));
	if (first != NULL) {
		session->prefix = g_strdup(first->ns_prefix);
		session->separator = first->ns_delimiter;
	}
	mailimap_namespace_data_free(data);
}

/* LIST "" "" tells the separator alone (RFC 3501 §6.3.8). */
static void
ask_separator(struct imap_session *session)
{
	clist *list = NULL;

	if (!imap_ok(mailimap_list(session->imap, "", "", &list)))
		return;
	if (list != NULL && clist_begin(list) != NULL) {
		const struct mailimap_mailbox_list *first =
		    clist_content(clist_begin(list));

		session->separator = first->mb_delimiter;
	}
	mailimap_list_result_free(list);
}

void
imap_folders_ask(struct imap_session *session)
{
	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	ask_prefix(session);
	if (session->separator == '\0')
		ask_separator(session);
}

static bool
is_inbox(const char *folder)
{
	return g_ascii_strncasecmp(folder, "INBOX", 5) == 0 &&
	    (folder[5] == '\0' || folder[5] == '/' || folder[5] == '.');
}

char *
imap_folders_wire(const struct imap_session *session, const char *folder)
{
	const char *prefix = session->prefix != NULL ? session->prefix : "";
	bool whole = is_inbox(folder) || g_str_has_prefix(folder, prefix);
	g_autofree char *name = g_strconcat(whole ? "" : prefix, folder,
	    NULL);

	if (session->separator != '\0')
		g_strdelimit(name, "/", session->separator);
	return utf7_encode(name);
}

/*
 * Creates a folder that may have been missing when an attempt (what) came
 * to result.  False where that was not why, and *error is what the server
 * said of the attempt, not of the folder.
 */
static bool
create(struct imap_session *session, const char *wire, int result,
    const char *what, GError **error)
{
	imap_session_fail(session, result, what, error);
	if (!imap_refused(result))
		return false;
	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	if (!imap_ok(mailimap_create(session->imap, wire)))
		return false;
	mailimap_subscribe(session->imap, wire);
	g_clear_error(error);
	return true;
}

/* COPY, \Deleted, UID EXPUNGE: never a bare EXPUNGE, which would take
 * what people have marked themselves. */
static int
copy_and_expunge(struct imap_session *session, struct mailimap_set *set,
    const char *wire, bool copied)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	struct mailimap_store_att_flags *deleted;
	int result = copied ? MAILIMAP_NO_ERROR :
			      mailimap_uid_copy(session->imap, set, wire);

	mailimap_flag_list_add(flags, mailimap_flag_new_deleted());
	deleted = mailimap_store_att_flags_new_add_flags_silent(flags);
	if (imap_ok(result))
		result = mailimap_uid_store(session->imap, set, deleted);
	if (imap_ok(result))
		result = mailimap_uid_expunge(session->imap, set);
	mailimap_store_att_flags_free(deleted);
	return result;
}

static int
try_move(struct imap_session *session, uint32_t uid, const char *wire,
    bool copied)
{
	struct mailimap_set *set = mailimap_set_new_single(uid);
	int result;

	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	result = session->has_move ?
	    mailimap_uid_move(session->imap, set, wire) :
	    copy_and_expunge(session, set, wire, copied);
	mailimap_set_free(set);
	return result;
}

bool
imap_folders_move(struct imap_session *session, uint32_t uid,
    const char *folder, bool copied, GError **error)
{
	g_autofree char *wire = imap_folders_wire(session, folder);
	g_autofree char *what = g_strdup_printf("MOVE to %s", folder);
	int result;

	if (!session->has_move && !session->has_uidplus)
		return error_set(error, ASR_ERROR_REFUSED,
		    "IMAP: the server has neither MOVE nor UIDPLUS: messages "
		    "stay where they are");
	result = try_move(session, uid, wire, copied);
	if (imap_ok(result))
		return true;
	if (!create(session, wire, result, what, error))
		return false;
	result = try_move(session, uid, wire, copied);
	return imap_ok(result) ||
	    imap_session_fail(session, result, what, error);
}

static int
try_append(struct imap_session *session, const char *wire,
    const char *bytes, size_t length)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	int result;

	/* Ours, not somebody's mail: nobody has to read it. */
	mailimap_flag_list_add(flags, mailimap_flag_new_seen());
	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	result = mailimap_append(session->imap, wire, flags, NULL, bytes,
	    length);
	mailimap_flag_list_free(flags);
	return result;
}

bool
imap_folders_append(struct imap_session *session, const char *folder,
    const char *bytes, size_t length, GError **error)
{
	g_autofree char *wire = imap_folders_wire(session, folder);
	g_autofree char *what = g_strdup_printf("APPEND to %s", folder);
	int result = try_append(session, wire, bytes, length);

	if (imap_ok(result))
		return true;
	if (!create(session, wire, result, what, error))
		return false;
	result = try_append(session, wire, bytes, length);
	return imap_ok(result) ||
	    imap_session_fail(session, result, what, error);
}

/* A name that only stands above others (\Noselect) is no folder. */
static bool
is_listed(const clist *list)
{
	for (clistiter *i = list != NULL ? clist_begin(list) : NULL; i != NULL;
	    i = clist_next(i)) {
		const struct mailimap_mailbox_list *one = clist_content(i);

		if (one->mb_flag == NULL ||
		    one->mb_flag->mbf_type != MAILIMAP_MBX_LIST_FLAGS_SFLAG ||
		    one->mb_flag->mbf_sflag !=
			MAILIMAP_MBX_LIST_SFLAG_NOSELECT)
			return true;
	}
	return false;
}

bool
imap_folders_examine(struct imap_session *session, const char *folder,
    bool *there_r, GError **error)
{
	g_autofree char *wire = imap_folders_wire(session, folder);
	g_autofree char *what = g_strdup_printf("EXAMINE %s", folder);
	g_autoptr(GError) refusal = NULL;
	clist *list = NULL;
	int result;

	session->away = true;
	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	result = mailimap_examine(session->imap, wire);
	*there_r = imap_ok(result);
	if (imap_ok(result))
		return true;
	imap_session_fail(session, result, what, &refusal);
	if (imap_refused(result) &&
	    imap_ok(mailimap_list(session->imap, "", wire, &list))) {
		bool listed = is_listed(list);

		mailimap_list_result_free(list);
		if (!listed)
			return true;
	}
	g_propagate_error(error, g_steal_pointer(&refusal));
	return false;
}

bool
imap_folders_hold(struct imap_session *session, const char *folder,
    const char *message_id, bool *holds_r, GError **error)
{
	struct mailimap_search_key *key;
	clist *found = NULL;
	bool there;
	int result;

	*holds_r = false;
	if (!imap_folders_examine(session, folder, &there, error))
		return false;
	if (!there)
		return true;
	key = mailimap_search_key_new_header(strdup("Message-ID"),
	    strdup(message_id));
	result = mailimap_uid_search(session->imap, NULL, key, &found);
	mailimap_search_key_free(key);
	if (!imap_ok(result))
		return imap_session_fail(session, result, "SEARCH", error);
	*holds_r = found != NULL && !clist_isempty(found);
	mailimap_search_result_free(found);
	return true;
}
