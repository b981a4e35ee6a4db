/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, freeing and reading of the examination report: see report.h. */
#include "report.h"

static void
report_part_free(void *part)
{
	part_free(part);
}

static void
report_page_free(void *page)
{
	page_free(page);
}

static void
report_ink_free(void *ink)
{
	ink_free(ink);
}

static void
report_address_free(void *address)
{
	address_free(address);
}

static void
report_header_free(void *header)
{
	header_free(header);
}

struct report *
report_new(void)
{
	struct report *report = g_new0(struct report, 1);

	report->from = g_ptr_array_new_with_free_func(report_address_free);
	report->reply_to = g_ptr_array_new_with_free_func(report_address_free);
	report->to = g_ptr_array_new_with_free_func(report_address_free);
	report->in_reply_to = g_ptr_array_new_with_free_func(g_free);
	report->references = g_ptr_array_new_with_free_func(g_free);
	report->headers = g_ptr_array_new_with_free_func(report_header_free);
	report->parts = g_ptr_array_new_with_free_func(report_part_free);
	report->findings = g_ptr_array_new_with_free_func(g_free);
	report->body = g_strdup("");
	report->quoted = g_strdup("");
	return report;
}

void
report_free(struct report *report)
{
	if (report == NULL)
		return;
	g_free(report->message_id);
	g_ptr_array_unref(report->from);
	g_ptr_array_unref(report->reply_to);
	g_ptr_array_unref(report->to);
	g_free(report->return_path);
	g_free(report->subject);
	g_ptr_array_unref(report->in_reply_to);
	g_ptr_array_unref(report->references);
	g_free(report->content_type);
	g_free(report->report_type);
	g_ptr_array_unref(report->headers);
	g_free(report->body);
	g_free(report->quoted);
	delivery_report_free(report->delivery);
	g_ptr_array_unref(report->parts);
	g_ptr_array_unref(report->findings);
	g_free(report);
}

struct part *
part_new(void)
{
	struct part *part = g_new0(struct part, 1);

	part->parent = -1;
	part->pages = g_ptr_array_new_with_free_func(report_page_free);
	return part;
}

void
part_free(struct part *part)
{
	if (part == NULL)
		return;
	g_free(part->name);
	g_free(part->path);
	g_free(part->type);
	g_free(part->declared_type);
	g_free(part->content_id);
	g_free(part->sha256);
	g_ptr_array_unref(part->pages);
	g_free(part);
}

struct page *
page_new(void)
{
	struct page *page = g_new0(struct page, 1);

	page->text = g_strdup("");
	page->ink = g_ptr_array_new_with_free_func(report_ink_free);
	return page;
}

void
page_free(struct page *page)
{
	if (page == NULL)
		return;
	g_free(page->text);
	g_ptr_array_unref(page->ink);
	g_free(page);
}

struct ink *
ink_new(void)
{
	return g_new0(struct ink, 1);
}

void
ink_free(struct ink *ink)
{
	if (ink == NULL)
		return;
	g_free(ink->text);
	g_free(ink);
}

struct header *
header_new(const char *name, const char *value)
{
	struct header *header = g_new0(struct header, 1);

	header->name = g_strdup(name);
	header->value = g_strdup(value);
	return header;
}

void
header_free(struct header *header)
{
	if (header == NULL)
		return;
	g_free(header->name);
	g_free(header->value);
	g_free(header);
}

struct address *
address_new(const char *name, const char *address)
{
	struct address *a = g_new0(struct address, 1);

	a->name = g_strdup(name);
	a->address = g_strdup(address);
	return a;
}

void
address_free(struct address *address)
{
	if (address == NULL)
		return;
	g_free(address->name);
	g_free(address->address);
	g_free(address);
}

struct delivery_report *
delivery_report_new(void)
{
	return g_new0(struct delivery_report, 1);
}

void
delivery_report_free(struct delivery_report *delivery)
{
	if (delivery == NULL)
		return;
	g_free(delivery->action);
	g_free(delivery->status);
	g_free(delivery->recipient);
	g_free(delivery->about);
	g_free(delivery);
}

const char *
report_header(const struct report *report, const char *name, unsigned index)
{
	for (unsigned i = 0; i < report->headers->len; i++) {
		const struct header *header = report->headers->pdata[i];

		if (g_ascii_strcasecmp(header->name, name) != 0)
			continue;
		if (index-- == 0)
			return header->value;
	}
	return NULL;
}

struct part *
report_part(const struct report *report, unsigned index)
{
	g_assert(index < report->parts->len);
	return report->parts->pdata[index];
}

char *
part_full_name(const struct part *part)
{
	const char *name = part->name != NULL ? part->name : "";

	if (part->path == NULL || part->path[0] == '\0')
		return g_strdup(name);
	return g_strconcat(part->path, "/", name, NULL);
}
