#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SMTP servers that misbehave: what became of a reply is known, or known to
be unknown; none leaves twice because a server was slow to say yes."""
import email
import os
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import Intake, sample  # noqa: E402
from scripted import CUT  # noqa: E402
from scripted_smtp import ScriptedSmtp  # noqa: E402

# Every byte in `make check-long`, else each of so many.
STEP = 1 if os.environ.get("TEST_LONG") else 37
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


class Case:
    """A state with one examined message and its reply queued, to be copied."""

    def __init__(self, work, numbers=(11,)):
        self.ready = Intake(work, smtp={"mode": "hold"})
        for raw, number in zip(sample(*numbers), numbers):
            self.ready.drop(f"letter-{number}", raw)
        done = self.ready.once()
        check("a reply waits", done.returncode == 0, done.stderr)
        self.database(self.ready, "UPDATE reply SET state = 'queued'")

    @staticmethod
    def database(intake, statement):
        db = sqlite3.connect(intake.work / "state/intake.db")
        rows = db.execute(statement).fetchall()
        db.commit()
        db.close()
        return rows

    def copy(self, name, server, **smtp):
        """Another intake in the same state, which sends to server."""
        work = self.ready.work.parent / name.replace(" ", "-")
        shutil.copytree(self.ready.work, work)
        intake = Intake(work, smtp={"server": f"smtp://127.0.0.1:{server.port}", "mode": "send",
                                    **smtp})
        intake.secret("secret", "s3cret")
        return intake


def state(intake):
    return Case.database(intake, "SELECT state FROM reply")[0][0]


def said(intake):
    return Case.database(intake, "SELECT text FROM reply_attempt ORDER BY number DESC")[0][0]


def due_now(intake):
    Case.database(intake, "UPDATE reply SET due_at = 0")


def attempt(case, what, change, expected, command, accepted=0, **smtp):
    server = ScriptedSmtp(tamper=lambda c, w, a: change(a) if c == command else a)
    intake = case.copy(what, server, **smtp)
    done = intake.once()
    check(f"{what}: the pass ends well", done.returncode == 0, done.stderr)
    check(f"{what}: {expected}", state(intake) == expected, f"{state(intake)} {done.stderr}")
    check(f"{what}: {accepted} accepted", len(server.accepted) == accepted)
    return intake, server


def half_said(half):
    """It is read before the line is cut."""
    gone = threading.Event()
    threading.Timer(1, gone.set).start()
    return [half, gone, CUT]


def outcomes(case):
    attempt(case, "accepted", lambda a: a, "sent", "DOT", 1)
    for what, command, line in (
            ("busy at once", "GREETING", b"421 busy\r\n"),
            ("no service at all", "GREETING", b"554 no service\r\n"), ("sender later", "MAIL", b"451 later\r\n"),
            ("recipient later", "RCPT", b"450 greylisted\r\n"), ("data later", "DATA", b"451 no\r\n"),
            ("later after the dot", "DOT", b"452 full\r\n"),
            # RFC 4954 §6, 3207 §4: about the connection, not the message.
            ("log in first", "MAIL", b"530 Authentication required\r\n")):
        intake, _ = attempt(case, what, lambda a, line=line: [line], "queued", command)
        check(f"{what}: with the server's words", said(intake) == line.decode().strip(),
              said(intake))
    attempt(case, "accepted in two lines", lambda a: [b"250-taken\r\n250 queued\r\n"], "sent",
            "DOT", 1)
    # The reason stands in the first line, the last one has but an address.
    intake, _ = attempt(case, "refused in three lines", lambda a: [
        b"550-5.7.1 Our system takes\r\n550-5.7.1 this for spam\r\n", b"550 5.7.1 see mx.test\r\n"],
        "failed", "RCPT")
    check("refused in three lines: all are told",
          said(intake) == "550 5.7.1 Our system takes 5.7.1 this for spam 5.7.1 see mx.test",
          said(intake))
    # RFC 5321 §4.2: the first digit tells.
    attempt(case, "accepted as 251", lambda a: [b"251 taken\r\n"], "sent", "DOT")
    for what, command, line in (
            ("recipient refused", "RCPT", b"550 no such user\r\n"), ("data refused", "DATA", b"554 no\r\n"),
            ("refused after the dot", "DOT", b"554 spam\r\n")):
        intake, _ = attempt(case, what, lambda a, line=line: [line], "failed", command)
        shown = intake.run("asrctl", "review").stdout
        check(f"{what}: an agent is asked, with the server's words",
              line.decode().strip() in shown, shown)
    for command in ("GREETING", "EHLO", "MAIL", "RCPT", "DATA"):
        attempt(case, f"cut at {command}", lambda a: [CUT], "queued", command)


def null_path(case):
    """Refused, the return path is `from`."""
    server = ScriptedSmtp()
    server.tamper = lambda c, w, a: [b"550 no null path\r\n"] if c == "MAIL" and "<>" in w[0] else a
    intake = case.copy("null path", server)
    intake.once()
    check("sent with a return path", state(intake) == "sent")
    check("which is ours", any("FROM:<asr-essai@ars-essai.test>" in c for c in server.commands),
          server.commands)
    server.stop()


def doubtful(case):
    """Cut after the final dot: once more under the same Message-ID, then an agent."""
    intake, server = attempt(case, "doubtful", lambda a: [CUT], "doubtful", "DOT")
    intake.once()
    check("no second try at once", len(server.whole) == 1)
    due_now(intake)
    server.tamper = lambda command, words, answer: answer
    intake.once()
    check("the second try settles it", state(intake) == "sent")
    ids = {email.message_from_bytes(raw)["Message-ID"] for raw in server.whole}
    check("under the same Message-ID", len(server.whole) == 2 and len(ids) == 1, ids)
    server.stop()
    for what, half in (("code", b"25"), ("line", b"250-mx.test\r\n"), ("word", b"250 que")):
        attempt(case, f"half an answer, a {what}", lambda a, half=half: half_said(half),
                "doubtful", "DOT")
    intake, server = attempt(case, "doubtful twice", lambda a: [CUT], "doubtful", "DOT")
    due_now(intake)
    intake.once()
    check("twice in doubt is given up", state(intake) == "failed")
    due_now(intake)
    intake.once()
    check("and never tried again", len(server.whole) == 2)
    server.stop()


def log_in(case):
    server = ScriptedSmtp(mechanism="")
    intake = case.copy("no AUTH offered", server, user="us", **{"password-file": "secret"})
    intake.once()
    check("nothing leaves unless somebody vouches for us",
          state(intake) == "queued" and not server.whole)
    server.stop()
    attempt(case, "wrong password", lambda a: [b"535 no\r\n"], "queued", "AUTH", user="us",
            **{"password-file": "secret"})
    attempt(case, "logged in", lambda a: a, "sent", "DOT", 1, user="us",
            **{"password-file": "secret"})


def cut_anywhere(case):
    """After each byte of the server's: taken whole is never called not taken,
    and doubt arises only once the server has said to go on (354)."""
    go_on = []

    def note(command, words, answer):
        if command == "DATA":
            go_on.append(server.sent + sum(map(len, answer)))
        return answer

    server = ScriptedSmtp(tamper=note)
    intake = case.copy("uncut", server)
    intake.once()
    total = server.sent
    server.stop()
    for limit in range(1, total, STEP):
        server = ScriptedSmtp()
        server.limit = limit
        intake = case.copy(f"cut {limit}", server)
        done = intake.once()
        said = state(intake)
        check(f"cut after {limit}: no crash", done.returncode == 0, done.stderr)
        right = {"sent", "doubtful"} if server.whole else {"queued"}
        right |= {"doubtful"} if limit >= go_on[0] else set()
        check(f"cut after {limit}: {said}", said in right, f"{said} {len(server.whole)}")
        server.stop()


def fuse(work):
    """Too many in an hour: sending stops, receiving does not."""
    case = Case(work / "ready", (5, 11, 24))
    server = ScriptedSmtp()
    intake = case.copy("fuse", server, **{"replies-per-hour": 2})
    done = intake.once()
    check("the fuse blows", len(server.accepted) == 2, done.stderr)
    raw = sample(28)[0]
    intake.drop("more", raw)
    done = intake.once()
    check("mail still comes in", len(intake.settled()) == 4, done.stderr)
    check("nothing more leaves", len(server.accepted) == 2)
    shown = intake.run("asrctl", "check")
    check("monitoring sees it", shown.returncode in (1, 2) and "envoi suspendu" in shown.stdout,
          shown.stdout)
    Case.database(intake, "UPDATE note SET value = 'false' WHERE name = 'send-paused'")
    # Within the same second the two that blew it would still count.
    Case.database(intake, "UPDATE reply SET sent_at = sent_at - 1 WHERE sent_at <> 0")
    done = intake.once()
    check("an agent lets the others go", len(server.accepted) == 4, done.stderr)
    server.stop()


def pause(work):
    """Who pauses sending means the replies of the pass under way, too."""
    case = Case(work / "ready", (5, 11, 24))

    def hold(command, words, answer):
        if command == "DOT":
            Case.database(intake, "INSERT OR REPLACE INTO note VALUES ('send-paused', 'true')")
        return answer
    server = ScriptedSmtp(tamper=hold)
    intake = case.copy("pause", server)
    done = intake.once()
    check("one was on its way", len(server.whole) == 1 and done.returncode == 0, done.stderr)
    server.stop()


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-smtp-"))
    case = Case(work / "ready")
    outcomes(case)
    null_path(case)
    doubtful(case)
    log_in(case)
    cut_anywhere(case)
    fuse(work / "fuse")
    pause(work / "pause")
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
