/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Advice by what servers say: see advice.h.  Most of it is Exchange
 * Online's, whose messages name the symptom and not the setting.
 */
#include "advice.h"

#include <string.h>

/* The first whose text occurs, whatever its case: special before general. */
static const struct {
	const char *said;
	const char *advice;
} known[] = {
	{ "authenticated but not connected",
	    "the token is good, the mailbox is not open to it: ask the "
	    "Exchange administrator to register the application there "
	    "(New-ServicePrincipal, with the object id of the enterprise "
	    "application, not of the app registration) and to give it the "
	    "mailbox (Add-MailboxPermission -AccessRights FullAccess); `user` "
	    "is the address of the shared mailbox; IMAP must be on for it "
	    "(Set-CASMailbox -ImapEnabled $true)" },
	{ "AADSTS7000222",
	    "the client secret has ended: ask for a new one in the app "
	    "registration (Certificates & secrets), put it in "
	    "client-secret-file and its end in client-secret-expires" },
	{ "AADSTS7000215",
	    "the client secret is wrong: client-secret-file wants the "
	    "secret's value, not its id" },
	{ "AADSTS700016",
	    "the tenant does not know this client-id: take the application "
	    "(client) id of the app registration, and the token-url of the "
	    "tenant it is in" },
	{ "AADSTS90002",
	    "the tenant in token-url does not exist: take the directory "
	    "(tenant) id" },
	{ "AADSTS70011",
	    "scope is wrong: for Exchange Online it is "
	    "https://outlook.office365.com/.default" },
	{ "AADSTS65001",
	    "nobody consented for the organisation: ask for the application "
	    "permissions IMAP.AccessAsApp and SMTP.SendAsApp, and for admin "
	    "consent" },
	{ "SmtpClientAuthentication is disabled",
	    "SMTP AUTH is off: ask the Exchange administrator for "
	    "Set-CASMailbox -SmtpClientAuthenticationDisabled $false on this "
	    "mailbox" },
	{ "SendAsDenied",
	    "the account may not send as `from`: ask the Exchange "
	    "administrator for Add-RecipientPermission -AccessRights SendAs, "
	    "or set from to the mailbox's own address" },
	{ "basic authentication is disabled",
	    "passwords are no longer accepted there: use auth = xoauth2" },
	{ "LOGINDISABLED",
	    "the server takes no log-in before TLS: use imaps://" },
	{ "535 5.7.3",
	    "Exchange did not accept this log-in: with auth = xoauth2 ask "
	    "for SMTP.SendAsApp with admin consent, and for SMTP AUTH on this "
	    "mailbox (Set-CASMailbox -SmtpClientAuthenticationDisabled "
	    "$false)" },
	{ "AUTHENTICATE failed",
	    "Exchange did not accept this token or password: ask for "
	    "IMAP.AccessAsApp with admin consent, and check that `user` is "
	    "the mailbox's address; passwords are refused there since 2022" },
	{ "issuer is unknown",
	    "ask the network's administrator for the authority that signs "
	    "this server's certificate (a TLS proxy may stand in between) and "
	    "name its file in ca-file" },
	{ "for another host name",
	    "use the name that stands in the server's certificate" },
	{ "certificate has expired",
	    "the server's administrator must renew it; check the clock of "
	    "this machine too" },
	{ "the DNS knows no such host",
	    "check the host's name, and /etc/resolv.conf of this machine" },
	{ "nobody answers",
	    "check host and port, and ask the network's administrator to let "
	    "this machine through the firewall" },
};

const char *
advice_for(const char *text)
{
	g_autofree char *low = g_utf8_strdown(text, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		g_autofree char *said = g_ascii_strdown(known[i].said, -1);

		if (strstr(low, said) != NULL)
			return known[i].advice;
	}
	return NULL;
}
