#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox of 20,000 older messages: a pass without news asks the server for
no more, and the store no more, than with 100.  Counted, not timed: the
commands sent and the pages read.  For `make check-long`."""
import os
import pathlib
import pwd
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from authority import Authority  # noqa: E402
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402
from intake import Intake  # noqa: E402

FEW, MANY = 100, 20000
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def seed(dovecot, count):
    """Straight into the Maildir, as a delivery would."""
    box = dovecot.mail / USER
    owner = pwd.getpwnam("nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name)
    for name in ("cur", "new", "tmp"):
        (box / name).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (box / "cur" / f"{1700000000 + number}.M{number}P1.host:2,").write_text(
            f"From: Somebody <somebody@nowhere.test>\r\nSubject: old {number}\r\n"
            f"Message-ID: <old-{number}@nowhere.test>\r\n\r\nold {number}\r\n", newline="")
    if os.getuid() == 0:
        subprocess.run(["chown", "-R", f"{owner.pw_uid}:{owner.pw_gid}", dovecot.mail], check=True)


def begin(intake, dovecot):
    """A first pass over nothing makes the state; returns the UIDVALIDITY."""
    client = dovecot.client()
    client.select("INBOX", readonly=True)
    validity = int(client.response("UIDVALIDITY")[1][0])
    client.logout()
    done = intake.once()
    check("an empty pass", done.returncode == 0, done.stderr)
    return validity


def fill(intake, source, validity, count):
    """As if all had been taken long ago: rows of settled correspondence."""
    db = sqlite3.connect(intake.work / "state/intake.db")
    db.executemany("INSERT INTO message (id, sha256, size, state, received_at, file_time, outcome,"
                   " sender, reply_kind, settled_at) VALUES (?, ?, 99, 'settled', ?, 0,"
                   " 'correspondence', 'outsider', 'none', 1)",
                   ((n, f"{n:064x}", 1700000000 + n) for n in range(1, count + 1)))
    db.executemany("INSERT INTO location (mailbox, folder, uid_validity, uid, name, message)"
                   " VALUES (?, 'INBOX', ?, ?, '', ?)",
                   ((source, validity, n, n) for n in range(1, count + 1)))
    db.commit()
    db.close()


def cost(work, authority, count):
    """Seconds of a pass with nothing new, the best of five, and what it asked for."""
    certificate = authority.certificate(f"server{count}")
    dovecot = Dovecot(work / f"dovecot{count}", *certificate, extra=f"""
protocol imap {{
  rawlog_dir = {work}/raw{count}
}}
""")
    (work / f"raw{count}").mkdir()
    (work / f"raw{count}").chmod(0o777)
    source = f"imaps://localhost:{dovecot.imaps}/INBOX"
    intake = Intake(work / f"intake{count}", mailbox={
        "source": source, "user": USER, "password-file": "secret", "ca-file": authority.ca,
        "done-folder": "Done", "sent-folder": "Sent"})
    intake.secret("secret", PASSWORD)
    validity = begin(intake, dovecot)
    dovecot.stop()
    seed(dovecot, count)
    dovecot.start()
    fill(intake, source, validity, count)
    seconds = []
    for _ in range(6):
        for file in (work / f"raw{count}").glob("*"):
            file.unlink()
        began = time.monotonic()
        done = intake.once()
        seconds.append(time.monotonic() - began)
        check(f"{count}: nothing new", done.returncode == 0 and "0 nouveau" in done.stdout,
              done.stdout + done.stderr)
    asked = sorted((work / f"raw{count}").glob("*.in"))
    commands = re.findall(rb"^\S*\s*\d+ ([A-Z]+ ?[A-Z]*)", b"".join(f.read_bytes() for f in asked), re.M)
    answered = sum(f.stat().st_size for f in (work / f"raw{count}").glob("*.out"))
    dovecot.stop()
    return min(seconds[1:]), commands, answered


def main():
    if shutil.which("dovecot") is None:
        print("dovecot is not installed")
        return 77
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-many-"))
    work.chmod(0o755)
    authority = Authority(work / "authority")
    few, few_asked, few_bytes = cost(work, authority, FEW)
    many, many_asked, many_bytes = cost(work, authority, MANY)
    check("the same commands", few_asked == many_asked and few_asked, f"{few_asked} {many_asked}")
    check("answers of the same size", many_bytes < few_bytes * 1.5, f"{few_bytes} {many_bytes}")
    print(f"a pass without news: {few * 1000:.0f} ms with {FEW}, {many * 1000:.0f} ms with {MANY}")
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
