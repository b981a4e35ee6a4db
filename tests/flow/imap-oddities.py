#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""IMAP servers that misbehave: nothing is lost, nothing half is taken, and
one bad message keeps no other waiting."""
import contextlib
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import BUILD, Intake, wait_until  # noqa: E402
from scripted import CUT  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402

# Every byte in `make check-long`, else each of so many.
STEP = 1 if os.environ.get("TEST_LONG") else 41
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def letter(number):
    return (f"From: Somebody <somebody@nowhere.test>\r\nSubject: letter {number}\r\n"
            f"Message-ID: <letter-{number}@nowhere.test>\r\n\r\nA001 OK this is no answer {number}\r\n"
            ).encode()


def letters(count):
    return [letter(n) for n in range(1, count + 1)]


def dossier():
    return (pathlib.Path(os.environ.get("TEST_SOURCES", ".")) / "tests/mailbox/mail/0005.eml").read_bytes()


def probe(server, *commands):
    environment = dict(os.environ, PROBE_USER="user", PROBE_SECRET="secret")
    return subprocess.run([BUILD / "tests/flow/imap-probe", "plain", "127.0.0.1", str(server.port),
                           "", "INBOX", *map(str, commands)], env=environment,
                          capture_output=True, text=True, timeout=60)


def fetched(got):
    lines = [line.split() for line in got.stdout.splitlines()]
    return {int(line[0]): line[1] for line in lines if len(line) == 2}


def whole(messages):
    return {uid: hashlib.sha256(raw).hexdigest() for uid, raw in enumerate(messages, 1)}


def cut_anywhere():
    """The line is cut after each byte the server sends."""
    messages = letters(2)
    server = ScriptedImap(messages)
    got = probe(server, "list", 0, 0, "fetch")
    check("uncut, all arrives", fetched(got) == whole(messages), got.stderr)
    total = server.sent
    server.stop()
    for limit in range(1, total, STEP):
        server = ScriptedImap(messages)
        server.limit = limit
        got = probe(server, "list", 0, 0, "fetch")
        arrived = fetched(got)
        check(f"cut after {limit} bytes: no crash", got.returncode in (0, 1), got.returncode)
        check(f"cut after {limit} bytes: nothing half",
              all(whole(messages)[uid] == digest for uid, digest in arrived.items()))
        check(f"cut after {limit} bytes: said or whole",
              got.returncode == 1 or arrived == whole(messages), got.stdout)
        server.stop()


def answers(what, change, expected, command="UID FETCH", count=3):
    """One probe with answers to command changed; expected: the UIDs that arrive."""
    messages = letters(count)
    server = ScriptedImap(messages, tamper=lambda c, words, a: change(words, a) if c == command else a)
    got = probe(server, "list", 0, 0, "fetch")
    arrived = fetched(got)
    check(f"{what}: no crash", got.returncode in (0, 1), f"{got.returncode} {got.stderr}")
    check(f"{what}: what arrives is whole",
          arrived == {u: d for u, d in whole(messages).items() if u in expected},
          f"{arrived} {got.stderr}")
    server.stop()
    return got


def is_body(words):
    return any("BODY.PEEK" in word for word in words)


def odd_answers():
    def bodies(change):
        return lambda words, a: change(a) if is_body(words) else a

    answers("backwards", bodies(lambda a: a[-2::-1] + a[-1:]), {1, 2, 3})
    answers("backwards listing", lambda w, a: a[-2::-1] + a[-1:] if not is_body(w) else a, {1, 2, 3})
    answers("flags of others in between", bodies(
        lambda a: [b"* 1 FETCH (FLAGS (\\Seen))\r\n* 9 EXISTS\r\n" + c for c in a]), {1, 2, 3})
    answers("UID after the body", bodies(
        lambda a: [c.replace(b"UID 2 BODY[]", b"BODY[]").replace(b"number 2\r\n)", b"")
                   if b"UID 2 " not in c else c for c in a]), {1, 2, 3})
    for what, empty in (("no body", b"* 2 FETCH (UID 2)\r\n"),
                        ("NIL", b"* 2 FETCH (UID 2 BODY[] NIL)\r\n"),
                        ("an empty text", b'* 2 FETCH (UID 2 BODY[] "")\r\n'),
                        ("an empty literal", b"* 2 FETCH (UID 2 BODY[] {0}\r\n)\r\n")):
        answers(f"Exchange's empty FETCH, {what}", bodies(
            lambda a, empty=empty: [a[0], empty, *a[2:]] if len(a) == 4 else a), {1, 3})
    answers("one is left out", bodies(lambda a: [c for c in a if b"UID 2 " not in c]), {1, 3})
    answers("somebody else's body", bodies(
        lambda a: [c.replace(b"UID 2 ", b"UID 99 ") for c in a]), {1, 3})
    answers("a batch refused for one", lambda w, a: [b"{tag} NO [SERVERBUG] no\r\n"]
            if is_body(w) and (":" in w[0] or "," in w[0] or w[0] == "2") else a, {1, 3})
    answers("a batch that is BAD", lambda w, a: [b"{tag} BAD no\r\n"]
            if is_body(w) and (":" in w[0] or "," in w[0] or w[0] == "2") else a, {1, 3})
    answers("BYE in between", bodies(lambda a: [a[0], b"* BYE overloaded\r\n", CUT]), {1})
    answers("a huge literal", bodies(
        lambda a: [a[0], b"* 2 FETCH (UID 2 BODY[] {4294967290}\r\nxx", CUT]), {1})
    answers("no number", bodies(
        lambda a: [a[0], b"* 2 FETCH (UID 2 BODY[] {99999999999999999999}\r\nxx", CUT]), {1})
    answers("nonsense", bodies(lambda a: [a[0], b"\0\xff(((\r\n", CUT]), {1})
    answers("nothing at all", bodies(lambda a: [CUT]), set())
    got = answers("no UIDVALIDITY", lambda w, a: [a[0], a[-1]], {1, 2, 3}, "SELECT")
    check("UIDVALIDITY 0 is a validity", got.returncode == 0, got.stderr)
    answers("no UIDNEXT", lambda w, a: [*a[:2], a[-1]], {1, 2, 3}, "SELECT")
    answers("IMAP4rev2's SELECT", lambda w, a: [
        b"* OK [CLOSED] before\r\n* 3 EXISTS\r\n* LIST () \"/\" INBOX\r\n", *a[1:]], {1, 2, 3}, "SELECT")
    answers("SELECT refused", lambda w, a: [b"{tag} NO not now\r\n"], set(), "SELECT")
    answers("PREAUTH before STARTTLS counts for nothing", lambda w, a: [b"* BYE no\r\n", CUT], set(),
            "GREETING")


def older_uid():
    """n:* always brings the newest message, known or not (RFC 3501 §6.4.8)."""
    server = ScriptedImap(letters(3), tamper=lambda c, w, a: [
        x for x in a if b"UIDNEXT" not in x] if c == "SELECT" else a)
    got = probe(server, "list", server.validity, 3, "fetch")
    check("an older UID is no news", got.stdout == "" and got.returncode == 0, got.stdout)
    server.stop()


def configured(work, server, **mailbox):
    intake = Intake(work, mailbox={"source": f"imap://127.0.0.1:{server.port}/INBOX", "user": "user",
                                   "password-file": "secret", **mailbox})
    intake.secret("secret", "secret")
    return intake


def withheld(work):
    """A message that does not arrive is shown, asked for again, and blocks nothing."""
    sick = True

    def tamper(command, words, answer):
        if command == "UID FETCH" and is_body(words) and sick:
            return [b"* 2 FETCH (UID 2 BODY[] NIL)\r\n" if b"UID 2 " in c else c for c in answer]
        return answer

    server = ScriptedImap(letters(3), tamper=tamper)
    intake = configured(work, server)
    for what in ("first", "second"):
        done = intake.once()
        check(f"withheld, {what} pass: the others are there", len(intake.messages()) == 2, done.stderr)
    server.add(letter(4))
    intake.once()
    check("what comes later arrives", len(intake.messages()) == 3)
    shown = intake.run("asrctl", "status").stdout
    check("agents see that one does not arrive", "1 message que le serveur ne délivre pas" in shown,
          shown)
    sick = False
    intake.once()
    check("it arrives in the end", len(intake.messages()) == 4)
    shown = intake.run("asrctl", "status").stdout
    check("and is no longer shown", "ne délivre pas" not in shown, shown)
    server.stop()


def late_before_early(work):
    """During a long fetch nothing is decided before what was received earlier."""
    arrives = threading.Event()

    def tamper(command, words, answer):
        if command == "UID FETCH" and is_body(words) and len(answer) > 2:
            return [answer[0], arrives, *answer[1:]]
        return [c.replace(b"13-Jan", b"14-Jan") if b"UID 1 " in c else c for c in answer]

    def states():
        with contextlib.closing(sqlite3.connect(f"file:{work}/state/intake.db?mode=ro", uri=True)) as db:
            return [s for (s,) in db.execute("SELECT state FROM message ORDER BY id")]

    server = ScriptedImap(letters(2), tamper=tamper)
    intake = configured(work, server)
    check("ready", intake.serve(), intake.said())
    check("the late one is examined", wait_until(lambda: states() == ["examined"]), states())
    time.sleep(2)  # the registrar has looked again meanwhile
    check("and waits for the early one", states() == ["examined"], states())
    arrives.set()
    check("which is decided with it", wait_until(lambda: states() == ["settled"] * 2), states())
    check("a clean end after it", intake.stop() == 0)
    server.stop()


def poisonous(work):
    """A message at which the server always breaks off."""
    def tamper(command, words, answer):
        if command != "UID FETCH" or not is_body(words):
            return answer
        bad = [n for n, c in enumerate(answer) if b"UID 2 " in c]
        return [*answer[:bad[0]], b"* BYE\r\n", CUT] if bad else answer

    server = ScriptedImap(letters(4), tamper=tamper)
    intake = configured(work, server, **{"poll-interval": 1})
    check("the service starts", intake.serve(), intake.said())
    check("the others arrive all the same", wait_until(lambda: len(intake.settled()) == 3),
          intake.said())
    check("a clean end", intake.stop() == 0)
    server.stop()


def too_large(work):
    """Known by its header alone; nothing is said of what it holds."""
    large = letter(2) + b"x" * 70 + b"\r\n" + b"padding\r\n" * 9000
    server = ScriptedImap([letter(1), large, letter(3)])
    intake = configured(work, server)
    intake.write(intake={"max-message-size": "64K"})
    done = intake.once()
    check("too large: the pass ends well", done.returncode == 0, done.stderr)
    found = {m["message_id"]: m["outcome"] for m in intake.messages()}
    check("too large: three messages", len(found) == 3, found)
    waiting = intake.run("asrctl", "review").stdout
    check("too large: an agent is asked", "max-message-size" in waiting, waiting)
    check("too large: never fetched whole", server.sent < 20000, server.sent)
    server.stop()


def idle_oddities(work):
    """Untagged lines before the continuation, refusals, a BYE while idling."""
    for what, change in (("lines before +", lambda a: [b"* 1 RECENT\r\n* OK still here\r\n", *a]),
                         ("IDLE refused", lambda a: [b"{tag} NO not today\r\n"]),
                         ("IDLE not known", lambda a: [b"{tag} BAD what?\r\n"]),
                         ("BYE instead", lambda a: [b"* BYE\r\n", CUT])):
        server = ScriptedImap(letters(1), tamper=lambda c, w, a, change=change:
                              change(a) if c == "IDLE" else a)
        intake = configured(work / what.replace(" ", "-"), server, **{"poll-interval": 1})
        check(f"{what}: starts", intake.serve(), intake.said())
        check(f"{what}: the first arrives", wait_until(lambda: len(intake.settled()) == 1),
              intake.said())
        server.add(letter(2))
        check(f"{what}: the next too", wait_until(lambda: len(intake.settled()) == 2),
              intake.said())
        asked = server.commands.count("UID FETCH")
        check(f"{what}: no busy loop", asked < 60, asked)
        check(f"{what}: a clean end", intake.stop() == 0)
        server.stop()


def silent_death(work):
    """A connection that dies without a word while idling (a firewall that forgets)."""
    dead = []

    def tamper(command, words, answer):
        if command == "DONE" and not dead:
            dead.append(True)
            return []
        return answer

    server = ScriptedImap(letters(1), tamper=tamper)
    intake = configured(work, server, **{"poll-interval": 1})
    check("silent death: starts", intake.serve(), intake.said())
    check("silent death: nobody answers", wait_until(lambda: dead), intake.said())
    server.add(letter(2))
    check("silent death: noticed, and the next message taken",
          wait_until(lambda: len(intake.settled()) == 2, 200), intake.said())
    check("silent death: a clean end", intake.stop() == 0)
    server.stop()


def cut_copy(work):
    """A copy whose success was never told is not made twice."""
    cut = [True]

    def tamper(command, words, answer):
        if command == "APPEND" and cut[0]:
            cut[0] = False
            return [CUT]
        return answer

    server = ScriptedImap([dossier()], tamper=tamper)
    server.folders["Sent"] = {}
    intake = configured(work, server, **{"sent-folder": "Sent"})
    first = intake.once()
    check("the lost line is said", first.returncode == 1, first.stderr)
    second = intake.once()
    check("then all is well", second.returncode == 0, second.stderr)
    check("one copy", len(server.folders["Sent"]) == 1, len(server.folders["Sent"]))
    check("one reply", len(intake.replies()) == 1)
    server.stop()


def refused_folder(work):
    """What the server said of a move is told, not what it said of the folder that is there."""
    def tamper(command, words, answer):
        if command in ("UID MOVE", "APPEND"):
            return [b"{tag} NO [OVERQUOTA] no room left\r\n"]
        if command == "CREATE":
            return [b"{tag} NO [ALREADYEXISTS] is there\r\n"]
        return answer

    for what, folder in (("MOVE", {"done-folder": "Done"}), ("APPEND", {"sent-folder": "Sent"})):
        server = ScriptedImap([dossier()], tamper=tamper)
        server.folders.update({"Done": {}, "Sent": {}})
        done = configured(work / what, server, **folder).once()
        check(f"{what} refused: the server's words", "no room left" in done.stderr, done.stderr)
        server.stop()


def closed_folder(work):
    """A folder that the server does not open now is neither empty nor missing."""
    sick = []

    def tamper(command, words, answer):
        if command == "APPEND" and not sick:
            sick.append(True)
            return [CUT]
        if command == "EXAMINE" and sick == [True]:
            return [b"{tag} NO [UNAVAILABLE] not now\r\n"]
        return answer

    server = ScriptedImap([dossier()], tamper=tamper)
    server.folders["Sent"] = {}
    intake = configured(work, server, **{"sent-folder": "Sent", "poll-interval": 1})
    intake.once()
    done = intake.once()
    check("closed: nothing is copied on a guess", len(server.folders["Sent"]) == 1
          and "not now" in done.stderr, f"{len(server.folders['Sent'])} {done.stderr}")
    check("closed: the service starts", intake.serve(), intake.said())
    asked = intake.run("asrctl", "reconcile")
    check("closed: no folder is said to be empty", asked.returncode == 1 and "not now" in asked.stderr,
          f"{asked.returncode} {asked.stdout} {asked.stderr}")
    check("closed: a clean end", intake.stop() == 0)
    sick.append("well again")
    intake.once()
    check("closed: opened again it has one copy", len(server.folders["Sent"]) == 1)
    server.stop()


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-oddities-"))
    cut_anywhere()
    odd_answers()
    older_uid()
    withheld(work / "withheld")
    late_before_early(work / "late")
    poisonous(work / "poisonous")
    too_large(work / "large")
    idle_oddities(work / "idle")
    cut_copy(work / "copy")
    refused_folder(work / "refused")
    closed_folder(work / "closed")
    if os.environ.get("TEST_LONG"):
        silent_death(work / "silent")  # two minutes, IO_TIMEOUT_MS
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
