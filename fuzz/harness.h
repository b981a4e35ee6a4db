/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Harnesses: functions that hand any bytes at all to one reader, as fuzzing
 * wants them.  A harness asserts what must hold of whatever comes out, and
 * the sanitizers the rest.  The same functions run the seeds and all that
 * was ever found in `make check`, without a fuzzer.
 */
#ifndef ASR_HARNESS_FUZZ_H
#define ASR_HARNESS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

struct harness {
	const char *name;
	void (*run)(const uint8_t *data, size_t size);
	/* Files of tests/data that are seeds, by the end of their names,
	 * ";" between several; NULL: only fuzz/seeds/NAME. */
	const char *suffixes;
};

/* The harness of that name, or NULL. */
const struct harness *harness_find(const char *name);

/* The index-th, or NULL after the last. */
const struct harness *harness_at(unsigned index);

/* Libraries made ready and silent; once a process. */
void harness_set_up(void);

/* Mail: mail.c, containers.c.  Documents: documents.c.  Decisions:
 * decision.c.  Configuration: settings.c. */
void harness_message(const uint8_t *data, size_t size);
void harness_headers(const uint8_t *data, size_t size);
void harness_names(const uint8_t *data, size_t size);
void harness_delivery(const uint8_t *data, size_t size);
void harness_report(const uint8_t *data, size_t size);
void harness_archive(const uint8_t *data, size_t size);
void harness_winmail(const uint8_t *data, size_t size);
void harness_rtfmail(const uint8_t *data, size_t size);
void harness_outlook(const uint8_t *data, size_t size);
void harness_cms(const uint8_t *data, size_t size);
void harness_unpack(const uint8_t *data, size_t size);
void harness_docx(const uint8_t *data, size_t size);
void harness_odt(const uint8_t *data, size_t size);
void harness_sheet(const uint8_t *data, size_t size);
void harness_slides(const uint8_t *data, size_t size);
void harness_doc(const uint8_t *data, size_t size);
void harness_rtf(const uint8_t *data, size_t size);
void harness_html(const uint8_t *data, size_t size);
void harness_text(const uint8_t *data, size_t size);
void harness_pdf(const uint8_t *data, size_t size);
void harness_picture(const uint8_t *data, size_t size);
void harness_decision(const uint8_t *data, size_t size);
void harness_settings(const uint8_t *data, size_t size);
void harness_form(const uint8_t *data, size_t size);
void harness_campaign(const uint8_t *data, size_t size);
void harness_registry(const uint8_t *data, size_t size);
void harness_template(const uint8_t *data, size_t size);

#endif
