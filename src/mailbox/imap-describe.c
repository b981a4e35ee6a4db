/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telling of an IMAP session: see imap-describe.h. */
#include "imap-describe.h"

#include <string.h>

#include "imap-fetch.h"
#include "imap-folders.h"

/* Clocks may differ so much before it is worth a word: deadlines are days,
 * tokens are renewed five minutes before their end. */
#define SKEW_S 120

static void
tell(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
tell(GPtrArray *lines, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	g_ptr_array_add(lines, g_strdup_vprintf(format, ap));
	va_end(ap);
}

/* MYRIGHTS (RFC 4314); NULL where the server does not tell.  Caller frees. */
static char *
rights_on(struct imap_session *session, const char *folder)
{
	g_autofree char *wire = imap_folders_wire(session, folder);
	struct mailimap_acl_myrights_data *data = NULL;
	char *rights = NULL;
	int state = session->imap->imap_state, result;

	if (!session->has_acl)
		return NULL;
	imap_session_limit(session, IMAP_COMMAND_TIMEOUT_S);
	/* libetpan 1.9.4 believes it is not for the selected state. */
	session->imap->imap_state = MAILIMAP_STATE_AUTHENTICATED;
	result = mailimap_acl_myrights(session->imap, wire, &data);
	session->imap->imap_state = state;
	if (!imap_ok(result) || data == NULL)
		return NULL;
	rights = g_strdup(data->rights);
	mailimap_acl_myrights_data_free(data);
	return rights;
}

static bool
has_all(const char *rights, const char *wanted)
{
	for (const char *right = wanted; *right != '\0'; right++) {
		if (strchr(rights, *right) == NULL)
			return false;
	}
	return true;
}

/* RFC 2086 had one right, d, for what are t and e now. */
static void
tell_rights(GPtrArray *lines, const char *folder, const char *rights,
    const char *wanted, const char *old)
{
	if (rights == NULL)
		tell(lines, "%s: the server does not tell the rights on it",
		    folder);
	else if (has_all(rights, wanted) || has_all(rights, old))
		tell(lines, "%s: rights %s", folder, rights);
	else
		tell(lines, "warning: %s: rights %s, but “%s” are needed "
		    "(RFC 4314): ask the server's administrator for them",
		    folder, rights, wanted);
}

/* The server has no command for its clock: its newest message tells when
 * it lies in our future. */
static void
tell_clock(struct imap_session *session, const char *folder,
    GPtrArray *lines)
{
	int64_t now = g_get_real_time() / G_USEC_PER_SEC, ahead;
	uint32_t last = session->uid_next > 1 ? session->uid_next - 2 : 0;
	g_autoptr(GPtrArray) items = imap_list(session, folder, last, NULL);
	const struct mailbox_item *newest = items != NULL && items->len > 0 ?
	    items->pdata[items->len - 1] : NULL;

	if (session->uid_next == 0 || newest == NULL)
		return;
	ahead = newest->received_at - now;
	if (ahead > SKEW_S)
		tell(lines, "warning: the newest message was received %"
		    G_GINT64_FORMAT " s after this machine's time: one of "
		    "the two clocks is wrong", ahead);
	else
		tell(lines, "no message is from the future: the clocks "
		    "agree as far as can be told");
}

void
imap_describe(struct imap_session *session, const char *folder, bool moves,
    GPtrArray *lines)
{
	g_autofree char *rights = rights_on(session, folder);
	bool can_move = session->has_move || session->has_uidplus;

	tell(lines, "UIDVALIDITY %u, UIDNEXT %u, %u messages",
	    session->uid_validity, session->uid_next,
	    session->imap->imap_selection_info->sel_exists);
	tell(lines, "IDLE %s, MOVE %s, UIDPLUS %s",
	    session->has_idle ? "yes" : "no, polling only",
	    session->has_move ? "yes" : "no",
	    session->has_uidplus ? "yes" : "no");
	if (moves && !can_move)
		tell(lines, "warning: without MOVE and UIDPLUS nothing can "
		    "be moved to done-folder");
	tell_rights(lines, folder, rights, moves ? "lrte" : "lr",
	    moves ? "lrd" : "lr");
	tell_clock(session, folder, lines);
}

void
imap_describe_target(struct imap_session *session, const char *folder,
    GPtrArray *lines)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *rights = NULL;
	bool there;

	if (!imap_folders_examine(session, folder, &there, &error)) {
		tell(lines, "warning: %s: %s", folder, error->message);
		return;
	}
	if (!there) {
		tell(lines, "%s: not there yet: it is made when it is first "
		    "needed", folder);
		return;
	}
	rights = rights_on(session, folder);
	tell_rights(lines, folder, rights, "li", "li");
}
