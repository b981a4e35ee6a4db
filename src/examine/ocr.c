/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without a recogniser every picture is unread, and says so. */
#include "document.h"

#include "error.h"

void
ocr_read(struct page *page, struct Pix *picture, double pixels_per_mm,
    struct budget *budget)
{
	(void)picture;
	(void)pixels_per_mm;
	(void)budget;
	page->source = PAGE_NOT_READ;
	page->reason = REASON_UNSUPPORTED;
}

bool
ocr_prepare(GError **error)
{
	return error_set(error, ASR_ERROR_FAILED, "no recogniser");
}
