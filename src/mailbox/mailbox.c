/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all kinds of mailbox share: see mailbox.h. */
#include "mailbox.h"

void
mailbox_item_free(struct mailbox_item *item)
{
	if (item == NULL)
		return;
	g_free(item->folder);
	g_free(item->name);
	g_free(item->message_id);
	g_free(item);
}
