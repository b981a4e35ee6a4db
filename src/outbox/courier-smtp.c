/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies by SMTP: see courier-smtp.h.  What libcurl reports is not enough
 * to know what became of a message: the server's last code, whether all
 * bytes left, and whether the log-in took place count too.
 */
#include "courier-smtp.h"

#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "error.h"

/* The greeting, and the answer to STARTTLS. */
#define CODE_READY 220
/* The answer to libcurl's QUIT, which says nothing of the message. */
#define CODE_CLOSING 221
#define CODE_LOGGED_IN 235
/* Log in, or begin TLS, first (RFC 4954 §6, 3207 §4). */
#define CODE_NOT_YET 530
/* Of an answer in many lines that much is told. */
#define ANSWER_BYTES_MAX 1000u

struct courier_smtp {
	struct courier base;
	struct net_target target;
	char *host, *ca_file, *user, *from;
	courier_secret_fn secret;
	courier_refused_fn refused;
	void *secret_context;
	CURL *curl;
	bool null_path_refused;
	bool logged_in; /* on the connection that curl keeps */
};

/* One delivery under way. */
struct delivery {
	struct courier_smtp *courier;
	const char *bytes;
	size_t length, offset;
	bool without_login; /* stopped: the server never logged us in */
	bool stopped;       /* by before_end: the end never left */
	GString *answer; /* the last one, its lines in one */
	bool more;       /* lines of it are to come */
	long code;       /* of the last whole answer; 0: none */
};

bool
courier_smtp_address_ok(const char *address)
{
	const char *at = strrchr(address, '@');

	if (at == NULL || at == address || at[1] == '\0' ||
	    strlen(address) > SMTP_ADDRESS_BYTES_MAX)
		return false;
	for (const char *p = address; *p != '\0'; p++) {
		if (!g_ascii_isgraph(*p) || strchr("<>\"\\,;:()", *p) != NULL)
			return false;
	}
	return strchr(address, '@') == at;
}

static bool
may_end(const struct delivery *delivery)
{
	const struct courier *base = &delivery->courier->base;

	return base->before_end == NULL ||
	    base->before_end(base->before_end_context);
}

static size_t
give_bytes(char *buffer, size_t size, size_t count, void *context)
{
	struct delivery *delivery = context;
	size_t length = MIN(size * count,
	    delivery->length - delivery->offset);

	/*
	 * A server that offers no AUTH gets the mail from libcurl all the
	 * same; a relay that nobody vouched for is not what was configured.
	 */
	if (delivery->courier->user != NULL &&
	    !delivery->courier->logged_in) {
		delivery->without_login = true;
		return CURL_READFUNC_ABORT;
	}
	if (delivery->offset + length == delivery->length &&
	    !may_end(delivery)) {
		delivery->stopped = true;
		return CURL_READFUNC_ABORT;
	}
	memcpy(buffer, delivery->bytes + delivery->offset, length);
	delivery->offset += length;
	return length;
}

/*
 * RFC 5321 §4.2.1: a "-" after the code promises more lines.  The reason
 * often stands in the first, and the last says where to complain.
 */
static void
add_line(struct delivery *delivery, char *line)
{
	GString *answer = delivery->answer;
	bool coded = strlen(g_strchomp(line)) >= 3;
	bool continues = delivery->more;

	delivery->more = coded && line[3] == '-';
	if (delivery->more)
		line[3] = ' ';
	if (!continues)
		g_string_assign(answer, line);
	else if (coded)
		g_string_append(answer, line + 3);
	g_string_truncate(answer, MIN(answer->len, ANSWER_BYTES_MAX));
	if (coded && !delivery->more)
		delivery->code = strtol(line, NULL, 10);
}

static size_t
take_line(char *line, size_t size, size_t count, void *context)
{
	struct delivery *delivery = context;
	g_autofree char *text = g_strndup(line, size * count);
	long code = strtol(text, NULL, 10);

	if (code == CODE_LOGGED_IN)
		delivery->courier->logged_in = true;
	if (code == CODE_READY)
		delivery->courier->logged_in = false; /* a new connection */
	if (code == CODE_CLOSING)
		return size * count;
	add_line(delivery, text);
	return size * count;
}

static CURL *
prepare(struct courier_smtp *courier, const struct net_target *target)
{
	g_autofree char *url = g_strdup_printf("%s://%s:%u/",
	    target->tls == NET_TLS ? "smtps" : "smtp", target->host,
	    target->port);

	if (courier->curl == NULL)
		courier->curl = curl_easy_init();
	g_assert(courier->curl != NULL);
	curl_easy_reset(courier->curl); /* keeps the connection */
	curl_easy_setopt(courier->curl, CURLOPT_URL, url);
	curl_easy_setopt(courier->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(courier->curl, CURLOPT_TIMEOUT_MS,
	    (long)SMTP_TIMEOUT_MS);
	net_prepare(courier->curl, target);
	return courier->curl;
}

/*
 * All bytes have left: the first digit of the answer tells (RFC 5321 §4.2),
 * and where there was none yet the last one is still 354.
 */
static enum courier_outcome
judge_whole(const struct delivery *delivery)
{
	switch (delivery->code / 100) {
	case 2:
		return COURIER_SENT;
	case 4:
		return COURIER_LATER;
	case 5:
		return COURIER_REFUSED;
	default:
		return COURIER_DOUBTFUL;
	}
}

/*
 * What the server's code and libcurl's result mean together.  libcurl calls
 * a refusal of sender, recipient or data CURLE_SEND_ERROR; what comes before
 * these is about the connection, and says nothing of the message.
 */
static enum courier_outcome
judge(const struct delivery *delivery, CURLcode result)
{
	if (result == CURLE_OK)
		return COURIER_SENT;
	if (delivery->without_login || delivery->stopped)
		return COURIER_LATER;
	if (delivery->offset == delivery->length)
		return judge_whole(delivery);
	return result == CURLE_SEND_ERROR && delivery->code / 100 == 5 &&
		delivery->code != CODE_NOT_YET ?
	    COURIER_REFUSED : COURIER_LATER;
}

static char *
describe(const struct delivery *delivery, CURLcode result,
    enum courier_outcome outcome)
{
	long kind = delivery->code / 100;
	g_autoptr(GError) error = NULL;
	g_autofree char *line = g_utf8_make_valid(delivery->answer->str,
	    (gssize)delivery->answer->len);

	g_strstrip(line);
	if (delivery->without_login)
		return g_strdup("the server logged nobody in: it offers no "
				"AUTH");
	if (delivery->stopped)
		return g_strdup("stopped before its end");
	if (outcome == COURIER_SENT || kind == 4 || kind == 5)
		return g_steal_pointer(&line);
	net_error(&error, "SMTP", &delivery->courier->target,
	    delivery->courier->curl, (int)result, NULL);
	return g_strdup(error->message);
}

/* Of a connection that is kept libcurl tells nothing any more. */
static void
note_certificate(struct courier_smtp *courier)
{
	int64_t end = net_certificate_end(courier->curl);

	if (end != 0)
		courier->base.certificate_end = end;
}

static enum courier_outcome
deliver(struct courier_smtp *courier, const struct net_target *target,
    const char *to, GBytes *bytes, char **text_r)
{
	struct delivery delivery = { .courier = courier };
	struct curl_slist *recipients = curl_slist_append(NULL, to);
	CURL *curl = prepare(courier, target);
	enum courier_outcome outcome;
	CURLcode result;

	delivery.bytes = g_bytes_get_data(bytes, &delivery.length);
	delivery.answer = g_string_new(NULL);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM,
	    courier->null_path_refused ? courier->from : "");
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE,
	    (curl_off_t)delivery.length);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
	curl_easy_setopt(curl, CURLOPT_READDATA, &delivery);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_line);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, &delivery);
	result = curl_easy_perform(curl);
	outcome = judge(&delivery, result);
	note_certificate(courier);
	if (result == CURLE_LOGIN_DENIED && courier->refused != NULL)
		courier->refused(courier->secret_context);
	*text_r = describe(&delivery, result, outcome);
	curl_slist_free_all(recipients);
	g_string_free(delivery.answer, TRUE);
	return outcome;
}

static enum courier_outcome
smtp_send(struct courier *base, const char *name, const char *to,
    GBytes *bytes, char **text_r)
{
	struct courier_smtp *courier = (struct courier_smtp *)base;
	struct net_target target = courier->target;
	g_autoptr(GError) error = NULL;
	enum courier_outcome outcome;

	(void)name;
	*text_r = NULL;
	if (!courier_smtp_address_ok(to)) {
		*text_r = g_strdup("the recipient's address is malformed");
		return COURIER_REFUSED;
	}
	if (target.user != NULL) {
		target.secret = courier->secret(courier->secret_context,
		    &error);
		if (target.secret == NULL) {
			*text_r = g_strdup(error->message);
			return COURIER_LATER;
		}
	}
	outcome = deliver(courier, &target, to, bytes, text_r);
	if (outcome == COURIER_REFUSED && !courier->null_path_refused) {
		/* Perhaps only the null return path was refused. */
		courier->null_path_refused = true;
		g_free(*text_r);
		outcome = deliver(courier, &target, to, bytes, text_r);
		courier->null_path_refused = outcome == COURIER_SENT;
	}
	return outcome;
}

bool
courier_smtp_check(struct courier *base, GError **error)
{
	struct courier_smtp *courier = (struct courier_smtp *)base;
	struct net_target target = courier->target;
	struct delivery delivery = { .courier = courier };
	g_autofree char *said = NULL;
	CURLcode result;
	CURL *curl;
	bool ok;

	if (target.user != NULL) {
		target.secret = courier->secret(courier->secret_context,
		    error);
		if (target.secret == NULL)
			return false;
	}
	delivery.answer = g_string_new(NULL);
	curl = prepare(courier, &target);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
	curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_line);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, &delivery);
	result = curl_easy_perform(curl);
	said = g_string_free(delivery.answer, FALSE);
	note_certificate(courier);
	ok = result == CURLE_OK &&
	    (target.user == NULL || courier->logged_in);
	if (!ok && result != CURLE_OK)
		return net_error(error, "SMTP", &courier->target, curl,
		    (int)result, said);
	return ok || error_set(error, ASR_ERROR_REFUSED,
	    "SMTP %s: the server logged nobody in: it offers no AUTH",
	    target.host);
}

static void
smtp_close(struct courier *base)
{
	struct courier_smtp *courier = (struct courier_smtp *)base;

	if (courier->curl != NULL)
		curl_easy_cleanup(courier->curl);
	g_free(courier->host);
	g_free(courier->ca_file);
	g_free(courier->user);
	g_free(courier->from);
	g_free(courier);
}

static const struct courier_ops smtp_ops = {
	.send = smtp_send,
	.close = smtp_close,
};

struct courier *
courier_smtp_open(const struct courier_smtp_options *options)
{
	struct courier_smtp *courier = g_new0(struct courier_smtp, 1);

	courier->base.ops = &smtp_ops;
	courier->host = g_strdup(options->target.host);
	courier->ca_file = g_strdup(options->target.ca_file);
	courier->user = g_strdup(options->target.user);
	courier->from = g_strdup(options->from);
	courier->target = options->target;
	courier->target.host = courier->host;
	courier->target.ca_file = courier->ca_file;
	courier->target.user = courier->user;
	courier->target.secret = NULL;
	courier->secret = options->secret;
	courier->refused = options->refused;
	courier->secret_context = options->secret_context;
	return &courier->base;
}
