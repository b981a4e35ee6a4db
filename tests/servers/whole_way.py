# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way of the sample over an IMAP and an SMTP server.

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
import tempfile

from dovecot import PASSWORD
from intake import SAMPLE, Intake, sample, wait_until

# The whole sample in `make check-long`; else one of each kind.
CHOSEN = range(1, 29) if os.environ.get("TEST_LONG") else (2, 3, 4, 6, 7, 10, 11, 13, 15, 19, 24, 28)
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


def name_of(server, *levels):
    """A folder as this server calls it: its prefix, its separator, modified UTF-7."""
    wire = {"Envoyés": "Envoy&AOk-s", "Traités": "Trait&AOk-s"}
    return server.prefix + server.separator.join(wire.get(level, level) for level in levels)


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


def first_pass(intake, mailbox, server):
    done = intake.once()
    check("the pass over imaps", done.returncode == 0, done.stderr)
    settled = intake.settled()
    due = [m for m in settled if m["reply"]["kind"] != "none"]
    check("every reply was sent", due and all(m["reply"]["state"] == "sent" for m in due))
    check("and arrived once", wait_until(lambda: len(server.mail()) == len(due)), len(server.mail()))
    arrived = sorted(identity(raw) for raw in server.mail())
    check("no reply twice", len(set(arrived)) == len(arrived))
    check("the null return path", all(b"return-path: <>" in raw.lower() for raw in server.mail()))
    client = mailbox.client()
    copies = messages_of(client, name_of(mailbox, "Envoyés"))
    check("a copy of each in the sent folder", sorted(identity(r) for _, r in copies) == arrived)
    filed = [m["message_id"] for m in settled if m["outcome"] == "filed"]
    wanted = [name_of(mailbox, "Traités", level) for level in ("Caen", "Rouen")]
    places = folders(client, name_of(mailbox, "Traités", "*"))
    check("a done folder for each subdivision", places == wanted, places)
    moved = [identity(r) for place in places for _, r in messages_of(client, place)]
    check("what is filed was moved", sorted(moved) == sorted(filed))
    left = messages_of(client, "INBOX")
    check("the rest stays", len(left) == len(settled) - len(filed))
    check("unread", not any(b"\\Seen" in flags for flags, _ in left))
    client.logout()


def state_of(mailbox, server):
    client = mailbox.client()
    names = ["INBOX", name_of(mailbox, "Envoyés"), *folders(client, name_of(mailbox, "Traités", "*"))]
    found = {name: sorted(identity(r) or "" for _, r in messages_of(client, name)) for name in names}
    client.logout()
    return found, len(server.mail())


def changes_nothing(intake, mailbox, server, what):
    before = state_of(mailbox, server)
    messages = intake.messages()
    done = intake.once()
    check(f"{what}: the pass ends well", done.returncode == 0, done.stderr)
    check(f"{what}: nothing is decided again", intake.messages() == messages)
    check(f"{what}: nothing is moved, copied or sent again",
          state_of(mailbox, server) == before, f"{state_of(mailbox, server)}")


def moves_about(intake, mailbox, server):
    """A person puts a filed message back; the server forgets its UIDs."""
    client = mailbox.client()
    client.select(f'"{name_of(mailbox, "Traités", "Rouen")}"')
    client.uid("MOVE", client.uid("SEARCH", "ALL")[1][0].split()[0].decode(), "INBOX")
    client.logout()
    changes_nothing(intake, mailbox, server, "a message put back")
    if not hasattr(mailbox, "forget_uids"):
        return
    mailbox.forget_uids()
    changes_nothing(intake, mailbox, server, "another UIDVALIDITY")


def serves(intake, mailbox, server):
    """The service: woken by IDLE, it answers, files and copies."""
    before = len(server.mail())
    intake.write(mailbox={"poll-interval": 3600})
    check("the service starts", intake.serve(), intake.said())
    check("and waits", intake.wait_told("STATUS=watcher waits for mail"))
    client = mailbox.client()
    raw = (SAMPLE / "mail/0024.eml").read_bytes().replace(b"Message-ID: <", b"Message-ID: <again-")
    put(client, raw.replace(b"filename", b"Filename"), received(raw))
    check("answered without a poll", wait_until(lambda: len(server.mail()) == before + 1),
          intake.said())
    check("copied too", wait_until(lambda: len(messages_of(client, name_of(mailbox, "Envoyés"))) == before + 1))
    client.logout()
    check("a clean end", intake.stop() == 0, intake.said())


def whole_way(authority, mailbox, server, work):
    """Failures found with these two, which are stopped; 0 removes work.

    A server without a user is spoken to without TLS, on loopback.
    """
    outgoing = {"server": f"smtp://127.0.0.1:{server.smtp}"} if server.user is None else {
        "server": f"smtp://localhost:{server.smtp}", "user": server.user, "password-file": "secret",
        "ca-file": authority.ca}
    intake = Intake(work / "intake", mailbox={
        "source": f"imaps://localhost:{mailbox.imaps}/INBOX", "user": mailbox.user,
        "password-file": "secret", "ca-file": authority.ca, "done-folder": "Traités/{subdivision}",
        "sent-folder": "Envoyés"}, smtp=outgoing)
    intake.secret("secret", PASSWORD)
    try:
        client = mailbox.client()
        for raw in sample(*CHOSEN):
            put(client, raw, received(raw))
        client.logout()
        first_pass(intake, mailbox, server)
        same_decisions(work, intake)
        changes_nothing(intake, mailbox, server, "a second pass")
        moves_about(intake, mailbox, server)
        serves(intake, mailbox, server)
    finally:
        if intake.process is not None and intake.process.poll() is None:
            intake.stop()
        server.stop()
        mailbox.stop()
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return len(failures)


def new_folder():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-mail-"))
    work.chmod(0o755)
    return work
