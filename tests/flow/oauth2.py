#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""OAuth2: a Dovecot that believes tokens of an endpoint of ours (XOAUTH2)."""
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from authority import Authority  # noqa: E402
from dovecot import USER, Dovecot  # noqa: E402
from intake import Intake, sample, wait_until  # noqa: E402
from tokens import SECRET, Tokens  # noqa: E402

ANSWER_BYTES = 64 << 10  # src/net/token.h
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def start_dovecot(work, certificate, tokens):
    folder = work / "dovecot"
    folder.mkdir()
    (folder / "oauth2").write_text(f"""
introspection_mode = post
introspection_url = {tokens.introspection}
username_attribute = username
active_attribute = active
active_value = true
""")
    return Dovecot(folder, *certificate, extra=f"""
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2
}}
""")


def put(dovecot, raw):
    client = dovecot.client()
    client.append("INBOX", None, None, raw)
    client.logout()


def caches(intake, dovecot, tokens):
    """One token for many connections while it lives; renewed before its end."""
    tokens.life = 3600
    check("the service starts", intake.serve(), intake.said())
    for number in (5, 11):
        put(dovecot, sample(number)[0])
        check("mail arrives", wait_until(lambda n=number: len(intake.settled()) == (n > 5) + 1),
              intake.said())
        dovecot.stop()
        dovecot.start()
    put(dovecot, sample(24)[0])
    check("mail arrives after restarts", wait_until(lambda: len(intake.settled()) == 3), intake.said())
    check("one token was enough", len(tokens.given) == 1, tokens.given)
    tokens.revoke()
    dovecot.stop()
    dovecot.start()
    put(dovecot, sample(28)[0])
    check("a token refused is replaced", wait_until(lambda: len(intake.settled()) == 4),
          intake.said())
    check("by one other", len(tokens.given) == 2, tokens.given)
    check("a clean end", intake.stop() == 0)


def renews(intake, dovecot, tokens):
    """Tokens near their end are not used for another connection."""
    tokens.life = 301  # renewed 300 s before its end: a second after it came
    before = len(tokens.given)
    check("the service starts again", intake.serve(), intake.said())
    check("a connection", wait_until(lambda: len(tokens.given) == before + 1), intake.said())
    for expected in (2, 3):
        dovecot.stop()
        dovecot.start()
        check("renewed", wait_until(lambda e=expected: len(tokens.given) >= before + e),
              intake.said())
    check("a clean end", intake.stop() == 0)


def endless(intake, dovecot, tokens):
    """A token said to live for longer than any clock runs is kept like another."""
    tokens.life = 2 ** 63 - 1
    tokens.revoke()
    before = len(tokens.given)
    check("the service starts once more", intake.serve(), intake.said())
    check("a connection", wait_until(lambda: len(tokens.given) == before + 1), intake.said())
    settled = len(intake.settled())
    dovecot.stop()
    dovecot.start()
    put(dovecot, sample(20)[0])
    check("mail arrives", wait_until(lambda: len(intake.settled()) > settled), intake.said())
    check("one token was enough, once more", len(tokens.given) == before + 1, tokens.given)
    check("a clean end", intake.stop() == 0)


def large(intake, tokens):
    """An answer of the largest size, and of a byte more."""
    tokens.life = 3600
    for more in (0, 1):
        tokens.bytes = ANSWER_BYTES + more
        done = intake.once()
        check(f"an answer, {more} more: refused when it is too large",
              (done.returncode == 1) == (more > 0) and ("/token: " in done.stderr) == (more > 0),
              done.stderr)
    tokens.bytes = 0


def refused(intake, tokens):
    tokens.refuse = "AADSTS7000222: The provided client secret keys are expired."
    done = intake.once()
    check("the endpoint's own words", done.returncode == 1 and "AADSTS7000222" in done.stderr,
          done.stderr)
    shown = intake.run("asr-intaked", "--check", "--connect")
    check("and what to do", "client secret" in shown.stdout and shown.returncode == 1, shown.stdout)
    tokens.refuse = None


def unreachable(intake, tokens):
    tokens.stop()
    done = intake.once()
    check("the endpoint is named as it is configured", done.returncode == 1
          and "/token: " in done.stderr and ":0:" not in done.stderr, done.stderr)


def main():
    if shutil.which("dovecot") is None:
        print("dovecot is not installed")
        return 77
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-oauth2-"))
    authority = Authority(work / "authority")
    certificate = authority.certificate("server")
    tokens = Tokens(certificate, USER)
    dovecot = start_dovecot(work, certificate, tokens)
    intake = Intake(work / "intake", mailbox={
        "source": f"imaps://localhost:{dovecot.imaps}/INBOX", "user": USER, "auth": "xoauth2",
        "ca-file": authority.ca, "poll-interval": 1})
    intake.write(oauth2=tokens.settings(authority, intake.secret("client-secret", SECRET)))
    try:
        caches(intake, dovecot, tokens)
        renews(intake, dovecot, tokens)
        endless(intake, dovecot, tokens)
        large(intake, tokens)
        refused(intake, tokens)
        unreachable(intake, tokens)
        said = intake.said()
        check("no secret in the log", SECRET not in said and "token-1" not in said, said)
    finally:
        if intake.process is not None and intake.process.poll() is None:
            intake.stop()
        dovecot.stop()
        tokens.stop()
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
