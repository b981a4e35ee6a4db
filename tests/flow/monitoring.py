#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What administrators see: --check --connect in plain words, and asrctl check
and status when something ends, fails, or has stopped."""
import datetime
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from authority import Authority  # noqa: E402
from intake import WORKERS, Intake, sample  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402
from scripted_smtp import ScriptedSmtp  # noqa: E402

OK, WARNING, CRITICAL = 0, 1, 2
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def judged(intake, what, level, words=""):
    got = intake.run("asrctl", "check")
    check(f"{what}: level {level}", got.returncode == level and words in got.stdout
          and "|" in got.stdout, f"{got.returncode} {got.stdout} {got.stderr}")


def database(intake, statement, *values):
    db = sqlite3.connect(intake.work / "state/intake.db")
    db.execute(statement, values)
    db.commit()
    db.close()


def set_note(intake, name, value):
    database(intake, "INSERT INTO note VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET"
             " value = excluded.value", name, str(value))


def plugin(work):
    intake = Intake(work)
    check("unknown before the first pass", intake.run("asrctl", "check").returncode == 3)
    got = intake.run("asrctl", "check", "--json")
    check("… which a program reads, too", got.returncode == 3
          and json.loads(got.stdout)["state"] == "UNKNOWN", got.stdout)
    intake.drop("letter", sample(11)[0])
    intake.once()
    judged(intake, "all is well", OK)
    told = json.loads(intake.run("asrctl", "check", "--json").stdout)
    check("all is well, for a program", told["status"] == OK and told["state"] == "OK"
          and told["failed"] == 0 and told["age_s"] >= 0, str(told))
    now = time.time()
    for name in WORKERS:
        stamp = intake.work / f"state/last-success.{name}"
        os.utime(stamp, (now - 3600, now - 3600))
        judged(intake, f"the {name} has had no good pass for an hour", CRITICAL, "passage")
        os.utime(stamp, (now + 3600, now + 3600))
        judged(intake, f"the {name}'s last pass is of a clock that was ahead", CRITICAL, "passage")
        os.utime(stamp, (now, now))
    day = 24 * 3600
    for ends, level in ((now + 2 * day, CRITICAL), (now - day, CRITICAL), (now + 10 * day, WARNING),
                        (now + 40 * day, OK)):
        intake.write(oauth2={"client-secret-expires": None})
        set_note(intake, "certificate-end-courier", int(ends))
        judged(intake, f"a certificate ends in {(ends - now) / day:.0f} days", level,
               "certificat" if level else "")
        date = datetime.datetime.fromtimestamp(ends, datetime.timezone.utc).strftime("%Y-%m-%d")
        intake.write(oauth2={"client-secret-expires": date})
        set_note(intake, "certificate-end-courier", 0)
        judged(intake, f"a secret ends on {date}", level, "secret" if level else "")
    for state, level, word in (("failed", CRITICAL, "échec"), ("bounced", WARNING, "non remises")):
        database(intake, "UPDATE reply SET state = ?", state)
        database(intake, "UPDATE message SET waits = 1")
        judged(intake, f"a reply has {state}, an agent is asked", level, word)
        database(intake, "UPDATE message SET waits = 0")
        judged(intake, f"a reply has {state}, an agent has seen to it", OK)
    database(intake, "UPDATE reply SET state = 'failed', message = NULL")
    judged(intake, "a reminder has failed", WARNING, "rappels")
    database(intake, "UPDATE reply SET state = 'sent', message = 1")
    set_note(intake, "tidy-error", "APPEND: over quota")
    judged(intake, "nothing can be moved", WARNING, "rangement")
    check("and why", "over quota" in intake.run("asrctl", "status").stdout)


def low_disk(work):
    """A small file system under the state, filled little by little."""
    intake = Intake(work)
    (work / "state").mkdir()
    size = 20 << 20
    if os.geteuid() != 0 or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", work / "state"],
            stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("no small file system: not tried")
        return
    try:
        intake.drop("letter", sample(11)[0])
        intake.once()
        judged(intake, "room enough", OK)
        for percent, level, word in ((11, OK, ""), (8, WARNING, "disque bientôt plein"),
                                     (4, WARNING, "disque bientôt plein"),
                                     (2, CRITICAL, "disque presque plein")):
            fs = os.statvfs(work / "state")
            free = fs.f_bavail - fs.f_blocks * percent // 100
            with open(work / "state/filler", "ab") as filler:
                filler.write(bytes(free * fs.f_frsize))
            judged(intake, f"{percent} % free", level, word)
        (work / "state/filler").unlink()
        judged(intake, "room again", OK)
    finally:
        subprocess.run(["umount", "-l", work / "state"], check=True)


def connected(work, tamper=None, mailbox=None, smtp=None, **options):
    server = ScriptedImap(sample(11), tamper=tamper, **options)
    courier = ScriptedSmtp(tamper=smtp)
    intake = Intake(work, mailbox={"source": f"imap://127.0.0.1:{server.port}/INBOX", "user": "us",
                                   "password-file": "secret", **(mailbox or {})},
                    smtp={"server": f"smtp://127.0.0.1:{courier.port}", "user": "us",
                          "password-file": "secret"})
    intake.secret("secret", "s3cret")
    got = intake.run("asr-intaked", "--check", "--connect")
    server.stop()
    courier.stop()
    return got, intake


def connects(work):
    got, _ = connected(work / "well", mailbox={"done-folder": "Done/{subdivision}",
                                               "sent-folder": "Sent"})
    check("all is well", got.returncode == 0, got.stdout)
    for words in ("folder INBOX selected", "IDLE yes, MOVE yes", "1 messages", "Done: not there yet",
                  "Sent: not there yet", "the clocks", "logged in"):
        check(f"says “{words}”", words in got.stdout, got.stdout)

    def rights(letters):
        def tamper(command, words, answer):
            if command == "CAPABILITY":
                return [c.replace(b"IDLE", b"IDLE ACL") for c in answer]
            if command == "MYRIGHTS":
                return [f"* MYRIGHTS INBOX {letters}\r\n".encode(), b"{tag} OK done\r\n"]
            return answer
        return tamper

    got, _ = connected(work / "rights", rights("lrswipkxte"), {"done-folder": "Done"})
    check("rights told", "INBOX: rights lrswipkxte" in got.stdout and "warning: INBOX" not in got.stdout,
          got.stdout)
    got, _ = connected(work / "few", rights("lrs"), {"done-folder": "Done"})
    check("too few rights are warned of", "warning: INBOX: rights lrs" in got.stdout, got.stdout)

    def future(command, words, answer):
        return [c.replace(b"13-Jan-2026", b"13-Jan-2099") for c in answer]

    got, _ = connected(work / "clock", future)
    check("a clock that is wrong is warned of", "clocks is wrong" in got.stdout, got.stdout)


def advises(work):
    """Exchange Online's words, and what they mean."""
    def select(text):
        return lambda c, w, a: [b"{tag} " + text + b"\r\n"] if c == "SELECT" else a

    def log_in(text):
        return lambda c, w, a: [b"{tag} " + text + b"\r\n"] if c == "AUTHENTICATE" else a

    for number, (tamper, words) in enumerate((
            (select(b"BAD User is authenticated but not connected."), "New-ServicePrincipal"),
            (log_in(b"NO AUTHENTICATE failed."), "IMAP.AccessAsApp"),
            (log_in(b"NO LOGIN failed. Basic authentication is disabled."), "xoauth2"))):
        got, intake = connected(work / f"imap{number}", tamper)
        check(f"advice: {words}", got.returncode == 1 and "→" in got.stdout and words in got.stdout,
              got.stdout)
        check("no secret in it", "s3cret" not in got.stdout + got.stderr)
    got, _ = connected(work / "smtp", smtp=lambda c, w, a: [
        b"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the"
        b" Tenant.\r\n"] if c == "AUTH" else a)
    check("advice for SMTP", got.returncode == 1
          and "SmtpClientAuthenticationDisabled $false" in got.stdout, got.stdout)


def certificate_end(work):
    """Seen on a connection, told by --check, kept for the plugin."""
    authority = Authority(work / "authority")
    certificate = authority.certificate("short", days=10)
    server = ScriptedImap(sample(11), certificate=certificate)
    intake = Intake(work / "intake", mailbox={
        "source": f"imaps://localhost:{server.port}/INBOX", "user": "us", "password-file": "secret",
        "ca-file": authority.ca})
    intake.secret("secret", "s3cret")
    got = intake.run("asr-intaked", "--check", "--connect")
    check("--check warns of the certificate's end", "warning: imaps" in got.stdout
          and "certificate valid until" in got.stdout, got.stdout)
    done = intake.once()
    check("a pass", done.returncode == 0, done.stderr)
    judged(intake, "a certificate of ten days", WARNING, "certificat")
    server.stop()


def main():
    if shutil.which("openssl") is None:
        print("openssl is not installed")
        return 77
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-monitoring-"))
    plugin(work / "plugin")
    low_disk(work / "disk")
    connects(work)
    advises(work)
    (work / "certificate").mkdir()
    certificate_end(work / "certificate")
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
