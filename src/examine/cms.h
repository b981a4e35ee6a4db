/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * S/MIME as RFC 5652 wraps it: the content out of a signed message or file.
 *
 * Signatures are not verified: who sent a message is told by the server's
 * Authentication-Results.  So some 150 lines of BER reading do, where a
 * library (libksba, GPGME) would bring certificates, processes and files
 * into the locked room.
 */
#ifndef ASR_CMS_H
#define ASR_CMS_H

#include <glib.h>

/*
 * Elements within elements of indefinite length, and chunks within chunks.
 * Mailers nest five; the walk costs the length times this.
 */
#define CMS_DEPTH_MAX 16u

enum cms_kind {
	CMS_NONE,      /* not CMS, or damaged */
	CMS_DETACHED,  /* a signature of something beside it */
	CMS_SIGNED,    /* signed, with the content inside */
	CMS_ENCRYPTED, /* enveloped: needs a key */
	CMS_OTHER      /* compressed, digested …: not read here */
};

enum cms_kind cms_kind(GBytes *bytes);

/* The content of CMS_SIGNED; NULL for any other kind.  Caller unrefs. */
GBytes *cms_content(GBytes *bytes);

#endif
