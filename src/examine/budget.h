/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one message may still cost.  Every reader asks before it spends;
 * a spent budget is a finding (REASON_OUT_OF_TIME, REASON_TOO_MANY), never
 * a page that silently lacks.
 */
#ifndef ASR_BUDGET_H
#define ASR_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

struct budget {
	unsigned parts_left;  /* REPORT_PARTS_MAX at first */
	unsigned pages_left;  /* REPORT_PAGES_MAX at first */
	uint64_t bytes_left;  /* unpacked bytes of archives, all together */
	int64_t ends_at_us;   /* monotonic: no new page is begun after it */
	unsigned ocr_pages_left;
	bool ocr;             /* false: configured `never` */
};

/* True while there is time for another page. */
bool budget_has_time(const struct budget *budget);

#endif
