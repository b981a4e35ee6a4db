/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256: see digest.h. */
#include "digest.h"

#include <glib.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>

struct digest {
	struct sha256_ctx context;
};

G_STATIC_ASSERT(BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE) == DIGEST_DIGITS);

struct digest *
digest_new(void)
{
	struct digest *digest = g_new(struct digest, 1);

	sha256_init(&digest->context);
	return digest;
}

void
digest_add(struct digest *digest, const void *bytes, size_t length)
{
	sha256_update(&digest->context, length, bytes);
}

char *
digest_text(struct digest *digest)
{
	uint8_t sum[SHA256_DIGEST_SIZE];
	char *text = g_malloc0(DIGEST_DIGITS + 1);

	sha256_digest(&digest->context, sizeof(sum), sum);
	base16_encode_update(text, sizeof(sum), sum);
	return text;
}

void
digest_free(struct digest *digest)
{
	g_free(digest);
}

char *
digest_of(const void *bytes, size_t length)
{
	OWNED(digest) digest = digest_new();

	digest_add(digest, bytes, length);
	return digest_text(digest);
}
