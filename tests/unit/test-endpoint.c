/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint.h"

#include "harness.h"

static const struct {
	const char *text;
	enum endpoint_kind kind; /* ENDPOINT_NONE: refused */
	const char *host;        /* or, of dir:, the path */
	unsigned port;
	const char *folder;
	bool loopback;
} endpoints[] = {
	{ "imaps://imap.hospital.test/INBOX", ENDPOINT_IMAPS,
	    "imap.hospital.test", 993, "INBOX", false },
	{ "imaps://imap.hospital.test", ENDPOINT_IMAPS,
	    "imap.hospital.test", 993, "INBOX", false },
	{ "imaps://imap.hospital.test/", ENDPOINT_IMAPS,
	    "imap.hospital.test", 993, "INBOX", false },
	{ "IMAPS://h.test:1993/ASR/2026", ENDPOINT_IMAPS, "h.test", 1993,
	    "ASR/2026", false },
	{ "imap://h.test/Boîte de réception", ENDPOINT_IMAP, "h.test", 143,
	    "Boîte de réception", false },
	{ "imap://h.test/Bo%C3%AEte%20%3F", ENDPOINT_IMAP, "h.test", 143,
	    "Boîte ?", false },
	{ "imap://127.0.0.2:1143/INBOX", ENDPOINT_IMAP, "127.0.0.2", 1143,
	    "INBOX", true },
	{ "imap://[::1]/INBOX", ENDPOINT_IMAP, "::1", 143, "INBOX", true },
	{ "smtps://smtp.hospital.test", ENDPOINT_SMTPS,
	    "smtp.hospital.test", 465, NULL, false },
	{ "smtp://localhost:2525", ENDPOINT_SMTP, "localhost", 2525, NULL,
	    true },
	{ "smtp://localhost.hospital.test/", ENDPOINT_SMTP,
	    "localhost.hospital.test", 587, NULL, false },
	{ "dir:mail", ENDPOINT_DIR, "/base/mail", 0, NULL, false },
	{ "dir:../mail", ENDPOINT_DIR, "/mail", 0, NULL, false },
	{ "dir:/var/mail", ENDPOINT_DIR, "/var/mail", 0, NULL, false },
	{ "", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "mail", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "dir:", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "imaps:", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "imaps:///INBOX", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "imaps://h.test:0", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "imaps://h.test:65536", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "imaps://h.test:993:1", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "imaps://someone@h.test/INBOX", ENDPOINT_NONE, NULL, 0, NULL,
	    false },
	{ "imaps://h.test/INBOX?x", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "imaps://h.test/INBOX#x", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "imaps://h.test/%FF", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "smtp://h.test/folder", ENDPOINT_NONE, NULL, 0, NULL, false },
	{ "pop3s://h.test", ENDPOINT_NONE, NULL, 0, NULL, false },
};

START_TEST(parses_endpoints)
{
	struct endpoint endpoint = { 0 };
	g_autoptr(GError) error = NULL;
	bool wanted = endpoints[_i].kind != ENDPOINT_NONE;

	ck_assert_int_eq(endpoint_parse(&endpoint, endpoints[_i].text,
	    "/base", &error), wanted);
	ck_assert_int_eq(error == NULL, wanted);
	ck_assert_int_eq(endpoint.kind, endpoints[_i].kind);
	ck_assert_str_eq(endpoint.text, endpoints[_i].text);
	if (wanted) {
		ck_assert_str_eq(endpoint.kind == ENDPOINT_DIR ?
			endpoint.path : endpoint.host, endpoints[_i].host);
		ck_assert_uint_eq(endpoint.port, endpoints[_i].port);
		ck_assert_int_eq(g_strcmp0(endpoint.folder,
		    endpoints[_i].folder), 0);
		ck_assert_int_eq(endpoint.loopback, endpoints[_i].loopback);
	}
	endpoint_clear(&endpoint);
	ck_assert_ptr_null(endpoint.text);
}
END_TEST

HARNESS_MAIN("endpoint",
    tcase_add_loop_test(tc, parses_endpoints, 0, G_N_ELEMENTS(endpoints)))
