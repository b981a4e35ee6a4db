/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --evaluate FOLDER: labelled messages in, how right the rules are out.
 * The pass runs in a scratch folder and sends nothing; what it said is put
 * beside the labels of FOLDER/truth.json.
 */
#include <stdio.h>

#include "error.h"
#include "evaluation.h"
#include "modes.h"
#include "queries.h"
#include "scratch.h"
#include "service.h"
#include "signals.h"

#define LABELS "truth.json"
#define MAIL "mail"
#define OWN_CONF "asr-intake.conf"

/* Every label is of one message and its own reply: none waits for more. */
static void
prepare(struct settings *settings, const char *folder, const char *scratch)
{
	scratch_redirect(settings, scratch);
	endpoint_clear(&settings->source);
	settings->source.kind = ENDPOINT_DIR;
	settings->source.path = g_build_filename(folder, MAIL, NULL);
	settings->source.text = g_strconcat("dir:", settings->source.path,
	    NULL);
	settings->mode = SEND_ON; /* into the scratch folder */
	settings->quiet_period_s = 0;
}

static bool
compare(struct store *store, const struct labels *labels, bool json,
    GError **error)
{
	const struct message_filter all_messages = { .outcome = -1 };
	const struct dossier_filter all_dossiers = { .status = -1,
		.late = -1 };
	g_autoptr(GPtrArray) messages = queries_messages(store, &all_messages,
	    error);
	g_autoptr(GPtrArray) dossiers = messages == NULL ? NULL :
	    queries_dossiers(store, &all_dossiers, error);
	OWNED(evaluation) result = dossiers == NULL ? NULL :
	    evaluate(labels, messages, dossiers);

	if (result == NULL)
		return false;
	if (json)
		evaluation_print_json(result);
	else
		evaluation_print(result);
	return true;
}

/* conf goes over to the service. */
static bool
run(struct conf *conf, const struct labels *labels, bool json, GError **error)
{
	OWNED(service) service = service_open(conf, SERVICE_ALL, error);

	return service != NULL && signals_install(false, error) &&
	    service_pass(service, error) &&
	    compare(service->store, labels, json, error);
}

/* The folder's own configuration, unless another was asked for. */
static struct conf *
read_conf(const char *file, const char *folder)
{
	g_autofree char *own = g_build_filename(folder, OWN_CONF, NULL);
	g_autofree char *path = file == NULL &&
	    g_file_test(own, G_FILE_TEST_EXISTS) ? g_strdup(own) :
	    settings_path(file);

	return mode_read_conf(path);
}

int
mode_evaluate(const char *file, const char *folder, bool json)
{
	g_autofree char *truth = g_build_filename(folder, LABELS, NULL);
	g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
	g_autofree char *scratch = NULL;
	g_autoptr(GError) error = NULL;
	OWNED(labels) labels = labels_read(truth, &error);
	struct conf *conf = labels == NULL ? NULL : read_conf(file, folder);
	bool ok;

	if (conf == NULL) {
		if (error != NULL)
			fprintf(stderr, "asr-intaked: %s\n", error->message);
		return MODE_USAGE;
	}
	scratch = g_dir_make_tmp("asr-evaluate-XXXXXX", &error);
	ok = scratch != NULL;
	if (ok) {
		prepare(conf->settings, absolute, scratch);
		ok = run(conf, labels, json, &error);
		scratch_remove(scratch);
	} else {
		conf_free(conf);
	}
	if (!ok)
		fprintf(stderr, "asr-intaked: %s\n", error->message);
	return ok ? MODE_DONE : MODE_FAILED;
}
