/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examination in hand: see exam.h. */
#include "exam.h"

#include <stdio.h>
#include <string.h>

#include "digest.h"
#include "filename.h"
#include "mailtext.h"
#include "page-writer.h"

static void
leaf_free(void *data)
{
	struct leaf *leaf = data;

	g_bytes_unref(leaf->bytes);
	g_free(leaf);
}

struct exam *
exam_new(struct budget *budget, struct filetype *filetype)
{
	struct exam *exam = g_new0(struct exam, 1);

	exam->report = report_new();
	exam->budget = budget;
	exam->filetype = filetype;
	exam->leaves = g_ptr_array_new_with_free_func(leaf_free);
	exam->cids =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	exam->wanted = -1;
	exam->progress = -1;
	exam->skipped = g_hash_table_new(NULL, NULL);
	return exam;
}

void
exam_free(struct exam *exam)
{
	if (exam == NULL)
		return;
	report_free(exam->report);
	g_ptr_array_unref(exam->leaves);
	g_hash_table_unref(exam->cids);
	g_hash_table_unref(exam->skipped);
	g_free(exam);
}

const void *
exam_bytes(GBytes *bytes, gsize *size_r)
{
	const void *data = g_bytes_get_data(bytes, size_r);

	return data != NULL ? data : "";
}

static void
add_finding(struct exam *exam, const char *format, va_list ap)
{
	if (exam->report->findings->len >= REPORT_FINDINGS_MAX)
		return;
	g_ptr_array_add(exam->report->findings, g_strdup_vprintf(format, ap));
}

void
exam_finding(struct exam *exam, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_finding(exam, format, ap);
	va_end(ap);
}

void
exam_cut(struct exam *exam, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_finding(exam, format, ap);
	va_end(ap);
	exam->report->truncated = true;
}

struct part *
exam_part(const struct exam *exam, int index)
{
	return report_part(exam->report, (unsigned)index);
}

struct leaf *
exam_leaf(const struct exam *exam, int index)
{
	g_assert(index >= 0 && (unsigned)index < exam->leaves->len);
	return exam->leaves->pdata[index];
}

/* Folder and path of the name, joined; NULL when both are absent. */
static char *
join_path(const char *folder, const char *path)
{
	if (folder == NULL || path == NULL)
		return g_strdup(folder != NULL ? folder : path);
	return g_strconcat(folder, "/", path, NULL);
}

static void
set_name(struct exam *exam, struct part *part, const struct entry *entry)
{
	struct filename filename = filename_read(entry->name);

	if (filename.tricky)
		exam_finding(exam, "a name that hides or points elsewhere: %s",
		    entry->name);
	if (filename.cut)
		exam_finding(exam, "a name too long, cut: %s", entry->name);
	part->path = join_path(entry->folder, filename.path);
	part->name = g_steal_pointer(&filename.name);
	filename_clear(&filename);
}

/* A token of the message, as UTF-8; NULL stays NULL. */
static char *
token(const char *text)
{
	return text != NULL ? mailtext_repair(text) : NULL;
}

static void
set_content(struct exam *exam, struct part *part, GBytes *bytes)
{
	gsize size;
	const void *data = g_bytes_get_data(bytes, &size);

	part->size = size;
	part->sha256 = digest_of(data, size);
	g_free(part->type);
	part->type =
	    filetype_of(exam->filetype, bytes, part->name, part->declared_type);
}

static struct leaf *
leaf_new(const struct exam *exam, const struct entry *entry)
{
	struct leaf *leaf = g_new0(struct leaf, 1);

	if (entry->bytes != NULL)
		leaf->bytes = g_bytes_ref(entry->bytes);
	leaf->place = entry->place;
	leaf->attached = entry->attached;
	if (entry->parent >= 0)
		leaf->depth = exam_leaf(exam, entry->parent)->depth + 1;
	return leaf;
}

int
exam_add(struct exam *exam, const struct entry *entry)
{
	struct part *part;
	int index = (int)exam->report->parts->len;

	if (exam->budget->parts_left == 0) {
		if (!exam->report->truncated)
			exam_cut(exam, "more than %d parts", index);
		exam->report->truncated = true;
		return -1;
	}
	exam->budget->parts_left--;
	part = part_new();
	part->parent = entry->parent;
	part->declared_type = token(entry->declared_type);
	part->content_id = token(entry->content_id);
	set_name(exam, part, entry);
	g_ptr_array_add(exam->leaves, leaf_new(exam, entry));
	g_ptr_array_add(exam->report->parts, part);
	if (entry->bytes != NULL)
		set_content(exam, part, entry->bytes);
	else
		exam_settle(
		    exam, index, PART_DOCUMENT, PART_UNREADABLE, entry->reason);
	return index;
}

void
exam_settle(struct exam *exam, int index, enum part_role role,
    enum part_state state, enum part_reason reason)
{
	struct part *part = exam_part(exam, index);

	part->role = role;
	part->state = state;
	part->reason = reason;
	exam_leaf(exam, index)->done = true;
}

void
exam_unopened(struct exam *exam, int index, enum part_reason reason)
{
	exam_settle(exam, index, PART_CONTAINER, PART_UNREADABLE, reason);
	exam_cut(exam, "part %d could not be opened wholly: %s", index,
	    part_reason_word(reason));
}

void
exam_write_quoted(struct exam *exam, int index, const char *text)
{
	struct part *part = exam_part(exam, index);
	struct page_writer writer;

	page_writer_init(&writer, part, exam->budget);
	page_writer_text(&writer, text, -1);
	page_writer_end(&writer);
	for (unsigned i = 0; i < part->pages->len; i++)
		((struct page *)part->pages->pdata[i])->quoted = true;
}

bool
exam_begins(struct exam *exam, int index)
{
	if (exam->progress >= 0)
		dprintf(exam->progress, "part %d\n", index);
	budget_watch(BUDGET_STEP_SECONDS);
	return !g_hash_table_contains(exam->skipped, GINT_TO_POINTER(index));
}

void
exam_release(struct exam *exam, int index)
{
	if (index != exam->wanted)
		g_clear_pointer(&exam_leaf(exam, index)->bytes, g_bytes_unref);
}

char *
exam_path_below(const struct exam *exam, int index)
{
	const struct part *part;

	if (index < 0)
		return NULL;
	part = exam_part(exam, index);
	if (part->name == NULL)
		return g_strdup(part->path);
	return part_full_name(part);
}
