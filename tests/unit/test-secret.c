/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings.h"

#include "configured.h"

#define LONGEST 4096

static const struct {
	const char *bytes;
	gssize length;
	const char *secret; /* NULL: refused */
} secrets[] = {
	{ "s3cret", 6, "s3cret" },
	{ "s3cret\n", 7, "s3cret" },
	{ "s3cret\r\n", 8, "s3cret" },
	{ " two words \n", 12, " two words " },
	{ "", 0, NULL },
	{ "\n", 1, NULL },
	{ "one\ntwo\n", 8, NULL },
	{ "one\n\n", 5, NULL },
	{ "one\0two", 7, NULL },
};

START_TEST(reads_one_line)
{
	char *folder = configured_folder();
	g_autofree char *path = configured_write(folder, "s",
	    secrets[_i].bytes, secrets[_i].length);
	g_autoptr(GError) error = NULL;
	char *secret;

	ck_assert_int_eq(g_chmod(path, 0600), 0);
	secret = settings_secret(path, &error);
	ck_assert_int_eq(g_strcmp0(secret, secrets[_i].secret), 0);
	ck_assert_int_eq(error == NULL, secret != NULL);
	settings_forget(secret);
	configured_remove(folder);
}
END_TEST

static const struct {
	mode_t mode;
	bool credential, allowed;
} modes[] = {
	{ 0600, false, true },
	{ 0400, false, true },
	{ 0700, false, true },
	{ 0640, false, false },
	{ 0604, false, false },
	{ 0620, false, false },
	{ 0644, false, false },
	{ 0440, true, true }, /* as systemd gives them */
};

START_TEST(others_may_not_read_it)
{
	char *folder = configured_folder();
	g_autofree char *path = configured_write(folder, "s", "x\n", -1);
	g_autoptr(GError) error = NULL;
	char *secret;

	ck_assert_int_eq(chmod(path, modes[_i].mode), 0);
	if (modes[_i].credential)
		g_setenv("CREDENTIALS_DIRECTORY", folder, TRUE);
	else
		g_unsetenv("CREDENTIALS_DIRECTORY");
	secret = settings_secret(path, &error);
	ck_assert_int_eq(secret != NULL, modes[_i].allowed);
	if (secret == NULL)
		ck_assert_ptr_nonnull(strstr(error->message, "others can"));
	settings_forget(secret);
	configured_remove(folder);
}
END_TEST

/* A folder whose name only begins like that of the credentials. */
START_TEST(a_neighbour_of_the_credentials_is_none)
{
	char *folder = configured_folder();
	g_autofree char *path = configured_write(folder, "creds-2/s", "x",
	    -1);
	g_autofree char *creds = g_build_filename(folder, "creds", NULL);
	g_autofree char *around = g_build_filename(creds, "../creds-2/s",
	    NULL);

	ck_assert_int_eq(g_mkdir(creds, 0700), 0);
	ck_assert_int_eq(g_chmod(path, 0644), 0);
	g_setenv("CREDENTIALS_DIRECTORY", creds, TRUE);
	ck_assert_ptr_null(settings_secret(path, NULL));
	ck_assert_ptr_null(settings_secret(around, NULL));
	configured_remove(folder);
}
END_TEST

START_TEST(a_secret_is_short)
{
	char *folder = configured_folder();
	g_autofree char *text = g_strnfill(LONGEST + 1, 'x');
	g_autofree char *fits = configured_write(folder, "fits", text,
	    LONGEST);
	g_autofree char *large = configured_write(folder, "large", text,
	    LONGEST + 1);
	char *secret;

	g_chmod(fits, 0600);
	g_chmod(large, 0600);
	secret = settings_secret(fits, NULL);
	ck_assert_ptr_nonnull(secret);
	ck_assert_uint_eq(strlen(secret), LONGEST);
	ck_assert_ptr_null(settings_secret(large, NULL));
	settings_forget(secret);
	settings_forget(NULL);
	configured_remove(folder);
}
END_TEST

START_TEST(a_secret_is_a_file)
{
	char *folder = configured_folder();
	g_autofree char *pipe = g_build_filename(folder, "pipe", NULL);
	g_autoptr(GError) missing = NULL, unset = NULL;

	ck_assert_int_eq(mkfifo(pipe, 0600), 0);
	ck_assert_ptr_null(settings_secret(folder, NULL));
	ck_assert_ptr_null(settings_secret(pipe, NULL));
	ck_assert_ptr_null(settings_secret("/nowhere/s", &missing));
	ck_assert_ptr_nonnull(strstr(missing->message, "/nowhere/s"));
	ck_assert_ptr_null(settings_secret("${CREDENTIALS_DIRECTORY}/s",
	    &unset));
	ck_assert_ptr_nonnull(strstr(unset->message, "systemd"));
	configured_remove(folder);
}
END_TEST

HARNESS_MAIN("secret",
    tcase_add_loop_test(tc, reads_one_line, 0, G_N_ELEMENTS(secrets));
    tcase_add_loop_test(tc, others_may_not_read_it, 0,
	G_N_ELEMENTS(modes));
    tcase_add_test(tc, a_neighbour_of_the_credentials_is_none);
    tcase_add_test(tc, a_secret_is_short);
    tcase_add_test(tc, a_secret_is_a_file))
