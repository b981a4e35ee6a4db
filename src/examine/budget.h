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

/*
 * Processor time that one step may take: a part's opening, or a page of it.
 * Pages of real dossiers take up to 3 s, OCR included; what takes longer
 * than this is a PDF made to, inside a library that cannot be stopped.
 */
#define BUDGET_STEP_SECONDS 45u

/* True while there is time for another page. */
bool budget_has_time(const struct budget *budget);

/*
 * Begins a step: unless another begins within seconds of processor time,
 * the process dies of SIGPROF, and whoever started it begins again without
 * the part it was at.  0 ends the watch.
 */
void budget_watch(unsigned seconds);

#endif
