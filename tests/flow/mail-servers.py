#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way over real servers: Dovecot by imaps, Postfix by STARTTLS.

What is decided must be what is decided of the same messages in a folder;
every reply leaves once and has its copy; filed mail moves, the rest stays
unread; and nothing is said twice, whatever happens to the mailbox.
"""
import datetime
import email
import email.policy
import email.utils
import imaplib
import json
import os
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
import postfix  # noqa: E402
from authority import Authority  # noqa: E402
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402
from intake import SAMPLE, Intake, sample, wait_until  # noqa: E402

# The whole sample in `make check-long`; else one of each kind.
CHOSEN = range(1, 29) if os.environ.get("TEST_LONG") else (2, 3, 4, 6, 7, 10, 11, 13, 15, 19, 24, 28)
SENT, DONE = "Envoy&AOk-s", "Trait&AOk-s"
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def received(raw):
    """When the sample's server took the message: INTERNALDATE."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    topmost = message["Received"]
    stamp = topmost.rsplit(";", 1)[1] if topmost else message["Date"]
    return email.utils.parsedate_to_datetime(stamp.strip())


def put(client, raw, when=None):
    when = when or datetime.datetime.now(datetime.timezone.utc)
    client.append("INBOX", None, imaplib.Time2Internaldate(when), raw)


def messages_of(client, folder):
    """{Message-ID: (flags, bytes)} without touching a flag."""
    status, _ = client.select(f'"{folder}"', readonly=True)
    if status != "OK":
        return []
    found = []
    for number in client.search(None, "ALL")[1][0].split():
        answer = client.fetch(number, "(FLAGS BODY.PEEK[])")[1]
        flags = b" ".join(part if isinstance(part, bytes) else part[0] for part in answer)
        found.append((imaplib.ParseFlags(flags), answer[0][1]))
    return found


def identity(raw):
    return email.message_from_bytes(raw)["Message-ID"]


def folders(client, pattern):
    return sorted(line.decode().rsplit(" ", 1)[1].strip('"') for line in
                  client.list('""', f'"{pattern}"')[1] if line)


def decided(intake):
    """What was decided, without what names the way it came."""
    chosen = ("message_id", "sender", "establishment", "outcome", "received_at", "dossiers")
    messages = sorted(json.dumps({k: m[k] for k in chosen} | {
        "reply": {k: m["reply"][k] for k in ("kind", "missing", "state", "to")},
        "pieces": [(a["sha256"], a["state"], a["pieces"]) for a in m["attachments"]]},
        sort_keys=True) for m in intake.messages())
    dossiers = json.loads(intake.run("asrctl", "list", "--json").stdout)
    return messages, json.dumps(dossiers, sort_keys=True)


def same_decisions(work, over_imap):
    plain = Intake(work / "plain")
    for number in CHOSEN:
        shutil.copy(SAMPLE / f"mail/{number:04}.eml", plain.work / "mail")
    done = plain.once()
    check("the pass over the folder", done.returncode == 0, done.stderr)
    for what, one, other in zip(("messages", "dossiers"), decided(plain), decided(over_imap)):
        check(f"the same {what} decided by dir: and by imaps", one == other,
              f"\n{one}\n{other}"[:3000])


def first_pass(intake, dovecot, server):
    done = intake.once()
    check("the pass over imaps", done.returncode == 0, done.stderr)
    settled = intake.settled()
    due = [m for m in settled if m["reply"]["kind"] != "none"]
    check("every reply was sent", due and all(m["reply"]["state"] == "sent" for m in due))
    check("and arrived once", wait_until(lambda: len(server.mail()) == len(due)), len(server.mail()))
    arrived = sorted(identity(raw) for raw in server.mail())
    check("no reply twice", len(set(arrived)) == len(arrived))
    check("the null return path", all(b"Return-Path: <>" in raw for raw in server.mail()))
    client = dovecot.client()
    copies = messages_of(client, SENT)
    check("a copy of each in the sent folder", sorted(identity(r) for _, r in copies) == arrived)
    filed = [m["message_id"] for m in settled if m["outcome"] == "filed"]
    places = folders(client, f"{DONE}/*")
    check("a done folder for each subdivision", places == [f"{DONE}/Caen", f"{DONE}/Rouen"], places)
    moved = [identity(r) for place in places for _, r in messages_of(client, place)]
    check("what is filed was moved", sorted(moved) == sorted(filed))
    left = messages_of(client, "INBOX")
    check("the rest stays", len(left) == len(settled) - len(filed))
    check("unread", not any(b"\\Seen" in flags for flags, _ in left))
    client.logout()


def state_of(dovecot, server):
    client = dovecot.client()
    names = ["INBOX", SENT, *folders(client, f"{DONE}/*")]
    found = {name: sorted(identity(r) or "" for _, r in messages_of(client, name)) for name in names}
    client.logout()
    return found, len(server.mail())


def changes_nothing(intake, dovecot, server, what):
    before = state_of(dovecot, server)
    messages = intake.messages()
    done = intake.once()
    check(f"{what}: the pass ends well", done.returncode == 0, done.stderr)
    check(f"{what}: nothing is decided again", intake.messages() == messages)
    check(f"{what}: nothing is moved, copied or sent again",
          state_of(dovecot, server) == before, f"{state_of(dovecot, server)}")


def moves_about(intake, dovecot, server):
    """A person puts a filed message back; the server forgets its UIDs."""
    client = dovecot.client()
    client.select(f'"{DONE}/Rouen"')
    client.uid("MOVE", client.uid("SEARCH", "ALL")[1][0].split()[0].decode(), "INBOX")
    client.logout()
    changes_nothing(intake, dovecot, server, "a message put back")
    dovecot.stop()
    for file in dovecot.mail.rglob("dovecot-uidlist"):
        file.unlink()
    for file in dovecot.mail.rglob("dovecot.index*"):
        file.unlink()
    dovecot.start()
    changes_nothing(intake, dovecot, server, "another UIDVALIDITY")


def serves(intake, dovecot, server):
    """The service: woken by IDLE, it answers, files and copies."""
    before = len(server.mail())
    intake.write(mailbox={"poll-interval": 3600})
    check("the service starts", intake.serve(), intake.said())
    check("and waits", intake.wait_told("STATUS=watcher waits for mail"))
    client = dovecot.client()
    raw = (SAMPLE / "mail/0024.eml").read_bytes().replace(b"Message-ID: <", b"Message-ID: <again-")
    put(client, raw.replace(b"filename", b"Filename"), received(raw))
    check("answered without a poll", wait_until(lambda: len(server.mail()) == before + 1),
          intake.said())
    check("copied too", wait_until(lambda: len(messages_of(client, SENT)) == before + 1))
    client.logout()
    check("a clean end", intake.stop() == 0, intake.said())


def main():
    why = postfix.why_not() or (None if shutil.which("dovecot") else "dovecot is not installed")
    if why is not None:
        print(f"skipped: {why}")
        return 77
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-mail-"))
    authority = Authority(work / "authority")
    certificate = authority.certificate("server")
    dovecot = Dovecot(work / "dovecot", *certificate)
    server = postfix.Postfix(work / "postfix", *certificate, dovecot.auth_socket)
    intake = Intake(work / "intake", mailbox={
        "source": f"imaps://localhost:{dovecot.imaps}/INBOX", "user": USER,
        "password-file": "secret", "ca-file": authority.ca, "done-folder": "Traités/{subdivision}",
        "sent-folder": "Envoyés"}, smtp={
        "server": f"smtp://localhost:{server.smtp}", "user": USER, "password-file": "secret",
        "ca-file": authority.ca})
    intake.secret("secret", PASSWORD)
    try:
        client = dovecot.client()
        for raw in sample(*CHOSEN):
            put(client, raw, received(raw))
        client.logout()
        first_pass(intake, dovecot, server)
        same_decisions(work, intake)
        changes_nothing(intake, dovecot, server, "a second pass")
        moves_about(intake, dovecot, server)
        serves(intake, dovecot, server)
    finally:
        if intake.process is not None and intake.process.poll() is None:
            intake.stop()
        server.stop()
        dovecot.stop()
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
