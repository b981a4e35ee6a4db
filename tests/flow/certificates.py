#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates good and bad, on every kind of connection: the good one is
logged in to, and to no other goes a byte of a secret."""
import base64
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from authority import Authority  # noqa: E402
from intake import Intake  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402
from scripted_smtp import ScriptedSmtp  # noqa: E402
from tokens import CLIENT, SECRET, Tokens  # noqa: E402

USER, PASSWORD = "asr@mailbox.test", "s3cret+&= pass"
CASES = {"valid": {}, "self-signed": {"self_signed": True}, "wrong host": {"host": "other.test"},
         "expired": {"days": -1}}
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def leaks(received):
    plain = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode())
    words = [USER.encode(), PASSWORD.encode(), plain, b"AUTH", b"LOGIN", base64.b64encode(
        USER.encode()), base64.b64encode(PASSWORD.encode())]
    return [w for w in words if w in received]


def check_connect(work, authority, **sections):
    intake = Intake(work, **sections)
    intake.secret("secret", PASSWORD)
    intake.secret("client-secret", SECRET)
    return intake.run("asr-intaked", "--check", "--connect")


def judge(what, kind, got, received):
    if kind == "valid":
        check(f"{what}: accepted", got.returncode == 0, got.stdout + got.stderr)
        check(f"{what}: logged in", leaks(received), received)
    else:
        check(f"{what}: refused", got.returncode == 1 and "certificate" in got.stdout,
              got.stdout + got.stderr)
        check(f"{what}: no byte of a secret leaves", not leaks(received), received)
    check(f"{what}: no secret is told", PASSWORD not in got.stdout + got.stderr)


def mailbox(work, authority, kind, certificate):
    for scheme in ("imaps", "imap"):
        server = ScriptedImap(**{"certificate" if scheme == "imaps" else "starttls": certificate})
        got = check_connect(work / scheme, authority, mailbox={
            "source": f"{scheme}://localhost:{server.port}/INBOX", "user": USER,
            "password-file": "secret", "ca-file": authority.ca})
        judge(f"{kind} on {scheme}", kind, got, server.received)
        server.stop()


def courier(work, authority, kind, certificate):
    for scheme in ("smtps", "smtp"):
        server = ScriptedSmtp(**{"certificate" if scheme == "smtps" else "starttls": certificate})
        got = check_connect(work / scheme, authority, smtp={
            "server": f"{scheme}://localhost:{server.port}", "user": USER,
            "password-file": "secret", "ca-file": authority.ca})
        judge(f"{kind} on {scheme}", kind, got, server.received)
        server.stop()


def endpoint(work, authority, kind, certificate, good):
    tokens = Tokens(certificate, USER)
    server = ScriptedImap(certificate=good, mechanism="XOAUTH2")
    got = check_connect(work / "token", authority, mailbox={
        "source": f"imaps://localhost:{server.port}/INBOX", "user": USER, "auth": "xoauth2",
        "ca-file": authority.ca}, oauth2=tokens.settings(authority, "client-secret"))
    if kind == "valid":
        check("token endpoint accepted", got.returncode == 0 and tokens.given, got.stdout)
    else:
        check(f"{kind} token endpoint refused",
              got.returncode == 1 and "certificate" in got.stdout, got.stdout)
        check(f"{kind} token endpoint: nothing was sent", tokens.received == b"")
    check(f"{kind} token endpoint: no secret is told", SECRET not in got.stdout + got.stderr)
    check("the client is named", CLIENT not in got.stderr)
    server.stop()
    tokens.stop()


def stripped(work, authority, certificate):
    """STARTTLS that is not offered, and a greeting that claims it needs none."""
    server = ScriptedImap()
    got = check_connect(work / "imap-none", authority, mailbox={
        "source": f"imap://localhost:{server.port}/INBOX", "user": USER,
        "password-file": "secret", "ca-file": authority.ca})
    check("imap without STARTTLS refused", got.returncode == 1 and "STARTTLS" in got.stdout, got.stdout)
    check("imap without STARTTLS: no secret", not leaks(server.received), server.received)
    server.stop()
    server = ScriptedImap(starttls=certificate, tamper=lambda c, w, a: [b"* PREAUTH hello\r\n"]
                          if c == "GREETING" else a)
    got = check_connect(work / "imap-preauth", authority, mailbox={
        "source": f"imap://localhost:{server.port}/INBOX", "user": USER,
        "password-file": "secret", "ca-file": authority.ca})
    check("PREAUTH before TLS refused", got.returncode == 1, got.stdout)
    check("PREAUTH before TLS: no secret", not leaks(server.received), server.received)
    server.stop()
    server = ScriptedSmtp()
    got = check_connect(work / "smtp-none", authority, smtp={
        "server": f"smtp://localhost:{server.port}", "user": USER, "password-file": "secret",
        "ca-file": authority.ca})
    check("smtp without STARTTLS refused", got.returncode == 1 and "STARTTLS" in got.stdout, got.stdout)
    check("smtp without STARTTLS: no secret", not leaks(server.received), server.received)
    server.stop()


def main():
    if shutil.which("openssl") is None:
        print("openssl is not installed")
        return 77
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-certificates-"))
    authority = Authority(work / "authority")
    good = authority.certificate("good")
    for number, (kind, options) in enumerate(CASES.items()):
        certificate = authority.certificate(f"case{number}", **options)
        folder = work / f"case{number}"
        mailbox(folder, authority, kind, certificate)
        courier(folder, authority, kind, certificate)
        endpoint(folder, authority, kind, certificate, good)
    stripped(work, authority, good)
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
