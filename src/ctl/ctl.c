/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of asrctl share: see ctl.h. */
#include "ctl.h"

bool
ctl_open_store(struct ctl *ctl)
{
	g_autoptr(GError) error = NULL;

	if (ctl->store != NULL)
		return true;
	ctl->store = store_open_readonly(
	    ctl->conf->settings->state_directory, &error);
	if (ctl->store == NULL) {
		ctl_fail("%s", error->message);
		return false;
	}
	return true;
}

static void
complain(const char *format, va_list ap)
{
	g_autofree char *text = g_strdup_vprintf(format, ap);

	fprintf(stderr, "asrctl: %s\n", text);
}

int
ctl_fail(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	complain(format, ap);
	va_end(ap);
	return CTL_FAILED;
}

int
ctl_usage(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	complain(format, ap);
	va_end(ap);
	return CTL_USAGE;
}

static const struct campaign *
find_campaign(const struct ctl *ctl, const char *id)
{
	if (id == NULL)
		return NULL;
	return campaigns_find(ctl->conf->campaigns, id);
}

GTimeZone *
ctl_zone(const struct ctl *ctl, const char *id)
{
	const struct campaign *campaign = find_campaign(ctl, id);
	const GPtrArray *all = ctl->conf->campaigns->campaigns;

	if (campaign == NULL && all->len > 0)
		campaign = all->pdata[all->len - 1];
	return campaign != NULL ? campaign->time_zone : NULL;
}

const char *
ctl_piece_label(const struct ctl *ctl, const char *id, const char *piece)
{
	const struct campaign *campaign = find_campaign(ctl, id);
	const struct piece *found = NULL;

	if (campaign != NULL && campaign->form != NULL)
		found = form_piece(campaign->form, piece);
	return found != NULL ? found->label : piece;
}

const char *
ctl_subdivision_label(const struct ctl *ctl, const char *id,
    const char *subdivision)
{
	const struct campaign *campaign = find_campaign(ctl, id);
	const struct subdivision *found = NULL;

	if (campaign != NULL && subdivision != NULL)
		found = campaign_subdivision(campaign, subdivision);
	return found != NULL ? found->label : subdivision;
}

const char *
ctl_establishment_name(const struct ctl *ctl, const char *code)
{
	const struct establishment *found = NULL;

	if (code != NULL)
		found = registry_find(ctl->conf->registry, code);
	return found != NULL ? found->name : code;
}
